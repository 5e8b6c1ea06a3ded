"""What the cells of a table row are, by the table's own heading: document number, day of publishing, other days."""

import re

from lxml.html import HtmlElement

from crawler.dialects.marks import doc_number_of, squeeze
from crawler.dialects.stream import Day

_NUMBER_HEADING = re.compile(r"文\s?号|发文字号|文件编号|文件字号")
_PUBLISHED_HEADING = re.compile(r"(?:发布|公开|发文|上网|上传)(?:时间|日期)|^(?:时间|日期)$")
_START_HEADING = re.compile(r"^(?:征集)?(?:开始|起始)(?:时间|日期)?$")
_PERIOD = re.compile(r"^\s?(?:至|到|—{1,2}|–|-{1,2}|~|～)\s?$")


class Cells:
    """Reads cells; keeps the headings of each table it met."""

    def __init__(self) -> None:
        self._headings: dict[HtmlElement, list[str]] = {}

    def doc_number(self, row: HtmlElement, link: HtmlElement) -> str:
        """The document number that stands in the row beside its link; '' when there is none."""
        headings = self._heading_of(row)
        for index, cell in enumerate(_cells(row)):
            if link is cell or link in cell.iterdescendants("a"):
                continue
            named = index < len(headings) and bool(_NUMBER_HEADING.search(headings[index]))
            if number := doc_number_of(squeeze(cell.text_content()), column=named):
                return number
        return ""

    def published(self, row: HtmlElement, days: list[Day]) -> Day | None:
        """Which of several dates of a row is the day of publishing; None when nothing says so."""
        headings = self._heading_of(row)
        for wanted in (_PUBLISHED_HEADING, _START_HEADING):
            for index, cell in enumerate(_cells(row)):
                if index < len(headings) and wanted.search(headings[index]):
                    inside = [day for day in days if day.element is cell or cell in day.element.iterancestors()]
                    if len(inside) == 1:
                        return inside[0]
        starts = [day for day in days if day.piece.is_start]
        if len(starts) == 1:
            return starts[0]
        others = [day for day in days if not day.piece.is_other]
        if len(others) == 1:
            return others[0]
        if len({day.piece.day() for day in days}) == 1:
            return days[0]
        return days[0] if len(days) == 2 and _joins(days[0], days[1]) else None

    def _heading_of(self, row: HtmlElement) -> list[str]:
        table = next((place for place in row.iterancestors("table")), None) if row.tag == "tr" else None
        if table is None:
            return []
        if table not in self._headings:
            first = next((line for line in table.iter("tr") if line.find(".//a") is None), None)
            self._headings[table] = (
                [squeeze(cell.text_content())[:20] for cell in _cells(first)] if first is not None else []
            )
        return self._headings[table]


def _cells(row: HtmlElement | None) -> list[HtmlElement]:
    """The cells of a table row, or the children of any other row."""
    if row is None:
        return []
    wanted = (
        ("td", "th")
        if row.tag == "tr"
        else ("span", "p", "div", "em", "i", "b", "td", "dd", "dt", "strong", "small", "label")
    )
    return [child for child in list(row)[:40] if child.tag in wanted]


def _joins(left: Day, right: Day) -> bool:
    """Whether the text between two dates makes them a period."""
    between = left.element.tail if left.element is not right.element else None
    return bool(between and _PERIOD.match(between))
