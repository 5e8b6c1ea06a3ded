"""倒填日期：信息标注的发布日期，远早于第一次见到它的那次检测，而这之间已经看全过该栏目，当时没有它。

依据：年度要点“务必保证……内容准确”；相差多久算早、还要哪些迹象，文件没有写，是程序推定，只提请核实，从不认定。
判定：两个迹象都有才问：一是标注的日期之后满规定天数的一次查看逐页看全了栏目而未见，后来才见到；二是网址编号排在日期更晚的信息之后，网址或附件所带的
日期晚得多，或同一栏目同一次新出现三条以上、标着三个以上不同旧日期的信息。成文日期与发布日期相同的，一次新出现十条以上的（像迁移、补录），倾向合规。
前后两次都看全了而没有这样的，为合规；只有前一个迹象的，只列入线索。
无法判定：半数以上的栏目没有前后两次都看全；档案没有登记本单位的栏目。首次检测没有以往的查看可比，为不适用。
不涉及：标注的日期在考核年度以前的（旧档案补录）；转载上级的；写明更正、迁移、重新发布的；在别的栏目见过、别的信息链接过、同名同日已有的；以往的查看
没有看到那么早的；栏目换了建站系统或档案新登记的；发布日期被改动的（见线索）。
怎么改：发布日期照实标注；确系补录的，写明“补录”和最初公布的时间、地方。
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Final
from urllib.parse import urlsplit

from crawler.archive import Article, Corpus, SeenColumn
from crawler.extract.urldates import date_in_url
from rules.checks._columns import searched, why_unread
from rules.evidence import of_column
from rules.first_shown import said_before
from rules.leads import Lead, back_dated
from rules.model import Defect, Duty, Status, Verdict, met, not_applicable, suspect, unknown
from rules.pairing import is_reprint
from rules.texts import is_upper

version = 1

_MANY: Final = 10  # new items of one column at once: rather a move or a belated filling than single acts
_FEW: Final = 3
_KNOWN: Final = 5  # items from which the order of a column's numbers is known
_IN_ORDER: Final = 0.9
_MOST: Final = 2_000  # items of a column whose numbers are compared: the newest
_SHOWN: Final = 3
_NUMBER: Final = re.compile(r"\d{3,12}(?=\D*$)")


@dataclass(frozen=True, slots=True)
class _Doubtful:
    """An item that appeared after its day; ``signs`` are what else speaks for it, ``excuse`` what may explain it."""

    lead: Lead
    article: Article
    signs: tuple[str, ...]
    excuse: str = ""


def check(corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = (), days: int = 10) -> Verdict:
    columns = corpus.own_columns(duty.unit, kinds)
    verdict = _judged(corpus, duty, columns, kinds, days)
    return replace(verdict.about(f"backdated:{duty.year}"), searched=searched(columns))


def _judged(corpus: Corpus, duty: Duty, columns: Sequence[SeenColumn], kinds: tuple[str, ...], days: int) -> Verdict:
    found = list(_doubtful(corpus, duty, kinds, days))
    asked = [each for each in found if each.signs]
    if asked:
        return _question(asked)
    if not columns:
        return unknown(f"站点档案没有登记{duty.unit_name}的栏目，无从前后对照")
    if not any(look.run < corpus.run for column in columns for look in corpus.history.looks(column.id)):
        return not_applicable("首次检测，还没有以往的查看可以对照", of_column(columns[0]))
    unread = [(column, why) for column in columns if (why := _why_alone(corpus, column))]
    if 2 * len(unread) > len(columns):
        return unknown(f"{len(columns)} 个栏目中有 {len(unread)} 个不能前后对照：{unread[0][1]}", of_column(unread[0][0]))
    left = f"，{len(unread)} 个不能对照" if unread else ""
    alone = f"；另有 {len(found)} 条只是见到得晚，没有别的迹象，只列入线索" if found else ""
    return met(f"{len(columns)} 个栏目中有 {len(columns) - len(unread)} 个前后两次都看全了{left}，未见像是倒填日期的信息{alone}", of_column(columns[0]))


def _question(asked: Sequence[_Doubtful]) -> Verdict:
    worst = sorted(asked, key=lambda each: (bool(each.excuse), -len(each.signs), each.lead.id))
    first = worst[0]
    more = f"。另有 {len(worst) - 1} 条相似，如《{worst[1].lead.title}》" if len(worst) > 1 else ""
    excuse = f"；{first.excuse}" if first.excuse else ""
    lean = Status.MET if first.excuse else Status.GAP
    shown = [evidence for each in worst[:_SHOWN] for evidence in each.lead.evidence]
    return suspect(
        f"{first.lead.sentence}；{'；'.join(first.signs)}{excuse}{more}", *shown, lean=lean,
        defect=Defect.CONTRADICTORY if lean is Status.GAP else None, question=f"《{first.lead.title}》实际是哪一天发布的？此前是否已在别处公布，或者是补录、迁移的？",
        advice="发布日期照实标注；确系补录的，写明“补录”和最初公布的时间、地方。",
    )  # fmt: skip


def _why_alone(corpus: Corpus, column: SeenColumn) -> str:
    """Why a column cannot be compared with itself; '' when it was seen whole now and, unaided, before."""
    if why := why_unread(corpus, column):
        return why
    whole = any(look.run < corpus.run and look.complete and not look.known_rows for look in corpus.history.looks(column.id))
    return "" if whole else f"“{column.name}”栏目以往没有看全过"


def _doubtful(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], days: int) -> Iterator[_Doubtful]:
    leads: tuple[Lead, ...] = corpus.once(("back-dated", days), lambda: tuple(back_dated(corpus, days)))
    at_once = Counter((lead.column, lead.run) for lead in leads)
    old_days: dict[tuple[str, int], set[date | None]] = defaultdict(set)
    for lead in leads:
        old_days[lead.column, lead.run].add(lead.published)
    for lead in leads:
        article = corpus.article(lead.identity)
        if lead.unit != duty.unit or article is None or not _counts(corpus, duty, lead, article, kinds):
            continue
        many = at_once[lead.column, lead.run]
        batch = _FEW <= many < _MANY and len(old_days[lead.column, lead.run]) >= _FEW
        signs = [*_late_addresses(article, lead, days), *_late_number(corpus, article, lead, days)]
        signs += [f"同一栏目同一次新出现 {many} 条，标着 {len(old_days[lead.column, lead.run])} 个不同的旧日期"] if batch else []
        yield _Doubtful(lead, article, tuple(signs), _excuse(article, lead, many))


def _counts(corpus: Corpus, duty: Duty, lead: Lead, article: Article, kinds: tuple[str, ...]) -> bool:
    """Whether an item may be asked about at all: of the year, the unit's own, within reach of the earlier look, silent on the matter."""
    day = article.published
    if day is None or day != lead.published or day < duty.applies_from or article.gone_since or article.state not in ("read", "file"):
        return False
    if kinds and not set(article.kinds) & set(kinds):
        return False
    if lead.before.oldest is None or day <= lead.before.oldest:
        return False  # a list that keeps only the newest may show an older one once another is gone
    if is_reprint(corpus.site, article) or is_upper(article.title, corpus.site.district_names):
        return False
    return not said_before(f"{article.title}\n{corpus.text(article)}", day, day)


