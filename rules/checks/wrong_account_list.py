"""政务新媒体账号清单不实：同一单位在同一平台列了不止一个账号，或公告已经关停、注销的账号还在清单里。

依据：国办发〔2018〕123号（一个单位原则上在同一第三方平台只开设一个账号；不再使用的及时关停、注销并公告）；年度要点第（十四）项（专项清理）。
判定：最新的清单里，本单位的账号每个平台只有一个，为合规；不止一个的、同一账号列了两次的，为待核验（“原则上”允许有理由的例外）；
本单位或门户公告关停、注销的账号，清单里还列为在用，为待核验，一个账号一个结果。清单里没有本单位账号的不出结果：有没有漏报由单位填报。
无法判定：见到清单，但在没有读到的附件、图片里。
不涉及：清单注明已关停、注销的账号；更名、迁移的公告；没有写主办单位的账号；账号的内容和更新。
怎么改：合并或注销多余的账号；更新清单，删去或注明已关停、注销的账号。
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Final, Literal

from crawler.archive import Article, Corpus
from crawler.extract.accounts import Account
from rules.asked_items import plain_title
from rules.checks._accounts import KINDS, AccountList, accounts_of, list_for, lists_of
from rules.checks._columns import searched
from rules.contents import contents
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, met, suspect, unknown
from rules.texts import is_upper

version = 1

Fault = Literal["duplicate", "closed"]

_CLOSES = re.compile(
    r"(?:关停|注销|停更|停用|停止(?:运营|更新|使用|维护)|关闭|下线).{0,40}(?:新媒体|微信|公众号|微博|抖音|头条|账号|小程序|客户端|视频号|快手)"
    r"|(?:新媒体|微信|公众号|微博|抖音|头条|账号|小程序|客户端|视频号|快手).{0,30}(?:关停|注销|停更|停用|停止(?:运营|更新|使用|维护)|关闭|下线)"
)
_NEVER = re.compile(r"更名|迁移|办法|制度|征求|采购|会议|自查|通报|网站|解读|如何|指南|流程")
_OPEN, _CLOSE = "“\"‘'《【「『〈", "”\"’'》】」』〉"
_SHOWN: Final = 3


def check(corpus: Corpus, duty: Duty, *, faults: tuple[Fault, ...] = ("duplicate", "closed")) -> list[Verdict]:
    looked = searched(corpus.columns(duty.unit, KINDS))
    return [replace(verdict, searched=looked) for verdict in _judged(corpus, duty, faults)]


def _judged(corpus: Corpus, duty: Duty, faults: tuple[Fault, ...]) -> Iterator[Verdict]:
    listed = list_for(corpus, duty)
    if listed is None:
        unread = next((one for one in reversed(lists_of(corpus)) if one.unread), None)
        if unread and "duplicate" in faults:
            told = f"已列出《{unread.article.title}》，但{unread.unread}"
            yield unknown(told, of_article(unread.article)).about(f"accounts:{duty.year}")
        return
    using = tuple(account for account in accounts_of(corpus, duty, listed) if not account.closed)
    if not using:
        return
    if "duplicate" in faults:
        yield _by_platform(duty, listed, using).about(f"accounts:{duty.year}")
    if "closed" in faults:
        for account in dict.fromkeys(using):
            if notice := _notice_of(corpus, duty, account):
                yield _still_listed(listed, account, notice).about(f"account:{account.platform}:{account.name}")


def _by_platform(duty: Duty, listed: AccountList, using: tuple[Account, ...]) -> Verdict:
    shown = of_article(listed.article)
    count = Counter(account.platform for account in using if account.platform)
    more = [platform for platform, n in count.items() if n > 1]
    if not more:
        first = "、".join(f"{a.platform}“{a.name}”" for a in using[:_SHOWN])
        return met(f"《{listed.article.title}》列有{duty.unit_name} {len(using)} 个账号（{first}），每个平台一个", shown)
    told = []
    for platform in more:
        names = [account.name for account in using if account.platform == platform]
        same = len(set(names)) < len(names)
        note = "（有同名的）" if same else "（订阅号、服务号都算公众号）" if platform == "微信公众号" else ""
        told.append(f"{platform}“{'”“'.join(names[:_SHOWN])}”{note}")
    return suspect(
        f"《{listed.article.title}》列有{duty.unit_name}在同一平台的账号不止一个：{'；'.join(told)}", shown,
        lean=Status.GAP, defect=Defect.CONTRADICTORY,
        question=f"{duty.unit_name}在{'、'.join(more)}上确有几个账号，为什么不止一个？", advice="合并或注销多余的账号；重复列出的，更新清单。",
    )  # fmt: skip


def _still_listed(listed: AccountList, account: Account, notice: Article) -> Verdict:
    day, after = listed.article.published, notice.published
    order = f"清单于 {day} 发布" if day else "清单没有注明日期"
    return suspect(
        f"《{notice.title}》（{after or '没有注明日期'}）公告{account.platform}“{account.name}”已停用，《{listed.article.title}》仍列为在用（{order}）",
        of_article(listed.article, account.name), of_article(notice, account.name), lean=Status.GAP, defect=Defect.UNREVISED,
        question=f"{account.platform}“{account.name}”是否已经关停或注销？", advice="更新清单，删去或注明已关停、注销的账号。",
    )  # fmt: skip


# ---- notices of closing


def _notice_of(corpus: Corpus, duty: Duty, account: Account) -> Article | None:
    """The newest notice by which the unit, or the district for it, closed this account."""
    for article, words in reversed(_notices(corpus)):
        if article.unit in ("", duty.unit) and _names(words, account):
            return article
    return None


def _names(words: str, account: Account) -> bool:
    """Whether words name the account as a whole, in marks or in a cell of its own, and its platform."""
    if account.platform and not re.search(_root(account.platform), words):
        return False
    name = re.escape(account.name)
    return bool(re.search(rf"[{_OPEN}]{name}[{_CLOSE}]|(?:^|\t){name}(?:\t|$)", words, re.MULTILINE))


def _root(platform: str) -> str:
    return {"微信公众号": "微信|公众号|订阅号|服务号", "微信视频号": "视频号", "微信小程序": "小程序", "今日头条": "头条"}.get(platform, re.escape(platform))


def _notices(corpus: Corpus) -> tuple[tuple[Article, str], ...]:
    def found() -> tuple[tuple[Article, str], ...]:
        with corpus.looking():  # what is seen is shown; that there is no notice says nothing
            articles = list(corpus.articles(None, (), titled=_tells_of_closing))
        kept = [a for a in articles if not is_upper(a.title, corpus.site.district_names)]
        return tuple((a, f"{a.title}\n{contents(corpus, a).text[:20_000]}") for a in kept)

    return corpus.once("account-closings", found)


def _tells_of_closing(title: str) -> bool:
    plain = plain_title(title)
    return bool(_CLOSES.search(plain)) and not _NEVER.search(plain)
