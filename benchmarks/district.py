"""A made-up district with any number of published items, written into an archive as a crawl would have written it.

Sixty units under the names that ``dachuan-2023`` uses, with the columns a portal keeps for them, and the portal's own. What is
published has the shapes of real items: budgets with their tables, annual reports, drafts and what came of them, documents and
their interpretations, penalties, replies to deputies, and for two thirds news and notices. The same number gives the same items.
"""

import itertools
import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Final

from crawler import site as sites
from crawler.archive import Archive
from crawler.archive.closing import close_run
from crawler.archive.recorder import FetchRecord, Recorder, item_state
from crawler.files.model import FilePart, FileReading, FileState
from crawler.items import AttachmentLink, Candidate, Outcome, PageReading, Row, Visit
from crawler.site import Site
from rules.catalogue import Catalogue
from rules.lab.made_reports import annual, fiscal

AS_OF: Final = date(2023, 9, 20)
UNITS: Final = 60
HOME: Final = "http://127.0.0.1:9/"
PLACE: Final = "样本区"
_NOW: Final = datetime(2023, 9, 20, 9, tzinfo=timezone(timedelta(hours=8)))
_SPAN: Final = 2_450  # days back to the oldest item
_BATCH: Final = 600  # records written together

# ---- who there is, and where they publish

_OF_EVERYBODY: Final = (
    "guide", "organisation", "leaders", "annual_report", "budget", "final_accounts", "policy", "plan", "notices", "news",
    "personnel", "catalogue",
)  # fmt: skip
_OF_GROUP: Final = {
    "constituent": ("livelihood", "business_policy", "statistics"),
    "enforcement": ("penalty", "double_random", "supervision", "enforcement"),
    "townships": ("statutory",),
    "subdistricts": ("statutory",),
}
_OF_PORTAL: Final = {
    "normative": "行政规范性文件库", "normative_cleanup": "规范性文件清理", "policy": "区政府文件", "interpretation": "政策解读",
    "consultation": "意见征集", "feedback": "征集结果反馈", "notices": "通知公告", "news": "政务要闻", "qa_base": "政策咨询库",
    "digital_government": "数字政府专区", "gazette": "政府公报", "plan": "规划计划", "proposals": "建议提案办理", "audit": "审计信息",
    "public_resources": "公共资源交易", "major_project": "重大项目", "competition": "公平竞争审查", "decision": "重大行政决策",
}  # fmt: skip
# What an item is and how many of a thousand are like it, beside those of ``_standing``.
_SHARES: Final = {
    "portal.news": 200, "news": 225, "portal.notices": 100, "notices": 125, "policy": 60, "document": 30, "normative": 14,
    "consultation": 11, "proposals": 22, "penalty": 45, "double_random": 12, "supervision": 24, "livelihood": 40, "plan": 6,
    "personnel": 18, "statistics": 9, "business_policy": 5, "statutory": 22, "public_resources": 22, "audit": 4, "qa_base": 6,
}  # fmt: skip

_SUBJECTS: Final = (
    "城乡供水", "农村饮水", "高标准农田", "老旧小区", "社区养老", "托育服务", "义务教育", "学前教育", "职业培训", "就业见习", "城乡低保",
    "医疗救助", "残疾人康复", "公共租赁住房", "农村客运", "校车安全", "水库大坝", "河湖管护", "森林防火", "秸秆禁烧", "生活垃圾", "污水处理",
    "燃气安全", "电梯更新", "物业服务", "停车泊位", "农贸市场", "食品小作坊", "电动自行车", "消费帮扶", "乡村旅游", "非遗保护", "图书馆",
    "全民健身", "村级物流", "农机购置", "耕地保护", "地质灾害", "不动产登记", "招商引资",
)  # fmt: skip
_DEEDS: Final = (
    "提质扩容", "规范管理", "运行管护", "资金使用", "补助发放", "隐患排查", "项目申报", "专项整治", "服务保障", "能力建设", "绩效评价",
    "长效机制", "试点推广", "信用监管", "标准化建设", "便民利民", "资格认定", "日常巡查", "应急处置", "数据共享",
)  # fmt: skip
_FORMS: Final = ("实施方案", "管理办法", "实施细则", "若干措施", "工作方案", "暂行规定", "补贴办法", "行动计划")
_SENTENCES: Final = (
    "各责任单位按照职责分工细化措施，明确专人负责，每月十日前报送进展情况。",
    "区财政安排专项资金予以保障，资金使用情况接受审计和社会监督。",
    "符合条件的居民可以持身份证件到所在社区或者便民服务中心提出申请。",
    "申请材料齐全的，五个工作日内完成初审，十个工作日内公示结果。",
    "对弄虚作假套取资金的，追回已经拨付的款项，并依法追究责任。",
    "会议听取了进展汇报，对进度落后的工作逐项明确了补救措施和完成时间。",
    "工作人员走访了沿线村组和企业，现场解答群众提出的问题。",
    "下一步将加强部门之间的数据共享，减少重复提交的材料。",
    "项目建成后，预计惠及周边三个镇的两万余名群众。",
    "施工期间请过往车辆减速慢行，服从现场人员指挥。",
    "本次检查发现的隐患已经列出清单，逐项限期整改。",
    "有关单位要建立台账，实行销号管理，防止问题反弹。",
    "活动现场发放宣传资料三百余份，接受咨询一百二十人次。",
    "因天气原因需要调整安排的，另行通知。",
    "咨询电话在工作日上午九时至十二时、下午二时至五时接听。",
    "各镇乡、街道负责辖区内对象的摸底、登记和动态更新。",
)


