"""Case 19 and copies: one item under several addresses, in two columns, in a barrier-free copy; English and 繁体 copies of the site."""

from collections.abc import Callable
from html import escape

from tests.tough.case_hosts import plain_item
from tests.tough.expected import Column, Group, Line
from tests.tough.pages import FOOT, NAV, Piece, head, page, pieces, trail
from tests.tough.serving import Answer, Route

SAME = Piece(19001, "青禾区2026年度河道采砂管理责任人名单公告", "2026-04-22")


def build(at: Callable[[str, str], str]) -> Group:
    """One host that answers on http and https, and a list with copies of its items on the main host."""
    group = Group()
    _twin(group, at)
    _copies(group, at)
    return group


def twin_addresses(at: Callable[[str, str], str]) -> tuple[str, str]:
    """The two addresses under which the same item is listed."""
    plain = at("twin", "/art/19001.html")
    return plain, plain.replace("http:", "https:") + ";jsessionid=8AF3C1D2E4B5"


def _twin(group: Group, at: Callable[[str, str], str]) -> None:
    routes = group.on("twin")
    plain, secure = twin_addresses(at)
    for folder, address, others in (("hdgl", plain, pieces(19101, 3, "2026-04-20")), ("zdxx", secure, pieces(19201, 3, "2026-04-28"))):
        rows = "".join(
            f'<li><a href="{address if p is SAME else f"/art/{p.n}.html"}" title="{escape(p.title)}">{escape(p.title)}</a><span>{p.day}</span></li>'
            for p in (SAME, *others)
        )
        answer = page(f'{NAV}{trail("政府信息公开")}<div class="list"><ul class="news_list">{rows}</ul></div>{FOOT}', "监督检查", head("监督检查", column="监督检查"))
        routes[f"/{folder}/"] = _renewed(answer)
        for piece in others:
            routes[f"/art/{piece.n}.html"] = plain_item(piece, "区水务局")
        group.columns.append(
            Column(
                f"19-{folder}", "supervision", at("twin", f"/{folder}/"), "监督检查", "nongye",
                lines=(Line(address.split(";")[0], SAME.title, SAME.day), *(Line(at("twin", f"/art/{p.n}.html"), p.title, p.day) for p in others)),
            )
        )  # fmt: skip
    for path in ("/art/19001.html", *(f"/art/19001.html;jsessionid=8AF3C1D2{n:04d}" for n in range(9))):
        routes[path] = plain_item(SAME, "区水务局")


def _renewed(answer: Answer) -> Route:
    """Every caller gets a session of their own, written into the links."""
    return lambda asked: Answer(answer.body.replace(b"8AF3C1D2E4B5", f"8AF3C1D2{asked.n:04d}".encode()), 200, answer.headers)


# ---- copies

COPY_OF = "/bzf/19301.html"
COPY = "/wza/bzf/19301.html"


def _copies(group: Group, at: Callable[[str, str], str]) -> None:
    routes = group.on("main")
    held = pieces(19301, 4, "2026-05-06")
    rows = "".join(
        f'<li><a href="/bzf/{p.n}.html" title="{escape(p.title)}">{escape(p.title)}</a><a class="wza" href="/wza/bzf/{p.n}.html" title="无障碍浏览">无障碍</a><span>{p.day}</span></li>'
        for p in held
    )
    more = '<div class="top"><a href="/en/bzf/index.html">English</a><a href="/big5/www.qinghe.example/bzf/index.html">繁體</a><a href="/wza/bzf/index.html">无障碍</a><a href="/mobile/bzf/index.html">手机版</a></div>'
    body = f'{more}{NAV}{trail("政府信息公开", "保障性住房")}<div class="list"><ul class="news_list">{rows}</ul></div>{FOOT}'
    routes["/bzf/index.html"] = page(body, "保障性住房", head("保障性住房", column="保障性住房"))
    for piece in held:
        routes[f"/bzf/{piece.n}.html"] = routes[f"/wza/bzf/{piece.n}.html"] = plain_item(piece, "区住房和城乡建设局")
    # Another column lists the barrier-free copy of the first item.
    copied = next(p for p in held if p.n == 19301)
    other = pieces(19401, 3, "2026-05-09")
    listed = "".join(f'<li><a href="{url}" title="{escape(p.title)}">{escape(p.title)}</a><span>{p.day}</span></li>' for p, url in ((copied, COPY), *((p, f"/bzf/{p.n}.html") for p in other)))
    routes["/ms/index.html"] = page(f'{NAV}{trail("政府信息公开", "民生信息")}<div class="list"><ul class="news_list">{listed}</ul></div>{FOOT}', "民生信息", head("民生信息", column="民生信息"))
    for piece in other:
        routes[f"/bzf/{piece.n}.html"] = plain_item(piece, "区住房和城乡建设局")
    group.columns += [
        Column(
            "x-copies", "livelihood", at("main", "/bzf/index.html"), "保障性住房", "zhujian",
            lines=tuple(Line(at("main", f"/bzf/{p.n}.html"), p.title, p.day) for p in held),
        ),
        Column(
            "x-copied", "livelihood", at("main", "/ms/index.html"), "民生信息", "zhujian",
            lines=(Line(at("main", COPY), copied.title, copied.day), *(Line(at("main", f"/bzf/{p.n}.html"), p.title, p.day) for p in other)),
        ),
    ]  # fmt: skip
