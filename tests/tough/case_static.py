"""Cases 3, 4, 5 and 11: lists that are static. TRS counts from 0 or from 1, VSB counts down, a catalogue shows its list in a frame."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from tests.tough.expected import Column, Group, Item, Line
from tests.tough.pages import FOOT, NAV, SITE, Piece, chunks, head, html, page, pieces, prose, trail
from tests.tough.serving import Answer, Route

SLIPPED_IN = Piece(5046, "青禾区关于国庆假期办事大厅值守安排的公告（第5046号）", "2026-10-08")
_VSB_SIZE = 15


@dataclass
class Shifting:
    """The VSB column, to which one item is added between two audits."""

    pieces: tuple[Piece, ...]

    def add(self) -> None:
        if SLIPPED_IN not in self.pieces:
            self.pieces = (SLIPPED_IN, *self.pieces)


def build(at: Callable[[str, str], str]) -> tuple[Group, Shifting]:
    """The static lists on the main host, and the column that can be added to."""
    group = Group()
    _trs(group, at)
    _contradictory(group, at)
    shifting = Shifting(pieces(5001, 45, "2026-09-11", every=4))
    _vsb(group, at, shifting)
    _framed(group, at)
    return group, shifting


# ---- 3: TRS


def _trs(group: Group, at: Callable[[str, str], str]) -> None:
    routes = group.on("main")
    from_zero, from_one = pieces(3001, 27, "2026-06-30", every=5), pieces(3101, 30, "2026-07-20", every=6)
    for k, part in enumerate(chunks(from_zero, 10)):
        name = "index.html" if k == 0 else f"index_{k}.html"
        pager = f'<div class="page"><script language="JavaScript">createPageHTML(3, {k}, "index", "html");</script></div>'
        routes[f"/zwgk/ghjh/{name}"] = _trs_list("规划计划", part, pager)
    for k, part in enumerate(chunks(from_one, 10), 1):
        pager = f"<div class=\"page\" id=\"page_div\"></div><script>createPageHTML('page_div',3,{k},'xlist','shtml',30);</script>"
        answer = _trs_list("统计信息", part, pager, ending="shtml")
        routes[f"/zwgk/tjxx/xlist_{k}.shtml"] = answer
        if k == 1:
            routes["/zwgk/tjxx/xlist.shtml"] = answer
    for folder, ending, of, name in (("ghjh", "html", from_zero, "规划计划"), ("tjxx", "shtml", from_one, "统计信息")):
        for piece in of:
            routes[f"/zwgk/{folder}/{_trs_path(piece, ending)}"] = _trs_item(piece, name)
    group.columns += [
        Column(
            "03-from-zero", "plan", at("main", "/zwgk/ghjh/index.html"), "规划计划",
            lines=tuple(Line(at("main", f"/zwgk/ghjh/{_trs_path(p, 'html')}"), p.title, p.day) for p in from_zero),
        ),
        Column(
            "03-from-one", "statistics", at("main", "/zwgk/tjxx/xlist.shtml"), "统计信息",
            lines=tuple(Line(at("main", f"/zwgk/tjxx/{_trs_path(p, 'shtml')}"), p.title, p.day) for p in from_one),
        ),
    ]  # fmt: skip


def _trs_path(piece: Piece, ending: str) -> str:
    return f"{piece.compact[:6]}/t{piece.compact}_{piece.n}.{ending}"


def _trs_list(name: str, part: tuple[Piece, ...], pager: str, ending: str = "html") -> Answer:
    rows = "".join(
        f'<li><a href="./{_trs_path(p, ending)}" title="{escape(p.title)}" target="_blank">{escape(p.title[:14])}...</a><span>{p.day}</span></li>\n'
        for p in part
    )
    body = (
        f'{NAV}{trail("政府信息公开", name)}<div class="gl-list"><ul class="list">\n{rows}</ul>{pager}</div>'
        f'<script src="../../images/pages.js"></script>{FOOT}'
    )
    return page(body, name, head(f"{name}_云麓市青禾区人民政府", column=name))


def _trs_item(piece: Piece, name: str) -> Answer:
    body = (
        f'{NAV}{trail("政府信息公开", name)}<div class="article"><h1>{escape(piece.title)}</h1>'
        f'<div class="info"><span>发布时间：{piece.day}</span><span>来源：区发展和改革局</span></div>'
        f'<div class="TRS_Editor"><style>.TRS_Editor P{{line-height:2}}</style>{prose(piece)}</div></div>{FOOT}'
    )
    return page(body, piece.title, head(f"{piece.title}_云麓市青禾区人民政府", article=piece.title, day=f"{piece.day} 09:00", source="区发展和改革局"))


# ---- 4: an item that contradicts itself


def _contradictory(group: Group, at: Callable[[str, str], str]) -> None:
    routes = group.on("main")
    piece, others = Piece(4004, "青禾区2026年中小学课后服务工作实施办法", "2026-04-07"), pieces(4001, 3, "2026-03-20")
    routes["/zwgk/jypj/index.html"] = _trs_list("义务教育", (piece, *others), "")
    for other in others:
        routes[f"/zwgk/jypj/{_trs_path(other, 'html')}"] = _trs_item(other, "义务教育")
    url = f"/zwgk/jypj/{_trs_path(piece, 'html')}"
    routes[url] = html(
        "<!DOCTYPE html><html><head>\n"
        f'<META content="{SITE}" name=SiteName>\n<META content="www.qinghe.example" name=SiteDomain>\n<META content="政府网站标识码" name=SiteIDCode>\n'
        f'<META content="" name=ColumnType>\n<META content="{SITE}-{piece.title}" name=ArticleTitle>\n<META content="2026-04-09 11:05" name=PubDate>\n'
        f'<META content="区教育局" name=ContentSource>\n<meta charset="utf-8"><title>{piece.title}_{SITE}</title></head>\n'
        f'<body>{NAV}{trail("政府信息公开", "义务教育")}<div class="article"><h1>{piece.title}</h1>'
        f'<div class="info"><span>发布时间：{piece.day}</span><span>来源：区教育局</span></div><div class="TRS_Editor">{prose(piece)}</div></div></body></html>'
    )
    group.columns.append(
        Column(
            "04-education", "livelihood", at("main", "/zwgk/jypj/index.html"), "义务教育", "jiaoyu",
            lines=tuple(Line(at("main", f"/zwgk/jypj/{_trs_path(p, 'html')}"), p.title, p.day) for p in (piece, *others)),
        )
    )  # fmt: skip
    group.items.append(
        Item(
            at("main", url), piece.title, piece.day, source="区教育局", unit="jiaoyu",
            conflicts=(("2026-04-09",), (SITE, "标题"), ("标识码", "SiteIDCode")),
        )
    )  # fmt: skip


# ---- 5: VSB


def _vsb(group: Group, at: Callable[[str, str], str], shifting: Shifting) -> None:
    routes = group.on("main")

    def shown(k: int) -> Route:
        """Page k, counted from 1, whatever its address is by now."""
        return lambda asked: _vsb_list(shifting.pieces, k)

    def counted_down(number: int) -> Route:
        def answer(asked: object) -> Answer:
            total = len(chunks(shifting.pieces, _VSB_SIZE))
            return _vsb_list(shifting.pieces, total - number + 1) if number < total else html("<title>404</title>404", 404)

        return answer

    routes["/xxgk/gzdt.htm"] = shown(1)
    for number in range(1, 6):
        routes[f"/xxgk/gzdt/{number}.htm"] = counted_down(number)
    for piece in (*shifting.pieces, SLIPPED_IN):
        routes[f"/info/1041/{piece.n}.htm"] = _vsb_item(piece)
    group.columns.append(
        Column(
            "05-vsb", "enforcement", at("main", "/xxgk/gzdt.htm"), "行政执法公示",
            lines=tuple(Line(at("main", f"/info/1041/{p.n}.htm"), p.title, p.day) for p in shifting.pieces),
        )
    )  # fmt: skip


def _vsb_list(of: tuple[Piece, ...], k: int) -> Answer:
    parts = chunks(of, _VSB_SIZE)
    total, up = len(parts), "" if k == 1 else "../"
    here = "" if k > 1 else "gzdt/"
    rows = "".join(
        f'<li id="line_u9_{n}"><a href="{up or "../"}{"" if not up else "../"}info/1041/{p.n}.htm" target="_blank" title="{escape(p.title)}">'
        f"{escape(p.title)}</a><span>{p.day.replace('-', '/')}</span></li>\n"
        for n, p in enumerate(parts[k - 1])
    )
    back = "gzdt.htm" if k == 1 else "../gzdt.htm" if k == 2 else f"{total - k + 2}.htm"
    on = f'<a href="{here}{total - k}.htm" class="Next">下页</a><a href="{here}1.htm" class="Next">尾页</a>' if k < total else "<span>下页</span><span>尾页</span>"
    first = "<span>首页</span><span>上页</span>" if k == 1 else f'<a href="../gzdt.htm">首页</a><a href="{back}">上页</a>'
    body = (
        f'{trail("政府信息公开", "行政执法公示")}<div class="list"><ul>\n{rows}</ul></div>'
        f'<div align="center"><table cellspacing="0" class="headStyle6x5lz6" width="100%"><tr><td><table cellspacing="0" width="100%"><tr>'
        f'<td nowrap align="left" width="1%" id="fanye46286">共{len(of)}条&nbsp;&nbsp;{k}/{total}&nbsp;</td><td>{first}{on}</td></tr></table></td></tr></table></div>'
    )
    return page(body, "行政执法公示", head("行政执法公示-云麓市青禾区人民政府", column="行政执法公示"))


def _vsb_item(piece: Piece) -> Answer:
    body = (
        f'{trail("政府信息公开", "行政执法公示", "正文")}<form name="_newscontent_fromname"><div><h1 align="center">{escape(piece.title)}</h1>'
        f'<div align="center">发布时间：{piece.day}　浏览次数：<span id="dynclicks"></span></div>'
        f'<div id="vsb_content"><div class="v_news_content">{prose(piece)}</div></div></div></form>'
    )
    return page(body, piece.title, head(piece.title, article=piece.title, day=piece.day, source="区综合行政执法局"))


# ---- 11: a tree and a frame


def _framed(group: Group, at: Callable[[str, str], str]) -> None:
    routes = group.on("main")
    held = pieces(11001, 14, "2026-08-02", every=7)
    tree = (
        '<div class="left"><ul id="treeDemo" class="ztree"><li><a href="javascript:void(0)">机构职能</a></li><li><a href="javascript:void(0)">法规文件</a></li>'
        '<li><a href="javascript:void(0)">涉农补贴</a></li></ul></div><script src="/js/jquery.ztree.core.js"></script>'
    )
    routes["/bm/nyj/xxgkml/index.html"] = page(
        f'{NAV}{trail("政府信息公开", "区农业农村局", "涉农补贴")}{tree}<div class="right">'
        '<iframe id="mainframe" name="mainframe" src="./list.html?cat=snbt" width="100%" height="800" frameborder="0"></iframe></div>',
        "政府信息公开目录",
    )
    for k, part in enumerate(chunks(held, 8), 1):
        rows = "".join(
            f'<tr><td>{n}</td><td><a href="/bm/nyj/xxgkml/{p.n}.html" target="_blank">{escape(p.title)}</a></td><td>{p.day}</td></tr>' for n, p in enumerate(part, 1)
        )
        ways = '<a href="list_2.html?cat=snbt">下一页</a>' if k == 1 else '<a href="list.html?cat=snbt">上一页</a>'
        name = "list.html" if k == 1 else "list_2.html"
        routes[f"/bm/nyj/xxgkml/{name}"] = html(
            f'<html><head><meta charset="utf-8"></head><body><table class="list">{rows}</table><div class="page">第{k}页 共2页 {ways}</div></body></html>'
        )
    for piece in held:
        routes[f"/bm/nyj/xxgkml/{piece.n}.html"] = _trs_item(piece, "涉农补贴")
    group.columns.append(
        Column(
            "11-frame", "livelihood", at("main", "/bm/nyj/xxgkml/index.html"), "涉农补贴", "nongye",
            lines=tuple(Line(at("main", f"/bm/nyj/xxgkml/{p.n}.html"), p.title, p.day) for p in held),
        )
    )  # fmt: skip
