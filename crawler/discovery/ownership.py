"""Whose a page is: the unit that the page itself names, else the unit in whose section alone it stands, else the portal's.

What every page links to (the frame of the site) belongs to no unit; what two units link to belongs to neither.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from crawler.discovery.links import MenuLink, PageFacts
from crawler.discovery.naming import meaning
from crawler.discovery.units import Roster
from crawler.discovery.visited import key_of
from crawler.whereabouts import UNIT_PARAMETERS

# On a column's page these tell a unit, too; on an item's page they may number the item.
_UNIT_PARAMETERS = UNIT_PARAMETERS | {"unit", "number"}


@dataclass(frozen=True, slots=True)
class Owner:
    """``unit`` is '' for the portal's own. ``doubt`` says why a person must decide; '' when the evidence agrees."""

    unit: str
    why: str
    doubt: str = ""


class Ownership:
    """Who owns what, from all pages seen. ``pages`` maps a page's key to its facts."""

    def __init__(self, pages: Mapping[str, PageFacts], home: str, roster: Roster) -> None:
        self._pages = pages
        self._roster = roster
        self._frame = {home, *(key_of(link.url) for link in pages[home].links)}
        self._heard: dict[str, str] = {}  # the same menu stands on every page
        self._unit_pages = {key_of(unit.page): unit.id for unit in roster.units if unit.page}
        self._opened = sum(1 for key in self._unit_pages if key in pages and pages[key].opened)
        self._sections = self._spread()
        self._codes = self._parameters()
        self._from_portal = self._portal_targets()

    def of(self, url: str, links: Iterable[MenuLink]) -> Owner:
        """The owner of the page at ``url``, to which ``links`` lead."""
        key = key_of(url)
        itself, strongly = self._says(key)
        told = {unit for link in links for unit in self._told_by(link)}
        section = self._sections.get(key, set())
        code = self._codes.get(self._code(url), "")
        if itself:
            name = self._roster.unit(itself).name
            others = (section | told | ({code} if code else set())) - {itself}
            supported = itself in section | told
            doubt = "页面与所在栏目树指向不同单位" if others and not supported else ""
            if not strongly and not supported and key in self._frame | self._from_portal:
                doubt = "门户栏目，页内有一处单位名称"
            return Owner(itself, f"页面标明“{name}”", doubt)
        if len(told) == 1:
            unit = told.copy().pop()
            doubt = "链接与所在栏目树指向不同单位" if section - {unit} else ""
            return Owner(unit, f"链接标明“{self._roster.unit(unit).name}”", doubt)
        if len(told) > 1:
            return Owner("", "门户", "几处链接标明不同单位")
        if key in self._frame:
            return Owner("", "首页直接链接")
        if code and section <= {code}:
            return Owner(code, f"网址中的单位编号属于“{self._roster.unit(code).name}”")
        if len(section) == 1:
            unit = section.copy().pop()
            doubt = "门户页面也链接到这里" if key in self._from_portal else ""
            if self._opened < 2:  # what the pages of units have in common shows only beside another unit's page
                doubt = "只看到一个单位的页面，分不清公用菜单"
            return Owner(unit, f"在“{self._roster.unit(unit).name}”的信息公开页下", doubt)
        if len(section) >= max(3, self._opened // 2) and key in self._from_portal:
            return Owner("", "门户和各单位页面的公用菜单")
        if section:
            return Owner("", "门户", "几个单位的页面都链接到这里")
        return Owner("", "门户栏目")

    def _says(self, key: str) -> tuple[str, bool]:
        """The one unit a page names as its own, and whether surely: in its breadcrumb or description, else in a heading."""
        facts = self._pages.get(key)
        if facts is None or not facts.opened:
            return "", False
        crumbs = {unit for crumb in facts.crumbs if (unit := self._roster.named(crumb))}
        if len(crumbs) == 1:
            return crumbs.pop(), True
        if described := self._claimed(facts.description):
            return described, True
        texts = (*facts.headings, *(name for _, name in facts.names))
        found = {unit for text in texts if (unit := self._claimed(text))}
        return (found.pop() if len(found) == 1 else ""), False

    def _claimed(self, text: str) -> str:
        """The unit ``text`` is the name of, or whose column it names (区教育局部门预算)."""
        if text not in self._heard:
            self._heard[text] = self._hear(text)
        return self._heard[text]

    def _hear(self, text: str) -> str:
        if not text or meaning(text):
            return ""
        if unit := self._roster.named(text):
            return unit
        unit, rest = self._roster.begun_by(text)
        return unit if unit and (meaning(rest) or rest in ("政府信息公开", "信息公开", "政务公开")) else ""

    def _told_by(self, link: MenuLink) -> set[str]:
        own = self._claimed(link.text) if not self._roster.named(link.text) else ""
        headings = {unit for heading in link.path if (unit := self._roster.named(heading))}
        return {own} if own else headings if len(headings) == 1 else set()

    def _spread(self) -> dict[str, set[str]]:
        """Each page below a unit's own page, with the units whose pages lead there without passing the frame."""
        sections: dict[str, set[str]] = {key: {unit} for key, unit in self._unit_pages.items()}
        fresh = set(sections)
        while fresh:
            reached: dict[str, set[str]] = defaultdict(set)
            for key in fresh:
                facts = self._pages.get(key)
                if facts is None or facts.article or len(sections[key]) != 1:
                    continue
                for link in facts.links:
                    target = key_of(link.url)
                    if not link.dated and target not in self._frame and target not in self._unit_pages:
                        reached[target] |= sections[key]
            fresh = set()
            for target, units in reached.items():
                if not units <= sections.get(target, set()):
                    sections[target] = sections.get(target, set()) | units
                    fresh.add(target)
        return sections

    def _portal_targets(self) -> set[str]:
        """What pages outside all sections lead to, by links that name no unit."""
        return {
            key_of(link.url)
            for key, facts in self._pages.items()
            if key not in self._sections
            for link in facts.links
            if not link.dated and not self._told_by(link)
        }

    def _parameters(self) -> dict[tuple[str, str], str]:
        """Unit numbers in addresses (organId=12) that belong to one unit's page."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for unit in self._roster.units:
            if unit.page and (code := self._code(unit.page)) != ("", ""):
                found[code].add(unit.id)
        return {code: units.pop() for code, units in found.items() if len(units) == 1}

    @staticmethod
    def _code(url: str) -> tuple[str, str]:
        pairs = [(name.lower(), value) for name, value in parse_qsl(urlsplit(url).query)]
        return next(((name, value) for name, value in pairs if name in _UNIT_PARAMETERS and value), ("", ""))
