"""未见批准服务信息：没有公布投资项目审批的办事指南，或指南没有写齐六项内容。

依据：国办发〔2017〕94号（批准服务信息：申报要求、申报材料清单、批准流程、办理时限、受理机构联系方式、监督举报方式）；年度要点第（五）项（项目批准服务）。
判定：有一份指南六项都写到，为合规；只见到写得不齐的，为待核验；栏目看全了而没有见到的，为待核验、倾向合规：办事指南依法可在政务服务网公布。
指南链接到其他网站的，为待核验、倾向合规。以写得最全的一份为准。
无法判定：栏目没有看全；指南没有读到，或写在没有读到的附件、图片里。
不涉及：不办理投资项目审批的单位；写得对不对；生活类事项的办事指南。
怎么改：公布指南，写齐六项；公布在政务服务网的，在“重大建设项目”栏目给出链接。
"""

from dataclasses import dataclass, replace

from crawler.archive import Article, Corpus
from crawler.extract.project import SERVICE_ELEMENTS, missing_service_elements, read_project_title
from rules.checks._columns import searched
from rules.checks._oversight import own_items, why_unread
from rules.contents import contents
from rules.evidence import of_article, of_column
from rules.model import Defect, Duty, Status, Verdict, met, suspect, unknown

version = 2

_ADVICE = "公布投资项目审批办事指南，写齐六项；公布在政务服务网的，在“重大建设项目”栏目给出链接。"


@dataclass(frozen=True, slots=True)
class _Guide:
    """A guide with the parts it lacks. ``why`` says why they are not known."""

    article: Article
    missing: tuple[str, ...]
    why: str = ""


def check(
    corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ("major_project", "license", "notices", "statutory")
) -> Verdict:
    articles = own_items(corpus, duty, kinds, None).articles
    said = [(article, read_project_title(article.title)) for article in articles]
    guides = [_guide(corpus, article) for article, each in said if each and each.stage == 1]
    guides.sort(key=lambda guide: (bool(guide.why), len(guide.missing)))
    verdict = _best(guides[0], guides) if guides else _none(corpus, duty, kinds)
    looked = searched(corpus.columns(duty.unit, kinds))
    return replace(verdict.about(f"approval_service:{duty.year}"), searched=looked)


def _guide(corpus: Corpus, article: Article) -> _Guide:
    nothing = tuple(SERVICE_ELEMENTS)
    if article.state == "external":
        return _Guide(article, nothing, "链接到其他网站")
    if article.state not in ("read", "file"):
        return _Guide(article, nothing, f"页面没有读到（{article.cause or '未读取'}）")
    said = contents(corpus, article)
    missing = missing_service_elements(said.text)
    why = (why_unread(said) or ("内容可能在图片里" if article.media else "")) if missing else ""
    return _Guide(article, missing, why)


def _best(best: _Guide, guides: list[_Guide]) -> Verdict:
    name, shown = f"《{best.article.title}》", of_article(best.article)
    more = f"等 {len(guides)} 份" if len(guides) > 1 else ""
    if not best.missing:
        return met(f"办事指南{name}{more}写有申报要求、材料清单、流程、时限、受理机构和监督举报方式", shown)
    if outside := next((guide for guide in guides if guide.article.state == "external"), None):
        return suspect(
            f"办事指南《{outside.article.title}》链接到其他网站，没有读", of_article(outside.article), lean=Status.MET,
            question="所链接的指南是否写齐六项？", advice=_ADVICE,
        )  # fmt: skip
    if unread := next((guide for guide in guides if guide.why), None):
        return unknown(f"办事指南《{unread.article.title}》{unread.why}", of_article(unread.article))
    missing = "、".join(best.missing)
    return suspect(
        f"办事指南{name}{more}未见{missing}", shown, lean=Status.GAP, defect=Defect.MISSING_ELEMENT,
        question=f"{missing}是否写在别处（如政务服务网）？", advice=f"在指南中补充{missing}。",
    )  # fmt: skip


def _none(corpus: Corpus, duty: Duty, kinds: tuple[str, ...]) -> Verdict:
    if why := corpus.unseen(duty.unit, kinds):
        return unknown(f"未见投资项目审批办事指南，但{why}")
    columns = corpus.own_columns(duty.unit, kinds) or corpus.columns(duty.unit, kinds)
    return suspect(
        f"各栏目已看全，未见{duty.unit_name}投资项目审批的办事指南", *(of_column(column) for column in columns[:1]),
        lean=Status.MET, defect=Defect.ABSENT, question="办事指南是否公布在政务服务网，栏目里有没有链接？", advice=_ADVICE,
    )  # fmt: skip
