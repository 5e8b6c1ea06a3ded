"""Cases 16, 17 and 18: files under odd addresses, a download that asks for a captcha, rows that lead out of the site."""

from collections.abc import Callable, Iterator
from html import escape

from tests.tough.case_hosts import plain_item
from tests.tough.expected import Column, File, Group, Item, Line
from tests.tough.pages import FOOT, NAV, Piece, head, html, moved, page, trail
from tests.tough.serving import Answer, Asked

BIG = "/uploadfile/2026/zhengce.zip"
_MEGABYTE = 1 << 20
OCTETS = ("Content-Type", "application/octet-stream")


def build(at: Callable[[str, str], str]) -> Group:
    """All on the main host."""
    group = Group()
    _odd(group, at)
    _outward(group, at)
    return group


# ---- 16 and 17


def _odd(group: Group, at: Callable[[str, str], str]) -> None:
    routes = group.on("main")
    odd, asking = Piece(16001, "青禾区2026年乡村振兴衔接资金项目计划公告", "2026-05-12"), Piece(17001, "青禾区直达资金分配情况公示", "2026-05-20")
    links = (
        '<p><a href="/download/get.do?id=8811">附件1：2026年度衔接资金项目计划表.xlsx</a></p>'
        '<p><a href="/uploadfile/2026/资金 分配表.doc">附件2：资金分配表.doc</a></p>'
        '<p><a href="/uploadfile/2026/%CF%EE%C4%BF%D6%B8%C4%CF.pdf">附件3：项目指南.pdf</a></p>'
        '<p><a href="/plus/down.jsp?fileid=77">附件4：申报书（空表）.docx</a></p>'
        '<p><a href="/uploadfile/2026/cuowu.pdf">附件5：绩效目标表.pdf</a></p>'
        f'<p><a href="{BIG}">附件6：项目库资料.zip</a></p>'
        '<p><a href="file:///C:/Users/Administrator/Desktop/mingdan.doc">附件7：公示名单.doc</a></p>'
        '<p><a href="javascript:void(0)">附件8：联系方式.xls</a></p>'
    )
    routes["/czxm/index.html"] = _list("专项资金", (odd, asking), "/czxm/")
    routes["/czxm/16001.html"] = plain_item(odd, "区财政局", links)
    download = "/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1407&wbfileid=5521"
    routes["/czxm/17001.html"] = plain_item(asking, "区财政局", f'<p>附件【<a href="{escape(download)}">直达资金分配表.xls</a>】已下载<span>12</span>次</p>')
    _downloads(group)
    group.columns.append(
        Column(
            "16-files", "fiscal_other", at("main", "/czxm/index.html"), "专项资金", "caizheng",
            lines=tuple(Line(at("main", f"/czxm/{p.n}.html"), p.title, p.day) for p in (odd, asking)),
        )
    )  # fmt: skip
    group.items += [
        Item(
            at("main", "/czxm/16001.html"), odd.title, odd.day, source="区财政局", unit="caizheng",
            files=(
                File("2026年度衔接资金项目计划表.xlsx", at("main", "/download/get.do?id=8811")),
                File("资金分配表.doc", at("main", "/uploadfile/2026/%E8%B5%84%E9%87%91%20%E5%88%86%E9%85%8D%E8%A1%A8.doc")),
                File("项目指南.pdf", at("main", "/uploadfile/2026/%CF%EE%C4%BF%D6%B8%C4%CF.pdf")),
                File("申报书（空表）.docx", at("main", "/plus/down.jsp?fileid=77")),
                File("绩效目标表.pdf", at("main", "/uploadfile/2026/cuowu.pdf")),
                File("项目库资料.zip", at("main", BIG)),
                File("公示名单.doc"),
                File("联系方式.xls"),
            ),
        ),
        Item(at("main", "/czxm/17001.html"), asking.title, files=(File("直达资金分配表.xls", at("main", download)),)),
    ]  # fmt: skip


def _downloads(group: Group) -> None:
    """What the files' addresses answer, for whoever fetches them."""
    routes = group.on("main")
    name = "2026年度衔接资金项目计划表.xlsx".encode("gbk").decode("latin-1")
    routes["/download/get.do"] = Answer(b"PK\x03\x04 fictional", 200, (OCTETS, ("Content-Disposition", f'attachment; filename="{name}"')))
    routes["/uploadfile/2026/%E8%B5%84%E9%87%91%20%E5%88%86%E9%85%8D%E8%A1%A8.doc"] = Answer(b"\xd0\xcf\x11\xe0 fictional", 200, (OCTETS,))
    routes["/uploadfile/2026/%CF%EE%C4%BF%D6%B8%C4%CF.pdf"] = Answer(b"%PDF-1.4 fictional", 200, (("Content-Type", "application/pdf"),))
    routes["/plus/down.jsp"] = _with_referer
    routes["/attach/8f1c.docx"] = Answer(b"PK\x03\x04 fictional", 200, (OCTETS,))
    routes["/uploadfile/2026/cuowu.pdf"] = html("<html><head><title>系统提示</title></head><body>文件不存在</body></html>")
    routes[BIG] = Answer(status=200, headers=(("Content-Type", "application/zip"),), stream=_sixty_megabytes, length=60 * _MEGABYTE)
    routes["/system/_content/download.jsp"] = _captcha


