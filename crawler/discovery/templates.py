"""What the sections of units have in common: portals give each unit the same columns under addresses that differ in the unit's word.

``/bm/jiaoyu/xzcf/`` and ``/bm/minzheng/xzcf/`` are one template. Where the pages of other units leave no doubt what stands there,
a page that says too little of itself is the same column. Templates invent no address: only pages that were seen are judged.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from crawler.discovery.classify import BY_PLACE, Evidence, Judged
from crawler.discovery.doubts import SAYS_TOO_LITTLE
from crawler.discovery.units import KnownUnit, word_of
from crawler.urls import host_of

_OTHERS: Final = 2  # units whose columns vouch for a third one's
_PART = re.compile(r"([a-z0-9]+)", re.IGNORECASE)


def by_template(judged: Iterable[Judged], units: Iterable[KnownUnit]) -> Iterator[Judged]:
    """``judged`` in its order, with what other units' columns say of a unit's own."""
    judged = list(judged)
    words = {unit.id: word for unit in units if unit.page and (word := word_of(unit.page))}
    owners: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for one in judged:
        if one.confidence == "high" and (template := _template(one, words)):
            owners[template][one.kind].add(one.owner.unit)
    for one in judged:
        yield _vouched(one, owners.get(_template(one, words), {}))


def _vouched(one: Judged, owners: dict[str, set[str]]) -> Judged:
    others = owners.get(one.kind, set()) - {one.owner.unit}
    if one.confidence != "medium" or len(others) < _OTHERS or len(owners) > 1:
        return one
    told = Evidence(BY_PLACE, f"{len(others)} 个单位的同类栏目用同样形式的网址")
    doubts = tuple(doubt for doubt in one.doubts if doubt not in SAYS_TOO_LITTLE)
    return replace(one, score=one.score + told.points, evidence=(*one.evidence, told), doubts=doubts)


def _template(one: Judged, words: dict[str, str]) -> str:
    """The address with the unit's word taken out; '' when it does not hold the word."""
    word = words.get(one.owner.unit, "")
    parts = urlsplit(one.url)
    pieces = _PART.split(f"{parts.path}?{parts.query}")
    if not word or word not in map(str.lower, pieces):
        return ""
    return host_of(one.url) + "".join("*" if piece.lower() == word else piece for piece in pieces)
