"""What judging one page needs to know of the others: twins, the frame of the site, menus of columns, sections of higher levels."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from crawler.dialects.addresses import article_like
from crawler.discovery.links import MenuLink, PageFacts
from crawler.discovery.naming import (
    Meaning,
    is_article_title,
    is_no_column,
    is_no_column_address,
    is_pager,
    is_upper_level,
    meaning,
    plain,
)
from crawler.discovery.units import Roster
from crawler.discovery.visited import key_of
from crawler.urls import host_of

_A_MENU: Final = 3  # columns of different kinds beside each other
Targets = Mapping[str, tuple[str, list[MenuLink]]]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """``twins``: how many different addresses answered with the same bytes; ``twin_kinds``: the kinds that links call them.

    ``frame``: where the home page leads to. ``among``: what stands in a menu among columns of several kinds.
    """

    home: PageFacts
    hosts: frozenset[str]
    district: bool
    own_names: tuple[str, ...]
    twins: Mapping[str, int]
    twin_kinds: Mapping[str, frozenset[str]]
    frame: frozenset[str]
    among: frozenset[str]
    roster: Roster

    def meaning(self, text: str) -> Meaning | None:
        """The kind ``text`` names, as it stands or after the name of a unit."""
        said = meaning(text)
        if said is None:
            unit, rest = self.roster.begun_by(text)
            said = meaning(rest) if unit else None
        return said

    def is_upper(self, text: str) -> bool:
        return is_upper_level(text, self.district, self.own_names)

    def leads_on(self, facts: PageFacts) -> bool:
        """Whether the page leads to places that the home page does not lead to, or that lie in its own folder."""
        here = key_of(facts.final)
        folder = here if here.endswith("/") and here.count("/") > 1 else ""
        for link in facts.links:
            target = key_of(link.url)
            if link.dated or target == here or host_of(link.url) not in self.hosts:
                continue
            if is_pager(link.text) or article_like(link.url) or urlsplit(link.url).path in ("", "/"):
                continue
            if folder and target.startswith(folder):
                return True
            if target not in self.frame and len(plain(link.text)) >= 2 and not _beside_the_point(link):
                return True
        return False


def surroundings(
    pages: Mapping[str, PageFacts],
    targets: Targets,
    home: PageFacts,
    hosts: frozenset[str],
    own_names: tuple[str, ...],
    roster: Roster,
) -> Surroundings:
    """What all pages together tell."""
    digests: dict[str, set[str]] = defaultdict(set)
    called: dict[str, set[str]] = defaultdict(set)
    for key, facts in pages.items():
        if facts.opened:
            digests[facts.digest].add(key_of(facts.final))
            _, links = targets.get(key, ("", []))
            called[facts.digest] |= {said.kind for link in links if not link.dated and (said := meaning(link.text))}
    return Surroundings(
        home=home,
        hosts=hosts,
        district=any(name[-1:] in "区县旗" for name in own_names),
        own_names=own_names,
        twins={digest: len(places) for digest, places in digests.items()},
        twin_kinds={digest: frozenset(kinds) for digest, kinds in called.items()},
        frame=frozenset((key_of(home.final), *(key_of(link.url) for link in home.links))),
        among=frozenset(key for facts in pages.values() for key in _among_columns(facts)),
        roster=roster,
    )


def _beside_the_point(link: MenuLink) -> bool:
    """An item, a topic or a tool of the site at the margin of the page."""
    return is_article_title(link.text) or is_no_column(link.text) or is_no_column_address(link.url)


def _among_columns(facts: PageFacts) -> Iterator[str]:
    """The targets of menus that hold columns of several kinds under names that leave no choice."""
    boxes: dict[int, list[MenuLink]] = defaultdict(list)
    for link in facts.links:
        if not link.dated and not any(is_no_column(heading) for heading in link.path):
            boxes[link.box].append(link)
    for links in boxes.values():
        kinds = {said.kind for link in links if (said := meaning(link.text)) and said.exact and not said.short}
        if len(kinds) >= _A_MENU:
            yield from (key_of(link.url) for link in links)
