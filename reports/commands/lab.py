"""``zwgk lab``: how often the rules are right on labelled corpora, and what changed rules change."""

import json
import sys
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer

from crawler import site as sites
from crawler.archive import Archive
from crawler.tomlfile import BadInput, os_reason
from reports.commands.shared import AsOfOption, DataOption, DocArgument, JsonOption, SiteArgument, day_of, folder_of
from reports.terminal import guarded, say
from rules.catalogue import checks
from rules.lab import precision
from rules.lab.backtest import Flip, causes_in_words, flips, sides
from rules.lab.figures import Figures, Tally, figures
from rules.lab.labelled import Measured
from rules.lab.run import corpora, measure, own_cases, said, wrong
from rules.model import STATUS_LABELS, Status

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
    if unmeasured := [each.check for each in told if not precision.is_measured(each)]:
        say(f"没有标注、暂不计分的检查 {len(unmeasured)} 项：{'、'.join(unmeasured)}")
    _say_wrong(wrong(measured))


@lab_app.command("backtest")
@guarded
def backtest_command(
    old: Annotated[str, typer.Argument(metavar="OLD", help="判定的编号、报告文件夹、要求目录，或 now")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="同上；now 为现在的规则")],
    site: SiteArgument,
    document: DocArgument,
    data: DataOption = "",
    as_of: AsOfOption = "",
    as_json: JsonOption = False,
) -> None:
    """回测：同一次采集，改动前后的判定有哪些单位变了，为什么。"""
    profile = sites.load(site)
    archive = Archive.open(folder_of(profile, data), profile.id)
    try:
        first, second = sides(old, new, archive, profile, document, day_of(as_of))
    finally:
        archive.close()
    found = flips(first, second)
    if as_json:
        plain = [{"causes": list(f.causes), "old": f.old, "new": f.new} for f in found]
        told = {"run": first.run, "as_of": first.as_of, "old": first.name, "new": second.name, "flips": plain}
        sys.stdout.write(json.dumps(told, ensure_ascii=False, sort_keys=True) + "\n")
        return
    say(f"第 {first.run} 次采集，检查日 {first.as_of}：{first.name} → {second.name}")
    _say_flips(found)


def _say_flips(found: tuple[Flip, ...]) -> None:
    if not found:
        say("没有变化")
        return
    units = {flip.shown["unit"] or flip.shown["unit_name"] for flip in found}
    more, less = sum(flip.accuses_more for flip in found), sum(flip.accuses_less for flip in found)
    say(f"变化 {len(found)} 条，涉及单位 {len(units)} 个：新认定的问题 {more} 条，不再认定的 {less} 条")
    for cause, group in groupby(found, key=causes_in_words):
        flipped = list(group)
        say(f"原因：{cause}（{len(flipped)} 条）")
        for flip in flipped:
            say(f"  {_flip(flip)}")


def _flip(flip: Flip) -> str:
    shown = flip.shown
    where = f"第 {shown['row']} 行" if shown["row"] else shown["requirement"]
    versions = "→".join(dict.fromkeys(f"第{side['check_version']}版" for side in (flip.old, flip.new) if side))
    was, now = (
        f"{STATUS_LABELS[Status(side['status'])]}（{side['reason']}）" if side else "没有这一条" for side in (flip.old, flip.new)
    )
    return f"{where} {shown['unit_name']} {shown['check']} {versions} {shown.get('object') or ''}：{was} → {now}"


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
    if not precision.is_measured(each):
        return []
    head = f"{each.check} 第{each.version}版{'（严重）' if each.severe else ''}："
    kinds = ((_KINDS[name], tally) for name, tally in (("planted", each.planted), ("real", each.real)))
    return [f"{head}{precision.state(each)}", *(f"  {word} {_told(tally)}" for word, tally in kinds)]


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
