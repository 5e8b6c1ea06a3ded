"""Which items may be one unit's budget or final accounts of one year, and how well each answers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from crawler.archive import Article, Corpus
from crawler.extract.fiscal import (
    FiscalTitle,
    Report,
    holds_report,
    is_about_something_else,
    parts_in_body,
    read_fiscal_title,
    year_of_body,
    years_in_body,
)
from crawler.extract.nondisclosure import nondisclosure
from crawler.extract.statement import read_statement
from crawler.extract.title_words import COLLECTIVE, YEARS, bare_name, plain_title, years_of
from rules.checks._candidate import Candidate, Fit, in_other_columns, is_in_time
from rules.checks._fiscal_reading import Told, files_tell
from rules.checks._ownership import Likeness, Whose, may_be, whose
from rules.model import Defect, Duty

NAMES = {"budget": "预算", "final_accounts": "决算"}
WINDOW_ENDS = {"budget": (4, 15), "final_accounts": (11, 9)}  # where the day of approval is not known
_FEW_PARTS = 3  # a body with fewer of the usual parts, and without a file, is only a headline
_CALL_IT = "标题写明单位全称、年度和“部门预算”或“部门决算”。"
_HEADING_LINES = 6  # where a page repeats whose report it is
# What a title with the year says when it is surely another thing, whoever did not read what stands behind it.
_SURELY_OTHER = re.compile(
    r"通知|会议|[^公]会$|召开|举行|举办|培训|绩效|三公|项目|专项|资金|工程|采购|招标|办法|制度|方案|总结|执行|调整|解读|图解|一图|样表|模板|动态"
    r"|推进|部署|学习|工作要点|年度报告|年报|规划|计划|简报|信息公开(?:指南|目录)"
)
# One character of the report's name mistyped: 予算, 预祘, 绝算.
_NEARLY = {
    "budget": re.compile(r"预[算祘笇蒜箅筭标]|[予于欲顸][算祘箅筭]|算预"),
    "final_accounts": re.compile(r"决[算祘笇蒜箅筭]|[绝诀抉央]算|算决"),
}
# What a page may be called that says why there is no report.
_SAYS_WHY = re.compile(r"说明|公告|公示|声明|函|不予?公[开布示]|涉密|秘密|预算|决算")
_DEFECTS = {
    Told.OTHER_YEAR: Defect.WRONG_YEAR,
    Told.OTHER_UNIT: Defect.WRONG_UNIT,
    Told.OTHER_REPORT: Defect.MISSING_ELEMENT,
    Told.NOTHING: Defect.MISSING_ELEMENT,
}


@dataclass(frozen=True, slots=True)
class _Wanted:
    corpus: Corpus
    duty: Duty
    report: Report
    year: int

    def whose(self, subject: str) -> Whose:
        return whose(self.corpus.site, self.duty, subject)

    def may_be(self, subject: str) -> Likeness:
        return may_be(self.corpus.site, self.duty, subject)

    def files_tell(self, article: Article, name: str = "") -> tuple[Told, str]:
        return files_tell(self.corpus, self.duty, article, self.report, self.year, name)

    @property
    def is_township(self) -> bool:
        names = (self.duty.unit_name, *self.duty.names)
        return "townships" in self.duty.groups or any(re.search(r"[镇乡](?:人民政府)?$", name) for name in names)


def reckoned_day(year: int, report: Report, month: int, day: int) -> date:
    """The day the catalogue gives, else the end of the window in which approval and 20 days fall."""
    return date(year, *((month, day) if month and day else WINDOW_ENDS[report]))


def candidates(
    corpus: Corpus, duty: Duty, kinds: tuple[str, ...], report: Report, year: int, due: date
) -> list[Candidate]:
    """Every item that says something about the report asked for; all columns are asked when none answers in time."""
    wanted = _Wanted(corpus, duty, report, year)
    own = list(corpus.articles(duty.unit, kinds, or_unattributed=True))
    found = [c for article in own if (c := _judged(wanted, article))]
    if any(is_in_time(c, due) for c in found):
        return found
    found += _of_others(wanted, kinds, {article.identity for article in own})
    if not any(is_in_time(c, due) for c in found):
        found += elsewhere(corpus, duty, kinds, report, year)
    return found


def elsewhere(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], report: Report, year: int) -> list[Candidate]:
    """What answers, or may, in columns where the report does not belong: an earlier copy counts for a term."""
    wanted = _Wanted(corpus, duty, report, year)
    return in_other_columns(corpus, duty, kinds, lambda article: _not_in_place(wanted, article), _may_name_it)


@lru_cache(maxsize=100_000)
def _may_name_it(words: str) -> bool:
    """Whether a title or a file's name may be that of such a report, or say why there is none, whoever's and of whatever year."""
    near = any(nearly.search(words) for nearly in _NEARLY.values()) or _SAYS_WHY.search(words)
    return bool(near or read_fiscal_title(words))


def _not_in_place(wanted: _Wanted, article: Article) -> Candidate | None:
    """What an item is worth in a column where nobody looks for the report: its title must speak of it."""
    found = _by_title(wanted, article)
    if (found and found.fit is not Fit.NEAR) or article.unit != wanted.duty.unit:
        return found
    speaks = _NEARLY[wanted.report].search(article.title)
    return (_not_understood(wanted, article) or _unread(wanted, article) or found) if speaks else found


def _of_others(wanted: _Wanted, kinds: tuple[str, ...], seen: set[str]) -> Iterator[Candidate]:
    """A page of the finance bureau may carry every department's file."""
    columns = {column.id for column in wanted.corpus.own_columns(wanted.duty.unit, kinds)}
    for article in wanted.corpus.articles(None, kinds):
        if article.identity in seen:
            continue
        if candidate := _file_of_ours(wanted, article) or _collection(wanted, article):
            yield candidate
        elif columns & set(article.columns) and re.search("预算|决算", article.title):
            about_us = any(name in article.title for name in wanted.duty.names)
            if about_us and holds_report(wanted.corpus.text(article), wanted.report, wanted.year):
                yield Candidate(article, Fit.MAYBE, f"标题不像报告，但正文写的是{wanted.year}年{NAMES[wanted.report]}")
            else:
                yield Candidate(article, Fit.NEAR, "属于其他单位")


