"""What stands inside an annual report: the body and each file of an item, read, and whose report of which year each surely is."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Final

from crawler.archive import Article, Corpus, SeenFile
from crawler.extract.annual import read_annual_title, year_in_body
from crawler.extract.annual_report import is_heading, read_annual_report
from crawler.extract.annual_report_model import AnnualReport
from crawler.extract.body_part import body_part
from crawler.files.model import FilePart, FileState, Place
from rules.checks._fiscal_reading import BODY, why_partly
from rules.checks._ownership import Whose, whose
from rules.contents import contents
from rules.model import Duty

_MOST_FILES: Final = 60
_MOST_TEXT: Final = 60_000
_SHORT: Final = 200
_HEADINGS: Final = 4  # of six: enough to know the form again
_FIRST_LINES: Final = 8
# Roots of the six headings and of what only the tables say: where one occurs nowhere, the part is there under no other name.
WORDS: Final = (
    "总体", "主动公开", "申请", "行政复议", "问题", "需要报告", "其他事项", "无其他", "制发", "现行有效", "本年新收", "结转下年度", "结果维持",
    "信息公开", "政务公开", "概述", "概况", "综述", "总述", "基本情况", "整体情况", "复议", "诉讼", "应诉", "不足", "困难", "短板", "薄弱", "改进", "努力方向",
    "下步", "下一步", "今后", "打算", "其他需要", "需要说明", "其他说明", "其他情况", "需报告", "其它事项", "其它需要", "处理费", "有关事项", "申请数量",
    "予以公开", "尚未审结", "结果纠正", "处理决定数量", "废止件数", "收费金额",
)  # fmt: skip
# 本年度未收到申请, 没有复议诉讼: said in words where the form wants a table of noughts.
NONE: Final = {
    "~无申请": re.compile(r"(?:未|没有)(?:收到|受理|接到)[^，。；\d]{0,16}申请|收到[^，。；\d]{0,20}申请(?:0|零)[件宗]|零申请"),
    "~无复议": re.compile(r"(?:未|没有|不涉及)(?:发生|产生|收到|因)?[^，。；\d]{0,24}(?:复议|诉讼)|(?:复议|诉讼)[^，。；\d]{0,12}(?:0|零)[件宗起]"),
    "~无制发": re.compile(r"(?:未|没有)(?:制定|制发|出台|涉及|产生)[^，。；\d]{0,16}(?:文件|规章|许可|处罚|收费)"),
}
_ANY_HEADING = re.compile(r"(?:[一二三四五六七八九]、|第[一二三四五六七]部分)\s?[\u4e00-\u9fa5（(][^。；\t]{1,34}$")


class Told(StrEnum):
    """What a file says of itself, against the report asked for. Only what is sure; everything else is UNCLEAR."""

    OURS = "ours"
    OTHER_YEAR = "是其他年度的"
    OTHER_UNIT = "是其他单位的"
    NOTHING = "不是政府信息公开工作年度报告"
    UNCLEAR = "unclear"

    @property
    def is_not_it(self) -> bool:
        return self not in (Told.OURS, Told.UNCLEAR)


@dataclass(frozen=True, slots=True)
class Source:
    """The body or one file, read. ``year`` and ``subject`` are those its own first lines name; ``said`` the ``WORDS`` that occur."""

    name: str
    file: SeenFile | None  # None for the page's own text
    labels: tuple[str, ...]
    report: AnnualReport
    year: int | None
    subject: str
    said: frozenset[str]
    units: frozenset[str]
    length: int
    text: str
    why_partly: str = ""
    unknown_headings: tuple[str, ...] = ()  # numbered headings that are none of the six as we know them

    @property
    def is_body(self) -> bool:
        return self.file is None

    def where(self, place: Place) -> str:
        """附件《x.docx》第5页, for a reader."""
        label = self.labels[place.part] if place.part < len(self.labels) else ""
        name = BODY if self.is_body else f"附件《{self.name}》"
        return f"{name}{label if re.fullmatch(r'第.{1,8}页', label) else ''}"

    @property
    def is_report(self) -> bool:
        """Whether it has the form of such a report, whoever's."""
        return len(self.report.headings) >= _HEADINGS


@dataclass(frozen=True, slots=True)
class Read:
    """An item's body and files. ``unread`` tells of each file not read why."""

    article: Article
    sources: tuple[Source, ...]
    unread: tuple[str, ...]


