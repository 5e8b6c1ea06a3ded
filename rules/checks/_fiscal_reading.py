"""What stands inside a fiscal report: the body and each file of an item, read, and whose report of which year each surely is."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Final

from crawler.archive import Article, Corpus, SeenFile
from crawler.extract.body_part import body_part
from crawler.extract.fiscal import Report, parts_in_body, read_fiscal_title, year_of_body, years_in_body
from crawler.extract.fiscal_document import read_fiscal_document
from crawler.extract.fiscal_document.approval import approved_on, published_on, units_below
from crawler.extract.fiscal_document.model import DocumentError, FiscalDocument
from crawler.extract.title_words import bare_name
from crawler.files.model import FilePart, FileReading, FileState, Place
from rules.checks._ownership import Whose, whose
from rules.contents import File, contents
from rules.model import Duty

BODY: Final = "正文"
_MOST_FILES: Final = 60  # of one item
_SHORT: Final = 200  # a text below this says nothing of what it is not
_FEW_PARTS: Final = 3
_PICTURES: Final = frozenset({"image"})
_CHANGE = re.compile(r"增加|减少|增长|下降|上升|降低|持平|一致|没有变化|无变化|无增减|相同|不变|原因|主要是")
# Words whose absence from a whole report shows that a part is not there under another heading either.
WORDS: Final = (
    "机关运行", "政府采购", "三公", "名词", "国有资产", "资产占", "车辆", "出国", "公务用车", "公务接待", "绩效", "职责", "职能",
    "机构", "预算", "决算", "出国", "出境", "国（境）", "国(境)", "公车", "用车", "车辆购置", "接待", "招待", "采购", "资产", "国资", "房屋", "术语", "释义", "用语", "词语",
    "词汇", "解释", "概念",
)  # fmt: skip
# The same under other words, or with a character mistyped: no word of its own, so a pattern.
LIKE: Final = {
    "~运行经费": re.compile(
        r"(?<!车)(?:运行|运转|运营|运作|办公)(?:经费|费用)(?!.{0,2}车)|机关[^，。；\d车]{0,8}[运行][^，。；\d车]{0,3}经?费|机关(?:日常|公用|办公)(?:公用|办公)?(?:经费|支出)"
        r"|(?:运行|运转|办公)(?:保障|支出)[^。；]{0,6}由[^。；]{2,24}(?:承担|保障|列支|统一)"
    ),
    "~采购": re.compile(r"政府.购|.府采购|货物[^。；]{0,16}服务"),
    "~名词": re.compile(r"(?:收入|支出|经费|结转|结余|缴款|费用?)(?:（[^（）]{1,20}）)?[:：]?[”\"]?(?:是)?指"),
    "~三公无": re.compile(
        r"三公[”\"]?经费[^。；，：\d]{0,16}(?:无|没有|未安排|未发生|不涉及|不安排|为零|0(?:\.0+)?万?元)"
        r"|(?:无|没有|未安排|未发生|不涉及)因公出国(?:[（(]境[）)])?[^。；\d]{0,8}(?:公务接待|公务用车)[^。；\d]{0,16}(?:公务接待|公务用车)"
    ),
    "~事业单位": re.compile(
        r"(?:本|我|该)(?:单位|部门|局|中心|办|站|所|队|院|馆|校|会)?[^。；，]{0,6}(?:是|为|属于?|系)(?:(?!行政单位|行政机关|下属|所属|参照|参公)[^。；，]){0,24}事业单位"
    ),
    "~其余无": re.compile(r"(?:其他|其余|未列明?|未列示|未提及)[^。；]{0,8}(?:事项|内容|情况|部分)[^。；]{0,12}(?:均|都|一律)(?:不涉及|无(?![变增调差异])|没有(?![变增调]))"),
    "~不公开": re.compile(r"(?:涉密|国家秘密|保密)[^。；]{0,30}(?:不予?公开|不公布|未公开|不宜公开|不列)|(?:不予?公开|不公布|未公开)[^。；]{0,20}(?:涉密|国家秘密|保密)|依法不予公开"),
}


class Told(StrEnum):
    """What a file says of itself, against the report asked for. Only what is sure; everything else is UNCLEAR."""

    OURS = "ours"
    OTHER_YEAR = "是其他年度的"
    OTHER_REPORT = "是另一种报告"
    OTHER_UNIT = "是其他单位的"
    NOTHING = "不是预决算报告"
    UNCLEAR = "unclear"

    @property
    def is_not_it(self) -> bool:
        return self not in (Told.OURS, Told.UNCLEAR)


@dataclass(frozen=True, slots=True)
class Source:
    """The body or one file, read. ``said`` are those of ``WORDS`` that occur; ``units`` the units of the profile named in it.

    ``why_partly`` says why not all of it was read, '' when all was. In a body merged cells left no trace in the tables.
    """

    name: str
    kind: str  # of the file (pdf, docx, …), 'body' for the page's own text
    labels: tuple[str, ...]
    document: FiscalDocument
    said: frozenset[str]
    units: frozenset[str]
    years: tuple[tuple[Report, int | None, tuple[int, ...]], ...]
    usual_parts: int
    length: int
    approved: tuple[date, str] | None  # the day of approval it states, with the words
    below: tuple[int, str] | None  # how many units below it counts, with the words
    stated: tuple[tuple[date, str], ...]  # the days on which it says it was published, each with the words
    change_told: bool  # whether the passage on the three public outlays speaks of a change
    why_partly: str = ""
    file: SeenFile | None = None  # None for the page's own text

    @property
    def is_body(self) -> bool:
        return self.kind == "body"

    def where(self, place: Place) -> str:
        """附件《x.pdf》第5页, for a reader."""
        label = self.labels[place.part] if place.part < len(self.labels) else ""
        name = BODY if self.is_body else f"附件《{self.name}》"
        return f"{name}{label if re.fullmatch(r'第.{1,8}页', label) else f'“{label}”' if label else ''}"

    def certain(self, error: DocumentError) -> bool:
        """Whether an error has no other explanation: never of a table pasted into a page."""
        return error.certain and not (self.is_body and error.place.table is not None)


@dataclass(frozen=True, slots=True)
class Read:
    """An item's body and files. ``missed`` are (file, why) of what was not read, '' for the page itself."""

    article: Article
    body: Source | None
    files: tuple[Source, ...]
    missed: tuple[tuple[str, str], ...]

    @property
    def unread(self) -> tuple[str, ...]:
        """What was not read, in words."""
        return tuple(why for _, why in self.missed)


