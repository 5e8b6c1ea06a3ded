"""发布前检查：一个网页或文件发出去以前，看有没有个人信息、不该公开的标注、用语差错、缺的要素和打不开的附件。

Remarks for the clerk who is about to publish: nothing is recorded, nothing accuses. The numbers found are masked.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Final
from urllib.parse import urlsplit

from crawler.extract.consultation import read_consultation
from crawler.extract.consultation_titles import title_says
from crawler.extract.feedback import read_feedback
from crawler.extract.guide import read_guide
from crawler.extract.markings import NAMES as MARKED
from crawler.extract.markings import markings
from crawler.extract.page import read_page
from crawler.extract.resolve import Fields, resolve
from crawler.extract.stub import KIND_NAMES, stub_kind
from crawler.files.concealed import concealed
from crawler.files.model import FileReading, FileState
from crawler.items import PageReading
from crawler.mask import mask
from crawler.page import Page
from rules.access import faults_of, items
from rules.private_data import NAMES as PRIVATE
from rules.private_data import private_in
from rules.wording import Lexicon

_GUIDE = re.compile(r"政府信息公开指南$")
_REFERS = re.compile(r"(?:详?见|参见|下载)附件|附件[1-9一二三]?[:：]")
_LOCAL_HOST = re.compile(r"^(?:localhost|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|[^.]+$)")
_PROPERTIES: Final = "文件属性"
_AUTHOR: Final = frozenset(("author", "last_modified_by", "creator", "manager", "company"))


class Weight(IntEnum):
    """How much a remark weighs, gravest last."""

    NOTE = 0
    MEND = 1
    STOP = 2


WEIGHTS: Final = {Weight.NOTE: "留意", Weight.MEND: "改正", Weight.STOP: "不要发布"}


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to see to: where it stands, what it is, what to do."""

    weight: Weight
    where: str
    what: str
    advice: str


def of_page(page: Page, words: Lexicon, today: date) -> tuple[Remark, ...]:
    """Everything there is to say of a page, gravest first."""
    if not page.is_html:
        return (Remark(Weight.MEND, "网页", "不是网页，读不出正文", "文件请用 zwgk lint-doc 检查"),)
    reading = read_page(page)
    fields = resolve(reading, ())
    title = fields.title
    found = [
        *_of_text(reading.text, title, "正文", words, today),
        *_of_text(title, "", "标题", words, today, is_text=False),
        *_in_source(page, reading),
        *_of_fields(fields),
        *_elements(reading, title, fields.published or today),
        *_attachments(page, reading, fields),
        *_accessibility(page),
    ]
    return _ordered(found)


def of_document(content: bytes, name: str, reading: FileReading, words: Lexicon, today: date) -> tuple[Remark, ...]:
    """Everything there is to say of a file that ``reading`` was made of, gravest first."""
    found: list[Remark] = []
    if reading.state is FileState.SCANNED:
        found.append(Remark(Weight.MEND, "文件", "是扫描图片，没有文字层，读屏软件和检索都读不出", "换成由文档导出的 PDF，或附上文字版"))
    elif reading.state is not FileState.READ:
        found.append(Remark(Weight.MEND, "文件", f"打不开（{reading.cause or '读不出内容'}）", "换成打得开的文件再发布"))
    for part in reading.parts:
        where = f"{part.label or '正文'}{'（隐藏）' if part.hidden else ''}"
        if part.hidden and part.text.strip():
            found.append(Remark(Weight.STOP, where, "有隐藏的内容，下载的人看得到", "删去隐藏的工作表、行列再发布"))
        found += _of_text(part.text, reading.heading or name, where, words, today)
    for where, said in concealed(content, name):
        if where != _PROPERTIES:
            found.append(Remark(Weight.MEND, where, "有平时看不到的文字，下载的人看得到", "接受修订、删去批注，另存后再发布"))
        found += _of_text(said, "", where, words, today)
    for label, value in reading.metadata:
        if label in _AUTHOR and value.strip():
            found.append(Remark(Weight.NOTE, _PROPERTIES, f"写有作者或单位“{mask(value)[:20]}”", "不需要的用“检查文档”删去"))
    for member in reading.members:
        found += of_document(b"", member.name, member.reading, words, today)
    return _ordered(found)


# ---- what a text shows


def _of_text(text: str, title: str, where: str, words: Lexicon, today: date, *, is_text: bool = True) -> Iterator[Remark]:
    for private in private_in(text, title):
        weight = Weight.STOP if private.severity else Weight.MEND
        shown = f"（如 {private.shown}）" if "*" in private.shown else ""
        yield Remark(weight, f"{where}第 {private.line + 1} 行", f"{PRIVATE[private.kind]} {private.count} 处{shown}", "删去或隐去一部分再发布")
    for marked in markings(text) if is_text else ():
        yield Remark(Weight.STOP, f"{where}第 {marked.line + 1} 行", f"有{MARKED[marked.marking]}", "先按保密审查程序确认可以公开")
    for wrong in words.wrong_in(text, today):
        line = text.count("\n", 0, wrong.start) + 1
        what = f"“{wrong.said}”与日历不符（{wrong.right}）" if wrong.source == "日历" else f"“{wrong.said}”疑应为“{wrong.right}”"
        yield Remark(Weight.MEND, f"{where}第 {line} 行", f"{what}：……{mask(wrong.around)}……", "对照原件核对")


