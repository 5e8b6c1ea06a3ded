"""``zwgk privacy``: what stands in the archive and must not be online; shown to the centre alone."""

from pathlib import Path
from typing import Annotated

import typer

from crawler import site as sites
from crawler.archive import Archive
from reports.commands.shared import DataOption, SiteArgument, folder_of
from reports.terminal import guarded, say
from reports.wording import plain
from rules import privacy
from rules.sweeping import sweep

privacy_app = typer.Typer(
    no_args_is_help=True, help="个人信息和密级标注：只供主管机构内部处置。", rich_markup_mode=None, pretty_exceptions_enable=False
)
_LINE = 600  # characters of one printed line


@privacy_app.callback()
def _top() -> None:
    """个人信息和密级标注：只供主管机构内部处置。"""


@privacy_app.command("sweep")
@guarded
def sweep_command(
    site: SiteArgument,
    data: DataOption = "",
    out: Annotated[str, typer.Option("--out", metavar="FILE", help="线索写到这个文件（默认 数据文件夹/privacy-leads.jsonl）")] = "",
) -> None:
    """全库排查：看遍存档的全部网页和附件，列出个人信息、密级和不公开标注的线索；不联网，不写入报告。"""
    profile = sites.load(site)
    archive = Archive.open(folder_of(profile, data), profile.id)
    path = Path(out) if out else archive.folder / "privacy-leads.jsonl"
    try:
        privacy.refuse_report(path)
        swept = sweep(archive, profile)
        privacy.write(swept, path)
    finally:
        archive.close()
    for line in privacy.told(swept):
        say(plain(line, _LINE))
    say(f"线索：{path}")
