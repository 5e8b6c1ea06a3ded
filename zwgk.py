"""Command line: the only file that sees all three rooms. The commands are thin; the rooms do the work.

Exit codes: 0 done, whatever was found; 1 done, and ``--fail-on`` was asked and met; 2 wrong input, nothing written;
3 the crawl could not be finished, what it collected is kept.
"""

import json
import logging
import sys
import time
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.exceptions import TyperException

from crawler import site as sites
from crawler.archive import Archive, Corpus, Run
from crawler.clock import china_now
from crawler.crawl import CrawlState, choice, crawl, in_window, prepare
from crawler.site import Site
from crawler.stopped import Stopped
from crawler.tomlfile import BadInput, nearest, os_reason
from reports.commands.access import access_command
from reports.commands.case import case_app
from reports.commands.decide import decide_app
from reports.commands.diff import compare_command
from reports.commands.evidence import evidence_app
from reports.commands.lab import lab_app
from reports.commands.ledger import ledger_app
from reports.commands.match import match_command
from reports.commands.prepublication import lint_doc_command, lint_page_command
from reports.commands.privacy import privacy_app
from reports.commands.register import register_command
from reports.commands.score import score_app
from reports.commands.shared import (
    AsOfOption,
    DataOption,
    DocArgument,
    FailOption,
    JsonOption,
    OutOption,
    QuietOption,
    SiteArgument,
    day_of,
    folder_of,
    judged,
    load_inputs,
)
from reports.terminal import guarded, pages_seen, progress_bars, say, usage
from rules import catalogue as catalogues
from rules.catalogue import Catalogue
from rules.engine import Judgement
from rules.model import STATUS_LABELS, Status

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="政务公开检测：采集门户、对照要点逐项判定、生成报告。",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
requirements_app = typer.Typer(
    no_args_is_help=True, help="要求目录：从文件导入、比较两年、对照去年提出检查。", rich_markup_mode=None, pretty_exceptions_enable=False
)
app.add_typer(requirements_app, name="requirements")
app.add_typer(decide_app, name="decide")
app.add_typer(case_app, name="case")
app.add_typer(ledger_app, name="ledger")
app.add_typer(lab_app, name="lab")
app.add_typer(privacy_app, name="privacy")
app.add_typer(score_app, name="score")
requirements_app.command("match")(match_command)
app.command("diff")(compare_command)
app.command("register")(register_command)
app.command("access")(access_command)
app.command("lint-page")(lint_page_command)
app.command("lint-doc")(lint_doc_command)

RUN_STATES = {"open": "未完成", "closed": "已完成", "abandoned": "已作废"}

def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"zwgk {version('zwgk')}")
        raise typer.Exit


@app.callback()
def _top(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="显示版本")
    ] = False,
) -> None:
    """政务公开检测：采集门户、对照要点逐项判定、生成报告。"""


app.add_typer(evidence_app, name="evidence")


@app.command("crawl")
@guarded
def crawl_command(
    site: SiteArgument,
    data: DataOption = "",
    as_of: AsOfOption = "",
    full: Annotated[bool, typer.Option("--full", help="全部重新采集，不沿用上次的页面")] = False,
    quick: Annotated[bool, typer.Option("--quick", help="只看首页、栏目和每个栏目的第一页")] = False,
    columns: Annotated[list[str], typer.Option("--columns", help="只采集这些栏目（id 或类别）")] = [],  # noqa: B006  # typer copies it
    units: Annotated[list[str], typer.Option("--units", help="只采集这些单位（id 或名称）")] = [],  # noqa: B006  # typer copies it
    quiet: QuietOption = False,
) -> None:
    """采集：查看档案中的每个栏目并保存证据。"""
    profile = sites.load(site)
    chooses = choice(profile, _words(columns), _words(units))
    _crawl(profile, data, day_of(as_of), full=full, quick=quick, chooses=chooses, quiet=quiet)


@app.command("status")
@guarded
def status_command(site: SiteArgument, data: DataOption = "", as_json: JsonOption = False) -> None:
    """进度：最近一次采集走到哪里、还要多久；采集进行时也可以查。"""
    from dataclasses import asdict

    from crawler.archive.progress import progress_of

    profile = sites.load(site)
    archive = Archive.open(folder_of(profile, data), profile.id)
    try:
        runs = archive.runs()
        if not runs:
            raise BadInput(f"{archive.folder} 中还没有采集")
        run, how_far = runs[-1], progress_of(archive, profile, runs[-1].run)
    finally:
        archive.close()
    if as_json:
        plain = {"run": run.run, "as_of": run.as_of.isoformat(), "state": run.state, **asdict(how_far)}
        sys.stdout.write(json.dumps(plain, ensure_ascii=False, sort_keys=True) + "\n")
        return
    say(f"第 {run.run} 次采集（检查日 {run.as_of}，{RUN_STATES.get(run.state, run.state)}）：{how_far.told()}")


