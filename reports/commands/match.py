"""``zwgk requirements match``: what last year's catalogue proposes for a draft of this year's."""

import sys
from typing import Annotated

import typer

from reports.terminal import guarded
from rules import catalogue as catalogues
from rules.matched import doubts, matched_toml
from rules.matching import match


@guarded
def match_command(
    draft: Annotated[str, typer.Argument(metavar="DRAFT", help="今年的要求目录草稿（requirements import 的结果）")],
    before: Annotated[str, typer.Option("--from", metavar="DOC", help="去年的要求目录")],
) -> None:
    """对照：逐句找去年目录里意思相同的要求，提出检查、单位和适用范围，供人确认；疑点写到标准错误。"""
    new, old = catalogues.load(draft), catalogues.load(before)
    matching = match(new, old)
    sys.stdout.write(matched_toml(catalogues.source_of(draft), new, old, matching))
    for line in doubts(new, matching):
        typer.echo(f"存疑：{line}", err=True)
    carried = [each for found in matching.checks.values() for each in found]
    certain = sum(not each.why for each in carried)
    told = f"提出检查 {len(carried)} 项（把握高 {certain} 项），接续去年的行 {len(matching.rows)} 行；全部待确认"
    typer.echo(told, err=True)
