"""The pages of the generated portal: four skins as content management systems write them, and texts that say nothing.

Everything is made up. What a page says depends on the portal's seed and the item alone, so it can be made again at any time.
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from random import Random
from typing import Final

DISTRICT: Final = "示例市砚溪区"
UNITS: Final = [
    "区政府办公室",
    "区发展和改革局",
    "区经济和信息化局",
    "区教育局",
    "区科学技术局",
    "区民政局",
    "区司法局",
    "区财政局",
    "区人力资源和社会保障局",
    "区自然资源局",
    "区生态环境局",
    "区住房和城乡建设局",
    "区交通运输局",
    "区水务局",
    "区农业农村局",
    "区商务局",
    "区文化和旅游局",
    "区卫生健康局",
    "区退役军人事务局",
    "区应急管理局",
    "区审计局",
    "区市场监督管理局",
    "区统计局",
    "区医疗保障局",
    "区乡村振兴局",
    "区行政审批局",
    "区综合执法局",
    "区信访局",
    "区林业局",
    "区体育局",
    "区机关事务中心",
    "区数据局",
    "区招商中心",
    "区粮食和物资中心",
    "区地方志中心",
    "区气象中心",
    "区供销社",
    "区园林中心",
    "青梧镇",
    "白鹭镇",
    "松陂镇",
    "石桥湾镇",
    "柳塘镇",
    "云岫镇",
    "望溪镇",
    "竹坞镇",
    "长亭镇",
    "枫林渡镇",
    "莲溪镇",
    "双槐镇",
    "古井镇",
    "橘洲乡",
    "茶岭乡",
    "桐坑乡",
    "溪口桥街道",
    "东篱街道",
    "南浦街道",
    "西畴街道",
    "北苑街道",
    "新港湾街道",
]
COLUMNS: Final = {  # folder → (name, kind in a profile, articles of a unit)
    "zcwj": ("政策文件", "policy", 40),
    "czyjs": ("财政预决算", "budget", 15),
    "gzdt": ("工作动态", "news", 200),
    "zcjd": ("政策解读", "interpretation", 25),
    "zjdc": ("征集调查", "consultation", 32),
}
_PLACES: Final = "青白松石柳云望竹长枫莲双古橘茶桐溪东南西北新港花鹤荷梅兰杏桃槐榆杉柏泉涧谷峰岭洲"
_ENDS: Final = ("村", "路", "片区", "社区", "湖畔", "工业园", "小学", "灌区")
_TOPICS: Final = [
    "老旧小区改造",
    "农村供水保障",
    "义务教育入学",
    "秸秆综合利用",
    "河道采砂管理",
    "养老服务设施",
    "城乡居民医保",
    "公共停车泊位",
    "农田水利维修",
    "食品小作坊整治",
    "消防安全检查",
    "困难群众救助",
    "农村公路养护",
    "垃圾分类收运",
    "职业技能培训",
    "森林防火",
    "校园食堂管理",
    "噪声污染防治",
    "电动自行车充电",
    "社区矫正",
    "家庭农场培育",
    "夜间经济",
    "公共法律服务",
    "传染病防控",
    "政务服务事项",
    "燃气管道更新",
    "防汛抗旱",
    "小微企业帮扶",
]
_TITLES: Final = {
    "zcwj": (
        "关于印发《{place}{topic}实施方案》的通知",
        "关于做好{place}{topic}工作的意见",
        "关于{place}{topic}有关事项的通告",
    ),
    "czyjs": ("{year}年{place}{topic}资金预算公开说明", "{year}年{place}{topic}资金决算公开说明"),
    "gzdt": ("{place}扎实推进{topic}工作", "{unit}到{place}检查{topic}", "{place}召开{topic}工作会议"),
    "zcjd": ("《{place}{topic}实施方案》政策解读", "一图读懂：{place}{topic}有关规定"),
    "zjdc": ("关于《{place}{topic}管理办法（征求意见稿）》公开征求意见的公告", "{place}{topic}满意度问卷调查"),
}
_CLAUSES: Final = (
    "明确责任分工",
    "细化工作台账",
    "按月调度进度",
    "加强部门协同",
    "引导群众参与",
    "做好宣传引导",
    "落实资金保障",
    "开展业务培训",
    "完善投诉渠道",
    "定期通报情况",
    "严格现场核查",
    "建立长效机制",
    "及时公开结果",
    "压实属地责任",
    "优化办理流程",
    "统筹年度安排",
    "梳理问题清单",
    "组织回头检查",
)
_BRACKETS: Final = ("〔{}〕", "[{}]", "（{}）", "【{}】")
_STYLE: Final = "".join(
    f".blk{n}{{float:left;width:{n * 7 % 90 + 10}px;margin:0 {n % 9}px 8px;color:#33{n % 10}{n % 7}5a;font:{12 + n % 5}px/1.8 sans-serif}}\n"
    for n in range(80)
)
_SCRIPT: Final = "".join(
    f"function show{n}(i){{var e=document.getElementById('blk'+i);if(e)e.title='{n}';}}\n" for n in range(64)
)


def title_of(random: Random, folder: str, unit: str, year: int) -> str:
    """A title of the kind that a column holds."""
    place = "".join(random.sample(_PLACES, 2)) + random.choice(_ENDS)
    form = random.choice(_TITLES[folder])
    return form.format(place=place, topic=random.choice(_TOPICS), unit=unit, year=year)


def number_of(random: Random, year: int, number: int) -> str:
    """A document number in one of the brackets that are in use."""
    return f"砚府发{random.choice(_BRACKETS).format(year)}{number % 200 + 1}号"


def day_text(skin: int, day: date) -> str:
    """A date as the skin's lists write it."""
    return day.strftime(("%Y-%m-%d", "[%Y-%m-%d]", "%Y/%m/%d", "%Y.%m.%d")[skin])