@app.command("check")
@guarded
def check_command(
    site: SiteArgument,
    document: DocArgument,
    as_of: AsOfOption = "",
    data: DataOption = "",
    record: Annotated[bool, typer.Option("--record", help="把判定记入数据库")] = False,
    as_json: JsonOption = False,
    fail_on: FailOption = "",
) -> None:
    """判定：用已完成的采集对照要求目录，不联网。"""
    status = _status(fail_on)
    profile, catalogue = load_inputs(site, document, day_of(as_of) or china_now().date())
    with judged(profile, catalogue, data, day_of(as_of)) as (archive, _, judgement):
        if record:
            _record(archive, judgement)
        _summary(judgement, as_json)
    _fail_on(status, judgement)


@app.command("report")
@guarded
def report_command(
    site: SiteArgument, document: DocArgument, out: OutOption, as_of: AsOfOption = "", data: DataOption = ""
) -> None:
    """报告：把判定写成可以离线打开的网页和数据文件。"""
    profile, catalogue = load_inputs(site, document, day_of(as_of) or china_now().date())
    with judged(profile, catalogue, data, day_of(as_of)) as (_, corpus, judgement):
        _publish(judgement, corpus, profile, Path(out))
    say(f"报告：{Path(out) / 'index.html'}")


@app.command("run")
@guarded
def run_command(
    site: SiteArgument,
    document: DocArgument,
    out: OutOption,
    as_of: AsOfOption = "",
    data: DataOption = "",
    no_crawl: Annotated[bool, typer.Option("--no-crawl", help="不采集，用最近一次已完成的采集")] = False,
    full: Annotated[bool, typer.Option("--full", help="全部重新采集，不沿用上次的页面")] = False,
    quick: Annotated[bool, typer.Option("--quick", help="快速检查：只看第一页")] = False,
    if_due: Annotated[
        bool, typer.Option("--if-due", help="未到时间就什么也不做（配合 --cron 和目录中的期限）")
    ] = False,
    cron: Annotated[str, typer.Option("--cron", metavar="LINE", help="五段 cron 表达式，如 '0 20 * * 5'")] = "",
    quiet: QuietOption = False,
    as_json: JsonOption = False,
    fail_on: FailOption = "",
) -> None:
    """运行：采集、判定并记录、生成报告，一步完成。"""
    status = _status(fail_on)
    day = day_of(as_of)
    profile, catalogue = load_inputs(site, document, day or china_now().date())
    if cron and not if_due:
        raise BadInput("--cron 要与 --if-due 一起用")
    mode = "quick" if quick else "full"
    resumes = not (no_crawl or full) and _waits_for_second_look(profile, catalogue, data, day, mode)
    if if_due and not resumes and not _is_due(profile, catalogue, data, cron):
        if not quiet:
            say("未到检测时间，未作任何事")
        return
    _refuse_out(Path(out))
    if not no_crawl:
        if not resumes:
            _crawl(profile, data, day, full=full, quick=quick, chooses=None, quiet=quiet)
        _look_again(profile, catalogue, data, day, mode, quiet=quiet)
    with judged(profile, catalogue, data, day, "quick" if quick else "") as (archive, corpus, judgement):
        _record(archive, judgement)
        _publish(judgement, corpus, profile, Path(out))
        if not quiet or as_json:
            _summary(judgement, as_json)
    if not quiet and not as_json:
        say(f"报告：{Path(out) / 'index.html'}")
    _fail_on(status, judgement)


@app.command("read")
@guarded
def read_command(
    site: SiteArgument,
    data: DataOption = "",
    ocr: Annotated[bool, typer.Option("--ocr", help="识别扫描件和图片附件中的文字，只供人查看，不参与判定（需要 tesseract）")] = False,
) -> None:
    """重读：用现在的读取程序从存档重新读取页面，不联网。"""
    from crawler.rereading import read_again, recognise

    profile = sites.load(site)
    archive = Archive.open(folder_of(profile, data), profile.id)
    try:
        with archive.locked():
            if ocr:
                count, worded = recognise(archive)
                say(f"识别 {count} 份扫描附件，其中 {worded} 份认出文字")
            else:
                say(f"重新读取 {read_again(archive, profile, china_now())} 个页面")
    finally:
        archive.close()


