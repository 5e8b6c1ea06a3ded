"""The replies of a unit to deputies and members, and what may be one: shared by the checks of 建议提案."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.proposals import ProposalReply, ProposalTitle, read_proposal_title, read_reply, read_summary
from crawler.extract.statement import read_statement
from crawler.extract.title_words import COLLECTIVE, plain_title
from rules.checks._candidate import Candidate, Fit, in_other_columns
from rules.checks._ownership import Likeness, Whose, may_be, named_unit, whose
from rules.model import Defect, Duty
from rules.texts import is_upper

_NOT_READ: Final = ("failed", "skipped")
_NOT_RESULTS: Final = {"news": "是办理工作的动态", "about": "是办理工作的通知、办法一类", "list": "是交办、承办的清单"}
_LETTER: Final = re.compile("建议|提案|议案")
_ASSIGNED = re.compile("交办|分解|分办|承办任务")


@dataclass(frozen=True, slots=True)
class Reply:
    """One published reply of the unit, with what its title and its page say."""

    article: Article
    title: ProposalTitle
    reading: ProposalReply
    text: str

    @property
    def name(self) -> str:
        return f"《{self.article.title}》"


def replies(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], since: date) -> list[Reply]:
    """The unit's own replies published since a day, and those without a day, in the order of the archive."""
    found = []
    for article in corpus.articles(duty.unit, kinds):
        if article.published and article.published < since:
            continue
        text = corpus.text(article)
        title = read_proposal_title(article.title, text)
        if title and title.role == "reply" and not not_ours(corpus, duty, article, title):
            found.append(Reply(article, title, read_reply(article.title, text), text))
    return found


def results(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], year: int) -> list[Candidate]:
    """Everything that may be a result of the unit's handling in ``year``; every column is asked when none is sure."""
    own = list(corpus.articles(duty.unit, kinds, or_unattributed=True))
    found = [c for article in own if (c := _judged(corpus, duty, article, year))]
    if not _sure(found):
        seen = {article.identity for article in own}
        others = corpus.articles(None, kinds, titled=speaks_of_proposals)
        found += [c for a in others if a.identity not in seen and (c := _of_another(corpus, duty, a, year))]
    if not _sure(found):
        found += in_other_columns(corpus, duty, kinds, lambda article: _elsewhere(corpus, duty, article, year), _may_be_result)
    return found


def ownerless(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], year: int) -> list[Article]:
    """Replies of the year whose unit nobody can tell: nobody is without a reply past them."""
    found = []
    for article in corpus.articles("", kinds, titled=speaks_of_proposals):
        title = read_proposal_title(article.title)
        in_year = article.published is None or article.published.year == year
        if not title or title.role != "reply" or not in_year or not_ours(corpus, duty, article, title):
            continue
        named = [title.subject, *re.split(r"[、，,（(]", read_reply(article.title, corpus.text(article)).undertaker)]
        if not any(name and named_unit(corpus.site, name) for name in named[:6]):
            found.append(article)
    return found


def assignment(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], year: int) -> Article | None:
    """What shows that the unit was given something to handle: a list or a summary that names it, its own news of handling."""
    names = [name for name in (duty.names or (duty.unit_name,)) if len(name) > 2]
    for article in corpus.articles(None, kinds, date(year, 1, 1), titled=speaks_of_proposals):
        title = read_proposal_title(article.title)
        if title and title.role in ("list", "summary", "about") and _names_us(corpus.text(article) + article.title, names):
            return article
    for article in corpus.articles(duty.unit, (), date(year, 1, 1), titled=speaks_of_proposals):
        title = read_proposal_title(article.title)
        own = title and title.role in ("news", "summary") and not speaks_for_district(corpus, article.title)
        if title and own and (not title.years or year in title.years):
            return article
    return None


