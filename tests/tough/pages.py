"""What pages of all systems share: fictional items, the head that the tag standard asks for, plain answers."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from tests.tough.serving import Answer

SITE = "云麓市青禾区人民政府"
HTML = (("Content-Type", "text/html; charset=utf-8"),)

_TOPICS = (
    "城乡供水设施管护", "老旧小区改造", "农村客运补贴", "学前教育普及普惠", "河湖岸线保护", "高标准农田建设", "基层医疗服务", "古树名木保护",
    "电动自行车停放充电", "社区养老服务", "森林草原防火", "食品小作坊监管", "公共停车场管理", "秸秆综合利用", "残疾人就业帮扶", "建筑垃圾处置",
    "乡村公益性岗位", "校园周边环境整治", "地下管网普查", "夜间经济发展", "燃气用户安全检查", "农产品产地冷藏", "文物点位看护", "青年人才驿站",
    "农村危房动态监测", "冬春农田水利", "蔬菜保供基地", "小微企业用地", "湿地公园巡护", "城市树木修剪",
)  # fmt: skip
_FORMS = ("实施方案", "工作通知", "情况通报", "办理指南", "专项公告", "年度安排")


@dataclass(frozen=True)
class Piece:
    """A made-up item: its number, title and day."""

    n: int
    title: str
    day: str

    @property
    def dotted(self) -> str:
        return self.day.replace("-", ".")

    @property
    def compact(self) -> str:
        return self.day.replace("-", "")


def pieces(first: int, count: int, newest: str, *, every: int = 3, lead: str = "青禾区") -> tuple[Piece, ...]:
    """``count`` items, newest first, ``every`` days apart."""
    start = date.fromisoformat(newest)
    return tuple(
        Piece(
            first + count - 1 - k,
            f"{lead}{_TOPICS[(first + k) % len(_TOPICS)]}{_FORMS[(first + k) // 7 % len(_FORMS)]}（第{first + count - 1 - k}号）",
            (start - timedelta(days=k * every)).isoformat(),
        )
        for k in range(count)
    )


def prose(piece: Piece, more: str = "") -> str:
    """A body of its own for each item."""
    return (
        f"<p>现将{escape(piece.title)}有关内容公布如下，请有关单位和社会公众知悉。本件编号为{piece.n}，自公布之日起施行，由牵头部门负责说明。</p>"
        f"<p>一、工作范围涉及辖区{piece.n % 17 + 3}个社区和{piece.n % 11 + 2}个村，具体点位以现场公示为准。</p>"
        f"<p>二、群众有疑问的，可在工作日到政务服务大厅{piece.n % 9 + 1}号窗口咨询，窗口当场答复或者在五个工作日内答复。</p>{more}"
    )


def head(title: str, *, column: str = "", article: str = "", day: str = "", source: str = "", more: str = "") -> str:
    """A head with the tags of the standard: site tags always, column tags on lists, article tags on items."""
    tags = {"SiteName": SITE, "SiteDomain": "www.qinghe.example", "SiteIDCode": "9900000001"}
    if column:
        tags |= {"ColumnName": column, "ColumnDescription": f"{column}栏目", "ColumnKeywords": column, "ColumnType": "政务公开"}
    if article:
        tags |= {"ArticleTitle": article, "PubDate": day, "ContentSource": source}
    metas = "".join(f'<meta name="{name}" content="{escape(value)}">' for name, value in tags.items())
    return f'<meta charset="utf-8">{metas}<title>{escape(title)}</title>{more}'


def page(body: str, title: str = SITE, head_html: str = "") -> Answer:
    """A whole page in UTF-8."""
    return html(f"<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>{head_html or head(title)}</head>\n<body>\n{body}\n</body>\n</html>\n")


def html(text: str, status: int = 200, *headers: tuple[str, str]) -> Answer:
    return Answer(text.encode(), status, (*HTML, *headers))


def data(value: object) -> Answer:
    """JSON as servers send it."""
    return Answer(json.dumps(value, ensure_ascii=False).encode(), 200, (("Content-Type", "application/json;charset=UTF-8"),))


def moved(where: str, *headers: tuple[str, str], status: int = 302) -> Answer:
    return Answer(b"", status, (("Location", where), *headers))


def trail(*names: str) -> str:
    """The line that says where we are."""
    return '<div class="position">当前位置：<a href="/index.html">首页</a> &gt; ' + " &gt; ".join(map(escape, names)) + "</div>"


def chunks(items: Iterable[Piece], size: int) -> list[tuple[Piece, ...]]:
    """Pages of ``size``."""
    whole = tuple(items)
    return [whole[k : k + size] for k in range(0, len(whole), size)]


FOOT = '<div class="footer">主办：云麓市青禾区人民政府办公室　网站标识码：9900000001　<a href="/sitemap.html">网站地图</a></div>'
NAV = (
    '<div class="nav"><a href="/index.html">首页</a><a href="/zwgk/index.html">政府信息公开</a><a href="/zwfw/index.html">办事服务</a>'
    '<a href="/hdjl/index.html">互动交流</a></div>'
)
