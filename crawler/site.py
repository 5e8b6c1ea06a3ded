"""The profile of a district: its units and columns, read from one TOML file and checked to the last word.

Units resolve by name, alias, group and date; see ``Site.unit_named``. The file's contract is in ``docs/profile.md``.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from crawler.tomlfile import BadInput, TomlFile, nearest
from crawler.urls import canonical, host_of, is_loopback
from crawler.vocabulary import KINDS, label
from crawler.whereabouts import Whereabouts

BUNDLED = Path(__file__).parent / "sites"
_ID = re.compile(r"^[a-z0-9][a-z0-9_-]{0,63}$")

Authority = Literal["district", "vertical", "party", "institution"]
_SPANS: Final = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class SiteTable(_Table):
    id: str
    name: str
    home: str
    aliases: tuple[str, ...] = ()
    region: str = ""  # 行政区划代码
    site_code: str = ""  # 网站标识码
    hosts: tuple[str, ...] = ()  # further hosts that belong to the portal and may be asked


class PolitenessTable(_Table):
    delay: float = Field(default=3.0, ge=0, le=3600)
    concurrency: int = Field(default=1, ge=1, le=64)
    window: str = ""
    budget: int | None = Field(default=None, ge=1)  # requests to one host in one night, that is in one process
    second_look: str = "30m"
    contact: str = ""  # printed in the user agent, so that a webmaster can reach the operator
    attachments: Literal["judged", "all", "none"] = "judged"  # whose files are fetched: of columns that are judged by them
    attachment_mb: int = Field(default=30, ge=1, le=200)  # a larger file is not fetched
    browser: bool = False  # whether a browser may read columns that nothing but their own script can fill


class SearchTable(_Table):
    url: str  # {words} stands for what is looked for


class GroupTable(_Table):
    id: str
    name: str
    confirmed: bool = True  # an unconfirmed roster judges nobody (fairness rule 7)
    source: str = ""


class UnitTable(_Table):
    id: str
    name: str
    full_name: str = ""
    aliases: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()  # addresses of its sub-sites: what lies below is the unit's
    authority: Authority = "district"
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str = ""
    source: str = ""


class ColumnTable(_Table):
    id: str = ""
    kind: str
    url: str
    unit: str = ""
    name: str = ""
    was: tuple[str, ...] = ()
    dialect: str = ""
    backend: str = ""
    window_days: int | None = Field(default=None, ge=1, le=3660)
    note: str = ""
    proposed: bool = False  # found by discovery and confirmed by nobody: neither crawled nor judged
    rejected: str = ""  # why the operator does not want a proposed one; discovery turns it into [[ignored]]


class IgnoredTable(_Table):
    """A place that is no column: discovery never proposes it again."""

    url: str
    reason: str


class ElsewhereTable(_Table):
    kinds: tuple[str, ...]
    units: tuple[str, ...] = ()
    hosts: tuple[str, ...]
    basis: str = ""


class ProfileTable(_Table):
    site: SiteTable
    politeness: PolitenessTable = PolitenessTable()
    search: SearchTable | None = None
    group: tuple[GroupTable, ...] = ()
    unit: tuple[UnitTable, ...] = ()
    column: tuple[ColumnTable, ...] = ()
    elsewhere: tuple[ElsewhereTable, ...] = ()
    ignored: tuple[IgnoredTable, ...] = ()

    @property
    def confirmed(self) -> tuple[ColumnTable, ...]:
        """The columns that somebody answers for."""
        return tuple(column for column in self.column if not column.proposed)


@dataclass(frozen=True, slots=True)
class Column:
    """A place on the portal where items of one kind are listed. ``unit`` is '' for the portal's own column."""

    id: str
    kind: str
    unit: str
    url: str
    name: str
    dialect: str = ""
    backend: str = ""
    window_days: int | None = None
    was: tuple[str, ...] = ()


