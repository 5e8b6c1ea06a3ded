"""Article pages made up after the shapes that portals really use. No real text, unit or person in them.

Each function returns one page; what a test wants to vary is a parameter.
"""

HOST = "http://www.example.gov.cn"
MENU = "".join(f'<li><a href="/xxgk-list-{n}.html">栏目{n}</a></li>' for n in range(12))
TAIL = """<div class="fenxiang">分享到：微信 微博</div><div>【打印本页】 【关闭窗口】</div>
<p>上一篇：<a href="/xxgk-show-1.html">上一篇的题目</a></p><p>下一篇：<a href="/files/next.pdf">下一篇.pdf</a></p>"""
FOOTER = """<div class="foot"><a href="/help/manual.doc">网站使用手册</a> 版权所有：某某区人民政府 蜀ICP备12345678号
网站标识码：5117030001</div>"""
PARAGRAPHS = "".join(
    f"<p>第{n}段：为做好有关工作，经区政府研究同意，现将有关事项说明如下，请各单位认真贯彻落实，并及时反馈情况。</p>"
    for n in range(1, 5)
)


def html(head: str, body: str) -> str:
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>
<div class="top"><ul class="nav">{MENU}</ul></div>{body}{FOOTER}</body></html>"""


def dazhou_table(*, department: str = "", title: str = "关于做好2023年政务公开工作的通知", cells: str = "") -> str:
    """达州, style 1: a table above the body, labels with blanks inside, an empty 责任部门, body id with a trailing blank."""
    table = f"""<table><tr><td>索 引 号</td><td class="txt">008282882/2023-00086</td><td>分 类</td><td class="txt">政策文件</td></tr>
<tr><td>责任部门</td><td class="txt">{department}</td><td>发文日期</td><td class="txt">2023-05-30 16:40</td></tr>
<tr><td>标 题</td><td class="txt" colspan="3">{title}</td></tr>{cells}
<tr><td>公开方式</td><td class="txt">主动公开</td><td>公开时限</td><td class="txt">常年公开</td></tr>
<tr><td>公开范围</td><td class="txt">面向全社会</td></tr></table>"""
    return html(
        f"<title>{title}_某某区人民政府</title>",
        f"""<div class="crumb">您的位置：<a href="/">首页</a> &gt; <a href="/xxgk.html">政府信息公开</a> &gt; <a href="/l.html">其他文件</a></div>
<div class="zwxxgk_box"><div class="Rcont zn_cont">{table}<div class="show_title">{title}</div>
<div id="barrierfree_container ">语音播报：{PARAGRAPHS}<p style="text-align:right">某某区人民政府办公室</p>
<p style="text-align:right"><span>2023</span><span>年</span><span>5</span><span>月29日</span></p></div>{TAIL}</div></div>""",
    )


def dazhou_line(
    *, info: str = "来源：某某区教育局 发布时间：2023-06-01 09:30 点击数：<span></span>人次", body: str = PARAGRAPHS
) -> str:
    """达州, style 3: only one line of information below the title."""
    return html(
        """<meta name="SiteName" content="某某区人民政府"><meta name="ArticleTitle" content="某某区举办政务开放日活动">
<meta name="PubDate" content="2023-06-01 09:30"><meta name="ContentSource" content="某某区教育局"><meta name="ColumnName" content="部门动态">
<title>某某区举办政务开放日活动_部门动态_某某区人民政府</title>""",
        f"""<div class="show"><div class="show_title">某某区举办政务开放日活动</div><div class="show_ziduan">{info}</div>
<div class="content" id="font_size">{body}</div>{TAIL}</div>""",
    )


def dazhou_number() -> str:
    """达州, style 2: 来源, 文号, 浏览量."""
    return dazhou_line(
        info="<span>来源：区政府办</span><span>文号：某府办〔2023〕26号</span><span>浏览量：<i>120</i></span><span>2023-06-01</span>"
    )


def iframe_only() -> str:
    """An article that is nothing but an embedded PDF."""
    return dazhou_line(
        body='<iframe src="/pdfjs/web/viewer.html?file=%2Fuploadfile%2F2023%2F06%2Fyusuan.pdf" width="100%"></iframe>'
    )


def trs(
    *,
    meta_date: str = "2021-04-09",
    shown_date: str = "2021-04-07",
    meta_title: str = "关于公布规范性文件清理结果的公告",
) -> str:
    """TRS: upper-case META with content first, nested editors, files beside the body."""
    return html(
        f"""<META content="某某区财政局" name="SiteName"><META content="{meta_title}" name="ArticleTitle">
<META content="{meta_date}" name="PubDate"><META content="规范性文件清理" name="ColumnName"><META name="SiteIDCode" content="政府网站标识码">
<title>某某区财政局</title>""",
        f"""<div class="dqwz">当前位置：<a href="/">首页</a>&gt;<a href="/wj/">规范性文件清理</a></div><div class="main">
<h1>关于公布规范性文件<br>清理结果的公告</h1>
<div class="info"><span>信息来源：区财政局</span><span>发布时间：{shown_date}</span><span>字号：[大 中 小]</span></div>
<div class="view TRS_UEDITOR"><div class="TRS_Editor"><style>.x{{}}</style>{PARAGRAPHS}
<table><tr><th>序号</th><th>名称</th></tr><tr><td>1</td><td><p>某某</p><p>办法</p></td></tr></table></div></div>
<div class="appendix">附件：<a href="./P020210407123456789012.xlsx">附件1：继续有效的文件目录（35KB）</a>
<a href="./P020210407123456789013.doc">附件2.宣布失效的文件目录.doc</a></div>{TAIL}</div>
<div class="right"><h3>推荐下载</h3><ul><li><a href="/zl/1.pdf">一</a></li></ul></div>""",
    )


def vsb() -> str:
    """VSB: body by id, the same file linked inside and below."""
    link = "/system/_content/download.jsp?urltype=news.DownloadAttachUrl&amp;owner=17&amp;wbfileid=77"
    return html(
        "<title>2023年度部门决算-某某区审计局</title>",
        f"""<div class="bread"><a href="/">首 页</a> &gt;&gt; <a href="/jsgk.htm">决算公开</a> &gt;&gt; 正文</div>
<form name="_newscontent_fromname"><h3 class="c-title">2023年度部门决算</h3>
<div>时间：2024-08-16 &nbsp; 作者： &nbsp; 来源： &nbsp; 点击：[<span></span>]</div>
<div id="vsb_content_2"><div class="v_news_content"><p><a href="{link}">2023年度部门决算.pdf</a></p></div></div>
<p>附件【<a href="{link}" target="_blank">2023年度部门决算.pdf</a>】已下载<span>12</span>次</p></form>""",
    )


def labels(rows: str, *, body: str = PARAGRAPHS) -> str:
    """A page whose information block is ``rows``."""
    return html(
        "<title>某某区关于优化营商环境的意见</title>",
        f"<div class='wrap'><div class='xxgk'>{rows}</div><h2>某某区关于优化营商环境的意见</h2><div id='zoom'>{body}</div></div>",
    )


def plain(body: str, *, title: str = "关于某项工作的通知", head: str = "") -> str:
    """A page without any name a CMS is known by."""
    return html(
        f"<title>{title}</title>{head}",
        f"<div class='a1'><div class='a2'><h1>{title}</h1><p>2023-03-04 来源：某某局</p><div class='a3'>{body}</div></div></div>",
    )
