"""The facts of the fictional district: units and columns (from its profile), and the columns broken on purpose."""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import urlsplit

from crawler.demo.article import texts
from crawler.site import Column, Site, load

NOTICE: Final = "本站为虚构的演示区县"

# Columns that do not answer as a portal should: 经办人 will see 未能检查 or 有问题 for them.
BROKEN: Final = MappingProxyType({"nongye.policy": 500, "qinghe.policy": 403, "dongmen.guide": 404})

# Columns that say 暂无相关信息 and hold nothing.
BLANK: Final = frozenset({"jingxin.policy"})

# Kinds whose column answers with one article instead of a list.
SINGLE_KINDS: Final = frozenset({"guide", "organisation", "digital_government"})

# 白石镇 still writes its pages in GBK.
GBK_UNITS: Final = frozenset({"baishi"})


class Family(StrEnum):
    """How a column lists its items. See ``crawler/demo/lists.py``."""

    XUNRUI = "xunrui"  # empty list in the page, rows by POST
    TRS = "trs"  # createPageHTML, pages counted from 0
    TRS_FROM_ONE = "trs_from_one"  # createPageHTML with a container, pages counted from 1
    PLAIN = "plain"  # static rows and a link 下一页


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What generated documents say of a unit. Money in 万元."""

    id: str
    signature: str
    short: str
    address: str
    duties: tuple[str, ...]
    offices: tuple[str, ...]
    staff: int
    total: int
    vehicles: int
    topics: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class District:
    """The profile and the facts, looked up by id. ``described`` keeps the order of ``texts/units.toml``."""

    site: Site
    signatures: dict[str, str]
    described: tuple[UnitFacts, ...]

    def facts(self, unit: str) -> UnitFacts:
        return next(facts for facts in self.described if facts.id == unit)

    def column(self, column_id: str) -> Column:
        found = self.site.column(column_id)
        if found is None:
            raise LookupError(f"the demo profile has no column {column_id}")
        return found

    def units_with(self, kind: str) -> tuple[UnitFacts, ...]:
        """The described units that have a column of ``kind`` of their own."""
        return tuple(facts for facts in self.described if self.site.columns_of(facts.id, (kind,)))


def read_district() -> District:
    """Read the bundled profile and the unit facts."""
    site = load("demo")
    signatures = {unit.id: _signature(unit.name, unit.aliases) for unit in site.units}
    return District(site, signatures, tuple(_facts(entry, signatures) for entry in texts("units")["unit"]))


def path_of(column: Column) -> str:
    return urlsplit(column.url).path


def family_of(column: Column) -> Family:
    path = path_of(column)
    if path.startswith(("/xxgk-list-", "/news-list-")):
        return Family.XUNRUI
    if path.endswith("/xlist.shtml"):
        return Family.TRS_FROM_ONE
    return Family.PLAIN if path.endswith("/list.html") else Family.TRS


def _signature(name: str, aliases: tuple[str, ...]) -> str:
    """The name a unit signs with: the one that begins with the district, where it has such a name."""
    return next((alias for alias in aliases if alias.startswith("样本区")), name)


def _facts(entry: dict[str, Any], signatures: dict[str, str]) -> UnitFacts:
    return UnitFacts(
        id=entry["id"],
        signature=signatures[entry["id"]],
        short=entry["short"],
        address=entry["address"],
        duties=tuple(entry["duties"]),
        offices=tuple(entry["offices"]),
        staff=entry["staff"],
        total=entry["total"],
        vehicles=entry["vehicles"],
        topics=tuple((first, second, what, basis) for first, second, what, basis in entry["topics"]),
    )