@app.command("lint")
@guarded
def lint_command(
    site: SiteArgument,
    document: DocArgument,
    as_of: AsOfOption = "",
    data: Annotated[str, typer.Option("--data", metavar="DIR", help="同时看已采集的数据：哪些栏目消失、新出现")] = "",
) -> None:
    """校对：检查站点档案和要求目录，指出每处问题所在的行；给出 --data 时还看栏目的增减。"""
    from rules.lint import warnings

    profile, catalogue = sites.load(site), catalogues.load(document)
    day = day_of(as_of) or china_now().date()
    archive = Archive.open(Path(data), profile.id) if data else None
    try:
        for line in warnings(document, catalogue, profile, day, archive):
            say(line)
    finally:
        if archive is not None:
            archive.close()
    if refused := catalogues.refusals(document, profile, day):
        raise BadInput(*refused)
    say("没有发现错误")


@app.command("discover")
@guarded
def discover_command(
    home: Annotated[str, typer.Argument(metavar="HOME", help="门户首页的网址")],
    units: Annotated[
        str, typer.Option("--units", metavar="FILE", help="单位名单：每行一个正式名称，别名跟在逗号或制表符后")
    ] = "",
    data: Annotated[str, typer.Option("--data", metavar="DIR", help="把每个网址的判断和理由另存到这个文件夹")] = "",
    into: Annotated[
        str, typer.Option("--into", metavar="PROFILE", help="并入已有的档案：新栏目标为提议，原有内容不动")
    ] = "",
) -> None:
    """发现：从首页找单位和栏目，提出站点档案草稿；草稿写到标准输出，疑点写到标准错误。"""
    from crawler.discovery.merge import merge_into
    from crawler.discovery.profile import profile_toml
    from crawler.discovery.run import discover

    progress = pages_seen if sys.stderr.isatty() else None
    if into:
        if units:
            raise BadInput("--into 用档案里的单位，不能同时给 --units")
        proposal, done = merge_into(home, into, data, progress)
        for line in done:
            say(line)
    else:
        proposal = discover(home, units, data, progress)
        sys.stdout.write(profile_toml(proposal))
    for line in proposal.report():
        typer.echo(line, err=True)


@app.command("explain")
@guarded
def explain_command(
    what: Annotated[str, typer.Argument(metavar="CHECK|ROW|FINGERPRINT", help="检查名、行号或问题编号")],
    document: Annotated[str, typer.Option("--doc", help="要求目录")] = "dachuan-2023",
    data: Annotated[str, typer.Option("--data", metavar="DIR", help="数据文件夹（查问题编号时必填）")] = "",
) -> None:
    """解释：一项检查怎么判、一行要求怎么查、一个问题为什么。"""
    from reports.explain import explain

    for line in explain(what, catalogues.load(document), Path(data) if data else None):
        say(line)


@app.command("demo")
@guarded
def demo_command(
    data: DataOption = "data/demo",
    out: OutOption = "out/demo",
    as_of: AsOfOption = "2023-09-20",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="演示门户的端口")] = 18923,
    serve_only: Annotated[bool, typer.Option("--serve-only", help="只在本机打开演示门户，按 Ctrl+C 结束")] = False,
    quiet: QuietOption = False,
) -> None:
    """演示：在本机打开虚构的演示区县，采集、判定、出报告。"""
    from crawler.demo.server import serve

    day = day_of(as_of)
    _refuse_out(Path(out))
    try:
        portal = serve(port)
        base = portal.__enter__()
    except OSError as error:
        raise BadInput(f"端口 {port} 不能使用（{os_reason(error)}）；请用 --port 指定别的端口") from None
    try:
        if serve_only:
            say(f"演示门户：{base}（按 Ctrl+C 结束）")
            _wait()
            return
        run_command(
            site=_demo_profile(base, Path(data)),
            document="dachuan-2023",
            out=out,
            as_of=str(day),
            data=data,
            quiet=quiet,
        )
    finally:
        portal.__exit__(None, None, None)


