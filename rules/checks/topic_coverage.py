"""主题信息不全：要点点名的主题，责任单位没有见到政策措施或实施情况。

依据：年度要点点名的各主题；政府信息公开条例第二十条第十一项（教育、医疗、社会保障、促进就业等方面的政策、措施及其实施情况）。
哪个单位负责哪个主题，要点没有写明的，按单位职能推定，写在要求目录里。
判定：按带权重的词表找，核心词须与同一主题的另一个词相距不远，单个关键词、链接列表、会议消息、转载上级、说上年的都不算。
手册允许机器判断的（要求目录写 confirmed = true），本单位的每一类信息都有标题和正文相符的，为合规；其他见到的，列出最好的三条请人确认，倾向合规。
看全了仍未见的，为待核验，倾向有问题；要求目录写明依据是法律（by_law = true），而且本单位没有一点相近信息、全区也没有别的单位公布的，为有问题。
每个主题一个结果，同一单位只问一个问题。起算日以后不满 90 天（推算）的未见，为未到期。
无法判定：栏目没有看全，或档案没有登记该单位的栏目，而又没有见到信息。
不涉及：信息写得好不好、主题所列的事做得怎样；公布得及时不及时。
怎么改：在相应栏目公布该主题缺的那一类信息，标题写明主题和年份。
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from crawler.archive import Article, Corpus
from rules.checks._columns import searched
from rules.checks._oversight import statement_of
from rules.evidence import of_article, of_column
from rules.model import Defect, Duty, Evidence, Status, Verdict, gap, met, not_due, stated, suspect, unknown
from rules.topics.lexicon import Topic, facet_named, topic_named
from rules.topics.reading import terms_in
from rules.topics.sighted import Sighting, Tier, anybodys, earlier, in_passing, sightings

version = 1

_SHOWN: Final = 3
_GRACE: Final = 90  # days from the beginning of the year within which an absence is nobody's fault
_NAMES: Final = 3  # topics named in the one question


@dataclass(frozen=True, slots=True)
class _Asked:
    """What one line of a catalogue asks for."""

    topics: tuple[Topic, ...]
    facets: tuple[str, ...]
    kinds: tuple[str, ...]
    minimum: int
    since: date
    confirmed: bool
    by_law: bool

    @property
    def cells(self) -> tuple[str, ...]:
        return self.facets or ("",)


@dataclass(frozen=True, slots=True)
class _Row:
    """One topic of one unit: what fills each cell, and what only comes near."""

    topic: Topic
    cells: dict[str, tuple[Sighting, ...]]
    hints: tuple[Sighting, ...]

    def lacking(self, minimum: int) -> tuple[str, ...]:
        return tuple(facet for facet, found in self.cells.items() if len(found) < minimum)


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    topics: tuple[str, ...],
    facets: tuple[str, ...] = (),
    kinds: tuple[str, ...] = ("policy", "livelihood", "business_policy", "notices", "news", "statutory"),
    minimum: int = 1,
    since: date | None = None,
    confirmed: bool = False,
    by_law: bool = False,
) -> list[Verdict]:
    """``facets``: the sorts of item every topic needs, none: any sort; ``minimum`` items of each."""
    named = tuple(topic_named(topic) for topic in topics)
    facets = tuple(facet_named(facet).id for facet in facets)
    asked = _Asked(named, facets, kinds, minimum, since or duty.applies_from, confirmed, by_law)
    looked = searched(corpus.columns(duty.unit, kinds))
    return [
        replace(_judged(corpus, duty, asked, topic).about(f"{topic.id}:{duty.year}"), searched=looked) for topic in named
    ]


def _judged(corpus: Corpus, duty: Duty, asked: _Asked, topic: Topic) -> Verdict:
    row = _row(corpus, duty, asked, topic)
    lacking = row.lacking(asked.minimum)
    if not lacking and asked.confirmed and _is_firm(row, asked.minimum):
        return met(f"{topic.name}：{_told(row)}", *_shown(row))
    if not lacking:
        return suspect(
            f"{topic.name}：见到{_told(row)}", *_shown(row), lean=Status.MET, question=_question(duty, asked), advice=""
        )
    return _lacking(corpus, duty, asked, row, lacking)


def _row(corpus: Corpus, duty: Duty, asked: _Asked, topic: Topic) -> _Row:
    """The unit's own items first; what its own do not fill, others of the row and nobody's may."""
    cells: dict[str, tuple[Sighting, ...]] = dict.fromkeys(asked.cells, ())
    hints: list[Sighting] = []
    for tier in Tier:
        open_cells = [facet for facet, found in cells.items() if len(found) < asked.minimum]
        if not open_cells:
            break
        found = sightings(corpus, duty, topic, tier, asked.since)
        dated = [s for s in found if s.article.published]
        for facet in open_cells:
            cells[facet] += tuple(s for s in dated if _fills(s, facet))
        hints += [s for s in found if not any(s in inside for inside in cells.values())]
    return _Row(topic, cells, tuple(hints))


def _fills(sighting: Sighting, facet: str) -> bool:
    """Whether it is what a cell asks for. Where any sort will do, the yearly account of last year is the newest there is."""
    if not facet:
        return sighting.reading.fit.is_shown or sighting.reading.of_last_year
    return sighting.reading.fit.is_shown and facet in sighting.reading.facets


def _lacking(corpus: Corpus, duty: Duty, asked: _Asked, row: _Row, lacking: tuple[str, ...]) -> Verdict:
    """What is said where a cell stays empty: what was seen all the same, what came near, and how far we looked."""
    topic = row.topic
    absent = _absent(asked, lacking)
    partly = f"见到{told}，" if (told := _told(row)) else ""
    before = earlier(corpus, duty, topic, asked.since)
    near = (*row.hints, *before)
    said = statement_of(corpus, duty, asked.kinds, duty.year)
    if said and any(term.role == "core" for term in terms_in(topic, said[0].title + said[1].quote)):
        return stated(f"{topic.name}：已发布情况说明：{said[1].quote}", of_article(said[0], said[1].quote))
    if not corpus.own_columns(duty.unit, asked.kinds):
        cause = f"站点档案没有登记{duty.unit_name}的这类栏目"
        return unknown(f"{topic.name}：{partly}未见{absent}，但{cause}", *_shown(row), *_evidence(near[:1]))
    if why := corpus.unseen(duty.unit, asked.kinds):
        return unknown(f"{topic.name}：{partly}未见{absent}，但{why}", *_shown(row), *_evidence(near[:1]))
    if corpus.run_as_of < (first := asked.since + timedelta(days=_GRACE)):
        return not_due(f"{topic.name}：{partly}未见{absent}；{asked.since} 以来不满 {_GRACE} 天，还不问", *_shown(row), due=first)
    advice = f"公布{topic.name}的{absent}，标题写明主题和年份；已经公布的，给出链接。"
    columns = corpus.own_columns(duty.unit, asked.kinds)
    if asked.by_law and not partly and not near:
        if doubt := _doubt(corpus, duty, asked, topic):
            return suspect(
                f"{topic.name}：未见{absent}，但《{doubt[0].title}》{doubt[1]}", of_column(columns[0]), of_article(doubt[0]),
                lean=Status.GAP, defect=Defect.ABSENT, question=_question(duty, asked), advice=advice,
            )  # fmt: skip
        return gap(
            f"{topic.name}：截至 {corpus.run_as_of}，{len(columns)} 个栏目都看全了，{asked.since.year} 年以来未见{absent}",
            of_column(columns[0]), advice=advice,
        )  # fmt: skip
    standing = next((s for s in before if lacking == ("policy",) and _stands(s)), None)
    if partly and standing:
        return suspect(
            f"{topic.name}：{partly}本年未见新的政策措施，较早的《{standing.article.title}》（{standing.article.published} 发布）还在",
            *_shown(row), *_evidence((standing,)), lean=Status.MET, question=_question(duty, asked),
        )  # fmt: skip
    told_near = f"；相近的有《{near[0].article.title}》（{_why(near[0], asked)}）" if near else ""
    return suspect(
        f"{topic.name}：{partly}未见{absent}{told_near}",
        of_column(columns[0]), *_shown(row), *_evidence(near[:1]),
        lean=Status.GAP, defect=Defect.ABSENT, question=_question(duty, asked), advice=advice,
    )  # fmt: skip


def _stands(sighting: Sighting) -> bool:
    """Whether it is a policy that nobody has marked as ended."""
    return "policy" in sighting.reading.facets and not any(word in sighting.article.validity for word in ("失效", "废止"))


def _doubt(corpus: Corpus, duty: Duty, asked: _Asked, topic: Topic) -> tuple[Article, str] | None:
    """What keeps an absence from being sure: a text that mentions it, one nobody could read, another unit that publishes it."""
    if doubt := in_passing(corpus, duty, topic, asked.kinds, asked.since):
        return doubt
    others = anybodys(corpus, topic, asked.since)
    return (others, "是别的单位或没有写明单位的，可能由其公布") if others else None


# ---- words


def _absent(asked: _Asked, lacking: tuple[str, ...]) -> str:
    names = "、".join(facet_named(facet).name for facet in lacking if facet) or "相关信息"
    return names + (f"（每类至少 {asked.minimum} 条）" if asked.minimum > 1 else "")


def _told(row: _Row) -> str:
    """政策措施《甲》，实施情况《乙》；whose an item is where it is not the unit's own."""
    parts = []
    for facet, found in row.cells.items():
        if found:
            whose = {Tier.OWN: "", Tier.FELLOW: "（同一行的其他单位公布）", Tier.NOBODY: "（没有写明是哪个单位的）"}[found[0].tier]
            name = facet_named(facet).name if facet else ""
            more = f"等 {len(found)} 条" if len(found) > 1 else ""
            more += "（上年度的）" if found[0].reading.of_last_year else ""
            parts.append(f"{name}《{found[0].article.title}》{more}{whose}")
    return "，".join(parts)