def _judged(wanted: _Wanted, article: Article) -> Candidate | None:
    """What one item in a column of the report is worth; None when it has nothing to do with the report."""
    found = _by_title(wanted, article)
    if found and found.fit is not Fit.NEAR:
        return found
    ours = article.unit == wanted.duty.unit
    doubt = (_collection(wanted, article) if not ours else None) or _not_understood(wanted, article)
    return doubt or (_unread(wanted, article) if ours else None) or found


def _by_title(wanted: _Wanted, article: Article) -> Candidate | None:
    """What an item is worth by what it calls itself."""
    if candidate := _statement(wanted, article) or _file_of_ours(wanted, article) or _nondisclosure(wanted, article):
        return candidate
    ours = article.unit == wanted.duty.unit
    title = read_fiscal_title(article.title, unit_names=wanted.duty.names)
    if title is None:
        near = ours and re.search("预算|决算", article.title)
        return Candidate(article, Fit.NEAR, "不是预决算报告") if near else None
    if title.names(wanted.report, wanted.year) == "no":
        return Candidate(article, Fit.NEAR, "年度或类别不符") if ours else None
    owner = _owner(wanted, article, title)
    if foreign := _not_ours(wanted, article, title, owner):
        return Candidate(article, Fit.NEAR, foreign) if ours else None
    if article.state in ("failed", "skipped"):
        cause = article.cause or "快速检查不读正文"
        return Candidate(article, Fit.UNREAD, f"页面没有读到（{cause}）")
    return _held_back(wanted, _by_content(wanted, article, title), title, owner)


# ---- what was not understood


