"""未见公开事项目录：单位没有在期限前公布本年度的基层政务公开事项目录（或某一领域的目录清单）。

依据：年度要点所列各行（7 月底前在政府门户网站公开动态调整后的目录；8 月底前公开有关领域目录清单）；国办发〔2019〕54号。参数 fields 限定领域。
判定：本单位本年度的目录（网页表格或附件，读得出事项）在期限当日或之前公布，为合规；之后公布，为逾期；期限后仍未见，或只有前年及更早的版本，为有问题。
只有上一年版本的，没有写年份、往年公布的，标题写明是调整后的版本而晚于期限的，标题年份与表内年份、公布年份不一的，领域目录只见于综合目录的，为待核验。
门户或他人统一公布的目录列有本单位的，页面写明此前已经公布的，为待核验。
无法判定：栏目没有看全；目录是图片、扫描件，附件没有读到，表格排不出行列；疑似目录的页面没有读到。期限当日及以前未见的，为未到期。
不涉及：九栏是否齐全（见 incomplete_items_catalogue）；与实际公开的内容是否一致（见 uncovered_catalogue_items）。
上级的标准目录、其他单位的目录、只说要编制目录的通知和动态、权责清单、公共服务事项清单不算。已发布情况说明的，为已说明。
怎么改：在公开事项目录栏目公布本年度目录，标题写明单位和年度，用网页表格或 Excel 附件，不用图片。
"""

import re
from dataclasses import replace
from datetime import date

from crawler.archive import Corpus
from crawler.extract.items_words import FIELDS, field_of
from rules.checks._candidate import Candidate, Fit, absent, best_first, unless_earlier, unsure
from rules.checks._columns import searched
from rules.checks._items_catalogues import Held, catalogues, joint_catalogues
from rules.checks._oversight import statement_of
from rules.first_shown import why_earlier
from rules.model import Defect, Duty, Status, Verdict, gap, late, met, not_due, stated, suspect, unknown

version = 3

_PLAIN: dict[str, str] = {"culture": "公共文化服务", "compulsory_education": "义务教育"}
_CORRECTED = re.compile(r"更正|修订|修改|补充|更新|勘误|调整")
_SOME = 3  # items of a field in a general catalogue that make one think the field is covered there


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    kinds: tuple[str, ...] = ("catalogue", "grassroots_zone"),
    fields: tuple[str, ...] = (),
) -> Verdict:
    """``fields``: codes of ``items_words.FIELDS``; the catalogue of any of them is asked for. () asks for the unit's own."""
    what = f"{duty.year}年{'、'.join(_field(code) for code in fields)}{'领域' if fields else ''}公开事项目录"
    due = duty.due
    found = sorted(_candidates(corpus, duty, kinds, fields), key=best_first)
    best = found[0] if found else None
    verdict = _judged(corpus, duty, kinds, what, due, best, fields)
    if due and best and verdict.status is Status.LATE and (doubt := why_earlier(best.article, corpus.text(best.article), due)):
        verdict = suspect(
            f"{verdict.reason}，但{doubt}", best.evidence, lean=Status.MET, defect=Defect.OVERDUE,
            question=f"该目录是否在 {due} 或之前已经公布过？", advice="注明首次公布的日期和网址。",
        )  # fmt: skip
    if due and verdict.status is Status.LATE:
        verdict = replace(unless_earlier(corpus, duty, kinds, verdict, what, found, due), event=due)
    looked = searched(corpus.columns(duty.unit, kinds))
    suffix = f"_{'_'.join(fields)}" if fields else ""
    return replace(verdict.about(f"catalogue{suffix}:{duty.year}", due=due), searched=looked)


def _judged(
    corpus: Corpus,
    duty: Duty,
    kinds: tuple[str, ...],
    what: str,
    due: date | None,
    best: Candidate | None,
    fields: tuple[str, ...],
) -> Verdict:
    if best and best.fit is Fit.MET:
        return _in_time(best, what, due, general=not fields)
    if best and best.fit is Fit.STATED:
        return stated(f"已发布情况说明：{best.quote}", best.evidence)
    if due and corpus.as_of <= due:
        return not_due(f"{what}的公布期限为 {due}，目前未到期", *((best.evidence,) if best else ()), due=due)
    advice = f"公布本单位{what}，标题写明单位和年度，用网页表格或 Excel 附件。"
    if best and best.fit < Fit.NEAR:
        return unsure(best, what, question=f"该信息是否就是本单位{what}？", advice=advice)
    if why := corpus.unseen(duty.unit, kinds, due=due):
        return unknown(why, *((best.evidence,) if best else ()))
    term = f"期限 {due} " if due else "年度期限"
    if best and best.defect is Defect.WRONG_YEAR:
        return gap(
            f"{term}已过，截至 {corpus.run_as_of} 只见{duty.unit_name}往年的目录《{best.article.title}》（{best.why}），未见{what}",
            best.evidence, defect=Defect.WRONG_YEAR, advice=f"动态调整目录，{advice}",
        )  # fmt: skip
    return absent(corpus, duty, kinds, what, term, best, advice=advice)


