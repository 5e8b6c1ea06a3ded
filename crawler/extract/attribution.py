"""Whose item it is: the unit named by the item itself, never the column alone.

More than half of the fiscal columns looked at in the field hold other units' files, so the column's owner is only taken
when the item names no other unit of the district, and the answer says so (``column``). A reprint of an authority outside the
district (省审计厅, 国务院, another district's bureau) is nobody's here, whatever column shows it.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from crawler.extract.authority import Places
from crawler.site import Site, UnitTable

_SIGNATURE_LINES = 6  # a signature stands in the last lines of the body


@dataclass(frozen=True, slots=True)
class Attribution:
    """``unit`` is '' when unknown. ``how``: title, issuer, source, signature, column or unknown."""

    unit: str
    how: str


_NOBODY = Attribution("", "unknown")


def attribute(
    site: Site, *, title: str, issuer: str, source: str, text: str, column_unit: str, number: str = ""
) -> Attribution:
    """Decide from the strongest statement to the weakest; a statement that names two units decides nothing.

    A statement that names a foreign authority decides too: nobody's. ``number`` is the item's own 发文字号.
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
    if column_unit and not places.is_about_foreign(title):
        return Attribution(column_unit, "column")
    return _NOBODY


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
