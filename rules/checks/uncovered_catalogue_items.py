"""事项目录与公开内容“两张皮”：目录列为网上主动公开的事项，网站上找不到对应的信息；或网站上常发的一类信息，目录里没有。

依据：年度要点所列各行（杜绝事项目录与公开内容“两张皮”的问题）；核对的方法和比例是我们的判断。
判定：direction = catalogue 时，渠道勾选政府网站、方式为主动的每个事项，在本单位近 12 个月的信息标题、附件名、栏目名，或机构职能等常设页面中找得到对应的，算有内容；
有内容的事项达到 covered_percent 的，为合规；不足的，为待核验，列出找不到的事项和比例，不足一半、找不到的有 3 项以上的倾向有问题。
direction = site 时，近 12 个月在一个栏目发了 often 条以上，而目录没有一项与栏目或这些标题对得上的，为待核验；没有的，为合规。
本检查按标题和栏目名对应，只提出疑问，不认定“有问题”。
无法判定：没有见到读得出的目录；目录没有标明渠道或方式；本单位的栏目没有看全而比例不足。
不涉及：内容是否完整、及时；依申请公开、不在网站公开的事项；动态要闻、通知公告、公开指南等不必入目录的栏目；只读前 2000 项、最近 2000 条信息。
怎么改：找不到内容的事项补充发布或调整目录；目录没有的，补入目录。
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal

from crawler.archive import Article, Corpus, SeenColumn
from crawler.extract.items_catalogue import CatalogueItem
from crawler.vocabulary import KINDS, label
from rules.checks._columns import searched, why_unread
from rules.checks._items_catalogues import Held, catalogues, current
from rules.evidence import of_article, of_column
from rules.model import Defect, Duty, Status, Verdict, met, suspect, unknown
from rules.texts import bigrams, squeezed

version = 2

Direction = Literal["catalogue", "site"]

_DAYS: Final = 365
_MOST: Final = 2_000  # titles looked at
_SHARE: Final = 0.6  # of an item's character pairs that one title must hold
_STANDING: Final = (
    "guide", "rules", "organisation", "leaders", "statutory", "fees", "rules", "emergency", "livelihood", "license", "penalty",
    "enforcement", "catalogue", "grassroots_zone", "digital_government", "request",
)  # fmt: skip
_NOT_IN_CATALOGUES: Final = frozenset(
    ("news", "notices", "letters", "guide", "rules", "request", "catalogue", "grassroots_zone", "gazette", "new_media", "site_report",
     "digital_government", "response", "qa_base", "leaders")
)  # fmt: skip
# What a name of an item holds that its title on the site rarely repeats.
_FILLERS = re.compile(r"信息|公开|相关|有关|情况|工作|本(?:单位|部门|级|地区|区|县)|基本|其他|主要|事项|各类|制发|及其|[的和与及等、，,；;（）()《》“”\"/]")
_SPLIT = re.compile(r"[、，,；;/]|及其|以及|和|与|及")
_SHORTEST: Final = 2
_SEVERAL: Final = 3  # of fewer items no share can be told


@dataclass(frozen=True)
class _Site:
    """What the unit shows, prepared for comparing: titles and names of columns, by character pairs."""

    words: tuple[str, ...]
    by_pair: dict[str, frozenset[int]]

    @classmethod
    def of(cls, titles: Iterable[str]) -> "_Site":
        words = tuple(dict.fromkeys(squeezed(title) for title in titles if title))
        index: dict[str, set[int]] = defaultdict(set)
        for n, each in enumerate(words):
            for pair in bigrams(each):
                index[pair].add(n)
        return cls(words, {pair: frozenset(found) for pair, found in index.items()})

    def matches(self, name: str) -> set[int]:
        """The titles that hold a name, or most of its character pairs."""
        pairs = sorted(bigrams(name), key=lambda pair: (len(self.by_pair.get(pair, ())), pair))
        needed = math.ceil(_SHARE * len(pairs))
        # A title that holds enough pairs holds one of the rarest: only those lists are walked.
        rare = pairs[: len(pairs) - needed + 1]
        likely = {n for pair in rare for n in self.by_pair.get(pair, ())}
        return {n for n in likely if sum(n in self.by_pair.get(pair, ()) for pair in pairs) >= needed}

    def holds(self, name: str) -> bool:
        """Whether any title does."""
        return bool(self.matches(name))


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    direction: Direction = "catalogue",
    kinds: tuple[str, ...] = ("catalogue", "grassroots_zone"),
    fields: tuple[str, ...] = (),
    covered_percent: int = 80,
    often: int = 6,
) -> Verdict:
    seen = catalogues(corpus, duty, kinds, fields)
    chosen = current(seen, duty.year)
    suffix = f"_{'_'.join(fields)}" if fields else ""
    obj = f"{'covered' if direction == 'catalogue' else 'listed'}{suffix}:{duty.year}"
    if not chosen:
        why = f"疑似目录的《{seen.unread[0].article.title}》没有读出：{seen.unread[0].why}" if seen.unread else ""
        told = why or corpus.unseen(duty.unit, kinds) or "没有见到读得出的目录，无从核对"
        columns = corpus.columns(duty.unit, kinds)
        verdict = unknown(told, *(of_column(column) for column in columns[:1]))
        return replace(verdict, object=obj, searched=searched(columns))
    with corpus.looking():
        columns = corpus.own_columns(duty.unit)
        shown = _articles(corpus, duty, chosen)
    if direction == "catalogue":
        verdict = _covered(corpus, chosen, columns, shown, covered_percent)
    else:
        verdict = _listed(corpus, duty, chosen, columns, shown, often)
    return replace(verdict, object=obj, searched=searched(columns))


def _articles(corpus: Corpus, duty: Duty, chosen: tuple[Held, ...]) -> list[Article]:
    """The unit's items of the last 12 months and its standing pages, without the catalogues themselves."""
    since = corpus.as_of - timedelta(days=_DAYS)
    recent = list(corpus.articles(duty.unit, (), since))
    standing = list(corpus.articles(duty.unit, _STANDING))
    own = {held.article.identity for held in chosen}
    found = {a.identity: a for a in (*standing, *recent) if a.identity not in own}
    return sorted(found.values(), key=lambda a: (a.published or date.min, a.identity))[-_MOST:]


