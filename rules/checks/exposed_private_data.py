"""载有不应公开的内容：公布的信息里有没有隐去的个人信息，或者带有密级、内部、不予公开的标注。

依据：政府信息公开条例第十四条、第十五条；保守国家秘密法（公开前的保密审查）；个人信息保护法第二十八条、第三十四条。
判定：本期本单位发布的信息，正文和读得出的附件里未见没有隐去的身份证号、银行卡号、个人手机号、乡镇以下住址、带姓名的健康、低保、未成年人名单，也没有密级、
内部资料、不予公开、依申请公开的标注，为合规。有的，为待核验；报告里只说有几条，标题、网址、内容、种类一概不写，由主管机构另行告知（全库排查）。
统一社会信用代码，办公电话和经办联系人，已隐去的（510***），对公账户，表彰、录用、执法人员的姓名，商业秘密、内部审计、作服务名称的依申请公开，不算。
无法判定：栏目没有看全而没有读到信息；页面没有读到，或存证取不出。扫描件和图片不看，读不出的附件在理由里写明个数。
不涉及：名单应不应当公布；有没有保密审查制度。
怎么改：向主管机构了解具体位置，立即撤下，隐去后重新发布，并检查附件和同批信息。
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from crawler.archive import Article, Corpus
from rules.checks._columns import searched
from rules.contents import contents
from rules.evidence import of_article
from rules.leaking import leaks
from rules.model import Duty, Evidence, Status, Verdict, met, not_applicable, suspect, unknown

version = 2

_MOST: Final = 2_000  # items of one unit that are looked at, the newest
_MASKED = re.compile(r"\d\*{4,}")


@dataclass(frozen=True, slots=True)
class _Looked:
    """What came of the unit's items: how many were read, have something, could not be opened again; files nobody could read."""

    read: tuple[Article, ...]
    exposed: int
    unkept: int
    unread: int


def check(corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = (), unowned: bool = False) -> Verdict:
    """``unowned``: instead of the unit's items those of which nobody can say whose they are; the unit runs their column."""
    owner = "" if unowned else duty.unit
    with corpus.looking():  # what a hit was searched in would lead to its column
        key = ("exposed_private_data", duty.unit, duty.applies_from, kinds, unowned)
        looked = corpus.once(key, lambda: _look(corpus, duty, kinds, owner))
    about = f"privacy:{duty.year}"
    if looked.exposed:
        return _asks(looked).about(about)
    verdict = _clean(looked) if looked.read else _nothing(corpus, duty, kinds, owner)
    return replace(verdict.about(about), searched=searched(corpus.own_columns(duty.unit, kinds)))


def _clean(looked: _Looked) -> Verdict:
    if looked.unkept:
        return unknown(f"{looked.unkept} 条信息的页面存证取不出，不能核对", of_article(looked.read[-1]))
    left = f"；{looked.unread} 个附件没有读出文字，没有看" if looked.unread else ""
    return met(f"本期 {len(looked.read)} 条信息未见没有隐去的个人信息和不公开的标注{left}", of_article(looked.read[-1]))


def _look(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], owner: str) -> _Looked:
    listed = corpus.articles(duty.unit, kinds, or_unattributed=not owner, newest=_MOST)
    own = [a for a in listed if a.unit == owner and a.state == "read"]
    read = [a for a in own if a.published is None or a.published >= duty.applies_from]
    exposed = unkept = unread = 0
    for article in read:
        unkept += _is_unkept(corpus, article)
        files = contents(corpus, article).files if article.attachments else ()
        unread += sum(not file.is_read for file in files)
        exposed += leaks(corpus, article)
    return _Looked(tuple(read), exposed, unkept, unread)


def _is_unkept(corpus: Corpus, article: Article) -> bool:
    """Whether numbers of the body were masked before it was stored, and the page that shows whose they are is not kept."""
    if not _MASKED.search(corpus.text(article)):
        return False
    return not article.sha256 or corpus.archive_payload(article.sha256) is None


def _asks(looked: _Looked) -> Verdict:
    """That there is something, not what or where: that is told to the unit in private.

    What is cited leads nowhere; it tells the counts, so that what a person confirmed lapses when there is more to look at.
    """
    counts = f"本期 {len(looked.read)} 条信息中有 {looked.exposed} 条"
    return suspect(
        f"{counts}需要核实是否载有不应公开的内容；具体位置由信息公开主管机构另行告知，不在报告中列出",
        Evidence("", "需要核实的信息，由主管机构另行告知", quote=counts),
        lean=Status.GAP,
        question="经主管机构核实，这些内容是否应当撤下或隐去？",
        advice="向主管机构了解具体位置，立即撤下，隐去后重新发布，并检查附件和同批信息。",
    )


def _nothing(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], owner: str) -> Verdict:
    whose = "本单位发布的信息" if owner else "看不出归属的信息"
    columns = corpus.own_columns(duty.unit, kinds) if owner else corpus.columns(None, kinds)
    if why := next((f"“{c.name}”栏目：{c.stopped_because}" for c in columns if not c.complete), ""):
        return unknown(f"本期没有读到{whose}，但不能确定：{why}")
    listed = corpus.articles(duty.unit, kinds, duty.applies_from, or_unattributed=not owner)
    failed = next((a for a in listed if a.unit == owner and a.state == "failed"), None)
    if failed is not None:
        return unknown(f"《{failed.title}》的页面没有读到，不能核对", of_article(failed))
    return not_applicable(f"本期未见触发事项：没有读到{whose}")