@lru_cache(maxsize=256)
def frame(unit: int, units: int) -> tuple[str, str]:
    """What stands before and behind the content of every page of a unit, in a portal of so many: navigation and foot."""
    skin = unit % 4
    nav = "".join(
        f'<li class="nav-{n}"><a href="{path}" target="_blank">{name}</a></li>'
        for n, (path, name) in enumerate(_elsewhere(unit, units)[:28])
    )
    own = "".join(f'<li><a href="/u{unit:02}/{folder}/">{name}</a></li>' for folder, (name, *_) in COLUMNS.items())
    again = "".join(f'<a href="{path}">{name}</a> ' for path, name in _elsewhere(unit, units)[:8])
    friends = "".join(f'<a href="http://friend{n:02}.example/">友情链接{n}</a> ' for n in range(1, 16))
    before = f"""<body class="skin{skin}"><div class="top"><a href="/">首页</a><a href="/zwgk/">政务公开</a></div>
<div class="logo"><a href="/"><img src="/images/logo{skin}.png" alt="{DISTRICT}人民政府"></a></div>
<ul class="nav">{nav}</ul><div class="left"><h3><a href="/u{unit:02}/">{UNITS[unit]}</a></h3><ul class="menu">{own}</ul></div>
"""
    behind = f"""<div class="sitemap"><ul>{own}</ul>{again}</div><div class="friends">{friends}</div><div class="foot"><p>主办：{DISTRICT}人民政府　承办：区政府办公室</p>
<p>网站标识码：0000000000　<a href="/zwgk/">网站地图</a>　<a href="/">联系我们</a></p></div>
<script>{_SCRIPT}</script></body></html>
"""
    return before, behind


@lru_cache(maxsize=256)
def _elsewhere(unit: int, units: int) -> list[tuple[str, str]]:
    """Forty addresses of other units: their homes, and their columns when there are not enough units."""
    others = [n % units for n in range(unit + 1, unit + units)]
    homes = [(f"/u{n:02}/", UNITS[n]) for n in others]
    columns = [(f"/u{n:02}/{folder}/", f"{UNITS[n]}{name}") for folder, (name, *_) in COLUMNS.items() for n in others]
    return [*homes[:28], *columns, *homes[28:]][:40]


