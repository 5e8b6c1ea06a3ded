"""Whose item it is: the unit named by the item itself, then the one whose part of the portal it stands in, never the column alone.

More than half of the fiscal columns looked at in the field hold other units' files, and so do sub-sites: the item's own words
come first. The column's owner is only taken when neither they nor the item's place name another unit of the district,
and the answer says so (``column``). A reprint of an authority outside the
district (省审计厅, 国务院, another district's bureau) is nobody's here, whatever column shows it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from crawler.extract.authority import Places
from crawler.site import Site, UnitTable

_SIGNATURE_LINES = 6  # a signature stands in the last lines of the body


@dataclass(frozen=True, slots=True)
class Attribution:
    """``unit`` is '' when unknown. ``how``: title, issuer, source, signature; site, address, breadcrumb; column or unknown."""

    unit: str
    how: str


_NOBODY = Attribution("", "unknown")
_LEVELS: Final = "区县市旗"
# 区教育局政府信息公开专栏 is the part of the portal that is 区教育局's.
_PART = re.compile(r"(?:政府信息公开|政务公开|信息公开)?(?:专栏|专区|目录|平台|网站|子站|门户|主页|网)?$")


def attribute(
    site: Site,
    *,
    title: str,
    issuer: str,
    source: str,
    text: str,
    column_unit: str,
    number: str = "",
    url: str = "",
    crumbs: Sequence[str] = (),
) -> Attribution:
    """Decide from the strongest statement to the weakest; a statement that names two units decides nothing.

    A statement that names a foreign authority decides too: nobody's. ``number`` is the item's own 发文字号, ``url`` its address,
    ``crumbs`` the path that its page prints (首页 left out).
    """
    if unit := _leading_unit(site, title):
        return Attribution(unit.id, "title")
    places = _places(site.district_names, site.unit_names)
    if places.issued_by_foreign(title):
        return _NOBODY
    for name, how in ((issuer, "issuer"), (source, "source")):
        if name and (found := _named(site, name)):
            return Attribution(found.id, how)
        if places.is_foreign(name) or (how == "issuer" and places.is_foreign_number(number)):
            return _NOBODY
    if signed := _signature(site, text):
        return Attribution(signed.id, "signature")
    if places.is_about_foreign(title):
        return _NOBODY
    return _placed(site, url, crumbs, column_unit)


def _placed(site: Site, url: str, crumbs: Sequence[str], column_unit: str) -> Attribution:
    """By where it stands. A path that leads through another unit than the column's owner leaves it open whose it is."""
    if holder := site.whereabouts.site_of(url):
        return Attribution(holder, "site")
    if bearer := site.whereabouts.coded(url):
        return Attribution(bearer, "address")
    named = {unit.id for crumb in crumbs if (unit := _part_of(site, crumb))}
    if len(named) == 1 and named <= {column_unit or next(iter(named))}:
        return Attribution(named.pop(), "breadcrumb")
    if column_unit and named <= {column_unit}:
        return Attribution(column_unit, "column")
    return _NOBODY


def _part_of(site: Site, crumb: str) -> UnitTable | None:
    plain = re.sub(r"\s+", "", crumb)
    if plain in (site.name, *site.aliases):
        return None
    bare = _PART.sub("", plain)
    # On the district's own portal 统计局 is 区统计局.
    spelled = (plain, bare, *(level + bare for level in _LEVELS if site.district_names and site.district_names[0].endswith(level)))
    return next((unit for name in spelled if (unit := site.unit_named(name))), None)


@lru_cache(maxsize=8)
def _places(own: tuple[str, ...], units: tuple[str, ...]) -> Places:
    return Places(own, units)


def _leading_unit(site: Site, title: str) -> UnitTable | None:
    """The unit a title begins with: 区教育局关于…, 达州市达川区教育局2023年部门预算."""
    plain = re.sub(r"\s+", "", title).lstrip("【[（(《")
    head = plain[:40]
    matches = [(len(name), unit) for at, name, unit in site.mentions(head) if _is_start(site, head[:at])]
    if not matches:
        return None
    longest = max(length for length, _ in matches)
    units = {unit.id: unit for length, unit in matches if length == longest}
    return next(iter(units.values())) if len(units) == 1 else None


def _is_start(site: Site, before: str) -> bool:
    """Whether only the district's own name stands before a unit's."""
    return before == "" or before in site.district_names


def _named(site: Site, name: str) -> UnitTable | None:
    if exact := site.unit_named(name):
        return exact
    found: dict[str, tuple[int, UnitTable]] = {}
    plain = re.sub(r"\s+", "", name)
    for at, spelled, unit in site.mentions(name):
        # 通川区教育局 holds the letters of our 区教育局 and is another district's.
        before = re.search(r"[\u4e00-\u9fa5]*$", plain[:at])
        if before and not _is_start(site, before.group()):
            continue
        if unit.id not in found or len(spelled) > found[unit.id][0]:
            found[unit.id] = (len(spelled), unit)
    return next(iter(found.values()))[1] if len(found) == 1 else None


def _signature(site: Site, text: str) -> UnitTable | None:
    lines = [line.strip() for line in text.strip().splitlines()[-_SIGNATURE_LINES:]]
    for line in reversed(lines):
        if 3 <= len(line) <= 24 and (unit := site.unit_named(line)):
            return unit
    return None
