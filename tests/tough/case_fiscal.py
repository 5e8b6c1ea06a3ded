"""Case 23: fiscal publication of 25 years: a hub, a page a year, an item a unit, a PDF in each; one unit lacks one year."""

from collections.abc import Callable
from html import escape

from tests.tough.expected import Column, Group, Item, Line
from tests.tough.pages import FOOT, NAV, Piece, head, page, trail
from tests.tough.serving import Answer

YEARS = range(2025, 2000, -1)
UNITS = {
    "jiaoyu": "教育局", "minzheng": "民政局", "weijian": "卫生健康局", "nongye": "农业农村局", "jiaotong": "交通运输局", "renshe": "人力资源和社会保障局",
}  # fmt: skip
MISSING = ("renshe", 2025)
_SAME_SLUG = 2018  # the link of 2019 leads here too: that page holds both years
_WITH_ITEMS = (2025, 2024)  # older years link to the PDF at once


def build(at: Callable[[str, str], str]) -> Group:
    """The hub and the pages below it, on the main host."""
    group = Group()
    routes = group.on("main")
    links = "".join(f'<li><a href="{_href(year)}">{year}年度部门决算</a></li>' for year in YEARS)
    body = f'{NAV}{trail("政府信息公开", "预决算公开")}<div class="hub"><h2>预决算公开平台</h2><ul class="years">{links}</ul></div>{FOOT}'
    routes["/xxgk-list-czyjs.html"] = page(body, "预决算公开", head("预决算公开", column="预决算公开"))
    group.columns.append(
        Column(
            "23-hub", "budget", at("main", "/xxgk-list-czyjs.html"), "预决算公开", outcome="shell", complete=False, lines=(), page_class="hub", registered=False,
        )
    )  # fmt: skip
    for year in YEARS:
        if year - 1 == _SAME_SLUG:
            continue
        years = (year + 1, year) if year == _SAME_SLUG else (year,)
        rows = [row for each in years for row in _rows(each)]
        routes[_asked(year)] = _year(year, rows)
        for piece, path in rows:
            if path.endswith(".html"):
                routes[path] = _item(piece)
        group.columns.append(
            Column(
                f"23-{year}", "final_accounts", at("main", _asked(year)), f"{year}年度部门决算",
                lines=tuple(Line(at("main", path), p.title, p.day, "read" if path.endswith(".html") else "file") for p, path in rows),
            )
        )  # fmt: skip
    group.items.append(
        Item(at("main", "/xxgk-show-232501.html"), "云麓市青禾区教育局（本级）2025年度部门决算", "2026-08-06", body_kind="file", unit="jiaoyu")
    )
    return group


def _href(year: int) -> str:
    """As the editor typed it: one slug begins with a blank, two years share one."""
    return f"/xxgk-list-{' ' if year == 2024 else ''}czjs{_SAME_SLUG if year - 1 == _SAME_SLUG else year}.html"


def _asked(year: int) -> str:
    return _href(year).replace(" ", "%20")


def _rows(year: int) -> list[tuple[Piece, str]]:
    found = []
    for k, (unit, name) in enumerate(UNITS.items(), 1):
        if (unit, year) == MISSING:
            below = Piece(232590, "云麓市青禾区就业服务中心2025年度单位决算", "2026-08-12")  # a subordinate body's, not the unit's
            found.append((below, "/xxgk-show-232590.html"))
            continue
        piece = Piece(230000 + year % 100 * 100 + k, f"云麓市青禾区{name}（本级）{year}年度部门决算", f"{year + 1}-08-{5 + k:02d}")
        path = f"/xxgk-show-{piece.n}.html" if year in _WITH_ITEMS else f"/uploadfile/{year + 1}/08/js{year}{k:02d}.pdf"
        found.append((piece, path))
    return found


def _year(year: int, rows: list[tuple[Piece, str]]) -> Answer:
    listed = "".join(f'<li><a href="{path}" title="{escape(p.title)}" target="_blank">{escape(p.title)}</a><span>{p.day}</span></li>' for p, path in rows)
    body = f'{NAV}{trail("政府信息公开", "预决算公开", f"{year}年度部门决算")}<div class="main"><ul class="news_list">{listed}</ul></div>{FOOT}'
    return page(body, f"{year}年度部门决算", head(f"{year}年度部门决算", column=f"{year}年度部门决算"))


def _item(piece: Piece) -> Answer:
    inside = f'<iframe src="/uploadfile/{piece.day[:4]}/08/js{piece.n}.pdf" width="100%" height="900"></iframe>'
    body = (
        f'{NAV}{trail("政府信息公开", "预决算公开")}<div class="show_title">{escape(piece.title)}</div>'
        f'<div class="show_ziduan">来源：{piece.title[5:].split("（")[0].split("2025")[0]} 发布时间：{piece.day} 点击数：人次</div>'
        f'<div class="content" id="font_size">{inside}</div>{FOOT}'
    )
    return page(body, piece.title, head(piece.title, article=piece.title, day=piece.day, source=""))
