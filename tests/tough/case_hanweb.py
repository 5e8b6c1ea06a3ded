"""Cases 6 and 7: 大汉. JPAGE keeps rows as XML in the page and has more by proxy; JPAAS sends rows as HTML inside JSON."""

import hashlib
import json
from collections.abc import Callable
from html import escape

from tests.tough.expected import Column, Group, Line
from tests.tough.pages import FOOT, NAV, SITE, Piece, data, head, page, pieces, prose, trail
from tests.tough.serving import Answer, Asked

_PER_PAGE = 5
_SPLIT = 6112  # its date is written over two lines
_UNIT = "8001"


def build(at: Callable[[str, str], str]) -> Group:
    """Both on the main host."""
    group = Group()
    _jpage(group, at)
    _jpaas(group, at)
    return group


# ---- 6


def _jpage(group: Group, at: Callable[[str, str], str]) -> None:
    routes = group.on("main")
    held = pieces(6101, 40, "2026-09-05", every=6)
    routes["/col/col1401/index.html"] = _jpage_column(held)
    routes["/module/web/jpage/dataproxy.jsp"] = lambda asked: _proxy(asked, held)
    for piece in held:
        routes[_art(piece)] = _item(piece, "行政许可", "区行政审批局")
    group.columns.append(
        Column(
            "06-jpage", "license", at("main", "/col/col1401/index.html"), "行政许可公示",
            lines=tuple(Line(at("main", _art(p)), p.title, p.day) for p in held),
        )
    )  # fmt: skip


def _art(piece: Piece) -> str:
    year, month, day = piece.day.split("-")
    return f"/art/{year}/{int(month)}/{int(day)}/art_1401_{piece.n}.html"


def _records(part: tuple[Piece, ...]) -> str:
    return "".join(
        f'<record><![CDATA[\n<li><a title="{escape(p.title)}" target="_blank" href="{_art(p)}">{escape(p.title[:16])}</a>'
        f"<b>{p.day[:5] + chr(10) + '    ' + p.day[5:] if p.n == _SPLIT else p.day}</b></li>]]></record>\n"
        for p in part
    )


def _jpage_column(held: tuple[Piece, ...]) -> Answer:
    param = f"{{col:1,appid:1,webid:41,path:'/',columnid:1401,sourceContentType:1,unitid:'{_UNIT}',webname:'{SITE}',permissiontype:0}}"
    body = (
        f'{NAV}{trail("政府信息公开", "行政许可公示")}<link rel="stylesheet" href="/script/jpage.css">'
        f'<div id="{_UNIT}" class="default_pgContainer"><script type="text/xml"><datastore>\n<nextgroup><![CDATA[]]></nextgroup>\n<recordset>\n'
        f"{_records(held[: 3 * _PER_PAGE])}</recordset></datastore></script></div>\n"
        f'<script type="text/javascript" src="/module/web/jpage/js/jquery.jpage.js"></script><script type="text/javascript">\n'
        f"jQuery(document).ready(function(){{\n jQuery('#{_UNIT}').jpage({{\n  dataStore : jQuery('#{_UNIT} script'),\n"
        f"  totalRecord : {len(held)},\n  proxyUrl : '/module/web/jpage/dataproxy.jsp',\n  openCookies : false,\n  showMode : 'full',\n  barPosition : 'bottom',\n"
        f"  perPage : {_PER_PAGE},\n  groupSize : 3,\n  ajaxParam : {param},\n  dataBefore : '<ul>',\n  dataAfter : '</ul>'\n }});\n}});\n</script>{FOOT}"
    )
    return page(body, "行政许可公示", head("行政许可公示", column="行政许可公示"))