def _excuse(article: Article, lead: Lead, many: int) -> str:
    if many >= _MANY:
        return f"同一栏目同一次新出现 {many} 条，可能是栏目迁移或集中补录"
    if article.written is not None and article.written == lead.published:
        return "标注的与成文日期相同，可能标的就是成文日期"
    return ""


# ---- what else speaks for it


def _late_addresses(article: Article, lead: Lead, days: int) -> Iterator[str]:
    """A day in the address of the page or of one of its files, much later than the day it shows."""
    named = [("网址", url) for url in article.urls] + [("附件网址", link.url) for link in article.attachments]
    for what, url in named:
        told = date_in_url(url)
        if told and lead.published and date.fromisoformat(told) > lead.published + timedelta(days=days):
            yield f"{what}所带的日期是 {told}"
            return


def _late_number(corpus: Corpus, article: Article, lead: Lead, days: int) -> Iterator[str]:
    """A number in its address that follows those of everything the earlier look showed, part of which bears later days."""
    number, day = _number(article), lead.published
    if number is None or day is None:
        return
    with corpus.looking():  # no absence is concluded from these
        others = list(corpus.articles(None, (), column=lead.column, newest=_MOST))
    known = [
        (other.published, told, other)
        for other in others
        if other.published and other.first_seen and other.first_seen <= lead.before.as_of and (told := _number(other)) and _shape(other) == _shape(article)
    ]
    known.sort(key=lambda each: (each[0], each[1]))
    rising = sum(one[1] <= following[1] for one, following in pairwise(known))
    later = [each for each in known if each[0] > day + timedelta(days=days)]
    in_order = len(known) >= _KNOWN and rising >= _IN_ORDER * (len(known) - 1)
    if in_order and len(later) >= _FEW and number > max(told for _, told, _ in known):
        last = later[-1]
        yield f"网址编号 {number} 排在 {last[0]} 的《{last[2].title}》（编号 {last[1]}）之后"


def _number(article: Article) -> int | None:
    found = _NUMBER.search(urlsplit(article.url).path)
    return int(found.group()) if found else None


def _shape(article: Article) -> str:
    """The address without its digits: numbers of one sort of address are counted together."""
    return re.sub(r"\d+", "#", article.url)
