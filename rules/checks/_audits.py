"""Audits made public and what answers them: shared by the checks of 审计整改."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.audit import AuditTitle, read_audit_title, read_rectification, report_years
from crawler.extract.nondisclosure import nondisclosure
from crawler.extract.statement import read_statement
from crawler.extract.title_words import plain_title
from crawler.site import Site, UnitTable
from rules.checks._candidate import Candidate, Fit
from rules.checks._ownership import Whose, named_unit, whose
from rules.deadlines import Due, add_month, days_after
from rules.model import Defect, Duty
from rules.pairing import is_reprint, items
from rules.texts import bigrams, is_upper, shares_subject, title_cores

_BELOW = re.compile(r"(?:下属|所属|直属|主管)|[^的，。、(]{0,10}(?:学校|中学|小学|幼儿园|医院|卫生院|公司|合作社)")
_AUDITED = re.compile(r"对([^，。；\n]{2,60}?)(?:进行|实施|开展|的20|20\d{2})")
_LEVEL = re.compile(r"(?:省|自治区|中央|全国)(?:本)?级|国务院|审计署")
_CITY = re.compile(r"市(?:本)?级")
_ANNOUNCED = re.compile(r"审计(?:调查)?结果(?:的)?(?:公告|公示|公开)|审计(?:公告|公示)|结果公告")
_OTHER_WORD = re.compile(r"(?:落实|纠正|处理|执行|办理|采纳|改进|回应|完成)[^，。；]{0,14}(?:情况|结果|公告|公示|报告|说明)|[正政]改|整[正政]|后续(?:情况|措施)")
# A sentence that says of an audit that something was put right, whatever its title.
_PUT_RIGHT = re.compile(
    r"审计[^。；\n]{0,60}(?:已(?:经|全部|全面|基本)?(?:整改|纠正|改正|落实)|整改(?:到位|完成|完毕)|(?:全部|均已|逐项|逐条)(?:整改|纠正|改正|落实))"
)
# Words the title of any audit or rectification may hold: what is left tells which project was audited.
_ANY_AUDIT = re.compile(
    r"审计(?:局|调查|监督)?|整改|查出|发现|反映|指出|存在|问题|结果|情况|公告|公示|公开|通报|报告|说明|落实|关于|专项|资金|使用|管理|实施|开展|进行|"
    r"(?:19|20)\d{2}|年度?|第?\d+号|部门|单位|预算执行|决算草案|财政(?:财务)?收支|财务收支|经济责任|任期|离任|原?主要(?:负责人|领导(?:干部)?)|其他|其它|工作|"
    r"人民政府|政府|办事处|党组|党委|委员会|全面|各项|有关|相关|[对和的及与等\W]"
)
_OF_OWN_AUDIT = re.compile(r"内部审计|内审|(?:下属|所属|直属)")  # what a unit's own auditors found, or below it
_SAME_PROJECT: Final = 0.5  # share of character pairs of the shorter name of a project that the other must show
_BEFORE: Final = timedelta(days=365)
_SPAN: Final = timedelta(days=250)  # further back no audit can have its rectification due in the period


@dataclass(frozen=True, slots=True)
class Audit:
    """An audit made public: one unit's announcement, or the work report of the whole district."""

    article: Article
    title: AuditTitle
    text: str

    @property
    def name(self) -> str:
        return f"《{self.article.title}》"

    def due(self, months: int, days: int) -> Due | None:
        """When what was put right has to be published; None without a day to count from."""
        return days_after(add_month(self.article.published, months), days) if self.article.published else None


def auditor(site: Site) -> UnitTable | None:
    """The district's own audit office."""
    return next((unit for unit in site.units if re.search(r"审计(?:局|办公室)$", unit.name)), None)


def announcements(corpus: Corpus, duty: Duty, kinds: tuple[str, ...]) -> list[Audit]:
    """What the audit office made public of this unit alone and may have to be answered in the period, by day."""
    found = []
    for audit in _made_public(corpus, kinds, duty.applies_from - _SPAN):
        if audit.title.role == "result" and not audit.title.of_whole and _audited(corpus.site, audit) == [duty.unit]:
            found.append(audit)
    return found


