"""``zwgk decide``: what people are asked goes out as a workbook, and their answers come back into the log of decisions."""

from pathlib import Path
from typing import Annotated

import typer

from crawler.clock import china_now
from crawler.tomlfile import BadInput, os_reason
from reports.commands.shared import AsOfOption, DataOption, DocArgument, SiteArgument, day_of, judged, load_inputs
from reports.decision_book import write_book
from reports.terminal import guarded, say
from rules import decisions
from rules.attestation import SHARE, Sample
from rules.decision_book import imported, questions
from rules.decision_sheets import SHEETS
from rules.discretion import hidden_in, told_at

decide_app = typer.Typer(
    no_args_is_help=True, help="人工确认：导出确认表、导入填好的确认表。", rich_markup_mode=None, pretty_exceptions_enable=False
)
SeedOption = Annotated[str, typer.Option("--seed", metavar="TEXT", help="抽取佐证的种子（默认站点和采集编号）")]
ShareOption = Annotated[int, typer.Option("--share", min=0, max=100, help="要附佐证的占百分之几")]
FileArgument = Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="确认表")]


@decide_app.command("export")
@guarded
def export_command(
    file: FileArgument, site: SiteArgument, document: DocArgument, as_of: AsOfOption = "", data: DataOption = "",
    seed: SeedOption = "", share: ShareOption = SHARE,
) -> None:  # fmt: skip
    """导出：把待核验、适用范围、需佐证（一个单位一页）和异常栏目写成确认表。"""
    if file.suffix.lower() != ".xlsx":
        raise BadInput(f"“{file}”应以 .xlsx 结尾")
    profile, catalogue = load_inputs(site, document, day_of(as_of) or china_now().date())
    with judged(profile, catalogue, data, day_of(as_of)) as (_, corpus, judgement):
        sample = Sample(seed or f"{profile.id}:{corpus.run}", share)
        asked = questions(judgement, corpus, sample, hidden_in(corpus, told_at(judgement.findings)))
    try:
        write_book(file, asked, sampled=f"佐证{sample}", until=f"{judgement.as_of.year}-12-31")
    except OSError as error:
        raise BadInput(f"{file} 不能写入：{os_reason(error)}") from None
    counts = "，".join(f"{sheet.title} {sum(q.sheet is sheet for q in asked)} 条" for sheet in SHEETS)
    say(f"确认表：{file}（{counts}）")
    say(f"佐证{sample}")


@decide_app.command("import")
@guarded
def import_command(
    file: FileArgument, site: SiteArgument, document: DocArgument, as_of: AsOfOption = "", data: DataOption = ""
) -> None:
    """导入：把填好的确认表记入决定记录；有一行不对就全部不记。"""
    profile, catalogue = load_inputs(site, document, day_of(as_of) or china_now().date())
    with judged(profile, catalogue, data, day_of(as_of)) as (archive, corpus, judgement), archive.locked():
        decided = decisions.read(archive)
        added, remarks = imported(archive, profile, questions(judgement, corpus), file, decided, china_now())
    for remark in remarks:
        typer.echo(f"提示：{remark}", err=True)
    last = f"，最后一条为第 {added[-1].n} 号" if added else ""
    say(f"已记入 {len(added)} 条决定{last}")
