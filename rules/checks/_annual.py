"""Which items may be one unit's annual report on disclosure of one year, and how well each answers."""

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

from crawler.archive import Article, Corpus
from crawler.extract.annual import holds_report, is_of_another_kind, read_annual_title, year_in_body
from crawler.extract.nondisclosure import nondisclosure
from crawler.extract.title_words import COLLECTIVE, YEARS, bare_name, plain_title, years_of
from rules.checks._annual_reading import Told, files_tell
from rules.checks._candidate import Candidate, Fit, in_other_columns, is_in_time
from rules.checks._ownership import Likeness, Whose, is_district, may_be, whose
from rules.model import Defect, Duty

_ABOUT_IT = re.compile(r"召开|举办|部署|做好|报送|编制|培训|总结|通报|评估|考核")
# What a title says when it is surely another thing, whoever did not read what stands behind it.
_SURELY_OTHER = re.compile(
    r"通知|会议|召开|举行|举办|培训|总结|方案|办法|制度|网站|法治|新媒体|预算|决算|建议|提案|模板|解读|一图|图解|指南|目录|计划|要点|规划|清单|统计(?!表)"
    r"|部署|编制|报送|评估|考核|述职|巡察|审计|绩效|动态|简报"
)
_LIKE = 3  # of the words of the report's name
_SHORT = 200  # a body below this, without a file, is only a headline
_DEFECTS = {
    Told.OTHER_YEAR: Defect.WRONG_YEAR,
    Told.OTHER_UNIT: Defect.WRONG_UNIT,
    Told.NOTHING: Defect.MISSING_ELEMENT,
}
_LIKE_IT = re.compile(r"(?:信息|政务)公.|年度报告")


def candidates(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], year: int, due: date) -> list[Candidate]:
    """Every item that says something about the report asked for; all columns are asked when none answers in time."""
    own = list(corpus.articles(duty.unit, kinds, or_unattributed=True))
    found = [c for article in own if (c := _judged(corpus, duty, article, year))]
    if any(is_in_time(c, due) for c in found):
        return found
    seen = {article.identity for article in own}
    for article in corpus.articles(None, kinds):
        # One page may carry every unit's report as a file.
        candidate = _own_file(corpus, duty, article, year) or _collection(corpus, duty, article, year)
        if article.identity not in seen and candidate:
            found.append(candidate)
    if not any(is_in_time(c, due) for c in found):
        found += in_other_columns(corpus, duty, kinds, lambda article: _not_in_place(corpus, duty, article, year), _may_name_it)
    return found


def of_the_government(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], year: int) -> Article | None:
    """The district government's own report of the year, which its office drafts; None when none is up."""
    for article in corpus.articles(None, kinds, date(year + 1, 1, 1)):
        title = read_annual_title(article.title, unit_names=duty.names)
        # 样本区人民政府信息公开工作年度报告: one 政府 for two.
        if title is None or not is_district(corpus.site, title.subject.removesuffix("人民")):
            continue
        if title.year == year or (title.year is None and year_in_body(corpus.text(article)) == year):
            return article
    return None


@lru_cache(maxsize=100_000)
def _may_name_it(words: str) -> bool:
    """Whether a title or a file's name may be that of such a report, whoever's and of whatever year."""
    return bool(_LIKE_IT.search(words) or _LIKE_IT.search(plain_title(words)) or read_annual_title(words))


def _not_in_place(corpus: Corpus, duty: Duty, article: Article, year: int) -> Candidate | None:
    """What an item is worth in a column where nobody looks for the report: its title must speak of disclosure and a report."""
    found = _by_title(corpus, duty, article, year)
    if (found and found.fit is not Fit.NEAR) or not _LIKE_IT.search(article.title):
        return found
    return _unread(corpus, duty, article, year) or found


def _judged(corpus: Corpus, duty: Duty, article: Article, year: int) -> Candidate | None:
    """What one item in a column of such reports is worth."""
    found = _by_title(corpus, duty, article, year)
    if found and found.fit is not Fit.NEAR:
        return found
    doubt = _collection(corpus, duty, article, year) or _not_understood(corpus, duty, article, year)
    return doubt or _unread(corpus, duty, article, year) or found


