"""Case 9: 开普 UCAP. The classic lists come as JSON with metadata by key; the new ones embed their first rows and post for more."""

import hashlib
import json
from collections.abc import Callable
from html import escape

from tests.tough.expected import Column, File, Group, Item, Line
from tests.tough.pages import FOOT, NAV, Piece, data, head, html, page, pieces, prose, trail
from tests.tough.serving import Answer, Asked

_CHANNEL = "0f6c3a9b51d84e7c9a0e2b7d4c1f8a63"
_EXPIRED, _UNNUMBERED = 9020, 9019


def build(at: Callable[[str, str], str]) -> Group:
    """Both generations on the main host."""
    group = Group()
    _classic(group, at)
    _new(group, at)
    return group


# ---- classic


def _classic(group: Group, at: Callable[[str, str], str]) -> None:
    routes = group.on("main")
    held = pieces(9001, 22, "2026-05-28", every=8)
    body = (
        f'{NAV}{trail("政府信息公开", "双随机、一公开")}<div class="list_box"><ul id="body"></ul><div id="page_div" class="pagination"></div></div>'
        f"""<script type="text/javascript">
var channelId = "{_CHANNEL}";
function loadList(page) {{
    $.ajax({{
        url: "/common/search/{_CHANNEL}?_isAgg=true&_isJson=true&_pageSize=15&_template=index&_rangeTimeGte=&_channelName=&page=" + page,
        type: "GET", dataType: "json",
        success: function (res) {{
            var html = "";
            $.each(res.data.results, function (i, r) {{ html += "<li><a href='" + r.url + "'>" + r.title + "</a><span>" + r.publishedTimeStr + "</span></li>"; }});
            $("#body").html(html); createPage(res.data.total, res.data.rows, page);
        }}
    }});
}}
loadList(1);
</script>{FOOT}"""
    )
    tags = f'<meta name="channelId" content="{_CHANNEL}">'
    routes["/qhq/c102345/common_list.shtml"] = page(body, "双随机、一公开", head("双随机、一公开", column="双随机、一公开", more=tags))
    routes[f"/common/search/{_CHANNEL}"] = lambda asked: _search(asked, held)
    for piece in held:
        routes[_shtml(piece)] = _classic_item(piece)
    group.columns.append(
        Column(
            "09-classic", "double_random", at("main", "/qhq/c102345/common_list.shtml"), "双随机、一公开",
            lines=tuple(Line(at("main", _shtml(p)), p.title, p.day) for p in held),
        )
    )  # fmt: skip
    group.items += [
        Item(at("main", _shtml(_of(held, _EXPIRED))), doc_number="青市监发〔2026〕18号", validity="失效"),
        Item(at("main", _shtml(_of(held, _UNNUMBERED))), doc_number="", validity=""),
    ]


def _of(held: tuple[Piece, ...], n: int) -> Piece:
    return next(p for p in held if p.n == n)


def _shtml(piece: Piece) -> str:
    return f"/qhq/c102345/{piece.compact[:6]}/{hashlib.md5(str(piece.n).encode()).hexdigest()}.shtml"


def _search(asked: Asked, held: tuple[Piece, ...]) -> Answer:
    told = asked.query
    number, size = int(told.get("page", "1") or 1), int(told.get("_pageSize", "15"))
    part = held[(number - 1) * size : number * size]
    if told.get("_isJson") != "true":
        return html("<ul id='body'>" + "".join(f"<li><a href='{_shtml(p)}'>{escape(p.title)}</a><span>{p.day}</span></li>" for p in part) + "</ul>")
    return data({"data": {"total": len(held), "page": number, "rows": size, "results": [_result(p) for p in part]}})


def _result(piece: Piece) -> dict[str, object]:
    told = piece.n == _EXPIRED
    values = [
        {"key": "indexnumber", "name": "索引号", "value": f"QH-SJ-{piece.n}"},
        {"key": "writtendepartment", "name": "发文机关", "value": "区市场监督管理局"},
        {"key": "writtentext", "name": "发文字号", "value": "青市监发〔2026〕18号" if told else "null"},
        {"key": "writtendate", "name": "成文日期", "value": "2026-05-19" if told else "null"},
        {"key": "aging", "name": "时效性", "value": "失效" if told else "null"},
    ]
    return {
        "title": piece.title, "subTitle": "null", "url": _shtml(piece), "publishedTimeStr": f"{piece.day} 10:00:00", "channelName": "双随机、一公开",
        "resList": [], "domainMetaList": [{"domainName": "公文", "resultList": values}],
    }  # fmt: skip


