"""One unit's page, organised by the columns its clerk looks after."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from crawler.archive import Article, SeenColumn
from crawler.vocabulary import KINDS, label
from reports.deadlines import soon
from reports.filing import Ground, publish_place
from reports.shown import ColumnView, FindingView, Latest, QuestionLine, Section, UnitRow, UnitView
from reports.told import (
    PROBLEMS,
    Told,
    accuses,
    cell_status,
    days_words,
    due_words,
    row_anchor,
    row_path,
    stands_from_before,
    tally,
    urgency,
)
from reports.wording import GROUP_WORDS, MARKS, OUTCOME_WORDS, address, opening, plain
from rules.model import Finding, Status

FIRST = 3  # what to do first: more than three is a list, not an order
LISTED = 6  # problems named in a column's line; all of them follow below the table
_YEAR = 400  # days; the newest item of a portal column is looked for here before everywhere


def unit_views(ground: Ground, told: tuple[Told, ...]) -> tuple[UnitView, ...]:
    """Every unit that has a duty, in the order of the profile; names the profile lacks come last."""
    by_page: dict[str, list[Told]] = {}
    for one in told:
        by_page.setdefault(one.view.unit_link, []).append(one)
    place = {unit.id: n for n, unit in enumerate(ground.site.units)}
    pages = sorted(
        by_page.values(),
        key=lambda page: (place.get(page[0].finding.unit, len(place)), not page[0].finding.unit, page[0].view.unit),
    )
    return tuple(_unit(ground, page) for page in pages)


def _unit(ground: Ground, told: list[Told]) -> UnitView:
    first = told[0]
    unit = ground.site.unit(first.finding.unit) if first.finding.unit else None
    columns = tuple(_columns(ground, first.finding.unit, told))
    return UnitView(
        name=first.view.unit,
        path=first.view.unit_link,
        groups=_groups(ground, unit.groups if unit else ()),
        known=unit is not None,
        tally=tally(t.finding for t in told),
        total=len(told),
        to_fix=sum(accuses(t) for t in told),
        asked=sum(accuses(t) and t.finding.status is Status.SUSPECT for t in told),
        earlier=sum(stands_from_before(t) for t in told),
        first=_first(told),
        columns=columns,
        by_column=tuple(_by_column(told, columns)),
        loose=tuple(_loose(ground, told)),
        soon=soon(ground, told, one_unit=True),
        questions=tuple(_questions(ground, told)),
        manual=_with(told, Status.MANUAL),
        not_due=_with(told, Status.NOT_DUE),
        settled=_with(told, Status.MET, Status.NOT_APPLICABLE),
        rows=tuple(_rows(ground, told)),
    )


def _groups(ground: Ground, groups: tuple[str, ...]) -> str:
    names = []
    for group in groups:
        declared = ground.site.group(group)
        name = declared.name if declared else GROUP_WORDS.get(group, "")
        if name:
            names.append(plain(name, 40))
    return "、".join(names)


def _with(told: Iterable[Told], *statuses: Status) -> tuple[FindingView, ...]:
    return tuple(t.view for t in told if t.finding.status in statuses)


def _first(told: list[Told]) -> tuple[FindingView, ...]:
    """What can still be put right, the worst first, behind it what stands from before. A late item is late for good: it is no task."""
    tasks = sorted((t for t in told if accuses(t) and t.finding.status is not Status.LATE), key=urgency)
    tasks += sorted((t for t in told if stands_from_before(t)), key=urgency)
    # A certain one comes before a question, whenever it dates from.
    return tuple(t.view for t in sorted(tasks, key=lambda t: t.finding.status is Status.SUSPECT)[:FIRST])


# ---- columns


def _columns(ground: Ground, unit: str, told: list[Told]) -> Iterator[ColumnView]:
    filed: dict[str, list[Told]] = {}
    for one in told:
        if one.column:
            filed.setdefault(one.column.id, []).append(one)
    own = ground.columns.get(unit, ()) if unit else ()
    for column in own:
        yield _column(ground, column, unit, filed.get(column.id, []))
    for column in ground.columns.get("", ()):
        if column.id in filed:
            yield _column(ground, column, unit, filed[column.id])


def _column(ground: Ground, column: SeenColumn, unit: str, told: list[Told]) -> ColumnView:
    newest = _newest(ground, column, "" if column.unit else unit)
    publish, publish_at = publish_place(column)
    problems = _with(sorted(told, key=urgency), *PROBLEMS)
    return ColumnView(
        name=plain(column.name, 60),
        owner="" if column.unit else "门户栏目",
        address=address(column.url),
        mark=MARKS[cell_status(t.finding for t in told)] if told else None,
        visit=_visit(column),
        latest=_latest(newest),
        next_update=_next_update(ground, column, newest, told),
        problems=problems,
        listed=problems[:LISTED],
        more=max(len(problems) - LISTED, 0),
        fine=sum(t.finding.status not in PROBLEMS for t in told),
        publish=publish,
        publish_at=publish_at,
    )


def _visit(column: SeenColumn) -> str:
    if column.withheld:
        return f"先不认定：{plain(column.withheld, 120)}"
    if column.complete:
        return f"已看全，共 {column.rows} 条" if not column.single else "单页，已读取"
    why = OUTCOME_WORDS.get(column.visit_outcome, "没有看全")
    return f"{why}：{plain(column.stopped_because, 120)}" if column.stopped_because else why


def _newest(ground: Ground, column: SeenColumn, unit: str) -> Article | None:
    """The newest dated item present; for a portal column the unit's own newest."""
    if not column.visit_outcome:
        return None
    since = ground.as_of - timedelta(days=_YEAR)
    if column.newest and not unit:
        since = min(column.newest, ground.as_of)
    for start in (since, None):
        found = list(ground.corpus.articles(unit or None, since=start, column=column.id))
        dated = [article for article in found if article.published]
        if dated:
            return dated[-1]
    return None


