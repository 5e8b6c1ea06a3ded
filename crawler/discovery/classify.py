"""Weigh what speaks for a page being a column of some kind, and what speaks against it.

Points: the page calls itself so 5, a link calls it so 4, its rows say so 3, its address says so 2. From 5 points a column is
accepted (high), from 3 proposed (medium). Points alone are not enough: accepted is only what was opened, what is no article,
search or jump home, whose names agree, and whose owner is known. A person confirms the rest.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

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
    slug_kind,
    speaks_of,
)
from crawler.discovery.ownership import Owner
from crawler.discovery.units import Roster
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
# Columns that may answer with one text, or with a form.
SINGLE_KINDS: Final = frozenset(
    (
        "guide",
        "organisation",
        "leaders",
        "rules",
        "request",
        "catalogue",
        "digital_government",
        "grassroots_zone",
        "statutory",
    )
)
FORM_KINDS: Final = frozenset(("request", "letters"))
_DOCUMENT_KINDS: Final = frozenset(("policy", "normative", "interpretation", "rules"))
_UPPER_ISSUERS: Final = ("国务院", "中共中央", "中央", "国家", "省", "财政部", "住房和城乡建设部", "工业和信息化部")


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


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What judging one page needs to know of the others."""

    home: PageFacts
    hosts: frozenset[str]
    district: bool
    own_names: tuple[str, ...]
    twins: Mapping[str, int]  # how many different addresses answered with the same bytes
    roster: Roster


def surroundings(
    pages: Mapping[str, PageFacts], home: PageFacts, hosts: frozenset[str], own_names: tuple[str, ...], roster: Roster
) -> Surroundings:
    """What all pages together tell."""
    twins = Counter({facts.digest: 0 for facts in pages.values()})
    for digest in {(facts.digest, key_of(facts.final)) for facts in pages.values() if facts.opened}:
        twins[digest[0]] += 1
    return Surroundings(home, hosts, any(name[-1:] in "区县旗" for name in own_names), own_names, twins, roster)


def judge(url: str, links: list[MenuLink], facts: PageFacts | None, owner: Owner, around: Surroundings) -> Judged:
    """The kind of the page at ``url`` with everything that speaks for and against it."""
    names = _page_names(facts, around)
    texts = _link_texts(links, around)
    points, evidence = _points(url, names, texts, facts)
    if not points:
        return Judged(url, "", "", owner, 0, ())
    kind = min(points, key=lambda k: (-points[k], list(KINDS).index(k)))
    against = _against(url, kind, links, facts, around, {text for text, m in texts if m.kind == kind and m.exact})
    doubts = tuple(_doubts(kind, names, texts, facts, around, points))
    title = _name(kind, names, texts)
    return Judged(url, kind, title, owner, points[kind], tuple(evidence[kind]), doubts, against)


def _page_names(facts: PageFacts | None, around: Surroundings) -> list[tuple[str, str, Meaning]]:
    """(place, name, meaning) of the names the page gives itself, as far as they mean a kind."""
    found = []
    for place, name in facts.names if facts is not None and facts.opened else ():
        if (said := _meaning(name, around)) is not None:
            found.append((place, name, said))
    return found


def _link_texts(links: list[MenuLink], around: Surroundings) -> list[tuple[str, Meaning]]:
    found: dict[str, Meaning] = {}
    for link in links:
        if not link.dated and (said := _meaning(link.text, around)) is not None:
            found[link.text] = said
    return sorted(found.items())


def _meaning(text: str, around: Surroundings) -> Meaning | None:
    """The kind ``text`` names, as it stands or after the name of a unit."""
    said = meaning(text)
    if said is None:
        unit, rest = around.roster.begun_by(text)
        said = meaning(rest) if unit else None
    return said


