"""Published lists of a government's accounts on social platforms: which there are, and whose accounts they name."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Final

from lxml import etree

from crawler.archive import Article, Corpus
from crawler.extract.accounts import Account, read_accounts
from crawler.extract.container import find_body
from crawler.extract.tables import Grid, grids_of, html_grids
from crawler.page import Page
from rules.asked_items import plain_title
from rules.checks._oversight import tables_of, why_unread
from rules.checks._ownership import Whose, whose
from rules.contents import contents
from rules.model import Duty
from rules.texts import is_upper, squeezed

KINDS: Final = ("new_media",)
_TITLE = re.compile(r"(?:政务新媒体|新媒体账号|政务(?:微信|微博|抖音)).{0,16}(?:名单|清单|一览|账号|矩阵|目录|名录|公示|公布|导航)")
_NEVER = re.compile(r"采购|招标|检查|抽查|通报|管理|办法|制度|细则|方案|培训|会议|注销|关停|停更|停用|关闭|征求|统计|季度|报送|运维|预算")
_MOST: Final = 200  # items of a column of accounts that are read: the newest


@dataclass(frozen=True, slots=True)
class AccountList:
    """A list and what stands in it. ``unread``: why it is not known; '' when it was read."""

    article: Article
    accounts: tuple[Account, ...]
    unread: str = ""

    @property
    def owners(self) -> frozenset[str]:
        return frozenset(account.owner for account in self.accounts if account.owner)


def lists_of(corpus: Corpus) -> tuple[AccountList, ...]:
    """Every list of accounts the district publishes, oldest first."""

    def found() -> tuple[AccountList, ...]:
        with corpus.looking():  # what is seen is judged; who claims that there is none asks ``unseen``
            articles = {a.identity: a for a in corpus.articles(None, KINDS, newest=_MOST)}
            articles |= {a.identity: a for a in corpus.articles(None, (), titled=_is_list)}
            read = [_read(corpus, a) for a in articles.values() if _is_ours(corpus, a)]
        kept = [one for one in read if one.accounts or (one.unread and _is_list(one.article.title))]
        return tuple(sorted(kept, key=lambda one: (one.article.published or date.min, one.article.identity)))

    return corpus.once("account-lists", found)


def accounts_of(corpus: Corpus, duty: Duty, listed: AccountList) -> tuple[Account, ...]:
    """The accounts that a list says are the unit's. In its own list those without an owner are its own."""
    own = listed.article.unit == duty.unit

    def found() -> tuple[Account, ...]:
        return tuple(a for a in listed.accounts if (_is_owner(corpus, duty, a.owner) if a.owner else own))

    return corpus.once(("accounts-of", duty.unit, listed.article.identity), found)


def list_for(corpus: Corpus, duty: Duty) -> AccountList | None:
    """The newest list in which the unit's accounts must stand: the district's or its own."""
    read = [one for one in lists_of(corpus) if not one.unread]
    wide = [one for one in read if len(one.owners) > 1][-1:]
    own = [one for one in read if one.article.unit == duty.unit][-1:]
    return max((*wide, *own), key=lambda one: (one.article.published or date.min, one.article.identity), default=None)


def _is_owner(corpus: Corpus, duty: Duty, owner: str) -> bool:
    return whose(corpus.site, duty, squeezed(owner)) is Whose.OWN


def _is_list(title: str) -> bool:
    plain = plain_title(title)
    return bool(_TITLE.search(plain)) and not _NEVER.search(plain)


def _is_ours(corpus: Corpus, article: Article) -> bool:
    places = corpus.site.district_names
    if is_upper(article.title, places) or _NEVER.search(article.title):
        return False
    organ = article.issuer or article.source
    return bool(article.unit) or not organ or not is_upper(organ, places)


def _read(corpus: Corpus, article: Article) -> AccountList:
    if article.state in ("failed", "skipped", "external"):
        return AccountList(article, (), f"页面没有读到（{article.cause or '未读取'}）")
    said = contents(corpus, article)
    sources = [read_accounts(_page_grids(corpus, article), said.body)]
    sources += [read_accounts(grids_of(tables_of(file.reading)), file.text) for file in said.files if file.is_read]
    # The page and its files are often the same list twice: one of them is read, the longest.
    if accounts := max(sources, key=len):
        twice = min(Counter(accounts).values()) > 1  # the page shows the whole list a second time, for small screens
        return AccountList(article, tuple(dict.fromkeys(accounts)) if twice else accounts)
    if unread := why_unread(said):
        return AccountList(article, (), f"内容在附件里，{unread}")
    return AccountList(article, (), "名单可能在图片里，没有读" if article.media else "没有读出平台和账号名称")


def _page_grids(corpus: Corpus, article: Article) -> tuple[Grid, ...]:
    """The tables of the page's body, with their merged cells. The body's HTML is not stored: it is found again in the archived page."""
    kept = corpus.archive_payload(article.sha256) if article.sha256 and "\t" in corpus.text(article) else None
    if kept is None:
        return ()
    page = Page(article.url, kept[0], content_type=kept[1])
    elements = find_body(page.root, [article.title]).elements
    body = "".join(etree.tostring(element, encoding="unicode", method="html") for element in elements)
    grids, _ = html_grids(body)
    return grids or html_grids(page.text)[0]