def _unread(corpus: Corpus, duty: Duty, article: Article, year: int) -> Candidate | None:
    """The unit's own item behind which nobody looked, or looked and found the report, under a title that does not say so.

    2023年…年度报告 of January 2023, which cannot be true; last year's title in the month when this year's was due; 2022年.
    """
    if article.unit != duty.unit:
        return None
    text, on = corpus.text(article), article.published
    if said := nondisclosure(article.title, text, r"信息公开(?:工作)?年度报告|年报|年度报告"):
        return Candidate(article, Fit.MAYBE, f"写明涉密或依法不予公开（“{said[:40]}”）", said)
    title = read_annual_title(article.title, unit_names=duty.names)
    inside = files_tell(corpus, duty, article, year)[0] if article.attachments else Told.UNCLEAR
    unread = article.state != "read" or article.media or article.body_kind in ("file", "image") or article.attachments
    if title:
        if title.year in (None, year) or whose(corpus.site, duty, title.subject) not in (Whose.OWN, Whose.UNNAMED, Whose.UNCLEAR):
            return None
        if inside is Told.OURS:
            return Candidate(article, Fit.MAYBE, f"标题写{title.year}年，附件却是{year}年的", defect=Defect.WRONG_YEAR)
        in_year = on is not None and on.year == year + 1
        if not unread or inside is not Told.UNCLEAR or year_in_body(text) is not None or not in_year:
            return None
        if title.year > year or title.year == year - 1:
            why = "公布时该年度还没有结束" if title.year > year else f"公布的时间却是{year}年报告的"
            return Candidate(article, Fit.MAYBE, f"标题写{title.year}年，{why}，内容没有读到", defect=Defect.WRONG_YEAR)
        return None
    plain = plain_title(article.title)
    years = {y for found in YEARS.finditer(plain) for y in years_of(found.group())}
    if not unread or inside is not Told.UNCLEAR or _SURELY_OTHER.search(plain) or (on is not None and on.year <= year):
        return None
    for name in sorted(duty.names, key=len, reverse=True):
        plain = plain.replace(plain_title(name), "", 1)
    if any(corpus.site.mentions(plain)) or (years and not years & {year, year + 1}):
        return None
    # 政府信息公升工作年度报告, 年渡报告: much of the name is there.
    like = len(re.findall(r"政府|政务|信息|公开|年度|年报|报告|工作", plain)) >= _LIKE or not re.sub(r"[\d\W_年度]|附件|详见|报告|年报|公开", "", plain)
    return Candidate(article, Fit.MAYBE, "标题看不出是什么，内容没有读到") if like and years else None


def _by_title(corpus: Corpus, duty: Duty, article: Article, year: int) -> Candidate | None:
    """What an item is worth by what it calls itself."""
    if candidate := _own_file(corpus, duty, article, year):
        return candidate
    ours = article.unit == duty.unit
    title = read_annual_title(article.title, unit_names=duty.names)
    if title is None:
        near = ours and re.search("年度报|年报|总结", article.title)
        return Candidate(article, Fit.NEAR, "不是政府信息公开工作年度报告") if near else None
    owner = whose(corpus.site, duty, title.subject)
    if foreign := _not_ours(corpus, duty, owner, title.subject, ours=ours):
        return Candidate(article, Fit.NEAR, foreign) if ours else None
    text = corpus.text(article)
    body_year = year_in_body(text)
    if title.year not in (None, year) and body_year == year:
        why = f"标题写{title.year}年，正文统计期间却是{year}年"
        return Candidate(article, Fit.MAYBE, why, defect=Defect.WRONG_YEAR)
    if (title.year or body_year or year) != year:
        return Candidate(article, Fit.NEAR, f"是{title.year or body_year}年度的") if ours else None
    if article.state in ("failed", "skipped"):
        return Candidate(article, Fit.UNREAD, f"页面没有读到（{article.cause or '快速检查不读正文'}）")
    found = _by_content(article, text, body_year, year, owner, named_year=title.year is not None, ours=ours)
    found = _opened(corpus, duty, found, text, year)
    if owner is Whose.UNCLEAR and not ours and may_be(corpus.site, duty, title.subject) is Likeness.POSSIBLE:
        return replace(
            found, fit=max(found.fit, Fit.DOUBT), why=f"“{title.subject}”不在档案中，可能是本单位的旧称或新称"
        )
    return found


