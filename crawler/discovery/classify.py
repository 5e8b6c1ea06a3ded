"""Weigh what speaks for a page being a column of some kind, and what speaks against it.

Points: the page calls itself so 5, a link calls it so 4, its rows say so 3, its address says so 2, its place in the breadcrumb or
among other columns 2. From 5 points a column is accepted (high), from 3 proposed (medium). Points alone are not enough: accepted
is only what was opened, what is no article, search or jump home, whose names agree with each other and with its rows, and whose
owner is known (see ``doubts``). A person confirms the rest.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final, Literal

from crawler.dialects.addresses import article_like
from crawler.discovery import contents
from crawler.discovery.doubts import FORM_KINDS, SINGLE_KINDS, Told, doubts_of, own_forms
from crawler.discovery.links import MenuLink, PageFacts
from crawler.discovery.naming import (
    Meaning,
    is_article_title,
    is_disclosure,
    is_field,
    is_no_column,
    is_no_column_address,
    is_pager,
    meaning,
    plain,
    slug_kind,
)
from crawler.discovery.ownership import Owner
from crawler.discovery.surroundings import Surroundings
from crawler.discovery.visited import key_of
from crawler.items import Outcome
from crawler.urls import host_of
from crawler.vocabulary import KINDS

Confidence = Literal["high", "medium", "low"]
HIGH: Final = 5
MEDIUM: Final = 3
BY_PAGE: Final = 5
BY_LINK: Final = 4
BY_ROWS: Final = 3
BY_ADDRESS: Final = 2
BY_PLACE: Final = 2


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason with its points (0: a remark), in a reader's words."""

    points: int
    text: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of one address. ``doubts`` keep it from being accepted; ``against`` keeps it out of the profile."""

    url: str
    kind: str
    name: str
    owner: Owner
    score: int
    evidence: tuple[Evidence, ...]
    doubts: tuple[str, ...] = ()
    against: str = ""

    @property
    def confidence(self) -> Confidence:
        if self.against or self.score < MEDIUM or not self.kind:
            return "low"
        doubted = bool(self.doubts) or bool(self.owner.doubt)
        return "high" if self.score >= HIGH and not doubted else "medium"


def judge(url: str, links: list[MenuLink], facts: PageFacts | None, owner: Owner, around: Surroundings) -> Judged:
    """The kind of the page at ``url`` with everything that speaks for and against it."""
    names = _page_names(facts, around)
    texts = _link_texts(links, around)
    points, evidence = _points(url, names, texts, facts, around)
    if not points:
        return Judged(url, "", "", owner, 0, ())
    kind = min(points, key=lambda k: (-points[k], list(KINDS).index(k)))
    told = Told(kind, names, texts, points, facts is not None and kind in _kinds_above(facts))
    named = {text for text, said in texts if said.kind == kind and said.exact}
    against = _against(url, kind, links, facts, around, named)
    title = _name(kind, names, texts)
    doubts = tuple(doubts_of(told, facts, around))
    return Judged(url, kind, title, owner, points[kind], tuple(evidence[kind]), doubts, against)


def _page_names(facts: PageFacts | None, around: Surroundings) -> list[tuple[str, str, Meaning]]:
    """(place, name, meaning) of the names the page gives itself, as far as they mean a kind."""
    found = []
    for place, name in facts.names if facts is not None and facts.opened else ():
        if (said := around.meaning(name)) is not None:
            found.append((place, name, said))
    return found


def _link_texts(links: list[MenuLink], around: Surroundings) -> list[tuple[str, Meaning]]:
    found: dict[str, Meaning] = {}
    for link in links:
        if not link.dated and (said := around.meaning(link.text)) is not None:
            found[link.text] = said
    return sorted(found.items())


def _kinds_above(facts: PageFacts) -> set[str]:
    """The kinds that the breadcrumb names above the page's own name."""
    return {said.kind for crumb in facts.crumbs[:-1] if (said := meaning(crumb)) and said.exact and not said.short}