@dataclass(frozen=True, slots=True)
class File:
    """What an item offers: only a name, or with the ``parts`` that were read in it."""

    name: str
    parts: tuple[FilePart, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One published item. ``links`` are numbers of other items."""

    number: int
    column: str
    title: str
    published: date
    source: str
    text: str
    doc_number: str = ""
    validity: str = ""
    written: date | None = None
    files: tuple[File, ...] = ()
    links: tuple[int, ...] = ()
    media: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        return f"{HOME}{self.column.replace('.', '/')}/{self.published:%Y%m}/t{self.published:%Y%m%d}_{self.number}.html"


@dataclass(frozen=True, slots=True)
class _Unit:
    id: str
    name: str
    full_name: str
    aliases: tuple[str, ...]
    groups: tuple[str, ...]


def profile(catalogue: Catalogue) -> str:
    """The district as a site profile: units of the demo, those that the document names besides, towns up to sixty."""
    lines = [f'[site]\nid = "made"\nname = "示例市样本区人民政府"\nhome = "{HOME}"\n[politeness]\ndelay = 0']
    for group in ("constituent", "enforcement", "departments", "townships", "subdistricts"):
        lines.append(f'[[group]]\nid = "{group}"\nname = "{group}"\nconfirmed = true\nsource = "编造的数据"')
    units = _units(catalogue)
    for unit in units:
        lines.append(f'[[unit]]\nid = "{unit.id}"\nname = "{unit.name}"\nfull_name = "{unit.full_name}"')
        lines.append(f"aliases = {_list(unit.aliases)}\ngroups = {_list(unit.groups)}")
    for unit, kind in ((each, kind) for each in units for kind in _kinds(each)):
        lines.append(f'[[column]]\nid = "{unit.id}.{kind}"\nkind = "{kind}"\nunit = "{unit.id}"\nurl = "{HOME}{unit.id}/{kind}/"')
    for kind, name in _OF_PORTAL.items():
        lines.append(f'[[column]]\nid = "portal.{kind}"\nkind = "{kind}"\nname = "{name}"\nurl = "{HOME}portal/{kind}/"')
    return "\n".join(lines)


def _list(words: tuple[str, ...]) -> str:
    return "[" + ", ".join(f'"{word}"' for word in words) + "]"


def _units(catalogue: Catalogue) -> list[_Unit]:
    demo = sites.load("demo")
    units = [_Unit(u.id, u.name, u.full_name or u.name, u.aliases, _groups(u.name, u.groups)) for u in demo.units]
    known = {name for unit in units for name in (unit.name, unit.full_name, *unit.aliases)}
    named = dict.fromkeys(n for r in catalogue.requirements for u in (r.units, *(c.units for c in r.checks)) for n in u)
    missing = [name for name in named if not name.startswith("@") and name not in known]
    towns = (f"{a}{b}镇" for a in "金银石双大小龙凤" for b in "河溪坪桥湾坝")
    for n, name in enumerate(itertools.islice(itertools.chain(missing, towns), UNITS - len(units))):
        units.append(_Unit(f"u{n}", name, f"示例市{PLACE}{name.removeprefix('区')}", (), _groups(name, ())))
    return units


def _groups(name: str, groups: tuple[str, ...]) -> tuple[str, ...]:
    """A real district has some 25 constituent departments; the demo keeps half of them."""
    if name.endswith("镇") or "townships" in groups:
        return ("townships",)
    if name.endswith("街道"):
        return ("subdistricts",)
    constituent = ("constituent",) if name.endswith(("局", "办公室")) else ()
    return tuple(dict.fromkeys((*groups, "departments", *constituent)))


def _kinds(unit: _Unit) -> tuple[str, ...]:
    more = {"fagai": ("major_project",), "zhujian": ("major_project",)}.get(unit.id, ())
    return (*_OF_EVERYBODY, *(kind for group in unit.groups for kind in _OF_GROUP.get(group, ())), *more)


# ---- what they publish


@dataclass(slots=True)
class _Press:
    """Prints items one after another; everything random comes from its one seed."""

    site: Site
    random: random.Random
    items: list[Item] = field(default_factory=list)

    def put(self, column: str, title: str, published: date, source: str, text: str, **more: object) -> Item:
        item = Item(len(self.items), column, title, published, source, text, **more)  # type: ignore[arg-type]
        self.items.append(item)
        return item

    def day(self) -> date:
        """A day up to now; a portal has more of this year than of the years before."""
        return AS_OF - timedelta(days=int(_SPAN * self.random.random() ** 1.5))

    def unit(self, *groups: str) -> tuple[str, str]:
        """Id and full name of one unit, of ``groups`` when any are named."""
        chosen = self.random.choice([u for u in self.site.units if not groups or set(groups) & set(u.groups)])
        return chosen.id, chosen.full_name

    def text(self, least: int, most: int) -> str:
        """Paragraphs of ``least`` to ``most`` characters that no other item has."""
        wanted, lines = self.random.randint(least, most), [f"编号{len(self.items)}。"]
        while sum(map(len, lines)) < wanted:
            lines.append("".join(self.random.choices(_SENTENCES, k=3)) + f"涉及{self.random.randint(2, 9000)}户。")
        return "\n".join(lines)

    def name(self) -> str:
        """What a document is called."""
        which = "" if self.random.random() < 0.3 else f"{self.random.randint(2017, 2023)}年"
        return f"{PLACE}{which}{self.random.choice(_SUBJECTS)}{self.random.choice(_DEEDS)}{self.random.choice(_FORMS)}"

    def number(self, word: str, day: date) -> str:
        return f"{word}〔{day.year}〕{len(self.items)}号"


def published(site: Site, count: int) -> list[Item]:
    """``count`` items of the whole district."""
    press = _Press(site, random.Random(count))
    _standing(press)
    kinds, weights = list(_SHARES), list(_SHARES.values())
    while len(press.items) < count:
        _print(press, press.random.choices(kinds, weights)[0])
    return press.items[:count]


def _standing(press: _Press) -> None:
    """What every unit has whatever the size of the portal: guide, organisation, catalogue, accounts, annual reports."""
    for unit in press.site.units:
        name, put = unit.full_name, press.put
        put(f"{unit.id}.guide", f"{name}政府信息公开指南", date(2022, 3, 14), name, _GUIDE.format(name=name),
            files=(File("政府信息公开申请表.docx"),))  # fmt: skip
        put(f"{unit.id}.organisation", f"{name}机构职能", date(2022, 4, 3), name, f"主要职责\n{press.text(300, 500)}")
        put(f"{unit.id}.catalogue", f"{name}基层政务公开事项目录（2023年版）", date(2023, 7, 18), name, _catalogue(name))
        for year in range(2017, 2023):
            body = annual(name, year)[0]
            put(f"{unit.id}.annual_report", f"{name}{year}年政府信息公开工作年度报告", date(year + 1, 1, 16), name,
                f"{body.text}\n{press.text(200, 400)}")  # fmt: skip
            _accounts(press, unit.id, name, "final_accounts", year, date(year + 1, 9, 4))
        for year in range(2017, 2024):
            _accounts(press, unit.id, name, "budget", year, date(year, 2, 20))
    day = date(2023, 8, 25)
    press.put("portal.normative_cleanup", f"{PLACE}2023年行政规范性文件清理结果公告", day, f"{PLACE}司法局", press.text(400, 600))
    press.put("portal.digital_government", f"{PLACE}“数字政府”专区", day, f"{PLACE}信息公开服务中心", "一网通办\n一网监管\n一网公开\n一网协同")


def _accounts(press: _Press, unit: str, name: str, report: str, year: int, day: date) -> None:
    """Only the newest report was read to the last table: of the others the archive knows the file's name."""
    word, newest = ("部门预算", 2023) if report == "budget" else ("部门决算", 2022)
    parts = tuple(fiscal(report, name, year)) if year == newest else ()
    press.put(f"{unit}.{report}", f"{name}{year}年{word}", day, name, f"现将{name}{year}年{word}公开如下。\n{press.text(100, 200)}",
              files=(File(f"{name}{year}年{word}.pdf", parts),))  # fmt: skip


def _print(press: _Press, kind: str) -> None:
    day = press.day()
    if kind in ("portal.news", "portal.notices"):
        # Half of what a portal carries is signed by the district's own newsroom, which is no unit.
        own = press.random.random() < 0.5
        source = "样本融媒" if own else press.unit()[1]
        press.put(kind, _headline(press), day, source, press.text(300, 900), media=("image",) if own else ())
    elif kind == "document":
        _document(press, day)
    elif kind == "normative":
        _normative(press, day)
    elif kind == "consultation":
        _consultation(press, day)
    else:
        _of_a_unit(press, kind, day)


def _headline(press: _Press) -> str:
    what = f"{press.random.choice(_SUBJECTS)}{press.random.choice(_DEEDS)}"
    form = press.random.choice(("{0}工作推进会召开", "关于{0}有关事项的公告", "我区扎实开展{0}", "关于做好{0}的通知", "{0}见成效"))
    return form.format(what) + (f"（第{press.random.randint(2, 400)}期）" if press.random.random() < 0.5 else "")


def _document(press: _Press, day: date) -> None:
    """A document of the government's office, in most cases drafted by a unit and interpreted by it, each linked with the other."""
    unit, drafter = press.unit("constituent")
    name, office = press.name(), f"{PLACE}人民政府办公室"
    at = len(press.items)
    told = press.random.random() < 0.7
    body = f"各乡、镇人民政府，各街道办事处：\n现将《{name}》印发你们，请遵照执行。\n{press.text(1500, 3500)}\n本文件由{drafter}负责解释。"
    press.put("portal.policy", f"{office}关于印发《{name}》的通知", day, office, body, doc_number=press.number("样府办发", day),
              written=day - timedelta(days=2), links=(at + 1,) if told else ())  # fmt: skip
    if told:
        press.put("portal.interpretation", f"《{name}》政策解读", min(day + timedelta(days=press.random.randint(0, 12)), AS_OF), drafter,
                  f"一、出台背景。为了做好{name}的工作。\n二、主要内容。\n{press.text(500, 1200)}", links=(at,))  # fmt: skip


def _normative(press: _Press, day: date) -> None:
    unit, signed = press.unit("constituent")
    name = press.name()
    body = f"现将《{name}》印发给你们。\n{press.text(1500, 3000)}\n本办法自{day.year}年{day.month}月{day.day}日起施行，有效期5年。"
    press.put("portal.normative", f"{signed}关于印发《{name}》的通知", day, signed, body, doc_number=press.number("样规发", day),
              validity="有效" if day.year > 2018 else "失效", written=day, files=(File(f"{name}.docx"),))  # fmt: skip


def _consultation(press: _Press, day: date) -> None:
    """A draft that the public was asked about, and in three of four cases what came of it."""
    unit, signed = press.unit("constituent", "townships", "subdistricts")
    name, closes = f"《{press.name()}（征求意见稿）》", day + timedelta(days=32)
    period = f"{day.year}年{day.month}月{day.day}日至{closes.year}年{closes.month}月{closes.day}日"
    at = len(press.items)
    drafts = (File(f"{name[1:-1]}.docx", (FilePart("", press.text(400, 700)),)), File("起草说明.docx", (FilePart("", press.text(200, 300)),)))
    told = closes + timedelta(days=20) <= AS_OF and press.random.random() < 0.75
    press.put("portal.consultation", f"{signed}关于公开征求{name}意见的公告", day, signed,
              f"{signed}起草了{name}，现面向社会公开征求意见。\n征求意见时间：{period}。\n{press.text(200, 400)}",
              files=drafts if day.year == 2023 else (), links=(at + 1,) if told else ())  # fmt: skip
    if told:
        press.put("portal.feedback", f"关于{name}公开征求意见采纳情况的反馈", closes + timedelta(days=20), signed,
                  f"{period}，{signed}就{name}公开征求意见。期间共收到意见建议3条，采纳2条，未采纳1条。\n{press.text(200, 400)}",
                  links=(at,))  # fmt: skip


def _of_a_unit(press: _Press, kind: str, day: date) -> None:
    """An item that one unit publishes, in its own column or in the portal's."""
    groups = {
        "penalty": ("enforcement",), "double_random": ("enforcement",), "supervision": ("enforcement",), "livelihood": ("constituent",),
        "business_policy": ("constituent",), "statistics": ("constituent",), "statutory": ("townships", "subdistricts"),
        "proposals": ("constituent", "townships", "subdistricts"),
    }.get(kind, ())  # fmt: skip
    unit, name = press.unit(*groups)
    column = f"portal.{kind}" if kind in ("proposals", "public_resources", "audit", "qa_base") else f"{unit}.{kind}"
    title, text, word = _headline(press), press.text(200, 800), ""
    if kind == "penalty":
        word = press.number("样罚", day)
        title = f"行政处罚决定信息公示（{word}）"
        text = _PENALTY.format(name=name, number=word, day=day - timedelta(days=5), who=press.random.randint(10, 9999))
    elif kind == "policy":
        word, text = press.number("样函", day), press.text(500, 1500)
    elif kind == "proposals":
        title = f"对区第十九届人大三次会议第{len(press.items)}号建议的答复"
        text = f"{press.random.choice('李王张刘陈')}**代表：\n您提出的建议收悉，现答复如下。\n{text}\n{name}\n{day.year}年{day.month}月{day.day}日"
    elif kind in ("double_random", "supervision"):
        title = f"{day.year}年第{len(press.items)}批{press.random.choice(_SUBJECTS)}{'抽查结果' if kind == 'double_random' else '监督检查情况'}"
    elif kind == "public_resources":
        title = f"{press.random.choice(_SUBJECTS)}工程第{len(press.items)}标段{press.random.choice(('招标公告', '中标结果公告', '中标候选人公示'))}"
    elif kind == "audit":
        title = f"{name}{day.year - 1}年度预算执行审计{press.random.choice(('结果公告', '查出问题整改结果的公告'))}"
    elif kind == "qa_base":
        title = f"【{press.random.choice(('教育', '医疗', '就业', '养老'))}】{press.random.choice(_SUBJECTS)}补助第{len(press.items)}问怎么申请？"
    press.put(column, title, day, name, text, doc_number=word)


def _catalogue(name: str) -> str:
    head = "序号\t一级事项\t二级事项\t公开内容（要素）\t公开依据\t公开时限\t公开主体\t公开渠道和载体\t公开对象\t公开方式\t公开层级"
    rows = [
        f"{n}\t公共服务\t{subject}信息\t{subject}的条件、标准和结果\t《中华人民共和国政府信息公开条例》\t信息形成之日起20个工作日内"
        f"\t{name}\t■政府网站\t全社会\t主动\t县级"
        for n, subject in enumerate(_SUBJECTS[:20], 1)
    ]
    return "\n".join((head, *rows))


_GUIDE: Final = """
为了方便公民、法人和其他组织获取{name}的政府信息，根据2019年修订的《中华人民共和国政府信息公开条例》编制本指南。
一、信息分类。分为机构职能、政策文件、规划计划、财政信息和公共服务五类。
二、编排体系。每条信息标注索引号、名称、内容概述和生成日期，按类别和时间编排。
三、获取方式。主动公开的信息可在区政府门户网站政府信息公开专栏、区档案馆和区图书馆查阅。
四、受理机构。机构名称：{name}办公室。办公地址：样本区样本大道1号。办公时间：工作日上午9:00至12:00，下午13:30至17:00。
联系电话：0000-0000000。传真号码：0000-0000000。互联网联系方式：gongkai@yangben.example。
五、依申请公开。申请人可以当面、邮寄或者通过互联网提交申请表。自收到申请之日起20个工作日内答复，延长的期限最长不超过20个工作日。
六、监督救济。申请人认为未依法履行公开义务的，可以投诉举报，也可以依法申请行政复议或者提起行政诉讼。
"""
_PENALTY: Final = """{name}依法作出行政处罚决定，现将有关信息公示如下。
项目\t内容
处罚决定书文号\t{number}
行政相对人\t样本区第{who}商店
违法事实\t经营超过保质期的食品
处罚依据\t《中华人民共和国食品安全法》第一百二十四条
处罚结果\t没收违法所得，罚款六千元
处罚机关\t{name}
处罚决定日期\t{day}"""


# ---- into an archive


def build(folder: Path, catalogue: Catalogue, count: int) -> None:
    """Write the district with ``count`` items into ``folder``: ``site.toml`` and the archive ``data``, one closed run."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "site.toml").write_text(profile(catalogue), encoding="utf-8")
    site = sites.load(str(folder / "site.toml"))
    archive = Archive.open(folder / "data", site.id, create=True)
    run = archive.begin(site, AS_OF, "full", site.columns, _NOW)
    recorder = Recorder(archive, run, batch=_BATCH)
    items = published(site, count)
    columns: dict[str, list[Item]] = {column.id: [] for column in site.columns}
    for item in items:
        columns[item.column].append(item)
    addresses = [item.url for item in items]
    for column in site.columns:
        _visit(recorder, site, column.id, column.url, columns[column.id])
        for item in columns[column.id]:
            _read(recorder, item, addresses)
    recorder.close()
    close_run(archive, run, site, _NOW)
    archive.close()


def _visit(recorder: Recorder, site: Site, column: str, url: str, items: list[Item]) -> None:
    recorder.fetched(_fetch(url, "list", column, f"<title>{column}</title>"))
    rows = tuple(Row(item.url, item.title, item.published, item.published.isoformat()) for item in items)
    days = [item.published for item in items]
    visit = Visit(
        column=column, url=url, outcome=Outcome.OK if rows else Outcome.EMPTY, complete=True, dialect="plain", pages_declared=1,
        pages_fetched=1, rows_declared=len(rows), rows=len(rows), undated=0, oldest=min(days, default=None),
        newest=max(days, default=None), stopped_because="已到末页", begun=_NOW, ended=_NOW, found=rows,
    )  # fmt: skip
    recorder.visited(visit, {row.url: item_state(site, row.url, row.title) for row in rows})


def _read(recorder: Recorder, item: Item, addresses: list[str]) -> None:
    told = {
        "title": item.title, "published": item.published.isoformat(), "source": item.source, "doc_number": item.doc_number,
        "validity": item.validity, "written": item.written.isoformat() if item.written else "",
    }  # fmt: skip
    links = [AttachmentLink(f"{item.url[:-5]}-{n}.{f.name.rsplit('.', 1)[-1]}", f.name, f.name.rsplit(".", 1)[-1]) for n, f in enumerate(item.files)]
    reading = PageReading(
        url=item.url,
        fields=tuple((name, (Candidate(value, "heading" if name == "title" else "label"),)) for name, value in told.items() if value),
        text=item.text,
        body_kind="html",
        attachments=tuple(links),
        links=tuple((addresses[n], "相关") for n in item.links if n < len(addresses)),
        media=item.media,
        encoding="utf-8",
    )
    sha = recorder.fetched(_fetch(item.url, "article", "", f"<title>{item.title}</title><p>{item.text}</p>"))
    recorder.read(item.url, sha, reading, _NOW)
    for link, file in zip(links, item.files, strict=True):
        if file.parts:
            recorder.offered(item.url, {link.url: "wanted"})
            kept = recorder.fetched(_fetch(link.url, "file", "", f"{link.url}\n{file.parts[0].text}"))
            recorder.file_read(kept, FileReading(link.media_type, FileState.READ, "", file.parts, len(file.parts)), tables=True)
            recorder.file_done(link.url, Outcome.OK, "", kept, _NOW, FileState.READ)


def _fetch(url: str, purpose: str, column: str, body: str) -> FetchRecord:
    return FetchRecord(
        url=url, method="GET", purpose=purpose, column=column, status=200, outcome=Outcome.OK, cause="", at=_NOW,
        headers=(("Content-Type", "text/html; charset=utf-8"),), payload=body.encode(), media_type="text/html",
    )  # fmt: skip