def _not_understood(wanted: _Wanted, article: Article) -> Candidate | None:
    """An item whose title does not say so, and whose body, files or words show that it may be the report."""
    title = read_fiscal_title(article.title, unit_names=wanted.duty.names)
    if title and title.subject and _of_another(wanted, article, title.subject):
        return None
    text = wanted.corpus.text(article)
    year = wanted.year
    inside, file = wanted.files_tell(article) if _worth_opening(wanted, article) else (Told.UNCLEAR, "")
    if inside is Told.OURS and not title:
        what = f"附件《{file}》是本单位{year}年{NAMES[wanted.report]}"
        about = is_about_something_else(article.title)
        return Candidate(article, Fit.MAYBE if about else Fit.MET, what, file, advice=_CALL_IT)
    if not title and holds_report(text, wanted.report, year):
        return Candidate(article, Fit.MAYBE, f"标题不像报告，但正文写的是{year}年{NAMES[wanted.report]}")
    if title and inside is Told.OURS and not title.subject and article.unit == wanted.duty.unit:
        return Candidate(article, Fit.MAYBE, f"标题写的是其他报告或年度，附件《{file}》却是本单位{year}年{NAMES[wanted.report]}", file)
    if title and not any(r.year == year or r.report != wanted.report for r in title.reports):
        # 2022 in the title, 2023 in the text or in the files: one of the two is a slip.
        in_files = {
            said.names(wanted.report, year) for a in article.attachments if (said := _with_year(a.name, wanted.report))
        }
        if year_of_body(text, wanted.report) == year or "yes" in in_files or inside is Told.OURS:
            return Candidate(
                article, Fit.MAYBE, f"标题写的是其他年度，正文或附件却是{year}年的", defect=Defect.WRONG_YEAR
            )
    if title or article.unit != wanted.duty.unit or is_about_something_else(article.title):
        return None
    says = NAMES[wanted.report] in article.title and str(year) in plain_title(article.title)
    if says and (article.attachments or article.media or article.state in ("failed", "skipped", "file", "external")):
        return Candidate(article, Fit.MAYBE, f"标题写有{year}年和{NAMES[wanted.report]}，附件或图片没有读")
    return None


def _unread(wanted: _Wanted, article: Article) -> Candidate | None:
    """The unit's own item behind which nobody looked, and whose title does not say that it is another thing.

    预算批复及公开, 2023年, 部门予算; 2024年部门预算 of February 2023, which cannot be true; last year's title in this year's window.
    """
    text = wanted.corpus.text(article)
    if not _has_unread(wanted, article) or parts_in_body(text) >= _FEW_PARTS:
        return None
    plain = plain_title(article.title)
    title = read_fiscal_title(article.title, unit_names=wanted.duty.names)
    word = NAMES[wanted.report]
    if title:
        years = {r.year for r in title.reports if r.report == wanted.report and r.year is not None}
        if not years or (title.subject and _of_another(wanted, article, title.subject)) or wanted.year in years:
            return None
        return _of_wrong_year(wanted, article, years)
    other = NAMES["final_accounts" if wanted.report == "budget" else "budget"]
    named = bool(_NEARLY[wanted.report].search(plain))
    if other in plain and not named:
        return None
    years = {year for found in YEARS.finditer(plain) for year in years_of(found.group())}
    for name in sorted(wanted.duty.names, key=len, reverse=True):
        plain = plain.replace(plain_title(name), "", 1)
    bare = re.fullmatch(r"(?:20\d{2}年?度?)?(?:附件|详见附件|部门|单位|财政|信息|公开|报告|报表|情况|说明|[\W_\d])*", plain)
    if wanted.year not in years or _SURELY_OTHER.search(plain) or not (named or bare):
        return None
    if _begins_with_unit(wanted, plain):
        return None  # another's
    return Candidate(article, Fit.MAYBE, f"标题写有{wanted.year}年{f'和{word}' if named else ''}，内容没有读到", advice=_CALL_IT)


def _of_wrong_year(wanted: _Wanted, article: Article, years: set[int]) -> Candidate | None:
    """A year that cannot be the report's own, or that of the year before in the months when this year's was due."""
    on = article.published
    if on is None:
        return None
    first = wanted.year if wanted.report == "budget" else wanted.year + 1
    month, day = WINDOW_ENDS[wanted.report]
    last = wanted.year + (wanted.report == "final_accounts")
    in_window = date(first, 1, 1) <= on <= date(last, month, day)
    # A budget is made for a year that has begun or is about to; accounts are of a year that is over.
    if wanted.report == "budget":
        impossible = all(year > on.year + (on.month >= 10) for year in years)
    else:
        impossible = all(year >= on.year for year in years)
    if not in_window or not (impossible or years == {wanted.year - 1}):
        return None
    why = "公布时该年度的还不可能有" if impossible else f"公布的时间却是{wanted.year}年{NAMES[wanted.report]}的"
    named = "、".join(f"{year}年" for year in sorted(years))
    return Candidate(article, Fit.MAYBE, f"标题写{named}，{why}，内容没有读到", defect=Defect.WRONG_YEAR, advice=_CALL_IT)


