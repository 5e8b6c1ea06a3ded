"""重大建设项目信息的判读：哪个项目、八类中的哪一类、哪一项；年度重点项目清单列了哪些项目。 Major construction projects.

读得出：标题写明的批准服务（办事指南）、批准结果（立项、可研、初设、环评、施工许可等）、招标投标（招标公告、候选人、中标、合同）、征收土地（预公告、
安置公告、征收公告）、设计变更、施工、质量安全监督、竣工八类；标题中的项目名称，标题和正文中的项目代码；清单表格的项目名称、代码、建设单位、项目类型。
读不出：只写“公示”“公告”的标题；清单只有图片的，写在段落里没有列表的（rows 为空）。
不是项目信息：开工仪式、领导调研等新闻，货物和服务的采购，国有土地出让，招商、储备项目名单，上级项目名单（is_upper）。
依据：国办发〔2017〕94号列明的八类信息；条目按外省目录和通行写法整理。
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from crawler.extract.elements import Record, Vocabulary, records_in_tables, records_in_text
from crawler.extract.place import Passage, kept, passage
from crawler.files.model import FileTable

version = 1

STAGES: Final = {
    1: "批准服务", 2: "批准结果", 3: "招标投标", 4: "征收土地", 5: "重大设计变更", 6: "施工有关信息", 7: "质量安全监督", 8: "竣工有关信息",
}  # fmt: skip
MAX_PROJECTS: Final = 400
_MAX_TITLE: Final = 300
_MAX_NAME: Final = 80

# 2019-511703-… until 2020, 2301-511703-… (year and month) since.
_CODE = re.compile(r"(?<!\d)(2\d{3}-\d{6}-\d{2}-\d{2}-\d{6})(?!\d)")
_NEWS = re.compile(
    r"调研|督导|督查|视察|考察|仪式|集中开工|开工建设|开工动员|正式开工|顺利|圆满|推进会|现场会|座谈|培训|观摩|召开|举行|举办|一行|书记|区长|副区长|领导|助力|火热|如火如荼|"
    r"掀起|跑出|冲刺|按下|加速|抢抓|新闻|侧记|纪实|调度会|解读|图解"
)
_GOODS = re.compile(
    r"(?:设备|仪器|家具|车辆|药品|食材|物资|耗材|校服|服装|图书|软件|系统|用品|器材|家电|电脑|空调|食品|肥料|种子|苗木|保险|物业|印刷|餐饮|保安|保洁|审计|评估|咨询)[^。]{0,10}"
    r"(?:购置|采购|招标|比选|中标|成交|磋商|询价)"
)
_WORKS = re.compile(r"施工|工程|监理|勘察|设计|EPC|总承包|标段|建设项目|新建|改建|扩建|改造|修复|治理项目")
_PURCHASE = re.compile(r"采购")

# Acts of tendering decide before what the tendered service is about (可研编制服务招标公告 is a tender).
_TENDER: Final = (
    ("资格预审", re.compile(r"资格预审(?:公告|结果|公示)?")),
    ("中标候选人", re.compile(r"(?:中标|成交|预中标|定标)候选(?:人|单位)|评标结果公示")),
    ("中标结果", re.compile(r"(?:中标|成交|比选|定标)(?:结果|单位|人)?(?:公告|公示|公布|通知书)|中标信息|(?:中标|成交|定标)结果$")),
    ("合同", re.compile(r"(?:施工|监理|设计|勘察|总承包|承包)?合同(?:订立|履行|签订|信息|变更)?[^。]{0,6}(?:公告|公示|公开|信息)")),
    ("招标公告", re.compile(r"(?:招标|比选|磋商|谈判|邀请)(?:文件)?(?:更正|变更|延期|澄清|终止)?公告|招标文件|招标控制价|最高投标限价|招标计划")),
)  # fmt: skip
_TENDER_APPROVED = re.compile(
    r"招标(?:事项|方案|范围|方式|组织形式)[^。]{0,12}(?:核准|批复)|(?:核准|批复)[^。]{0,12}招标(?:事项|方案)"
)
_LAND: Final = (
    ("房屋征收", re.compile(r"国有土地上房屋征收|房屋征收(?:决定|补偿|公告)")),
    ("征地预公告", re.compile(r"(?:土地征收|征收土地|征地)(?:启动|拟)?(?:预公告|预通告)|(?:土地征收|征收土地|征地)启动公告|拟征(?:收|用)?(?:土地|地)?(?:的)?(?:公告|告知)|征地告知书")),
    ("安置公告", re.compile(r"(?:征地|土地征收|征收土地|拟征(?:收)?土地)(?:的)?补偿(?:和|、|及)?安置(?:方案)?(?:的)?(?:公告|公示)")),
    ("征收公告", re.compile(r"(?:征收土地|土地征收|征地)(?:的)?公告")),
    ("征地批复", re.compile(r"(?:农用地转用|建设用地|土地征收)[^。]{0,14}(?:批复|批准)")),
)  # fmt: skip
_CHANGE: Final = (("设计变更", re.compile(r"(?:重大)?(?:工程)?设计变更(?!.{0,6}登记)")),)
_DONE: Final = (
    ("竣工验收", re.compile(r"竣工(?:验收|备案|联合验收)|(?:完工|工程质量|专项|消防|水土保持设施|环境保护|环保|联合)验收(?!标准)")),
    ("竣工决算", re.compile(r"竣工(?:财务)?(?:决算|结算)|(?:财务|工程|项目)(?:竣工)?决算")),
)  # fmt: skip
_QUALITY: Final = (
    ("质量安全监督", re.compile(r"(?:工程)?(?:质量|安全)(?:和|、|与)?(?:质量|安全)?(?:生产)?监督(?!管理局)(?:检查|报告|告知|登记|交底|抽查|信息|机构)?|(?:质量|安全)检查")),
)  # fmt: skip
_APPROVAL: Final = (
    ("施工许可", re.compile(r"施工许可(?:证)?|开工报告")),
    ("环评", re.compile(r"环境影响(?:评价|报告[书表]|登记表|后评价)|环评(?:审批|批复|文件|报告|受理|公示|拟)?")),
    ("可行性研究", re.compile(r"可行性研究报告|可研(?:报告)?(?:批复|审批)?|可研报告")),
    ("初步设计", re.compile(r"初步设计|(?:投资|设计)?概算(?:的)?(?:批复|调整|审批)|施工图设计(?:文件)?审查")),
    ("项目建议书", re.compile(r"项目建议书|(?:准予|同意)?立项(?:的)?(?:批复|审批)|项目立项")),
    ("招标事项核准", _TENDER_APPROVED),
    ("核准备案", re.compile(r"(?:项目|投资)?(?:核准|备案)(?:的)?(?:批复|公告|公示|通知书?|证明|结果|情况|表)|项目申请报告|(?<=关于)(?:核准|同意建设)(?=[^。]{2,80}(?:项目|工程)的批复$)")),
    ("节能审查", re.compile(r"节能(?:审查|报告|评估)")),
    ("规划用地", re.compile(r"选址意见书|用地预审|用地规划许可|工程规划许可|规划许可证?|规划条件核实|批(?:前|后)公示")),
    ("水保等", re.compile(r"水土保持方案|水保方案|洪水影响评价|防洪评价|取水许可")),
)  # fmt: skip
_WORK: Final = (
    ("施工信息", re.compile(r"施工(?:进度|进展|信息|单位|现场|组织|公告|期限)|(?:建设|工程|项目)(?:进度|进展)|形象进度|开工公示|公示牌|项目法人|监理单位|实施情况")),
)  # fmt: skip
_SERVICE = re.compile(r"(?:办事|服务|申报|审批|办理|报建)(?:事项)?指南|办理流程|审批流程|一次性告知|办事流程|审批服务")
_SERVICE_SUBJECT = re.compile(r"投资|项目(?:审批|备案|核准)|建设|工程|施工许可|规划许可|用地|环境影响|环评|初步设计|可行性研究|节能审查|招标|竣工")

# In this order: the act the title ends with says more than the matter it names.
_CLASSES: Final = (
    (4, _LAND), (5, _CHANGE), (8, _DONE), (7, _QUALITY), (2, _APPROVAL), (6, _WORK),
)  # fmt: skip
_HEAD = re.compile(r"^(?:[\[【(（][^\]】)）]{1,12}[\]】)）]|关于|对|公布|公示|公告|转发|印发|核发|下达|批准|同意|准予|拟|申请)+")
_ISSUER = re.compile(r"^[一-鿿]{2,24}?(?:局|委员会|委|政府|办公室|中心|公司|厅)(?:关于|对)")
# One word at the end of a name, taken off again and again: a loop, since a repeated group would try every way to part them.
_ROLE = re.compile(
    r"(?:EPC|全过程咨询|专业承包|总承包|施工|监理|勘察|设计|采购|代建|检测|造价|编制|第?[一二三四五六七八九十\d]{1,3}标段?|标段|核发|办理|审批|准予|批前|批后|单位|情况|"
    r"信息|首次|变更|[（(][^()（）]{0,12}[）)]|[的拟\-—_:：，,、（()）\s])$"
)
_ORGAN = re.compile(r"(?:政府|局|委员会|办公室)$")
_QUOTED = re.compile(r"[《〈“\"']")
_UPPER_LIST = re.compile(r"^(?:关于)?(?:[公发]布|印发|下达|转发)?(?:国家|全国|全省|四川省|省级?|全市|[一-鿿]{2,4}市(?![^区]{0,6}区)|市级)")

_LIST_NAME = re.compile(
    r"(?:重点|重大)(?:建设|工程|投资|推进|基础设施)?(?:项目|工程)(?:建设)?(?:投资)?(?:年度)?(?:实施)?(?:名单|清单|计划(?:表)?|目录|名录|一览表|安排|表)"
)
_NOT_LIST = re.compile(r"招商|储备|推介|专项债|征集|申报|任务清单|责任清单|问题清单|负面清单|总结|督查|通报|完成情况|进展|考核|调整说明|专家")
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?=年)")
_LIST: Final = Vocabulary(
    {
        "name": r"(?:建设|重点|重大|工程)?(?:项目|工程)(?:的)?名称|(?:建设)?项目",
        "code": r"(?:投资)?项目(?:统一)?(?:赋)?代码|(?:投资)?项目编码",
        "owner": r"(?:项目)?(?:建设|业主|责任|实施|牵头|主管|申报)(?:业主|单位|部门|主体)(?:名称)?|项目(?:业主|法人|单位)",
        "type": r"(?:项目|建设)(?:性质|类型|类别|阶段|状态)|备注",
        "": r"序号|建设(?:内容|规模|地址|地点|年限|起止年限|工期|期限).{0,8}|总投资.{0,10}|.{0,8}投资.{0,10}|年度目标|.{0,8}(?:目标|任务|进度|计划).{0,6}|联系.{0,4}|所在地|地点|责任(?:领导|人).{0,4}",
    }
)  # fmt: skip
_NO_PROJECT = re.compile(r"^(?:[（(]?[一二三四五六七八九十\d]+[）)、.．]|合计|总计|小计|共计|.{0,10}(?:类|领域)[（(]?\d{0,4}个?)")
_NOT_YET = re.compile(r"前期|储备|谋划|拟建|预备")
_SUFFIX = re.compile(r"(?:建设)?(?:工程|项目)?(?:建设)?(?:工程|项目)?(?:[（(][^()（）]{0,12}[）)])?$")
_MARKS = re.compile(r"[“”\"'《》·、,，.\-—（）()]")
_BRACKETED_PHASE = re.compile(r"[（(]([一二三四五六七八九\d]期)(?:工程|项目)?[）)]")
_PHASE = re.compile(r"([一二三四五六七八九]|\d)期")


# What a guide to an approval tells (国办发〔2017〕94号), and how guides call it.
SERVICE_ELEMENTS: Final[dict[str, re.Pattern[str]]] = {
    "申报要求": re.compile(r"(?:申报|申请|受理|办理|审批|许可|准予)(?:的)?(?:要求|条件)"),
    "材料清单": re.compile(r"材料(?:清单|目录|名称|要求)?|(?:需|应)(?:提交|提供)"),
    "批准流程": re.compile(r"流程|程序|步骤|环节"),
    "办理时限": re.compile(r"(?:办理|承诺|法定|审批|办结)(?:的)?(?:时限|期限|时间)|个?工作日"),
    "受理机构联系方式": re.compile(r"(?:受理|实施|办理|承办|责任)(?:的)?(?:机构|机关|部门|单位|主体|地点|地址|窗口)|咨询(?:方式|电话|渠道)|联系(?:方式|电话|人)"),
    "监督举报方式": re.compile(r"监督|投诉|举报"),
}


@dataclass(frozen=True, slots=True)
class ProjectTitle:
    """What a title says of a project. ``name`` is '' when it names none (a guide, a title that is cut)."""

    name: str
    stage: int
    item: str
    code: str = ""
    passages: tuple[Passage, ...] = ()

    @property
    def label(self) -> str:
        return f"{STAGES[self.stage]}（{self.item}）"


@dataclass(frozen=True, slots=True)
class ListedProject:
    """One row of a yearly list, as published. ``is_early``: planned only, nothing need be approved yet."""

    name: str
    code: str = ""
    owner: str = ""
    is_early: bool = False
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class ProjectList:
    """A yearly list of key projects. ``rows`` is empty when nothing of it was readable here."""

    years: tuple[int, ...]
    is_upper: bool
    rows: tuple[ListedProject, ...] = ()
    passages: tuple[Passage, ...] = ()


def read_project_title(title: str, text: str = "") -> ProjectTitle | None:
    """Class and project of an item; None when its title is no information on a project. ``text`` is asked for a code only."""
    plain = _plain(title)
    found = None if title_says_list(title) else _class_of(plain)
    if found is None:
        return None
    stage, item, at = found
    code, passages = _code(plain, text)
    return ProjectTitle("" if stage == 1 else _name(plain, at), stage, item, code, passages)


def title_says_list(title: str) -> bool:
    """Whether a title is that of a yearly list of key projects, of whatever level."""
    plain = _plain(title)
    return bool(_LIST_NAME.search(plain)) and not _NOT_LIST.search(plain) and not _NEWS.search(plain)


def read_project_list(title: str, text: str, tables: Sequence[FileTable] = ()) -> ProjectList | None:
    """The projects of a list, from ``tables`` of a file when there are any, else from the rows of a body."""
    if not title_says_list(title):
        return None
    plain = _plain(title)
    records = records_in_tables(tuple(tables), _LIST) if tables else records_in_text(text, _LIST)
    rows = tuple(row for record in records if (row := _listed(record)))[:MAX_PROJECTS]
    years = tuple(sorted({int(year) for year in _YEAR.findall(plain)}))
    passages = tuple(each for row in rows for each in row.passages)
    return ProjectList(years, bool(_UPPER_LIST.match(plain)), rows, passages)


def missing_service_elements(text: str) -> tuple[str, ...]:
    """Which of the six parts of a guide no word of ``text`` tells."""
    plain = re.sub(r"\s+", "", text[:100_000])
    return tuple(name for name, pattern in SERVICE_ELEMENTS.items() if not pattern.search(plain))


def project_key(name: str) -> str:
    """A project's name without blanks and without the words any project's name ends with; '' when nothing tells it apart."""
    plain = _plain(name)
    phase = _BRACKETED_PHASE.search(plain)  # 某园（二期） and 某园（三期） are two projects, wherever the brackets stand
    plain = _BRACKETED_PHASE.sub("", plain)
    plain = plain_name(_SUFFIX.sub("", plain) or plain) + (phase[1] if phase else "")
    return plain if len(plain) >= 4 else ""


def plain_name(words: str) -> str:
    """Words in the spelling of ``project_key``, to look for a key inside them."""
    return _MARKS.sub("", _plain(words))


def phase_of(name: str) -> str:
    """The 一期, 二期 a name tells, '' when none."""
    found = _PHASE.search(name)
    return str("一二三四五六七八九".find(found[1]) + 1 or found[1]) if found else ""


def _plain(title: str) -> str:
    return re.sub(r"\s+", "", title[:_MAX_TITLE])


def _class_of(plain: str) -> tuple[int, str, int] | None:
    """(class, item, where the name of the item begins), None for what is no information on a project."""
    if _NEWS.search(plain):
        return None
    if match := _SERVICE.search(plain):
        subsidy = match.group().startswith("申报") and not re.search("投资|审批|核准|许可", plain)
        return (1, "办事指南", match.start()) if _SERVICE_SUBJECT.search(plain) and not subsidy else None
    if _TENDER_APPROVED.search(plain) is None:
        for item, pattern in _TENDER:
            if match := pattern.search(plain):
                works = _WORKS.search(plain) and not _GOODS.search(plain)
                bought = _PURCHASE.search(plain) and not re.search(r"施工|工程|监理|EPC|总承包", plain)
                return (3, item, match.start()) if works and not bought else None
    for stage, items in _CLASSES:
        for item, pattern in items:
            if (match := pattern.search(plain)) and _fits(stage, plain):
                return stage, item, match.start()
    return None


def _fits(stage: int, plain: str) -> bool:
    """Words that many titles hold count only beside a project."""
    if stage in (6, 7):
        return bool(_WORKS.search(plain) or "项目" in plain) and not re.search(
            r"方案|通知|办法|意见|制度|计划|整治|全区|行动|食品|药品|产品质量", plain
        )
    return not re.search(r"出让|办法|管理规定|通知$|培训|标准$|总结|目录$|采购|方案的通知|意见的通知", plain)


def _name(plain: str, at: int) -> str:
    """What stands before the item, without the issuer and the roles of tendering (施工, 监理, 一标段)."""
    name = _HEAD.sub("", _HEAD.sub("", _ISSUER.sub("", plain[:at], count=1)))
    if not name:  # 关于核发《建筑工程施工许可证》（某工程）的公告
        return ""
    name = _QUOTED.sub("", name)
    short = name
    while match := _ROLE.search(short, max(len(short) - 16, 0)):
        short = short[: match.start()]
    return short[:_MAX_NAME] if len(short) >= 4 and not _ORGAN.search(short) else ""


def _code(plain: str, text: str) -> tuple[str, tuple[Passage, ...]]:
    if found := _CODE.search(plain):
        return found[1], ()
    if found := _CODE.search(text[:20_000]):
        return found[1], kept(passage("code", text, *found.span(1)))
    return "", ()


def _listed(record: Record) -> ListedProject | None:
    value = record.get("name")
    if value is None or not value.is_filled:
        return None
    name = _plain(value.words)
    if not project_key(name) or len(name) > _MAX_NAME or (_NO_PROJECT.match(name) and len(record) == 1):
        return None
    told = {what: " ".join(cell.words.split()) for what, cell in record.items() if cell.is_filled}
    code = _CODE.search(told.get("code", ""))
    early = bool(_NOT_YET.search(told.get("type", "")))
    return ListedProject(name, code[1] if code else "", told.get("owner", ""), early, kept(value.passage("name")))