def _classic_item(piece: Piece) -> Answer:
    body = (
        f'{NAV}{trail("政府信息公开", "双随机、一公开")}<div class="detail"><h1>{escape(piece.title)}</h1>'
        f'<div class="info">发布时间：{piece.day} 10:00　来源：区市场监督管理局</div><div id="UCAP-CONTENT">{prose(piece)}</div></div>{FOOT}'
    )
    return page(body, piece.title, head(piece.title, article=piece.title, day=f"{piece.day} 10:00", source="区市场监督管理局"))


# ---- new generation

_EMBEDDED = 20
_NO_FILE, _WITH_FILE, _DATA_ONLY = 9133, 9132, 9131


def _new(group: Group, at: Callable[[str, str], str]) -> None:
    routes = group.on("main")
    held = pieces(9101, 33, "2026-09-08", every=7)
    routes["/qhq/yjya/pc/list.html"] = new_list("应急管理", "yjya", held, _urls, _files)
    routes["/queryList"] = lambda asked: _query(asked, held)
    for piece in held:
        routes[f"/qhq/{_relative(piece)}"] = new_item(piece, "应急管理", "区应急管理局", _attached(piece), files=_files(piece))
    group.columns.append(
        Column(
            "09-new", "emergency", at("main", "/qhq/yjya/pc/list.html"), "应急管理",
            lines=tuple(Line(at("main", f"/qhq/{_relative(p)}"), p.title, p.day) for p in held),
        )
    )  # fmt: skip
    group.items += [
        Item(at("main", f"/qhq/yjya/pc/content/content_{_NO_FILE}.html"), files=(), source="区应急管理局"),
        Item(
            at("main", f"/qhq/yjya/pc/content/content_{_WITH_FILE}.html"),
            files=(File("应急预案文本.pdf", at("main", "/qhq/doc/ucap/qhq/document/20260901/yuan.pdf")),),
        ),
        # Its page names the file in a script only, which shows it to whoever looks.
        Item(
            at("main", f"/qhq/yjya/pc/content/content_{_DATA_ONLY}.html"),
            files=(File("应急预案文本.pdf", at("main", "/qhq/doc/ucap/qhq/document/20260901/yuan.pdf")),),
        ),
    ]


def _relative(piece: Piece) -> str:
    return f"yjya/pc/content/content_{piece.n}.html"


def _urls(piece: Piece) -> str:
    """JSON inside a string; every other one leans on the page's base address."""
    return json.dumps({"pc": _relative(piece) if piece.n % 2 else f"/qhq/{_relative(piece)}"})


def _files(piece: Piece) -> list[dict[str, object]]:
    if piece.n not in (_WITH_FILE, _DATA_ONLY):
        return [{}]
    return [{"fileName": "应急预案文本.pdf", "filePath": "doc/ucap/qhq/document/20260901/yuan.pdf", "url": "", "totalSize": 20480}]


def _attached(piece: Piece) -> str:
    return '<p><a href="doc/ucap/qhq/document/20260901/yuan.pdf">附件：应急预案文本.pdf</a></p>' if piece.n == _WITH_FILE else ""