def _points(
    url: str,
    names: list[tuple[str, str, Meaning]],
    texts: list[tuple[str, Meaning]],
    facts: PageFacts | None,
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
    if facts is not None and facts.opened:
        for kind in list(points):
            if _rows_say(kind, facts):
                add(kind, BY_ROWS, "列表中的标题相符" if facts.rows else "正文标题相符")
    return points, evidence


def _worth(said: Meaning, full: int) -> int:
    """A plain word (教育) or a loose match tells less than a column's proper name."""
    if said.short:
        return 2
    return full if said.exact else 3


def _rows_say(kind: str, facts: PageFacts) -> bool:
    if facts.article:
        return any(speaks_of(heading, kind) and len(plain(heading)) > 6 for heading in facts.headings)
    speaking = sum(speaks_of(title, kind) for title in facts.rows)
    return len(facts.rows) >= 3 and speaking * 10 >= 3 * len(facts.rows)


def _against(
    url: str, kind: str, links: list[MenuLink], facts: PageFacts | None, around: Surroundings, exact_texts: set[str]
) -> str:
    """Why the page can be no column at all; '' when nothing forbids it."""
    if host_of(url) not in around.hosts:
        return "在别的网站"
    if is_no_column_address(url):
        return "网址是搜索、办事或专题"
    places = [link for link in links if not link.dated]
    if not places:
        return "只在信息列表中出现"
    if all(is_pager(link.text) for link in places):
        return "是列表的另一页"
    if all(is_no_column(link.text) or any(is_no_column(h) for h in link.path) for link in places):
        return "在办事、搜索、专题一类菜单下"
    upper = [_is_upper(link, around) for link in places]
    if all(upper) or (facts is not None and _page_is_upper(facts, around)):
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
    own_forms = set(facts.forms) - set(around.home.forms)
    if own_forms and kind not in FORM_KINDS and not facts.rows and not facts.later and not facts.article:
        return "打开后是查询或提交的页面"
    return ""


def _doubts(
    kind: str,
    names: list[tuple[str, str, Meaning]],
    texts: list[tuple[str, Meaning]],
    facts: PageFacts | None,
    around: Surroundings,
    points: Mapping[str, int],
) -> Iterator[str]:
    """Why a person must look at it first."""
    if facts is None:
        yield "没有打开核对（在页数或层次之外）"
        return
    if not facts.opened:
        yield f"打不开：{facts.cause or facts.outcome.value}"
        return
    if not any(m.exact for _, _, m in names if m.kind == kind) and not any(m.exact for _, m in texts if m.kind == kind):
        yield "没有一处名称与类别的名称相同"
    others = {m.kind for _, _, m in names if m.exact} | {m.kind for _, m in texts if m.exact}
    if rivals := sorted(others - {kind}):
        yield "名称也指：" + "、".join(KINDS[rival].label for rival in rivals)
    if not any(m.kind == kind for _, m in texts):
        yield "没有链接这样称呼它"
    if not any(m.kind == kind for _, _, m in names) and not (facts.article and _rows_say(kind, facts)):
        if facts.names:
            yield f"页面自称“{facts.names[0][1]}”"
        elif len(facts.rows) < 3 and not facts.later:  # a script may lead on from such a page, or it waits for nothing
            yield "页面没有名称，也没有列表"
    if list(points.values()).count(points[kind]) > 1:
        yield "两个类别的理由一样多"
    if around.twins[facts.digest] > 1:
        yield "另有网址返回同样的内容"
    yield from _content_doubts(kind, facts)


def _content_doubts(kind: str, facts: PageFacts) -> Iterator[str]:
    if facts.article and kind not in SINGLE_KINDS:
        yield "打开后只有一篇信息"
    if kind not in SINGLE_KINDS and not (facts.rows or facts.later or facts.empty or facts.article):
        yield "页面没有列表，可能只是总页"
    if len(facts.rows) < 3:
        return
    if kind in _DOCUMENT_KINDS and 2 * sum(title.startswith(_UPPER_ISSUERS) for title in facts.rows) >= len(facts.rows):
        yield "列出的多是上级文件"
    if kind in ("policy", "normative") and 2 * sum("解读" in title for title in facts.rows) >= len(facts.rows):
        yield "列出的多是解读"


def _is_upper(link: MenuLink, around: Surroundings) -> bool:
    return any(is_upper_level(text, around.district, around.own_names) for text in (link.text, *link.path))


def _page_is_upper(facts: PageFacts, around: Surroundings) -> bool:
    texts = (*facts.crumbs, *(name for _, name in facts.names)) if not facts.article else facts.crumbs
    return any(is_upper_level(text, around.district, around.own_names) for text in texts if len(text) <= 20)


def _name(kind: str, names: list[tuple[str, str, Meaning]], texts: list[tuple[str, Meaning]]) -> str:
    """What readers are shown: the page's own name, else the link's, without a unit's name before it."""
    called = [name for _, name, said in names if said.kind == kind and said.exact]
    called += [text for text, said in texts if said.kind == kind and said.exact]
    called += [text for text, said in texts if said.kind == kind]
    return next((name for name in called if meaning(name)), called[0] if called else KINDS[kind].label)


def unreachable(facts: PageFacts) -> bool:
    """Whether nothing answered, or only a refusal."""
    return facts.outcome in (Outcome.UNREACHABLE, Outcome.BLOCKED, Outcome.ERROR)
