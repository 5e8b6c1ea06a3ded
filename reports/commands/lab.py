"""``zwgk lab``: how often the rules are right on labelled corpora, and what changed rules change."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from crawler.tomlfile import BadInput, os_reason
from reports.commands.shared import JsonOption
from reports.terminal import guarded, say
from rules.catalogue import checks
from rules.lab import precision
from rules.lab.figures import Figures, Tally, figures
from rules.lab.labelled import Measured
from rules.lab.run import corpora, measure, own_cases, said, wrong

lab_app = typer.Typer(
    no_args_is_help=True, help="规则实验室：用标注语料量准确率，比较规则改动前后。", rich_markup_mode=None, pretty_exceptions_enable=False
)
_MOST_SHOWN = 20
_KINDS = {"planted": "模拟", "real": "真实"}


@lab_app.command("run")
@guarded
def run_command(
    folders: Annotated[list[Path], typer.Argument(metavar="FOLDER…", help="语料文件夹（默认项目自带的案例）")] = [],  # noqa: B006  # typer copies it
    as_json: JsonOption = False,
    write: Annotated[str, typer.Option("--write", metavar="FILE", help="另把各项检查的计数写到这个文件")] = "",
) -> None:
    """度量：判定标注语料，逐项检查给出准确率、召回率和未能检查的比例。"""
    found = corpora(folders or [own_cases()])
    measured = list(measure(found))
    versions = {name: check.version for name, check in checks().items()}
    told = figures(measured, versions)
    if write:
        try:
            precision.write(Path(write), told)
        except OSError as error:
            raise BadInput(f"{write} 不能写入：{os_reason(error)}") from None
    if as_json:
        _print_json(found, told, measured)
        return
    say(f"语料 {len(found)} 份：{'、'.join(map(str, found))}")
    for each in told:
        for line in _lines(each):
            say(line)
    if unmeasured := [each.check for each in told if not _is_measured(each)]:
        say(f"没有标注、暂不计分的检查 {len(unmeasured)} 项：{'、'.join(unmeasured)}")
    _say_wrong(wrong(measured))


def _print_json(found: list[Path], told: tuple[Figures, ...], measured: list[Measured]) -> None:
    plain = {
        "corpora": [str(folder) for folder in found],
        "checks": [precision.as_plain(each) for each in told],
        "wrong": [
            {
                "check": m.check, "label": m.kind, "by": m.by, "expected": m.expected or None,
                "got": m.got.value if m.got else None, "where": m.where,
            }
            for m in wrong(measured)
        ],
    }  # fmt: skip
    sys.stdout.write(json.dumps(plain, ensure_ascii=False, sort_keys=True) + "\n")


def _lines(each: Figures) -> list[str]:
    if not _is_measured(each):
        return []
    head = f"{each.check} 第{each.version}版{'（严重）' if each.severe else ''}："
    kinds = ((_KINDS[name], tally) for name, tally in (("planted", each.planted), ("real", each.real)))
    return [f"{head}{precision.state(each)}", *(f"  {word} {_told(tally)}" for word, tally in kinds)]


def _is_measured(each: Figures) -> bool:
    return bool(each.planted.labels or each.real.labels)


def _told(tally: Tally) -> str:
    if not tally.labels:
        return "0 条"
    return (
        f"{tally.labels} 条：认定 {tally.true} 对 {tally.false} 错，准确率 {precision.in_words(tally.precision)}，"
        f"召回率 {precision.in_words(tally.recall)}；应认定而判为无问题 {tally.false_met}、列为待核验 {tally.asked}；"
        f"待核验共 {tally.suspect}，未能检查 {tally.unknown}（{precision.percent(tally.unknown_share.value)}）"
    )


def _say_wrong(told: list[Measured]) -> None:
    if not told:
        say("与标注全部一致")
        return
    say(f"与标注不一致 {len(told)} 处：")
    for m in told[:_MOST_SHOWN]:
        say(f"  {m.check}：标注 {m.expected or '（无）'}，判为 {said(m.got)}；{m.where}")
    if len(told) > _MOST_SHOWN:
        say(f"  另有 {len(told) - _MOST_SHOWN} 处，用 --json 查看全部")
