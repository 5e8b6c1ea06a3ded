"""Cases 12, 13, 14 and 25, and an expired certificate: hosts that lie, refuse, want a cookie, go in circles, or speak an old language."""

import gzip
import time
from collections.abc import Callable, Iterator
from html import escape

from tests.tough.expected import Column, Group, Item, Line
from tests.tough.pages import FOOT, NAV, Piece, head, html, moved, page, pieces, prose, trail
from tests.tough.serving import Answer, Asked, Route

ROBOTS = (("Content-Type", "text/plain"),)
REFUSING = ("blocked412", "blocked521", "blocked403")
_COLUMNS_REFUSED = 5

At = Callable[[str, str], str]


def build(at: At) -> Group:
    """Each host has routes of its own; most hold one plain list."""
    group = Group()
    for host in ("soft", "jump", "gate", "loop", "robots_part", "legacy", "plain_only", "expired"):
        group.on(host)["/"] = page(f"{NAV}{trail('首页')}<p>{'欢迎访问本单位网站，本站公布机构职能、工作动态和办事指南。' * 8}</p>{FOOT}", "单位网站首页")
    _lying(group, at)
    _refusing(group, at)
    _roundabout(group, at)
    _robots(group, at)
    _old(group, at)
    return group


def plain_list(name: str, of: tuple[Piece, ...], folder: str, more: str = "") -> Answer:
    """The plainest list there is."""
    rows = "".join(f'<li><a href="{folder}{p.n}.html" title="{escape(p.title)}">{escape(p.title)}</a><span>{p.day}</span></li>' for p in of)
    body = f'{NAV}{trail("政府信息公开", name)}<div class="list"><ul class="news_list">{rows}</ul></div>{more}{FOOT}'
    return page(body, name, head(name, column=name))


def plain_item(piece: Piece, source: str = "区文化和旅游局", more: str = "") -> Answer:
    """The plainest item there is."""
    body = (
        f'{NAV}{trail("政府信息公开")}<div class="article"><h1>{escape(piece.title)}</h1><div class="info">发布时间：{piece.day}　来源：{source}</div>'
        f'<div class="content" id="zoom">{prose(piece, more)}</div></div>{FOOT}'
    )
    return page(body, piece.title, head(piece.title, article=piece.title, day=piece.day, source=source))


def _held(group: Group, at: At, host: str, folder: str, of: tuple[Piece, ...], name: str) -> tuple[Line, ...]:
    """Put a plain list with its items on a host; its lines."""
    routes = group.on(host)
    routes[folder] = plain_list(name, of, folder)
    for piece in of:
        routes[f"{folder}{piece.n}.html"] = plain_item(piece)
    return tuple(Line(at(host, f"{folder}{p.n}.html"), p.title, p.day) for p in of)


# ---- 12


def _lying(group: Group, at: At) -> None:
    held = pieces(12001, 5, "2026-08-15")
    lines = _held(group, at, "soft", "/gzdt/", held, "工作动态")
    group.on("soft").pop("/gzdt/12003.html")  # one item is gone, and the host says so with status 200
    lines = tuple(Line(l.url, l.title, l.day, "failed" if "12003" in l.url else "read") for l in lines)  # noqa: E741  # a line
    other = _held(group, at, "jump", "/gzdt/", pieces(12101, 4, "2026-08-20"), "工作动态")
    group.columns += [
        Column("12-soft-gone", "plan", at("soft", "/xxgk/ghjh/"), "规划计划", "jiaotong", outcome="soft404", complete=False, lines=(), page_class="soft404"),
        Column("12-soft-alive", "enforcement", at("soft", "/gzdt/"), "工作动态", "jiaotong", lines=lines),
        Column("12-jump-home", "plan", at("jump", "/xxgk/ghjh/"), "规划计划", "weijian", outcome="soft404", complete=False, lines=(), page_class="soft404"),
        Column("12-jump-alive", "enforcement", at("jump", "/gzdt/"), "工作动态", "weijian", lines=other),
        *(
            Column(f"12-spa-{n}", kind, at("spa", f"/{path}/"), name, "qingshi", outcome="shell", complete=False, lines=(), page_class="shell")
            for n, (kind, path, name) in enumerate((("plan", "ghjh", "规划计划"), ("enforcement", "gzdt", "工作动态")), 1)
        ),
    ]


NOT_THERE = html(
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>提示信息</title></head><body><div class="err"><img src="/images/err.png">'
    '<p>很抱歉，您访问的页面不存在或者已被删除！</p><p><span id="s">5</span>秒后返回<a href="/">首页</a></p></div></body></html>'
)
HOME_AGAIN = moved("/")
SHELL = html(
    '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>青石镇政务服务</title><link href="/static/css/app.2c1f.css" rel="stylesheet"></head>'
    '<body><noscript>请启用JavaScript</noscript><div id="app"></div><script src="/static/js/chunk-vendors.88aa.js"></script>'
    '<script src="/static/js/app.9be0.js"></script></body></html>'
)


