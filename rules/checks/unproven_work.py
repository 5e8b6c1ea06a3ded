"""待佐证的工作：培训、评估、督导、考评、指导、调研一类，网站上看到了疑似的信息，是不是、够不够要人确认。

依据：年度要点有关各行（如每年至少组织1次政务公开专题培训，组织开展第三方评估）；政府信息公开条例第四十六条至第四十八条（考核、监督检查、培训）。
判定：本年度见到标题和正文都相符的本单位（全区性工作：牵头单位、门户）信息，为待核验，抄出时间、人数、主题等给人看，倾向合规；
手册允许机器判断的（要求目录写 confirmed = true），正文写有应有内容的，为合规。没有看到的不出结果，由责任单位填报：这些工作不要求公布。
读不出发布日期的，注明后请人确认。
无法判定：列出了疑似信息而页面没有读到，或内容是图片。
不涉及：上级和其他区县的，往年的（包括正文写的是往年的），只是参加别人组织的，只在标题里带到关键词的，都不算也不追问；工作做得好不好。
怎么改：已经开展的，把链接或材料报给区政府办公室；标题写明年度和事项，正文写明时间、人数、内容。
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.time_span import named_spans
from rules.checks._asked import is_of_other_district
from rules.checks._columns import searched
from rules.checks._oversight import names_another, organ_is_another, why_unread
from rules.contents import Contents, contents
from rules.evidence import of_article
from rules.model import Duty, Evidence, Status, Verdict, met, suspect, unknown
from rules.shown_work import ShownWork, Work, shown_work, works_named_by
from rules.texts import is_upper, squeezed

version = 1

_READ: Final = 8_000
_HEAD: Final = 600  # characters in which a text says of which year it is
_MOST: Final = 40  # items of one unit that are read for one work: the newest
_SHOWN: Final = 3
_FIRST: Final = "最早日期"
_OLDEST: Final = 8  # years back for which rules are looked for
_YEAR = re.compile(r"(?<![\d〔\[(（])(20\d{2})年")
_VERBS = re.compile(r"^(?:关于)?(?:(?:举办|开展|组织|召开|印发|加强|做好|公布|发布|通报)(?:好)?){1,3}")
_UNREAD: Final = ("failed", "skipped", "external")


@dataclass(frozen=True, slots=True)
class _Sight:
    """One item that may show the work. ``is_near``: it is something else; ``told``: what stands in it."""

    article: Article
    is_near: bool = False
    told: tuple[tuple[str, str], ...] = ()
    lacking: tuple[str, ...] = ()
    unread: str = ""

    @property
    def rank(self) -> tuple[bool, bool, int, int, str]:
        day = self.article.published
        return bool(self.unread), day is None, len(self.lacking), -(day or date.min).toordinal(), self.article.identity

    @property
    def evidence(self) -> Evidence:
        return of_article(self.article, self.told[0][1] if self.told else "")


def check(
    corpus: Corpus, duty: Duty, *, works: tuple[Work, ...], others: tuple[str, ...] = (), confirmed: bool = False
) -> list[Verdict]:
    """``others``: units that may publish the district's work, too; ``confirmed``: what is told in full needs no person."""
    return [verdict for name in works for verdict in _judged(corpus, duty, shown_work(name), others, confirmed)]


def _judged(corpus: Corpus, duty: Duty, work: ShownWork, others: tuple[str, ...], confirmed: bool) -> list[Verdict]:
    seen = [_sight(corpus, duty, work, a) for a in _own(corpus, duty, work, others)]
    sights = sorted((sight for sight in seen if not sight.is_near), key=lambda s: s.rank)
    if not sights:  # who published nothing, or what comes near, is no worse off than who published neither
        return []
    verdict = _said(duty, work, sights, confirmed)
    looked = searched(corpus.own_columns(duty.unit))
    return [replace(verdict.about(f"{work.id}:{duty.year}"), searched=looked)]