# ---- from the catalogue to the site


def _covered(
    corpus: Corpus, chosen: tuple[Held, ...], columns: tuple[SeenColumn, ...], shown: list[Article], percent: int
) -> Verdict:
    asked = {_name(item): (held, item) for held in chosen for item in held.items if item.on_website and item.is_proactive}
    total = sum(len(held.items) for held in chosen)
    cited = of_article(chosen[0].article)
    if not asked:
        return unknown(f"目录 {total} 项中没有读出渠道为政府网站、方式为主动的事项，无从核对", cited)
    names = [word for c in columns if c.rows for word in (c.name, label(c.kind), *KINDS[c.kind].names)]
    files = [link.name for a in shown for link in a.attachments]
    site = _Site.of([*(a.title for a in shown), *files, *names])
    bare = [(held, item) for name, (held, item) in asked.items() if not _is_on(site, item)]
    share = 100 * (len(asked) - len(bare)) // len(asked)
    told = f"目录列为网上主动公开的 {len(asked)} 个事项，{len(asked) - len(bare)} 个（{share}%）在网站上找得到对应的信息或栏目"
    if share >= percent:
        rest = f"；没有找到的：{_listing(item for _, item in bare)}" if bare else ""
        return met(f"{told}{rest}", cited)
    if why := next((why for column in columns if (why := why_unread(corpus, column))), None):
        return unknown(f"{told}；但{why}", cited)
    lean = Status.GAP if share < 50 and len(bare) >= _SEVERAL else Status.MET
    return suspect(
        f"{told}；没有找到的 {len(bare)} 个：{_listing(item for _, item in bare)}",
        of_article(bare[0][0].article, f"{bare[0][1].number} {_name(bare[0][1])}"),
        lean=lean,
        defect=Defect.ABSENT if lean is Status.GAP else None,
        question="这些事项的信息公布在哪里，还是没有公布？",
        advice="没有公布的补充发布；不再发生的调整目录；标题写上事项名称。",
    )