@requirements_app.command("import")
@guarded
def import_command(file: Annotated[Path, typer.Argument(metavar="FILE", help="工作要点：txt、docx 或 pdf")]) -> None:
    """导入：把一份工作要点读成要求目录草稿，草稿写到标准输出，疑点写到标准错误。"""
    from rules.document import UnreadableDocument, draft_toml, read_document

    try:
        draft = read_document(file)
    except UnreadableDocument as error:
        raise BadInput(str(error)) from None
    if not draft.rows:
        raise BadInput(f"{file}：没有读出任何任务，不像一份工作要点")
    sys.stdout.write(draft_toml(draft))
    for doubt in draft.doubts:
        where = f"第 {doubt.row} 行" if doubt.row else "全文"
        typer.echo(f"存疑：{where}：{doubt.message}", err=True)


@requirements_app.command("diff")
@guarded
def diff_command(
    one: Annotated[str, typer.Argument(metavar="A", help="要求目录")],
    other: Annotated[str, typer.Argument(metavar="B", help="要求目录")],
) -> None:
    """比较：两份要求目录有哪些行新增、取消、改了文字、单位或期限。"""
    from rules.difference import difference

    lines = list(difference(catalogues.load(one), catalogues.load(other)))
    for line in lines or ["没有差别"]:
        say(line)


# ---- steps the commands share


def _crawl(site: Site, data: str, day: date | None, *, full: bool, quick: bool, chooses: Any, quiet: bool) -> None:
    again = _hanging(site, data)
    with progress_bars(quiet) as progress:
        state = prepare(
            site,
            folder_of(site, data),
            as_of=day,
            # Before anything was judged nobody knows which pages a judgement hangs on.
            full=full or again is None,
            again=again or (),
            quick=quick,
            chooses=chooses,
            on_progress=progress,
        )
        if progress:
            progress("columns", len(state.columns_wanted()))
        crawl(state)
    if not quiet:
        say(_crawled(state))


def _waits_for_second_look(site: Site, catalogue: Catalogue, data: str, day: date | None, mode: str) -> bool:
    """Whether this day's crawl is done and its audit stopped before what was not seen had been looked for again."""
    from rules.findings import is_recorded
    from rules.second_look import outstanding

    folder = folder_of(site, data)
    if not site.second_look or not (folder / "zwgk.sqlite").exists():
        return False
    today = day or china_now().date()
    archive = Archive.open(folder, site.id)
    try:
        run = None if archive.open_run() else archive.newest_closed(today, (mode,))
        same = run is not None and (run.as_of, run.profile) == (today, site.digest)
        if run is None or not same or is_recorded(archive, run.run, catalogue.id):
            return False
    finally:
        archive.close()
    with judged(site, catalogue, data, day, mode) as (_, _, judgement):
        return bool(outstanding(judgement.findings))


def _look_again(site: Site, catalogue: Catalogue, data: str, day: date | None, mode: str, *, quiet: bool) -> None:
    """Look once more, by another path, for what was not seen; what cannot be looked for is left a question."""
    from crawler.second.run import look_again
    from rules.second_look import outstanding, ready

    if not site.second_look:
        return
    with judged(site, catalogue, data, day, mode) as (_, corpus, judgement):
        sought = outstanding(judgement.findings)
        moment, run = ready(corpus, sought), judgement.run.run
    if not sought or moment is None:
        return
    _wait_until(moment, f"未见 {len(sought)} 项，要按另一路径复查", quiet=quiet)
    if not in_window(site, china_now()):
        typer.echo(f"提示：采集时间窗口（{site.politeness.window}）已过，本次不复查；未见的各项列为待核验", err=True)
        return
    count, why = look_again(site, folder_of(site, data), run, sought)
    if why:
        typer.echo(f"提示：复查没有做完：{why}；没有复查的列为待核验", err=True)
    if not quiet:
        say(f"复查完成：按另一路径查找 {count} 项")


def _wait_until(moment: datetime, what: str, *, quiet: bool) -> None:
    """Sleep until then. Raises Stopped when somebody ends the wait."""
    left = (moment - china_now()).total_seconds()
    if left <= 0:
        return
    if not quiet:
        told = f"{int(left // 60)} 分 {int(left % 60)} 秒" if left >= 60 else f"{int(left) + 1} 秒"
        say(f"{what}：{moment:%H:%M:%S} 开始（还要等 {told}）；现在中断也不丢失，当天再次运行会接着查")
    try:
        while (left := (moment - china_now()).total_seconds()) > 0:
            time.sleep(min(left, 30))
    except KeyboardInterrupt:
        raise Stopped("复查前的等待被中断；采集已保留，当天再次运行会接着复查") from None


