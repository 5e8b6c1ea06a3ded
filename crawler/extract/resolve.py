"""Which of the statements counts: one value for every field, and the conflicts between them.

Date: visible label near the title > list row > PubDate > address; when two of label, row and meta agree they win.
Title: meta only if it is not the site's name or a prefix of what is shown, else the heading; a cut row title never beats
a whole one. Conflicts are kept in words, they are findings of their own.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from crawler.dates import read_date
from crawler.extract.docnumber import figures
from crawler.extract.titles import is_cut, key, without_cut, without_site
from crawler.items import AttachmentLink, Candidate, PageReading, Row

_VISIBLE: Final = ("label", "table", "heading")
_NO_LONGER = re.compile(r"失效|废止|无效|停止|终止|过期|已修[改订]")
_TAGGED: Final = ("meta", "json")  # what the page says without showing it
_TEXT_ORDER: Final = ("table", "label", "heading", "json", "meta", "body")


@dataclass(frozen=True, slots=True)
class Fields:
    """What an article says, decided. '' and None mean that the page does not say, or not readably.

    ``published_source`` is label, row, meta, updated, written, url or '' – the place the day was taken from.
    ``lost_attachments`` are names of files the page offers under a link that leads nowhere.
    """

    title: str
    published: date | None
    published_source: str
    written: date | None
    doc_number: str
    index_number: str
    source: str
    issuer: str
    validity: str
    category: str
    disclosure: str
    column: str
    attachments: tuple[AttachmentLink, ...] = ()
    lost_attachments: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()


def resolve(reading: PageReading, rows: Sequence[Row], *, site_names: Sequence[str] = ()) -> Fields:
    """Decide every field of ``reading``. ``rows`` are the list rows that led here, ``site_names`` the portal's names."""
    title, title_conflicts = _title(reading, rows, site_names)
    published, source, date_conflicts = _published(reading, rows)
    number, number_conflicts = _doc_number(reading, rows)
    return Fields(
        title=title,
        published=published,
        published_source=source,
        written=_first_date(reading.candidates("written")),
        doc_number=number,
        index_number=_text(reading, "index_number"),
        source=_text(reading, "source"),
        issuer=_text(reading, "issuer"),
        validity=" ".join(_text(reading, "validity").split()) or _ended(rows),
        category=_text(reading, "category"),
        disclosure=_text(reading, "disclosure"),
        column=_text(reading, "column", order=("meta", "label", "table")),
        attachments=reading.attachments,
        lost_attachments=tuple(c.value for c in reading.candidates("lost_attachment")),
        conflicts=(
            *title_conflicts,
            *date_conflicts,
            *number_conflicts,
            *_source_conflict(reading),
            *(f"tag: {c.value}（模板文字，没有填写）" for c in reading.candidates("placeholder")),
        ),
    )


def _ended(rows: Sequence[Row]) -> str:
    """What a list says of the validity of a document whose page is silent. 有效 there is no mark on the page: nobody is held to it."""
    return next((row.validity for row in rows if _NO_LONGER.search(row.validity)), "")


def _text(reading: PageReading, name: str, *, order: Sequence[str] = _TEXT_ORDER) -> str:
    candidates = reading.candidates(name)
    for source in order:
        for candidate in candidates:
            if candidate.source == source:
                return candidate.value
    return candidates[0].value if candidates else ""


def _source_conflict(reading: PageReading) -> tuple[str, ...]:
    """来源 as shown and ContentSource are meant to be one."""
    shown = [c.value for c in reading.candidates("source") if c.source in _VISIBLE]
    tagged = [c.value for c in reading.candidates("source") if c.source == "meta"]
    if shown and tagged and key(shown[0]) != key(tagged[0]):
        return (f"source: label {shown[0]} ≠ meta {tagged[0]}",)
    return ()


def _first_date(candidates: Iterable[Candidate]) -> date | None:
    return next((day for candidate in candidates if (day := read_date(candidate.value))), None)


# --- date ---------------------------------------------------------------------------------------------------------


def _published(reading: PageReading, rows: Sequence[Row]) -> tuple[date | None, str, tuple[str, ...]]:
    candidates = reading.candidates("published")
    generated = {candidate.value for candidate in reading.candidates("generated")}
    said = {
        "label": _first_date(c for c in candidates if c.source in _VISIBLE),
        "row": next((row.published for row in rows if row.published), None),
        # A PubDate that is the time the CMS wrote the file says nothing about publication.
        "meta": _first_date(c for c in candidates if c.source in _TAGGED and c.value not in generated),
    }
    stated = {source: day for source, day in said.items() if day}
    if stated:
        source = _winner(stated)
        day = stated[source]
        conflicts = tuple(
            f"published: {source} {day} ≠ {other} {found}" for other, found in stated.items() if found != day
        )
        return day, source, conflicts
    return *_weak_date(reading, candidates), ()


def _winner(stated: dict[str, date]) -> str:
    """The first of label, row, meta whose day another of them confirms; else the first."""
    for source, day in stated.items():
        if sum(other == day for other in stated.values()) > 1:
            return source
    return next(iter(stated))