def work_reports(corpus: Corpus, kinds: tuple[str, ...], since: date) -> list[Audit]:
    """The district's work reports on the audit of its budget since a day."""
    return [audit for audit in _made_public(corpus, kinds, since) if is_own_report(corpus.site, audit.article, audit.title)]


def audit_title(site: Site, words: str) -> AuditTitle | None:
    """What a title says it is. 区教育局2022年度预算执行和其他财政收支审计结果公告 speaks of one unit, not of the whole district."""
    title = read_audit_title(words)
    if title and title.of_whole and "工作报告" not in words and len(_units_in(site, plain_title(words))) == 1:
        return replace(title, role="result" if title.role == "work_report" else title.role, of_whole=False)
    return title


def is_own_report(site: Site, article: Article, title: AuditTitle) -> bool:
    """Whether an item is the district's audit work report, not the state's, the province's or the city's."""
    return title.role == "work_report" and not foreign(site, article)


def foreign(site: Site, article: Article) -> str:
    """Why an audit is another level's or place's; '' when nothing says so."""
    plain = re.sub(r"^(?:关于|20\d{2}年度?)+", "", plain_title(article.title))
    own_city = any(name.endswith("市") for name in site.district_names)
    if is_upper(plain, site.district_names) or is_reprint(site, article):
        return "是上级或外地的"
    return "是上级的" if _LEVEL.search(plain) or (_CITY.search(plain) and not own_city) else ""


def unit_answers(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], audit: Audit) -> list[Candidate]:
    """What may be the rectification of one announced audit: the unit's own items anywhere, others' in the audit columns."""
    since = _earliest(audit)
    found, seen = [], set()
    for article in items(corpus, duty.unit, (), since, or_unattributed=True):
        seen.add(article.identity)
        if candidate := _answer(corpus, duty, article, audit):
            found.append(candidate)
    office = auditor(corpus.site)
    for article in (*corpus.articles(None, kinds, since), *(corpus.articles(office.id, (), since) if office else ())):
        if article.identity not in seen and (candidate := _answer(corpus, duty, article, audit)):
            found.append(candidate)
        seen.add(article.identity)
    return found


def report_answers(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], audit: Audit) -> list[Candidate]:
    """What may be the report on the rectification of what the work report disclosed, whoever published it."""
    since = _earliest(audit)
    found, seen = [], set()
    for article in (*corpus.articles(None, kinds, since), *items(corpus, duty.unit, (), since, or_unattributed=True)):
        title = read_audit_title(article.title)
        if article.identity in seen or title is None or "审计" not in article.title:
            continue
        seen.add(article.identity)
        found.append(_whole_answer(corpus, article, title, audit))
    return found


def contrary(audit: Audit, title: AuditTitle) -> bool:
    """Whether a rectification names another year than the audit does or was made public about."""
    asked, on = audit.title.years, audit.article.published
    by_budget = audit.title.of_whole and title.of_whole and asked
    allowed = {*asked, *((on.year - 1, on.year, on.year + 1) if on and not by_budget else ())}
    return bool(title.years and allowed) and not allowed & set(title.years)


# ---- inside


def _earliest(audit: Audit) -> date:
    """A unit has the audit's report long before the office announces it, and may have told of its rectification by then."""
    return audit.article.published - _BEFORE if audit.article.published else date.min


def _made_public(corpus: Corpus, kinds: tuple[str, ...], since: date) -> Iterator[Audit]:
    """Results and work reports in the audit columns, and what the audit office shows in any column, by day."""
    office = auditor(corpus.site)
    shown = list(corpus.articles(None, kinds, since))
    if any(column.undated for column in corpus.columns(None, kinds)):
        shown += [article for article in corpus.articles(None, kinds) if article.published is None]
    own = items(corpus, office.id, (), since) if office else ()
    found = {article.identity: article for article in (*shown, *own)}
    for article in sorted(found.values(), key=lambda a: (a.published or date.min, a.identity)):
        title = audit_title(corpus.site, article.title)
        if title and (title.role == "work_report" or (title.role == "result" and _by_office(corpus.site, article))):
            if title.role == "result" and foreign(corpus.site, article):
                continue
            yield Audit(article, title, corpus.text(article))


