"""One article page to a ``PageReading``: every field with every place that states it, nothing chosen yet.

One parse, one pass for the body's container, one walk over what stands before it. Which statement counts is decided in
``resolve``, where the row of the list is known too.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from typing import Final

from lxml.html import HtmlElement

from crawler.dates import find_dates
from crawler.extract.attachments import absolute, offered_files, text_of, until_end
from crawler.extract.body import SAYS_LITTLE, kind_of, media_of, without_tail
from crawler.extract.container import Body, after, ahead, before, ends_article, find_body, is_index
from crawler.extract.detail import Detail, detail_of
from crawler.extract.docnumber import own_number
from crawler.extract.labels import Labelled, is_empty, read_labels
from crawler.extract.lines import BLOCK, LINK, MAX_TEXT, SOFT, marked, plain, raw_child, raw_text, unmarked
from crawler.extract.meta import read_meta
from crawler.extract.related import related_links
from crawler.extract.titles import find_heading, key, without_site
from crawler.extract.urldates import date_in_url
from crawler.items import PATH_MARK, Candidate, PageReading
from crawler.page import Page

version = 6  # raised when the same bytes are read differently

_NEAR_LINES: Final = 150  # lines before the body that may hold its labels
_HEADER_LINES: Final = 15  # lines inside the body that may still be title and labels
_AFTER_LINES: Final = 12
_BARE_DATE_LINES: Final = 4  # a date without a label counts this close below the heading
_MAX_LINKS: Final = 500

_MOST_CARD: Final = 2_000  # characters of a body that may be a catalogue card alone
_MAX_RELATED: Final = 10
# A list of related items that a script fetches (UCAP): what it names, an interpretation perhaps, is not on the page.
_RELATED = re.compile(r'"relationUrl"\s{0,9}:\s{0,9}"([^"\s]{1,300})"')

_CRUMB_PARTS = re.compile(rf"\s*(?:>+|＞+|»|›|→|》|{LINK}|{SOFT} ?/ ?|\s/\s)\s*")
_CRUMB_END = re.compile(
    r"^(?:正文|详情|文章|内容|信息|文章详情|信息详情|详细信息|详细内容|内容详情|文章内容|浏览文章|正文内容|浏览信息|内容页|查看)?$"
)
_CRUMB_START = re.compile(rf"[\s{SOFT}{LINK}]*(?:网站)?首\s?页[\s{SOFT}{LINK}]*[>＞»›→]")
_HOME = re.compile(r"(?:网站|返回)?首\s?页")
_CRUMB_NAME = re.compile(r"crumb|position|location|weizhi|dqwz|currentpath|curmb", re.IGNORECASE)
_CLOCK = re.compile(r"\s*\d{1,2}:\d{2}(?::\d{2})?")
_BESIDE_DATE = re.compile(r"[\s:：\d年月日星期一二三四五六天上下午浏览次数点击阅读【】|()（）.-]")
_SPOKEN = re.compile(r"语音播报\s*[:：]?\s*")
_SIGNED_BY = re.compile(
    r"(?:府|局|办|室|会|院|厅|部|中心|队|处|社|司|站|所|组|科|委|馆|校|团|行|署|镇|乡|街道|公司|机关)\s*$"
)


@dataclass(slots=True)
class _Fields:
    """Candidates gathered so far, by field, each statement once."""

    kept: dict[str, list[Candidate]] = field(default_factory=dict)

    def add(self, name: str, value: str, source: str) -> None:
        candidate = Candidate(value, source)
        held = self.kept.setdefault(name, [])
        if candidate not in held and not is_empty(value):
            held.append(candidate)

    def first(self, name: str) -> str:
        held = self.kept.get(name)
        return held[0].value if held else ""

    def frozen(self) -> tuple[tuple[str, tuple[Candidate, ...]], ...]:
        return tuple((name, tuple(held)) for name, held in self.kept.items() if held)


def read_page(page: Page, *, body: HtmlElement | None = None) -> PageReading:
    """Read one article page. ``body`` is its container where a dialect knows it."""
    if not page.is_html:
        return PageReading(page.url, (), "", "file" if page.body else "empty", encoding=page.encoding)
    if body is None and (detail := detail_of(page)):
        return _read_detailed(page, detail)
    return _read(page, body)


def _read_detailed(page: Page, detail: Detail) -> PageReading:
    """A page whose body and data a script would show: what it shows by itself comes first, field by field."""
    shown = detail.page_of(page)
    reading = _read(shown, shown.root.find("body")) if shown else _read(page, None)
    fields = _Fields({name: list(held) for name, held in reading.fields})
    for name, value in detail.fields:
        fields.add(name, value, "json")
    named = {file.url for file in detail.files}
    files = (*detail.files, *(file for file in reading.attachments if file.url not in named))
    lost = [c.value for c in reading.candidates("lost_attachment")]
    return replace(
        reading,
        fields=fields.frozen(),
        attachments=files,
        body_kind=kind_of(reading.text, files, lost, reading.media),
        encoding=page.encoding,
        declared_encoding=page.declared_encoding,
    )


def _read(page: Page, body: HtmlElement | None) -> PageReading:
    root = page.root
    fields = _Fields()
    for name, value in read_meta(root):
        fields.add(name, value, "meta")
    title_tag = _title_tag(root)
    titles = [c.value for c in fields.kept.get("title", ())]
    if title_tag:
        titles.append(without_site(title_tag, [c.value for c in fields.kept.get("site_name", ())]))
    place = Body((body,), sure=True) if body is not None else find_body(root, titles)
    raw = "".join(raw_text(element, surroundings=not place.sure) + BLOCK for element in place.elements)

    head = _Head(place, raw, fields, titles)
    head.read()
    lines = _body_lines(raw, head)
    around = list(after(place, head.level + 1 if head.level < 1 else head.level))
    _read_below(around, fields)
    if title_tag:
        fields.add("title", title_tag, "title_tag")
    _read_number(fields, lines)
    _read_written(fields, lines)
    for related in islice(_RELATED.finditer(page.text), _MAX_RELATED):
        fields.add("related", related.group(1), "json")
    if found := date_in_url(page.url):
        fields.add("published", found, "url")
    if not fields.first("column"):
        _read_crumb_by_name(root, fields)

    files, lost = offered_files(place.elements, chain(around, ahead(place, head.level)), page.base)
    for name in lost:
        fields.add("lost_attachment", name, "body")
    media = media_of(place.elements)
    if not place.sure:
        lines = _without_card(lines, place, titles)
    text = "\n".join(lines)[:MAX_TEXT]
    return PageReading(
        url=page.url,
        fields=fields.frozen(),
        text=text,
        body_kind=kind_of(text, files, lost, media),
        attachments=files,
        links=_with_related(_links(place.elements, around, page.base), related_links(root, page.base)),
        media=media,
        encoding=page.encoding,
        declared_encoding=page.declared_encoding,
    )


class _Head:
    """What stands above the body: heading, labels, path. ``level`` is how far out the heading stands."""

    def __init__(self, place: Body, raw: str, fields: _Fields, titles: Sequence[str]) -> None:
        self.place = place
        self.fields = fields
        self.titles = titles
        self.level = 1
        self.lines: list[str] = []
        self.levels: list[int] = []
        for level, text in before(place):
            for line in marked(text):
                self.lines.append(line)
                self.levels.append(level)
        del self.lines[:-_NEAR_LINES], self.levels[:-_NEAR_LINES]
        self.own = marked(raw[:20_000])[:_HEADER_LINES]
        self.inner = 0  # lines of the body that are still title and labels

    def read(self) -> None:
        fields = self.fields
        outside = len(self.lines)
        lines = self.lines if self.place.sure else self.lines + self.own
        names = [c.value for name in ("site_name", "column") for c in fields.kept.get(name, ())]
        labelled, rests = read_labels(lines)
        informed = {item.line for item in labelled if item.field in ("published", "source", "updated")}
        is_tagged = any(c.source == "meta" for c in fields.kept.get("title", ()))
        heading = find_heading(lines, outside, self.titles, names, informed=informed, certain=is_tagged)
        if heading is not None:
            fields.add("title", unmarked(lines[heading]), "heading")
            self.level = self.levels[heading] if heading < outside else 0
        if not self.place.sure:
            labelled = self._without_running_text(labelled, outside)
            self.inner = self._inner_lines(labelled, heading, outside)
        _keep_labels(fields, labelled)
        paths = [item.value for item in labelled if item.field == "crumb"]
        paths += [line for line in lines if _CRUMB_START.match(line)]
        _keep_crumbs(fields, paths, unmarked(lines[heading]) if heading is not None else "")
        self._bare_date(lines, rests, heading, outside)
        if self.place.sure:
            inside, _ = read_labels(self.own)
            is_table = any(item.table and item.field == "index_number" for item in inside)
            numbers = ("doc_number", "index_number")
            _keep_labels(
                fields, [item for item in inside if item.field != "title" and (is_table or item.field in numbers)]
            )

    def _without_running_text(self, labelled: list[Labelled], outside: int) -> list[Labelled]:
        """Inside the body only short lines hold labels; a paragraph does not, and 名称 is a column of a table."""
        return [
            item
            for item in labelled
            if item.line < outside or (item.field != "title" and len(self.own[item.line - outside]) <= 120)
        ]

    def _inner_lines(self, labelled: list[Labelled], heading: int | None, outside: int) -> int:
        """How many lines at the top of the body are heading and labels, not text."""
        last = -1
        for item in labelled:
            if item.field in ("published", "source", "updated", "crumb") and item.line >= outside:
                last = max(last, item.line)
        if heading is not None and heading >= outside and heading - outside <= 3:
            last = max(last, heading)
        return last + 1 - outside if last >= outside else 0

    def _bare_date(self, lines: Sequence[str], rests: Sequence[str], heading: int | None, outside: int) -> None:
        """A date without a label, right below the heading: 来源：X    2020-05-27 15:25."""
        first = heading + 1 if heading is not None else max(outside - _BARE_DATE_LINES, 0)
        # Below a heading outside the body, the body's own first line (2023年5月29日) tells another day.
        end_of_head = outside if heading is not None and heading < outside else len(lines)
        near = list(range(first, min(first + _BARE_DATE_LINES, end_of_head)))
        if heading is not None:  # some portals put the line of source and date above the title
            near += [i for i in (heading - 1, heading - 2) if i >= 0]
        for i in near:
            rest = unmarked(rests[i].replace(SOFT, " ")) if i < len(rests) else ""
            if not 8 <= len(rest) <= 60:
                continue
            dates = find_dates(rest)
            if len(dates) == 1:
                _, start, end = dates[0]
                if len(_BESIDE_DATE.sub("", rest[:start] + rest[end:])) <= 4:
                    clock = _CLOCK.match(rest, end)
                    self.fields.add("published", rest[start : clock.end() if clock else end], "heading")
                    return


def _title_tag(root: HtmlElement) -> str:
    for element in root.iter("title"):
        if element.getparent() is None or element.getparent().tag != "svg":
            return " ".join((element.text or "").split())
    return ""


def _keep_labels(fields: _Fields, labelled: Sequence[Labelled]) -> None:
    """Put labelled values in their fields, the stronger names of a field before its weaker ones."""
    for item in labelled:
        if item.field not in ("sent", "updated", "crumb"):
            fields.add(item.field, item.value, "table" if item.table else "label")
    published = any(c.source in ("label", "table") for c in fields.kept.get("published", ()))
    for item in labelled:
        if item.field == "sent":
            # 发文日期 is the day of writing where the page names a day of publication beside it.
            fields.add("written" if published else "published", item.value, "table" if item.table else "label")
        elif item.field == "updated":
            fields.add("updated", item.value, "label")


def _keep_crumbs(fields: _Fields, paths: Sequence[str], title: str) -> None:
    """The last column on each path 首页 > 政务公开 > 通知公告 > 正文, and no title."""
    for path in paths:
        _keep_column(fields, [unmarked(part).strip(" >＞/·:：") for part in _CRUMB_PARTS.split(path)], title)


def _keep_column(fields: _Fields, parts: Sequence[str], title: str) -> None:
    # A long last part that is the title is the article; a short one (机构职能) is a column of a single page.
    named = [
        part for part in parts if not _CRUMB_END.match(part) and (part != title or len(title) <= 8) and len(part) <= 40
    ]
    if named and not _HOME.fullmatch(named[-1]):
        fields.add("column", named[-1], "label")
    if below := [part for part in named if part and not _HOME.fullmatch(part)]:
        fields.add("path", PATH_MARK.join(below), "label")


def _read_crumb_by_name(root: HtmlElement, fields: _Fields) -> None:
    """The path where only its class says that it is one."""
    for element in root.iter("div", "p", "ul", "ol", "td", "h2"):
        name = f"{element.get('class') or ''} {element.get('id') or ''}"
        if name != " " and _CRUMB_NAME.search(name):
            links = [text_of(link) for link in element.iter("a")]
            if 2 <= len(links) <= 8 and "首页" in "".join(links[0].split()):
                _keep_column(fields, links, fields.first("title"))
                return


def _body_lines(raw: str, head: "_Head") -> list[str]:
    lines = plain(raw)
    if lines and _SPOKEN.match(lines[0]):
        lines[0] = _SPOKEN.sub("", lines[0])
        lines = [line for line in lines if line]
    if head.inner:
        shown = {unmarked(line) for line in head.own[: head.inner]}
        while lines and " ".join(lines[0].split()) in shown:
            lines.pop(0)
    return without_tail(lines)


def _without_card(lines: list[str], place: Body, titles: Sequence[str]) -> list[str]:
    """No body, where a page of an unknown template shows its title and catalogue card and nothing else: the rest did not come."""
    cards = [table for element in place.elements for table in element.iter("table") if is_index(table)]
    if not cards or sum(map(len, lines)) > _MOST_CARD:
        return lines
    card = {line for table in cards for line in plain(raw_text(table))}
    called = {key(title) for title in titles}
    own = [line for line in lines if line not in card and key(line) not in called]
    return own if sum(map(len, own)) < SAYS_LITTLE else lines


def _read_below(around: Iterable[HtmlElement], fields: _Fields) -> None:
    """Labels under the body: 信息来源 and 责任编辑 on some portals. Only what is not known yet."""
    lines: list[str] = []
    for element in around:
        for line in marked(raw_child(element, surroundings=True)):
            if ends_article(line) or len(lines) >= _AFTER_LINES:
                break
            lines.append(line)
        else:
            continue
        break
    if lines:
        labelled, _ = read_labels(lines)
        known = {
            name
            for name in ("published", "source", "issuer")
            if any(c.source != "meta" for c in fields.kept.get(name, ()))
        }
        wanted = ("published", "source", "issuer", "doc_number", "index_number", "validity")
        _keep_labels(fields, [item for item in labelled if item.field in wanted and item.field not in known])


def _read_number(fields: _Fields, lines: Sequence[str]) -> None:
    title = next((c.value for c in fields.kept.get("title", ()) if c.source == "heading"), fields.first("title"))
    if number := own_number(title, lines):
        fields.add("doc_number", *number)


def _read_written(fields: _Fields, lines: Sequence[str]) -> None:
    """The day under the signature: a line that is only a date, below the name of a unit; else the last such line."""
    last = ""
    for i, line in enumerate(lines):
        if not 8 <= len(line) <= 60 or "\t" in line:
            continue
        dates = find_dates(line) if line[-1] in "日号）)0123456789" else ()
        if len(dates) != 1:
            continue
        _, start, end = dates[0]
        ahead_of = line[:start].strip(" （(")
        if line[end:].strip(" ）)"):
            continue
        above = lines[i - 1] if i else ""
        if not ahead_of and len(above) <= 60 and _SIGNED_BY.search(above) and "。" not in above:
            fields.add("written", line[start:end], "body")
            return
        if not ahead_of or (
            len(ahead_of) <= 40 and _SIGNED_BY.search(ahead_of) and not re.search(r"[，。；：]", ahead_of)
        ):
            last = line[start:end]
    if last:
        fields.add("written", last, "body")


def _links(elements: Iterable[HtmlElement], around: Iterable[HtmlElement], base: str) -> tuple[tuple[str, str], ...]:
    links: dict[tuple[str, str], None] = {}
    inside = (node for element in elements for node in element.iter("a"))
    beside = (node for node in until_end(around) if node.tag == "a")
    for node in islice(chain(inside, beside), 10 * _MAX_LINKS):
        href = node.get("href")
        if href and (url := absolute(base, href)) and len(links) < _MAX_LINKS:
            links.setdefault((url, text_of(node)[:300]))
    return tuple(links)


def _with_related(links: tuple[tuple[str, str], ...], related: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    known = {url for url, _ in links}
    return (*links, *(each for each in related if each[0] not in known))[:_MAX_LINKS]
