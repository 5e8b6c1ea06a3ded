"""``zwgk lint-page`` and ``zwgk lint-doc``: what to see to before a page or a file goes out."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from crawler import site as sites
from crawler.clock import china_now
from crawler.files.bounded import read_bounded
from crawler.page import Page
from crawler.single import fetched
from crawler.tomlfile import BadInput
from reports.commands.shared import JsonOption
from reports.terminal import guarded, say
from reports.wording import plain
from rules.prepublication import WEIGHTS, Remark, Weight, of_document, of_page
from rules.wording import Lexicon, lexicon

_MOST_BYTES = 50_000_000
_LINE = 400
_SiteOption = Annotated[str, typer.Option("--site", metavar="SITE", help="站点档案：用来核对本地单位、地名的写法")]


@guarded
def lint_page_command(
    page: Annotated[str, typer.Argument(metavar="FILE|URL", help="存下来的网页，或网址")], site: _SiteOption = "", as_json: JsonOption = False
) -> None:
    """发布前检查网页：个人信息、密级标注、用语、应有的要素、附件和链接、无障碍。不记录，不联网（给网址时只取这一页）。"""
    if page.startswith(("http://", "https://")):
        url, content, kind = fetched(page)
    else:
        url, content, kind = "http://localhost/", _content(Path(page)), "text/html"
    _told(of_page(Page(url, content, content_type=kind), _words(site), _today()), as_json)


@guarded
def lint_doc_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="准备发布的文件：Word、Excel、PDF、OFD 等")],
    site: _SiteOption = "",
    as_json: JsonOption = False,
) -> None:
    """发布前检查文件：打不打得开、有没有文字层、隐藏的内容、批注和修订、个人信息、密级标注、用语。不记录，不联网。"""
    content = _content(file)
    reading = read_bounded(content, file.name, tables=True)
    _told(of_document(content, file.name, reading, _words(site), _today()), as_json)


def _content(path: Path) -> bytes:
    if not path.is_file():
        raise BadInput(f"{path} 不存在，或不是文件")
    if path.stat().st_size > _MOST_BYTES:
        raise BadInput(f"{path} 超过 {_MOST_BYTES // 1_000_000} MB，没有检查")
    return path.read_bytes()


def _words(site: str) -> Lexicon:
    return lexicon(sites.load(site) if site else None)


def _today() -> date:
    return china_now().date()


def _told(remarks: Sequence[Remark], as_json: bool) -> None:
    if as_json:
        plainly = [{"weight": WEIGHTS[r.weight], "where": r.where, "what": r.what, "advice": r.advice} for r in remarks]
        say(json.dumps(plainly, ensure_ascii=False, indent=2))
        return
    for remark in remarks:
        say(plain(f"【{WEIGHTS[remark.weight]}】{remark.where}：{remark.what}。{remark.advice}", _LINE))
    counts = {weight: sum(remark.weight is weight for remark in remarks) for weight in reversed(Weight)}
    told = "，".join(f"{WEIGHTS[weight]} {count} 处" for weight, count in counts.items() if count)
    say(f"共 {told}" if told else "没有发现要改的；程序看不出的（内容是否属实、该不该公开）请按程序审核")
