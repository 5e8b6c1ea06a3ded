"""``zwgk ledger``: the cases go out as 整改台账, and what units filled in comes back into the log of decisions."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from crawler import site as sites
from crawler.archive import Corpus
from crawler.clock import china_now
from crawler.site import Site
from crawler.tomlfile import BadInput, os_reason
from reports.commands.shared import (
    AsOfOption,
    DataOption,
    DocArgument,
    SiteArgument,
    day_of,
    judged,
    load_inputs,
    opened,
    unit_of,
)
from reports.filing import column_of, target_of
from reports.ledger_book import LedgerBook, write_ledger
from reports.terminal import guarded, say
from reports.told import ground_of
from reports.view import remarks
from rules import decisions
from rules.case_records import audits_of, cases_of
from rules.cases import Audit, Case, cases
from rules.discretion import discreet, hidden_in, told_at
from rules.engine import Judgement
from rules.ledger import Place, Terms, rows
from rules.ledger_import import imported
from rules.score.weights import Weights
from rules.score.weights import load as load_weights

ledger_app = typer.Typer(
    no_args_is_help=True, help="整改台账：导出给各单位填写，导入交回的台账。", rich_markup_mode=None, pretty_exceptions_enable=False
)
FileArgument = Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="整改台账")]


@ledger_app.command("export")
@guarded
def export_command(
    file: FileArgument,
    site: SiteArgument,
    document: DocArgument,
    as_of: AsOfOption = "",
    unit: Annotated[str, typer.Option("--unit", metavar="NAME", help="只列这个单位的（名称、别名或 id）")] = "",
    due: Annotated[str, typer.Option("--due", metavar="DATE", help="整改时限；另有延期的从其延期")] = "",
    data: DataOption = "",
) -> None:
    """导出：把没有销号的和上次检查以来销号的问题写成台账。"""
    if file.suffix.lower() != ".xlsx":
        raise BadInput(f"“{file}”应以 .xlsx 结尾")
    day = day_of(as_of)
    profile, catalogue = load_inputs(site, document, day or china_now().date())
    owner, until, weights = unit_of(profile, unit), day_of(due), load_weights()
    with judged(profile, catalogue, data, day) as (archive, corpus, judgement):
        audits = tuple(audits_of(archive))
        _refuse_stale(audits, judgement)
        known = cases(audits, decisions.read(archive).log)
        terms = Terms(judgement.as_of, until, owner, _severity(weights))
        hidden = hidden_in(corpus, told_at(judgement.findings))
        lines = rows(known, audits, discreet(judgement, hidden), profile, hidden, _places(judgement, corpus, profile, known), terms)
        book = LedgerBook(
            profile.name, catalogue.title + (f"（{catalogue.number}）" if catalogue.number else ""), judgement.as_of, judgement.run.run,
            _rules(judgement), lines, _on_severity(weights), remarks(judgement, corpus, profile),
        )  # fmt: skip
    try:
        write_ledger(file, book)
    except OSError as error:
        raise BadInput(f"{file} 不能写入：{os_reason(error)}") from None
    closed = sum(row.closed is not None for row in lines)
    say(f"整改台账：{file}（共 {len(lines)} 件，其中已销号 {closed} 件）")
    if others := sum(case.is_open and case.document != catalogue.id for case in known):
        say(f"另有 {others} 件没有销号的属于其他要求目录，不在此列")


@ledger_app.command("import")
@guarded
def import_command(
    file: FileArgument,
    site: SiteArgument,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="由谁报告（默认取各行的责任人）")] = "",
    data: DataOption = "",
) -> None:
    """导入：把单位交回的台账记入决定记录；有一行不对就全部不记，重复导入不重复记。"""
    with opened(sites.load(site), data) as archive, archive.locked():
        decided = decisions.read(archive)
        added, told = imported(archive, cases_of(archive, decided), decided.log, file, by, china_now())
    for remark in told:
        typer.echo(f"提示：{remark}", err=True)
    last = f"，最后一条为第 {added[-1].n} 号" if added else ""
    say(f"已记入 {len(added)} 条决定{last}")


def _refuse_stale(audits: Iterable[Audit], judgement: Judgement) -> None:
    """A ledger tells what was recorded: not of a day before the newest record, nor where nothing was recorded yet."""
    own = [audit for audit in audits if audit.document == judgement.catalogue.id]
    if not own:
        raise BadInput("还没有记录过这份目录的检查结果；请先运行 zwgk run 或 zwgk check --record")
    if (newest := max(audit.as_of for audit in own)) > judgement.as_of:
        raise BadInput(f"最近一次记录的检查是 {newest}，晚于 {judgement.as_of}；台账只能按最近的检查导出")
    if max(audit.run for audit in own) < judgement.run.run:
        typer.echo(f"提示：第 {judgement.run.run} 次采集的检查结果还没有记录，台账按此前的记录；请运行 zwgk check --record", err=True)


def _places(judgement: Judgement, corpus: Corpus, site: Site, known: Iterable[Case]) -> dict[str, Place]:
    """The column of each case that today's judgement knows: where it is filed, else where it is put right."""
    wanted = {case.fingerprint for case in known}
    ground, filed = ground_of(judgement, corpus, site), dict[str, tuple[str, ...]]()
    found = {}
    for finding in judgement.findings:
        if finding.fingerprint in wanted and finding.unit:
            column = target_of(ground, finding, None) if (own := column_of(ground, finding, filed)) is None else own
            if column is not None:
                found[finding.fingerprint] = Place(column.name, column.url)
    return found


def _rules(judgement: Judgement) -> str:
    """One mark for the catalogue and the versions of all checks: the same mark, the same rules."""
    versions = "\n".join(f"{name} {version}" for name, version in judgement.check_versions)
    return hashlib.sha256(f"{judgement.catalogue.digest}\n{versions}".encode()).hexdigest()[:12]


def _severity(weights: Weights) -> dict[str, str]:
    """By check, as the approved rules have it; values that are only suggested are told to nobody as known."""
    return {check: rate.severity for check, rate in weights.rates.items()} if weights.approved else {}


def _on_severity(weights: Weights) -> str:
    if weights.approved:
        return f"“严重程度”按评分规则“{weights.id}”（{weights.approved}）；规则没有列的留空。"
    return "“严重程度”留空：评分规则还没有批准。"
