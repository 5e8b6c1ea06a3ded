"""``zwgk score``: every unit's score by class, and one unit's sheet line by line. Nothing is recorded."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from crawler.clock import china_now
from crawler.site import Site
from crawler.tomlfile import BadInput
from reports.commands.shared import (
    AsOfOption,
    DataOption,
    DocArgument,
    JsonOption,
    SiteArgument,
    day_of,
    judged,
    load_inputs,
    unit_of,
)
from reports.score_shown import as_plain, explained, table, unit_plain
from reports.terminal import guarded, say
from reports.wording import plain
from rules import decisions
from rules.discretion import discreet, hidden_in, told_at
from rules.score.audit import Scores, score
from rules.score.weights import load

WeightsOption = Annotated[str, typer.Option("--weights", metavar="FILE", help="评分规则：自带的 id，或 TOML 文件的路径")]
UnitArgument = Annotated[str, typer.Argument(metavar="UNIT", help="单位的名称或 id")]
_TABLE = "table"


class _TableFirst(TyperGroup):
    """``zwgk score SITE DOC`` is the table: what is no command of ours is its first word."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] != "--help":
            args = [_TABLE, *args]
        return super().parse_args(ctx, args)


score_app = typer.Typer(
    cls=_TableFirst,
    no_args_is_help=True,
    help="评分：按评分规则把判定折成分。zwgk score SITE DOC 列出各单位；zwgk score explain UNIT SITE DOC 逐项说明。",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@score_app.command(_TABLE)
@guarded
def table_command(
    site: SiteArgument,
    document: DocArgument,
    as_of: AsOfOption = "",
    data: DataOption = "",
    weights: WeightsOption = "2023",
    as_json: JsonOption = False,
) -> None:
    """各单位：按类列出得分（有待核验的列暂定区间）、等次、检查覆盖率；默认不排名。"""
    with _scored(site, document, as_of, data, weights) as (_, scores):
        lines = [_json(as_plain(scores))] if as_json else list(table(scores))
    for line in lines:
        say(line)


@score_app.command("explain")
@guarded
def explain_command(
    unit: UnitArgument,
    site: SiteArgument,
    document: DocArgument,
    as_of: AsOfOption = "",
    data: DataOption = "",
    weights: WeightsOption = "2023",
    as_json: JsonOption = False,
) -> None:
    """一个单位：逐项列出分值、状态、扣分、失分原因，再按能返还的分值列出先改什么。"""
    with _scored(site, document, as_of, data, weights) as (profile, scores):
        found = scores.standing(unit_of(profile, unit))
        if found is None:
            raise BadInput(f"“{plain(unit, 60)}”在这次判定中没有职责，没有评分")
        lines = [_json(unit_plain(scores, *found))] if as_json else list(explained(scores, *found))
    for line in lines:
        say(line)


@contextmanager
def _scored(site: str, document: str, as_of: str, data: str, weights: str) -> Iterator[tuple[Site, Scores]]:
    rules = load(weights)
    day = day_of(as_of)
    profile, catalogue = load_inputs(site, document, day or china_now().date())
    if rules.document != catalogue.id:
        raise BadInput(f"评分规则 {plain(rules.id, 60)} 写的是“{plain(rules.document, 60)}”的行号，不能用于“{plain(catalogue.id, 60)}”；请用 --weights 指定它的评分规则")
    with judged(profile, catalogue, data, day) as (archive, corpus, judgement):
        told = discreet(judgement, hidden_in(corpus, told_at(judgement.findings)))
        yield profile, score(judgement, told, profile, rules, decisions.read(archive, judgement.decisions))


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True)
