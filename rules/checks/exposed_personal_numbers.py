"""载有个人号码：公布的信息里有没有隐去的手机号、身份证号。

依据：政府信息公开条例第十五条（涉及个人隐私、公开会造成损害的不得公开）；建议提案答复不载代表、委员的联系方式。
判定：本期公布的建议提案信息里没有未隐去的个人号码，为合规；有的，为待核验（是否已征得本人同意，由人确认）。只报种类和个数；
标题、网址只告诉信息公开主管机构，单位凭问题编号向其查询。
承办单位自己的联系人、联系电话不算；已经打码的不算。
无法判定：栏目没有看全，页面没有读到；只有附件、图片的，没有读。
不涉及：住址、姓名；附件里的个人信息。
怎么改：向主管机构问明是哪一条，立即撤下或打码后重发，并检查同批信息。
"""

import re
from dataclasses import dataclass

from crawler.archive import Article, Corpus
from rules.evidence import of_article
from rules.leaking import ASK_THE_CENTRE
from rules.model import Defect, Duty, Status, Verdict, met, not_applicable, suspect, unknown

version = 4

_OFFICE = re.compile(r"联系人|承办人|经办人|联系电话|联系方式|咨询|办公室|电话[:：]|值班|传真|电子邮箱|邮编")
_PERSON = re.compile(r"(?:代表|委员|提案人|建议人|领衔人|联名人)[^，。；]{0,12}(?:电话|手机|联系|身份证|1[3-9]\d\*)|手机")


@dataclass(frozen=True, slots=True)
class _Exposed:
    """Numbers shown in full: ``mobiles`` without the office's own contact, ``identities``."""

    mobiles: int = 0
    identities: int = 0

    def __bool__(self) -> bool:
        return bool(self.mobiles or self.identities)

    def __str__(self) -> str:
        """What reports print: kinds and counts."""
        kinds = (("手机号", self.mobiles), ("身份证号", self.identities))
        return "、".join(f"{name} {count} 个" for name, count in kinds if count)


def check(corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ("proposals",)) -> list[Verdict]:
    """One verdict for each item that shows numbers, one for all others together."""
    asked = [a for a in corpus.articles(duty.unit, kinds) if a.published is None or a.published >= duty.applies_from]
    shown = [(article, counted) for article in asked if (counted := _counted(corpus, article))]
    if shown:
        return [_one(article, counted) for article, counted in shown]
    if why := corpus.unseen(duty.unit, kinds):
        return [unknown(f"未见本单位的信息载有个人号码，但不能确定：{why}")]
    if unread := next((a for a in asked if a.state != "read"), None):
        return [unknown(f"《{unread.title}》的页面没有读到，不能核对", of_article(unread))]
    if not asked:
        return [not_applicable("本期没有本单位在该类栏目公布的信息")]
    return [met(f"本单位公布的 {len(asked)} 条信息未见没有隐去的手机号、身份证号", of_article(asked[-1]))]


def _counted(corpus: Corpus, article: Article) -> _Exposed:
    """What the page shows in full, by the marks that were made before its text was masked. The office's own contact is no person's."""
    marks = [mark for mark in corpus.personal(article) if mark.where in ("text", "title") and mark.part < 0]
    text = corpus.text(article) if marks else ""
    identities = {mark.digest for mark in marks if mark.kind == "identity"}
    mobiles = {m.digest for m in marks if m.kind == "mobile" and not (m.where == "text" and _is_office(text, m.start))}
    return _Exposed(len(mobiles), len(identities))


def _is_office(text: str, at: int) -> bool:
    line = text[text.rfind("\n", 0, at) + 1 :].split("\n", 1)[0]
    return bool(_OFFICE.search(line)) and not _PERSON.search(line)


def _one(article: Article, counted: _Exposed) -> Verdict:
    return suspect(
        f"一条信息载有没有隐去的{counted}；{ASK_THE_CENTRE}",
        of_article(article),
        lean=Status.GAP,
        defect=Defect.EXPOSED,
        question="这些号码是谁的，公布是否征得本人同意？",
        advice="凭本问题的编号向信息公开主管机构问明是哪一条，立即撤下或打码后重发，并检查同批信息。",
    ).about(article.identity, event=article.published)
