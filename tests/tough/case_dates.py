"""Case 20: days that only the list tells, in every way lists write them; a typo; old rows pinned above the new ones."""

from collections.abc import Callable
from html import escape

from tests.tough.case_hosts import plain_item
from tests.tough.expected import Column, Group, Item, Line
from tests.tough.pages import FOOT, NAV, Piece, head, page, pieces, prose, trail
from tests.tough.serving import Answer

TYPO = Piece(20301, "青禾区防汛应急演练情况通报", "2026-08-01")


def build(at: Callable[[str, str], str]) -> Group:
    """Five columns on the main host; the items of the first three do not say when they were published."""
    group = Group()
    split = [
        (p, f'<li><p class="mmdd">{p.day[5:]}</p><p class="yyyy">{p.day[:4]}</p><a href="{{}}" title="{escape(p.title)}">{escape(p.title)}</a></li>')
        for p in pieces(20001, 6, "2026-09-08", every=11)
    ]
    dotted = [
        (p, f'<li><span>{p.dotted}</span><a href="{{}}" title="{escape(p.title)}">{escape(p.title)}</a></li>') for p in pieces(20101, 6, "2026-09-12", every=13)
    ]
    yearless = [
        (p, f'<li><a href="{{}}" title="{escape(p.title)}">{escape(p.title)}</a><em>[{p.day[5:]}]</em></li>') for p in pieces(20201, 6, "2026-09-10", every=5)
    ]
    _column(group, at, "20-split", "ssjy", "教育", "livelihood", split)
    _column(group, at, "20-dotted", "ylws", "医疗卫生", "livelihood", dotted)
    _column(group, at, "20-yearless", "ggwh", "公共文化服务", "livelihood", yearless, in_month=True)
    _typo(group, at)
    _pinned(group, at)
    return group


def _column(
    group: Group, at: Callable[[str, str], str], name: str, folder: str, title: str, kind: str, rows: list[tuple[Piece, str]], *, in_month: bool = False
) -> None:
    def path(piece: Piece) -> str:
        return f"/{folder}/{piece.compact[:6]}/{piece.n}.html" if in_month else f"/{folder}/{piece.n}.html"

    routes = group.on("main")
    routes[f"/{folder}/index.html"] = _list(title, "".join(row.format(path(piece)) for piece, row in rows))
    for piece, _ in rows:
        routes[path(piece)] = _undated(piece)
    found = [piece for piece, _ in rows]
    group.columns.append(
        Column(
            name, kind, at("main", f"/{folder}/index.html"), title, "weijian", newest=max(p.day for p in found),
            lines=tuple(Line(at("main", path(p)), p.title, p.day) for p in found),
        )
    )  # fmt: skip


def _list(name: str, rows: str, more: str = "") -> Answer:
    return page(f'{NAV}{trail("政府信息公开", name)}<div class="list"><ul class="news_list">{rows}</ul></div>{more}{FOOT}', name, head(name, column=name))


def _undated(piece: Piece) -> Answer:
    body = f'{NAV}{trail("政府信息公开")}<div class="article"><h1>{escape(piece.title)}</h1><div class="content" id="zoom">{prose(piece)}</div></div>{FOOT}'
    return page(body, piece.title, head(piece.title))


def _typo(group: Group, at: Callable[[str, str], str]) -> None:
    others = pieces(20311, 4, "2026-09-03", every=4)
    held = (others[0], TYPO, *others[1:])
    rows = "".join(
        f'<li><a href="/yjyl/{p.n}.html" title="{escape(p.title)}">{escape(p.title)}</a><span>{"2062-08-01" if p is TYPO else p.day}</span></li>' for p in held
    )
    group.on("main")["/yjyl/index.html"] = _list("环境保护", rows)
    for piece in held:
        group.on("main")[f"/yjyl/{piece.n}.html"] = plain_item(piece, "区应急管理局")
    group.columns.append(
        Column(
            "20-typo", "supervision", at("main", "/yjyl/index.html"), "环境保护", "weijian",
            lines=tuple(Line(at("main", f"/yjyl/{p.n}.html"), p.title, p.day) for p in held),
        )
    )  # fmt: skip
    group.items.append(Item(at("main", f"/yjyl/{TYPO.n}.html"), TYPO.title, TYPO.day, conflicts=(("2062-08-01",),)))


def _pinned(group: Group, at: Callable[[str, str], str]) -> None:
    old, new = pieces(20401, 12, "2024-03-11", every=20), pieces(20421, 13, "2026-09-17", every=3)
    routes = group.on("main")
    for k, part in enumerate(((*old, *new[:3]), new[3:]), 1):
        rows = "".join(
            f'<li>{"<i>[置顶]</i>" if p in old else ""}<a href="/xczx/{p.n}.html" title="{escape(p.title)}">{escape(p.title)}</a><span>{p.day}</span></li>' for p in part
        )
        ways = '<a href="/xczx/index_2.html">下一页</a><a href="/xczx/index_2.html">尾页</a>' if k == 1 else '<a href="/xczx/index.html">上一页</a>'
        routes["/xczx/index.html" if k == 1 else "/xczx/index_2.html"] = _list("乡村振兴", rows, f'<div class="page">第{k}页/共2页 {ways}</div>')
    for piece in (*old, *new):
        routes[f"/xczx/{piece.n}.html"] = _undated(piece)
    group.columns.append(
        Column(
            "20-pinned", "livelihood", at("main", "/xczx/index.html"), "乡村振兴", "nongye", newest=new[0].day,
            lines=tuple(Line(at("main", f"/xczx/{p.n}.html"), p.title, p.day) for p in (*old, *new)),
        )
    )  # fmt: skip