def _by_office(site: Site, article: Article) -> bool:
    """Whether the audit office announces it. A title that begins with the audited unit hides who does: its source tells.

    A township's own 审计报告 by a firm is no announcement of the office, whatever column it stands in.
    """
    office = auditor(site)
    told = [name for name in (article.issuer, article.source) if name]
    if office is None or any((unit := named_unit(site, name)) and unit.id == office.id for name in told):
        return office is not None
    return article.unit in (office.id, "") or (not told and "audit" in article.kinds and bool(_ANNOUNCED.search(article.title)))


def _audited(site: Site, audit: Audit) -> list[str]:
    """The units an announcement is about; more than one, or none, decides nothing."""
    plain = plain_title(audit.article.title)
    named = _units_in(site, plain)
    if not named and (found := _AUDITED.search(re.sub(r"\s+", "", audit.text[:1500]))):
        named = _units_in(site, found.group(1))
    return named


def _units_in(site: Site, words: str) -> list[str]:
    """The units named in words, without the audit office and without institutions below a unit."""
    office = auditor(site)
    longest: dict[int, tuple[int, UnitTable]] = {}
    for at, name, unit in site.mentions(words):
        if at not in longest or len(name) > longest[at][0]:
            longest[at] = (len(name), unit)
    found: list[str] = []
    end = 0
    for at, (length, unit) in sorted(longest.items()):
        if at < end:
            continue
        end = at + length
        if (office and unit.id == office.id) or _BELOW.match(words[end:]):
            # 区教育局下属第一中学: the school was audited.
            if _BELOW.match(words[end:]):
                return []
            continue
        if unit.id not in found:
            found.append(unit.id)
    return found


def _answer(corpus: Corpus, duty: Duty, article: Article, audit: Audit) -> Candidate | None:
    if article.identity == audit.article.identity:
        return None
    ours = article.unit == duty.unit
    if ours and (said := statement(corpus, duty, article)):
        return said
    if "整改" not in article.title:
        # 审计结果落实情况 may be it under another word.
        other_word = ours and "审计" in article.title and _OTHER_WORD.search(article.title)
        if other_word:
            return Candidate(article, Fit.MAYBE, "标题没有写“整改”，可能就是整改结果")
        return _told_otherwise(corpus, article, audit) if ours else None
    title = audit_title(corpus.site, article.title)
    if title is None:
        return None
    named = _units_in(corpus.site, plain_title(article.title))
    ours = ours or named == [duty.unit]
    if not ours:
        return None if named else _of_nobody(corpus, duty, article, title, audit)
    if title.role == "rectification":
        return _own_rectification(corpus, article, title, audit, named, duty)
    if title.role in ("news", "other") and "审计" in article.title:
        return Candidate(article, Fit.MAYBE, "标题像动态，看不出是否载有整改结果")
    return _told_otherwise(corpus, article, audit) if article.unit == duty.unit else None


def _told_otherwise(corpus: Corpus, article: Article, audit: Audit) -> Candidate | None:
    """The unit's item under another title that tells of the rectification, in its words or by the name of a file, or withholds it."""
    on = audit.article.published
    if on and article.published and article.published < on:
        return None
    text = corpus.text(article)
    if "审计" in article.title + text and (said := nondisclosure(article.title, text, "审计|整改")):
        return Candidate(article, Fit.MAYBE, f"写明涉密或依法不予公开（“{said[:40]}”）", said)
    if found := _PUT_RIGHT.search(text):
        return Candidate(article, Fit.MAYBE, f"标题看不出是整改结果，正文写有“{found.group()[:40]}”", found.group())
    file = next((a.name for a in article.attachments if "整改" in a.name and "审计" in a.name + article.title + text), "")
    return Candidate(article, Fit.MAYBE, f"标题看不出是整改结果，附件名为《{file}》", file) if file else None


