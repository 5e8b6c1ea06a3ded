"""Cases 21 and 22: lists whose totals lie, and spaces without an end."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from html import escape

from tests.tough.case_hosts import plain_item
from tests.tough.expected import Column, Group, Line
from tests.tough.pages import FOOT, NAV, data, head, html, page, pieces, trail
from tests.tough.serving import Answer, Asked

TAIL = 322  # pages declared; the last two are not there
CAP = 10_000
HELD = 10_240
_SIZE = 100
_WINDOW = 500

At = Callable[[str, str], str]


def light(at: At) -> Group:
    """Two small lists on the main host, and one surrounded by traps."""
    group = Group()
    _smaller_pages(group, at)
    _same_page(group, at)
    _trapped(group, at)
    return group


def heavy(at: At) -> Group:
    """Long lists on a host of their own: walked in an audit of their own."""
    group = Group()
    group.on("heavy")["/"] = page(f"{NAV}<p>{'本页为测试门户首页，公布各类公报和公示。' * 12}</p>{FOOT}")
    _tail(group, at)
    _capped(group, at)
    _calendar(group, at)
    return group


# ---- 21


def _tail(group: Group, at: At) -> None:
    routes = group.on("heavy")
    for k in range(TAIL - 2):
        day = (date(2026, 9, 15) - timedelta(days=k * 7)).isoformat()
        rows = "".join(
            f'<li><a href="./P0{day.replace("-", "")}{k:06d}{n:04d}.pdf" title="青禾区人民政府公报{day}期第{n}部分">青禾区人民政府公报{day}期第{n}部分</a><span>{day}</span></li>' for n in (1, 2)
        )
        pager = f'<script>createPageHTML({TAIL}, {k}, "index", "html");</script>'
        body = f'{NAV}{trail("政府公报")}<div class="list"><ul>{rows}</ul><div class="page">{pager}</div></div>{FOOT}'
        routes[f"/zfgb/{f'index_{k}' if k else 'index'}.html"] = page(body, "政府公报", head("政府公报", column="政府公报"))
    group.columns.append(
        Column("21-tail", "gazette", at("heavy", "/zfgb/index.html"), "政府公报", complete=False, why=("321", "打不开"))
    )  # fmt: skip


def _capped(group: Group, at: At) -> None:
    """The server's total never grows beyond 10,000, and pages beyond it answer all the same."""
    routes = group.on("heavy")
    script = f"""<script>
var pageSize = {_SIZE};
function getList(pageNo) {{
  $.ajax({{
    url: "/front/api/data/affair", type: "POST", contentType: "application/json;charset=utf-8", dataType: "json",
    data: JSON.stringify({{"channelList": ["8f2c"], "docFlag": 1, "pageNo": pageNo, "pageSize": pageSize}}),
    success: function (res) {{
      var html = "";
      for (var i = 0; i < res.data.list.length; i++) {{ var d = res.data.list[i]; html += '<li><a href="' + d.url + '">' + d.title + '</a><span>' + d.display_date + '</span></li>'; }}
      $("#list").html(html); initPage(res.data.totalCount, pageNo);
    }}
  }});
}}
getList(1);
</script>"""
    body = f'{NAV}{trail("政府信息公开", "行政处罚公示")}<ul id="list"></ul><div id="pager"></div>{script}{FOOT}'
    routes["/xzcf/index.html"] = page(body, "行政处罚公示", head("行政处罚公示", column="行政处罚公示"))
    routes["/front/api/data/affair"] = _affair  # the whole list
    walled = script.replace("/front/api/data/affair", "/front/api/data/window").replace(f"pageSize = {_SIZE}", f"pageSize = {_WINDOW}")
    body = f'{NAV}{trail("政府信息公开", "行政许可公示")}<ul id="list"></ul><div id="pager"></div>{walled}{FOOT}'
    routes["/xzxk/index.html"] = page(body, "行政许可公示", head("行政许可公示", column="行政许可公示"))
    routes["/front/api/data/window"] = lambda asked: _affair(asked, _WINDOW, CAP)
    group.columns += [
        # Whoever goes on behind the printed total finds the end; what was printed is told.
        Column("21-capped", "penalty", at("heavy", "/xzcf/index.html"), "行政处罚公示", note=("上限", "封顶")),
        # Behind the window there is nothing to be had: as many rows as printed came, and yet nobody knows how many there are.
        Column("21-window", "license", at("heavy", "/xzxk/index.html"), "行政许可公示", complete=False, why=("上限", "封顶")),
    ]