def _not_understood(corpus: Corpus, duty: Duty, article: Article, year: int) -> Candidate | None:
    """An item whose title does not say so, and whose body, files or words show that it may be the report."""
    title = read_annual_title(article.title, unit_names=duty.names)
    if title or is_of_another_kind(article.title):
        return None
    if article.unit == duty.unit and article.attachments and (article.published or date.max).year > year:
        inside, file = files_tell(corpus, duty, article, year)
        if inside is Told.OURS:
            fit = Fit.MAYBE if _ABOUT_IT.search(article.title) else Fit.MET
            advice = f"标题写明单位全称和“{year}年政府信息公开工作年度报告”。"
            return Candidate(article, fit, f"附件《{file}》是本单位{year}年的年度报告", file, advice=advice)
    if holds_report(corpus.text(article), year):
        return Candidate(article, Fit.MAYBE, f"标题不像年度报告，但正文统计期间是{year}年")
    words = re.search(r"(?:信息|政务)(?:主动)?公开.{0,20}(?:报告|年报|情况)|年报|年度报告", article.title)
    unread = article.attachments or article.media or article.state in ("failed", "skipped", "file", "external")
    if article.unit != duty.unit or not words or not unread or _ABOUT_IT.search(article.title):
        return None
    if str(year) not in plain_title(article.title):
        return None
    return Candidate(article, Fit.MAYBE, f"标题写有{year}年和年度报告，附件或图片没有读")


def _collection(corpus: Corpus, duty: Duty, article: Article, year: int) -> Candidate | None:
    """A page for many units that may hold this unit's report behind an archive, a file or a link."""
    plain = plain_title(article.title)
    of_many = COLLECTIVE.search(plain) or re.search(r"汇总|汇编|合集|专题", plain)
    if not of_many or not re.search(r"(?:信息|政务)公开", plain) or str(year) not in plain or _ABOUT_IT.search(plain):
        return None
    if article.state != "read" and not article.attachments:
        return Candidate(article, Fit.UNREAD, f"是各单位的汇总页，没有读到（{article.cause or '未读取'}）")
    names = duty.names or (duty.unit_name,)
    if any(name in corpus.text(article) for name in names):
        return Candidate(article, Fit.MAYBE, "是各单位的汇总页，正文列有本单位")
    unnamed = [a.name for a in article.attachments if not _names_another(corpus, duty, a.name)]
    return Candidate(article, Fit.MAYBE, f"是各单位的汇总页，附件《{unnamed[0]}》中可能有本单位的") if unnamed else None


def _names_another(corpus: Corpus, duty: Duty, name: str) -> bool:
    """Whether a file's name is that of an institution which is surely not this unit."""
    said = read_annual_title(name)
    subject = said.subject if said else bare_name(name)
    owner = whose(corpus.site, duty, subject)
    if owner is Whose.UNCLEAR:
        unlike = may_be(corpus.site, duty, subject) is Likeness.NONE
        return unlike and not COLLECTIVE.search(subject) and bool(re.search(r"[局委办院镇乡道会部府]$", subject))
    return owner in (Whose.OTHER, Whose.BELOW)


def _not_ours(corpus: Corpus, duty: Duty, owner: Whose, subject: str, *, ours: bool) -> str:
    if owner is Whose.OTHER:
        return "属于其他单位"
    if owner is Whose.BELOW:
        return f"是“{subject}”的，不是本单位的"
    if owner is Whose.DISTRICT:
        return "是区政府的年度报告，不是本单位的"
    unlike = owner is Whose.UNCLEAR and not ours and may_be(corpus.site, duty, subject) is Likeness.NONE
    return "单位名称不在档案中" if unlike else ""


