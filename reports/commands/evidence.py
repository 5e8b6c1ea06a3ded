"""``zwgk evidence``: verify, seal, export."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from crawler.archive import Archive
from crawler.archive.store import site_in
from crawler.tomlfile import BadInput, os_reason
from reports.terminal import guarded
from reports.wording import CHINA, neutral

DataOption = Annotated[str, typer.Option("--data", metavar="DIR", help="数据文件夹（data/ 下只有一个时可以不写）")]
ByOption = Annotated[str, typer.Option("--by", metavar="NAME", help="经手人")]
_OTHERS = ".evidence.lock"


evidence_app = typer.Typer(
    no_args_is_help=True, help="证据：核验、封存、导出。", rich_markup_mode=None, pretty_exceptions_enable=False
)


@evidence_app.command("verify")
@guarded
def verify_command(
    data: DataOption = "",
    expect: Annotated[
        str, typer.Option("--expect", metavar="HASH", help="以前抄录在别处的清单校验码；链中没有它就是被改动")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="结果以 JSON 输出到标准输出")] = False,
) -> None:
    """核验：重新计算每个校验码，对照清单链，指出被改动的文件、记录和数据库行；有改动时以 1 退出。"""
    from crawler.archive.verify import verify

    if expect and (len(expect) != 64 or any(c not in "0123456789abcdef" for c in expect)):
        raise BadInput("--expect 应为 64 位的校验码（小写十六进制）")
    with _opened(data) as archive, _undisturbed(archive):
        told = verify(archive, expect)
    if as_json:
        plain = {
            "altered": [{"what": sort, "told": line} for sort, line in told.altered],
            "altered_in_all": told.counts["altered"],
            "notes": told.notes,
            "sealed": told.sealed,
            "counts": {name: told.counts[name] for name in ("manifests", "files", "records", "rows", "sealed")},
            "head": told.head,
        }
        sys.stdout.write(json.dumps(plain, ensure_ascii=False, sort_keys=True) + "\n")
    else:
        for line in _lines(told):
            typer.echo(neutral(line))
    if told.counts["altered"]:
        raise typer.Exit(1)


@evidence_app.command("seal")
@guarded
def seal_command(
    record: Annotated[str, typer.Argument(metavar="RECORD", help="内容的 sha256、批次/序号（如 1/57）或 文件名:位置")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="封存的理由，如来函文号")] = "",
    by: ByOption = "",
    data: DataOption = "",
) -> None:
    """封存：用封存标记替换一份内容的全部记录，由它读出的文字和标题一并撤下；不可恢复，记入保管记录。"""
    from crawler.archive.sealing import seal
    from rules.evidence import withhold

    with _opened(data) as archive, archive.locked(), archive.locked(_OTHERS):
        done = seal(archive, record, who=by, why=reason, at=datetime.now(CHINA), further=withhold)
    if done.before:
        typer.echo(f"这份内容（{done.sha256}）此前已封存，没有再作改动")
        return
    typer.echo(f"已封存：内容 {done.sha256}，记录 {done.records} 条；撤下读取结果 {done.readings} 份、信息 {done.articles} 条")
    for name in done.files:
        typer.echo(f"存档文件改写为 {name}，其余记录一字未动")
    if done.listed:
        typer.echo(f"提示：列表页仍载有其标题（栏目 {'、'.join(done.listed)}）；如须一并撤下，请另行封存那些列表页的记录")
    if done.kin:
        typer.echo(f"提示：另有 {len(done.kin)} 份内容的正文与它相同，没有封存：{'、'.join(done.kin[:5])}")
    typer.echo("提示：以前生成的报告、导出和备份不在此列，请另行处理，并重新生成报告")


@evidence_app.command("export")
@guarded
def export_command(
    fingerprint: Annotated[str, typer.Argument(metavar="FINGERPRINT", help="问题编号（16 位）")],
    out: Annotated[str, typer.Option("--out", metavar="DIR", help="导出到这个文件夹（须不存在或为空）")],
    data: DataOption = "",
    unmasked: Annotated[bool, typer.Option("--unmasked", help="连同含个人号码的原始内容、共用的报告不列的信息；记入保管记录")] = False,
    by: ByOption = "",
    screenshot: Annotated[bool, typer.Option("--screenshot", help="另附存档内容的整页截图（需要 chromium）")] = False,
) -> None:
    """导出：把一个问题的证据写成可以离线打开、可以不用本程序核对的文件夹。"""
    from reports.exported import Altered
    from reports.exporting import export

    with _opened(data) as archive, _undisturbed(archive):
        try:
            done = export(
                archive, fingerprint, Path(out), who=by, unmasked=unmasked, at=datetime.now(CHINA), screenshots=screenshot
            )
        except Altered as error:
            typer.echo(f"错误：证据被改动，没有导出：{error}", err=True)
            raise typer.Exit(1) from None
    for line in done.notes:
        typer.echo(line)
    typer.echo(f"已导出：{Path(out) / 'index.html'}（存档记录 {done.records} 条，未附 {done.left_out} 条）")


# ---- inside


def _lines(told: Any) -> Iterator[str]:
    from crawler.archive.told import ALTERED

    for sort, line in told.altered:
        yield f"被改动：{ALTERED[sort]}：{line}"
    for sort, number in told.left_out.items():
        yield f"被改动：{ALTERED[sort]}：另有 {number} 处，未逐一列出"
    for line in told.sealed:
        yield f"封存：{line}"
    for line in told.notes:
        yield f"说明：{line}"
    n = told.counts
    yield f"核验：清单 {n['manifests']} 份，存档文件 {n['files']} 个，存档记录 {n['records']} 条，数据库 {n['rows']} 行"
    if told.head:
        yield f"清单链末端：{told.head}（抄录在别处，下次用 --expect 对照）"
    yield f"结果：发现改动 {n['altered']} 处" if n["altered"] else "结果：没有发现改动"


@contextmanager
def _opened(data: str) -> Iterator[Archive]:
    folder = Path(data) if data else _only_folder()
    archive = Archive.open(folder, site_in(folder))
    try:
        yield archive
    finally:
        archive.close()


def _only_folder() -> Path:
    found = sorted(path.parent for path in Path("data").glob("*/zwgk.sqlite"))
    if len(found) != 1:
        told = f"data/ 下有 {len(found)} 个数据文件夹" if found else "data/ 下没有数据文件夹"
        raise BadInput(f"{told}；请用 --data 指明")
    return found[0]


@contextmanager
def _undisturbed(archive: Archive) -> Iterator[None]:
    """While files are read nobody may replace one by sealing."""
    try:
        with archive.locked(_OTHERS, shared=True):
            yield
    except PermissionError as error:
        raise BadInput(f"{archive.folder} 不能写入锁文件：{os_reason(error)}") from None
