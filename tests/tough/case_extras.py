"""What the line after the table adds: bodies that are pictures or films, a column that is one article, odd document numbers, broken editors."""

from collections.abc import Callable
from html import escape

from tests.tough.case_hosts import plain_item, plain_list
from tests.tough.expected import Column, Group, Item, Line
from tests.tough.pages import FOOT, NAV, Piece, head, html, page, prose, trail
from tests.tough.serving import Answer

At = Callable[[str, str], str]

PICTURES = Piece(30001, "一图读懂《青禾区小微企业用地保障办法》", "2026-04-02")
FILM = Piece(30002, "视频解读《青禾区小微企业用地保障办法》", "2026-04-03")
QUESTIONS = Piece(30003, "《青禾区小微企业用地保障办法》问答解读", "2026-04-06")
EXPERT = Piece(30004, "专家解读《青禾区小微企业用地保障办法》", "2026-04-07")
LAZY = Piece(30005, "图说青禾区夜间经济", "2026-04-09")

NUMBERED = Piece(30101, "青禾区经济和信息化局关于印发技术改造奖补细则的通知", "2026-03-03")
UNNUMBERED = Piece(30102, "青禾区经济和信息化局关于召开企业座谈会的通知", "2026-03-05")
NESTED = Piece(30103, "青禾区经济和信息化局关于规范园区水电转供行为的通知", "2026-03-09")


def build(at: At) -> Group:
    """All on the main host."""
    group = Group()
    _interpretations(group, at)
    _papers(group, at)
    _single(group, at)
    return group


def _interpretations(group: Group, at: At) -> None:
    held = (LAZY, EXPERT, QUESTIONS, FILM, PICTURES)
    routes = group.on("main")
    routes["/bm/jingxin/zcjd/"] = plain_list("政策解读", held, "/bm/jingxin/zcjd/")
    bodies = {
        PICTURES: '<p style="text-align:center"><img src="./W020260402001.jpg" oldsrc="W020260402001.jpg"></p><p><img src="./W020260402002.jpg"></p>',
        FILM: '<video controls="controls" width="720" poster="./W020260403.jpg"><source src="/uploadfile/2026/04/jiedu.mp4" type="video/mp4"></video>',
        QUESTIONS: f"<p>问：哪些企业可以申请？</p><p>答：在本区注册并纳税的小微企业。</p><p>问：到哪里办理？</p><p>答：到政务服务大厅综合窗口办理，也可以网上申请。</p>{prose(QUESTIONS)}",
        EXPERT: prose(EXPERT),
        LAZY: "".join(
            f'<section><img class="rich_pages wxw-img" data-src="/uploadfile/2026/04/ye{k}.png" data-ratio="0.66" src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></section>'
            for k in range(1, 4)
        ),
    }
    for piece, inside in bodies.items():
        routes[f"/bm/jingxin/zcjd/{piece.n}.html"] = _item(piece, f'<div class="content" id="zoom">{inside}</div>')
    group.columns.append(
        Column(
            "x-interpretation", "interpretation", at("main", "/bm/jingxin/zcjd/"), "政策解读", "jingxin",
            lines=tuple(Line(at("main", f"/bm/jingxin/zcjd/{p.n}.html"), p.title, p.day) for p in held),
        )
    )  # fmt: skip
    group.items += [
        Item(at("main", f"/bm/jingxin/zcjd/{PICTURES.n}.html"), PICTURES.title, body_kind="image", state="read"),
        Item(at("main", f"/bm/jingxin/zcjd/{FILM.n}.html"), FILM.title, body_kind="video", state="read"),
        Item(at("main", f"/bm/jingxin/zcjd/{LAZY.n}.html"), LAZY.title, body_kind="image", state="read"),
        Item(at("main", f"/bm/jingxin/zcjd/{QUESTIONS.n}.html"), QUESTIONS.title, body_kind="html", text="哪些企业可以申请"),
    ]


def _item(piece: Piece, inside: str, table: str = "", source: str = "区经济和信息化局") -> Answer:
    body = (
        f'{NAV}{trail("政府信息公开")}<div class="article">{table}<h1>{escape(piece.title)}</h1><div class="info">发布时间：{piece.day}　来源：{source}</div>{inside}</div>{FOOT}'
    )
    return page(body, piece.title, head(piece.title, article=piece.title, day=piece.day, source=source))