def _in_source(page: Page, reading: PageReading) -> Iterator[Remark]:
    """Identity numbers that are on the page and not in its text: in scripts, comments, attributes."""
    told = {private.kind for private in private_in(reading.text, "")}
    for private in private_in(re.sub(r"<[^<>]{0,400}>", " ", page.text[:2_000_000])):
        if private.kind.value == "identity" and private.kind not in told:
            yield Remark(Weight.STOP, "网页源代码", f"{PRIVATE[private.kind]} {private.count} 处（如 {private.shown}），正文中看不到", "从网页代码中删去")


# ---- what a page must have


def _of_fields(fields: Fields) -> Iterator[Remark]:
    if not fields.title:
        yield Remark(Weight.MEND, "网页", "没有标题", "写明标题")
    if fields.published is None:
        yield Remark(Weight.MEND, "网页", "没有标注发布日期，或读不出", "标注“发布日期：年-月-日”")
    if not fields.source and not fields.issuer:
        yield Remark(Weight.NOTE, "网页", "没有标注来源或发布机构", "标注信息来源")


def _elements(reading: PageReading, title: str, published: date) -> Iterator[Remark]:
    """What the law asks of an item of its kind, where its title tells the kind."""
    text = reading.text
    if not (reading.attachments or reading.media) and (kind := stub_kind(text)):
        yield Remark(Weight.MEND, "正文", KIND_NAMES[kind], "补全正文，或附上文件")
    says = title_says(title)
    if says == "call":
        yield from _of_call(reading, title, published)
    elif says == "result":
        yield from _of_feedback(title, text)
    elif _GUIDE.search(title) and (missing := read_guide(text).missing):
        yield Remark(Weight.MEND, "正文", f"公开指南未见{'、'.join(missing)}", "按《政府信息公开条例》第十二条补全九项内容")


def _of_call(reading: PageReading, title: str, published: date) -> Iterator[Remark]:
    call = read_consultation(title, "\n".join((reading.text, *(link.name for link in reading.attachments))), published)
    if not call.is_consultation:
        return
    if call.closes is None:
        yield Remark(Weight.MEND, "正文", "没有写明征求意见的截止日期，或读不出", "写明起止日期")
    elif call.length_days is not None and call.length_days < 30 and not call.shortening:
        yield Remark(Weight.MEND, "正文", f"征求意见期限 {call.length_days} 天，不足 30 天，没有说明缩短的理由", "属于重大行政决策的不少于30日，确需缩短的在公告中说明")
    if not call.channels:
        yield Remark(Weight.MEND, "正文", "没有写明提出意见的方式", "写明地址、电话、邮箱或网上渠道")
    if not call.has_draft:
        yield Remark(Weight.MEND, "正文", "未见草案", "附上草案全文")
    if not call.has_explanation:
        yield Remark(Weight.MEND, "正文", "未见起草说明", "附上起草说明")


def _of_feedback(title: str, text: str) -> Iterator[Remark]:
    told = read_feedback(title, text)
    if told.is_feedback and told.missing and not told.refers_to_file:
        yield Remark(Weight.MEND, "正文", f"采纳情况未见{'、'.join(told.missing)}", "写明收到、采纳多少条，未采纳的说明理由")


def _attachments(page: Page, reading: PageReading, fields: Fields) -> Iterator[Remark]:
    if not (reading.attachments or reading.media or fields.lost_attachments) and _REFERS.search(reading.text):
        yield Remark(Weight.MEND, "附件", "正文提到附件，页面上没有附件", "上传附件")
    for name in (*fields.lost_attachments, *(link.name for link in reading.attachments if not link.url)):
        yield Remark(Weight.MEND, "附件", f"《{mask(name)[:60]}》的链接打不开", "重新上传并试着下载")
    for anchor in page.root.iter("a", "img"):
        target = (anchor.get("href") or anchor.get("src") or "").strip()
        if re.match(r"(?:file:|[A-Za-z]:[\\/])", target):
            yield Remark(Weight.MEND, "链接", f"指向本机文件：{mask(target)[:80]}", "上传文件，改用网站的链接")
        elif target.startswith(("http://", "https://")) and _is_local(target):
            yield Remark(Weight.MEND, "链接", f"指向内部网络：{mask(target)[:80]}", "改用公开的网址")


def _is_local(address: str) -> bool:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    return bool(_LOCAL_HOST.match(host))


def _accessibility(page: Page) -> Iterator[Remark]:
    names = {item.id: item.name for item in items()}
    for fault in faults_of(page) or ():
        yield Remark(Weight.NOTE, "无障碍", f"{names[fault.item]}：{fault.places} 处不符合，如 {fault.markup[:80]}", "图片加替代文字，表单加标签，链接写明文字")


# ---- together


def _ordered(found: list[Remark]) -> tuple[Remark, ...]:
    return tuple(sorted(dict.fromkeys(found), key=lambda remark: -remark.weight))