def _name(item: CatalogueItem) -> str:
    return f"{item.first_level}·{item.second_level}" if item.second_level and item.first_level else item.name


def _is_on(site: _Site, item: CatalogueItem) -> bool:
    """Whether an item, any part of its name, or its first level together with a part of its content is on the site."""
    if any(site.holds(part) for part in _parts(item.second_level or item.first_level)):
        return True
    # 机构信息·机构职能, or 教育概况·统计数据: titles rather say what stands in the content.
    return any(site.holds(part) for part in _parts(item.content) if len(part) >= 4)


def _parts(words: str) -> list[str]:
    """The names in a cell, without fillers: 部门预算和决算 → 部门预算, 决算."""
    plain = squeezed(words)
    whole = _FILLERS.sub("", plain)
    found = [whole, *(_FILLERS.sub("", part) for part in _SPLIT.split(plain))]
    return [part for part in dict.fromkeys(found) if _SHORTEST <= len(part) <= 30][:12]


def _listing(items: Iterable[CatalogueItem], most: int = 10) -> str:
    names = [_name(item)[:40] for item in items]
    return "、".join(names[:most]) + (f"等 {len(names)} 个" if len(names) > most else "")


# ---- from the site to the catalogue


def _listed(
    corpus: Corpus, duty: Duty, chosen: tuple[Held, ...], columns: tuple[SeenColumn, ...], shown: list[Article], often: int
) -> Verdict:
    since = corpus.as_of - timedelta(days=_DAYS)
    by_column: dict[str, list[Article]] = defaultdict(list)
    for article in shown:
        for column in article.columns if article.published and article.published >= since else ():
            by_column[column].append(article)
    items = [item for held in chosen for item in held.items]
    cells = [f"{item.first_level}{item.second_level}{item.content}" for item in items]
    catalogue = _Site.of(cells)
    missing = [
        (column, by_column[column.id])
        for column in columns
        if column.kind not in _NOT_IN_CATALOGUES
        and len(by_column[column.id]) >= often
        and not _is_listed(items, catalogue, column, by_column[column.id])
    ]
    cited = of_article(chosen[0].article)
    if not missing:
        return met(f"本单位近 12 个月常发的各类信息，目录 {len(items)} 项中都有对应", cited)
    names = "、".join(f"“{column.name}”{len(found)} 条（如《{found[-1].title}》）" for column, found in missing[:5])
    return suspect(
        f"近 12 个月常发的{names}，目录 {len(items)} 项中没有找到对应的事项", cited, of_article(missing[0][1][-1]), lean=Status.MET,
        question="这类信息在目录中对应哪一项，是否应当补入？", advice="应列入的补入目录。",
    )  # fmt: skip


def _is_listed(items: list[CatalogueItem], catalogue: _Site, column: SeenColumn, found: list[Article]) -> bool:
    """Whether the catalogue speaks of a column, or its items of a third of what is published there."""
    names = (column.name, label(column.kind), *KINDS[column.kind].names)
    if any(catalogue.holds(part) for name in names for part in _parts(name)):
        return True
    titles = _Site.of(article.title for article in found)
    hit: set[int] = set()
    for item in items:
        for part in {*_parts(item.second_level), *_parts(item.first_level)}:
            hit |= titles.matches(part)
        if 3 * len(hit) >= len(titles.words):
            return True
    return False