def _own_rectification(
    corpus: Corpus, article: Article, title: AuditTitle, audit: Audit, named: list[str], duty: Duty
) -> Candidate | None:
    text = corpus.text(article)
    if named and named != [duty.unit]:
        return Candidate(article, Fit.NEAR, "是其他单位的整改情况")
    if title.of_others:
        return Candidate(article, Fit.NEAR, "不是审计查出问题的整改情况")
    if title.of_whole and duty.unit == _office_id(corpus.site):
        return None  # the report on the whole district is not the audit office's own rectification
    if contrary(audit, title):
        asked = set(audit.title.years) & {int(year) for year in re.findall(r"20\d{2}(?=年)", text)}
        if asked and _PUT_RIGHT.search(text):
            why = f"标题写{title.years[0]}年，正文写到{min(asked)}年"
            return Candidate(article, Fit.MAYBE, why, defect=Defect.WRONG_YEAR)
        unread = article.state != "read" or (bool(article.attachments or article.media) and not text.strip())
        after = audit.article.published and article.published and article.published >= audit.article.published
        if unread and after:
            why = f"标题写{title.years[0]}年，在审计公告之后公布，内容没有读到"
            return Candidate(article, Fit.MAYBE, why, defect=Defect.WRONG_YEAR)
        return Candidate(article, Fit.NEAR, f"是{title.years[0]}年的")
    if article.state in ("failed", "skipped"):
        return Candidate(article, Fit.UNREAD, f"页面没有读到（{article.cause or '快速检查不读正文'}）")
    if article.state == "external":
        return Candidate(article, Fit.MAYBE, "链接到其他网站，未读取")
    if "审计" not in article.title:
        about = "审计" in text + "".join(a.name for a in article.attachments)
        unread = _has_unread(article)
        why = "标题没有写明是审计整改" if about else "标题没有写明是审计整改，内容没有读到" if unread else "没有写明是审计整改"
        return Candidate(article, Fit.MAYBE if about or unread else Fit.NEAR, why)
    return _by_content(corpus.site, article, title, audit, text)


def _has_unread(article: Article) -> bool:
    return article.state != "read" or bool(article.attachments or article.media) or article.body_kind in ("file", "image")


def _by_content(site: Site, article: Article, title: AuditTitle, audit: Audit, text: str) -> Candidate:
    apart = audit.title.subjects and title.subjects and not audit.title.subjects & title.subjects
    below = _OF_OWN_AUDIT.search(article.title) and not _OF_OWN_AUDIT.search(audit.article.title)
    if apart or below or _other_project(site, audit.article.title, article.title):
        return Candidate(article, Fit.MAYBE, "写的可能是另一项审计的整改情况")
    on = audit.article.published
    same = audit.title.years and audit.title.subjects & title.subjects and set(audit.title.years) & set(title.years)
    if on and article.published and article.published < on and not same:
        return Candidate(article, Fit.MAYBE, f"于 {article.published} 公布，早于审计公告，看不出整改的是不是同一项审计")
    told = read_rectification(text)
    if told.told or article.attachments or article.state == "file" or article.body_kind in ("file", "image") or article.media:
        return Candidate(article, Fit.MET, f"《{article.title}》", article.title)
    return Candidate(article, Fit.DOUBT, "标题相符，但正文没有写整改结果，也没有附件", defect=Defect.MISSING_ELEMENT)


def _other_project(site: Site, one: str, other: str) -> bool:
    """Whether both titles name what was audited, and in words that have little in common."""
    a, b = _project(site, one), _project(site, other)
    return bool(a and b) and len(a & b) / min(len(a), len(b)) < _SAME_PROJECT