def _with_referer(asked: Asked) -> Answer:
    return moved("/attach/8f1c.docx") if asked.header("Referer") else html("<title>非法下载</title>非法下载", 403)


def _sixty_megabytes() -> Iterator[bytes]:
    for _ in range(60):
        yield bytes(_MEGABYTE)


def _captcha(asked: Asked) -> Answer:
    if asked.method == "HEAD":
        return Answer(b"", 405)
    return html('<html><head><title>请输入验证码</title></head><body><form>请输入验证码：<input name="codeValue"><img src="/system/resource/js/filedownload/createimage.jsp"></form></body></html>')


def _list(name: str, of: tuple[Piece, ...], folder: str) -> Answer:
    rows = "".join(f'<li><a href="{folder}{p.n}.html" title="{escape(p.title)}">{escape(p.title)}</a><span>{p.day}</span></li>' for p in of)
    return page(f'{NAV}{trail("政府信息公开", name)}<div class="list"><ul class="news_list">{rows}</ul></div>{FOOT}', name, head(name, column=name))


# ---- 18

WECHAT = "https://mp.weixin.qq.com/s/qH7fictional18"
UPPER = "http://www.yunlu-city.example/art/2026/4/2/art_9_1801.html"
BEYOND = "http://credit.yunlu-city.example/pub/1802"


def _outward(group: Group, at: Callable[[str, str], str]) -> None:
    routes = group.on("main")
    own = [Piece(18001 + k, title, day) for k, (title, day) in enumerate((("青禾区就业援助月活动安排", "2026-04-12"), ("青禾区技能培训补贴公示", "2026-04-06"), ("青禾区公益性岗位招募公告", "2026-03-30")))]
    interstitial = f"/jump/index.html?url={BEYOND.replace(':', '%3A').replace('/', '%2F')}"
    rows = [
        (at("main", "/jycy/18001.html"), own[0].title, own[0].day, "read"),
        (WECHAT, "一图看懂青禾区就业政策", "2026-04-10", "external"),
        (UPPER, "云麓市人力资源和社会保障局关于发放稳岗补贴的通知", "2026-04-08", "external"),
        (at("main", "/jycy/18002.html"), own[1].title, own[1].day, "read"),
        (at("main", "/uploadfile/2026/04/jiuye.pdf"), "青禾区2026年重点群体就业名单", "2026-04-04", "file"),
        (at("main", interstitial), "云麓市信用平台关于欠薪失信名单的公布", "2026-04-02", "external"),
        (at("main", "/jycy/18003.html"), own[2].title, own[2].day, "read"),
    ]
    items = "".join(f'<li><a href="{escape(url)}" title="{title}" target="_blank">{title}</a><span>{day}</span></li>' for url, title, day, _ in rows)
    routes["/jycy/index.html"] = page(f'{NAV}{trail("政府信息公开", "就业创业")}<div class="list"><ul class="news_list">{items}</ul></div>{FOOT}', "就业创业", head("就业创业", column="就业创业"))
    for piece in own:
        routes[f"/jycy/{piece.n}.html"] = plain_item(piece, "区人力资源和社会保障局")
    routes["/uploadfile/2026/04/jiuye.pdf"] = Answer(b"%PDF-1.4 fictional", 200, (("Content-Type", "application/pdf"),))
    routes["/jump/index.html"] = lambda asked: html(
        f'<html><head><meta charset="utf-8"><title>跳转提示</title></head><body><div class="tip">您访问的链接即将离开“云麓市青禾区人民政府”门户网站，是否继续？</div>'
        f'<a href="{escape(asked.query.get("url", ""))}">继续访问</a><a href="javascript:window.close()">放弃</a></body></html>'
    )
    group.columns.append(
        Column(
            "18-outward", "livelihood", at("main", "/jycy/index.html"), "就业创业", "renshe",
            lines=tuple(Line(url, title, day, state) for url, title, day, state in rows),
        )
    )  # fmt: skip
