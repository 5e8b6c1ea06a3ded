"""载有个人号码：公布的信息里有没有隐去的手机号、身份证号。

依据：政府信息公开条例第十五条（涉及个人隐私、公开会造成损害的不得公开）；建议提案答复不载代表、委员的联系方式。
判定：本期公布的建议提案信息里没有未隐去的个人号码，为合规；有的，为待核验（是否已征得本人同意，由人确认）。只报种类和个数，不印号码。
承办单位自己的联系人、联系电话不算；已经打码的不算。
无法判定：栏目没有看全，页面没有读到；只有附件、图片的，没有读。
不涉及：住址、姓名；附件里的个人信息。
怎么改：立即撤下或打码后重发，并检查同批信息。
"""

from crawler.archive import Article, Corpus
from crawler.extract.exposed import Exposed, exposed
from crawler.page import decode
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, met, not_applicable, suspect, unknown

version = 1


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


def _counted(corpus: Corpus, article: Article) -> Exposed:
    text = corpus.text(article)
    payload = corpus.archive_payload(article.sha256) if "**" in text and article.sha256 else None
    return exposed(text, decode(payload[0])[0]) if payload else Exposed()


def _one(article: Article, counted: Exposed) -> Verdict:
    return suspect(
        f"《{article.title}》载有没有隐去的{counted}",
        of_article(article),
        lean=Status.GAP,
        defect=Defect.EXPOSED,
        question="这些号码是谁的，公布是否征得本人同意？",
        advice="立即撤下或打码后重发，并检查同批信息。",
    ).about(article.identity, event=article.published)