def new_list(
    name: str, code: str, held: tuple[Piece, ...], urls: Callable[[Piece], str], files: Callable[[Piece], list[dict[str, object]]],
    relation: Callable[[Piece], str] = lambda piece: "",
) -> Answer:  # fmt: skip
    """A list page of the new generation with its first rows inside."""
    channel = hashlib.md5(code.encode()).hexdigest()
    listed = [_article(p, urls, files, relation) for p in held[:_EMBEDDED]]
    self_tag = {"code": code, "articleCount": len(held), "childCount": 0, "crumbs": [{"name": "首页"}, {"name": name}]}
    parent = [{"name": "政府信息公开", "code": "zfxxgk", "children": [{"name": name, "code": code}]}]
    script = f"""<script>
var websiteCode = "qhq", channelId = "{channel}", codeName = "{code}";
var channelsTagSelf = {json.dumps(self_tag, ensure_ascii=False)};
var channelsTagParent = {json.dumps(parent, ensure_ascii=False)};
var listData = {json.dumps({"articleList": listed}, ensure_ascii=False)};
var pageSize = {_EMBEDDED};
$(function () {{
    $("#page").jpage({{ total: channelsTagSelf.articleCount, pageSize: pageSize, callback: loadPageData }});
}});
function loadPageData(current) {{
    $.ajax({{
        url: "/queryList", type: "POST", dataType: "json",
        data: {{ "current": current, "pageSize": {_EMBEDDED}, "webSiteCode[]": ["qhq"], "channelCode[]": ["{code}"], "unitid": "u{code}", "sort": "sortNum", "order": "desc", "dataBefore": "", "dataAfter": "", "perPage": {_EMBEDDED}, "titleMax": 28 }},
        success: function (res) {{ $("#list").html(template(res.data)); }}
    }});
}}
</script>"""
    body = f'{NAV}{trail("政府信息公开", name)}<div class="list"><ul id="list"></ul><div id="page"></div></div>{script}{FOOT}'
    more = '<base href="/qhq/"><script src="commonfiles/jquery.jpage.js"></script><script src="commonfiles/handlebars.min.js"></script>'
    return page(body, name, head(f"{name}-云麓市青禾区人民政府", column=name, more=more))


def _article(
    piece: Piece, urls: Callable[[Piece], str], files: Callable[[Piece], list[dict[str, object]]], relation: Callable[[Piece], str]
) -> dict[str, object]:
    return {
        "id": str(piece.n), "title": piece.title, "showTitle": f"<span>{escape(piece.title[:28])}</span>", "pubDate": f"{piece.day} 16:30", "urls": urls(piece),
        "contentSource": "区应急管理局", "topStatus": 0, "archiveStatus": 0, "metadata": {}, "articleFiles": files(piece), "relationUrl": relation(piece),
    }  # fmt: skip


def _query(asked: Asked, held: tuple[Piece, ...]) -> Answer:
    told = dict(asked.form)
    if asked.method != "POST" or told.get("channelCode[]") != "yjya" or told.get("webSiteCode[]") != "qhq":
        return data({"code": 200, "data": {"total": 0, "results": []}})
    number, size, most = int(told.get("current", "1")), int(told.get("pageSize", "20")), int(told.get("titleMax", "28") or 28)
    found = [{"source": _source(p, most)} for p in held[(number - 1) * size : number * size]]
    return data({"code": 200, "data": {"total": len(held), "current": number, "results": found}})


def _source(piece: Piece, most: int) -> dict[str, object]:
    return {
        "title": piece.title[:most], "pubDate": f"{piece.day} 16:30", "urls": _urls(piece), "images": [], "metadata": {},
        "content": {"content": prose(piece)},
    }  # fmt: skip


def new_item(
    piece: Piece, column: str, source: str, more: str = "", relation: str = "", text: str = "",
    files: list[dict[str, object]] | None = None,
) -> Answer:  # fmt: skip
    """An item page of the new generation; ``text`` instead of a made-up body."""
    inside = json.dumps({"id": str(piece.n), "articleFiles": files or [{}], "relationUrl": relation}, ensure_ascii=False)
    body = (
        f'{NAV}{trail("政府信息公开", column)}<div class="article"><h1 class="article-title">{escape(piece.title)}</h1>'
        f'<div class="article-info"><span>来源：{source}</span><span>发布时间：{piece.day} 16:30</span></div>'
        f'<div class="article-content">{text or prose(piece, more)}</div></div><div id="files"></div><script>var articleData = {inside}; showFiles("#files", articleData.articleFiles);</script>{FOOT}'
    )
    return page(
        body, piece.title, head(piece.title, article=piece.title, day=f"{piece.day} 16:30", source=source, more='<base href="/qhq/">')
    )  # fmt: skip
