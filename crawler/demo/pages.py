"""The portal's HTML: one frame, and the article layouts of its three families of templates."""

from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Final

from crawler.demo.article import Article, chinese_day
from crawler.demo.district import NOTICE, Family
from crawler.vocabulary import label

# Kinds whose 迅睿 pages carry the metadata table. The government office's documents show 来源, 文号, 浏览量 but no day.
_TABLE_KINDS: Final = frozenset(
    {"budget", "final_accounts", "annual_report", "policy", "catalogue", "plan", "organisation", "guide"}
)
_UNDATED_COLUMNS: Final = frozenset({"portal.policy"})


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page of the portal shows around its content. ``base`` is the portal's address."""

    site_name: str
    site_code: str
    base: str
    navigation: tuple[tuple[str, str], ...]  # (path, label)


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a page stands: its column, the unit's menu, and how the unit's pages are written."""

    column: str
    column_name: str
    kind: str
    family: Family
    menu: tuple[tuple[str, str], ...]
    unit_name: str
    gbk: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """An article with what its place on the portal adds: number, related articles, addresses of its files."""

    article: Article
    number: int
    related: tuple[tuple[str, str], ...]  # (path, title)
    files: dict[str, str]  # name → address

    @property
    def day_and_hour(self) -> str:
        return at_hour(self.article.published, self.number)

    @property
    def index_number(self) -> str:
        return f"SAMPLE-{self.article.published.year}-{self.number:06d}"


def at_hour(day: date, number: int) -> str:
    return f"{day.isoformat()} {9 + number % 8:02d}:{number * 7 % 60:02d}"


def article_page(frame: Frame, setting: Setting, shown: Shown) -> str:
    """The page of one article in the layout of its column's family."""
    if setting.family is Family.XUNRUI:
        main = _xunrui(setting, shown)
    elif setting.family is Family.PLAIN:
        main = _plain(setting, shown)
    else:
        main = _trs(shown)
    article = shown.article
    tagged_day = article.meta_date or article.published
    tags = (
        ("ArticleTitle", article.title),
        ("PubDate", at_hour(tagged_day, shown.number)),
        ("ContentSource", article.source),
        ("ColumnName", setting.column_name),
        ("ColumnType", label(setting.kind)),
    )
    return framed(frame, setting, article.title, tags, main)


def framed(frame: Frame, setting: Setting, title: str, tags: tuple[tuple[str, str], ...], main: str) -> str:
    """``main`` inside the portal's header, menu and footer."""
    domain = frame.base.split("//", 1)[1].rstrip("/")
    site = (("SiteName", frame.site_name), ("SiteDomain", domain), ("SiteIDCode", frame.site_code))
    metas = "\n".join(_meta(setting, name, content) for name, content in (*site, *tags))
    navigation = " ".join(f'<a href="{path}">{escape(name)}</a>' for path, name in frame.navigation)
    menu = "".join(f'<li><a href="{path}">{escape(name)}</a></li>' for path, name in setting.menu)
    side = f'<div class="left_menu"><h2>{escape(setting.unit_name)}</h2><ul>{menu}</ul></div>' if menu else ""
    crumbs = " &gt; ".join(escape(name) for name in (setting.unit_name, setting.column_name) if name)
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="{"gb2312" if setting.gbk else "utf-8"}">
<title>{escape(title)} - {escape(frame.site_name)}</title>
{metas}
<link rel="stylesheet" href="/static/site.css">
<script src="/static/site.js"></script>
</head>
<body>
<div class="header"><a class="logo" href="/">{escape(frame.site_name)}</a><span class="fiction">{NOTICE}</span></div>
<div class="nav">{navigation}</div>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; {crumbs}</div>
<div class="wrap">
{side}
<div class="main">
{main}
</div>
</div>
<div class="footer"><p>{NOTICE}，所载单位、文件和数字均为演示而作。</p>
<p>网站标识码：{frame.site_code}　<a href="/bmml/index.html">网站地图</a></p></div>
</body>
</html>
"""


def _meta(setting: Setting, name: str, content: str) -> str:
    if setting.family is Family.PLAIN:  # an old template of the sub-districts writes its tags like this
        return f'<META content="{escape(content)}" name="{name}">'
    return f'<meta name="{name}" content="{escape(content)}">'


def _xunrui(setting: Setting, shown: Shown) -> str:
    if setting.column in _UNDATED_COLUMNS:
        return _xunrui_undated(shown)
    if setting.kind in _TABLE_KINDS:
        return _xunrui_table(setting, shown)
    article = shown.article
    return f"""<div class="show_title">{escape(article.title)}</div>
