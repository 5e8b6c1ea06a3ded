"""征求意见材料不全：就草案公开征求意见，没有附草案、起草说明，或者没有写明期限、提出意见的方式。

依据：《重大行政决策程序暂行条例》第十五条（公布决策草案及其说明等材料，明确提出意见的方式和期限）。
判定：正文、附件或链接中有草案，有起草说明（或写明起草背景、依据、过程），写明截止日期和至少一种提出意见的方式，为落实。缺少的，公告自己写明
属于重大行政决策的，为未落实，并指明所缺；其他征求意见，请人确认该事项是否须公布草案和说明。在几个栏目发布的，合并计算；另行发布的起草说明、
解读，标题写明同一草案的，算有说明。
无法判定：页面没有读到；有附件、图片没有读到，所缺的可能在其中。尚未截止的，仍可补充，为未到期。
不涉及：期限是否够长（见 short_consultation）；只有一种方式（如仅邮箱）是否方便；听证会公告；征集实事项目、选题、线索；只可提出异议的公示；
上级或其他单位的征求意见。
怎么改：在原公告中补充附件“征求意见稿”和“起草说明”，写明截止日期和信函、邮箱、电话等方式。
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.consultation import read_consultation
from crawler.extract.periods import mentions_a_period, squeezed
from rules.checks._call_files import is_the_call
from rules.checks._consultations import Asked, Call, since_of
from rules.checks._drafts import drafts_asked_about, first_day, law_of
from rules.contents import Contents, File, contents
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, gap, met, not_applicable, not_due, suspect, unknown
from rules.pairing import alike, items
from rules.texts import title_cores

version = 1

PERIOD: Final = "征求意见的期限"
WAYS: Final = "提出意见的方式"
DRAFT: Final = "草案"
EXPLANATION: Final = "起草说明"
_COVERED: Final = "该事项是否属于重大行政决策（须公布草案及其说明，写明方式和期限）？"
_WAY = re.compile(
    r"意见箱|现场|当面|来访|窗口|联系人|联系方式|微信|公众号|QQ|平台|网站|地址|邮箱|邮寄|信函|电话|传真|来信|扫码|二维码"
    r"|(?:反馈|寄|送|发送|报送|提交)(?:至|到|给)|@"
)
_IS_DRAFT = re.compile(r"稿|草案|全文|文本")
_EXPLAINS = re.compile(
    r"说明|解读|(?:起草|编制|修订|制定|制订|修改|出台|调整|政策)(?:的)?(?:背景|依据|目的|必要性|过程|情况|缘由|理由)|背景(?:和|及|与)?(?:依据|目的)|必要性"
)
# 登录网站点击下载查看《…方案》: the draft is offered, though not as a file of this page.
_OFFERS_DRAFT = re.compile(r"(?:点击|下载|登录|登陆|查阅|查看|浏览|链接)[^。；]{0,60}(?:《|稿|草案|全文|文本|方案|附件)")
_NOT_THE_DRAFT = re.compile(r"说明|解读|反馈表|意见表|征集表|回执|问卷|公告|通知")
_PARTS = re.compile(r"^(?:第[一二三四五六七八九十百\d]{1,4}[条章]|[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）])", re.MULTILINE)
_ENOUGH_PARTS: Final = 4  # numbered passages from which a body prints the draft itself
_ENOUGH_WORDS: Final = 300


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    kinds: tuple[str, ...] = ("consultation",),
    also_kinds: tuple[str, ...] = ("notices",),
    explanation_kinds: tuple[str, ...] = ("interpretation", "policy", "decision"),
) -> list[Verdict]:
    looked = tuple(dict.fromkeys((*kinds, *also_kinds)))
    held = drafts_asked_about(corpus, duty, looked)
    told = _explaining(corpus, duty, (*looked, *explanation_kinds)) if held else []
    if held:
        return [_judge(corpus, duty, a, told).about(a.last.article.identity, event=first_day(a)) for a in held]
    if why := corpus.unseen(duty.unit, looked):
        return [unknown(f"未见本单位就草案公开征求意见，但不能确定：{why}")]
    return [not_applicable("本期未见触发事项：没有就草案公开征求意见")]


@dataclass(frozen=True, slots=True)
class _Call:
    """A call with its files and the words of what it links to."""

    call: Call
    said: Contents
    anchors: tuple[str, ...]


def _judge(corpus: Corpus, duty: Duty, asked: Asked, told: Iterable[Article]) -> Verdict:
    shown = [of_article(call.article) for call in asked.calls]
    whole = [_Call(call, contents(corpus, call.article), _anchors(corpus, call.article)) for call in asked.calls]
    places = corpus.site.district_names
    explained = [a for a in told if alike(title_cores(a.title), asked.last.subject.cores, places) == 1.0]
    missing = [name for name, has in _ELEMENTS if not any(has(each) for each in whole)]
    if explained and EXPLANATION in missing:
        missing.remove(EXPLANATION)
        shown.append(of_article(explained[0]))
    if not missing:
        return met(f"{asked.name}附有草案和说明，写明了期限和提出意见的方式", *shown)
    lack = "、".join(missing)
    if why := _unread(whole):
        return unknown(f"{asked.name}未见{lack}，但{why}，不能认定", *shown)
    reason, advice = f"{asked.name}未见{lack}", f"在原公告中补充{lack}"
    if asked.closes and asked.closes >= duty.as_of:
        return not_due(f"{reason}；尚未截止（{asked.closes}），仍可补充", *shown, due=asked.closes)
    law = law_of(asked)
    if law and "第十五条" in law.law and asked.last.reading.how != "notice":
        return gap(f"{reason}；依据{law.law}", *shown, defect=Defect.MISSING_ELEMENT, advice=advice)
    return suspect(reason, *shown, lean=Status.GAP, question=_COVERED, defect=Defect.MISSING_ELEMENT, advice=advice)


# ---- what a call has


def _has_period(each: _Call) -> bool:
    reading = each.call.reading
    if reading.closes or reading.conflict or mentions_a_period(each.call.text):
        return True
    return any(mentions_a_period(file.text) for file in each.said.files if is_the_call(file))


def _has_ways(each: _Call) -> bool:
    words = [each.call.text, *(file.text for file in each.said.files if is_the_call(file))]
    return bool(each.call.reading.channels) or any(_WAY.search(squeezed(text)) for text in words)


def _has_draft(each: _Call) -> bool:
    """In the body, among the files, or behind a link. A file counts by its name even when nobody could read it."""
    if each.call.reading.has_draft or any(_IS_DRAFT.search(a) and not _NOT_THE_DRAFT.search(a) for a in each.anchors):
        return True
    text = each.call.text
    if _OFFERS_DRAFT.search(squeezed(text)):
        return True
    if len(text) >= _ENOUGH_WORDS and len(_PARTS.findall(text)) >= _ENOUGH_PARTS:
        return True
    return any(_is_draft(file, each.call) for file in each.said.files)


def _is_draft(file: File, call: Call) -> bool:
    if _NOT_THE_DRAFT.search(file.name):
        return False
    named = alike(title_cores(file.name.rsplit(".", 1)[0]), call.subject.cores, ()) == 1.0
    return bool(_IS_DRAFT.search(file.name)) or named or len(_PARTS.findall(file.text)) >= _ENOUGH_PARTS


def _has_explanation(each: _Call) -> bool:
    if each.call.reading.has_explanation or _EXPLAINS.search(squeezed(_without_asking_why(each.call.text))):
        return True
    names = [*(file.name for file in each.said.files), *each.anchors]
    read = [file.text for file in each.said.files if file.is_read]
    return any(_EXPLAINS.search(name) for name in names) or any(
        read_consultation("", text, None).has_explanation or _EXPLAINS.search(squeezed(text[:1500])) for text in read
    )


_ELEMENTS: Final = ((PERIOD, _has_period), (WAYS, _has_ways), (DRAFT, _has_draft), (EXPLANATION, _has_explanation))


def _without_asking_why(text: str) -> str:
    """Without what calls say of other explaining: 提出意见请说明理由, 特此说明."""
    return re.sub(r"(?:请|应|并|须|需)[^。；，\n]{0,12}说明|说明(?:理由|原因|联系|姓名|单位)|(?:特此|另行|书面|情况)说明", "", text)


# ---- inside


def _explaining(corpus: Corpus, duty: Duty, kinds: tuple[str, ...]) -> list[Article]:
    """What the unit published that explains something, by its title."""
    found = items(corpus, duty.unit, tuple(dict.fromkeys(kinds)), since_of(duty.applies_from))
    return [article for article in found if _EXPLAINS.search(article.title)]


def _anchors(corpus: Corpus, article: Article) -> tuple[str, ...]:
    """The words of a page's links, and the titles of what it is linked with."""
    page = corpus.page(article)
    return tuple([anchor for _, anchor in page.links] if page else []) + tuple(a.title for a in corpus.links_from(article))


def _unread(whole: list[_Call]) -> str:
    """What nobody read that may hold what is missing; '' when all was read."""
    for each in whole:
        article = each.call.article
        if article.state not in ("read", "file"):
            return f"页面没有读到（{article.cause or '没有采集'}）"
        if unread := each.said.unread:  # the explanation may be bound into the draft's own file
            return f"附件《{unread[0].name}》{unread[0].why_unread}"
        if article.body_kind in ("image", "video") or "image" in article.media:
            return "页面上有图片没有读"
        if not each.call.text and not each.said.files:
            return "页面上没有读出文字"
    return ""