def _papers(group: Group, at: At) -> None:
    held = (NESTED, UNNUMBERED, NUMBERED)
    routes = group.on("main")
    folder = "/bm/jingxin/zcwj/"
    routes[folder] = plain_list("部门文件", held, folder)
    routes[f"{folder}{NUMBERED.n}.html"] = _item(NUMBERED, f'<div class="content" id="zoom">{prose(NUMBERED)}</div>', _table("青经信发〔２０２６〕\u200b１２\ufeff号"))
    routes[f"{folder}{UNNUMBERED.n}.html"] = _item(UNNUMBERED, f'<div class="content" id="zoom">{prose(UNNUMBERED)}</div>', _table("〔〕号"))
    nested = (
        '<div class="TRS_Editor"><div class="TRS_Editor"><p>各园区运营单位：</p><p>为规范园区水电转供行为，现就有关事项通知如下。</p>'
        '<div class="Custom_UnionStyle"><p>一、转供水电应当按照公示价格收取费用，不得加价。</p><div class="TRS_Editor"><p>二、每季度公示一次用量和费用。</div>'
        "<p>三、违反规定的，依照有关规定处理。</p></div><p>联系电话见政务服务大厅公示牌。</div>"
    )
    routes[f"{folder}{NESTED.n}.html"] = _item(NESTED, nested, _table("青经信发〔2026〕13号"))
    group.columns.append(
        Column(
            "x-papers", "policy", at("main", folder), "部门文件", "jingxin",
            lines=tuple(Line(at("main", f"{folder}{p.n}.html"), p.title, p.day) for p in held),
        )
    )  # fmt: skip
    group.items += [
        Item(at("main", f"{folder}{NUMBERED.n}.html"), NUMBERED.title, NUMBERED.day, doc_number="青经信发〔2026〕12号", unit="jingxin"),
        Item(at("main", f"{folder}{UNNUMBERED.n}.html"), UNNUMBERED.title, doc_number=""),
        Item(at("main", f"{folder}{NESTED.n}.html"), NESTED.title, doc_number="青经信发〔2026〕13号", text="三、违反规定的，依照有关规定处理"),
    ]


def _table(number: str) -> str:
    return (
        '<table class="xxgk_table"><tr><th>索引号</th><td>QH-JX-2026-0012</td><th>发文字号</th>'
        f"<td>{number}</td></tr><tr><th>发布机构</th><td>区经济和信息化局</td><th>有效性</th><td></td></tr></table>"
    )


def _single(group: Group, at: At) -> None:
    """指南: the column's address answers with its one article."""
    guide = Piece(30201, "云麓市青禾区人民政府信息公开指南", "2026-01-20")
    group.on("main")["/zwgk/zfxxgkzn/index.html"] = plain_item(guide, "区政府办公室")
    duties = html(
        f'<html><head>{head("机构职能", column="机构职能")}</head><body>{NAV}{trail("政府信息公开", "区经济和信息化局", "机构职能")}<div class="content" id="zoom">'
        "<p>云麓市青禾区经济和信息化局是区人民政府工作部门，主要职责是：</p><p>（一）拟订工业和信息化发展规划并组织实施；（二）监测分析工业运行态势；</p>"
        "<p>（三）负责中小企业服务体系建设；（四）承办区人民政府交办的其他事项。</p><p>办公地址：青禾区人民路1号；办公时间：工作日9:00至17:00；负责人：局长。</p>"
        f"<p>内设机构：办公室、产业发展科、企业服务科、信息化科。各科室职责以公布的三定规定为准，如有调整及时更新。</p></div>{FOOT}</body></html>"
    )
    group.on("main")["/bm/jingxin/jgzn/index.html"] = duties
    group.columns += [
        Column("x-guide", "guide", at("main", "/zwgk/zfxxgkzn/index.html"), "政府信息公开指南", page_class="article"),
        Column("x-duties", "organisation", at("main", "/bm/jingxin/jgzn/index.html"), "机构职能", "jingxin", page_class="article"),
    ]
    group.items.append(Item(at("main", "/zwgk/zfxxgkzn/index.html"), guide.title, guide.day, state="read"))
