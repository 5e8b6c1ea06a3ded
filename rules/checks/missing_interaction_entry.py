"""首页未见登录或互动入口：首页上没有用户登录、互动交流的入口，或入口打不开。

依据：年度要点第（十三）项“强化政府网站办事服务、互动交流等功能建设”；入口设在首页、叫什么名字、要不要登录，是我们按通行做法推定的。
判定：登录、互动各一个结果。首页上有一个入口指向本次打开过的网址（登记的栏目或读到的页面），为合规；入口指向的网址本次都回答“不存在”的，
为待核验；没有见到入口、首页又没有脚本的，请人确认（互动不需要登录的，可以没有登录入口）。期限未到而没有做到的，为未到期。
无法判定：首页没有读到；入口指向没有访问的网址（外站、由脚本打开的）；没有见到而首页有脚本、框架，入口可能由它们加上。
不涉及：登录之后、提交之后的功能（程序不登录、不提交）；来信的答复（见 late_letter_reply）；办事服务本身。
怎么改：在首页显著位置设统一登录和互动交流入口，改版后点开核对。
"""

from dataclasses import replace
from typing import Final

from crawler.archive import Corpus
from crawler.extract.interaction_entry import Entries, Entry, Kind, read_interaction_entries
from crawler.items import Outcome
from crawler.page import Page
from crawler.urls import canonical, identity_key
from rules.evidence import of_article, of_column
from rules.model import Defect, Duty, Evidence, Status, Verdict, met, not_due, suspect, unknown

version = 1

_LABELS: Final[dict[Kind, str]] = {"interaction": "互动交流", "login": "用户登录"}
_ADVICE: Final = "在首页显著位置设统一登录和互动交流入口，点开核对。"
_SHOWN: Final = 3


def check(corpus: Corpus, duty: Duty) -> list[Verdict]:
    return [replace(_judged(corpus, duty, kind).about(f"entry_{kind}:{duty.year}"), searched=()) for kind in _LABELS]


def _judged(corpus: Corpus, duty: Duty, kind: Kind) -> Verdict:
    url, digest = corpus.home or ("", "")
    kept = corpus.archive_payload(digest) if digest else None
    if kept is None:
        return unknown(f"首页没有读到，不能确定有没有{_LABELS[kind]}入口")
    page = Page(url, kept[0], content_type=kept[1])
    if not page.is_html or page.is_torn:
        return unknown(f"首页残缺，不能确定有没有{_LABELS[kind]}入口")
    told = corpus.once(("interaction-entries", digest), lambda: read_interaction_entries(page))
    shown = Evidence(url, "网站首页", snapshot=f"sha256:{digest}")
    verdict = _of_entries(corpus, kind, told, shown)
    if verdict.status is Status.SUSPECT and duty.due and corpus.as_of <= duty.due:
        return not_due(f"期限为 {duty.due}，目前未到期；现状：{verdict.reason}", *verdict.evidence, due=duty.due)
    return verdict


def _of_entries(corpus: Corpus, kind: Kind, told: Entries, shown: Evidence) -> Verdict:
    label, entries = _LABELS[kind], told.of(kind)
    for entry in entries:
        if opened := _opened(corpus, entry.target):
            return met(f"首页有“{entry.words}”入口，指向“{opened.title}”，本次打得开", shown, opened)
    if entries:
        return _untried(corpus, label, entries, shown)
    if told.is_script_made:
        return unknown(f"首页代码中未见{label}入口，但首页有脚本或框架，入口可能由它们加上", shown)
    return suspect(
        f"首页未见{label}入口", shown, lean=Status.GAP if kind == "interaction" else Status.MET, defect=Defect.ABSENT,
        question=f"网站的{label}入口在哪里" + ("，互动、办事要不要登录？" if kind == "login" else "？"), advice=_ADVICE,
    )  # fmt: skip


def _untried(corpus: Corpus, label: str, entries: tuple[Entry, ...], shown: Evidence) -> Verdict:
    words = "、".join(dict.fromkeys(f"“{entry.words}”" for entry in entries[:_SHOWN]))
    if all(_is_gone(corpus, entry.target) for entry in entries):
        return suspect(
            f"首页有{words}入口，但指向的网址（{entries[0].target}）本次回答不存在", shown, lean=Status.GAP, defect=Defect.BROKEN,
            question=f"点开首页的{label}入口，能不能打开？", advice=_ADVICE,
        )  # fmt: skip
    where = next((entry.target for entry in entries if entry.target), "")
    return unknown(f"首页有{words}入口{f'，指向 {where}' if where else '，由脚本打开'}；本次没有访问或没有打开，能不能用不知道", shown)


def _opened(corpus: Corpus, target: str) -> Evidence | None:
    """What an entry leads to, when this run opened it: a column, an item, or any page that answered."""
    key = identity_key(target) if target else ""
    if not key or key == identity_key(corpus.site.home):
        return None
    for column in corpus.all_columns:
        if identity_key(column.url) == key:
            return of_column(column) if column.visit_outcome in (Outcome.OK, Outcome.EMPTY) else None
    article = corpus.article_at(target)
    return of_article(article) if article and article.state == "read" else None


def _is_gone(corpus: Corpus, target: str) -> bool:
    """Whether this run was told that there is no such page, and not that it was refused or failed."""
    key = identity_key(target) if target else ""
    if not key:
        return False
    if any(identity_key(column.url) == key and column.visit_outcome == Outcome.SOFT404 for column in corpus.all_columns):
        return True
    address = canonical(target) or target
    answers = [answer for answer in corpus.history.answers.at([address]).get(address, ()) if answer.run == corpus.run]
    return bool(answers) and all(answer.status in (404, 410) for answer in answers)
