"""The clean-up results of the district: which items announce one, and what they and their files list."""

import re
from dataclasses import dataclass
from datetime import date

from crawler.archive import Article, Corpus
from crawler.extract.cleanup import (
    Cleanup,
    announces_result,
    counts_outcome,
    groups_in,
    keeps_the_rest,
    kind_of_title,
    may_be_result,
    may_hold_lists,
    names_result,
    read_cleanup,
)
from crawler.site import Site
from rules.checks._candidate import Candidate, Fit
from rules.checks._ownership import named_unit
from rules.contents import Contents, contents
from rules.model import Duty

_MAX_TEXT = 20_000  # characters in which news tell what came of it
_LATELY_DAYS = 92  # a result of the last quarter before may be the one the year's document speaks of
_EXPLAINS = re.compile(r"解读|图解|一图|问答|起草说明|征求意见|意见稿")
_NEWS = re.compile(r"召开|推进|部署|会议|培训|调研|督导|检查|通知$|方案$")
_LINKED = re.compile(r"点击|链接|网址|请登录|下载|https?://")
# The outcome told as published, in a sentence that does not only promise it.
_TOLD = re.compile(
    r"(?:公布|发布|公开|公告|公示|通过|印发|晒)[^。；\n]{0,24}清理结果|清理结果[^。；\n]{0,24}(?:公布|公开|发布|公告|公示|出炉)|(?:公布|发布)[^。；\n]{0,30}(?:继续|现行)有效[^。；\n]{0,16}(?:目录|清单)"
)
_TO_COME = re.compile(r"将[于在向予以]|拟[于在对公]|尚未|待[^。；]{0,12}后|年底前|月底前|要求|应当")
_DOCUMENTS = re.compile(r"规范性文件|政策文件|政府文件")
_OF_SEVERAL = re.compile(r"等[\d一二三四五六七八九十]{0,3}[个家]?(?:区|县|市)?[级直]?(?:部门|单位|乡镇)|各(?:部门|单位|乡镇|镇|街道)|部门(?:和|及|、)乡镇")
_PLACE = re.compile(r"^[\u4e00-\u9fa5]{2,12}?(?:省|自治区|市|州|县|区)")
_ABOVE = "是上级或外地的"
_PLACE_ABOVE = re.compile(r"^[\u4e00-\u9fa5]{2,12}?(?:省|自治区|市|州)")
_OFFICE = re.compile(r"政府办(?:公室)?$")


@dataclass(frozen=True, slots=True)
class Result:
    """An announcement with what it lists."""

    article: Article
    cleanup: Cleanup | None  # None: its page was not read
    advice: str = ""
    has_links: bool = False  # what is missing may stand behind one of them
    keeps_the_rest: bool = False  # 其余文件继续有效


def items(
    corpus: Corpus, duty: Duty, columns: set[str], kinds: tuple[str, ...] = (), since: date | None = None
) -> list[Candidate]:
    """The district's clean-up result (Fit.MET), what may be it (MAYBE) and what only looks like it, in order of date.

    Every column is asked, or those of ``kinds``: the government office announces results among its own documents, the portal in its gazette.
    """
    asked = {a.identity: a for a in corpus.articles(None, kinds, since, titled=_may_be_it)}
    if not kinds or "normative_cleanup" in kinds:
        asked |= {a.identity: a for a in corpus.articles(None, ("normative_cleanup",), since)}
    found = []
    for article in sorted(asked.values(), key=lambda a: (a.published or date.min, a.identity)):
        kind = kind_of_title(article.title)
        bare = may_be_result(article.title)
        here = bool(columns & set(article.columns))
        if candidate := _weighed(corpus, duty, article, kind, bare=bare, here=here):
            found.append(candidate)
    return found


def _may_be_it(title: str) -> bool:
    return bool(kind_of_title(title) or may_be_result(title) or may_hold_lists(title))


def told_before(corpus: Corpus, duty: Duty, until: date) -> Article | None:
    """What told the district's outcome as published by ``until``, though it is no announcement: news, an interpretation.

    It is no result, but where one was announced later it may not have been the first.
    """
    for article in corpus.articles(None, (), duty.applies_from, until, titled=_DOCUMENTS.search):
        foreign = _foreign(corpus.site, duty, article)
        ours = any(name in article.title for name in corpus.site.district_names)  # 一图读懂样本区…清理结果
        if foreign and not (ours and foreign == _ABOVE):
            continue
        body = corpus.text(article)
        sentences = [article.title, *re.findall(r"[^。；;\n]+", body[:_MAX_TEXT])]
        told = any(_TOLD.search(sentence) and not _TO_COME.search(sentence) for sentence in sentences)
        if told or counts_outcome(read_cleanup(article.title, body, ())):
            return article
    return None


