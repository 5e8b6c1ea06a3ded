"""没有公布重大行政决策事项目录：当年的重大行政决策事项目录没有见到。

依据：《重大行政决策程序暂行条例》第三条（决策机关可以确定决策事项目录，经同级党委同意后向社会公布）；不少地方要求逐年公布，具体规定尚待核实，
所以只提请核实。
判定：见到当年的重大行政决策事项目录（清单、计划），或说明当年没有确定事项的，为落实；全区的和本单位的都算。到 7 月仍只见往年的、只见其他单位的，
或者都未见，请人确认是否应当公布；7 月以前为未到期。
无法判定：有关栏目没有看全；目录读不出是哪一年的。
不涉及：目录内各事项是否征求了意见；目录的建议征集、调整说明、听证事项；上级的目录。
怎么改：以区政府名义公布当年目录，标题写明年份；当年没有确定事项的，发布说明。
"""

import re
from datetime import date
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.consultation_titles import plain_title
from rules.checks._policies import offices
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, met, not_due, suspect, unknown
from rules.pairing import is_reprint, items

version = 2

ADVICE: Final = "公布当年的重大行政决策事项目录，标题写明年份；没有确定事项的，发布说明"
_LIST = re.compile(r"重大(?:行政)?决策(?:事项)?[^。，；]{0,16}(?:目录|清单|计划|事项(?:的?(?:公告|通知|公示))?$)")
_NOT_IT = re.compile(r"征集|征求|建议|听证|办法|规定|规则|制度|标准|条例|程序|解读|培训|学习|座谈|专家|风险评估|合法性审查|责任追究|档案|评估|报告|完成情况|落实情况")
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?:年|-20\d{2}年)")


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    kinds: tuple[str, ...] = ("decision", "policy", "normative", "statutory", "catalogue", "plan", "notices", "consultation"),
    due_month: int = 7,
) -> Verdict:
    found = _lists(corpus, duty, kinds)
    years = {article.identity: _years(corpus, article) for article in found}
    ours = next((a for a in found if duty.year in years[a.identity] and not _names_another(corpus, duty, a)), None)
    if ours:
        return met(f"{duty.year} 年的重大行政决策事项目录见“{ours.title}”", of_article(ours))
    if undecided := next((a for a in found if not years[a.identity]), None):
        return unknown(f"“{undecided.title}”读不出是哪一年的目录", of_article(undecided))
    looked = tuple(dict.fromkeys(column.kind for column in corpus.columns(duty.unit, kinds)))
    if why := corpus.unseen(duty.unit, looked or kinds):
        return unknown(f"未见 {duty.year} 年的重大行政决策事项目录，但不能确定：{why}")
    if duty.as_of < date(duty.year, due_month, 1):
        return not_due(f"{duty.year} 年 {due_month} 月以前，未见重大行政决策事项目录", due=date(duty.year, due_month, 1))
    return _absent(duty, [article for article in found if not _names_another(corpus, duty, article)], found)


def _absent(duty: Duty, earlier: list[Article], found: list[Article]) -> Verdict:
    question = f"{duty.year} 年是否确定了重大行政决策事项目录，是否应当公布？"
    reason, defect = f"未见 {duty.year} 年的重大行政决策事项目录", Defect.ABSENT
    nearest = (earlier or found)[-1:]
    if nearest:
        reason, defect = f"{reason}，只见“{nearest[0].title}”", Defect.WRONG_YEAR if earlier else Defect.WRONG_UNIT
    shown = [of_article(article) for article in nearest]
    return suspect(reason, *shown, lean=Status.GAP, question=question, defect=defect, advice=ADVICE)


def _lists(corpus: Corpus, duty: Duty, kinds: tuple[str, ...]) -> list[Article]:
    """Lists of decisions since the year before, by title, of those who may publish the district's."""
    lawyers = [unit.id for unit in corpus.site.units if "司法" in unit.name]
    since = duty.applies_from.replace(year=duty.year - 1)
    found: dict[str, Article] = {}
    for owner in dict.fromkeys((duty.unit, *offices(corpus.site), *lawyers)):
        for article in items(corpus, owner, kinds, since, or_unattributed=True):
            title = plain_title(article.title)
            if _LIST.search(title) and not _NOT_IT.search(title) and not is_reprint(corpus.site, article):
                found[article.identity] = article
    return sorted(found.values(), key=lambda a: (a.published or date.min, a.identity))


def _years(corpus: Corpus, article: Article) -> set[int]:
    """The years a list is of: as its title says, else as the top of its text does, else the year it was published."""
    for words in (plain_title(article.title), corpus.text(article)[:300]):
        if told := {int(year) for year in _YEAR.findall(words)}:
            return told
    return {article.published.year} if article.published else set()


def _names_another(corpus: Corpus, duty: Duty, article: Article) -> bool:
    """Whether the title names another unit than the one judged and the government's office: then it is that unit's list."""
    ours = {duty.unit, *offices(corpus.site)}
    others = (n for u in corpus.site.units if u.id not in ours for n in (u.name, u.full_name, *u.aliases) if len(n) > 2)
    return any(name in article.title for name in others)