def _project(site: Site, words: str) -> frozenset[str]:
    plain = plain_title(words)
    named = [name for _, name, _ in site.mentions(plain)]
    for name in sorted((*named, *site.district_names), key=len, reverse=True):
        plain = plain.replace(name, " ")
    pairs = (bigrams(part) for part in _ANY_AUDIT.sub(" ", plain).split())
    return frozenset(pair for part in pairs for pair in part)


def _of_nobody(corpus: Corpus, duty: Duty, article: Article, title: AuditTitle, audit: Audit) -> Candidate | None:
    """A rectification whose title names no unit and that another published: it may name this one, or the audited matter."""
    if title.role != "rectification" or title.of_others or foreign(corpus.site, article):
        return None
    names = [name for name in (duty.names or (duty.unit_name,)) if len(name) > 2]
    text = corpus.text(article) + "".join(attachment.name for attachment in article.attachments)
    if any(name in text for name in names):
        return Candidate(article, Fit.MAYBE, "不是本单位发布的，正文或附件提到本单位的整改情况")
    if not title.of_whole and shares_subject(title_cores(audit.article.title), article.title, corpus.site.district_names):
        return Candidate(article, Fit.MAYBE, "与公告所说的事项相近，看不出是哪个单位的")
    if article.unit == "" and (article.state != "read" or article.body_kind in ("file", "image")):
        return Candidate(article, Fit.UNREAD, "看不出是哪个单位的，内容没有读到")
    # 审计整改公示 by the audit office: it may be the answer to any announcement before it.
    on = audit.article.published
    after = not on or not article.published or article.published >= on
    if not title.of_whole and after and article.unit in ("", _office_id(corpus.site)) and not contrary(audit, title):
        return Candidate(article, Fit.MAYBE, "没有写明是哪个单位的整改情况")
    return None


def _whole_answer(corpus: Corpus, article: Article, title: AuditTitle, audit: Audit) -> Candidate:
    if title.role != "rectification":
        return Candidate(article, Fit.NEAR, "是审计工作的动态或通知，不是整改情况报告")
    if reason := foreign(corpus.site, article):
        return Candidate(article, Fit.NEAR, reason)
    named = _units_in(corpus.site, plain_title(article.title))
    if named:
        return Candidate(article, Fit.NEAR, "是单个单位的整改情况")
    if contrary(audit, title):
        return Candidate(article, Fit.NEAR, f"是{title.years[0]}年度的")
    if article.state in ("failed", "skipped"):
        return Candidate(article, Fit.UNREAD, f"页面没有读到（{article.cause or '快速检查不读正文'}）")
    text = corpus.text(article)
    years = report_years(text)
    if years and audit.title.years and not set(years) & set(audit.title.years):
        return Candidate(article, Fit.DOUBT, f"正文写的是{years[0]}年度的", defect=Defect.WRONG_YEAR)
    if title.of_whole or years:
        has = read_rectification(text).told or article.attachments or article.body_kind in ("file", "image")
        fit = Fit.MET if has else Fit.DOUBT
        return Candidate(article, fit, f"《{article.title}》" if has else "正文没有写整改结果，也没有附件", article.title)
    return Candidate(article, Fit.MAYBE, "没有写明是哪一份审计工作报告的整改情况")


def statement(corpus: Corpus, duty: Duty, article: Article) -> Candidate | None:
    """A valid statement of the unit that there is nothing of audits to publish."""
    if "说明" not in article.title:
        return None
    said = read_statement(article.title, corpus.text(article))
    if not said or "审计" not in article.title + said.column + said.quote:
        return None
    if said.end < duty.applies_from or whose(corpus.site, duty, said.unit) is not Whose.OWN:
        return None
    return Candidate(article, Fit.STATED, f"{said.unit}于 {said.dated} 说明：{said.quote}", said.quote)


def _office_id(site: Site) -> str:
    office = auditor(site)
    return office.id if office else ""


def moved(found: Candidate, kinds: tuple[str, ...], advice: str) -> Candidate:
    """The same find with advice where it stands outside the columns it belongs to."""
    return found if set(found.article.kinds) & set(kinds) else replace(found, advice=advice)
