"""Items on construction projects as a unit's columns show them, and whether a notice states a period long enough."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from crawler.archive import Article, Corpus
from crawler.dates import find_dates
from crawler.extract.notice_period import NoticePeriod, read_notice_periods
from crawler.extract.project import ProjectTitle, read_project_title
from rules.checks._columns import searched
from rules.checks._oversight import own_items, why_unread
from rules.contents import contents
from rules.deadlines import Due, days_after, workdays_after
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, gap, met, not_applicable, suspect, unknown

TOLD: Final = 30  # faults told one by one


@dataclass(frozen=True, slots=True)
class ProjectItem:
    """An item with what its title says of a project."""

    article: Article
    said: ProjectTitle


def project_items(
    corpus: Corpus, duty: Duty, kinds: tuple[str, ...], since: date, stage: int
) -> tuple[list[ProjectItem], bool]:
    """The unit's items of one class since a day, oldest first; and whether older ones were left out."""
    found = own_items(corpus, duty, kinds, since)
    read = [(article, read_project_title(article.title)) for article in found.articles]
    return [ProjectItem(article, said) for article, said in read if said and said.stage == stage], found.is_cut


@dataclass(frozen=True, slots=True)
class Demand:
    """How long a notice must stand: at least ``least`` days, or working days."""

    what: str
    least: int
    in_workdays: bool = False

    @property
    def words(self) -> str:
        return f"{self.least} 个工作日" if self.in_workdays else f"{self.least} 日"

    def due(self, opens: date) -> Due:
        return workdays_after(opens, self.least) if self.in_workdays else days_after(opens, self.least)

    def meets(self, stated: NoticePeriod, *, first_day_counts: bool = False) -> bool:
        """Whether a statement is long enough. The day of the notice itself is not counted (民法典 §201)."""
        if stated.opens and stated.closes:
            opens = stated.opens - timedelta(days=1) if first_day_counts else stated.opens
            return stated.closes >= self.due(opens).strict
        if stated.days is None or (self.in_workdays and stated.unit != "workday"):
            return False
        return stated.days >= self.least


def judge_notice(
    corpus: Corpus, article: Article, demand: Demand, *, binds: str, own_label: tuple[str, ...], frees: str = "",
    beside: Sequence[Article] = (),
) -> Verdict:
    """``binds``: a word of the text that puts it under the law, '' when the notice is so by its nature. ``own_label``: how
    the statement must begin to be surely the notice's own period. ``frees``: a pattern of words that may put it outside the law. ``beside``: notices that may prolong or replace this one."""
    name = f"《{article.title}》"
    if article.state not in ("read", "file"):
        return unknown(f"{name}没有读到（{article.cause or '未读取'}），不能核对{demand.what}时间", of_article(article))
    said = contents(corpus, article)
    stated = read_notice_periods(said.text, article.published)
    if enough := next((each for each in stated if demand.meets(each)), None):
        return met(f"{name}写明的{demand.what}时间不少于 {demand.words}", of_article(article, enough.quote))
    if not stated:
        why = why_unread(said) or ("内容是图片" if article.media else "正文没有写明起止时间")
        return unknown(f"{name}{why}，不能核对{demand.what}时间", of_article(article))
    longest = max(stated, key=_length)
    reason = f"{name}写明“{longest.quote}”，不足 {demand.words}"
    doubt = _doubt(longest, demand, said.text, binds, own_label) or why_unread(said)
    if not doubt and frees and re.search(frees, said.text[:20_000]):
        doubt = "正文写有批准文件，可能是批准之后的公告"
    doubt = doubt or _perhaps_longer(article, longest, said.text[:20_000], bool(binds))
    if not doubt and (told := _SAYS_DAYS.search(said.text[:20_000])) and _number(told[1]) >= demand.least:
        doubt = f"另写明“{told.group()}”"
    if not doubt and beside:
        doubt = f"另有《{beside[0].title}》，可能已经延长或重新公示"
    if doubt:
        return suspect(
            f"{reason}；{doubt}", of_article(article, longest.quote), lean=Status.GAP, defect=Defect.TOO_SHORT,
            question=f"该{demand.what}实际从哪一天到哪一天？", advice=_ADVICE.format(words=demand.words),
        )  # fmt: skip
    return gap(reason, of_article(article, longest.quote), defect=Defect.TOO_SHORT, advice=_ADVICE.format(words=demand.words))


_ADVICE: Final = "今后写明起止日期，发布当日不计，不少于 {words}；法定时间没有满的，延长并说明。"


_FREE: Final = re.compile(
    r"(?:不属于|不属|非|不是|无需|不需|不必|可以?不|未列入)(?:依法)?(?:必须|应当|应|须)?(?:进行)?(?:公开)?招标|(?:非依法必须|非必须)招标|自愿|自主(?:招标|发包|采购)|参照|参考《|比照"
    r"|(?:限额|规模标准|必须招标[^。；\n]{0,12}标准|招标限额)(?:标准)?(?:以下|以内|之下)|(?:未达到|低于|未达|不足|小于|达不到|没有达到)[^。；\n]{0,24}(?:招标|限额|规模|标准)|小型(?:工程|项目)|简易(?:招标|程序)|直接发包|邀请招标|村(?:级|民)自建|抢险救灾|应急(?:工程|项目|抢险)"
)
_AGAIN: Final = re.compile(
    r"延长|顺延|延期|展期|更正|重新(?:公示|公告)|(?:第二|二|再)次(?:公示|公告)|(?:已|曾|先行?|此前|前期|首次)(?:于|在|经)?[^。；\n]{0,40}(?:公示|公告|公布|发布|张贴|挂网)"
    r"|自20\d{2}年\d{1,2}月\d{1,2}日起[^。；\n]{0,30}(?:平台|中心|网)[^。；\n]{0,12}(?:公示|公告|公布|发布)"
)
_SAYS_DAYS: Final = re.compile(r"公[示告]期(?:限|间)?(?:为|是|[:：])?\s?(\d{1,2}|[三四五六七八九十])\s?个?(?:工作|自然)?[日天]")
_STARTED: Final = re.compile(r"(?:公示|公告|公布|发布|挂网|上网|张贴)")