def head(title: str, metas: Sequence[tuple[str, str]]) -> str:
    lines = "".join(f'<meta name="{name}" content="{content}">\n' for name, content in metas)
    return f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}_{DISTRICT}人民政府</title>
{lines}<style>{_STYLE}</style></head>
"""


def rows(skin: int, found: Sequence[tuple[str, str, date]]) -> str:
    """The rows (address, title, day) of a list."""
    if skin == 0:
        lines = (
            f'<li><a href="{u}" title="{t}" target="_blank">{t}</a><span>{day_text(0, d)}</span></li>'
            for u, t, d in found
        )
        return f'<ul class="list">{"".join(lines)}</ul>'
    if skin == 1:
        lines = (f'<tr><td><a href="{u}">{t}</a></td><td align="right">{day_text(1, d)}</td></tr>' for u, t, d in found)
        return f'<table class="tab" width="100%">{"".join(lines)}</table>'
    if skin == 2:
        lines = (
            f'<div class="item"><h4><a href="{u}">{t}</a></h4><em>{day_text(2, d)}</em></div>' for u, t, d in found
        )
        return f'<div class="items">{"".join(lines)}</div>'
    lines = (f'<dd><i>{day_text(3, d)}</i><a href="{u}" title="{t}">{t}</a></dd>' for u, t, d in found)
    return f'<dl class="news">{"".join(lines)}</dl>'


def list_page(
    units: int, unit: int, folder: str, found: Sequence[tuple[str, str, date]], total: int, pages: int, page: int
) -> str:
    """One list page with its pager, as TRS writes it."""
    skin = unit % 4
    before, behind = frame(unit, units)
    name = COLUMNS[folder][0]
    pager = f'<div class="page"><span>共{total}条</span><script>createPageHTML({pages}, {page}, "index", "html");</script></div>'
    path = crumbs(unit, folder)
    return (
        f'{head(f"{name}_{UNITS[unit]}", ())}{before}<div class="main">{path}{rows(skin, found)}{pager}</div>{behind}'
    )


def crumbs(unit: int, folder: str) -> str:
    return (
        f'<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; '
        f'<a href="/u{unit:02}/">{UNITS[unit]}</a> &gt; <a href="/u{unit:02}/{folder}/">{COLUMNS[folder][0]}</a></div>'
    )


def hub_page(
    title: str, blocks: Sequence[tuple[str, str, Sequence[tuple[str, str, date]]]], unit: int, units: int
) -> str:
    """A page that leads to others: the portal's home, its hub, a unit's home. ``blocks`` are (address, name, rows)."""
    skin = unit % 4
    before, behind = frame(unit, units)
    body = "".join(
        f'<div class="block"><h3><a href="{u}">{name}</a></h3>{rows(skin, found)}</div>' for u, name, found in blocks
    )
    return f'{head(title, ())}{before}<div class="main">{body}</div>{behind}'


def article_page(
    units: int,
    unit: int,
    folder: str,
    title: str,
    day: date,
    doc_number: str,
    random: Random,
    neighbours: Sequence[tuple[str, str]],
    file: str,
    edited: int,
) -> str:
    """One article. ``neighbours`` are (address, title) of those before and after it; ``file`` an attachment's address."""
    skin = unit % 4
    before, behind = frame(unit, units)
    name = COLUMNS[folder][0]
    metas = (
        ()
        if skin == 2
        else (
            ("ArticleTitle", title),
            ("PubDate", f"{day} 09:30"),
            ("ContentSource", UNITS[unit]),
            ("ColumnName", name),
        )
    )
    text = _text(random, doc_number, edited)
    links = f'<p>附件：<a href="{file}">{title[:20]}附表.pdf</a></p>' if file else ""
    near = "".join(f'<p class="near">相邻：<a href="{u}">{t}</a></p>' for u, t in neighbours)
    side = "".join(f'<a href="{path}">{name}</a>' for path, name in _elsewhere(unit, units)[28:])
    shown = _shown(skin, unit, title, day, doc_number, text + links)
    return f'{head(title, metas)}{before}<div class="main">{crumbs(unit, folder)}{shown}{near}<div class="side">{side}</div></div>{behind}'


def _shown(skin: int, unit: int, title: str, day: date, doc_number: str, text: str) -> str:
    """Title, date line and body as the skin writes them."""
    if skin == 0:
        return (
            f'<h1>{title}</h1><div class="info">发布时间：{day} 09:30　来源：{UNITS[unit]}　浏览次数：<span id="hits"></span></div>'
            f'<div class="TRS_Editor" id="zoom">{text}</div>'
        )
    if skin == 1:
        return (
            f'<table width="100%"><tr><td class="bt">{title}</td></tr><tr><td align="center">日期：{day.year}年{day.month}月{day.day}日 '
            f'信息来源：{UNITS[unit]}</td></tr><tr><td><div id="UCAP-CONTENT">{text}</div></td></tr></table>'
        )
    if skin == 2:
        return (
            f'<div class="art"><h2 class="title">{title}</h2><p class="date">{day:%Y/%m/%d} 09:30　来源：{UNITS[unit]}</p>'
            f'<div class="article-content">{text}</div></div>'
        )
    number = f"<td>文　　号：</td><td>{doc_number}</td>" if doc_number else "<td>文　　号：</td><td></td>"
    return (
        f'<table class="index"><tr><td>发文机构：</td><td>{UNITS[unit]}</td><td>发布日期：</td><td>{day}</td></tr><tr>{number}</tr></table>'
        f'<h1 class="tit">{title}</h1><div class="con" id="content">{text}</div>'
    )


def _text(random: Random, doc_number: str, edited: int) -> str:
    """Paragraphs: mostly a page or two, some a long document."""
    wanted = min(int(random.lognormvariate(3.2, 0.75)) + 10, 170)  # sentences
    said = [f'<p style="text-align:center">{doc_number}</p>'] if doc_number else []
    while wanted > 0:
        here = min(wanted, random.randint(2, 6))
        wanted -= here
        sentences = "".join(
            f"{'，'.join(random.sample(_CLAUSES, 4))}，涉及{random.randint(2, 9800)}户。" for _ in range(here)
        )
        said.append(f'<p style="text-indent:2em;line-height:2"><span style="font-size:16px">　　{sentences}</span></p>')
    if edited:
        said.append(f"<p>（更正：本页第{edited}次更正，涉及户数以本次公布为准。）</p>")
    return "\n".join(said)