def _said(duty: Duty, work: ShownWork, sights: list[_Sight], confirmed: bool) -> Verdict:
    best = sights[0]
    title = f"《{best.article.title}》"
    if best.unread:
        return unknown(f"已列出疑似{work.name}的信息{title}，但{best.unread}", best.evidence)
    day = f"{best.article.published} 发布" if best.article.published else "读不出发布日期，不知是不是本年度的"
    told = "，".join(f"{name}“{words}”" for name, words in best.told if name != _FIRST)
    told = f"，写有{told}" if told else ""
    if confirmed and best.article.published and not best.lacking:
        return met(f"已见{work.name}：{title}（{day}{told}）", best.evidence)
    lacking = f"；没有读出{'、'.join(best.lacking)}" if best.lacking else ""
    more = f"，另有 {len(sights) - 1} 条相近的" if len(sights) > 1 else ""
    return suspect(
        f"见到疑似{work.name}的信息{title}（{day}{told}）{lacking}{_timeline(best)}{more}",
        *(sight.evidence for sight in sights[:_SHOWN]),
        lean=Status.MET,
        question=work.question.format(unit=duty.unit_name, year=duty.year),
        advice=f"是的，确认即可；不是的，另报{work.name}的链接或材料。",
    )


def _timeline(sight: _Sight) -> str:
    """The first day a text tells beside the day it was published: how soon something was said is for a person to weigh."""
    first = next((words for name, words in sight.told if name == _FIRST), "")
    return f"；正文写到的最早日期为 {first}" if first else ""


# ---- whose, and of which year


def _own(corpus: Corpus, duty: Duty, work: ShownWork, others: tuple[str, ...]) -> list[Article]:
    units = {duty.unit}
    if work.is_districts:
        named = (corpus.site.unit_named(name, corpus.as_of) for name in others)
        units |= {"", *(unit.id for unit in named if unit)}
    found = [a for a in _everyones(corpus, work) if a.unit in units and not _is_strangers(corpus, duty, a)]
    return [a for a in found if _may_be_of_year(duty, work, a)][-_MOST:]


def _everyones(corpus: Corpus, work: ShownWork) -> tuple[Article, ...]:
    def listed() -> dict[str, list[Article]]:
        found: dict[str, list[Article]] = {}
        with corpus.looking():  # what is seen is shown; nothing is called absent from these columns
            for article in corpus.articles(None, (), titled=works_named_by):
                for name in works_named_by(article.title):
                    found.setdefault(name, []).append(article)
        return found

    return tuple(corpus.once("shown-work", listed).get(work.id, ()))


def _is_strangers(corpus: Corpus, duty: Duty, article: Article) -> bool:
    places = corpus.site.district_names
    about = _VERBS.sub("", squeezed(article.title))  # 关于举办全区…培训的通知: 全区 tells the place
    if is_upper(about, places) or is_of_other_district(about, places):
        return True
    if article.unit:
        return False
    organ = article.issuer or article.source
    return names_another(corpus, duty, article.title) or (bool(organ) and organ_is_another(corpus, duty, organ))


def _may_be_of_year(duty: Duty, work: ShownWork, article: Article) -> bool:
    day = article.published
    if work.is_standing:
        return day is None or day.year >= duty.year - _OLDEST
    years = {int(year) for year in _YEAR.findall(article.title)}
    return (day is None or day.year == duty.year) and (not years or duty.year in years)


def _sight(corpus: Corpus, duty: Duty, work: ShownWork, article: Article) -> _Sight:
    if article.state in _UNREAD:
        return _Sight(article, unread=f"页面没有读到（{article.cause or '未读取'}）")
    said = contents(corpus, article)
    text = said.text[:_READ]
    told = tuple((name, found.group()[:40]) for name, pattern in work.tells if (found := pattern.search(text)))
    lacking = tuple(name for name, pattern in work.tells if not pattern.search(text))
    if not text.strip():
        return _Sight(article, unread=_why_bare(said, article))
    if work.has_timeline:
        told += _first_day(article, text)
    return _Sight(article, _is_near(duty, work, article, text), told, lacking)


def _why_bare(said: Contents, article: Article) -> str:
    if unread := why_unread(said):
        return f"内容在附件里，{unread}"
    return "内容是图片，没有读" if article.media else "正文没有读出文字"


def _is_near(duty: Duty, work: ShownWork, article: Article, text: str) -> bool:
    """Whether it is another thing under a fitting title: only the headline speaks of it, others held it, or it tells of another year."""
    if not work.about.search(text) or (work.passive and work.passive.search(article.title)):
        return True
    years = {int(year) for year in _YEAR.findall(text[:_HEAD])}
    return not work.is_standing and bool(years) and not years & {duty.year, duty.year + 1}


def _first_day(article: Article, text: str) -> tuple[tuple[str, str], ...]:
    days = [s.first for s in named_spans(text, article.published, limit=_HEAD) if s.first == s.last]
    by = article.published
    days = [day for day in days if by is None or day <= by]
    return ((_FIRST, str(min(days))),) if days else ()
