"""How columns list their items: the four families the demo has (handbook: CMS families of county portals)."""

import json
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Final

from crawler.demo.district import Family

PAGE_SIZE: Final = {Family.XUNRUI: 15, Family.TRS: 8, Family.TRS_FROM_ONE: 10, Family.PLAIN: 10}
XUNRUI_SITE: Final = 3
_XUNRUI_TITLE: Final = 40
_TRS_TITLE: Final = 30
_NOTHING: Final = '<p class="empty">暂无相关信息</p>'


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a list."""

    path: str
    title: str
    published: date
    number: int
    source: str
    doc_number: str = ""
    validity: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """The rows behind a 迅睿 column, which only ``POST /api-ajax_list-<page>.html`` tells."""

    category: int
    path: str
    items: tuple[Item, ...]

    @property
    def module(self) -> str:
        return "news" if self.path.startswith("/news-") else "xxgk"

    def answer(self, base: str, page: int, title_length: int, size: int) -> bytes:
        """The JSON of one page, counted from 1; titles longer than ``title_length`` are cut."""
        rows = [
            {
                "id": str(item.number),
                "title": cut(item.title, title_length),
                "url": base.rstrip("/") + item.path,
                "inputtime": item.published.isoformat(),
                "updatetime": item.published.isoformat(),
                "zuozhe": item.source,
                "outlink": "",
            }
            for item in self.items[(page - 1) * size : page * size]
        ]
        return json.dumps({"code": 1, "total": len(self.items), "data": rows}).encode()


def cut(title: str, length: int) -> str:
    return title if len(title) <= length else title[:length] + "…"


def list_pages(family: Family, path: str, items: tuple[Item, ...], feed: Feed | None) -> dict[str, str]:
    """The list's pages as path → HTML of the list alone, first page first."""
    if family is Family.XUNRUI:
        assert feed is not None
        return {path: _xunrui(feed)}
    size = PAGE_SIZE[family]
    chunks = [items[at : at + size] for at in range(0, len(items), size)] or [()]
    pages = {}
    for number, chunk in enumerate(chunks):
        rows = _rows(family, path, chunk) if chunk else _NOTHING
        pages[_page_path(family, path, number)] = rows + _pager(family, number, len(chunks), len(items))
    return pages


def normative_table(rows: tuple[Item, ...]) -> str:
    """The unified list of normative documents, with the validity of each."""
    head = "<tr><th>文件名称</th><th>发文字号</th><th>发布日期</th><th>有效性</th></tr>"
    lines = "".join(
        f'<tr><td><a href="{row.path}">{escape(row.title)}</a></td><td>{escape(row.doc_number)}</td>'
        f"<td>{row.published.isoformat()}</td><td>{escape(row.validity)}</td></tr>"
        for row in rows
    )
    return f'<table class="wj_list">{head}{lines}</table>'


def _xunrui(feed: Feed) -> str:
    asked = [
        f"{XUNRUI_SITE}_{feed.module}",
        str(feed.category),
        str(XUNRUI_SITE),
        feed.module,
        "Y-m-d",
        str(_XUNRUI_TITLE),
        str(PAGE_SIZE[Family.XUNRUI]),
        "0",
    ]
    values = ",".join(f'"{value}"' for value in asked)
    return f"""<ul class="list_box" id="ajax_list"></ul>
<div class="pages" id="ajax_pages"></div>
<script type="text/javascript">
function load_list(page) {{
  $.ajax({{
    type: "POST",
    url: "/api-ajax_list-" + page + ".html",
    data: {{"ajax_type": [{values},""], "is_ds": 1}},
    dataType: "json",
    success: function (res) {{ show_list(res, page, {PAGE_SIZE[Family.XUNRUI]}); }}
  }});
}}
load_list(1);
</script>"""


def _page_path(family: Family, path: str, number: int) -> str:
    """The address of page ``number`` (from 0). The first page never has a suffix."""
    if number == 0:
        return path
    stem, ending = path.rsplit(".", 1)
    shown = number if family is Family.TRS else number + 1
    return f"{stem}_{shown}.{ending}"


def _rows(family: Family, path: str, items: tuple[Item, ...]) -> str:
    if any(item.validity for item in items):
        return normative_table(items)
    if family is Family.PLAIN:
        lines = [
            f'<li><span class="rq">{item.published.isoformat()}</span> '
            f'<a href="{item.path}">{escape(item.title)}</a></li>'
            for item in items
        ]
        return '<ul class="gl_list">\n' + "\n".join(lines) + "\n</ul>"
    folder = path.rsplit("/", 1)[0] + "/"
    lines = [
        f'<li><a href="{_relative(item.path, folder)}" title="{escape(item.title)}">'
        f"{escape(cut(item.title, _TRS_TITLE))}</a><span>{item.published.isoformat()}</span></li>"
        for item in items
    ]
    return '<ul class="list">\n' + "\n".join(lines) + "\n</ul>"


def _relative(path: str, folder: str) -> str:
    return "./" + path.removeprefix(folder) if path.startswith(folder) else path


def _pager(family: Family, number: int, total: int, rows: int) -> str:
    if family is Family.TRS:
        return f'\n<div class="page"><script>createPageHTML({total}, {number}, "index", "html");</script></div>'
    if family is Family.TRS_FROM_ONE:
        call = f"createPageHTML('page_div',{total},{number + 1},'xlist','shtml',{rows});"
        return f'\n<div id="page_div"></div><script>{call}</script>'
    if not rows:
        return ""
    before = f'<a href="{_stem(number)}">上一页</a> ' if number else ""
    after = f'<a href="{_stem(number + 2)}">下一页</a> ' if number + 1 < total else ""
    return f'\n<div class="page">共{rows}条 {number + 1}/{total} {before}{after}</div>'


def _stem(page: int) -> str:
    return "list.html" if page == 1 else f"list_{page}.html"


def home_list(items: tuple[Item, ...], limit: int) -> str:
    """The newest rows of a column, for the home page."""
    lines = "".join(
        f'<li><a href="{item.path}">{escape(item.title)}</a><span>{item.published.isoformat()}</span></li>'
        for item in items[:limit]
    )
    return f"<ul>{lines}</ul>"
