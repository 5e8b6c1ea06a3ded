"""``zwgk access``: level one of accessibility on the sampled pages of the newest run, item by item, with a browser on request."""

import json
from typing import Annotated, Any

import typer

from crawler import site as sites
from crawler.archive import Archive, Corpus
from crawler.clock import china_now
from crawler.page import Page
from crawler.tomlfile import BadInput
from reports import axe
from reports.commands.shared import AsOfOption, DataOption, JsonOption, SiteArgument, day_of, folder_of
from reports.terminal import guarded, say
from reports.wording import plain
from rules.access import Item, items
from rules.access.sample import Sampled, sample_of
from rules.discretion import hidden_in, hidden_words

_DECIDES = {"whole": "可由程序判断", "part": "只查得出一部分", "none": "要人看"}
_LINE = 400


@guarded
def access_command(
    site: SiteArgument,
    data: DataOption = "",
    as_of: AsOfOption = "",
    browser: Annotated[bool, typer.Option("--browser", help="另用本机 chromium 中的 axe 检测同一批页面（不联网，不运行页面脚本）")] = False,
    as_json: JsonOption = False,
) -> None:
    """无障碍一级指标：抽查存档的首页、栏目和信息，逐项列出查出的问题和程序判不了的项目。"""
    profile = sites.load(site)
    archive = Archive.open(folder_of(profile, data), profile.id)
    try:
        day = day_of(as_of) or china_now().date()
        run = archive.newest_closed(day)
        if run is None:
            raise BadInput(f"{archive.folder} 中没有检查日 {day} 及以前已完成的采集；请先运行 zwgk crawl")
        corpus = Corpus(archive, profile, run, day)
        sample, hidden = sample_of(corpus), hidden_in(corpus)
        shown = _in_browser(corpus, sample) if browser else None
    finally:
        archive.close()
    if as_json:
        say(hidden_words(json.dumps([_plain(sample, item, shown) for item in items()], ensure_ascii=False, indent=2), hidden))
        return
    for item in items():
        say(plain(hidden_words(_line(sample, item, shown), hidden), _LINE))
    say(f"抽查 {len(sample.pages)} 个页面，能检测的 {len(sample.tested)} 个；PDF {sample.files} 个")


def _in_browser(corpus: Corpus, sample: Sampled) -> dict[str, list[str]]:
    """By rule the pages on which axe finds it broken."""
    found: dict[str, list[str]] = {}
    pages = [(tested, page) for tested in sample.tested if (page := _page(corpus, tested.digest, tested.url))]
    rules = sorted({rule for item in items() for rule in item.rules})
    for (tested, _), told in zip(pages, axe.violations((page for _, page in pages), rules), strict=True):
        for violation in told or ():
            found.setdefault(violation.rule, []).append(tested.what)
    return found


def _page(corpus: Corpus, digest: str, url: str) -> Page | None:
    kept = corpus.archive_payload(digest)
    return Page(url, kept[0], content_type=kept[1]) if kept else None


def _line(sample: Sampled, item: Item, shown: dict[str, list[str]] | None) -> str:
    told = f"{item.id:<4}{item.name}　{_DECIDES[item.decides]}"
    if not item.is_tested:
        return f"{told}：{item.why}"
    broken = [page.what for page in sample.broken(item.id)]
    said = f"{len(broken)} 个页面有问题（如{broken[0]}）" if broken else "没有查出问题"
    if item.of_files:
        said = f"{len(sample.scanned)} 个是扫描图片（如《{sample.scanned[0]}》）" if sample.scanned else "没有查出问题"
    if shown is not None and item.rules:
        said += f"；浏览器 {len(_broken_in(item, shown))} 个页面"
    return f"{told}：{said}" + (f"（{item.why}）" if item.why else "")


def _broken_in(item: Item, shown: dict[str, list[str]]) -> list[str]:
    return list(dict.fromkeys(what for rule in item.rules for what in shown.get(rule, ())))


def _plain(sample: Sampled, item: Item, shown: dict[str, list[str]] | None) -> dict[str, Any]:
    return {
        "id": item.id,
        "name": item.name,
        "decides": item.decides,
        "left_to_people": item.why,
        "pages": [page.what for page in sample.broken(item.id)],
        "files": list(sample.scanned) if item.of_files else [],
        "browser_pages": None if shown is None else _broken_in(item, shown),
    }
