"""Made-up list pages: one list in a page with navigation and footer, and the pages stored in ``list_pages``."""

from pathlib import Path

from crawler.dialects.rows import find_rows
from crawler.items import Row
from crawler.page import Page

PAGES = Path(__file__).parent / "list_pages"
COLUMN = "http://www.example.gov.cn/zwgk/tzgg/index.html"

NAV = """
<div class="header"><ul class="topnav"><li><a href="/">网站首页</a></li><li><a href="/zwgk/">政务公开</a></li>
<li><a href="/hdjl/">互动交流</a></li><li><a href="/zwfw/">政务服务</a></li></ul></div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; <a href="/zwgk/tzgg/">通知公告</a></div>
<div class="leftmenu"><ul><li><a href="/zwgk/zfwj/index.html">政府文件</a></li><li><a href="/zwgk/zcjd/index.html">政策解读</a></li>
<li><a href="/zwgk/ghjh/index.html">规划计划</a></li><li><a href="/zwgk/rsxx/index.html">人事信息</a></li></ul></div>
"""
FOOT = """
<div class="footer"><a href="/wzsm/">网站声明</a> <a href="/lxwm/">联系我们</a> <a href="/map/">网站地图</a>
<p>主办：某某区人民政府办公室 网站标识码：0000000000</p></div>
"""


def web_page(main: str, *, url: str = COLUMN, head: str = "") -> Page:
    return Page(
        url,
        f"<!DOCTYPE html><html><head><title>通知公告</title>{head}</head><body>{NAV}{main}{FOOT}</body></html>".encode(),
    )


def stored(name: str, url: str) -> Page:
    return Page(url, (PAGES / name).read_bytes())


def rows_of(main: str, **options: str) -> tuple[Row, ...]:
    page = web_page(main, **options)
    return find_rows(page, column_url=page.url)


def told(rows: tuple[Row, ...]) -> list[tuple[str, str | None]]:
    return [(row.title, row.published.isoformat() if row.published else None) for row in rows]


THREE = [
    ("关于开展城乡居民医保参保工作的通知", "2023-09-08"),
    ("关于公布行政规范性文件清理结果的公告", "2023-08-31"),
    ("某某区2022年财政决算公开情况说明", "2023-08-15"),
]
URLS = [f"/zwgk/tzgg/202309/t2023090{n}_10{n}.html" for n in (1, 2, 3)]


def lines(pattern: str, dates: list[str] | None = None) -> str:
    """The three items in one layout. ``{u}`` address, ``{t}`` title, ``{d}`` date as published, ``{y}{m}{dd}`` its parts."""
    out = []
    for number, ((title, day), url) in enumerate(zip(THREE, URLS, strict=True)):
        y, m, dd = day.split("-")
        out.append(pattern.format(u=url, t=title, d=dates[number] if dates else day, y=y, m=m, dd=dd, n=number + 1))
    return "\n".join(out)


MAIN = "<ul class='list'>" + lines("<li><a href='{u}'>{t}</a><span>{d}</span></li>") + "</ul>"
OTHERS = "".join(
    f"<li><a href='/xw/20230{n}01/9{n}.html'>另一栏目的第{n}条信息</a><span>2023-0{n}-01</span></li>"
    for n in range(1, 7)
)
