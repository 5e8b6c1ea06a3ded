"""双随机抽查结果的判读：哪次抽查、查了谁、结果如何、哪一天。 Published results of random inspections.

读得出：一行一户的结果表（网页或附件）、逐项写明的结果。
读不出：只有附件或图片的（unreadable），不据以认定未公布结果。
不是抽查结果：抽查计划、事项清单、实施方案、通知、工作总结、新闻，以及不属双随机的抽检（absent）。
依据：优化营商环境条例第五十四条；随机抽查结果的公示时限凭经验掌握，不单独作为扣分依据。
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from crawler.dates import find_dates, read_date
from crawler.extract.elements import MAX_TEXT, Record, Vocabulary, records_in_tables, records_in_text
from crawler.extract.personal import PersonalNumber, hidden, hidden_tables
from crawler.extract.place import Passage, kept, sentence_around
from crawler.files.model import FileTable

version = 1

State = Literal["read", "absent", "unreadable"]
Element = Literal["plan", "object", "result", "inspected"]
ELEMENTS: Final[dict[Element, str]] = {
    "plan": "抽查计划（任务）名称", "object": "检查对象", "result": "检查结果", "inspected": "检查日期",
}  # fmt: skip

_VOCABULARY: Final = Vocabulary(
    {
        "plan": r"(?:抽查|检查|双随机)?(?:计划|任务)(?:名称|编号)?|抽查(?:计划|任务)名称",
        "object": r"(?:被)?(?:抽查|检查|监管|市场)(?:的)?(?:对象|主体|企业|单位)(?:名称)?|(?:企业|单位|商户|经营者|主体|机构|公司)名称|当事人(?:名称)?",
        "result": r"(?:抽查|检查|核查)?(?:及处理)?(?:结果|结论)(?:公示|说明|情况|类型)?|(?:抽查|检查)情况|存在(?:的)?问题|处理(?:结果|情况|意见)",
        "inspected": r"(?:抽查|检查|核查|完成|实施)(?:的)?(?:日期|时间)|检查完成(?:日期|时间)",
        "organ": r"(?:抽查|检查|执法|实施|主管)(?:的)?(?:机关|部门|单位|主体)(?:名称)?|登记机关",
        "item": r"(?:抽查|检查)(?:的)?(?:事项|内容|项目)(?:名称)?",
        "published": r"(?:信息)?(?:公示|公开|公布|发布)(?:日期|时间)",
        "": r"序号|统一社会信用代码.{0,6}|注册号|法定代表人.{0,8}|住所.{0,4}|地址|(?:抽查|检查)(?:方式|类型|人员)|执法人员.{0,4}|备注|联系.{0,4}",
    },
    long=frozenset(("result",)),
)
_TITLE = re.compile(
    r"(?:抽查|检查|双随机)[^。]{0,20}(?:结果|情况)(?:的)?(?:公示|公开|公告|公布|通报|表|汇总)?|结果公示"
)
_RANDOM = re.compile(r"双随机|随机抽查|双抽查|一公开")
_OTHER = re.compile(
    r"计划(?!.{0,20}结果)|清单|方案|办法|规定|细则|制度|通知$|总结|(?<!校外)培训(?!机构)|解读|指引|指南|名录库|事项库|标准|要点|抽检|整改"
)
_NEWS = re.compile(r"召开|举办|举行|扎实|推进|落实|圆满|部署|加强|助力|开展(?!.{0,30}结果)")
_SENTENCE = re.compile(
    r"(?:抽查|检查)[^。；\n]{0,60}\d{1,5}\s?(?:户|家|个|次)[^。\n]{0,120}|未发现[^。；\n]{0,20}问题[^。；\n]{0,40}"
)
_SAYS_NOTHING: Final = 60


@dataclass(frozen=True, slots=True)
class Inspection:
    """One object's result. ``plan`` may be told by the heading for all of them, ``inspected`` is None when not readable."""

    plan: str
    object: str
    result: str
    organ: str
    inspected: date | None
    published: date | None
    missing: tuple[Element, ...]
    passages: tuple[Passage, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Inspections:
    """What a page or a file publishes of results. ``summary`` is the sentence that sums them up where no table lists them.

    ``years`` are those its title names, to be set against the days of the results.
    """

    state: State
    cause: str = ""
    results: tuple[Inspection, ...] = ()
    summary: str = ""
    years: tuple[int, ...] = ()
    personal: tuple[PersonalNumber, ...] = ()
    noted: tuple[Passage, ...] = field(default=(), compare=False)

    @property
    def passages(self) -> tuple[Passage, ...]:
        return (*self.noted, *(each for result in self.results for each in result.passages))


def read_inspections(title: str, text: str, published: date | None) -> Inspections:
    """Read the body of a page; ``published`` is the page's day."""
    words, personal = hidden(text[:MAX_TEXT])
    if not title_says_result(title, words):
        return Inspections("absent")
    found = _results(title, records_in_text(words, _VOCABULARY), published)
    if not found and (match := _SENTENCE.search(words)):
        where = kept(sentence_around("summary", words, *match.span()))
        return Inspections("read", summary=where[0].quote, years=_years(title), personal=personal, noted=where)
    if not found:
        cause = "正文没有结果，可能在附件或图片中" if len(words.strip()) < _SAYS_NOTHING else "正文没有读得懂的结果"
        return Inspections("unreadable", cause, years=_years(title), personal=personal)
    return Inspections("read", results=found, years=_years(title), personal=personal)


def read_inspection_tables(title: str, tables: Sequence[FileTable], published: date | None) -> Inspections:
    """Read the tables of a file. A file that is no result by its title may be the attachment of one: its table decides."""
    shown, personal = hidden_tables(tuple(tables))
    found = _results(title, records_in_tables(shown, _VOCABULARY), published)
    if not found or (_OTHER.search(title) and not _TITLE.search(title)):
        return Inspections("absent")
    return Inspections("read", results=found, years=_years(title), personal=personal)


def title_says_result(title: str, text: str = "") -> bool:
    """Whether a title announces results of a random inspection; a bare 检查结果公示 needs the words in its text."""
    plain = re.sub(r"\s+|《[^《》]{0,100}》", "", title[:300])
    if not _TITLE.search(plain) or _OTHER.search(plain) or _NEWS.search(plain):
        return False
    return bool(_RANDOM.search(plain) or ("抽查" in plain and "结果" in plain) or _RANDOM.search(text[:2_000]))


def _results(title: str, records: Sequence[Record], published: date | None) -> tuple[Inspection, ...]:
    found = []
    for record in records:
        told = {name: value for name, value in record.items() if value.is_filled}
        if "object" not in told or not told.keys() & {"result", "inspected", "plan", "item"}:
            continue
        words = {name: " ".join(value.words.split()) for name, value in told.items()}
        plan = words.get("plan", "") or (title if _RANDOM.search(title) else "")
        has = {**words, "plan": plan}
        found.append(
            Inspection(
                plan=plan,
                object=words["object"],
                result=words.get("result", ""),
                organ=words.get("organ", ""),
                inspected=_day(words.get("inspected", "")),
                published=read_date(words["published"]) if "published" in words else published,
                missing=tuple(element for element in ELEMENTS if not has.get(element)),
                passages=kept(*(value.passage(name) for name, value in told.items() if name)),
            )
        )
    return tuple(found)


def _day(words: str) -> date | None:
    """The day of an inspection; of a period its last."""
    days = find_dates(words)
    return days[-1][0] if days else read_date(words)


def _years(title: str) -> tuple[int, ...]:
    return tuple(sorted({int(year) for year in re.findall(r"(?<!\d)(20\d{2})(?=年)", title[:300])}))