def _latest(article: Article | None) -> Latest | None:
    if article is None or article.published is None:
        return None
    seen = article.first_seen.isoformat() if article.first_seen else ""
    return Latest(plain(article.title, 120) or "（无标题）", article.published.isoformat(), seen, address(article.url))


def _next_update(ground: Ground, column: SeenColumn, newest: Article | None, told: list[Told]) -> str:
    """The next day something is owed: a deadline of an open finding, else the column's own window."""
    owed = [t for t in told if t.finding.due and t.finding.status in (*PROBLEMS, Status.NOT_DUE)]
    if owed:
        worst = min(owed, key=lambda t: (urgency(t), t.finding.due or date.max))
        return f"截止 {due_words(worst.finding.due, ground.as_of)}"
    days = column.window_days or (KINDS[column.kind].window_days if column.kind in KINDS else None)
    if not days or newest is None or newest.published is None:
        return ""
    day = newest.published + timedelta(days=days)
    return f"{day.isoformat()}（{days_words((ground.as_of - day).days)}；参考周期 {days} 天）"


def _by_column(told: list[Told], columns: tuple[ColumnView, ...]) -> Iterator[Section]:
    for column in columns:
        if column.problems:
            note = "；".join(part for part in (column.owner, f"采集情况：{column.visit}") if part)
            yield Section(f"“{column.name}”栏目", note, column.problems)


def _loose(ground: Ground, told: list[Told]) -> Iterator[Section]:
    """Problems no column of the profile can be named for, by row of the document."""
    by_row: dict[str, list[Told]] = {}
    for one in told:
        if one.column is None and one.finding.status in PROBLEMS:
            by_row.setdefault(one.finding.requirement, []).append(one)
    for requirement, ones in by_row.items():
        kinds = tuple(dict.fromkeys(kind for t in ones for kind in t.finding.kinds))
        note = f"相关栏目类别：{'、'.join(label(kind) for kind in kinds)}" if kinds else ""
        yield Section(f"{ground.labels[requirement]}　{ones[0].view.task}", note, tuple(t.view for t in ones))


# ---- what to confirm, and the rows


def _questions(ground: Ground, told: list[Told]) -> Iterator[QuestionLine]:
    """Scope first: one question a row; then what must be confirmed of single findings."""
    asked: set[str] = set()
    for one in told:
        finding, view = one.finding, one.view
        if finding.draft:
            if finding.requirement not in asked:
                asked.add(finding.requirement)
                requirement = ground.requirements[finding.requirement]
                said = plain(requirement.responsible, 200)
                text = f"本单位是否承担这一任务？文件所列责任单位：{said or '（未写明）'}"
                anchor = row_anchor(requirement)
                yield QuestionLine(view.row_label, text, "适用范围待确认", f"{view.unit_link}#{anchor}")
        elif finding.status is Status.SUSPECT:
            text = f"{view.question}（{opening(finding.reason, 60)}）" if view.question else view.reason
            yield QuestionLine(view.row_label, text, view.lean, view.link)


def _rows(ground: Ground, told: list[Told]) -> Iterator[UnitRow]:
    by_row: dict[str, list[Told]] = {}
    for one in told:
        by_row.setdefault(one.finding.requirement, []).append(one)
    for requirement in ground.judgement.catalogue.requirements:
        ones = by_row.get(requirement.id)
        if not ones:
            continue
        findings: list[Finding] = [t.finding for t in ones]
        status = cell_status(findings)
        yield UnitRow(
            anchor=row_anchor(requirement),
            row_label=ground.labels[requirement.id],
            row_link=row_path(requirement),
            text=opening(requirement.text, 60),
            deadline=plain(str(requirement.deadline), 40) if requirement.deadline else "未写明",
            mark=MARKS[status],
            manual=status is not Status.MANUAL and any(f.status is Status.MANUAL for f in findings),
            draft=any(f.draft for f in findings),
            findings=tuple(t.view for t in ones),
        )
