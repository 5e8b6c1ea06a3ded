"""Wording: lists of what is written wrong, kept as data beside this file, and where in a text it stands.

Lists have editions and sources. Old names of bodies count only in what was published a year after the reform; words in
quotation marks, in titles of documents and in told history are left alone. What is found is for a person to decide.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from crawler.site import Site
from crawler.tomlfile import TomlFile
from rules.wording.days import wrong_days

FOLDER: Final = Path(__file__).parent
_GRACE: Final = timedelta(days=365)  # a reform takes its time in what is printed
_LONGEST: Final = 400_000  # characters of one text
_AROUND: Final = 20
_MOST: Final = 50  # of one text
_TITLE = re.compile(r"《[^《》\n]{0,120}$")
_QUOTED = re.compile(r"[“‘「『\"][^”’」』\"\n]{0,60}$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=[年〕\]］】）)\-.])")
_SHORT = re.compile(r"(?:区|县)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One wrong wording. ``since`` is the reform's day, None where it was always wrong; level 1 is the gravest."""

    wrong: str
    right: str
    level: int
    source: str
    since: date | None = None
    unless_before: re.Pattern[str] | None = None
    unless_after: re.Pattern[str] | None = None
    alone: bool = False  # only where no other place's name stands before it


@dataclass(frozen=True, slots=True)
class Wrong:
    """A wrong wording in a text: at which character, with what stands around it."""

    said: str
    right: str
    level: int
    source: str
    start: int
    around: str


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Group(_Table):
    source: str
    pairs: tuple[tuple[str, str], ...]
    level: int = Field(default=2, ge=1, le=3)
    since: date | None = None
    local: bool = False
    unless_before: str = ""
    unless_after: str = ""


class _List(_Table):
    edition: str
    group: tuple[_Group, ...]


class _Contexts(_Table):
    edition: str
    before: str
    after: str
    reach: int


class _Confusions(_Table):
    edition: str
    source: str
    sets: tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """The entries for one district, as one pattern; ``edition`` is the newest of its lists."""

    entries: dict[str, Entry]
    pattern: re.Pattern[str]
    edition: str

    def wrong_in(self, text: str, published: date | None) -> tuple[Wrong, ...]:
        """What is wrong in a text published on that day, in its order. Undated, only what was always wrong."""
        words = text[:_LONGEST]
        found = [wrong for match in self.pattern.finditer(words) if (wrong := self._judged(words, match, published))]
        days = [Wrong(said, right, 3, "日历", start, _around(words, start, start + len(said))) for said, right, start in wrong_days(words, published)]
        return tuple(sorted((*found, *days), key=lambda each: each.start)[:_MOST])

    def _judged(self, text: str, match: re.Match[str], published: date | None) -> Wrong | None:
        entry, start, end = self.entries[match.group()], match.start(), match.end()
        if entry.since and (published is None or published <= entry.since + _GRACE):
            return None
        context = contexts()
        before = text[max(text.rfind("\n", 0, start) + 1, start - 130) : start]
        after = text[end : end + context.reach].split("\n", 1)[0]
        if _TITLE.search(before) or _QUOTED.search(before):
            return None
        near = before[-context.reach :]
        if re.search(context.before, near) or re.search(context.after, after):
            return None
        if (entry.unless_before and entry.unless_before.search(near)) or (entry.unless_after and entry.unless_after.match(after)):
            return None
        if entry.since and any(int(year) <= entry.since.year for year in _YEAR.findall(text[max(0, start - 40) : end + 40])):
            return None
        if entry.alone and re.search(r"[\u4e00-\u9fa5]$", before) and not _ENDS_BEFORE_NAME.search(before):
            return None
        return Wrong(match.group(), entry.right, entry.level, entry.source, start, _around(text, start, end))


# What may stand before the name of one's own body; after anything else it may be another district's.
_ENDS_BEFORE_NAME = re.compile(r"(?:由|向|对|与|和|及|报|经|到|在|请|送|至|的|是|为|各|区委|区政府|主体|单位|部门|联系|咨询)$")


