"""From a judgement to plain data in display order: every number of a report is computed here.

``build`` reads no clock and no network: the same judgement and archive give the same View.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final

from crawler.archive import Corpus, SeenColumn
from crawler.site import Site
from reports.deadlines import passed, soon
from reports.filing import Ground
from reports.row_view import matrix, row_views
from reports.rules_view import rule_lines
from reports.shown import CopySource, CopyView, Coverage, FindingView, Stamp, UnseenColumn, View
from reports.time_view import shown_proof, time_view
from reports.told import (
    Told,
    accuses,
    cell_status,
    check_title,
    ground_of,
    list_pages,
    passage,
    quote_anchor,
    snapshot_digest,
    tally,
    tell,
    unit_path,
    urgency,
)
from reports.unit_view import unit_views
from reports.wording import CHINA, OUTCOME_WORDS, address, clock, plain, prose, share
from rules.engine import Judgement
from rules.leads import Leads, find
from rules.model import Evidence, Status

__all__ = ["View", "build", "remarks"]

URGENT: Final = 12  # sentences on the first page
URGENT_PER_ROW: Final = 3  # so that one row's trouble does not fill the page
NAMED: Final = 8  # withheld columns named on the first page; all stand in the list of those not seen whole


def build(judgement: Judgement, corpus: Corpus, site: Site, leads: Leads | None = None) -> View:
    """All pages of a report as plain data. ``leads`` are looked for when not given."""
    leads = find(corpus) if leads is None else leads
    ground = ground_of(judgement, corpus, site)
    told = tell(ground)
    units = unit_views(ground, told)
    urgent, left = _urgent(told)
    stamp = _stamp(ground)
    unseen = tuple(_unseen(ground))
    judged_units = {one.finding.unit for one in told}
    return View(
        stamp=stamp,
        caveats=tuple(_caveats(ground)),
        notices=tuple(_notices(ground, told)),
        coverage=_coverage(ground, told),
        tally=tally(t.finding for t in told),
        total=len(told),
        urgent=urgent,
        urgent_left=left,
        matrix=matrix(ground, told, units),
        soon=soon(ground, told),
        passed=passed(ground, told),
        unseen=unseen,
        units=units,
        idle_units=tuple(plain(unit.name, 60) for unit in site.units if unit.id not in judged_units),
        rows=row_views(ground, told),
        remarks=tuple(_remarks(ground, stamp, len(units), len(unseen))),
        copies=_copies(told, corpus, shown_proof(leads)),
        findings=tuple(t.view for t in told),
        time=time_view(ground, leads),
        rules=rule_lines(judgement),
    )


def remarks(judgement: Judgement, corpus: Corpus, site: Site) -> tuple[str, ...]:
    """检测说明 alone, for what is handed out beside the pages; the version of each check stands in the report."""
    ground = ground_of(judgement, corpus, site)
    units = len({unit_path(finding) for finding in judgement.findings})
    stamp = _stamp(ground)
    *lines, _ = _remarks(ground, stamp, units, len(tuple(_unseen(ground))))
    return (*lines, f"{_made_by(stamp)}；检查项版本见同期检测报告。")


def _stamp(ground: Ground) -> Stamp:
    judgement, run = ground.judgement, ground.judgement.run
    return Stamp(
        site=plain(ground.site.name, 60),
        document=plain(judgement.catalogue.title, 120),
        number=plain(judgement.catalogue.number, 60),
        as_of=judgement.as_of,
        as_of_text=prose(judgement.as_of),
        begun=clock(run.begun),
        ended=clock(run.ended),
        run=run.run,
        tool=plain(run.tool, 60),
        catalogue_digest=judgement.catalogue.digest[:12],
        profile_digest=run.profile[:12],
        decisions=judgement.decisions,
        check_versions=tuple((check_title(name), version) for name, version in judgement.check_versions),
    )


def _caveats(ground: Ground) -> Iterator[str]:
    run, as_of = ground.judgement.run, ground.as_of
    if _looks_back(ground):
        yield (
            f"回溯检测：监测时间点为{prose(as_of)}，所依据的第 {run.run} 次采集的开始时间为 {clock(run.begun)}。"
            "监测时间点之后发布的信息不计入；两个时间之间撤下或改动的内容可能未能反映。"
        )
    if run.mode == "quick":
        yield "快速检测：本次只查看栏目列表的第一页，没有读取正文；须看全栏目或须看正文的事项列为“未能检查”。"
    elif run.reach == "changes":
        carried = ground.corpus.progress.carried
        yield (
            f"后续检测：栏目逐一查看；{carried} 条与上次相比没有变化迹象的信息沿用上次读取的页面，没有重新打开，"
            "仅据此不认定问题。"
        )
    elif run.mode == "part":
        yield "部分采集：本次只查看了部分栏目或单位；没有查看的栏目列为“未能检查”。"


def _notices(ground: Ground, told: Sequence[Told]) -> Iterator[str]:
    if withheld := ground.corpus.withheld:
        seen = [column for doubt in withheld if (column := ground.corpus.seen_column(doubt.column))]
        names = "、".join(f"“{plain(column.name, 60)}”（{_owner(ground, column)}）" for column in seen[:NAMED])
        yield (
            f"有 {len(withheld)} 个栏目疑似采集失灵，先不认定：{names}{'等' if len(seen) > NAMED else ''}。这些栏目以往一直有信息，"
            "本次未见或者大减；在人工确认之前，凭它们不认定任何单位的问题。"
        )
    if ground.judgement.draft_duties:
        yield (
            f"适用范围待确认 {ground.judgement.draft_duties} 条：这些单位只被“等相关部门”之类的表述或未经确认的名单涵盖，"
            "在确认前一律不认定为问题。"
        )
    if early := sum(t.finding.before_issue for t in told):
        yield f"有 {early} 条所涉事项发生在文件印发前，已逐条注明，不计分。"
    if unknown_names := len({t.view.unit_link for t in told if not t.finding.unit}):
        yield f"分工表中有 {unknown_names} 个责任单位名称未在站点档案中，列在单位表末尾，请核对名称。"


def _looks_back(ground: Ground) -> bool:
    """Whether the day judged is another than the day looked at, by the run's stamp or by the true clock of the crawl."""
    run = ground.judgement.run
    if run.as_of != ground.as_of:
        return True
    try:
        begun = datetime.fromisoformat(run.begun)
    except ValueError:
        return False
    day = (begun.astimezone(CHINA) if begun.tzinfo else begun).date()
    return day != ground.as_of