# ---- 13

_RUISHU = (
    b'<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><meta id="9DhefwqGPrzGxEp9hPaoag" content="{qqqqqq}">'
    b"<script>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=88102;$_ts.cd=\"qEtqrcq\";if($_ts.lcd)$_ts.lcd();</script>"
    b'<script src="/4QbVtADbnLVIc/c.FxJzG50F.5ab27cb.js"></script></head><body></body></html>'
)
_JSL = (
    b"<script>document.cookie=('_')+('_')+('jsl')+('_clearance_s=')+(-~[]+'')+(1+7+'')+('76|0|aBc')+(';max-age=')+(3600+'');"
    b"location.href=location.pathname+location.search</script>"
)


def refusal(host: str) -> Route:
    """What a refusing host says to everything."""
    page_type = (("Content-Type", "text/html"),)
    if host == "blocked412":
        return Answer(_RUISHU, 412, (*page_type, ("Set-Cookie", "FSSBBIl1UgzbN7N80S=60qK; path=/; HttpOnly")))
    if host == "blocked521":
        return Answer(_JSL, 521, (*page_type, ("Set-Cookie", "__jsluid_s=4f1c09; max-age=31536000; path=/; HttpOnly")))
    return lambda asked: Answer(b"", 404) if asked.path == "/robots.txt" else Answer(b"<h1>403 Forbidden</h1>", 403, page_type)


def _refusing(group: Group, at: At) -> None:
    for host in REFUSING:
        group.columns += [
            Column(
                f"13-{host}-{n}", "news", at(host, f"/{path}/index.html"), name, "wenlv", outcome="blocked", complete=False, lines=(), page_class="blocked",
            )
            for n, (path, name) in enumerate((("gzdt", "工作动态"), ("bmdt", "部门动态"), ("zwdt", "政务动态"), ("zwyw", "政务要闻"), ("xzdt", "乡镇动态")), 1)
        ]  # fmt: skip


# ---- 14


def _roundabout(group: Group, at: At) -> None:
    lines = _held(group, at, "gate", "/jyta/", pieces(14001, 4, "2026-07-15"), "建议提案")
    routes = group.on("gate")
    for path, answer in list(routes.items()):
        assert isinstance(answer, Answer)
        routes[path] = _gated(answer)
    refreshed = _held(group, at, "main", "/zfcg/list/", pieces(14101, 4, "2026-07-25"), "政府采购")
    group.on("main")["/zfcg/index.html"] = html('<html><head><meta http-equiv="refresh" content="0;url=list/"></head><body></body></html>')
    scripted = _held(group, at, "main", "/tdcr/list/", pieces(14201, 4, "2026-07-28"), "土地出让")
    group.on("main")["/tdcr/index.html"] = html('<html><head><script language="javascript">window.location.href="list/";</script></head><body></body></html>')

    def around(asked: Asked) -> Answer:
        return moved(at("loop", asked.path).replace("https:" if asked.secure else "http:", "http:" if asked.secure else "https:"))

    group.on("loop")["/zwgk/index.html"] = around
    group.columns += [
        Column("14-cookie", "proposals", at("gate", "/jyta/"), "建议提案", "weijian", lines=lines),
        Column("14-refresh", "public_resources", at("main", "/zfcg/index.html"), "政府采购", lines=refreshed),
        Column("14-script", "public_resources", at("main", "/tdcr/index.html"), "土地出让", lines=scripted),
        Column(
            "14-loop", "supervision", at("loop", "/zwgk/index.html").replace("http:", "https:"), "监督检查", "weijian", outcome="unreachable", complete=False,
            lines=(), why=("跳转",),
        ),
    ]  # fmt: skip


def _gated(answer: Answer) -> Route:
    def route(asked: Asked) -> Answer:
        if "CT6T=7c1e" in asked.header("Cookie"):
            return answer
        return moved(asked.target, ("Set-Cookie", "CT6T=7c1e; path=/"), ("Server", "openresty"))

    return route


# ---- 25