@dataclass(frozen=True)
class Site:
    """A district's profile, checked. Iterate ``units`` and ``columns`` in the file's order.

    ``columns`` are the confirmed ones: what discovery only ``proposed`` is nowhere crawled and judges nobody.
    """

    id: str
    name: str
    home: str
    hosts: frozenset[str]
    units: tuple[UnitTable, ...]
    groups: tuple[GroupTable, ...]
    columns: tuple[Column, ...]
    politeness: PolitenessTable
    elsewhere: tuple[ElsewhereTable, ...]
    aliases: tuple[str, ...] = ()
    region: str = ""
    site_code: str = ""
    search: str = ""  # address of the portal's own search, with {words} in it; '' when the profile names none
    proposed: tuple[Column, ...] = ()
    ignored: tuple[str, ...] = ()  # addresses
    digest: str = ""  # sha256 of the file: part of a run's stamp
    path: Path = field(default=Path(), compare=False)

    @property
    def is_loopback(self) -> bool:
        return is_loopback(self.home)

    @property
    def second_look(self) -> timedelta:
        """How long after a column was seen an absence is looked at again by another path; zero: never.

        A site on this machine is replayed: unless its profile says otherwise, there is no other path.
        """
        if self.is_loopback and "second_look" not in self.politeness.model_fields_set:
            return timedelta()
        told = self.politeness.second_look
        return timedelta(**{_SPANS[told[-1]]: int(told[:-1])}) if told != "0" else timedelta()

    @cached_property
    def _by_id(self) -> dict[str, UnitTable]:
        return {unit.id: unit for unit in self.units}

    @cached_property
    def _by_name(self) -> dict[str, list[UnitTable]]:
        names: dict[str, list[UnitTable]] = {}
        for unit in self.units:
            for name in {unit.name, unit.full_name, *unit.aliases} - {""}:
                names.setdefault(_plain(name), []).append(unit)
        return names

    @cached_property
    def unit_names(self) -> tuple[str, ...]:
        """Every name of every unit, without blanks, sorted."""
        return tuple(sorted(self._by_name))

    def unit(self, unit_id: str) -> UnitTable | None:
        """The unit with this id."""
        return self._by_id.get(unit_id)

    def unit_named(self, name: str, on: date | None = None) -> UnitTable | None:
        """The one unit that answers to ``name`` on day ``on``; None when none or several do.

        Names are compared without blanks; a leading district name (the site's) is optional. The name of a unit that has
        ended leads to its successor.
        """
        plain = _plain(name)
        found = self._by_name.get(plain, [])
        if not found:
            for prefix in self.district_names:
                if plain.startswith(prefix) and (found := self._by_name.get(plain[len(prefix) :], [])):
                    break
        living = [unit for unit in found if _lives(unit, on)]
        if not living and len(found) == 1 and found[0].successor:
            heir = self.unit(found[0].successor)
            return heir if heir and _lives(heir, on) else None
        return living[0] if len(living) == 1 else None

    @cached_property
    def whereabouts(self) -> Whereabouts:
        """Whose part of the portal an address lies in."""
        sites = ((url, unit.id) for unit in self.units for url in unit.sites)
        return Whereabouts(sites, ((column.url, column.unit) for column in self.columns))

    def members(self, group: str, on: date | None = None) -> tuple[UnitTable, ...]:
        """The units of a group that exist on day ``on``, in file order."""
        return tuple(unit for unit in self.units if group in unit.groups and _lives(unit, on))

    def group(self, group_id: str) -> GroupTable | None:
        """The declared group; None when the file only uses the word in ``groups``."""
        return next((group for group in self.groups if group.id == group_id), None)

    def group_confirmed(self, group_id: str) -> bool:
        """Whether the roster may judge. A group nobody declared is taken as the operator's own word."""
        declared = self.group(group_id)
        return declared.confirmed if declared else True

    def columns_of(self, unit: str, kinds: tuple[str, ...] = ()) -> tuple[Column, ...]:
        """Columns owned by ``unit`` ('' = the portal's own), of any of ``kinds`` (empty: all)."""
        return tuple(c for c in self.columns if c.unit == unit and (not kinds or c.kind in kinds))

    def column(self, column_id: str) -> Column | None:
        """The column with this id."""
        return self._columns_by_id.get(column_id)

    @cached_property
    def _columns_by_id(self) -> dict[str, Column]:
        return {column.id: column for column in self.columns}

    @cached_property
    def district_names(self) -> tuple[str, ...]:
        """What may stand before a unit's name, longest first: 达州市达川区, 达州市达川, 达川区, 达川."""
        whole = re.sub(r"(?:人民政府|政府)(?:门户网站)?$", "", self.name)
        parts = [whole]
        if found := re.match(r"^.{2,6}?[市州盟](.{1,8}[区县市旗])$", whole):
            parts.append(found.group(1))
        # 区教育局 is written out as 达川区教育局: the 区 belongs to both names.
        parts += [part[:-1] for part in parts if len(part) > 2 and part[-1] in "区县市旗"]
        return tuple(sorted({_plain(p) for p in (*parts, *self.aliases) if p}, key=len, reverse=True))

    def mentions(self, text: str) -> Iterator[tuple[int, str, UnitTable]]:
        """Units named in ``text``: (position, name as found, unit), longest name first at each position."""
        plain = _plain(text)
        for name, units in self._by_name.items():
            if len(units) == 1 and len(name) >= 3 and (at := plain.find(name)) >= 0:
                yield at, name, units[0]