<div class="show_ziduan">来源：{escape(article.source)} 发布日期：{shown.day_and_hour} 点击数：{_hits(shown)}人次</div>
<div class="content" id="font_size">
{_body(shown)}
</div>
{_attached(shown)}{_related(shown)}"""


def _xunrui_undated(shown: Shown) -> str:
    article = shown.article
    return f"""<div class="show_title">{escape(article.title)}</div>
<div class="show_ziduan">来源：{escape(article.source)} 文号：{escape(article.doc_number)} 浏览量：{_hits(shown)}</div>
<div class="content" id="font_size1">
{_body(shown)}
</div>
{_attached(shown)}{_related(shown)}"""


def _xunrui_table(setting: Setting, shown: Shown) -> str:
    article = shown.article
    # A unit's own column leaves 责任部门 empty, as most do: the reader must know the unit from the column.
    issuer = article.source if setting.column.startswith("portal.") else ""
    number = f'<tr><td>文&nbsp;&nbsp;号</td><td class="txt" colspan="3">{escape(article.doc_number)}</td></tr>'
    return f"""<div class="zwxxgk_box"><div class="Rcont zn_cont">
<table class="xxgk_table">
<tr><td>索 引 号</td><td class="txt">{shown.index_number}</td>
<td>分&nbsp;&nbsp;类</td><td class="txt">{escape(setting.column_name)}</td></tr>
<tr><td>责任部门</td><td class="txt">{escape(issuer)}</td>
<td>发文日期</td><td class="txt">{shown.day_and_hour}</td></tr>
<tr><td>标&nbsp;&nbsp;题</td><td class="txt" colspan="3">{escape(article.title)}</td></tr>
{number if article.doc_number else ""}
<tr><td>公开方式</td><td class="txt">主动公开</td><td>公开时限</td><td class="txt">常年公开</td></tr>
<tr><td>公开范围</td><td class="txt" colspan="3">面向全社会</td></tr>
</table>
<div class="show_title">{escape(article.title)}</div>
<div id="barrierfree_container ">
{_body(shown)}
</div>
{_attached(shown)}{_related(shown)}
</div></div>"""


def _trs(shown: Shown) -> str:
    article = shown.article
    return f"""<h1 class="xl_title">{escape(article.title)}</h1>
<div class="xl_info"><span>发布时间：{shown.day_and_hour}</span> <span>来源：{escape(article.source)}</span></div>
<div class="xl_cont"><div class="TRS_Editor">
{_body(shown)}
</div></div>
{_attached(shown)}{_related(shown)}"""


def _plain(setting: Setting, shown: Shown) -> str:
    article = shown.article
    facts = ""
    if setting.kind == "normative":
        written = chinese_day(article.written) if article.written else ""
        lines = [
            f"索引号：{shown.index_number}",
            f"发文机关：{article.source}",
            f"发文字号：{article.doc_number}",
            f"成文日期：{written}",
            f"发布日期：{article.published.isoformat()}",
        ]
        if article.validity:
            lines.append(f"有效性：{article.validity}")
        facts = '<ul class="wj_info">' + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>\n"
    return f"""<h1>{escape(article.title)}</h1>
{facts}<p class="info">发布日期：{article.published.isoformat()}　信息来源：{escape(article.source)}</p>
<div id="zoom" class="article">
{_body(shown)}
</div>
{_attached(shown)}{_related(shown)}"""


def _body(shown: Shown) -> str:
    body = shown.article.body
    for name, address in shown.files.items():
        body = body.replace("{{" + name + "}}", escape(address))
    return body


def _attached(shown: Shown) -> str:
    links = [
        f'<p><a href="{escape(shown.files[file.name])}" target="_blank">{escape(file.name)}</a></p>'
        for file in shown.article.files
        if not file.shown
    ]
    return f'<div class="fujian"><p>附件下载：</p>{"".join(links)}</div>\n' if links else ""


def _related(shown: Shown) -> str:
    links = "".join(f'<li><a href="{path}">{escape(title)}</a></li>' for path, title in shown.related)
    return f'<div class="xgwj"><p>相关文件：</p><ul>{links}</ul></div>' if links else ""


def _hits(shown: Shown) -> str:
    # Filled by a script on real pages too: the number is not in the HTML.
    return f'<span class="dr_show_hits_{shown.number}"></span>'