def _has_unread(wanted: _Wanted, article: Article) -> bool:
    """Whether something of an item may hold the report and was not read, or does not tell what it is."""
    if article.state != "read" or article.media or article.body_kind in ("file", "image"):
        return True
    return bool(article.attachments) and wanted.files_tell(article)[0] is Told.UNCLEAR


def _begins_with_unit(wanted: _Wanted, plain: str) -> str:
    found = [(at, unit.id) for at, _, unit in wanted.corpus.site.mentions(plain)]
    return min(found)[1] if found else ""


def _worth_opening(wanted: _Wanted, article: Article) -> bool:
    """Whether the files of an item that does not call itself the report may be it: the unit's own, not older than its year."""
    recent = article.published is None or article.published.year >= wanted.year
    return recent and article.unit == wanted.duty.unit and bool(article.attachments or article.state == "file")


def _of_another(wanted: _Wanted, article: Article, subject: str) -> bool:
    owner = wanted.whose(subject)
    if owner is Whose.UNCLEAR:
        return article.unit != wanted.duty.unit and wanted.may_be(subject) is Likeness.NONE
    return owner in (Whose.OTHER, Whose.BELOW, Whose.DISTRICT)


def _collection(wanted: _Wanted, article: Article) -> Candidate | None:
    """A page for many departments that may hold this unit's report behind an archive, a table or a link."""
    title = read_fiscal_title(article.title)
    if title is None or title.names(wanted.report, wanted.year) == "no":
        return None
    if not title.collective and not (title.level == "department" and wanted.whose(title.subject) is Whose.DISTRICT):
        return None
    if article.state != "read" and not article.attachments:
        return Candidate(article, Fit.UNREAD, f"是各部门的汇总页，没有读到（{article.cause or '未读取'}）")
    inside, file = wanted.files_tell(article)
    if inside is Told.OURS:
        return Candidate(article, Fit.MET, f"附件《{file}》", file, file=file)
    if any(_may_hold_ours(wanted, attachment.name) for attachment in article.attachments):
        return Candidate(article, Fit.MAYBE, "是各部门的汇总页，附件中可能有本单位的")
    text = wanted.corpus.text(article)
    named = any(name in text for name in wanted.duty.names or (wanted.duty.unit_name,))
    return Candidate(article, Fit.MAYBE, "是各部门的汇总页，正文列有本单位") if named else None


def _may_hold_ours(wanted: _Wanted, name: str) -> bool:
    """Whether a file on a collection page may hold this unit's report: it names nobody, or nobody we know."""
    said = read_fiscal_title(name)
    subject = said.subject if said else bare_name(name)
    if COLLECTIVE.search(subject) or not re.search(r"[\u4e00-\u9fa5]{2}", subject):
        return True
    owner = wanted.whose(subject)
    if owner is Whose.UNCLEAR:
        return wanted.may_be(subject) is not Likeness.NONE or not re.search(r"[局委办院镇乡道会部]$", subject)
    return owner in (Whose.OWN, Whose.UNNAMED, Whose.DISTRICT)


# ---- whose


def _owner(wanted: _Wanted, article: Article, title: FiscalTitle) -> Whose:
    """Whose report it is: by its title, else by what its files and its heading are called."""
    if title.subject:
        return wanted.whose(title.subject)
    told = [wanted.whose(said.subject) for said in _further_titles(wanted, article) if said.subject]
    if Whose.OWN in told:
        return Whose.OWN
    return told[0] if told else Whose.UNNAMED