def _hanging(site: Site, data: str) -> frozenset[str] | None:
    """Addresses that the last judgement hangs on; None when nothing was judged yet."""
    from rules.findings import hanging

    folder = folder_of(site, data)
    if not (folder / "zwgk.sqlite").exists():
        return None
    archive = Archive.open(folder, site.id)
    try:
        return hanging(archive)
    finally:
        archive.close()


def _crawled(state: CrawlState) -> str:
    columns, items, carried = (state.counts.get(name, 0) for name in ("column", "item", "carried"))
    kept = f"，沿用上次的页面 {carried} 个" if carried else ""
    return f"采集完成：第 {state.run.run} 次采集，查看栏目 {columns} 个，读取信息 {items} 条{kept}"


def _record(archive: Archive, judgement: Judgement) -> None:
    from rules.findings import record

    with archive.locked():
        record(archive, judgement)


def _publish(judgement: Judgement, corpus: Corpus, site: Site, out: Path) -> None:
    from reports.publish import publish

    publish(judgement, corpus, site, out)


def _refuse_out(out: Path) -> None:
    from reports.publish import refuse_foreign

    refuse_foreign(out)


def _is_due(site: Site, catalogue: Catalogue, data: str, cron: str) -> bool:
    from rules.schedule import is_due

    folder = folder_of(site, data)
    last: Run | None = None
    if (folder / "zwgk.sqlite").exists():
        archive = Archive.open(folder, site.id)
        closed = [run for run in archive.runs() if run.state == "closed" and run.mode == "full"]
        archive.close()
        last = closed[-1] if closed else None
    began = datetime.fromisoformat(last.begun) if last else None
    return is_due(catalogue, began, china_now(), cron)


def _summary(judgement: Judgement, as_json: bool) -> None:
    counts = {status: sum(1 for f in judgement.findings if f.status is status) for status in Status}
    if as_json:
        plain = {
            "as_of": judgement.as_of.isoformat(),
            "run": judgement.run.run,
            "document": judgement.catalogue.id,
            "findings": len(judgement.findings),
            "draft_duties": judgement.draft_duties,
            "counts": {status.value: count for status, count in counts.items()},
        }
        sys.stdout.write(json.dumps(plain, ensure_ascii=False, sort_keys=True) + "\n")
        return
    shown = "，".join(f"{STATUS_LABELS[status]} {count}" for status, count in counts.items() if count)
    say(f"检查日 {judgement.as_of}，第 {judgement.run.run} 次采集：{shown}")
    if judgement.draft_duties:
        say(f"适用范围待确认 {judgement.draft_duties} 条")


def _fail_on(status: Status | None, judgement: Judgement) -> None:
    if status and any(finding.status is status for finding in judgement.findings):
        raise typer.Exit(1)


def _status(word: str) -> Status | None:
    """A status by its word or by what readers see; None for ''."""
    if not word:
        return None
    by_label = {label: status for status, label in STATUS_LABELS.items()}
    if word in by_label:
        return by_label[word]
    if word not in set(Status):
        raise BadInput(
            f"--fail-on 不认识“{word}”" + (nearest(word, [*Status, *by_label]) or f"；可用：{'、'.join(by_label)}")
        )
    return Status(word)


def _words(given: list[str]) -> list[str]:
    return [word for text in given for word in text.replace("，", ",").split(",") if word]


def _demo_profile(base: str, data: Path) -> str:
    """The bundled profile, or one beside the data for another port."""
    from crawler.demo import profile_text

    if base == sites.load("demo").home:
        return "demo"
    data.mkdir(parents=True, exist_ok=True)
    path = data / "demo.toml"
    path.write_text(profile_text(base), encoding="utf-8")
    return str(path)


def _wait() -> None:
    import threading

    with suppress(KeyboardInterrupt):
        threading.Event().wait()


def main() -> None:
    """Entry point of the installed command."""
    handler = logging.StreamHandler()
    handler.setLevel(logging.WARNING)  # Scrapy lowers the root logger's level; what is shown stays the same
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(handlers=[handler])
    try:
        sys.exit(app(standalone_mode=False))
    except TyperException as error:
        context = getattr(error, "ctx", None)
        if type(error).__name__ == "NoArgsIsHelpError" and context is not None:
            typer.echo(context.get_help())
        else:
            where = context.command_path if context is not None else "zwgk"
            typer.echo(f"错误：{usage(error)}；用法见 {where} --help", err=True)
        sys.exit(2)
    except typer.Abort:
        sys.exit(130)


if __name__ == "__main__":
    main()
