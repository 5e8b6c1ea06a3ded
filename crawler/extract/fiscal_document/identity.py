"""文档是谁的、哪一年、预算还是决算，以及年度和单位名称有没有改过来。 Whose report it is, and names or years left from another.

A heading of another year (第三部分 ……2023年度部门决算情况说明 in the accounts of 2024), the day of 截至2023年12月31日 beside the number of
cars, a comparison with the year before last: left over. Naming last year to compare with it, to report how its budget was carried
out, or to give its performance is not.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from crawler.extract.fiscal import Report, read_fiscal_title, year_of_body
from crawler.extract.fiscal_document.model import DocumentError, ErrorKind
from crawler.extract.running import Running
from crawler.files.model import FilePart

_FIRST_LINES: Final = 8
_HEADING = re.compile(
    r"(?:第[一二三四五六七八九十]部分)?[^，。；：\d]{0,40}(?P<year>20\d\d)年(?:度)?[^，。；：\d]{0,20}?(?:部门|单位)?"
    r"(?P<report>预算|决算)(?:公开)?(?:表|报表|情况|情况说明|编制说明|说明|情况的?说明|公开说明)?"
)
_OTHER_MATTER = re.compile(r"执行|完成|对比|相比|比较|上年|绩效|自评|评价|批复|调整|回顾")
_AS_OF = re.compile(r"截至(?P<year>20\d\d)年(?P<month>\d{1,2})月(?:\d{1,2}日|底|末)")
_ASSETS = re.compile(r"车辆|设备|国有资产|固定资产|房屋|占有使用")
_COMPARED = re.compile(
    r"(?:与|比|较)(?P<year>20\d\d)年(?:度)?(?:部门)?(?P<what>决算数?|预算数?|执行数)?(?:相比|比较|增加|减少|增长|下降|持平)"
)
_SUBJECT = re.compile(
    r"(?P<year>20\d\d)年(?:度)?(?:部门|单位)?(?P<what>收入支出总计|收、支总计|收支总计|财政拨款收入支出总计|财政拨款收、支总计"
    r"|本年收入合计|本年支出合计|[“\"]?三公[”\"]?经费(?:财政拨款)?(?:支出)?(?:预算数|决算数|年初预算)为|无政府性基金|无国有资本)"
)
_FEW: Final = 2
_REPORTS: Final[tuple[Report, ...]] = ("final_accounts", "budget")


@dataclass(frozen=True, slots=True)
class Identity:
    """``report`` is '' and ``year`` None where title, cover and text do not tell."""

    report: Report | Literal[""]
    year: int | None
    unit: str


def identify(parts: Sequence[FilePart], run: Running, title: str, unit_names: Collection[str]) -> Identity:
    """From the title given, else the first lines (the cover), else from what the text names most."""
    lines = [line.strip() for part in parts[:2] for line in part.text.split("\n") if line.strip()][:_FIRST_LINES]
    joined = ["".join(lines[:n]) for n in (2, 3)]
    for words in (title, *joined, *lines):
        read = read_fiscal_title(words[:120], unit_names=unit_names) if words else None
        named = [report for report in read.reports if report.year is not None] if read else []
        if read and len(named) == 1 and named[0].certain:
            subject = "" if re.search("部分$", read.subject) else read.subject.lstrip("0123456789")
            return Identity(named[0].report, named[0].year, named_unit(run) or subject)
    for report in _REPORTS:
        year = year_of_body(run.text, report)
        if year is not None and re.search(
            "决算表|决算情况" if report == "final_accounts" else "预算表|预算编制|预算公开", run.text
        ):
            return Identity(report, year, named_unit(run))
    return Identity("", None, named_unit(run))


def named_unit(run: Running) -> str:
    """The unit the report names in its fixed places: 编制部门, 预算主管部门, 第一部分……概况."""
    found = Counter(name for name, _ in named_units(run))
    return found.most_common(1)[0][0] if found else ""


def named_units(run: Running) -> Iterator[tuple[str, re.Match[str]]]:
    """Every name in one of the fixed places, line by line."""
    for start, end in run.lines():
        if end - start <= 80:
            line = run.text[start:end]
            for pattern in _UNIT_PLACES:
                match = pattern.match(line)
                if match:
                    moved = pattern.match(run.text, start, end)
                    name = re.sub(r"（(?:本级|部门|单位|本部)）$", "", match["unit"])
                    if moved and 4 <= len(name) <= 30 and not _NO_NAME.search(name):
                        yield name, moved
                    break


_NAME: Final = r"(?P<unit>[\u4e00-\u9fff（）]{4,30}?)"
_UNIT_PLACES: Final = (
    re.compile(rf"(?:编制|预算主管|填报|公开)(?:部门|单位)：{_NAME}(?=金?额?单位：|$|\d|日期)"),
    re.compile(rf"第[一二三四五六七八九十]部分{_NAME}概况"),
    re.compile(rf"第[一二三四五六七八九十]部分{_NAME}20\d\d年"),
    re.compile(rf"(?:注|说明)：{_NAME}(?:本年度|20\d\d年度?)?(?:没有|无)(?:政府性基金|国有资本)"),
)
_NO_NAME = re.compile(r"本部门|本单位|我[局委办镇]|^部门|^单位|没有|无")


def year_errors(run: Running, identity: Identity) -> Iterator[DocumentError]:
    """Years that belong to another report. Nothing is said of a document that holds reports of two years."""
    if identity.year is None or not identity.report:
        return
    yield from _heading_errors(run, identity)
    yield from _day_errors(run, identity)
    yield from _sentence_errors(run, identity.year, identity.report)


def unit_errors(run: Running) -> Iterator[DocumentError]:
    """A name in a fixed place that is not the unit's: never certain, as a unit may have a second name."""
    found = list(named_units(run))
    names = Counter(name for name, _ in found)
    if not names:
        return
    own, often = names.most_common(1)[0]
    others = [(name, match) for name, match in found if not _same(name, own)]
    if often < 2 or len(others) > _FEW or len(others) * 2 > often:
        return
    for name, match in others:
        message = f"此处单位名称为“{name}”，别处为“{own}”"
        yield DocumentError(
            ErrorKind.WRONG_UNIT,
            run.place(match.start("unit"), match.end("unit")),
            run.quote(match.start(), match.end()),
            message,
            False,
            own,
        )