def not_ours(corpus: Corpus, duty: Duty, article: Article, title: ProposalTitle) -> str:
    """Why an item is another's; '' when nothing says so. A unit's answer to the city's members is the unit's."""
    site = corpus.site
    owner = whose(site, duty, title.subject)
    if owner is Whose.OTHER:
        return "属于其他单位"
    if owner is Whose.BELOW:
        return f"是“{title.subject}”的，不是本单位的"
    if owner is Whose.UNCLEAR and (is_upper(title.subject, site.district_names) or may_be(site, duty, title.subject) is Likeness.NONE):
        return "是上级或外地单位的"
    if owner is Whose.UNNAMED and not article.says_whose:
        for name in (article.issuer, article.source):
            if name and whose(site, duty, name) is Whose.UNCLEAR and is_upper(name, site.district_names):
                return "是上级或外地单位的"
    return ""


def speaks_for_district(corpus: Corpus, title: str) -> bool:
    """Whether a title speaks of the whole district: its name, its government's, 全区, 政府系统."""
    plain = re.sub(r"^(?:关于|20\d{2}年度?)+", "", plain_title(title))
    if COLLECTIVE.search(plain) or re.match(r"(?:[全我本][区县市]|[区县市](?:人民)?政府(?!办)|政府系统)", plain):
        return True
    lead = next((name for name in corpus.site.district_names if plain.startswith(name)), "")
    rest = plain[len(lead) :] if lead else ""
    return bool(lead) and bool(re.match(r"(?:人民政府|政府)?(?:系统)?(?:关于|办理|承办|20\d{2}|上半年|人大|政协|建议|提案|[(]|第)", rest))


# ---- one item


def _judged(corpus: Corpus, duty: Duty, article: Article, year: int) -> Candidate | None:
    ours = article.unit == duty.unit
    if ours and (said := _statement(corpus, duty, article, year)):
        return said
    text = corpus.text(article)
    title = read_proposal_title(article.title, text)
    if title is None:
        return Candidate(article, Fit.NEAR, "不是建议提案的办理结果") if ours and _LETTER.search(article.title) else None
    if foreign := not_ours(corpus, duty, article, title):
        return Candidate(article, Fit.NEAR, foreign) if ours else None
    if not ours and not _signed_by_us(corpus, duty, article, title, text):
        return None
    return _of_role(corpus, article, title, text, year)


def _of_role(corpus: Corpus, article: Article, title: ProposalTitle, text: str, year: int) -> Candidate:
    told = _NOT_RESULTS.get(title.role, "")
    if title.role == "list" and not _ASSIGNED.search(article.title):
        return _dated(Candidate(article, Fit.MAYBE, "是一份清单，看不出是否载有办理结果"), title, None, year)
    if told:
        return Candidate(article, Fit.NEAR, told)
    if article.state in _NOT_READ:
        return _dated(Candidate(article, Fit.UNREAD, f"页面没有读到（{article.cause or '快速检查不读正文'}）"), title, None, year)
    if article.state == "external":
        return _dated(Candidate(article, Fit.MAYBE, "链接到其他网站，未读取"), title, None, year)
    if title.role == "reply":
        return _dated(Candidate(article, Fit.MET, f"《{article.title}》", article.title), title, read_reply(article.title, text), year)
    if title.role == "other":
        return _dated(Candidate(article, Fit.MAYBE, "标题看不出是否为办理结果"), title, None, year)
    if speaks_for_district(corpus, article.title):
        return Candidate(article, Fit.NEAR, "是全区的总体情况，不是本单位的答复")
    told_results = read_summary(text)
    if told_results.outcomes or article.attachments or article.state == "file" or article.body_kind in ("file", "image"):
        return _dated(Candidate(article, Fit.MET, f"《{article.title}》", told_results.quote or article.title), title, None, year)
    return Candidate(article, Fit.DOUBT, "标题相符，但正文没有办理结果，也没有附件", defect=Defect.MISSING_ELEMENT)