def _further_titles(wanted: _Wanted, article: Article) -> Iterator[FiscalTitle]:
    """What the files and the first lines of the body say they are, where they speak of the report asked for."""
    lines = wanted.corpus.text(article).strip().splitlines()[:_HEADING_LINES]
    for words in (*(a.name for a in article.attachments), *(line for line in lines if len(line) <= 60)):
        said = read_fiscal_title(words, unit_names=wanted.duty.names)
        if said and said.names(wanted.report, wanted.year) != "no":
            yield said


def _not_ours(wanted: _Wanted, article: Article, title: FiscalTitle, owner: Whose) -> str:
    """What rules the judged unit out; '' when nothing does."""
    if owner is Whose.OTHER:
        return "属于其他单位"
    if owner is Whose.BELOW:
        return f"是“{title.subject}”的，不是本单位的" if title.subject else "附件或正文是其他机构的"
    if owner is Whose.DISTRICT and not title.collective:
        return "是区政府的财政预决算，不是本单位的"
    if title.level == "government" and owner is Whose.UNNAMED and not wanted.is_township:
        return "是政府预决算，不是部门预决算"
    if owner is Whose.UNCLEAR and article.unit != wanted.duty.unit:
        return "" if wanted.may_be(title.subject) is not Likeness.NONE else "单位名称不在档案中"
    return ""


def _held_back(wanted: _Wanted, found: Candidate, title: FiscalTitle, owner: Whose) -> Candidate:
    """The same find, held back where it is not sure to be this unit's own report."""
    if found.fit is not Fit.MET:
        return found
    doubt = ""
    if title.level == "government" and not wanted.is_township:
        doubt = "标题写的是政府预决算"
    elif title.collective and owner is not Whose.OWN:
        doubt = "是各部门的汇总页，没有写明本单位"
    elif owner is Whose.UNCLEAR:
        doubt = f"标题写的是“{title.subject}”，档案中没有这个名称" if title.subject else "附件或正文写的单位不在档案中"
    elif owner is Whose.UNNAMED and title.level == "fiscal" and not wanted.is_township:
        doubt = "标题写的是财政预决算，没有写明是部门的"
    if doubt:
        # 单位预算 under an unknown name is rather that of an institution below than the bureau's own.
        below = owner is Whose.UNCLEAR and (title.level == "unit" or not _is_likely(wanted, found, title))
        return replace(found, fit=Fit.DOUBT if below else Fit.MAYBE, why=doubt)
    if owner is Whose.UNNAMED and found.article.unit != wanted.duty.unit:
        return replace(found, fit=Fit.DOUBT, why="没有写明是哪个单位的", defect=Defect.ABSENT)
    advice = "有下属单位的，请一并公布汇总的部门预决算。" if title.own_level else ""
    return replace(found, advice=advice)


def _is_likely(wanted: _Wanted, found: Candidate, title: FiscalTitle) -> bool:
    ours = found.article.unit == wanted.duty.unit
    return ours or not title.subject or wanted.may_be(title.subject) is Likeness.ALIKE


# ---- what it holds


def _by_content(wanted: _Wanted, article: Article, title: FiscalTitle) -> Candidate:
    """What stands behind a fitting title."""
    report, year = wanted.report, wanted.year
    if article.state == "external":
        return Candidate(article, Fit.MAYBE, "链接到其他网站，未读取")
    text = wanted.corpus.text(article)
    in_files = [said.names(report, year) for a in article.attachments if (said := _with_year(a.name, report))]
    right = year in years_in_body(text, report) or "yes" in in_files
    body_year = year_of_body(text, report)
    if not right and ((in_files and "maybe" not in in_files) or body_year not in (None, year)):
        if all(r.year is None for r in title.reports):
            return Candidate(article, Fit.NEAR, "正文或附件是其他年度的")
        return Candidate(article, Fit.DOUBT, f"标题写{year}年，正文或附件写的是其他年度", defect=Defect.WRONG_YEAR)
    holds_it = right and parts_in_body(text) >= _FEW_PARTS
    inside, file = (Told.UNCLEAR, "") if holds_it else wanted.files_tell(article)
    if title.names(report, year) == "maybe" and not right:
        if inside is Told.OURS:
            return Candidate(article, Fit.MET, f"《{article.title}》的附件《{file}》", file)
        return Candidate(article, Fit.MAYBE, "标题没有单独写明该年度的这一报告")
    if inside.is_not_it:
        return Candidate(article, Fit.DOUBT, f"标题相符，但附件《{file}》{inside.value}", defect=_DEFECTS[inside])
    if article.attachments or article.state == "file" or article.body_kind in ("file", "image") or article.media:
        return Candidate(article, Fit.MET, f"《{article.title}》", article.title)
    if parts_in_body(text) >= _FEW_PARTS:
        return Candidate(article, Fit.MET, f"《{article.title}》", article.title)
    return Candidate(article, Fit.DOUBT, "标题相符，但正文没有报告内容，也没有附件", defect=Defect.MISSING_ELEMENT)