@dataclass(frozen=True, slots=True)
class Inside:
    """What was read of one report: its sources, and in words what of it nobody read."""

    sources: tuple[Source, ...]
    unread: tuple[str, ...]


def read_item(corpus: Corpus, article: Article) -> Read:
    """Everything an item says, each document read once for all checks."""
    return corpus.once(("fiscal-item", article.identity), partial(_read_item, corpus, article))


def _read_item(corpus: Corpus, article: Article) -> Read:
    found = contents(corpus, article)
    files: list[Source] = []
    missed: list[tuple[str, str]] = []
    for file in found.files[:_MOST_FILES]:
        if file.reading is not None and file.reading.members:
            continue  # an archive: its members follow
        if source := _of_file(corpus, file):
            files.append(source)
        else:
            missed.append((file.name, f"附件《{file.name}》{_why(file)}"))
    if _PICTURES & set(article.media) or article.body_kind == "image":
        missed.append(("", "正文中的图片没有读"))
    if article.state in ("failed", "skipped"):
        missed.append(("", f"页面没有读到（{article.cause or '快速检查不读正文'}）"))
    body = _of_body(corpus, article, found.body) if found.body.strip() else None
    return Read(article, body, tuple(files), tuple(missed))


def told(corpus: Corpus, duty: Duty, source: Source, report: Report, year: int) -> Told:
    """What is sure of one file. A name at the end of an archive's path tells nothing here: only what stands inside."""
    document = source.document
    main, all_years = next((main, every) for kind, main, every in source.years if kind == report)
    owner = whose(corpus.site, duty, document.unit)
    if owner in (Whose.OTHER, Whose.BELOW) and duty.unit not in source.units:
        return Told.OTHER_UNIT
    is_report = source.usual_parts >= _FEW_PARTS or sum(t.state == "present" for t in document.tables) >= _FEW_PARTS
    if document.report == report and document.year == year and main in (None, year):
        return Told.OURS if owner is Whose.OWN and is_report else Told.UNCLEAR
    if document.report == report and document.year not in (None, year) and main == document.year:
        return Told.OTHER_YEAR if year not in all_years else Told.UNCLEAR
    if document.report not in ("", report) and is_report and year not in all_years:
        return Told.OTHER_REPORT
    fiscal = document.report or any(t.state == "present" for t in document.tables) or {"预算", "决算"} & source.said
    return Told.NOTHING if not fiscal and source.length >= _SHORT and not source.why_partly else Told.UNCLEAR


def files_tell(corpus: Corpus, duty: Duty, article: Article, report: Report, year: int, name: str = "") -> tuple[Told, str]:
    """What an item's files say together (or the one called ``name``), and the file that says it.

    OURS where one surely is the report; something else only where every file was read and each is surely not it.
    """
    read = read_item(corpus, article)
    files = [source for source in read.files if not name or source.name == name]
    said = [(told(corpus, duty, source, report, year), source.name) for source in files]
    if ours := next((one for one in said if one[0] is Told.OURS), None):
        return ours
    unread = any(not name or name == missed for missed, _ in read.missed)
    if unread or not said or any(not one[0].is_not_it for one in said):
        return Told.UNCLEAR, ""
    return said[0]


