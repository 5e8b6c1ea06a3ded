"""Cases 1 and 2: 迅睿 CMS. The list is empty until a POST fills it; an item may be nothing but a PDF in a frame."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import escape

from tests.tough.expected import Column, File, Group, Item, Line
from tests.tough.pages import FOOT, NAV, Piece, data, head, page, pieces, prose, trail
from tests.tough.serving import Answer, Asked

_LONG = (
    "云麓市青禾区人民政府办公室关于印发《青禾区农村集中式供水工程运行维护和水费计收补助管理办法》的通知",
    "云麓市青禾区人民政府办公室关于印发《青禾区农村集中式供水工程运行维护和水费计收考核评价细则》的通知",
)
_FRAMED, _VIEWED = 902, 903


def build(at: Callable[[str, str], str]) -> Group:
    """Cases 1 and 2 on the main host."""
    group = Group()
    routes = group.on("main")
    normative = tuple(replace(p, title=_LONG[p.n - 931]) if p.n >= 931 else p for p in pieces(901, 32, "2026-08-28", every=9))
    news = pieces(2001, 9, "2026-09-18", every=2)
    lists = {"47": (normative, 15, "xxgk"), "12": (news, 20, "news")}
    routes["/xxgk-list-xzgfxwj.html"] = _column("行政规范性文件", _CALL.format(values='["3_xxgk","47","3","xxgk","Y-m-d","40","15","0",""]'))
    ordered = '["3_news","12","3","news","Y-m-d","50","20",["is_top DESC","displayorder DESC","inputtime DESC"],""]'
    routes["/news-list-zwyw.html"] = _column("政务要闻", _CALL.format(values=ordered))
    for number in range(1, 6):
        routes[f"/api-ajax_list-{number}.html"] = lambda asked: _rows(asked, lists)
    for piece in normative:
        routes[f"/xxgk-show-{piece.n}.html"] = _document(piece)
    for piece in news:
        routes[f"/news-show-{piece.n}.html"] = _news(piece)

    def lines(of: tuple[Piece, ...], module: str) -> tuple[Line, ...]:
        return tuple(Line(at("main", f"/{module}-show-{p.n}.html"), p.title, p.day) for p in of)

    group.columns += [
        Column("01-normative", "normative", at("main", "/xxgk-list-xzgfxwj.html"), "行政规范性文件", lines=lines(normative, "xxgk")),
        Column("01-news", "news", at("main", "/news-list-zwyw.html"), "政务要闻", lines=lines(news, "news")),
    ]
    framed = next(p for p in normative if p.n == _FRAMED)
    group.items += [
        Item(
            at("main", f"/xxgk-show-{_FRAMED}.html"), framed.title, framed.day, index_number="QH0001-2026-00902", issuer="", body_kind="file",
            files=(File("", at("main", "/uploadfile/2026/03/qh902.pdf")),),
        ),
        Item(
            at("main", f"/xxgk-show-{_VIEWED}.html"), index_number="QH0001-2026-00903", issuer="", body_kind="file",
            files=(File("", at("main", "/uploadfile/1/Attachment/qh903.pdf")),),
        ),
        Item(at("main", "/xxgk-show-931.html"), _LONG[0], index_number="QH0001-2026-00931", issuer="", body_kind="html"),
        Item(at("main", "/news-show-2001.html"), news[-1].title, news[-1].day, source="青禾区融媒体中心"),
    ]  # fmt: skip
    return group


# As the list template of the system writes it; ``{{`` and ``}}`` are braces.
_CALL = """<script type="text/javascript">
function ajax_list(page) {{
    $.ajax({{
        type: "POST",
        url: "/api-ajax_list-" + page + ".html",
        dataType: "json",
        data: {{"ajax_type": {values}, "is_ds": 1}},
        success: function (res) {{
            var html = "";
            $.each(res.data, function (i, v) {{
                html += '<li><a href="' + v.url + '" title="' + v.title + '" target="_blank">' + v.title + '</a><span>' + v.inputtime + '</span></li>';
            }});
            $("#ajax_list").html(html);
            layui.laypage.render({{elem: "pages", count: res.total, curr: page, jump: function (obj, first) {{ if (!first) ajax_list(obj.curr); }}}});
        }}
    }});
}}
$(function () {{ ajax_list(1); }});
</script>"""


def _column(name: str, script: str) -> Answer:
    body = (
        f'{NAV}{trail("政府信息公开", name)}<div class="main"><div class="list_title">{name}</div>'
        f'<ul class="news_list" id="ajax_list"></ul><div id="pages" class="pagination"></div></div>{script}{FOOT}'
    )
    return page(body, name, head(f"{name}-云麓市青禾区人民政府", column=name, more='<script src="/static/assets/js/jquery.min.js"></script>'))


def _rows(asked: Asked, lists: dict[str, tuple[tuple[Piece, ...], int, str]]) -> Answer:
    """What the list API answers. A bare GET, or another body than the page's, gets the first page of what it asks for."""
    values = _php_values(asked.form)
    catid, length = values.get(1, "47"), int(values.get(5, "40") or 40)
    found, size, module = lists.get(catid, lists["47"])
    number = int(re.findall(r"(\d+)\.html", asked.path)[0])
    whole = asked.method == "POST" and asked.header("X-Requested-With") == "XMLHttpRequest" and dict(asked.form).get("is_ds") == "1"
    size = int(values.get(6, "0") or 0) or size
    start = (number - 1) * size if whole else 0
    return data(
        {
            "code": 1,
            "total": len(found),
            "data": [
                {
                    "id": str(p.n), "title": p.title if len(p.title) <= length else p.title[:length], "url": f"/{module}-show-{p.n}.html",
                    "inputtime": p.day, "updatetime": "2026-09-19", "zuozhe": "", "outlink": "",
                }
                for p in found[start : start + size]
            ],
        }
    )  # fmt: skip


