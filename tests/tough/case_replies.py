"""Case 24: consultations that closed, with and without a reply; a document whose interpretation only a relation file names; reprints."""

import json
from collections.abc import Callable
from html import escape
from typing import TypeVar

from tests.tough.case_hosts import plain_item
from tests.tough.case_ucap import new_item, new_list
from tests.tough.expected import Column, Group, Item, Line
from tests.tough.pages import FOOT, NAV, Piece, data, head, page, pieces, trail
from tests.tough.serving import Answer

At = Callable[[str, str], str]
T = TypeVar("T")

ANSWERED = Piece(24001, "关于公开征求《青禾区城镇燃气瓶装供应站点布局办法（征求意见稿）》意见的公告", "2026-05-06")
SILENT = Piece(24101, "关于公开征求《青禾区巡游出租汽车经营服务管理细则（征求意见稿）》意见的公告", "2026-05-07")
ELSEWHERE = Piece(24201, "关于公开征求《青禾区乡村民宿管理办法（征求意见稿）》意见的公告", "2026-05-08")
REPLY = Piece(24202, "《青禾区乡村民宿管理办法（征求意见稿）》公开征求意见采纳情况的公告", "2026-06-22")
DOCUMENT = Piece(24301, "云麓市青禾区司法局关于印发《青禾区人民调解以奖代补实施办法》的通知", "2026-04-13")
INTERPRETATION = Piece(24302, "调解员辛苦了，补贴这样算", "2026-04-14")

_OWNERS = {"zhujian": (ANSWERED, "区住房和城乡建设局"), "jiaotong": (SILENT, "区交通运输局"), "wenlv": (ELSEWHERE, "区文化和旅游局")}


def build(at: At) -> Group:
    """Columns of five units on the main host."""
    group = Group()
    for unit in _OWNERS:
        _consultation(group, at, unit)
    _feedback(group, at)
    _related(group, at)
    _reprints(group, at)
    return group


def _list(group: Group, at: At, name: str, kind: str, folder: str, title: str, unit: str, of: tuple[Piece, ...]) -> None:
    rows = "".join(f'<li><a href="{folder}{p.n}.html" title="{escape(p.title)}">{escape(p.title)}</a><span>{p.day}</span></li>' for p in of)
    body = f'{NAV}{trail("政府信息公开", title)}<div class="list"><ul class="news_list">{rows}</ul></div>{FOOT}'
    group.on("main")[f"{folder}index.html"] = page(body, title, head(title, column=title))
    lines = tuple(Line(at("main", f"{folder}{p.n}.html"), p.title, p.day) for p in of)
    group.columns.append(Column(name, kind, at("main", f"{folder}index.html"), title, unit, lines=lines))


def _consultation(group: Group, at: At, unit: str) -> None:
    asked, source = _OWNERS[unit]
    folder = f"/bm/{unit}/yjzj/"
    _list(group, at, f"24-{unit}-consultation", "consultation", folder, "意见征集", unit, (asked,))
    day = asked.day[-1]
    draft = asked.title[asked.title.index("《") : asked.title.index("》") + 1]
    text = (
        f"<p>为做好{draft}制定工作，现向社会公开征求意见。征集时间：2026年5月{day}日至2026年6月{day}日。反馈截止日期：2026年6月{day}日。</p>"
        f"<p>有关单位和个人可以通过信函、电子邮件等方式提出意见，信函请寄青禾区人民路1号{source}。</p><p>状态：已结束</p>"
    )
    if asked is ANSWERED:
        text += (
            "<h3>结果反馈</h3><p>反馈日期：2026年6月20日。征求意见期间共收到意见2条，采纳1条，未采纳1条，具体如下：</p>"
            '<table border="1"><tr><th>序号</th><th>反馈人</th><th>意见内容</th><th>是否采纳</th><th>理由</th></tr>'
            "<tr><td>1</td><td>某社区居民</td><td>建议增加站点服务时间公示</td><td>采纳</td><td>已在第八条增加</td></tr>"
            "<tr><td>2</td><td>某经营企业</td><td>建议取消站点间距要求</td><td>未采纳</td><td>间距要求为安全规范的强制规定</td></tr></table>"
        )
    body = (
        f'{NAV}{trail("政府信息公开", "意见征集")}<div class="article"><h1>{escape(asked.title)}</h1><div class="info">发布时间：{asked.day}　来源：{source}</div>'
        f'<div class="content" id="zoom">{text}</div></div>{FOOT}'
    )
    group.on("main")[f"{folder}{asked.n}.html"] = page(body, asked.title, head(asked.title, article=asked.title, day=asked.day, source=source))