def _why(near: Sighting, asked: _Asked) -> str:
    day = near.article.published
    if day is None:
        return "读不出发布日期"
    if day < asked.since:
        return f"{day} 发布"
    return ("" if near.tier is Tier.OWN else "不是本单位的，") + (near.reading.why or "不是要找的那一类")


def _question(duty: Duty, asked: _Asked) -> str:
    """One question for all topics of the line."""
    names = "、".join(topic.name for topic in asked.topics[:_NAMES])
    more = f"等 {len(asked.topics)} 个主题" if len(asked.topics) > _NAMES else ""
    facets = "、".join(facet_named(facet).name for facet in asked.facets) or "信息"
    return f"逐个主题看：所列是否就是{duty.unit_name}本年关于{names}{more}的{facets}？未见的公布在哪里，或者为什么没有？"


def _is_firm(row: _Row, minimum: int) -> bool:
    """Whether nothing in the row needs a person: firm items for every cell, and no item that has to serve for two."""
    firm = [{s.article.identity for s in found if s.is_firm} for found in row.cells.values()]
    return all(len(found) >= minimum for found in firm) and len(set().union(*firm)) >= minimum * len(firm)


def _shown(row: _Row) -> tuple[Evidence, ...]:
    """The best three: of each cell the best before a second of any."""
    ranked = [(n, i, s) for i, found in enumerate(row.cells.values()) for n, s in enumerate(found)]
    ordered = dict.fromkeys(s.article.identity for _, _, s in sorted(ranked, key=lambda r: (r[0], r[1])))
    by_identity = {s.article.identity: s for _, _, s in ranked}
    return _evidence(by_identity[identity] for identity in list(ordered)[:_SHOWN])


def _evidence(found: Iterable[Sighting]) -> tuple[Evidence, ...]:
    return tuple(of_article(s.article, s.reading.quote) for s in found)
