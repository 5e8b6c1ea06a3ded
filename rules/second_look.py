"""An absence counts after a second look by another path: the portal's search, its site map.

Asked of every gap that says "not seen" on a site whose profile has a second look. The words to look for come from the
verdict's object and the unit; both looks are kept in the archive, and what they show decides here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from crawler.archive import Corpus, Hit, SecondLook, SeenColumn, Sought
from crawler.archive.second import SEARCH, SITEMAP
from crawler.extract.annual import read_annual_title
from crawler.extract.audit import read_audit_title
from crawler.extract.fiscal import read_fiscal_title
from crawler.vocabulary import KINDS, label
from rules.checks._ownership import Whose, whose
from rules.model import Duty, Evidence, Finding, Status, Strength
from rules.texts import title_cores

MOST_WORDS: Final = 60
QUESTION: Final = "站内检索另见以下信息，是否即为该项公开内容？"
OUTSTANDING: Final = "尚未按另一路径复查"
_OBJECT = re.compile(r"([a-z_]{2,32}):((?:19|20)\d{2})")
_ANOTHERS: Final = (Whose.OTHER, Whose.BELOW, Whose.DISTRICT)


@dataclass(frozen=True, slots=True)
class _Topic:
    """What an item is called: in a search, and in its title (one word of each group). ``named``: its title names the unit."""

    words: str
    title: tuple[tuple[str, ...], ...]
    named: bool = True


_OF_YEAR: Final = {
    "budget": _Topic("部门预算", (("预算",),)),
    "final_accounts": _Topic("部门决算", (("决算",),)),
    "annual_report": _Topic("政府信息公开工作年度报告", (("信息公开", "政务公开"), ("报告", "年报"))),
    "audit": _Topic("审计工作报告", (("审计",), ("报告",)), named=False),
    "normative_cleanup": _Topic("规范性文件清理结果", (("规范性文件",), ("清理",)), named=False),
}
# Items asked for by name (rules/asked_items.toml) whose absence can be a fault.
_OF_ASKED: Final = {
    "drinking_water": _Topic(
        "饮用水水质", (("饮用水", "饮水", "水源", "供水", "自来水"), ("水质", "安全状况", "卫生状况", "卫生质量")), named=False
    ),
}
_OF_ITEM: Final = {
    "feedback": _Topic("意见采纳情况", (("采纳", "反馈", "结果", "吸收"),)),
    "interpretation": _Topic(
        "解读", (("解读", "图解", "读懂", "看懂", "问答", "答记者问", "访谈", "发布会", "说明"),)
    ),
}


def sought_of(corpus: Corpus, duty: Duty, finding: Finding) -> Sought:
    """What has to be looked for again before this absence counts."""
    of_year = _OBJECT.fullmatch(finding.object or "")
    if of_year and of_year.group(1) in KINDS:
        kind, year = of_year.group(1), int(of_year.group(2))
        topic = _OF_YEAR.get(kind) or _Topic(label(kind), ((label(kind), *KINDS[kind].names),))
        words = f"{year}年{topic.words}"
        return Sought(
            unit=duty.unit,
            kind=kind,
            words=f"{duty.unit_name} {words}" if topic.named else words,
            topic=topic.title,
            names=(duty.names or (duty.unit_name,)) if topic.named else (),
            year=year,
            dated=not topic.named,
            columns=_columns(corpus, duty, kind, finding),
        )
    if of_year and (asked := _OF_ASKED.get(of_year.group(1))):
        kind, year = next(iter(finding.kinds), "livelihood"), int(of_year.group(2))
        columns = _columns(corpus, duty, kind, finding)
        return Sought(duty.unit, kind, f"{year}年{asked.words}", asked.title, year=year, dated=True, columns=columns)
    kind = finding.check.removeprefix("missing_")
    article = corpus.article(finding.object) if finding.object else None
    if article and kind in _OF_ITEM:
        core = next(iter(title_cores(article.title)), article.title)[:MOST_WORDS]
        topic = _OF_ITEM[kind]
        columns = _columns(corpus, duty, kind, finding)
        return Sought(duty.unit, kind, f"{core} {topic.words}", ((core,), *topic.title), columns=columns)
    if article and kind == "rectification":
        words = f"{duty.unit_name} 审计整改"
        columns = _columns(corpus, duty, "audit", finding)
        return Sought(duty.unit, "audit", words, (("审计",), ("整改",)), names=duty.names or (duty.unit_name,), columns=columns)
    kind = kind if kind in KINDS else next(iter(finding.kinds), kind)
    names = KINDS[kind].names if kind in KINDS else ()
    return Sought(
        unit=duty.unit,
        kind=kind,
        words=f"{duty.unit_name} {duty.year}年{label(kind)}",
        topic=((label(kind), *names),),
        names=duty.names or (duty.unit_name,),
        year=duty.year,
        columns=_columns(corpus, duty, kind, finding),
    )


def looked_again(corpus: Corpus, duty: Duty, finding: Finding) -> Finding:
    """``finding`` as the second look leaves it: an absence stands, becomes a question about what was found, or waits."""
    interval = corpus.site.second_look
    if not interval or finding.status is not Status.GAP or finding.defect is None or not finding.defect.is_absence:
        return finding
    sought = sought_of(corpus, duty, finding)
    looks = tuple(look for look in corpus.second_looks(sought.unit, (sought.kind,)) if look.words == sought.words)
    finding = replace(finding, sought=sought, second_looks=looks)
    late_enough = [look for look in looks if _is_after(look, ready(corpus, (sought,)))]
    if hits := _hits(corpus, duty, sought, looks):
        return _found(finding, hits)
    if any(look.answered and look.path in (SEARCH, SITEMAP) for look in late_enough):
        return finding
    return _waiting(finding, sought, looks, interval)


def outstanding(findings: Iterable[Finding]) -> tuple[Sought, ...]:
    """What has still to be looked for again, what could accuse first; each thing once."""
    waiting = [f for f in findings if f.sought and not f.second_looks and any(Strength(b.strength).accuses for b in f.basis)]
    waiting.sort(key=lambda f: f.draft)
    return tuple(dict.fromkeys(f.sought for f in waiting if f.sought))


def ready(corpus: Corpus, sought: Iterable[Sought]) -> datetime | None:
    """From when on a second look counts: the profile's interval after the columns were seen. None: they were not."""
    ends = [
        column.ended
        for one in sought
        for i in one.columns
        if (column := corpus.seen_column(i)) and column.ended
    ]
    return max(map(datetime.fromisoformat, ends)) + corpus.site.second_look if ends else None


