"""未见监督检查情况：责任单位负责的领域，有季度没有见到监督检查的情况或结果。

依据：年度要点第（五）项（做好环境保护、公共卫生、安全生产、食品药品、产品质量等领域监督检查情况的公开）；政府信息公开条例第二十条第十三项。每季度至少一条是推算的。
判定：季度结束后 20 个工作日为限，到期的每个季度都见到该领域的监督检查情况、结果、通报，为合规；有季度未见的，为待核验，不作认定；
只见到工作动态、质量状况等相近信息的，倾向合规。按发布日期算，标题写明季度、月份的也算该季度。每个领域一个结果。
无法判定：栏目没有看全；栏目信息过多、只看了最近的；未见的季度另有读不出日期的信息。
不涉及：检查做得怎样；抽检信息的内容（见 incomplete_food_sampling）；双随机抽查结果（见 missing_inspection_result）。各季度都未到期的，为未到期；已发布情况说明的，为已说明。
怎么改：每季度在“监督检查”栏目公布该领域的监督检查情况，标题写明季度和领域。
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from crawler.archive import Article, Corpus, SeenColumn
from crawler.extract.supervision import FIELDS, Field, read_supervision
from rules.checks._columns import searched
from rules.checks._oversight import Items, own_items, statement_of
from rules.deadlines import quarter_end, workdays_after
from rules.evidence import of_article, of_column
from rules.model import Defect, Duty, Status, Verdict, met, not_due, stated, suspect, unknown

version = 2

_QUARTERS = "一二三四"


@dataclass(frozen=True, slots=True)
class _Seen:
    """What one field shows: results and what comes near them by quarter, and what shows neither quarter nor day."""

    results: dict[int, Article]
    near: dict[int, Article]
    undated: tuple[Article, ...]


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    fields: tuple[str, ...],
    kinds: tuple[str, ...] = ("supervision", "double_random", "enforcement", "notices"),
    also_kinds: tuple[str, ...] = ("news", "penalty", "livelihood", "statutory"),
    workdays: int = 20,
) -> list[Verdict]:
    items = own_items(corpus, duty, kinds, duty.applies_from)
    with corpus.looking():  # no absence is concluded from these
        more = own_items(corpus, duty, also_kinds, duty.applies_from)
    looked = searched(corpus.columns(duty.unit, kinds))
    verdicts = []
    for name in fields:
        field = cast(Field, name)
        seen = _seen(duty, field, (*items.articles, *more.articles))
        verdict = _judged(corpus, duty, kinds, field, seen, items, workdays)
        verdicts.append(replace(verdict.about(f"supervision_{field}:{duty.year}"), searched=looked))
    return verdicts


def _seen(duty: Duty, field: Field, articles: tuple[Article, ...]) -> _Seen:
    results: dict[int, Article] = {}
    near: dict[int, Article] = {}
    undated = []
    for article in articles:
        said = read_supervision(article.title)
        if said is None or (said.fields and field not in said.fields):
            continue
        on = article.published
        if on is None and not said.quarters:
            undated.append(article)
        quarters = {*said.quarters, *([(on.month - 1) // 3 + 1] if on and on.year == duty.year else [])}
        for quarter in quarters:
            (near if said.is_near else results)[quarter] = article
    return _Seen(results, near, tuple(undated))


def _judged(
    corpus: Corpus, duty: Duty, kinds: tuple[str, ...], field: Field, seen: _Seen, items: Items, workdays: int
) -> Verdict:
    name = FIELDS[field]
    ends = {n: quarter_end(date(duty.year, 3 * n, 1)) for n in (1, 2, 3, 4)}
    due = {n: workdays_after(end, workdays) for n, end in ends.items() if end >= duty.applies_from}
    over = [n for n in due if due[n].surely_before(corpus.run_as_of)]
    if not over:
        first = min(each.rolled for each in due.values())
        return not_due(f"{name}领域最早的季度期限为 {first}，目前未到期", due=first)
    lacking = [n for n in over if n not in seen.results]
    if not lacking:
        last = seen.results[over[-1]]
        return met(f"到期的 {len(over)} 个季度都见到{name}领域的监督检查情况", of_article(last))
    told = "、".join(f"第{_QUARTERS[n - 1]}季度" for n in lacking)
    if said := statement_of(corpus, duty, kinds, duty.year):
        return stated(f"已发布情况说明：{said[1].quote}", of_article(said[0], said[1].quote))
    if why := corpus.unseen(duty.unit, kinds, due=due[lacking[-1]].rolled):
        return unknown(f"{name}领域{told}未见监督检查情况，但{why}")
    if items.is_cut:
        return unknown(f"{name}领域{told}未见监督检查情况，但信息过多，只看了最近的 {len(items.articles)} 条")
    if seen.undated:
        return unknown(
            f"{name}领域{told}未见监督检查情况，但《{seen.undated[0].title}》读不出日期", of_article(seen.undated[0])
        )
    columns = corpus.own_columns(duty.unit, kinds) or corpus.columns(duty.unit, kinds)
    verdict = _asked(name, told, lacking, seen, columns[0])
    return replace(verdict, due=due[lacking[-1]].rolled, event=ends[lacking[-1]])


def _asked(name: str, told: str, lacking: list[int], seen: _Seen, column: SeenColumn) -> Verdict:
    near = [seen.near[n] for n in lacking if n in seen.near]
    lean = Status.MET if len(near) == len(lacking) else Status.GAP
    but = f"，只见到相近的《{near[0].title}》" if near else ""
    return suspect(
        f"{name}领域{told}未见监督检查的情况或结果{but}",
        of_column(column),
        *(of_article(article) for article in near[:2]),
        lean=lean,
        defect=None if lean is Status.MET else Defect.ABSENT,
        question=f"{told}{name}领域的监督检查情况公布在哪里？没有开展检查的，是什么原因？",
        advice="补发该季度的监督检查情况，标题写明季度和领域。",
    )