def _weak_date(reading: PageReading, candidates: Sequence[Candidate]) -> tuple[date | None, str]:
    """No place states the day of publication: take what comes near, and say so."""
    in_url = _first_date(c for c in candidates if c.source == "url")
    if updated := _first_date(reading.candidates("updated")):
        return updated, "updated"
    shown = _first_date(c for c in reading.candidates("written") if c.source in _VISIBLE)
    # 生成日期 in the table of the page is the day it was made public where the address names the same month.
    if shown and (
        f"/{shown:%Y%m}" in reading.url
        or f"/{shown:%Y/%m}" in reading.url
        or f"/{shown:%Y-%m}" in reading.url
        or shown == in_url
    ):
        return shown, "written"
    return (in_url, "url") if in_url else (None, "")


# --- title --------------------------------------------------------------------------------------------------------


def _title(reading: PageReading, rows: Sequence[Row], site_names: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    candidates = reading.candidates("title")
    names = [*site_names, *(c.value for c in reading.candidates("site_name"))]
    columns = [c.value for c in reading.candidates("column")]
    bad = {key(name) for name in (*names, *columns)}

    def good(values: Iterable[str]) -> str:
        return next((value for value in values if key(value) and key(value) not in bad), "")

    heading = good(c.value for c in candidates if c.source == "heading")
    meta = good(c.value for c in candidates if c.source in _TAGGED)
    tag = good(without_site(c.value, names) for c in candidates if c.source == "title_tag")
    listed = good(row.title for row in rows if not is_cut(row.title))
    table = good(c.value for c in candidates if c.source == "table")
    if heading and not meta and tag and _tells_more(tag, heading) and not listed and not table:
        heading = tag  # the heading of a part (本期中奖情况), while <title> names the whole
    title = _best_title(heading, meta, [text for text in (table, listed, tag) if text], names)
    if not title:
        title = good(c.value for c in candidates if c.source == "label") or good(row.title for row in rows)
    if not title:  # a column of a single page is called what its page is called: 机构职能
        bad = {key(name) for name in names}
        title = good(c.value for source in ("heading", "meta") for c in candidates if c.source == source)
    conflicts = []
    for source, value in (("heading", heading), ("meta", meta), ("row", listed)):
        # A list may shorten a title without a mark: only another one is a conflict.
        if value and key(value) != key(title) and not (source == "row" and _is_prefix(value, title)):
            conflicts.append(f"title: {title} ≠ {source} {value}")
    return title, tuple(conflicts)


def _best_title(heading: str, meta: str, others: Sequence[str], names: Sequence[str]) -> str:
    if not meta or not heading:
        single = heading or _unprefixed(meta, others, names)
        return _longer(single, others) if single else (others[0] if others else "")
    shown, tagged = key(heading), key(meta)
    if shown == tagged:
        return min(heading, meta, key=len)  # blanks are where a line was broken
    if _is_prefix(meta, heading) or tagged.endswith(shown) or _suffixed(tagged, shown, names):
        return _longer(heading, others)
    if _is_prefix(heading, meta):
        return meta if is_cut(heading) or any(key(other) == tagged for other in others) else heading
    # They differ: what a third place confirms, else the tag, which is an official field.
    return heading if any(key(other) == shown for other in others) else meta


def _tells_more(tag: str, heading: str) -> bool:
    shown, tagged = key(heading), key(tag)
    return len(tagged) > 12 and len(tagged) > len(shown) and shown not in tagged and tagged not in shown


def _is_prefix(short: str, long: str) -> bool:
    return key(long).startswith(key(without_cut(short))) and len(key(short)) > 3


def _longer(title: str, others: Iterable[str]) -> str:
    """``title``, or the whole of it where it was cut short."""
    if is_cut(title):
        for other in others:
            if _is_prefix(title, other) and not is_cut(other):
                return other
    return title


def _suffixed(tagged: str, shown: str, names: Sequence[str]) -> bool:
    """Whether the tag is the shown title with a site's name behind it."""
    rest = tagged.removeprefix(shown)
    return rest != tagged and re.sub(r"^[-_|—]+", "", rest) in {key(name) for name in names}


def _unprefixed(meta: str, others: Sequence[str], names: Sequence[str]) -> str:
    """A meta title without the site's name in front, where a border or another place shows that it is one."""
    for name in names:
        if name and meta.startswith(name) and len(meta) > len(name):
            rest = meta[len(name) :]
            bare = rest.lstrip(" -_|—:：")
            if bare and (bare != rest or any(key(other) == key(bare) for other in others)):
                return bare
    return meta


# --- document number ----------------------------------------------------------------------------------------------


def _doc_number(reading: PageReading, rows: Sequence[Row]) -> tuple[str, tuple[str, ...]]:
    number = _text(reading, "doc_number", order=("table", "label", "json", "meta", "body", "heading"))
    if not number:
        return next((row.doc_number for row in rows if row.doc_number), ""), ()
    others = [(c.source, c.value) for c in reading.candidates("doc_number")]
    others += [("row", row.doc_number) for row in rows if row.doc_number]
    conflicts: dict[str, None] = {}
    for source, value in others:
        if figures(value) != figures(number):
            conflicts.setdefault(f"doc_number: {number} ≠ {source} {value}")
    return number, tuple(conflicts)
