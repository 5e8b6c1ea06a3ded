"""账号清单的链接、二维码打不开：政务新媒体账号清单页面上的链接点不开，二维码图片显示不出。

依据：年度要点第（十四）项（完善政务新媒体矩阵、畅通互动服务渠道）；国办秘函〔2019〕19号扣分指标：可用性。
判定：最新的账号清单里，链接和图片都打得开，为合规。指向发布者自己的电脑或内部网络的，相隔二十小时以上的两次访问都不存在、都出错的，为待核验。
无法判定：没有看全而没有见到清单；链接、图片没有访问过（不访问第三方平台，图片一般不采集），或只有一次打不开、被拒绝、没有应答。
不涉及：没有清单，或清单里没有链接和图片；清单以外的页面；二维码扫出来是不是这个账号；账号更新得怎样、能不能互动（由单位佐证）。
怎么改：重新上传二维码图片，改正链接，发布后换一台电脑打开看一遍。
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from lxml.html import HtmlElement

from crawler.archive import Corpus
from crawler.archive.answers import Answer
from crawler.extract.attachments import absolute
from crawler.extract.container import find_body
from crawler.items import Outcome
from crawler.mask import mask_address
from crawler.page import Page
from rules.checks._accounts import KINDS, AccountList, lists_of
from rules.checks._columns import searched
from rules.evidence import of_article
from rules.model import Defect, Duty, Evidence, Status, Verdict, met, not_applicable, suspect, unknown

version = 1

_MOST: Final = 300  # links and pictures of one list
_SHOWN: Final = 5
_APART: Final = timedelta(hours=20)
_LOCAL = re.compile(r"file:|[A-Za-z]:[\\/]|https?:", re.IGNORECASE)
_SOURCES: Final = ("src", "data-src", "data-original", "data-url")
_LOADS: Final = (Outcome.OK.value, Outcome.EMPTY.value)
_FAILED: Final = (Outcome.SOFT404.value, Outcome.ERROR.value)  # blocked and unreachable may be our own
_ADVICE: Final = "重新上传二维码图片，改正链接，发布后换一台电脑打开看一遍。"


@dataclass(frozen=True, slots=True)
class _Target:
    """A link or a picture as the page writes it. ``url`` is None where nobody but its author can open it."""

    written: str
    url: str | None
    is_picture: bool

    @property
    def told(self) -> str:
        return f"{'图片' if self.is_picture else '链接'} {mask_address(self.written)[:80]}"


def check(corpus: Corpus, duty: Duty) -> Verdict:
    verdict = _judged(corpus)
    return replace(verdict.about(f"account_links:{duty.year}"), searched=searched(corpus.columns("", KINDS)))


def _judged(corpus: Corpus) -> Verdict:
    listed = _newest_list(corpus)
    if listed is None:
        if why := corpus.unseen("", KINDS):
            return unknown(f"未见账号清单，但{why}")
        return not_applicable("未见账号清单，没有可以核对的链接和图片")
    shown = of_article(listed.article)
    title = f"《{listed.article.title}》"
    kept = corpus.archive_payload(listed.article.sha256) if listed.article.sha256 else None
    if kept is None:
        return unknown(f"{title}的页面存证取不出，不能核对链接和图片", shown)
    targets = tuple(_targets(Page(listed.article.url, kept[0], content_type=kept[1]), listed.article.title))
    if not targets:
        return not_applicable(f"{title}没有链接和图片，没有可以核对的", shown)
    return _weighed(corpus, title, shown, targets)


def _newest_list(corpus: Corpus) -> AccountList | None:
    """The newest list of the whole district; of several the one that stands last."""
    lists = [one for one in lists_of(corpus) if len(one.owners) > 1 or not one.article.unit or one.unread]
    return lists[-1] if lists else None


def _weighed(corpus: Corpus, title: str, shown: Evidence, targets: Sequence[_Target]) -> Verdict:
    answers = corpus.history.answers.at([target.url for target in targets if target.url])
    local = [target for target in targets if target.url is None]
    gone = [target for target in targets if target.url and _is_gone(answers.get(target.url, ()))]
    loads = [target for target in targets if target.url and _does_load(answers.get(target.url, ()))]
    open_ = len(targets) - len(local) - len(gone) - len(loads)
    rest = f"；另有 {open_} 个没有访问或没有看清" if open_ else ""
    if local or gone:
        told = [f"{target.told}指向本机或内部网络" for target in local] + [f"{target.told}两次都打不开" for target in gone]
        return suspect(
            f"{title}有 {len(told)} 个打不开：{'、'.join(told[:_SHOWN])}{'等' if len(told) > _SHOWN else ''}{rest}", shown,
            lean=Status.GAP, defect=Defect.BROKEN, question="打开这个页面，这些链接、二维码能不能用？", advice=_ADVICE,
        )  # fmt: skip
    if open_:
        return unknown(f"{title}的 {len(targets)} 个链接、图片中有 {open_} 个没有访问或没有看清（不访问第三方平台，图片一般不采集）", shown)
    return met(f"{title}的 {len(targets)} 个链接、图片都打得开", shown)


# ---- what the page offers


def _targets(page: Page, title: str) -> Iterator[_Target]:
    """The links and pictures of the list itself, each once. What is written into the page needs no loading."""
    seen: set[tuple[str, bool]] = set()
    for element in _body(page, title):
        for node in element.iter("a", "img"):
            written = _written(node)
            key = (written, node.tag == "img")
            if written and key not in seen and len(seen) < _MOST:
                seen.add(key)
                url = absolute(page.base, written)
                if url is not None or _LOCAL.match(written):
                    yield _Target(written, url, node.tag == "img")


def _body(page: Page, title: str) -> list[HtmlElement]:
    """Where the list stands; with what stands beside its table where nobody can tell how far the body reaches."""
    found = find_body(page.root, [title])
    if found.sure:
        return list(found.elements)
    wider = [element.getparent() for element in found.elements]
    return [w if w is not None and w.tag not in ("body", "html") else e for e, w in zip(found.elements, wider, strict=True)]


def _written(node: HtmlElement) -> str:
    """Where it leads; '' for what leads nowhere by itself: a script, a place on the page, a picture within the page."""
    names = ("href",) if node.tag == "a" else _SOURCES
    told = next((value for name in names if (value := str(node.get(name) or "").strip()) and not value.startswith("data:")), "")
    return "" if told.lower().startswith(("javascript:", "#", "mailto:", "tel:", "about:")) else told


# ---- what it answered


def _does_load(answers: Sequence[Answer]) -> bool:
    return bool(answers) and (answers[-1].outcome in _LOADS or answers[-1].status == 304)


def _is_gone(answers: Sequence[Answer]) -> bool:
    """Whether the newest looks, on different days, all failed."""
    row: list[Answer] = []
    for answer in reversed(answers):
        if answer.outcome not in _FAILED:
            break
        row.append(answer)
    return len(row) > 1 and datetime.fromisoformat(row[0].at) - datetime.fromisoformat(row[-1].at) >= _APART