def load(site: str) -> Site:
    """The profile named ``site``: the id of a bundled one, or a path to a TOML file. Raises BadInput."""
    return read(TomlFile.read(_locate(site, BUNDLED, "站点档案")))


def nameless(site_id: str) -> Site:
    """A site of which nothing but its id is known: enough to ask an archive for its items, not to judge by."""
    return Site(site_id, "", "http://localhost/", frozenset(), (), (), (), PolitenessTable(), ())


def read(source: TomlFile) -> Site:
    """The profile that ``source`` holds. Raises BadInput."""
    table = source.validated(ProfileTable)
    mistakes = list(_mistakes(source, table))
    if mistakes:
        raise BadInput(*mistakes)
    return _build(source, table)


def _locate(name: str, bundled: Path, what: str) -> Path:
    path = Path(name)
    if path.suffix == ".toml" or "/" in name:
        return path
    inside = bundled / f"{name}.toml"
    if inside.is_file():
        return inside
    known = sorted(p.stem for p in bundled.glob("*.toml"))
    raise BadInput(f"没有名为“{name}”的{what}" + (nearest(name, known) or f"；自带的有：{'、'.join(known)}"))


def bundled_path(name: str, bundled: Path, what: str) -> Path:
    """Where ``name`` (a bundled id or a path) lives; raises BadInput for an unknown id."""
    return _locate(name, bundled, what)


def _mistakes(source: TomlFile, table: ProfileTable) -> Iterator[str]:
    yield from _site_mistakes(source, table)
    yield from _search_mistakes(source, table)
    yield from _unit_mistakes(source, table)
    yield from _column_mistakes(source, table)
    unit_ids = {unit.id for unit in table.unit}
    for n, entry in enumerate(table.elsewhere):
        for kind in entry.kinds:
            if kind not in KINDS:
                yield source.mistake(("elsewhere", n, "kinds"), f"不认识的栏目类别“{kind}”" + nearest(kind, KINDS))
        for unit in entry.units:
            if unit not in unit_ids:
                yield source.mistake(("elsewhere", n, "units"), f"没有 id 为“{unit}”的单位" + nearest(unit, unit_ids))


def _site_mistakes(source: TomlFile, table: ProfileTable) -> Iterator[str]:
    if not _ID.match(table.site.id):
        yield source.mistake(
            ("site", "id"), f"站点 id“{table.site.id}”只能用小写字母、数字、- 和 _，且不超过 64 个字符"
        )
    if not table.site.name.strip():
        yield source.mistake(("site", "name"), "站点名称不能为空")
    if canonical(table.site.home) is None:
        yield source.mistake(("site", "home"), f"不是网址：“{table.site.home}”（应以 http:// 或 https:// 开头）")
        return
    fast = table.politeness.delay < 0.5 or table.politeness.concurrency > 1
    if fast and not is_loopback(table.site.home):
        key = "delay" if table.politeness.delay < 0.5 else "concurrency"
        yield source.mistake(
            ("politeness", key), "对外部网站，请求间隔不得小于 0.5 秒、同时请求数只能为 1；更快的设置只用于本机回放"
        )
    if table.politeness.window and not re.fullmatch(r"\d{2}:\d{2}-\d{2}:\d{2}", table.politeness.window):
        yield source.mistake(("politeness", "window"), f"时间窗口“{table.politeness.window}”应写成 20:00-07:00")
    if not re.fullmatch(r"0|\d{1,4}[smhd]", table.politeness.second_look):
        yield source.mistake(
            ("politeness", "second_look"), f"“{table.politeness.second_look}”应写成 0、30m、24h 这样的时长"
        )