def inside(corpus: Corpus, duty: Duty, article: Article, report: Report, year: int, only: str = "") -> Inside:
    """The body and files of an item that belong to the report: not what is surely something else, nor what names another unit as its own.

    ``only`` names the unit's file on a page for many: that one counts, and every other that bears the unit's name.
    """
    read = read_item(corpus, article)
    if only:
        files = [s for s in read.files if s.name == only or _is_named_ours(corpus, duty, s.name)]
        missed = [why for name, why in read.missed if not name or name == only or _is_named_ours(corpus, duty, name)]
    else:
        body = read.body if read.body is not None and {"预算", "决算"} & read.body.said else None
        files = [*([body] if body else []), *read.files]
        missed = list(read.unread)
    kept = tuple(s for s in files if s.is_body or _belongs(corpus, duty, s, report, year))
    partly = [f"附件《{source.name}》{source.why_partly}" for source in kept if source.why_partly]
    return Inside(kept, tuple(dict.fromkeys((*missed, *partly))))


def _belongs(corpus: Corpus, duty: Duty, source: Source, report: Report, year: int) -> bool:
    """A school's budget on the bureau's page names the bureau, too: nobody answers for another's figures."""
    others = whose(corpus.site, duty, source.document.unit) in (Whose.OTHER, Whose.BELOW)
    return not others and not told(corpus, duty, source, report, year).is_not_it


def _is_named_ours(corpus: Corpus, duty: Duty, name: str) -> bool:
    said = read_fiscal_title(name, unit_names=duty.names)
    return whose(corpus.site, duty, said.subject if said else bare_name(name)) is Whose.OWN


# ---- reading


def _of_file(corpus: Corpus, file: File) -> Source | None:
    reading = file.reading
    if reading is None or reading.state is not FileState.READ or not file.is_read:
        return None
    if not any(part.text.strip() or part.tables for part in reading.parts if not part.hidden):
        return None
    key = ("fiscal", file.seen.sha256, file.name, file.seen.url)
    return corpus.once(
        key,
        partial(_source, corpus, file.name, reading.parts, why_partly(reading), pictured_pages(reading), reading.kind, file.seen),
    )


def _of_body(corpus: Corpus, article: Article, text: str) -> Source:
    key = ("fiscal-body", article.text_digest)
    return corpus.once(key, partial(_source, corpus, BODY, (body_part(text),), "", 0, "body"))


def _source(
    corpus: Corpus,
    name: str,
    parts: tuple[FilePart, ...],
    partly: str,
    pictured: int,
    kind: str,
    file: SeenFile | None = None,
) -> Source:
    text = "\n".join(part.text for part in parts if not part.hidden)
    plain = re.sub(r"\s+", "", text)
    return Source(
        name=name,
        kind=kind,
        labels=tuple(part.label for part in parts),
        document=read_fiscal_document(parts, pictured_pages=pictured),
        said=frozenset([*(word for word in WORDS if word in plain), *(name for name, like in LIKE.items() if like.search(plain))]),
        units=frozenset(u.id for u in corpus.site.units if any(n and n in plain for n in (u.name, *u.aliases))),
        years=(
            ("budget", year_of_body(text, "budget"), years_in_body(text, "budget")),
            ("final_accounts", year_of_body(text, "final_accounts"), years_in_body(text, "final_accounts")),
        ),
        usual_parts=parts_in_body(text),
        length=len(plain),
        approved=approved_on(text),
        below=units_below(text),
        stated=published_on(text),
        change_told=any(
            _CHANGE.search(plain, found.start(), found.end() + 400) for found in re.finditer("三公|公务接待费", plain)
        ),
        why_partly=partly,
        file=file,
    )


def pictured_pages(reading: FileReading) -> int:
    """How many pages of a file are pictures, beside others that were read."""
    return sum(int(value) for name, value in reading.metadata if name == "scanned_pages" and value.isdecimal())


def why_partly(reading: FileReading) -> str:
    """Why a file that was read was not read whole; '' when it was."""
    if reading.truncated:
        return "只读了前面一部分"
    pictured = pictured_pages(reading)
    return f"有 {pictured} 页是图片，没有读" if pictured else ""


def _why(file: File) -> str:
    if file.reading is not None and file.reading.state is FileState.SCANNED:
        return "是扫描图片，读不出文字"
    return f"没有读到（{file.why_unread}）" if file.why_unread else "没有内容"
