"""What the commands of all rooms share: their options, the inputs they load, and one judgement."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from crawler import site as sites
from crawler.archive import Archive, Corpus
from crawler.archive.store import default_folder
from crawler.clock import china_now
from crawler.site import Site
from crawler.tomlfile import BadInput, nearest
from rules import catalogue as catalogues
from rules import decisions
from rules.blindness import corpus_of
from rules.catalogue import Catalogue
from rules.engine import Judgement, judge
from rules.findings import shares_before

SiteArgument = Annotated[str, typer.Argument(metavar="SITE", help="站点档案：自带的 id，或 TOML 文件的路径")]
DocArgument = Annotated[str, typer.Argument(metavar="DOC", help="要求目录：自带的 id，或 TOML 文件的路径")]
DataOption = Annotated[str, typer.Option("--data", metavar="DIR", help="数据文件夹（默认 data/站点id）")]
OutOption = Annotated[str, typer.Option("--out", metavar="DIR", help="报告文件夹")]
AsOfOption = Annotated[str, typer.Option("--as-of", metavar="DATE", help="检查日，如 2023-09-20（默认今天）")]
QuietOption = Annotated[bool, typer.Option("--quiet", help="不显示进度，只报告错误")]
JsonOption = Annotated[bool, typer.Option("--json", help="结果以 JSON 输出到标准输出")]
FailOption = Annotated[str, typer.Option("--fail-on", metavar="STATUS", help="出现该状态（如 gap）时以 1 退出")]


def load_inputs(site: str, document: str, as_of: date) -> tuple[Site, Catalogue]:
    """The profile and the catalogue by id or path. Raises BadInput, also for a basis that may not be used."""
    profile = sites.load(site)
    catalogue = catalogues.load(document)
    if refused := catalogues.refusals(document, profile, as_of):
        raise BadInput(*refused)
    return profile, catalogue


def folder_of(site: Site, data: str) -> Path:
    """Where the archive of ``site`` lies."""
    return Path(data) if data else default_folder(site)


@contextmanager
def opened(site: Site, data: str) -> Iterator[Archive]:
    """The archive of ``site``, closed again at the end."""
    archive = Archive.open(folder_of(site, data), site.id)
    try:
        yield archive
    finally:
        archive.close()


def unit_of(site: Site, name: str) -> str:
    """The id of the unit named; '' for ''. Raises BadInput when the profile lacks it."""
    if not name:
        return ""
    found = next((unit.id for unit in site.units if name in (unit.id, unit.name, *unit.aliases)), None)
    if found is None:
        raise BadInput(f"站点档案里没有单位“{name}”" + nearest(name, [unit.name for unit in site.units]))
    return found


@contextmanager
def judged(
    site: Site, catalogue: Catalogue, data: str, day: date | None, mode: str = ""
) -> Iterator[tuple[Archive, Corpus, Judgement]]:
    """The newest closed run up to ``day`` (today), judged under all decisions. Raises BadInput when there is none."""
    with opened(site, data) as archive:
        as_of = day or china_now().date()
        run = archive.newest_closed(as_of, (mode,) if mode else ("full", "quick"))
        if run is None:
            raise BadInput(f"{archive.folder} 中没有检查日 {as_of} 及以前已完成的采集；请先运行 zwgk crawl")
        decided = decisions.read(archive)
        corpus = corpus_of(archive, site, run, as_of, decided)
        before = shares_before(archive, run.run, catalogue.id)
        yield archive, corpus, judge(corpus, site, catalogue, run, decided, before)


def day_of(text: str) -> date | None:
    """A date as people type it; None for ''. Raises BadInput."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"不是日期：“{text}”（应写成 2023-09-20）") from None