def _in_time(best: Candidate, what: str, due: date | None, *, general: bool) -> Verdict:
    on = best.article.published
    if on is None:
        return suspect(
            f"已见{what}（{best.why}），但读不出公布日期", best.evidence, lean=Status.MET, defect=Defect.UNDATED,
            question=f"该目录是否在 {due} 或之前公布？", advice="在页面上标明发布日期。",
        )  # fmt: skip
    if due and on > due and _CORRECTED.search(best.article.title):
        return suspect(
            f"{what}于 {on} 公布，晚于期限 {due} {(on - due).days} 天，但标题写明是调整后的版本", best.evidence, lean=Status.MET,
            defect=Defect.OVERDUE, question=f"该目录是否在 {due} 或之前已经公布过？",
        )  # fmt: skip
    if due and on > due and general and field_of(best.article.title):
        return suspect(
            f"期限 {due} 前未见{what}，{on} 公布的是一个领域的目录", best.evidence, lean=Status.GAP, defect=Defect.OVERDUE,
            question=f"该领域目录是否就是本单位的{what}，还是另有一份？",
        )  # fmt: skip
    if due and on > due:
        return late(f"{what}于 {on} 公布，晚于期限 {due} {(on - due).days} 天", best.evidence, due=due)
    return met(f"{on} 已公布{what}：{best.why}", best.evidence, advice=best.advice)


# ---- what was found


def _candidates(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], fields: tuple[str, ...]) -> list[Candidate]:
    seen = catalogues(corpus, duty, kinds, fields)
    found = [_of_held(duty, held) for held in seen.held]
    # An old version whose file is unread takes nothing from the new one that was read, and answers for no year.
    found += [Candidate(each.article, Fit.UNREAD, each.why) for each in seen.unread if _may_be_new(duty, each.article.title)]
    found += [Candidate(article, Fit.NEAR, why) for article, why in seen.near]
    if fields and not any(c.fit is Fit.MET for c in found):
        found += _in_general(corpus, duty, kinds, fields)
    if not any(c.fit in (Fit.MET, Fit.MAYBE) for c in found):
        found += _joint(corpus, duty, kinds)
    if said := statement_of(corpus, duty, kinds, duty.year):
        found.append(Candidate(said[0], Fit.STATED, quote=said[1].quote))
    return found


def _joint(corpus: Corpus, duty: Duty, kinds: tuple[str, ...]) -> list[Candidate]:
    """One catalogue for all units that names this one: perhaps it is meant to be this one's too."""
    found = []
    for article, why in joint_catalogues(corpus, duty, kinds):
        years = [int(year) for year in re.findall(r"(?<!\d)(20\d{2})(?!\d)", article.title)]
        year = max(years, default=article.published.year if article.published else duty.year)
        if year < duty.year - 1 or not (why or _may_be_new(duty, article.title)):
            continue
        if not why:
            found.append(Candidate(article, Fit.UNREAD, "是统一公布的目录，内容没有读到"))
        else:
            fit = Fit.MAYBE if year >= duty.year else Fit.DOUBT
            found.append(Candidate(article, fit, why, defect=Defect.ABSENT if fit is Fit.MAYBE else Defect.WRONG_YEAR))
    return found


def _may_be_new(duty: Duty, title: str) -> bool:
    years = [year for year in range(2008, duty.year + 2) if str(year) in title]
    return not years or max(years) >= duty.year


def _of_held(duty: Duty, held: Held) -> Candidate:
    """What a catalogue that was read is worth, by the years it names and its day."""
    article, reading = held.article, held.reading
    where = f"附件《{held.where}》" if held.where else "页面表格"
    why = f"{where}列 {len(held.items)} 项"
    named = held.edition
    on = article.published
    titled, inside = max(reading.title_years, default=0), max(reading.years, default=0)
    if titled >= duty.year and inside and inside < titled:
        return Candidate(article, Fit.DOUBT, f"标题写{titled}年，表格写{inside}年", defect=Defect.WRONG_YEAR)
    if named == duty.year or (named is None and on and on.year == duty.year):
        return Candidate(article, Fit.MET, why)
    if named is not None and named > duty.year:
        return Candidate(article, Fit.MAYBE, f"是{named}年版，{duty.year}年的已被替换或未见")
    if named is None:
        told = f"没有写明年度，{on} 公布" if on else "没有写明年度和日期"
        return Candidate(article, Fit.DOUBT, told, defect=Defect.WRONG_YEAR)
    if on and on.year >= duty.year:
        return Candidate(article, Fit.DOUBT, f"写的是{named}年，{on} 公布", defect=Defect.WRONG_YEAR)
    if named == duty.year - 1:
        return Candidate(article, Fit.DOUBT, f"是{named}年版，没有变化的可能沿用", defect=Defect.WRONG_YEAR)
    return Candidate(article, Fit.NEAR, f"是{named}年版", defect=Defect.WRONG_YEAR)


def _in_general(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], fields: tuple[str, ...]) -> list[Candidate]:
    """A general catalogue of the unit that holds items of the field: perhaps the list asked for."""
    pattern = re.compile("|".join(FIELDS[code] for code in fields))
    found = []
    for held in catalogues(corpus, duty, kinds).held:
        count = sum(bool(pattern.search(f"{item.first_level}{item.second_level}{item.content}")) for item in held.items)
        if count >= _SOME and (held.edition or duty.year) >= duty.year:
            found.append(Candidate(held.article, Fit.MAYBE, f"综合目录中有该领域的事项 {count} 项"))
    return found


def _field(code: str) -> str:
    return _PLAIN.get(code) or FIELDS.get(code, code).split("|")[0]