def _affair(asked: Asked, size: int = _SIZE, behind: int = HELD) -> Answer:
    """The rows of one page; none beyond ``behind``, and a total that stops at the cap."""
    try:
        told = json.loads(asked.body)
    except ValueError:
        told = {}
    if told.get("docFlag") != 1:
        return data({"code": 400, "data": None})
    number = int(told.get("pageNo", 1))
    start = (number - 1) * size
    found = [
        {
            "id": f"a{n}", "title": f"青禾区行政处罚决定公示（{n}）", "website": "penalty.example", "url": f"http://penalty.example/show/{n}",
            "display_date": (date(2026, 9, 18) - timedelta(days=n // 12)).isoformat(),
        }
        for n in range(start, min(start + size, behind))
    ]  # fmt: skip
    return data({"code": 200, "data": {"totalCount": CAP, "pageNo": number, "list": found}})


def _smaller_pages(group: Group, at: At) -> None:
    """The page asks for 20 rows, the server always gives 10."""
    routes = group.on("main")
    held = pieces(21001, 34, "2026-07-11", every=4)
    script = """<script>
$.ajax({url: "/api/list/query", type: "GET", data: {channel: "fwjl", pageSize: 20, pageNo: 1}, dataType: "json", success: function (r) { show(r.rows, r.total); }});
</script>"""
    body = f'{NAV}{trail("政府信息公开", "国土空间规划")}<ul id="rows"></ul><div id="pg"></div>{script}{FOOT}'
    routes["/gtkj/index.html"] = page(body, "规划信息", head("规划信息", column="规划信息"))

    def answer(asked: Asked) -> Answer:
        number = int(asked.query.get("pageNo", "1"))
        part = held[(number - 1) * 10 : number * 10] if asked.query.get("channel") == "fwjl" else ()
        return data({"total": len(held), "rows": [{"title": p.title, "url": f"/gtkj/{p.n}.html", "publishDate": p.day} for p in part]})

    routes["/api/list/query"] = answer
    for piece in held:
        routes[f"/gtkj/{piece.n}.html"] = plain_item(piece, "区自然资源和规划局")
    group.columns.append(
        Column(
            "21-smaller", "plan", at("main", "/gtkj/index.html"), "规划信息", "jiaotong",
            lines=tuple(Line(at("main", f"/gtkj/{p.n}.html"), p.title, p.day) for p in held),
        )
    )  # fmt: skip


def _same_page(group: Group, at: At) -> None:
    """Whatever page is asked for, the first one comes."""
    held = pieces(21101, 10, "2026-07-19", every=4)
    rows = "".join(f'<li><a href="/zdxm/{p.n}.html" title="{escape(p.title)}">{escape(p.title)}</a><span>{p.day}</span></li>' for p in held)
    ways = '<a href="/zdxm/list.php?page=2">下一页</a><a href="/zdxm/list.php?page=4">尾页</a>'
    body = f'{NAV}{trail("政府信息公开", "重大建设项目")}<div class="list"><ul class="news_list">{rows}</ul></div><div class="page">共40条 1/4页 {ways}</div>{FOOT}'
    group.on("main")["/zdxm/list.php"] = page(body, "重大建设项目", head("重大建设项目", column="重大建设项目"))
    for piece in held:
        group.on("main")[f"/zdxm/{piece.n}.html"] = plain_item(piece, "区发展和改革局")
    group.columns.append(
        Column(
            "21-same", "major_project", at("main", "/zdxm/list.php"), "重大建设项目", complete=False, why=("相同", "40"),
            lines=tuple(Line(at("main", f"/zdxm/{p.n}.html"), p.title, p.day) for p in held),
        )
    )  # fmt: skip


# ---- 22


def _calendar(group: Group, at: At) -> None:
    """Each month leads on to the next one, for ever."""

    def month(asked: Asked) -> Answer:
        told = asked.query.get("date", "2026-09")
        year, number = int(told[:4]), int(told[5:7])
        after = f"{year + number // 12}-{number % 12 + 1:02d}"
        before = f"{year - (number == 1)}-{(number - 2) % 12 + 1:02d}"
        event = f'<li><a href="/hdrl/event-{told}.pdf" title="{told}月青禾区文化惠民活动安排">{told}月青禾区文化惠民活动安排</a><span>{told}-05</span></li>'
        days = "".join(f'<td><a href="/hdrl/index.html?date={told}&day={d}">{d}</a></td>' for d in range(1, 29))
        return html(
            f'<html><head><meta charset="utf-8"><title>活动日历</title></head><body>{NAV}{trail("活动日历")}<div class="list"><ul>{event}</ul></div>'
            f'<table class="calendar"><tr>{days}</tr></table><div class="page"><a href="/hdrl/index.html?date={before}">上一页</a>'
            f'<a href="/hdrl/index.html?date={after}">下一页</a></div></body></html>'
        )

    group.on("heavy")["/hdrl/index.html"] = month
    group.columns.append(Column("22-calendar", "news", at("heavy", "/hdrl/index.html"), "活动日历", complete=False, registered=False))


def _trapped(group: Group, at: At) -> None:
    """A list of eight among links that sort, filter, search and turn the calendar."""
    routes = group.on("main")
    held = pieces(22001, 8, "2026-08-18", every=6)
    rows = "".join(f'<li><a href="/ylfw/{p.n}.html" title="{escape(p.title)}">{escape(p.title)}</a><span>{p.day}</span></li>' for p in held)
    sort = "".join(f'<a href="/ylfw/index.html?sort={by}&order={way}">{name}</a>' for by, name in (("time", "按时间"), ("hits", "按热度")) for way in ("asc", "desc"))
    years = "".join(f'<a href="/ylfw/index.html?year={year}&token=9f{year}">{year}年</a>' for year in range(2026, 2019, -1))
    tags = "".join(f'<a href="/search/index.html?q={word}">{word}</a>' for word in ("%E5%85%BB%E8%80%81", "%E5%8A%A9%E9%A4%90"))
    dates = "".join(f'<td><a href="/ylfw/index.html?date=2026-09-{d:02d}">{d}</a></td>' for d in range(1, 31))
    body = (
        f'{NAV}{trail("政府信息公开", "养老服务")}<div class="filter">{sort}{years}</div><div class="list"><ul class="news_list">{rows}</ul></div>'
        f'<div class="tags">热门搜索：{tags}</div><table class="calendar"><caption><a href="/ylfw/index.html?date=2026-08">&lt;</a>2026年9月'
        f'<a href="/ylfw/index.html?date=2026-10">&gt;</a></caption><tr>{dates}</tr></table>{FOOT}'
    )
    routes["/ylfw/index.html"] = page(body, "养老服务", head("养老服务", column="养老服务"))
    for piece in held:
        routes[f"/ylfw/{piece.n}.html"] = plain_item(piece, "区民政局")
    group.columns.append(
        Column(
            "22-trapped", "livelihood", at("main", "/ylfw/index.html"), "养老服务", "minzheng", complete=None,
            lines=tuple(Line(at("main", f"/ylfw/{p.n}.html"), p.title, p.day) for p in held),
        )
    )  # fmt: skip