def _php_values(form: list[tuple[str, str]]) -> dict[int, str]:
    """``ajax_type[]`` counted on, ``ajax_type[8]`` at its place, as PHP reads a form."""
    values: dict[int, str] = {}
    for key, value in form:
        if key == "ajax_type[]":
            values[max(values, default=-1) + 1] = value
        elif found := re.fullmatch(r"ajax_type\[(\d+)\](?:\[\d*\])?", key):
            values[int(found[1])] = value
    return values


def _document(piece: Piece) -> Answer:
    table = (
        '<div class="zwxxgk_box"><div class="Rcont zn_cont"><table width="100%">'
        f'<tr><td>索 引 号</td><td class="txt">QH0001-2026-{piece.n:05d}</td><td>分　　类</td><td class="txt">行政规范性文件</td></tr>'
        f'<tr><td>责任部门</td><td class="txt"></td><td>发文日期</td><td class="txt">{piece.day} 10:22</td></tr>'
        f'<tr><td>标　　题</td><td class="txt" colspan="3">{escape(piece.title)}</td></tr>'
        '<tr><td>公开方式</td><td class="txt">主动公开</td><td>公开时限</td><td class="txt">常年公开</td></tr>'
        '<tr><td>公开范围</td><td class="txt" colspan="3">面向全社会</td></tr></table></div></div>'
    )
    if piece.n == _FRAMED:
        inside = '<iframe src="/uploadfile/2026/03/qh902.pdf" width="100%" height="900"></iframe>'
    elif piece.n == _VIEWED:
        inside = '<iframe src="/static/pdfjs/web/viewer.html?file=/uploadfile/1/Attachment/qh903.pdf" width="100%" height="900"></iframe>'
    else:
        inside = prose(piece)
    body = (
        f'{NAV}{trail("政府信息公开", "行政规范性文件")}{table}<div class="show_title">{escape(piece.title)}</div>'
        f'<div class="yuyin">语音播报：</div><div id="barrierfree_container " class="xxgk_content">{inside}</div>{FOOT}'
    )
    return page(body, piece.title, head(f"{piece.title}-云麓市青禾区人民政府", article=piece.title, day=f"{piece.day} 10:22", source=""))


def _news(piece: Piece) -> Answer:
    body = (
        f'{NAV}{trail("新闻动态", "政务要闻")}<div class="show_title">{escape(piece.title)}</div>'
        f'<div class="show_ziduan">来源：青禾区融媒体中心 发布时间：{piece.day} 08:{piece.n % 60:02d} 点击数：<span class="dr_show_hits_{piece.n}"></span>人次</div>'
        f'<div class="content" id="font_size">语音播报：{prose(piece)}</div><script src="/index.php?c=api&m=hits&id={piece.n}"></script>{FOOT}'
    )
    return page(body, piece.title, head(piece.title, article=piece.title, day=f"{piece.day} 08:00", source="青禾区融媒体中心"))