def _same(name: str, own: str) -> bool:
    """Whether two names may be one: one holds the other, or is its short form (区商务委, 区商务委员会)."""
    short, long = sorted((name, own), key=len)
    rest = iter(long)
    return short in long or all(character in rest for character in short)


def _heading_errors(run: Running, identity: Identity) -> Iterator[DocumentError]:
    word = "预算" if identity.report == "budget" else "决算"
    headings: list[tuple[int, re.Match[str]]] = []
    for start, end in run.lines():
        if end - start > 60 or _OTHER_MATTER.search(run.text, start, end):
            continue
        match = _HEADING.match(run.text, start, end)
        if (
            match
            and match["report"] == word
            and (match.end() >= end - 8)
            and len(re.findall(r"20\d\d年", run.text[start:end])) == 1
        ):
            headings.append((int(match["year"]), match))
    own = sum(1 for year, _ in headings if year == identity.year)
    others = [(year, match) for year, match in headings if year != identity.year]
    if own < 2 or len(others) > _FEW or len({year for year, _ in others}) > 1:
        return
    for year, match in others:
        message = f"标题写{year}年，全文为{identity.year}年{word}"
        yield DocumentError(
            ErrorKind.WRONG_YEAR, run.place(match.start("year"), match.end("year")), run.quote(match.start(), match.end()), message,
            own > len(others), str(identity.year),
        )  # fmt: skip


def _day_errors(run: Running, identity: Identity) -> Iterator[DocumentError]:
    """截至 a day of another year where the assets at the end of the accounts' year are told."""
    if identity.report != "final_accounts":
        return  # a budget gives the assets of a day before its year
    for match in _AS_OF.finditer(run.text):
        year = int(match["year"])
        following = run.text[match.end() : match.end() + 60]
        whole = run.text[slice(*run.sentence(match.start(), reach=160))]
        if year == identity.year or year > identity.year + 1 if identity.year else True:
            continue
        if (
            identity.year
            and year < identity.year
            and _ASSETS.search(following)
            and f"截至{identity.year}年" not in whole
        ):
            message = f"写截至{year}年，决算为{identity.year}年度"
            yield DocumentError(
                ErrorKind.WRONG_YEAR, run.place(match.start(), match.end()), run.quote(match.start(), match.end() + 40), message,
                year == identity.year - 1 and "上年" not in whole and not re.search(r"相比|对比|较", whole), str(identity.year),
            )  # fmt: skip


def _sentence_errors(run: Running, year: int, report: str) -> Iterator[DocumentError]:
    """A comparison with the year before last, and a sentence about last year's whole: never certain."""
    for match in _COMPARED.finditer(run.text):
        named = int(match["year"])
        start, _ = run.sentence(match.start(), reach=120)
        if named == year - 2 and str(year - 1) not in run.text[start : match.start()]:
            message = f"与{named}年比较，{year}年的报告应与{year - 1}年比较"
            yield _sentence_error(run, match, message, year - 1)
    for match in _SUBJECT.finditer(run.text):
        before = run.text[max(0, match.start() - 1) : match.start()]
        start, end = run.sentence(match.start(), reach=160)
        whole = run.text[max(start, run.paragraph(match.start())) : end]
        if int(match["year"]) == year - 1 and before not in "与比较同和、" and f"{year}年" not in whole:
            yield _sentence_error(run, match, f"写{match['year']}年，本报告为{year}年", year)


def _sentence_error(run: Running, match: re.Match[str], message: str, expected: int) -> DocumentError:
    start, _ = run.sentence(match.start(), reach=40)
    return DocumentError(
        ErrorKind.WRONG_YEAR,
        run.place(match.start(), match.end()),
        run.quote(start, match.end()),
        message,
        False,
        str(expected),
    )
