"""没有公布政务新媒体账号清单：门户没有列出各单位的账号，或清单缺平台、名称、主办单位。

依据：年度要点第（十四）项（完善政务新媒体矩阵、落实管办责任）；国办发〔2018〕123号（账号应登记平台、名称、主办单位）。由门户统一公布是推算的。
判定：见到清单，九成以上的账号写明平台、名称、主办单位，为合规；写得不全的，栏目看全了而没有清单的，为待核验：清单可能在别处公布。
无法判定：档案没有登记政务新媒体栏目，也没有见到清单；栏目没有看全；清单在没有读到的附件、图片里。
不涉及：清单有没有漏账号（由单位佐证）；重复的、已关停的账号（见 wrong_account_list）；账号更新得怎样、二维码能不能扫。
怎么改：在“政务新媒体”栏目公布账号清单，一行一个账号，写明平台、名称、主办单位、状态。
"""

from dataclasses import replace
from typing import Final

from crawler.archive import Corpus
from crawler.extract.accounts import Account
from rules.checks._accounts import KINDS, AccountList, lists_of
from rules.checks._columns import searched
from rules.evidence import of_article, of_column
from rules.model import Defect, Duty, Status, Verdict, met, suspect, unknown

version = 1

_ADVICE: Final = "在“政务新媒体”栏目公布账号清单，一行一个账号，写明平台、名称、主办单位、状态。"


def check(corpus: Corpus, duty: Duty, *, full_percent: int = 90) -> Verdict:
    verdict = _judged(corpus, duty, full_percent)
    return replace(verdict.about(f"account_list:{duty.year}"), searched=searched(corpus.columns("", KINDS)))


def _judged(corpus: Corpus, duty: Duty, full_percent: int) -> Verdict:
    lists = lists_of(corpus)
    wide = [one for one in lists if one.accounts and (len(one.owners) > 1 or one.article.unit in ("", duty.unit))]
    if wide:
        return _told(max(wide, key=lambda one: len(one.accounts)), full_percent)
    if unread := next((one for one in reversed(lists) if one.unread), None):
        return unknown(f"已列出《{unread.article.title}》，但{unread.unread}", of_article(unread.article))
    columns = corpus.columns("", KINDS)
    if not columns:
        return unknown("站点档案没有登记门户的政务新媒体栏目，也没有见到账号清单，请确认公布在哪里、网址是什么")
    if why := corpus.unseen("", KINDS):
        return unknown(f"未见账号清单，但{why}", of_column(columns[0]))
    if pictured := next((a for a in corpus.articles(None, KINDS) if a.media), None):
        return unknown(f"《{pictured.title}》带有图片，账号清单可能画在图片里，没有读", of_article(pictured))
    return suspect(
        f"“{columns[0].name}”栏目看全了，未见写明平台、名称、主办单位的账号清单", of_column(columns[0]),
        lean=Status.GAP, defect=Defect.MISSING_ELEMENT, question="全区政务新媒体账号清单公布在哪里？", advice=_ADVICE,
    )  # fmt: skip


def _told(listed: AccountList, full_percent: int) -> Verdict:
    total = len(listed.accounts)
    full = sum(_is_full(account) for account in listed.accounts)
    told = f"《{listed.article.title}》列出 {total} 个账号，其中 {full} 个写明平台、名称、主办单位"
    if 100 * full >= full_percent * total:
        return met(told, of_article(listed.article))
    lacking = [name for name, told_in in (("平台", "platform"), ("主办单位", "owner")) if any(not getattr(a, told_in) for a in listed.accounts)]
    return suspect(
        f"{told}；有的没有写{'、'.join(lacking)}", of_article(listed.article), lean=Status.GAP, defect=Defect.MISSING_ELEMENT,
        question="看这份清单，能不能知道每个账号是哪个平台的、由谁主办？", advice=_ADVICE,
    )  # fmt: skip


def _is_full(account: Account) -> bool:
    return bool(account.platform and account.owner)