def _proxy(asked: Asked, held: tuple[Piece, ...]) -> Answer:
    """Three display pages and one record from ``startrecord`` on, whatever ``endrecord`` says; nothing without the column's number."""
    told = {**asked.query, **dict(asked.form)}
    if told.get("columnid") != "1401" or told.get("unitid") != _UNIT:
        return Answer(b'<?xml version="1.0" encoding="utf-8"?><datastore/>', 200, (("Content-Type", "text/xml; charset=utf-8"),))
    start, size = int(told.get("startrecord", "1")), int(told.get("perpage", str(_PER_PAGE)))
    part = held[start - 1 : start - 1 + 3 * size + 1]
    text = (
        f"<?xml version='1.0' encoding='UTF-8'?><datastore><nextgroup></nextgroup><totalrecord>{len(held)}</totalrecord>"
        f"<totalpage>{-(-len(held) // size)}</totalpage><recordset>{_records(part)}</recordset></datastore>"
    )
    return Answer(text.encode(), 200, (("Content-Type", "text/xml; charset=utf-8"),))


def _item(piece: Piece, column: str, source: str) -> Answer:
    body = (
        f'{NAV}{trail("政府信息公开", column)}<div class="main-txt"><h1 class="title">{escape(piece.title)}</h1>'
        f'<div class="explain">发布日期：{piece.day} 15:02　来源：{source}　浏览次数：<span id="hits"></span>　字体：[大 中 小]</div>'
        f'<div id="zoom">{prose(piece)}</div></div>{FOOT}'
    )
    return page(body, piece.title, head(piece.title, article=piece.title, day=f"{piece.day} 15:02", source=source))


# ---- 7

_UNIT_URL = "/api-gateway/jpaas-publish-server/front/page/build/unit"
_FIXED = {
    "parseType": "bulidstatic", "webId": "f2a90d6c4e5b4f0e8f3c", "tplSetId": "71c07d2d0d3a4bf6a6f1", "pageType": "column", "tagId": "信息列表",
    "editType": "null", "pageId": "5f0b1e7c9a",
}  # fmt: skip


def _jpaas(group: Group, at: Callable[[str, str], str]) -> None:
    routes = group.on("main")
    held = pieces(7001, 34, "2026-08-30", every=5)
    query = json.dumps(_FIXED, ensure_ascii=False).replace('"', "'")
    script = (
        f'<script type="text/javascript" id="unit_5f0b" url="{_UNIT_URL}" queryData="{query}" paramJson=\'{{"pageNo":1,"pageSize":10}}\' '
        'src="/jpaas-publish-server/static/js/pageunit.js"></script>'
    )
    body = f'{NAV}{trail("政府信息公开", "人事信息")}<div class="list_box"><div id="infoList" class="page-content"></div>{script}</div>{FOOT}'
    routes["/col/col77/rsxx/index.html"] = page(body, "人事信息", head("人事信息", column="人事信息"))
    routes[_UNIT_URL] = lambda asked: _unit(asked, held)
    for piece in held:
        routes[_hashed(piece)] = _item(piece, "人事信息", "区人力资源和社会保障局")
    group.columns.append(
        Column(
            "07-jpaas", "personnel", at("main", "/col/col77/rsxx/index.html"), "人事信息",
            lines=tuple(Line(at("main", _hashed(p)), p.title, p.day) for p in held),
        )
    )  # fmt: skip


def _hashed(piece: Piece) -> str:
    return f"/art/{piece.day[:4]}/art_{hashlib.md5(str(piece.n).encode()).hexdigest()}.html"


def _unit(asked: Asked, held: tuple[Piece, ...]) -> Answer:
    """Pages are told apart inside ``paramJson`` only; without the page's own values there is nothing."""
    told = asked.query
    if any(told.get(name) != value for name, value in _FIXED.items() if name != "editType"):
        return data({"success": False, "code": "500", "message": "参数错误", "data": None})
    try:
        param = json.loads(told.get("paramJson", "{}"))
    except ValueError:
        param = {}
    number, size = int(param.get("pageNo", 1)), int(param.get("pageSize", 10))
    part = held[(number - 1) * size : number * size]
    rows = "".join(
        f'<li class="clearfix"><a href="{_hashed(p)}" target="_blank" title="{escape(p.title)}">{escape(p.title)}</a><span class="date">{p.day}</span></li>'
        for p in part
    )
    pager = f'<div class="pagination" data-pageno="{number}" data-pagecount="{-(-len(held) // size)}" data-total="{len(held)}"></div>'
    return data({"success": True, "code": "200", "message": "操作成功", "data": {"html": f'<ul class="list">{rows}</ul>{pager}'}})
