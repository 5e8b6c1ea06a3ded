"""The guides to disclosure of one unit, and why nothing may be said of what they lack."""

import re
from dataclasses import dataclass
from datetime import date

from crawler.archive import Article, Corpus
from crawler.extract.guide import Guide, is_guide, read_guide
from rules.checks._oversight import names_another
from rules.checks._ownership import named_among
from rules.contents import Contents, contents
from rules.evidence import of_article, of_column
from rules.model import Defect, Duty, Status, Verdict, gap, not_applicable, suspect, unknown

_MOST = 40  # items of one unit's guide columns that are read
_ALSO = ("statutory", "rules", "request", "organisation", "notices")  # where a guide stands that is not in its own column
_FORM = re.compile(r"申请表|申请书|流程图")
_SHORTEST = 120  # a body below this is a headline, a link or the caption of a picture


@dataclass(frozen=True, slots=True)
class Told:
    """One guide as published, and what is read in it. ``unread`` says in Chinese where more of it may stand."""

    article: Article
    guide: Guide
    text: str
    unread: str


def guides(corpus: Corpus, duty: Duty, kinds: tuple[str, ...]) -> list[Told]:
    """The unit's guides, oldest first: those in its own guide column, else those it published anywhere under that name."""
    own = {column.id for column in corpus.own_columns(duty.unit, kinds)}
    listed = list(corpus.articles(duty.unit, kinds))
    found = [a for a in listed if is_guide(a.title) or (own & set(a.columns) and len(listed) == 1 and not _FORM.search(a.title))]
    found = found or [a for a in corpus.articles(duty.unit, _ALSO) if is_guide(a.title)]
    return [_told(contents(corpus, article), article) for article in found[-_MOST:]]


def joint_guide(corpus: Corpus, duty: Duty, kinds: tuple[str, ...]) -> Article | None:
    """The newest guide for many units, of the portal or of whoever keeps it, that names the unit."""
    found = None
    with corpus.looking():  # no absence is concluded from these
        for article in list(corpus.articles(None, (*kinds, *_ALSO))):
            if article.unit == duty.unit or not is_guide(article.title) or names_another(corpus, duty, article.title):
                continue
            said = contents(corpus, article)
            words = f"{said.text} {' '.join(file.name for file in said.files)}"
            found = article if named_among(words, duty) else found
    return found


def beside(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], found: list[Told]) -> list[Told]:
    """What else stands in the unit's own guide columns (受理机构, 申请流程): a guide may be spread over several pages."""
    own = {column.id for column in corpus.own_columns(duty.unit, kinds)}
    known = {told.article.identity for told in found}
    others = [a for a in corpus.articles(duty.unit, kinds) if own & set(a.columns) and a.identity not in known]
    return [_told(contents(corpus, article), article) for article in others[-_MOST:]]


def unjudged(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], found: list[Told]) -> Verdict | None:
    """What is said when there is no guide that could be read; None when there is one."""
    read = [told for told in found if told.article.state in ("read", "file") and told.text.strip()]
    if read:
        return None
    if found:
        last = found[-1]
        return unknown(f"《{last.article.title}》没有读到（{last.unread or last.article.cause or '正文是空的'}）", of_article(last.article))
    if not corpus.own_columns(duty.unit, kinds):
        return unknown(f"站点档案未登记{duty.unit_name}的政府信息公开指南栏目，请确认该单位是否有此栏目、网址是什么")
    if why := corpus.unseen(duty.unit, kinds):
        return unknown(why)
    others = [a for a in corpus.articles(None, kinds) if a.unit != duty.unit and _listed_here(corpus, duty, kinds, a)]
    if others:
        return suspect(
            f"{duty.unit_name}的指南栏目里只见《{others[-1].title}》，看不出是不是本单位的指南", of_article(others[-1]), lean=Status.GAP,
            defect=Defect.WRONG_UNIT, question="该栏目里的是否就是本单位的政府信息公开指南？", advice="公布本单位的指南，标题写明单位全称。",
        )  # fmt: skip
    if joint := joint_guide(corpus, duty, kinds):
        return suspect(
            f"未见{duty.unit_name}单独的指南，但统一公布的《{joint.title}》写有本单位", of_article(joint), lean=Status.MET, defect=Defect.ABSENT,
            question="该指南是否也是本单位的政府信息公开指南，写全了本单位的联系方式？", advice="在本单位的指南栏目公布指南，或链接到统一的指南。",
        )  # fmt: skip
    if files := [a for a in corpus.articles(duty.unit, kinds) if a.state == "file"]:
        why = f"{duty.unit_name}的指南栏目只列出文件《{files[-1].title}》，指南可能就在栏目页上或文件里，没有读到"
        return unknown(why, of_article(files[-1]))
    near = next((a for a in reversed(list(corpus.articles(duty.unit, kinds)))), None)
    told = f"；栏目中最接近的是《{near.title}》" if near else ""
    return gap(
        f"指南栏目已看全，截至 {corpus.run_as_of} 未见{duty.unit_name}政府信息公开指南{told}",
        *(of_column(column) for column in corpus.own_columns(duty.unit, kinds)[:1]), *((of_article(near),) if near else ()),
        advice="在政府信息公开指南栏目公布本单位的指南，写全九项内容。",
    )  # fmt: skip


def nothing_to_say(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], found: list[Told]) -> Verdict | None:
    """The same for checks that only judge what a guide says: that there is none is said by ``incomplete_guide``."""
    verdict = unjudged(corpus, duty, kinds, found)
    if verdict and verdict.status in (Status.GAP, Status.SUSPECT):
        return not_applicable("未见本单位的政府信息公开指南，另见 incomplete_guide")
    return verdict


def newest(found: list[Told]) -> Told:
    """The guide that holds: the newest that was read. Undated ones come first in ``found`` and lose."""
    read = [told for told in found if told.text.strip()]
    return max(read, key=lambda told: (told.article.published or date.min, told.article.identity))


def _listed_here(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], article: Article) -> bool:
    return bool({column.id for column in corpus.own_columns(duty.unit, kinds)} & set(article.columns))


def _told(whole: Contents, article: Article) -> Told:
    # Beside a guide often stand its application form and a flow chart: what they say counts for the guide as well.
    return Told(article, read_guide(whole.text), whole.text, _unread(whole, article))


def _unread(whole: Contents, article: Article) -> str:
    if article.state not in ("read", "file"):
        return article.cause or "页面没有读到"
    if file := next((f for f in whole.unread if not _FORM.search(f.name)), None):
        return f"附件《{file.name}》{file.why_unread}" if file.name else f"附件{file.why_unread}"
    if article.media or article.body_kind in ("image", "video"):
        return "内容可能在图片里"
    return "正文很短，内容可能在链接或图片里" if len("".join(whole.text.split())) < _SHORTEST else ""