def _number(words: str) -> int:
    return int(words) if words.isdecimal() else "三四五六七八九十".index(words) + 3


def _perhaps_longer(article: Article, stated: NoticePeriod, text: str, bound: bool) -> str:
    """Why the notice may be free of the law, or may have stood longer than the days it states here; '' when nothing says so."""
    words = re.sub(r"(?<=[一-鿿])[ \u3000]+(?=[一-鿿])", "", f"{article.title}\n{text}")
    if bound and (found := _FREE.search(words)):
        return f"页面写有“{found.group()[:30]}”，不能确定是否属于必须招标的项目"
    if found := _AGAIN.search(words):
        return f"页面写有“{found.group()[:40]}”，实际时间可能更长"
    first = stated.opens or article.published
    for sentence in re.split(r"[。；;\n（）()]", words):
        if first and _STARTED.search(sentence) and any(first - timedelta(days=60) <= day < first for day, _, _ in find_dates(sentence)):
            return f"页面写有“{sentence.strip()[:40]}”，可能此前已经公示"
    return ""


def amended(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], own: Article) -> list[Article]:
    """Later notices on the same project that may prolong, correct or repeat this one."""
    found = []
    for other in own_items(corpus, duty, kinds, own.published).articles:
        if other.identity == own.identity or not _LATER.search(other.title):
            continue
        near = own.published is None or other.published is None or (other.published - own.published).days <= 90
        if near and _same_project(own.title, other.title):
            found.append(other)
    return found


_LATER: Final = re.compile(r"延长|顺延|延期|展期|更正|变更|补充|重新|(?:第二|二|再)次|（二）|\(二\)")
_NOTICE_WORDS: Final = re.compile(
    r"延长|顺延|延期|展期|更正|变更|补充|重新|(?:第?二|再)次|关于|公示|公告|期限?|时间|的|中标候选人|评标结果|项目|工程|施工|[（）()《》\s]"
)


def _same_project(one: str, other: str) -> bool:
    a, b = _NOTICE_WORDS.sub("", one), _NOTICE_WORDS.sub("", other)
    short, long = sorted((a, b), key=len)
    return len(short) >= 2 and short in long


def _length(stated: NoticePeriod) -> int:
    return (stated.closes - stated.opens).days if stated.opens and stated.closes else stated.days or 0


def _doubt(stated: NoticePeriod, demand: Demand, text: str, binds: str, own_label: tuple[str, ...]) -> str:
    """Why a short statement does not settle it; '' when it does."""
    if stated.opens is None or stated.closes is None:
        return "没有写明起止日期"
    if demand.meets(stated, first_day_counts=True):
        return "发布当日计入则够"
    if demand.due(stated.opens).estimated:
        return "当年的放假安排尚未公布"
    if not stated.quote.startswith(own_label):
        return f"不能确定写的是不是该{demand.what}的时间"
    if binds and binds not in text:
        return f"没有写明依据{binds}，不能确定是否属于必须招标的项目"
    return ""


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """How a check speaks of its notices: ``good`` of those that stand long enough, ``open`` of those nobody could tell, ``none`` of none."""

    name: str
    good: str
    open: str
    none: str


def told_of_notices(
    corpus: Corpus,
    duty: Duty,
    kinds: tuple[str, ...],
    judged: Sequence[tuple[ProjectItem, Verdict]],
    words: NoticeWords,
    *,
    about: str,
    is_cut: bool,
) -> list[Verdict]:
    """A verdict for each notice at fault or in doubt, the newest of them, and one for all others together."""
    faults = [(i, v) for i, v in judged if v.status in _FAULTS]
    rest = [(i, v) for i, v in judged if v.status not in _FAULTS]
    verdicts = [v.about(i.article.identity, event=i.article.published) for i, v in faults][-TOLD:]
    if rest or not faults:
        verdicts.append(_all_others(corpus, duty, kinds, rest, words, len(faults), is_cut=is_cut).about(about))
    looked = searched(corpus.columns(duty.unit, kinds))
    return [replace(verdict, searched=looked) for verdict in verdicts]


_FAULTS: Final = (Status.GAP, Status.SUSPECT)


def _all_others(
    corpus: Corpus,
    duty: Duty,
    kinds: tuple[str, ...],
    rest: Sequence[tuple[ProjectItem, Verdict]],
    words: NoticeWords,
    faults: int,
    *,
    is_cut: bool,
) -> Verdict:
    good = [item for item, verdict in rest if verdict.status is Status.MET]
    open_ = [verdict for _, verdict in rest if verdict.status is Status.UNKNOWN]
    if good:
        cut = "（只看最近的）" if is_cut else ""
        more = f"，另列 {faults} 条" if faults else ""
        left = f"；另有 {len(open_)} 条{words.open}" if open_ else ""
        return met(f"{len(good)} 条{words.name}{cut}{words.good}{more}{left}", of_article(good[-1].article))
    if open_:
        return replace(open_[0], reason=f"{len(open_)} 条{words.name}不能核对：{open_[0].reason}")
    if why := corpus.unseen(duty.unit, kinds):
        return unknown(f"未见{words.name}，但{why}")
    return not_applicable(f"本期未见触发事项：{words.none}")