def _coverage(ground: Ground, told: Sequence[Told]) -> Coverage:
    cells: dict[tuple[str, str], list[Told]] = {}
    for one in told:
        cells.setdefault((one.view.unit_link, one.finding.requirement), []).append(one)
    states = Counter(cell_status(t.finding for t in ones) for ones in cells.values())
    left = states[Status.SUSPECT] + states[Status.UNKNOWN] + states[Status.MANUAL]
    columns = [column for owned in ground.columns.values() for column in owned]
    complete = sum(column.complete for column in columns)
    causes = Counter(_short_cause(column) for column in columns if not column.complete)
    return Coverage(
        cells=len(cells),
        judged=len(cells) - left,
        judged_share=share(len(cells) - left, len(cells)),
        suspect=states[Status.SUSPECT],
        unknown=states[Status.UNKNOWN],
        manual=states[Status.MANUAL],
        columns=len(columns),
        complete=complete,
        complete_share=share(complete, len(columns)),
        pages=sum(column.pages_fetched for column in columns),
        causes=tuple(sorted(causes.items(), key=lambda item: (-item[1], item[0]))),
    )


def _urgent(told: Sequence[Told]) -> tuple[tuple[FindingView, ...], int]:
    """The worst first, at most three of one row; and how many more there are."""
    candidates = sorted((t for t in told if accuses(t)), key=urgency)
    of_row: Counter[str] = Counter()
    chosen: list[FindingView] = []
    for one in candidates:
        if of_row[one.finding.requirement] < URGENT_PER_ROW and len(chosen) < URGENT:
            of_row[one.finding.requirement] += 1
            chosen.append(one.view)
    return tuple(chosen), len(candidates) - len(chosen)


def _unseen(ground: Ground) -> Iterator[UnseenColumn]:
    for column in ground.corpus.all_columns:
        if not column.complete:
            yield UnseenColumn(
                name=plain(column.name, 60),
                unit=_owner(ground, column),
                address=address(column.url),
                cause=_cause(column),
                looked=clock(column.begun) if column.begun else "",
            )


def _owner(ground: Ground, column: SeenColumn) -> str:
    unit = ground.site.unit(column.unit) if column.unit else None
    return plain(unit.name if unit else column.unit or "门户", 60)


def _cause(column: SeenColumn) -> str:
    parts = [
        _short_cause(column),
        plain(column.stopped_because, 160),
        plain(column.note, 160),
    ]
    return "；".join(dict.fromkeys(part for part in parts if part))


def _short_cause(column: SeenColumn) -> str:
    return "疑似采集失灵，先不认定" if column.withheld else OUTCOME_WORDS.get(column.visit_outcome, "没有看全")


