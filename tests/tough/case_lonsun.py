"""Case 8: 龙讯. Rows come from a label that cuts titles; an empty unit column; 暂无相关信息 shown before the script has filled the list."""

from collections.abc import Callable
from dataclasses import replace
from html import escape

from tests.tough.expected import Column, Group, Line
from tests.tough.pages import FOOT, NAV, Piece, head, html, page, pieces, prose, trail
from tests.tough.serving import Answer, Asked

_ORGAN = "6600"
_LONG = {
    8041: "云麓市青禾区民政局关于公布2026年第二季度城乡最低生活保障对象和特困人员救助供养对象动态调整情况以及监督举报电话的公告",
    8040: "云麓市青禾区民政局关于公布2026年第二季度城乡最低生活保障对象和特困人员救助供养对象动态调整情况以及资金发放明细的公告",
}
_EMPTY = "暂无相关信息"


def build(at: Callable[[str, str], str]) -> Group:
    """Three columns of one unit."""
    group = Group()
    routes = group.on("main")
    held = tuple(replace(p, title=_LONG.get(p.n, p.title)) for p in pieces(8001, 41, "2026-09-10", every=4))
    later = pieces(8101, 18, "2026-07-01", every=9)
    lists = {"71001": held, "71003": later}
    for catid, name, first in (("71001", "社会救助", held[:15]), ("71002", "收费信息", ()), ("71003", "建议提案", ())):
        pager = _pager(catid, len(lists[catid])) if catid in lists else ""
        answer = _column(name, first, pager)
        routes[f"/public/column/{_ORGAN}?type=4&catId={catid}&action=list&nav=3"] = answer
        routes[f"/public/column/{_ORGAN}/{catid}"] = answer
    # The bare number of a page is ignored: the same first page again.
    routes[f"/public/column/{_ORGAN}"] = lambda asked: routes_for(asked)

    def routes_for(asked: Asked) -> Answer:
        catid = asked.query.get("catId", "71001")
        found = group.routes["main"][f"/public/column/{_ORGAN}/{catid if catid in ('71001', '71002', '71003') else '71001'}"]
        assert isinstance(found, Answer)
        return found

    routes["/site/label/8888"] = lambda asked: _label(asked, lists)
    for piece in (*held, *later):
        routes[f"/public/{_ORGAN}/{piece.n}.html"] = _item(piece)

    def lines(of: tuple[Piece, ...]) -> tuple[Line, ...]:
        return tuple(Line(at("main", f"/public/{_ORGAN}/{p.n}.html"), p.title, p.day) for p in of)

    def url(catid: str) -> str:
        return at("main", f"/public/column/{_ORGAN}?type=4&catId={catid}&action=list&nav=3")

    group.columns += [
        Column("08-lonsun", "livelihood", url("71001"), "社会救助", "minzheng", lines=lines(held)),
        Column("08-empty", "fees", url("71002"), "收费信息", "minzheng", outcome="empty", lines=(), page_class="empty"),
        Column("08-filled-later", "proposals", url("71003"), "建议提案", "minzheng", lines=lines(later)),
    ]
    return group


def _pager(catid: str, total: int) -> str:
    parameters = f"siteId=6795621&organId={_ORGAN}&catId={catid}&type=4"
    file = "/qinghe/publicInfoList_newest2020"
    return f"""<div class="pagination_index"><span id="page_{catid}"></span></div>
<script type="text/javascript">
  $(function () {{
    Ls.pagination({{
      elem: "#page_{catid}",
      pageCount: {-(-total // 15)},
      total: {total},
      currentPage: 1,
      url: "/site/label/8888?IsAjax=1&dataType=html&_=0.6812&labelName=publicInfoList&{parameters}&pageSize=15&action=list&isDate=true&dateFormat=yyyy-MM-dd&length=50&organId={_ORGAN}&type=4&catId={catid}&result={_EMPTY}&file={file}",
      data: {{siteId: "6795621", catId: "{catid}", organId: "{_ORGAN}", file: "{file}"}},
      success: function (html) {{ $("#xxgk_list").html(html); }}
    }});
  }});
</script>"""


def _rows(part: tuple[Piece, ...], length: int = 50) -> str:
    if not part:
        return f'<div class="xxgk_nodata">{_EMPTY}</div>'
    return "".join(
        f'<ul class="clearfix xxgk_nav_list"><li class="mc"><a href="/public/{_ORGAN}/{p.n}.html" class="title" target="_blank" '
        f'title="{escape(p.title[:length])}">{escape(p.title[:length])}</a></li><li class="rq">{p.day}</li></ul>\n'
        for p in part
    )


def _column(name: str, first: tuple[Piece, ...], pager: str) -> Answer:
    menu = '<ul id="fdzd_gknr"><li><a href="javascript:;">机关简介</a></li><li><a href="javascript:;">社会救助</a></li><li><a href="javascript:;">收费信息</a></li></ul>'
    body = (
        f'{NAV}{trail("政府信息公开", "区民政局", name)}<div class="left">{menu}</div>'
        f'<div class="xxgk_right"><h2>{name}</h2><div class="xxgk_navli" id="xxgk_list">{_rows(first)}</div>{pager}</div>{FOOT}'
    )
    return page(body, name, head(f"{name}_云麓市青禾区人民政府", column=name, more='<script src="/assets/js/ls.min.js"></script>'))


def _label(asked: Asked, lists: dict[str, tuple[Piece, ...]]) -> Answer:
    """HTML rows of one page; without its column the label knows nothing."""
    told = {**asked.query, **dict(asked.form)}
    held = lists.get(told.get("catId", ""), ()) if told.get("organId") == _ORGAN and told.get("labelName") == "publicInfoList" else ()
    number, size = int(told.get("pageIndex", "1")), int(told.get("pageSize", "15"))
    return html(_rows(held[(number - 1) * size : number * size], int(told.get("length", "50"))))


def _item(piece: Piece) -> Answer:
    body = (
        f'{NAV}{trail("政府信息公开", "区民政局")}<div class="wzcon_box"><h1 class="wztit">{escape(piece.title)}</h1>'
        f'<div class="wzbjxx"><span class="fbsj">发布时间：{piece.day} 09:41</span><span class="res">来源：区民政局</span><span>阅读次数：<i id="hits"></i></span></div>'
        f'<div class="wzcon j-fontContent">{prose(piece)}</div></div>{FOOT}'
    )
    return page(body, piece.title, head(piece.title, article=piece.title, day=f"{piece.day} 09:41", source="区民政局"))
