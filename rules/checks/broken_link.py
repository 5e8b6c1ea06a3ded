"""链接打不开：栏目里列出的信息、信息所带的附件，点开是“不存在”。

依据：《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）可用性；国办发〔2017〕47号。
判定：本单位列出的信息和附件都打得开，为合规。返回404、410，且在相隔二十小时以上的两次访问中都是如此、其间没有打开过的，为有问题；
只见到一次的，返回正常而内容说“不存在”的，隔二十小时仍是服务器出错的，为待核验。一半以上的链接都这样的，可能是我们被拦截，为待核验。
无法判定：没有登记本单位的栏目；没有一条打得开或确认打不开。拒绝访问、没有应答的不计，只报个数。
不涉及：外站的链接（不访问）；栏目网址本身（见 missing_column）；打得开而内容不对的；附件打得开而读不出的。
怎么改：恢复页面和附件，或从栏目中撤去该条；网址改了的，由旧网址转向新网址。
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from crawler.archive import Article, Corpus
from crawler.archive.answers import Answer
from crawler.items import Outcome
from rules.checks._columns import searched, why_unread
from rules.evidence import of_article
from rules.model import Defect, Duty, Evidence, Status, Verdict, gap, met, not_applicable, suspect, unknown

version = 1

_MOST: Final = 4_000
_SHOWN: Final = 6
_APART: Final = timedelta(hours=20)  # another night: crawls do not begin at the same minute
_GONE: Final = (404, 410)
_NOT_OURS: Final = (Outcome.BLOCKED.value, Outcome.UNREACHABLE.value)
_FEWEST: Final = 5  # links below which a share says nothing
_ADVICE: Final = "恢复页面和附件，或从栏目中撤去该条；网址改了的，由旧网址转向新网址。"


@dataclass(frozen=True, slots=True)
class _Link:
    """One address that an item stands at or offers. ``dead`` are the newest looks in a row that did not find it."""

    article: Article
    url: str
    name: str
    dead: tuple[Answer, ...]

    @property
    def is_certain(self) -> bool:
        """Whether the host said twice, on different days, that there is no such page."""
        gone = [answer for answer in self.dead if answer.status in _GONE]
        return bool(gone) and self.dead[-1].status in _GONE and _apart(gone)

    @property
    def is_told(self) -> bool:
        """Whether one may ask: the page is gone, or the server failed on two different days."""
        if self.dead[-1].outcome == Outcome.SOFT404:
            return True
        return _apart([answer for answer in self.dead if answer.outcome == Outcome.ERROR])

    @property
    def proof(self) -> Evidence:
        last = self.dead[-1]
        return Evidence(self.url, self.name, self.article.published, self.told, last.snapshot, last.at)

    @property
    def told(self) -> str:
        return "；".join(f"{answer.at[:16].replace('T', ' ')} {answer.cause or answer.status or '没有应答'}" for answer in self.dead[-2:])


def check(corpus: Corpus, duty: Duty, *, portal: bool = False) -> Verdict:
    """``portal``: what stands in the portal's own columns and is nobody's, for whoever runs the site."""
    columns = corpus.own_columns("" if portal else duty.unit)
    verdict = _judged(corpus, replace(duty, unit="") if portal else duty) if columns else unknown(f"站点档案没有登记{duty.unit_name}的栏目，请补充登记")
    return replace(verdict.about(f"broken_link:{duty.year}"), searched=searched(columns))


def _judged(corpus: Corpus, duty: Duty) -> Verdict:
    articles = list(corpus.articles(duty.unit, (), newest=_MOST))
    offered = list(_offered(corpus, articles))
    foreign = sum(article.state == "external" for article in articles)
    refused_once = corpus.history.answers.failed  # an item that was read before keeps what it said then
    failed = [(article, url, name) for article, url, name, opened in offered if not opened or url in refused_once]
    looks = corpus.history.answers.at([url for _, url, _ in failed])
    links = [_Link(article, url, name, _dead(looks.get(url, ()))) for article, url, name in failed]
    alive = len(offered) - len(failed) + sum(1 for link in links if not link.dead and looks.get(link.url))
    dead = [link for link in links if link.dead and link.dead[-1].outcome not in _NOT_OURS]
    refused = sum(1 for link in links if link.dead) - len(dead)
    sure, asked = [link for link in dead if link.is_certain], [link for link in dead if link.is_told and not link.is_certain]
    rest = _rest(refused, foreign, sum(1 for link in dead if not link.is_told and not link.is_certain))
    if 2 * len(sure) > alive + len(dead) >= _FEWEST:
        return _asked(sure, f"{alive + len(dead)} 个链接中有 {len(sure)} 个打不开{rest}", "是否确实打不开？一半以上都这样，也可能是采集被网站拦截。")
    if sure:
        more = f"，另有 {len(asked)} 个待核验" if asked else ""
        return gap(
            f"有 {len(sure)} 个链接两次访问都不存在：{_named(sure)}{more}{rest}", *_proof((*sure, *asked)), defect=Defect.BROKEN, advice=_ADVICE
        )
    if asked:
        return _asked(asked, f"有 {len(asked)} 个链接疑似打不开：{_named(asked)}{rest}", "打开看看，是否确实打不开？")
    return _none(corpus, duty, articles, alive, rest)


def _offered(corpus: Corpus, articles: Sequence[Article]) -> Iterator[tuple[Article, str, str, bool]]:
    """Every address of this site that was asked for these items, their pages and their files, and whether it opened."""
    files = corpus.files_of_all(articles)
    for article in articles:
        if article.state in ("read", "failed"):
            yield article, article.url, f"《{article.title}》", article.state == "read"
        for link in article.attachments:
            file = files.get(link.url)
            if file and file.state in ("kept", "failed"):
                yield article, link.url, f"《{article.title}》的附件《{link.name}》", file.state == "kept"


def _dead(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """The last looks in a row that did not find it; () when the newest did."""
    row: list[Answer] = []
    for answer in reversed(answers):
        if answer.outcome in (Outcome.OK, Outcome.EMPTY) or answer.status == 304:
            break
        row.append(answer)
    return tuple(reversed(row))


def _apart(answers: Sequence[Answer]) -> bool:
    """Whether they come from looks on different days."""
    return len(answers) > 1 and datetime.fromisoformat(answers[-1].at) - datetime.fromisoformat(answers[0].at) >= _APART


def _asked(links: Sequence[_Link], told: str, question: str) -> Verdict:
    return suspect(told, *_proof(links), lean=Status.GAP, defect=Defect.BROKEN, question=question, advice=_ADVICE)


def _named(links: Sequence[_Link]) -> str:
    return "、".join(link.name for link in links[:_SHOWN]) + ("等" if len(links) > _SHOWN else "")


def _proof(links: Iterable[_Link]) -> list[Evidence]:
    return [link.proof for link in list(links)[:_SHOWN]]


def _rest(refused: int, foreign: int, once: int) -> str:
    told = [
        f"{refused} 个被拒绝或没有应答，不计" if refused else "",
        f"{once} 个服务器出错一次，不计" if once else "",
        f"{foreign} 个指向外站，没有访问" if foreign else "",
    ]
    words = "，".join(part for part in told if part)
    return f"（{words}）" if words else ""


def _none(corpus: Corpus, duty: Duty, articles: Sequence[Article], alive: int, rest: str) -> Verdict:
    if alive:
        return met(f"看过的 {alive} 个链接都打得开{rest}", of_article(articles[-1]))
    if articles:
        return unknown(f"没有一个链接打得开或确认打不开{rest}", of_article(articles[-1]))
    if why := next((why for column in corpus.own_columns(duty.unit) if (why := why_unread(corpus, column))), None):
        return unknown(f"没有见到本单位的信息，但{why}")
    return not_applicable("没有见到本单位的信息")
