"""Case 15: pages whose encoding is not the one they declare."""

from collections.abc import Callable
from dataclasses import replace

from tests.tough.expected import Column, Group, Item, Line
from tests.tough.pages import Piece, pieces, prose
from tests.tough.serving import Answer

RARE = "青禾区㐂乐村和䶮山社区饮水安全巩固提升工程公示"


def build(at: Callable[[str, str], str]) -> Group:
    """Two columns on the main host: more than gb2312 in a gb2312 page, and UTF-8 in a page that says gbk."""
    group = Group()
    routes = group.on("main")
    for folder, n, declared, real, name, kind in (
        ("gb", 15001, "gb2312", "gb18030", "食品药品", "supervision"), ("u8", 15101, "gbk", "utf-8", "安全生产", "supervision"),
    ):  # fmt: skip
        held = tuple(replace(p, title=RARE) if k == 0 else p for k, p in enumerate(pieces(n, 5, "2026-07-07")))
        rows = "".join(f'<li><a href="/{folder}/{p.n}.html" title="{p.title}">{p.title}</a><span>{p.day}</span></li>' for p in held)
        routes[f"/{folder}/index.html"] = _page(f'<div class="list"><ul class="news_list">{rows}</ul></div>', name, declared, real)
        for piece in held:
            routes[f"/{folder}/{piece.n}.html"] = _item(piece, declared, real)
        group.columns.append(
            Column(
                f"15-{declared}", kind, at("main", f"/{folder}/index.html"), name,
                lines=tuple(Line(at("main", f"/{folder}/{p.n}.html"), p.title, p.day) for p in held),
            )
        )  # fmt: skip
        group.items.append(Item(at("main", f"/{folder}/{held[0].n}.html"), RARE, held[0].day, text="㐂乐村和䶮山社区"))
    return group


def _page(body: str, title: str, declared: str, real: str) -> Answer:
    text = (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={declared}"><title>{title}</title></head>'
        f"<body><div>当前位置：首页 &gt; {title}</div>{body}</body></html>"
    )
    return Answer(text.encode(real), 200, (("Content-Type", "text/html"),))


def _item(piece: Piece, declared: str, real: str) -> Answer:
    body = f'<h1>{piece.title}</h1><div class="info">发布时间：{piece.day}　来源：区水务局</div><div id="zoom">{prose(piece)}</div>'
    return _page(body, piece.title, declared, real)