def _remarks(ground: Ground, stamp: Stamp, units: int, unseen: int) -> Iterator[str]:
    """检测说明, at the end of every page."""
    run, done, politeness = ground.judgement.run, ground.corpus.progress, ground.site.politeness
    whole = "全量" if run.reach == "whole" else f"后续检测，重新打开 {done.pages} 条、沿用 {done.carried} 条"
    scope = {"quick": "快速检测，只看列表第一页", "part": "部分栏目"}.get(run.mode, whole)
    columns = sum(len(owned) for owned in ground.columns.values())
    pages = sum(column.pages_fetched for owned in ground.columns.values() for column in owned)
    yield f"监测时间点为{stamp.as_of_text}；采集起止时间为 {stamp.begun} 至 {stamp.ended or '（未记录）'}（北京时间）。"
    yield (
        f"依据《{stamp.document}》{f'（{stamp.number}）' if stamp.number else ''}的要求目录（校验码 {stamp.catalogue_digest}）和"
        f"站点档案（校验码 {stamp.profile_digest}），{_decided(stamp.decisions)}。"
    )
    yield (
        f"检查范围为 {units} 个责任单位、{columns} 个栏目，读取列表 {pages} 页；采集方式为{scope}，"
        "通过公开网址逐页读取，不登录、不绕过访问限制。"
    )
    window = f"，时段 {politeness.window}" if politeness.window else ""
    budget = f"，每次每台主机至多 {politeness.budget} 次" if politeness.budget else ""
    yield f"请求间隔 {politeness.delay:g} 秒{window}{budget}；共请求 {done.requests} 次，分 {done.processes} 次完成。"
    yield (
        f"未能看全的栏目 {unseen} 个，逐一列在总览的“未能检查的栏目”中并注明原因；凡未看全的栏目不据以认定问题。"
        if unseen
        else "所列栏目全部看全。"
    )
    yield (
        "发布时间以页面标明的为准，其次取列表、页面元信息和网址；各处不一致的，各处所载均予保留；"
        "未注明时间的，不据以认定逾期。"
    )
    yield "“未见”指在所列检索范围内、截至监测时间点没有找到，不等于没有公开；每条均附检索的栏目、页数和最早一条的日期。"
    yield "证据附存档内容的文字再现、采集时间和校验码；个人号码已遮盖，原始页面另存备查。"
    yield "依据的效力分为文件原文、法律原文、转引、经验四级；只有前三级可以认定问题，依据经验的只作提示。"
    yield "本报告为检测结果，供核实和整改使用，最终以政务公开工作主管部门审定为准。"
    yield "对结果有异议的，请注明编号、理由和相关网址向信息公开工作机构提出；截止日期以随附的通知为准。"
    versions = "、".join(f"{title}（第{version}版）" for title, version in stamp.check_versions)
    yield f"{_made_by(stamp)}；检查项版本：{versions or '无自动检查项'}。"


def _made_by(stamp: Stamp) -> str:
    return f"采集编号 {stamp.run}；工具版本 {stamp.tool or '（未记录）'}"


def _decided(number: int) -> str:
    return f"遵照截至第 {number} 号的人工决定" if number else "尚无人工决定"


def _copies(told: Sequence[Told], corpus: Corpus, further: Iterable[Evidence]) -> tuple[CopyView, ...]:
    """Every archived payload that a finding or a lead cites or that was searched, with its addresses and quoted passages."""
    cited: dict[str, list[Evidence]] = {}
    for evidence in further:
        if digest := snapshot_digest(evidence):
            cited.setdefault(digest, []).append(evidence)
    for one in told:
        for evidence in one.finding.evidence:
            if digest := snapshot_digest(evidence):
                cited.setdefault(digest, []).append(evidence)
        for column, pages in list_pages(corpus, one.finding).items():
            seen = corpus.seen_column(column)
            for url, sha, at in pages:
                cited.setdefault(sha, []).append(Evidence(url, seen.name if seen else column, fetched_at=at))
    return tuple(_copy(digest, cited[digest]) for digest in sorted(cited))


def _copy(digest: str, cited: list[Evidence]) -> CopyView:
    sources = sorted({(e.url, e.title, e.fetched_at) for e in cited})
    passages = sorted({passage(e) for e in cited})
    return CopyView(
        sha256=digest,
        path=f"evidence/{digest}.html",
        sources=tuple(
            CopySource(address(url), plain(title, 200), clock(at) if at else "") for url, title, at in sources
        ),
        quotes=tuple((quote_anchor(p), plain(p, 400)) for p in passages),
    )
