"""Case 10: gkmlpt. Columns are fragments, rows an API, bodies JSON inside a script; one document stands under two numbers."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from html import escape

from tests.tough.expected import Column, File, Group, Item, Line
from tests.tough.pages import Piece, data, html, pieces, prose
from tests.tough.serving import Answer, Asked

_SID = 655001
_CATEGORY = 201
TWIN = Piece(10124, "青禾区畜禽养殖禁养区划定和管理办法", "2026-08-20")
_OTHER_NUMBER = 10199
_SIZE = 10


def build(at: Callable[[str, str], str]) -> Group:
    """One category of the platform, on the main host."""
    group = Group()
    routes = group.on("main")
    others = pieces(10101, 22, "2026-08-11", every=8)
    listed = [(TWIN, TWIN.n), *((p, p.n) for p in others[:14]), (TWIN, _OTHER_NUMBER), *((p, p.n) for p in others[14:])]
    routes["/gkmlpt/index"] = _index()
    routes[f"/gkmlpt/api/all/{_CATEGORY}"] = lambda asked: _api(asked, listed, at)
    for piece, number in listed:
        routes[_path(number)] = _item(piece, number)
    column = at("main", f"/gkmlpt/index#{_CATEGORY}")
    group.columns.append(
        Column(
            "10-gkmlpt", "policy", column, "政策文件", "nongye",
            lines=tuple(Line(at("main", _path(number)), p.title, p.day) for p, number in listed),
        )
    )  # fmt: skip
    group.items += [
        Item(
            at("main", _path(TWIN.n)), TWIN.title, TWIN.day, doc_number="青农发〔2026〕31号", index_number="QH-NY-10124", validity="废止",
            files=(File("畜禽养殖禁养区划定图.pdf", at("main", "/gkmlpt/attachment/0/10/10124.pdf")),),
        ),
        Item(at("main", _path(others[0].n)), others[0].title, others[0].day, text="政务服务大厅"),
    ]
    return group


def _path(number: int) -> str:
    return f"/gkmlpt/content/{number // 10000}/{number // 10}/post_{number}.html"


def _index() -> Answer:
    tree = [{"id": 200, "name": "法定主动公开内容", "children": [{"id": _CATEGORY, "name": "政策文件", "children": []}]}]
    config = {"SID": _SID, "SITE_NAME": "云麓市青禾区农业农村局", "TREE": tree, "API": "/gkmlpt/api"}
    return html(
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>政府信息公开目录</title></head><body><div id="app"></div>'
        f"<script>window._CONFIG = {json.dumps(config, ensure_ascii=False)};</script><script src=\"/gkmlpt/static/js/app.5f1a.js\"></script></body></html>"
    )


def _api(asked: Asked, listed: list[tuple[Piece, int]], at: Callable[[str, str], str]) -> Answer:
    number = int(asked.query.get("page", "1"))
    if asked.query.get("sid") != str(_SID):
        return data({"classify": {"post_count": 0}, "articles": []})
    part = listed[(number - 1) * _SIZE : number * _SIZE]
    return data({"classify": {"id": _CATEGORY, "name": "政策文件", "post_count": len(listed)}, "articles": [_row(p, n, at) for p, n in part]})


def _row(piece: Piece, number: int, at: Callable[[str, str], str]) -> dict[str, object]:
    # Half past midnight in China is still the day before in UTC.
    midnight = datetime.fromisoformat(piece.day).replace(tzinfo=timezone(timedelta(hours=8))) + timedelta(minutes=30)
    return {
        "id": number, "title": piece.title, "url": at("main", _path(number)), "post_url": "", "document_number": _number(piece), "identifier": _index_number(piece),
        "publisher": "区农业农村局", "date": int(midnight.timestamp()), "created_at": f"{piece.day} 00:30:00", "display_publish_time": int(midnight.timestamp()),
        "classify_main_name": "政策文件", "is_expired": False, "is_abolished": piece is TWIN, "attachment": _attached(piece), "relation": [],
    }  # fmt: skip


def _attached(piece: Piece) -> list[dict[str, object]]:
    return [{"name": "畜禽养殖禁养区划定图.pdf", "url": "/gkmlpt/attachment/0/10/10124.pdf", "type": "pdf"}] if piece is TWIN else []


def _number(piece: Piece) -> str:
    return "青农发〔2026〕31号" if piece is TWIN else ""


def _index_number(piece: Piece) -> str:
    return f"QH-NY-{piece.n}"


def _item(piece: Piece, number: int) -> Answer:
    content = prose(piece).replace("<", "\\u003C").replace(">", "\\u003E").replace('"', '\\"').replace("/", "\\/")
    rest = json.dumps({k: v for k, v in _row(piece, number, lambda host, path: path).items() if k not in ("url", "relation")}, ensure_ascii=False)
    return html(
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="ArticleTitle" content="{escape(piece.title)}">'
        f'<meta name="PubDate" content="{piece.day} 00:30:00"><meta name="ContentSource" content="区农业农村局"><title>{escape(piece.title)}</title></head>'
        f'<body><div id="app"></div><script>window._CONFIG = {{"SID": {_SID}, "DETAIL": {rest[:-1]}, "content": "{content}"}}}};</script>'
        '<script src="/gkmlpt/static/js/app.5f1a.js"></script></body></html>'
    )