def _by_content(
    article: Article, text: str, body_year: int | None, year: int, owner: Whose, *, named_year: bool, ours: bool
) -> Candidate:
    """What stands behind a fitting title."""
    if body_year not in (None, year):
        why = f"标题写{year}年，正文统计期间却是{body_year}年"
        return Candidate(article, Fit.DOUBT, why, defect=Defect.WRONG_YEAR)
    if not named_year and body_year is None:
        return Candidate(article, Fit.DOUBT, "标题和正文都没有写明年度")
    has_file = bool(article.attachments or article.media) or article.state == "file"
    if article.state == "external":
        return Candidate(article, Fit.MAYBE, "链接到其他网站，未读取")
    if not has_file and article.body_kind not in ("file", "image") and len(text.strip()) < _SHORT:
        return Candidate(article, Fit.DOUBT, "标题相符，但正文没有报告内容，也没有附件", defect=Defect.MISSING_ELEMENT)
    if owner is Whose.UNCLEAR:
        return Candidate(article, Fit.MAYBE, "标题写的单位名称不在档案中", article.title)
    if owner is Whose.UNNAMED and not ours:
        return Candidate(article, Fit.DOUBT, "没有写明是哪个单位的", article.title)
    return Candidate(article, Fit.MET, f"《{article.title}》", article.title)


def _opened(corpus: Corpus, duty: Duty, found: Candidate, text: str, year: int) -> Candidate:
    """The same find with its files read: a doubt that they lift, or one that they raise. The body alone decides where it is the report."""
    if found.fit not in (Fit.MET, Fit.DOUBT) or holds_report(text, year):
        return found
    inside, file = files_tell(corpus, duty, found.article, year)
    if found.fit is Fit.MET and inside.is_not_it:
        why = f"标题相符，但附件《{file}》{inside.value}"
        return replace(found, fit=Fit.DOUBT, why=why, quote=file, defect=_DEFECTS[inside])
    if found.fit is Fit.DOUBT and inside is Told.OURS and found.defect is Defect.ABSENT:
        return replace(found, fit=Fit.MET, why=f"《{found.article.title}》的附件《{file}》", quote=file)
    return found


def _own_file(corpus: Corpus, duty: Duty, article: Article, year: int) -> Candidate | None:
    """An attachment that is this unit's report of this year, by its name and that of the page."""
    parent = read_annual_title(article.title)
    under = parent.year if parent else next((y for y in (year,) if _is_yearly(article.title, y)), None)
    likely = None
    for attachment in article.attachments:
        said = read_annual_title(attachment.name, unit_names=duty.names)
        subject = said.subject if said else bare_name(attachment.name)
        if ((said.year if said else None) or under) != year:
            continue
        owner = whose(corpus.site, duty, subject)
        if owner is Whose.OWN:
            inside, file = files_tell(corpus, duty, article, year, attachment.name)
            if inside.is_not_it:
                why = f"附件《{file}》的文件名相符，内容{inside.value}"
                likely = likely or Candidate(article, Fit.DOUBT, why, file, defect=_DEFECTS[inside])
                continue
            own_page = article.unit == duty.unit and not COLLECTIVE.search(plain_title(article.title))
            only = "" if own_page else attachment.name
            return Candidate(article, Fit.MET, f"附件《{attachment.name}》", attachment.name, file=only)
        if owner is Whose.UNCLEAR and may_be(corpus.site, duty, subject) is Likeness.ALIKE:
            why = f"附件《{attachment.name}》写的单位名称不在档案中"
            likely = likely or Candidate(article, Fit.MAYBE, why, attachment.name)
    return likely


def _is_yearly(title: str, year: int) -> bool:
    plain = plain_title(title)
    named = str(year) in plain and bool(re.search(r"(?:信息|政务)公开.{0,12}(?:报告|年报)", plain))
    return named and not _ABOUT_IT.search(plain) and not is_of_another_kind(plain)
