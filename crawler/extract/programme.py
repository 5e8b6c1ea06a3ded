"""创新支持项目信息的判读：哪一类项目、哪一年、走到哪一步。 Programmes of innovation support: which one, and how far it has come.

读得出：标题写明的项目（高新技术企业、科技型中小企业、专精特新、研发补助、科技计划项目、创新券等）、年度、批次，和步骤：申报通知、延期、公示或公布的名单、
资金下达兑现、取消；标题写明的层级（国家级、省级、市级，区级）；申报通知的正文是否说是按上级的通知组织的。
读不出：项目没有写在标题里的；只写“公示”的；名单在附件里的，读得出步骤，读不出列了谁。
不是项目信息：政策、办法、解读、培训、辅导、调研的动态，招标采购，预决算。
依据：各级科技、经信部门申报通知和公示的通行写法，由我们整理；哪些项目由国家、省认定，是我们的判断。
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from crawler.extract.title_words import plain_title

version = 1

_MAX_TEXT: Final = 6_000


class Step(StrEnum):
    """How far a programme has come with an item."""

    CALL = "call"
    CHANGE = "change"
    LIST = "list"
    PAID = "paid"
    STOPPED = "stopped"


class Level(StrEnum):
    """Whose programme it is by its title; UNTOLD where the title leaves it out."""

    UPPER = "upper"
    DISTRICT = "district"
    UNTOLD = "untold"


STEP_NAMES: Final = {
    Step.CALL: "申报通知", Step.CHANGE: "延期、补充通知", Step.LIST: "公示或公布的名单", Step.PAID: "资金下达、兑现", Step.STOPPED: "取消、终止",
}  # fmt: skip

# In this order: of two that a title names the more special comes first.
PROGRAMMES: Final = {
    "创新券": re.compile(r"创新券"),
    "揭榜挂帅": re.compile(r"揭榜(?:挂帅|制)"),
    "科技特派员": re.compile(r"科技特派员"),
    "科技成果转化": re.compile(r"(?:科技|科研)?成果(?:转移)?转化|技术转移"),
    "研发补助": re.compile(r"研发(?:投入|费用|经费|活动)?[^。]{0,6}(?:补助|奖补|补贴|奖励|资助|后补助|加计)"),
    "首台套": re.compile(r"首台\(?套"),
    "专利、知识产权资助": re.compile(r"(?:专利|知识产权)[^。]{0,8}(?:资助|奖励|补助|奖补|补贴|质押|示范|优势)"),
    "孵化载体": re.compile(r"孵化器|众创空间|星创天地|孵化载体|双创(?:基地|载体)"),
    "研发平台": re.compile(r"企业技术中心|工程(?:技术)?(?:研究)?中心|重点实验室|新型研发机构|院士(?:专家)?工作站|研发(?:平台|机构|中心)"),
    "科普项目": re.compile(r"科普(?:教育)?(?:基地|项目)"),
    "专精特新": re.compile(r"专精特新|小巨人|单项冠军"),
    "创新型中小企业": re.compile(r"创新型中小(?:微)?企业"),
    "科技型中小企业": re.compile(r"科技型(?:中小)?(?:微)?企业"),
    "高新技术企业": re.compile(r"高新技术企业|高企(?=认定|申报|培育|奖|补)|瞪羚企业"),
    "技术改造": re.compile(r"技术改造|技改"),
    "科技计划项目": re.compile(r"科技(?:创新)?(?:计划)?项目|科技(?:发展)?计划|科学技术(?:研究|计划)|重点研发|应用(?:基础|技术)研究|科技专项"),
}  # fmt: skip
# Recognised by the state or the province, whoever collects the papers; a district may pay an award of its own for it.
_UPPER_BY_NATURE: Final = frozenset(("高新技术企业", "科技型中小企业", "专精特新", "创新型中小企业", "首台套"))
_MONEY = re.compile(r"补助|奖补|补贴|奖励|资助|资金|经费|券|兑现|拨款|后补助|奖金")
_NOT = re.compile(
    r"招标|采购|中标|比选|询价|预算|决算|培训|辅导|座谈|宣讲|宣贯|召开|举办|举行|开展(?:走访|调研|宣传|服务)|调研|走访|督导|推进会|动员会|助力|赋能|侧记|解读|问答|图解|一图|"
    r"(?:办法|细则|措施|意见|规划|规定|制度|方案|政策|条例)(?:\([^()]{0,8}\))?(?:的通知|的公告)?$|处罚|总结|工作情况|统计|征求|税|保险|绩效"
)
_STOPPED = re.compile(r"取消|终止|撤销|停止|不再(?:组织|开展)|撤回")
_CHANGE = re.compile(r"延长|延期|顺延|推迟|更正|补充通知|变更")
_PAID = re.compile(r"(?:下达|拨付|兑现|发放|划拨|分配|安排)(?!名单|情况表?公示|公示)|资金(?:分配|下达|拨付|兑现|安排|发放)")
_LIST = re.compile(
    r"名单|公示|拟(?:立项|支持|认定|入选|推荐|奖补|补助|资助|兑现|安排|入库|备案|拨付|奖励|扶持)|(?:认定|评审|立项|评选|评价|入库|复核|审核|验收)结果|(?:公布|发布|命名|认定)[^。]{2,60}(?:的通知|的决定|的公告|的通报)$|予以?立项|入库(?:项目|企业)"
)
_CALL = re.compile(r"申报|征集|推荐|遴选|申请|申领|报名|评选|认定|评价|备案|入库|报送|揭榜")
_CALLS = re.compile(r"(?:通知|公告|通告|启事|指南|函|榜单)(?:\([^()]{0,14}\))?$|的通知")
_UPPER = re.compile(
    r"(?:国家|省|市)级|国家(?:高新|重点|科技|火炬|知识)|中央(?:财政|引导)|全[国省市]|省(?:科技|重点|自然|企业|工程|新型|专利|技术|中小|专精)|(?<!城)市(?:科技|重点|企业|中小|专精|技术)|四川省|天府"
)
_DISTRICT = re.compile(r"(?<!园)[区县]级|[我全本][区县]")
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)")
_BATCH = re.compile(r"第?([一二三四五六七八九十]|\d{1,2})(?:批|轮|次)")
_HERE: Final = "本区"  # in place of the district's own names: 示例市样本区 is no 市
_NUMERALS: Final = "一二三四五六七八九十"
# A call made because an organ above asked for it: its list is published there.
_ORGAN_ABOVE: Final = r"(?:(?:四川|全|本)?省|(?:[一-鿿]{2,3}|全|本)?市(?!场)|国家|财政部|科技部|工信部|工业和信息化部)"
_ASKED_ABOVE = re.compile(
    rf"(?:根据|按照|依据|接|转发|现将|遵照|按)[^。；\n]{{0,10}}{_ORGAN_ABOVE}[^。；\n]{{0,60}}(?:通知|要求|文件|安排|部署|公告|函)"
    rf"|(?:报送|推荐|上报|报)(?:至|到|给)?{_ORGAN_ABOVE}[一-鿿]{{0,6}}(?:厅|局|委|部|办)"
    r"|(?:科技部|工信部|火炬|四川省|省科技厅|省经信厅|省经济和信息化厅|高新技术企业认定)[^。；\n]{0,20}(?:平台|系统|网站|官网|网址)"
)


@dataclass(frozen=True, slots=True)
class Programme:
    """What a title says of a programme. ``year`` and ``batch`` None when it tells none. ``pays``: its title speaks of money."""

    name: str
    step: Step
    level: Level
    year: int | None = None
    batch: int | None = None
    pays: bool = False

    @property
    def is_award(self) -> bool:
        """Whether money is given for what the state or the province recognised."""
        return self.name in _UPPER_BY_NATURE and self.pays

    @property
    def is_upper(self) -> bool:
        """Whether a level above decides who gets it."""
        return self.level is Level.UPPER or (self.name in _UPPER_BY_NATURE and not self.pays)


def read_programme(title: str, places: Sequence[str] = ()) -> Programme | None:
    """Programme, year and step of an item; None when its title is no step of one. ``places``: the district's names, longest first."""
    plain = plain_title(title)
    for place in places:
        plain = plain.replace(place, _HERE)
    name = next((name for name, pattern in PROGRAMMES.items() if pattern.search(plain)), "")
    step = _step_of(plain) if name and not _NOT.search(plain) else None
    if step is None:
        return None
    years = [int(year) for year in _YEAR.findall(plain)]
    batch = _BATCH.search(plain)
    return Programme(
        name=name,
        step=step,
        level=Level.UPPER if _UPPER.search(plain) else Level.DISTRICT if _DISTRICT.search(plain) else Level.UNTOLD,
        year=years[0] if years else None,
        batch=_number(batch[1]) if batch else None,
        pays=bool(_MONEY.search(plain)),
    )


def is_asked_above(text: str) -> bool:
    """Whether a call says that an organ above called first, or gets the papers."""
    return bool(_ASKED_ABOVE.search(text[:_MAX_TEXT]))


def names_programme(name: str, text: str) -> bool:
    """Whether ``text`` speaks of the programme of that name."""
    return bool(PROGRAMMES[name].search(text))


def _step_of(plain: str) -> Step | None:
    if _STOPPED.search(plain):
        return Step.STOPPED
    if _CHANGE.search(plain):
        return Step.CHANGE
    if _PAID.search(plain) and not re.search(r"公示|拟", plain):
        return Step.PAID
    if _LIST.search(plain) and not re.search(r"(?:申报|推荐|征集)[^。]{0,30}(?:的通知|的公告|指南)$", plain):
        return Step.LIST
    return Step.CALL if _CALL.search(plain) and _CALLS.search(plain) else None


def _number(words: str) -> int:
    return int(words) if words.isdecimal() else _NUMERALS.index(words) + 1