def _robots(group: Group, at: At) -> None:
    for host, name in (("robots_403", "行政处罚公示"), ("robots_500", "行政处罚公示"), ("robots_all", "行政处罚公示")):
        _held(group, at, host, "/xzcf/", pieces(25001, 4, "2026-06-15"), name)
        group.columns.append(
            Column(f"25-{host}", "penalty", at(host, "/xzcf/"), name, "qingshi", outcome="blocked", complete=False, lines=(), why=("robots",))
        )
    group.on("robots_403")["/robots.txt"] = Answer(b"<h1>403 Forbidden</h1>", 403, (("Content-Type", "text/html"),))
    group.on("robots_500")["/robots.txt"] = Answer(b"<h1>500 Internal Server Error</h1>", 500, (("Content-Type", "text/html"),))
    group.on("robots_all")["/robots.txt"] = Answer(b"User-agent: Baiduspider\nAllow: /\n\nUser-agent: *\nDisallow: /\n", 200, ROBOTS)
    group.on("robots_part")["/robots.txt"] = Answer(
        b"User-agent: *\nDisallow: /d/\nDisallow: /e/\nDisallow: /db_backup\nSitemap: /sitemap.xml\n", 200, ROBOTS
    )
    allowed = _held(group, at, "robots_part", "/xzcf/", pieces(25101, 4, "2026-06-16"), "行政处罚公示")
    _held(group, at, "robots_part", "/e/xzxk/", pieces(25201, 4, "2026-06-17"), "行政许可公示")
    group.columns += [
        Column("25-robots_part", "penalty", at("robots_part", "/xzcf/"), "行政处罚公示", "weijian", lines=allowed),
        Column(
            "25-robots_denied", "license", at("robots_part", "/e/xzxk/"), "行政许可公示", "weijian", outcome="blocked", complete=False, lines=(), why=("robots",)
        ),
    ]  # fmt: skip


def _old(group: Group, at: At) -> None:
    legacy = _held(group, at, "legacy", "/sjxx/", pieces(25301, 4, "2026-06-20"), "统计信息")
    plain = _held(group, at, "plain_only", "/sjxx/", pieces(25401, 4, "2026-06-21"), "统计信息")
    expired = _held(group, at, "expired", "/sjxx/", pieces(25501, 4, "2026-06-22"), "统计信息")
    packed = _held(group, at, "main", "/tjgb/", pieces(25601, 6, "2026-06-23"), "统计公报")
    list_page = group.on("main")["/tjgb/"]
    assert isinstance(list_page, Answer)
    body = gzip.compress(list_page.body, mtime=0)
    # The length is that of the page before it was packed: the server closes early, and yet nothing is missing.
    group.on("main")["/tjgb/"] = Answer(body, 200, (*list_page.headers, ("Content-Encoding", "gzip")), length=len(list_page.body))
    group.columns += [
        Column("25-legacy", "statistics", at("legacy", "/sjxx/"), "统计信息", "weijian", lines=legacy),
        Column("25-plain-only", "statistics", at("plain_only", "/sjxx/").replace("http:", "https:"), "统计信息", "jiaotong", lines=plain),
        Column("25-expired", "statistics", at("expired", "/sjxx/"), "统计信息", "jingxin", lines=expired, note=("证书已过期",)),
        Column("25-length", "statistics", at("main", "/tjgb/"), "统计公报", lines=packed),
    ]
    group.items.append(Item(expired[0].url, expired[0].title, expired[0].day, state="read"))


# ---- 25, pages too slow or too large: audited by themselves, with shorter patience


def slow(at: At) -> Group:
    """One page that trickles, one of thirty megabytes, one like any other."""
    group = Group()
    group.on("slow")["/"] = page(f"{NAV}<p>{'欢迎访问本单位网站，本站公布机构职能、工作动态和办事指南。' * 8}</p>{FOOT}", "单位网站首页")
    lines = _held(group, at, "slow", "/gzdt/", pieces(25701, 4, "2026-08-01"), "工作动态")
    group.on("slow")["/trickle/"] = Answer(headers=(("Content-Type", "text/html; charset=utf-8"),), stream=_trickle)
    group.on("slow")["/huge/"] = Answer(headers=(("Content-Type", "text/html; charset=utf-8"),), stream=_huge)
    group.columns += [
        Column("25-fine", "enforcement", at("slow", "/gzdt/"), "工作动态", lines=lines),
        Column("25-trickle", "plan", at("slow", "/trickle/"), "规划计划", outcome="unreachable", complete=False, lines=(), why=("超时",)),
        Column("25-huge", "statistics", at("slow", "/huge/"), "统计信息", outcome="unreachable", complete=False, lines=(), why=("过大",)),
    ]
    return group


def _trickle() -> Iterator[bytes]:
    yield b"<html><body><ul>"
    for n in range(600):
        time.sleep(0.1)
        yield f'<li><a href="/t/{n}.html">item {n}</a><span>2026-01-01</span></li>'.encode()


def _huge() -> Iterator[bytes]:
    yield b"<html><body>"
    for _ in range(30):
        yield b"<p>" + b"x" * ((1 << 20) - 7) + b"</p>"