def _weighed(corpus: Corpus, duty: Duty, article: Article, kind: str, *, bare: bool, here: bool) -> Candidate | None:
    if bare and announces_result(corpus.text(article)):
        kind = "result"
    foreign = _foreign(corpus.site, duty, article)
    if article.published and article.published < duty.applies_from:
        lately = (duty.applies_from - article.published).days <= _LATELY_DAYS
        if kind != "result" or foreign or not lately:
            return None
        named = str(article.published.year) in article.title
        return Candidate(article, Fit.MAYBE if named else Fit.NEAR, f"于 {article.published} 公布，早于本年度")
    told = {"start": "是开展清理的通知或动态", "about": "是清理的动态或解读"}.get(kind, "")
    if kind == "result" and not foreign:
        moved = "" if here else "移到规范性文件清理栏目，或在该栏目同时公布。"
        return Candidate(article, Fit.MET, advice=moved)
    if kind == "result" and _OF_SEVERAL.search(article.title) and not _PLACE_ABOVE.match(article.title):
        return Candidate(article, Fit.MAYBE, "是几个单位合并公布的清理结果")
    if (
        not foreign
        and kind != "start"
        and not _EXPLAINS.search(article.title)
        and _holds_both(corpus, article, bare=bare)
    ):
        return Candidate(article, Fit.MAYBE, "标题不像公告，但正文或附件同时载有继续有效和废止（失效）的目录")
    if not foreign and not _EXPLAINS.search(article.title) and (why := _tells_outcome(corpus, article, kind, bare=bare)):
        return Candidate(article, Fit.MAYBE, why)
    return Candidate(article, Fit.NEAR, told or foreign) if here and (told or foreign) else None


def _holds_both(corpus: Corpus, article: Article, *, bare: bool) -> bool:
    cleanup = read(corpus, article).cleanup
    if not cleanup or not {"kept", "ended"} <= cleanup.lists:
        return False
    return not bare or "规范性文件" in corpus.text(article)


def _tells_outcome(corpus: Corpus, article: Article, kind: str, *, bare: bool) -> str:
    """Why an item whose title is not that of a result may be it all the same; '' when nothing speaks for it."""
    own = "normative_cleanup" in article.kinds
    if article.state != "read":
        return "标题看不出内容，页面没有读到" if own and not kind and not _NEWS.search(article.title) else ""
    whole = contents(corpus, article)
    if (bare or (own and not kind)) and names_result(whole.body) and not _NEWS.search(article.title):
        return "标题看不出内容，正文写到规范性文件清理结果"
    cleanup = read_cleanup(article.title, whole.body, _names(whole))
    if counts_outcome(cleanup) and (article.attachments or article.media) and (kind or own or "规范性文件" in whole.body):
        return "标题不像公告，但正文写明清理后各类文件的件数，附件或图片的内容没有读到"
    return ""


def _foreign(site: Site, duty: Duty, article: Article) -> str:
    """Why a clean-up result is not the district's; '' when it is."""
    title = re.sub(r"\s+", "", article.title)
    lead, about, _ = title.partition("关于")
    unit = (named_unit(site, lead) if about and lead else None) or (site.unit(article.unit) if article.unit else None)
    if unit and unit.id != duty.unit and not _OFFICE.search(unit.name):
        return f"是“{unit.name}”的，不是全区的"
    place = re.sub(r"^(?:中共|中国共产党)?(?:关于)?(?:公布|发布|公开|印发|宣布|转发)?", "", title)
    if any(place.startswith(name) for name in site.district_names) or re.match(r"[全我本]?区", place):
        return ""
    return _ABOVE if _PLACE.match(place) else ""


def read(corpus: Corpus, article: Article) -> Result:
    """What the announcement lists, in its body and its files. A file whose name tells nothing is judged by what it holds."""
    if article.state in ("failed", "skipped", "external"):
        return Result(article, None)
    whole = contents(corpus, article)
    page = corpus.page(article)
    linked = bool(page and page.links) or bool(_LINKED.search(whole.body))
    cleanup = read_cleanup(article.title, whole.body, _names(whole))
    return Result(article, cleanup, has_links=linked, keeps_the_rest=keeps_the_rest(whole.body))


def _names(whole: Contents) -> list[str]:
    """What the files are called, with the groups that those which were read show themselves; files without a list left out."""
    names = []
    for file in whole.files:
        told = groups_in(file.text) if file.is_read else ()
        if groups_in(file.name) or not file.is_read:
            names.append(file.name)
        elif told:
            names.extend(f"{file.name} {group}" for group in told)
    return names