def _feedback(group: Group, at: At) -> None:
    """Each of the three has a column for results, empty; the third put its result among its notices."""
    for unit in _OWNERS:
        body = f'{NAV}{trail("政府信息公开", "结果反馈")}<div class="list"><ul class="news_list"></ul><p>暂无相关信息</p></div>{FOOT}'
        group.on("main")[f"/bm/{unit}/jgfk/index.html"] = page(body, "结果反馈", head("结果反馈", column="结果反馈"))
        group.columns.append(
            Column(f"24-{unit}-feedback", "feedback", at("main", f"/bm/{unit}/jgfk/index.html"), "结果反馈", unit, outcome="empty", lines=(), page_class="empty")
        )
    others = pieces(24210, 3, "2026-07-02", every=20, lead="青禾区文化和旅游局关于")
    _list(group, at, "24-wenlv-notices", "notices", "/bm/wenlv/tzgg/", "通知公告", "wenlv", (*others[:1], REPLY, *others[1:]))
    text = (
        "<p>《青禾区乡村民宿管理办法（征求意见稿）》于2026年5月8日至2026年6月8日公开征求意见，共收到意见3条，采纳2条，未采纳1条。</p>"
        "<p>未采纳的意见为降低消防安全条件，理由是消防安全条件由国家标准规定，不得降低。感谢社会各界对本办法制定工作的关心和支持。</p>"
    )
    group.on("main")[f"/bm/wenlv/tzgg/{REPLY.n}.html"] = _reply(text)
    for piece in others:
        group.on("main")[f"/bm/wenlv/tzgg/{piece.n}.html"] = plain_item(piece, "区文化和旅游局")


def _reply(text: str) -> Answer:
    body = (
        f'{NAV}{trail("政府信息公开", "通知公告")}<div class="article"><h1>{REPLY.title}</h1><div class="info">发布时间：{REPLY.day}　来源：区文化和旅游局</div>'
        f'<div class="content" id="zoom">{text}</div></div>{FOOT}'
    )
    return page(body, REPLY.title, head(REPLY.title, article=REPLY.title, day=REPLY.day, source="区文化和旅游局"))


# ---- a relation file

RELATION = "/qhq/sfgf/relation/24301-RelationArticle.json"


def _related(group: Group, at: At) -> None:
    routes = group.on("main")
    for code, kind, name, piece in (("sfgf", "normative", "行政规范性文件", DOCUMENT), ("sfjd", "interpretation", "政策解读", INTERPRETATION)):
        path = f"/qhq/{code}/pc/content/content_{piece.n}.html"
        address, relation = json.dumps({"pc": path}), RELATION if piece is DOCUMENT else ""
        routes[f"/qhq/{code}/pc/list.html"] = new_list(
            name, code, (piece,), _always(address), _always([{}]), _always(relation)
        )
        routes[path] = _document() if piece is DOCUMENT else new_item(piece, name, "区司法局")
        group.columns.append(
            Column(
                f"24-{kind}", kind, at("main", f"/qhq/{code}/pc/list.html"), name, "sifa", lines=(Line(at("main", path), piece.title, piece.day),),
            )
        )  # fmt: skip
    routes[RELATION] = data(
        [
            {
                "id": str(INTERPRETATION.n), "title": INTERPRETATION.title, "relationType": "解读", "pubDate": f"{INTERPRETATION.day} 16:30",
                "urls": json.dumps({"pc": f"/qhq/sfjd/pc/content/content_{INTERPRETATION.n}.html"}),
            }
        ]
    )  # fmt: skip


def _always(value: T) -> Callable[[Piece], T]:
    return lambda piece: value


def _document() -> Answer:
    articles = (
        '<p style="text-align:center">青司发〔2026〕9号</p>'
        "<p>各镇人民政府、街道办事处，区级各部门：</p><p>现将《青禾区人民调解以奖代补实施办法》印发给你们，请认真贯彻执行。</p>"
        "<p>第一条　为了规范人民调解案件补贴发放，制定本办法。</p><p>第二条　本办法适用于本区行政区域内的人民调解员。</p>"
        "<p>第三条　人民调解员调解成功的，应当按照案件难易程度给予补贴；不得重复申领补贴。</p><p>第四条　本办法自2026年5月15日起施行，有效期五年。</p>"
    )
    return new_item(DOCUMENT, "行政规范性文件", "区司法局", relation=RELATION, text=articles)


# ---- reprints

REPRINTS = ("省审计厅发布2025年度审计工作综述", "审计署关于加强政府投资审计工作的通知", "省审计厅厅长调研县域经济审计工作", "省审计厅举办全省审计机关业务培训班")


def _reprints(group: Group, at: At) -> None:
    held = tuple(Piece(24401 + k, title, f"2026-08-{20 - k * 5:02d}") for k, title in enumerate(REPRINTS))
    _list(group, at, "24-audit", "audit", "/bm/shenji/sjgk/", "审计公开", "shenji", held)
    for piece in held:
        url = f"/bm/shenji/sjgk/{piece.n}.html"
        group.on("main")[url] = plain_item(piece, "审计署" if "署" in piece.title else "省审计厅")
        group.items.append(Item(at("main", url), piece.title, piece.day, source="审计署" if "署" in piece.title else "省审计厅", unit=""))