def lexicon(site: Site | None) -> Lexicon:
    """The lists, with the forms derived from a district's profile where there is one."""
    entries: dict[str, Entry] = {}
    units = [unit for unit in site.units if unit.valid_to is None] if site else []
    own = {name for unit in units for name in (unit.name, unit.full_name, *unit.aliases) if name}
    for entry in (*_listed(), *(_derived(site, own) if site else ())):
        if entry.wrong not in own:
            entries.setdefault(entry.wrong, entry)
    words = sorted(entries, key=lambda word: (-len(word), word))
    firsts = "".join(sorted({re.escape(word[0]) for word in words}))
    pattern = re.compile(f"(?=[{firsts}])(?:{'|'.join(map(re.escape, words))})")
    return Lexicon(entries, pattern, edition())


def edition() -> str:
    """The newest edition of the lists."""
    return max(_read("terms").edition, _read("bodies").edition, contexts().edition, confusions().edition)


@cache
def contexts() -> _Contexts:
    """Where wrong words are right."""
    return TomlFile.read(FOLDER / "contexts.toml").validated(_Contexts)


@cache
def confusions() -> _Confusions:
    """Characters typed for one another."""
    return TomlFile.read(FOLDER / "confusions.toml").validated(_Confusions)


@cache
def _read(name: str) -> _List:
    return TomlFile.read(FOLDER / f"{name}.toml").validated(_List)


def _listed() -> Iterator[Entry]:
    for group in (*_read("terms").group, *_read("bodies").group):
        before = re.compile(group.unless_before) if group.unless_before else None
        after = re.compile(group.unless_after) if group.unless_after else None
        for wrong, right in group.pairs:
            yield Entry(wrong, right, group.level, group.source, group.since, before, after, alone=group.local and bool(_SHORT.match(wrong)))


def _derived(site: Site, own: set[str]) -> Iterator[Entry]:
    """Wrong forms of the district's bodies and places: old names with the district's own, 委 for 局, one character another."""
    districts = [name for name in site.district_names if name[-1] in "区县市旗"]
    for entry in [each for each in _listed() if each.alone]:
        for name in districts:
            yield Entry(name + entry.wrong[1:], name + entry.right[1:], entry.level, entry.source, entry.since)
    for unit in site.units:
        if unit.valid_to and unit.successor and (heir := site.unit(unit.successor)):
            for name in {unit.name, unit.full_name, *unit.aliases} - {""}:
                yield Entry(name, heir.name, 2, "站点档案所记单位的起止日期", unit.valid_to, alone=bool(_SHORT.match(name)))
        yield from _as_commission(unit.name, own, districts)
        if set(unit.groups) & {"townships", "subdistricts"}:
            yield from _one_other(unit.name, own)


def _as_commission(name: str, own: set[str], districts: Sequence[str]) -> Iterator[Entry]:
    """区发改委 where the district has a 区发展和改革局: a commission is what the level above has."""
    known = {"区发展和改革局": "区发改委", "区卫生健康局": "区卫健委", "区住房和城乡建设局": "区住建委", "区教育局": "区教委", "区交通运输局": "区交委", "区农业农村局": "区农委"}
    wrong = known.get(name, "")
    if wrong and wrong not in own:
        yield Entry(wrong, name, 2, "站点档案所记单位名称", alone=True)
        yield from (Entry(district + wrong[1:], name, 2, "站点档案所记单位名称") for district in districts)


def _one_other(name: str, own: set[str]) -> Iterator[Entry]:
    """青禾镇 as 清禾镇."""
    for place, sign in enumerate(name[:-1]):
        for alike in confusions().sets:
            for other in alike if sign in alike and len(name) <= 5 else "":
                wrong = name[:place] + other + name[place + 1 :]
                if other != sign and wrong not in own:
                    yield Entry(wrong, name, 3, "站点档案所记地名；同音形近字", alone=True)


def _around(text: str, start: int, end: int) -> str:
    begin = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
    return re.sub(r"\s+", " ", text[begin : end + _AROUND].split("\n", 1)[0])