def _search_mistakes(source: TomlFile, table: ProfileTable) -> Iterator[str]:
    if table.search is None:
        return
    url, where = table.search.url, ("search", "url")
    if canonical(url) is None:
        yield source.mistake(where, f"不是网址：“{url}”（应以 http:// 或 https:// 开头）")
    elif url.count("{words}") != 1 or re.search(r"[{}]", url.replace("{words}", "")):
        yield source.mistake(where, f"检索网址“{url}”里检索词的位置应写成 {{words}}，写一处，且不用别的花括号")
    elif "{words}" in host_of(url) or host_of(url) not in _hosts(table):
        yield source.mistake(where, f"检索网址的主机 {host_of(url)} 不是本站；同属本站的，先写进 [site] 的 hosts")


def _unit_mistakes(source: TomlFile, table: ProfileTable) -> Iterator[str]:
    seen: set[str] = set()
    ids = {unit.id for unit in table.unit}
    declared = {group.id for group in table.group}
    sites = {table.site.home.rstrip("/"): "门户首页"}
    for n, unit in enumerate(table.unit):
        if not _ID.match(unit.id):
            yield source.mistake(("unit", n, "id"), f"单位 id“{unit.id}”只能用小写字母、数字、- 和 _")
        if unit.id in seen:
            yield source.mistake(("unit", n, "id"), f"单位 id“{unit.id}”重复")
        seen.add(unit.id)
        if unit.successor and unit.successor not in ids:
            yield source.mistake(
                ("unit", n, "successor"), f"没有 id 为“{unit.successor}”的单位" + nearest(unit.successor, ids)
            )
        if unit.valid_from and unit.valid_to and unit.valid_from > unit.valid_to:
            yield source.mistake(("unit", n, "valid_to"), f"“{unit.name}”的 valid_to 早于 valid_from")
        for k, url in enumerate(unit.sites):
            if canonical(url) is None:
                yield source.mistake(("unit", n, "sites", k), f"不是网址：“{url}”（应以 http:// 或 https:// 开头）")
            elif url.rstrip("/") in sites:
                yield source.mistake(("unit", n, "sites", k), f"子站“{url}”已属于“{sites[url.rstrip('/')]}”")
            sites[url.rstrip("/")] = unit.id
        for group in unit.groups:
            if declared and group not in declared:
                yield source.mistake(("unit", n, "groups"), f"没有声明过的组“{group}”" + nearest(group, declared))
    for name, holders in _shared_names(table).items():
        yield source.mistake(
            ("unit", holders[1], "name"),
            f"名称“{name}”同时属于两个单位：{table.unit[holders[0]].id}、{table.unit[holders[1]].id}",
        )


def _shared_names(table: ProfileTable) -> dict[str, list[int]]:
    """Names that two units claim at the same time."""
    holders: dict[str, list[int]] = {}
    for n, unit in enumerate(table.unit):
        for name in {unit.name, unit.full_name, *unit.aliases} - {""}:
            holders.setdefault(_plain(name), []).append(n)
    return {name: ns for name, ns in holders.items() if len(ns) > 1 and _overlap(table.unit[ns[0]], table.unit[ns[1]])}