def _dated(found: Candidate, title: ProposalTitle, reading: ProposalReply | None, year: int) -> Candidate:
    """The same find, held back where it is of another year or its year cannot be told."""
    published = found.article.published
    if title.years and year not in title.years:
        return replace(found, fit=Fit.NEAR, why=f"是{title.years[0]}年的")
    if published is None:
        return replace(found, fit=max(found.fit, Fit.MAYBE), why="读不出发布日期，看不出是不是本年度的")
    if published.year != year and not (published.year == year + 1 and year in title.years):
        return replace(found, fit=Fit.NEAR, why=f"于 {published} 发布，不在{year}年")
    if reading and reading.signed and reading.signed.year < year and year not in title.years and found.fit is Fit.MET:
        why = f"于 {published} 发布，落款却是 {reading.signed}，是上一年度的"
        return replace(found, fit=Fit.DOUBT, why=why, defect=Defect.WRONG_YEAR)
    return found


def _of_another(corpus: Corpus, duty: Duty, article: Article, year: int) -> Candidate | None:
    """A reply that another unit (the government office) put up for this one, or a page that tells of many units' replies."""
    title = read_proposal_title(article.title)
    if title is None or title.role not in ("reply", "summary", "list", "other"):
        return None
    if article.published and article.published.year != year:
        return None
    text = corpus.text(article)
    if whose(corpus.site, duty, title.subject) is Whose.OWN or _undertakes(corpus, duty, read_reply(article.title, text)):
        return _of_role(corpus, article, title, text, year) if title.role == "reply" else None
    if title.role == "reply" or _ASSIGNED.search(article.title) or not (article.attachments or article.media):
        return None
    names = duty.names or (duty.unit_name,)
    if _names_us(text + "".join(a.name for a in article.attachments), names):
        return Candidate(article, Fit.MAYBE, "是各单位的汇总页，列有本单位")
    return None


@lru_cache(maxsize=100_000)
def speaks_of_proposals(title: str) -> bool:
    return read_proposal_title(title) is not None


@lru_cache(maxsize=100_000)
def _may_be_result(title: str) -> bool:
    said = read_proposal_title(title)
    return said is not None and said.role in ("reply", "summary")


def _elsewhere(corpus: Corpus, duty: Duty, article: Article, year: int) -> Candidate | None:
    return _judged(corpus, duty, article, year) if _may_be_result(article.title) else None


def _signed_by_us(corpus: Corpus, duty: Duty, article: Article, title: ProposalTitle, text: str) -> bool:
    """Whether an item nobody is known to own is this unit's by what it says."""
    if whose(corpus.site, duty, title.subject) is Whose.OWN:
        return True
    return title.role == "reply" and _undertakes(corpus, duty, read_reply(article.title, text))


def _undertakes(corpus: Corpus, duty: Duty, reading: ProposalReply) -> bool:
    names = [name for name in re.split(r"[、，,（(]", reading.undertaker) if name]
    return any(whose(corpus.site, duty, name) is Whose.OWN for name in names[:6])


def _statement(corpus: Corpus, duty: Duty, article: Article, year: int) -> Candidate | None:
    if "说明" not in article.title:
        return None
    said = read_statement(article.title, corpus.text(article))
    if not said or not _LETTER.search(article.title + said.column + said.quote):
        return None
    if not said.start.year <= year <= said.end.year or whose(corpus.site, duty, said.unit) is not Whose.OWN:
        return None
    return Candidate(article, Fit.STATED, f"{said.unit}于 {said.dated} 说明：{said.quote}", said.quote)


def _names_us(text: str, names: tuple[str, ...] | list[str]) -> bool:
    return any(len(name) > 2 and name in text for name in names)


def _sure(found: list[Candidate]) -> bool:
    return any(candidate.fit is Fit.MET for candidate in found)


def district_summaries(
    corpus: Corpus, kinds: tuple[str, ...], also_kinds: tuple[str, ...], since: date
) -> Iterator[tuple[Article, ProposalTitle]]:
    """What tells of the handling in the whole district, whoever published it, since a day; undated items of ``kinds`` too."""
    undated = (a for a in corpus.articles(None, kinds, titled=speaks_of_proposals) if a.published is None)
    for article in (*corpus.articles(None, (*kinds, *also_kinds), since, titled=speaks_of_proposals), *undated):
        title = read_proposal_title(article.title)
        if title and title.role in ("summary", "other", "news"):
            yield article, title