# ---- inside


def _columns(corpus: Corpus, duty: Duty, kind: str, finding: Finding) -> tuple[str, ...]:
    """The columns that did not show it: of its kind, the unit's own first; else those that were searched."""
    searched = {s.column for s in finding.searched}
    seen = [c for c in corpus.all_columns if c.visit_outcome and c.unit in ("", duty.unit)]

    def order(column: SeenColumn) -> tuple[bool, bool]:
        return column.kind != kind, column.unit != duty.unit

    chosen = tuple(c.id for c in sorted(seen, key=order) if c.kind == kind or c.id in searched)
    return chosen or tuple(s.column for s in finding.searched)


def _is_after(look: SecondLook, moment: datetime | None) -> bool:
    return moment is not None and datetime.fromisoformat(look.at) >= moment


def _hits(corpus: Corpus, duty: Duty, sought: Sought, looks: tuple[SecondLook, ...]) -> list[tuple[SecondLook, Hit]]:
    """What was found and may be it, each address once. Whoever else's it is by its own title is not."""
    found = {
        hit.url: (look, hit) for look in reversed(looks) for hit in reversed(look.hits) if _may_be(corpus, duty, sought, hit)
    }
    return list(reversed(found.values()))


def _may_be(corpus: Corpus, duty: Duty, sought: Sought, hit: Hit) -> bool:
    """Whether a title that holds all words is that of such a report, and not of an institution below the unit.

    The name of a column, as a site map shows it, names no report and is kept.
    """
    if sought.year is None or str(sought.year)[2:] not in hit.title:
        return True
    if sought.kind in ("budget", "final_accounts"):
        fiscal = read_fiscal_title(hit.title, unit_names=sought.names)
        report = "budget" if sought.kind == "budget" else "final_accounts"
        if fiscal is None or fiscal.names(report, sought.year) == "no":  # type: ignore[arg-type]
            return False
        return whose(corpus.site, duty, fiscal.subject) not in _ANOTHERS
    if sought.kind == "annual_report":
        annual = read_annual_title(hit.title, unit_names=sought.names)
        return annual is not None and whose(corpus.site, duty, annual.subject) not in _ANOTHERS
    if sought.kind == "audit":
        audit = read_audit_title(hit.title)
        return audit is not None and audit.role == "work_report"
    return True


def _found(finding: Finding, hits: list[tuple[SecondLook, Hit]]) -> Finding:
    paths = "、".join(dict.fromkeys(look.path_name for look, _ in hits))
    first = hits[0][1].title
    more = f"等 {len(hits)} 条" if len(hits) > 1 else ""
    shown = [Evidence(hit.url, hit.title, hit.published, fetched_at=look.at) for look, hit in hits]
    return _asked(
        finding,
        Status.MET,
        f"另经{paths}见到《{first}》{more}",
        QUESTION.replace("站内检索", paths),
        evidence=(*finding.evidence[:1], *shown, *finding.evidence[1:]),
        advice="该信息如即为应公开的内容，请同时列入应列的栏目。",
    )


def _waiting(finding: Finding, sought: Sought, looks: tuple[SecondLook, ...], interval: timedelta) -> Finding:
    question = f"站内检索“{sought.words}”，是否确实未见？"
    failed = [f"{look.path_name}：{look.cause}" for look in looks if not look.answered and look.cause]
    if failed:
        return _asked(finding, Status.GAP, f"按另一路径复查没有成功（{'；'.join(failed)}）", question)
    if looks:
        return _asked(finding, Status.GAP, f"复查距首次查看不足 {int(interval.total_seconds())} 秒，不计", question)
    return _asked(finding, Status.GAP, OUTSTANDING, question)


def _asked(finding: Finding, lean: Status, told: str, question: str, **more: object) -> Finding:
    return replace(
        finding,
        status=Status.SUSPECT,
        machine_status=Status.SUSPECT,
        lean=lean,
        defect=finding.defect if lean is Status.GAP else None,
        reason=f"{finding.reason}；{told}",
        question=question,
        **more,  # type: ignore[arg-type]
    )
