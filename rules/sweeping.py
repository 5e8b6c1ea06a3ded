"""The whole archive looked through for personal data and for markings: every payload that any run kept, as published.

Each is read once, one after another, so that memory stays bounded. What comes of it are leads (``rules.privacy``).
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import sqlalchemy as sa

from crawler.archive import Archive, custody, personal, warc
from crawler.archive import tables as t
from crawler.archive.offered import readings_of
from crawler.extract import markings
from crawler.extract.page import read_page
from crawler.files.bounded import Pool
from crawler.files.concealed import concealed
from crawler.files.model import FileReading
from crawler.mask import mask, mask_address
from crawler.page import Page
from crawler.site import Site
from crawler.tomlfile import BadInput
from crawler.urls import file_name
from rules import private_data
from rules.privacy import Lead, Swept
from rules.private_data import Kind, private_in
from rules.wording import Lexicon, lexicon

_MOST: Final = 20_000  # leads
_MARKING_SEVERITY: Final = {
    markings.Marking.CLASSIFIED: 3, markings.Marking.INTERNAL: 2, markings.Marking.NOT_PUBLIC: 2, markings.Marking.ON_REQUEST: 1,
}  # fmt: skip
_IN_SOURCE = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{16}[\dXx](?![0-9A-Za-z])")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_BLANKS = re.compile(r"[ \t\r\n]+")
_MOST_SOURCE: Final = 1_000_000  # characters


@dataclass(frozen=True, slots=True)
class _Payload:
    """One kept payload: where it lies, the address and page it was first seen under, the days of its first and last run."""

    sha256: str
    url: str
    page: str
    is_file: bool
    is_article: bool
    place: warc.Place
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class _Found:
    place: str
    kind: str
    label: str
    count: int
    severity: int
    shown: str = ""
    line: int = 0


def sweep(archive: Archive, site: Site) -> Swept:
    """Look through everything the archive holds, of all runs. ``site`` gives the wordings of its district."""
    words = lexicon(site)
    leads: dict[tuple[str, str, str], Lead] = {}
    pages = files = unread = damaged = 0
    with Pool() as pool:
        found: Iterable[_Found]
        for payload, content in _kept(archive):
            if content is None:
                damaged += 1
                continue
            if payload.is_file:
                files += 1
                found, was_read = _in_file(archive, payload, content[0], pool)
                unread += not was_read
            else:
                pages += 1
                found = _in_page(payload, content, words)
            for each in found:
                _add(leads, archive.site, payload, each)
    ordered = sorted(leads.values(), key=lambda lead: (-lead.severity, -lead.count, lead.url, lead.place, lead.kind))
    return Swept(tuple(ordered), pages, files, unread, damaged)


# ---- what is kept


def _kept(archive: Archive) -> Iterator[tuple[_Payload, tuple[bytes, str] | None]]:
    """Every payload once, in the order it lies on the disk, without the sealed ones; None where its record is damaged."""
    f, d = t.fetches.c, t.files.c
    days = {run.run: run.as_of for run in archive.runs()}
    with archive.engine.connect() as db:
        sealed = custody.sealed(db, archive.site)
        offered = {row.sha256: row.page for row in db.execute(sa.select(d.sha256, sa.func.min(d.page).label("page")).where(d.site == archive.site, d.state == "kept").group_by(d.sha256))}
        spans = {row[0]: row[1:] for row in db.execute(sa.select(f.sha256, sa.func.min(f.run), sa.func.max(f.run)).where(f.site == archive.site, f.sha256 != "").group_by(f.sha256))}
        query = sa.select(f.sha256, f.url, f.purpose, f.warc, f.offset, f.length)
        query = query.where(f.site == archive.site, f.sha256 != "", f.warc != "", f.outcome == "ok", sa.or_(f.status.is_(None), f.status != 304))
        rows = db.execute(query.order_by(f.warc, f.offset)).all()
    done: set[str] = set()
    for row in rows:
        if row.sha256 in sealed or row.sha256 in done:
            continue
        done.add(row.sha256)
        first, last = spans[row.sha256]
        place = warc.Place(row.warc, row.offset, row.length)
        is_file = row.sha256 in offered
        payload = _Payload(row.sha256, row.url, offered.get(row.sha256) or row.url, is_file, row.purpose == "article", place, days[first], days[last])
        try:
            yield payload, warc.payload_at(archive.folder / "warc", place)
        except BadInput:  # one damaged record must not keep the others from being looked at
            yield payload, None


def _add(leads: dict[tuple[str, str, str], Lead], site: str, payload: _Payload, found: _Found) -> None:
    """Put a finding among the leads; the same place seen in another version is one lead."""
    url = mask_address(payload.page)
    key = (url, found.place, found.kind)
    before = leads.get(key)
    if before is None and len(leads) >= _MOST:
        return
    lead = Lead(
        id=hashlib.sha256("|".join((site, *key)).encode()).hexdigest()[:16],
        url=url,
        place=found.place,
        kind=found.kind,
        label=found.label,
        count=found.count,
        severity=found.severity,
        shown=found.shown,
        line=found.line,
        first_seen=payload.first,
        last_seen=payload.last,
    )
    if before is not None:
        newest = lead if lead.last_seen >= before.last_seen else before
        lead = replace(
            newest,
            severity=max(lead.severity, before.severity),
            count=max(lead.count, before.count),
            first_seen=min(lead.first_seen, before.first_seen),
            last_seen=max(lead.last_seen, before.last_seen),
        )
    leads[key] = lead


# ---- pages


def _in_page(payload: _Payload, content: tuple[bytes, str], words: Lexicon) -> Iterator[_Found]:
    page = Page(payload.url, content[0], content_type=content[1])
    known, told = set[str](), 0
    if payload.is_article:
        reading = read_page(page)
        title = next((c.value for name, found in reading.fields if name == "title" for c in found), "")
        found = [*in_text(reading.text, title, "正文"), *in_text(title, "", "标题")]
        yield from found
        yield from in_text("\n".join(link.name for link in reading.attachments), "", "附件名称", is_text=False)
        yield from _grave_wordings(f"{title}\n{reading.text}", words)
        told = sum(each.count for each in found if each.kind == Kind.IDENTITY)
        known = {number.upper() for number in _IN_SOURCE.findall(f"{title}\n{reading.text}")}
    yield from _in_source(page.text[:_MOST_SOURCE], known, told)
    if mask_address(payload.url) != payload.url:
        yield _Found("网址", Kind.IDENTITY.value, "网址中的个人号码", 1, 2)


def _grave_wordings(text: str, words: Lexicon) -> Iterator[_Found]:
    """Names of the state, its leaders and territory written wrong: the centre hears of them at once."""
    wrong = [each for each in words.wrong_in(text, None) if each.level == 1]
    if wrong:
        yield _Found("标题和正文", "wording", "疑似严重表述差错", len(wrong), 2, "", text.count("\n", 0, wrong[0].start))


def _in_source(source: str, known: set[str], told: int) -> Iterator[_Found]:
    """Identity numbers that stand in the page and not in its body: in a script, a comment, an attribute, a margin, a list.

    ``known`` are those of the body in one run of digits, ``told`` is how many were found there in whatever form.
    """
    numbers = {match.group().upper(): match for match in _IN_SOURCE.finditer(source)}
    unknown = [match for number, match in numbers.items() if number not in known and _is_identity_in(source, match)]
    shown = mask(unknown[0].group()) if unknown else ""
    count = len(unknown)
    for each in private_in(_BLANKS.sub(" ", _TAG.sub(" ", source))):
        if each.kind is Kind.IDENTITY and each.count - told > count:
            count, shown = each.count - told, shown or each.shown
    if count:
        severity = private_data.Private(Kind.IDENTITY, count, 0, "").severity
        yield _Found("网页源代码", Kind.IDENTITY.value, private_data.NAMES[Kind.IDENTITY], count, severity, shown)


def _is_identity_in(source: str, match: re.Match[str]) -> bool:
    return any(each.kind is Kind.IDENTITY for each in private_in(_line_of(source, match)))


def _line_of(source: str, match: re.Match[str]) -> str:
    return re.sub(r"[\t\n]", " ", source[max(0, match.start() - 30) : match.end()])


# ---- files


def _in_file(archive: Archive, payload: _Payload, content: bytes, pool: Pool) -> tuple[list[_Found], bool]:
    """What a file shows, also where its reader is not shown it; and whether it could be read."""
    name = file_name(payload.url)
    shown = f"附件《{mask(name)[:80]}》"
    reading = _reading(archive, payload.sha256)
    if reading is None or _had_numbers(archive, payload.sha256):
        reading = pool.read(content, name)
    found = list(_in_reading(reading, shown))
    for where, words in concealed(content, name):
        found += in_text(words, "", f"{shown}{where}")
    return found, reading.state.value == "read"


def _reading(archive: Archive, sha256: str) -> FileReading | None:
    """The stored reading: its numbers are masked, so it serves only where there were none."""
    return readings_of(archive, [sha256]).get(sha256)


def _had_numbers(archive: Archive, sha256: str) -> bool:
    r = t.readings.c
    query = sa.select(r.sha256).where(r.site == archive.site, r.sha256 == sha256, r.reader == personal.READER).limit(1)
    with archive.engine.connect() as db:
        return db.execute(query).first() is not None


def _in_reading(reading: FileReading, shown: str) -> Iterator[_Found]:
    merged: dict[tuple[str, str], _Found] = {}
    for part in reading.parts:
        where = f"{shown}{'隐藏工作表' if part.hidden else ''}"
        for each in in_text(part.text, reading.heading or part.label, where):
            before = merged.get((each.place, each.kind))
            merged[each.place, each.kind] = _together(before, each) if before else each
    yield from merged.values()
    yield from in_text("\n".join(f"{name}：{value}" for name, value in reading.metadata), "", f"{shown}文件属性", is_text=False)
    for member in reading.members:
        yield from _in_reading(member.reading, f"{shown}内《{mask(member.name)[:60]}》")


def _together(one: _Found, other: _Found) -> _Found:
    """The same kind on two pages of a file: no number was kept by which one could be told from the other."""
    count = one.count + other.count
    kinds = {kind.value: kind for kind in Kind}
    severity = private_data.Private(kinds[one.kind], count, 0, "").severity if one.kind in kinds else max(one.severity, other.severity)
    return replace(one, count=count, severity=severity)


# ---- a text


def in_text(text: str, title: str, place: str, *, is_text: bool = True) -> Iterator[_Found]:
    """What one text shows of persons and is marked with. ``is_text``: whether it is prose that may be marked."""
    for each in private_in(text, title):
        label = private_data.NAMES[each.kind]
        yield _Found(place, each.kind.value, label, each.count, each.severity, each.shown, each.line + 1)
    for marked in markings.markings(text) if is_text else ():
        name = markings.NAMES[marked.marking]
        yield _Found(place, marked.marking.value, name, marked.count, _MARKING_SEVERITY[marked.marking], "", marked.line + 1)