def read_item(corpus: Corpus, article: Article, name: str = "") -> Read:
    """Everything an item says (or the one file called ``name``), each document read once for all checks."""
    found = contents(corpus, article)
    sources: list[Source] = []
    unread: list[str] = []
    if found.body.strip() and not name:
        sources.append(corpus.once(("annual-body", article.text_digest), partial(_source, corpus, BODY, (body_part(found.body),), "", None)))
    for file in found.files[:_MOST_FILES]:
        if (name and file.name != name) or (file.reading is not None and file.reading.members):
            continue
        reading = file.reading
        if reading is None or not file.is_read or not reading.text.strip():
            scanned = reading is not None and reading.state is FileState.SCANNED
            unread.append(f"附件《{file.name}》" + ("是扫描图片，读不出文字" if scanned else f"没有读到（{file.why_unread or '没有内容'}）"))
            continue
        partly = why_partly(reading)
        key = ("annual", file.seen.sha256, file.name, file.seen.url)
        sources.append(corpus.once(key, partial(_source, corpus, file.name, reading.parts, partly, file.seen)))
    if not name and (article.body_kind == "image" or "image" in article.media):
        unread.append("正文中的图片没有读")
    if article.state in ("failed", "skipped"):
        unread.append(f"页面没有读到（{article.cause or '快速检查不读正文'}）")
    return Read(article, tuple(sources), tuple(unread))


def told(corpus: Corpus, duty: Duty, source: Source, year: int) -> Told:
    """What is sure of one file by what stands inside."""
    owner = whose(corpus.site, duty, source.subject)
    if owner in (Whose.OTHER, Whose.BELOW) and duty.unit not in source.units:
        return Told.OTHER_UNIT
    years = {y for y in (source.year, source.report.period_year) if y is not None}
    if source.is_report and years == {year}:
        return Told.OURS if owner is Whose.OWN else Told.UNCLEAR
    if source.is_report and years and year not in years:
        return Told.OTHER_YEAR
    about = {"信息公开", "政务公开", "主动公开"} & source.said
    return Told.NOTHING if not about and source.length >= _SHORT and not source.why_partly else Told.UNCLEAR


def files_tell(corpus: Corpus, duty: Duty, article: Article, year: int, name: str = "") -> tuple[Told, str]:
    """What an item's files say together (or the one called ``name``), and the file that says it.

    OURS where one surely is the report; something else only where every file was read and each is surely not it.
    """
    read = read_item(corpus, article, name)
    said = [(told(corpus, duty, source, year), source.name) for source in read.sources if not source.is_body]
    if ours := next((one for one in said if one[0] is Told.OURS), None):
        return ours
    if read.unread or not said or any(not one[0].is_not_it for one in said):
        return Told.UNCLEAR, ""
    return said[0]


def report_sources(corpus: Corpus, duty: Duty, read: Read, year: int) -> tuple[Source, ...]:
    """The body and files that belong to the report of ``year``: not what is surely something else, and no line that points to a file."""
    kept = [s for s in read.sources if s.is_body or not told(corpus, duty, s, year).is_not_it]
    bodies = [s for s in kept if not s.is_body or s.report.headings or s.length >= _SHORT]
    return tuple(bodies)


def _source(corpus: Corpus, name: str, parts: tuple[FilePart, ...], partly: str, file: SeenFile | None) -> Source:
    text = "\n".join(part.text for part in parts if not part.hidden)
    plain = re.sub(r"\s+", "", text)
    lines = [line.strip() for line in text.split("\n") if line.strip()][:_FIRST_LINES]
    heads = ["".join(lines[:n]) for n in (1, 2, 3)] + lines
    titles = [title for words in heads if len(words) <= 80 and (title := read_annual_title(words))]
    return Source(
        name=name,
        file=file,
        labels=tuple(part.label for part in parts),
        report=read_annual_report(parts),
        year=next((title.year for title in titles if title.year), year_in_body(text)),
        subject=next((title.subject for title in titles if title.subject), ""),
        said=frozenset([*(word for word in WORDS if word in plain), *(name for name, like in NONE.items() if like.search(plain))]),
        units=frozenset(u.id for u in corpus.site.units if any(n and n in plain for n in (u.name, *u.aliases))),
        length=len(plain),
        text=text[:_MOST_TEXT],
        why_partly=partly,
        unknown_headings=_unknown_headings(text),
    )


def _unknown_headings(text: str) -> tuple[str, ...]:
    """Lines numbered like the six parts and named otherwise. 一、本年新收政府信息公开申请数量 is a row of the table."""
    found = []
    for line in (line.strip() for line in text.split("\n")):
        if _ANY_HEADING.fullmatch(line) and not is_heading(line) and not re.search(r"本年新收|上年结转|本年度办理结果|结转下年度", line):
            found.append(line)
    return tuple(found[:20])