def _with_year(name: str, report: Report) -> FiscalTitle | None:
    said = read_fiscal_title(name)
    return said if said and any(r.year and r.report == report for r in said.reports) else None


def _file_of_ours(wanted: _Wanted, article: Article) -> Candidate | None:
    """An attachment that is this unit's report of this year, by its name and that of the page."""
    parent = read_fiscal_title(article.title) if article.attachments else None
    under_right_title = parent is not None and parent.names(wanted.report, wanted.year) == "yes"
    likely = None
    for attachment in article.attachments:
        said = read_fiscal_title(attachment.name, unit_names=wanted.duty.names)
        named = said.names(wanted.report, wanted.year) if said else "no"
        without_year = any(r.report == wanted.report and r.year is None for r in (said.reports if said else ()))
        if said and said.level == "government" and not wanted.is_township:
            continue
        # 区教育局.pdf under 2023年部门预算公开
        fits = named == "yes" or (under_right_title and (without_year or said is None))
        subject = said.subject if said else bare_name(attachment.name)
        if fits and wanted.whose(subject) is Whose.OWN:
            inside, file = wanted.files_tell(article, attachment.name)
            if inside.is_not_it:
                why = f"附件《{file}》的文件名相符，内容{inside.value}"
                likely = likely or Candidate(article, Fit.DOUBT, why, file, defect=_DEFECTS[inside])
                continue
            own_page = article.unit == wanted.duty.unit and not (parent and parent.collective)
            only = "" if own_page else attachment.name
            return Candidate(article, Fit.MET, f"附件《{attachment.name}》", attachment.name, file=only)
        if fits and wanted.whose(subject) is Whose.UNCLEAR and wanted.may_be(subject) is Likeness.ALIKE:
            why = f"附件《{attachment.name}》写的单位名称不在档案中"
            likely = likely or Candidate(article, Fit.MAYBE, why, attachment.name)
    return likely


def _nondisclosure(wanted: _Wanted, article: Article) -> Candidate | None:
    """The unit says that it lawfully does not publish the report: whether that holds, a person says."""
    if article.unit != wanted.duty.unit or not _SAYS_WHY.search(article.title):
        return None
    text = wanted.corpus.text(article)
    if parts_in_body(text) >= _FEW_PARTS:
        return None  # a report that withholds some part of itself
    word = NAMES[wanted.report]
    said = nondisclosure(article.title, text, rf"{word}|预、?决算|预算和决算")
    years = {year for found in YEARS.finditer(plain_title(article.title + said)) for year in years_of(found.group())}
    if not said or (years and wanted.year not in years):
        return None
    if not years and article.published and not 0 <= article.published.year - wanted.year <= 1:
        return None
    why = f"写明涉密或依法不予公开（“{said[:40]}”）"
    return Candidate(article, Fit.MAYBE, why, said, advice="写明不予公开的法律依据和保密审查情况。")


def _statement(wanted: _Wanted, article: Article) -> Candidate | None:
    if article.unit != wanted.duty.unit or "说明" not in article.title:
        return None
    said = read_statement(article.title, wanted.corpus.text(article))
    if not said or NAMES[wanted.report] not in article.title + said.column + said.quote:
        return None
    if not said.start.year == wanted.year == said.end.year or wanted.whose(said.unit) is not Whose.OWN:
        return None
    return Candidate(article, Fit.STATED, f"{said.unit}于 {said.dated} 说明：{said.quote}", said.quote)