def _points(
    url: str,
    names: list[tuple[str, str, Meaning]],
    texts: list[tuple[str, Meaning]],
    facts: PageFacts | None,
    around: Surroundings,
) -> tuple[dict[str, int], dict[str, list[Evidence]]]:
    points: dict[str, int] = defaultdict(int)
    evidence: dict[str, list[Evidence]] = defaultdict(list)

    def add(kind: str, worth: int, text: str) -> None:
        points[kind] += worth
        evidence[kind].append(Evidence(worth, text))

    for kind in dict.fromkeys(said.kind for _, _, said in names):
        place, name, said = max((n for n in names if n[2].kind == kind), key=lambda n: (n[2].exact, not n[2].short))
        add(kind, _worth(said, BY_PAGE), f"{place}“{name}”")
    for kind in dict.fromkeys(said.kind for _, said in texts):
        text, said = max((t for t in texts if t[1].kind == kind), key=lambda t: (t[1].exact, not t[1].short))
        add(kind, _worth(said, BY_LINK), f"链接文字“{text}”")
    kind, slug = slug_kind(url)
    if kind:
        add(kind, BY_ADDRESS, f"网址含 {slug}")
    if facts is None or not facts.opened:
        return points, evidence
    for kind in list(points):
        if _rows_say(kind, facts):
            add(kind, BY_ROWS, "列表中的标题相符" if facts.rows else "正文标题相符")
    for kind in {said.kind for _, said in texts if said.exact} & _kinds_above(facts):
        add(kind, BY_PLACE, "位置导航的上级栏目同名")
    fields = {said.kind for _, name, said in names if is_field(name)} & {said.kind for t, said in texts if is_field(t)}
    if key_of(url) in around.among or any(is_disclosure(crumb) for crumb in facts.crumbs[:-1]):
        for kind in fields:
            add(kind, BY_PLACE, "在信息公开的栏目菜单中")
    return points, evidence


def _worth(said: Meaning, full: int) -> int:
    """A plain word (教育) or a loose match tells less than a column's proper name."""
    if said.short:
        return 2
    return full if said.exact else 3


def _rows_say(kind: str, facts: PageFacts) -> bool:
    if facts.article:
        return any(contents.tells(heading, kind) and len(plain(heading)) > 6 for heading in facts.headings)
    return contents.supports(facts.rows, kind)


def _against(
    url: str, kind: str, links: list[MenuLink], facts: PageFacts | None, around: Surroundings, exact_texts: set[str]
) -> str:
    """Why the page can be no column at all; '' when nothing forbids it."""
    if host_of(url) not in around.hosts:
        return "在别的网站"
    if is_no_column_address(url):
        return "网址是搜索、办事或专题"
    places = [link for link in links if not link.dated]
    if links and not places:
        return "只在信息列表中出现"
    if places and all(is_pager(link.text) for link in places):
        return "是列表的另一页"
    if places and all(is_no_column(link.text) or any(is_no_column(h) for h in link.path) for link in places):
        return "在办事、搜索、专题一类菜单下"
    upper = [_is_upper(link, around) for link in places]
    if (upper and all(upper)) or (facts is not None and _page_is_upper(facts, around)):
        return "是上级文件的栏目"
    if all(is_article_title(link.text) for link in places if link.text) and any(link.text for link in places):
        return "链接文字是一篇信息的标题"
    if facts is None:
        return "网址是一篇信息" if article_like(url) else ""
    return _page_against(url, kind, facts, around, bool(exact_texts))


def _page_against(url: str, kind: str, facts: PageFacts, around: Surroundings, named: bool) -> str:
    if not facts.opened:
        # A dead link of a menu is worth a person's look; a search or another site behind it is not.
        return "跳转到别的网站" if "跳转到" in facts.cause else ""
    if key_of(facts.final) == key_of(around.home.final) or facts.digest == around.home.digest:
        return "打开后是首页"
    if is_no_column_address(facts.final):
        return "打开后是搜索、办事或专题"
    if facts.article and not (named and (kind in SINGLE_KINDS or not article_like(url))):
        return "打开后是一篇信息"
    if own_forms(facts, around) and kind not in FORM_KINDS and not facts.rows and not facts.later and not facts.article:
        return "打开后是查询或提交的页面"
    return ""


def _is_upper(link: MenuLink, around: Surroundings) -> bool:
    return any(map(around.is_upper, (link.text, *link.path)))


def _page_is_upper(facts: PageFacts, around: Surroundings) -> bool:
    texts = (*facts.crumbs, *(name for _, name in facts.names)) if not facts.article else facts.crumbs
    return any(map(around.is_upper, (text for text in texts if len(text) <= 20)))


def _name(kind: str, names: list[tuple[str, str, Meaning]], texts: list[tuple[str, Meaning]]) -> str:
    """What readers are shown: the page's own name, else the link's, without a unit's name before it."""
    called = [name for _, name, said in names if said.kind == kind and said.exact]
    called += [text for text, said in texts if said.kind == kind and said.exact]
    called += [text for text, said in texts if said.kind == kind]
    return next((name for name in called if meaning(name)), called[0] if called else KINDS[kind].label)


def unreachable(facts: PageFacts) -> bool:
    """Whether nothing answered, or only a refusal."""
    return facts.outcome in (Outcome.UNREACHABLE, Outcome.BLOCKED, Outcome.ERROR)