def _column_mistakes(source: TomlFile, table: ProfileTable) -> Iterator[str]:
    unit_ids = {unit.id for unit in table.unit}
    seen: set[str] = set()
    for n, column in enumerate(table.column):
        if column.kind not in KINDS:
            yield source.mistake(
                ("column", n, "kind"), f"不认识的栏目类别“{column.kind}”" + nearest(column.kind, KINDS)
            )
        if column.unit and column.unit not in unit_ids:
            yield source.mistake(
                ("column", n, "unit"), f"没有 id 为“{column.unit}”的单位" + nearest(column.unit, unit_ids)
            )
        if canonical(column.url) is None:
            yield source.mistake(("column", n, "url"), f"不是网址：“{column.url}”")
        if column.rejected and not column.proposed:
            yield source.mistake(("column", n, "rejected"), "只有发现程序提议的栏目（proposed = true）才能写 rejected")
        if column.id:
            if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,127}", column.id):
                yield source.mistake(("column", n, "id"), f"栏目 id“{column.id}”只能用小写字母、数字和 . - _")
            # A column that has moved is proposed under its own id; what is proposed is not yet there.
            if column.id in seen and not column.proposed:
                yield source.mistake(("column", n, "id"), f"栏目 id“{column.id}”重复")
            if not column.proposed:
                seen.add(column.id)
    yield from _ignored_mistakes(source, table)


def _ignored_mistakes(source: TomlFile, table: ProfileTable) -> Iterator[str]:
    columns = {column.url for column in table.confirmed}
    for n, entry in enumerate(table.ignored):
        if canonical(entry.url) is None:
            yield source.mistake(("ignored", n, "url"), f"不是网址：“{entry.url}”")
        elif entry.url in columns:
            yield source.mistake(("ignored", n, "url"), f"“{entry.url}”已登记为栏目，不能又写在 ignored 里")


def _build(source: TomlFile, table: ProfileTable) -> Site:
    columns = tuple(_columns(table.confirmed))
    return Site(
        id=table.site.id,
        name=table.site.name,
        home=table.site.home,
        hosts=_hosts(table),
        units=table.unit,
        groups=table.group,
        columns=columns,
        politeness=table.politeness,
        elsewhere=table.elsewhere,
        aliases=table.site.aliases,
        region=table.site.region,
        site_code=table.site.site_code,
        search=table.search.url if table.search else "",
        proposed=tuple(_columns(tuple(column for column in table.column if column.proposed))),
        ignored=tuple(entry.url for entry in table.ignored),
        digest=hashlib.sha256(source.text.encode()).hexdigest(),
        path=source.path,
    )


def _hosts(table: ProfileTable) -> frozenset[str]:
    """Every host that may be asked: of the home page, of the columns, and those named."""
    urls = (table.site.home, *(column.url for column in table.confirmed))
    return frozenset((*map(host_of, urls), *(host.lower() for host in table.site.hosts)))


def _columns(columns: tuple[ColumnTable, ...]) -> Iterator[Column]:
    taken = {column.id for column in columns if column.id}
    for column in columns:
        column_id = column.id or _derived_id(column, taken)
        taken.add(column_id)
        yield Column(
            id=column_id,
            kind=column.kind,
            unit=column.unit,
            url=column.url,
            name=column.name or label(column.kind),
            dialect=column.dialect,
            backend=column.backend,
            window_days=column.window_days,
            was=column.was,
        )


def _derived_id(column: ColumnTable, taken: set[str]) -> str:
    """An id for a column that was given none: unit and kind, with a number from its address when that is taken."""
    stem = f"{column.unit or 'portal'}.{column.kind}"
    if stem not in taken:
        return stem
    return f"{stem}.{hashlib.sha256(column.url.encode()).hexdigest()[:6]}"


def _plain(name: str) -> str:
    return re.sub(r"\s+", "", name).replace("（", "(").replace("）", ")")


def _lives(unit: UnitTable, on: date | None) -> bool:
    if on is None:
        return True
    return (unit.valid_from is None or unit.valid_from <= on) and (unit.valid_to is None or on <= unit.valid_to)


def _overlap(one: UnitTable, other: UnitTable) -> bool:
    starts = max(one.valid_from or date.min, other.valid_from or date.min)
    ends = min(one.valid_to or date.max, other.valid_to or date.max)
    return starts <= ends
