"""招标投标和采购信息的判读：哪一次招标、走到哪一步。 Tenders: which procedure an item belongs to, and how far it has come.

读得出：招标（采购、比选、磋商、谈判、询价）公告，更正、澄清、延期，中标候选人公示，中标（成交）结果，流标、废标，终止，合同；
标题写明的项目名称、标段（包）、施工或监理等角色、第几次；标题和正文写明的招标（项目、采购）编号；标题没有名称的，正文“项目名称”一栏；正文写明的开标、评标、收到评标报告的日期。
读不出：名称只在附件或图片里的；没有写明“（二次）”“重新招标”的第二次，由用的人按流标公告和日期推。
不是招标信息：采购意向、招标计划、招标事项核准，新闻，国有土地和矿业权出让。
项目代码（2301-511703-…）是项目的，不是一次招标的，不作编号。二次供水不是第二次。
依据：招标投标法及其实施条例、政府采购法及其实施条例所说的各个环节；叫法按交易平台和政府网站的通行写法整理。
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from crawler.dates import find_dates
from crawler.extract.place import Passage, kept, passage
from crawler.extract.title_words import plain_title

version = 1

_MAX_TEXT: Final = 20_000
_MAX_NUMBERS: Final = 12


class Step(StrEnum):
    """How far a procedure has come with an item."""

    NOTICE = "notice"
    CHANGE = "change"
    CANDIDATES = "candidates"
    RESULT = "result"
    FAILED = "failed"
    STOPPED = "stopped"
    CONTRACT = "contract"


STEP_NAMES: Final = {
    Step.NOTICE: "招标（采购）公告", Step.CHANGE: "更正澄清", Step.CANDIDATES: "中标候选人公示", Step.RESULT: "中标（成交）结果",
    Step.FAILED: "流标（废标）", Step.STOPPED: "终止", Step.CONTRACT: "合同",
}  # fmt: skip
ENDINGS: Final = frozenset((Step.RESULT, Step.FAILED, Step.STOPPED, Step.CONTRACT))

_NEWS = re.compile(
    r"顺利|圆满|召开|培训|座谈|推进会|[我全][区县市]|完成招标|解读|问答|图解|调研|督导|投诉|处罚|专家库|自查|专项整治|(?:办法|细则|意见|制度|指南|清单|目录|通报|方案)(?:的通知)?$"
)
_ABOUT = re.compile(r"招标|采购|中标|成交|比选|磋商|谈判|询价|询比|流标|废标|评标|定标|开标|遴选|竞价|竞标|候选|限价|控制价|预审|发包|中选|合同|招投标")
_NO_TENDER = re.compile(
    r"劳动合同|集体合同|租赁合同|示范文本|合同(?:网签|管理|法)|公务员|干部|教师|房地产|二手房|人才|采购意向|意向公开|招标计划|采购计划|使用权|出让|矿业权|采矿权|探矿权|地块|产权|拍租|招租|出租|承租|拍卖|招商|招生|招聘|"
    r"招标(?:事项|方案|范围|方式|组织形式)[^。]{0,12}(?:核准|批复|备案)|(?:核准|批复)[^。]{0,12}招标(?:事项|方案)|履约验收|验收"
)
_BUYS: Final = r"(?:招标|采购|比选|磋商|谈判|询价|询比|遴选|竞价|竞标|资格预审|招投标|发包)"
_STEPS: Final = (
    (Step.FAILED, re.compile(rf"流标|废标|{_BUYS}(?:活动|项目|采购)?(?:的)?失败|未成交|无效标")),
    (Step.STOPPED, re.compile(rf"(?:终止|取消|暂停|中止|撤销)[^。]{{0,60}}{_BUYS}|{_BUYS}(?:活动|项目|采购|公告)?(?:的)?(?:终止|取消|暂停|中止|撤销)|(?:终止|取消|暂停|中止)公告")),
    (Step.CONTRACT, re.compile(r"合同(?:订立|履行|签订|信息|变更|备案)?[^。]{0,6}(?:公告|公示|公开|信息|备案)$|合同$")),
    (Step.CHANGE, re.compile(r"更正|变更|澄清|答疑|延期|补遗|补充(?:公告|文件|通知)|修改(?:公告|通知)|顺延|招标控制价|最高(?:投标)?限价")),
    (Step.CANDIDATES, re.compile(r"候选(?:人|单位|供应商)|评标结果|评审结果|预中标|预成交|拟中标")),
    (Step.RESULT, re.compile(rf"(?:中标|成交|定标|中选)(?:结果|人|单位|供应商|信息)?(?:的)?(?:变更)?(?:公告|公示|公布|通知书|通告|信息)|(?:中标|成交|定标|中选)结果|{_BUYS}(?:项目)?结果|中标通知书")),
    (Step.NOTICE, re.compile(rf"{_BUYS}(?:的)?(?:邀请)?(?:公告|公示|文件|通告|邀请书?|启事|信息)|(?:邀请|预审)(?:公告|书)|(?:招标|比选|磋商|询价)$")),
)  # fmt: skip
_AGAIN = re.compile(r"[(\[]第?([二三四2-4])次[^()\[\]]{0,6}[)\]]|第([二三四2-4])次(?!全国|普查)|([二三四])次(?=招标|采购|公告|比选|磋商|谈判|询价|中标|成交|流标|废标|$)")
_ANEW = re.compile(r"重新(?:组织)?(?:公开)?(?:招标|采购|比选|磋商|谈判|询价|公告)|再次(?:公开)?(?:招标|采购|比选|公告)|重招|重新招|[(]重新?[)]")
_N: Final = r"(?:[一二三四五六七八九十]{1,2}|\d{1,2}|[A-Z])"
_LOT_WORD: Final = r"(?:标段|合同段|分包|标包|包件|包(?![括含装办])|标(?![准书的]))"
_LOTS = re.compile(rf"[(\[]?第?({_N}(?:[、,，和及\-~至]第?{_N}){{0,8}})(?:个)?{_LOT_WORD}[)\]]?|[(\[]?{_LOT_WORD}({_N}(?:[、,，和及\-~至]{_N}){{0,8}})(?![\d个期批次])[)\]]?")
_ROLES: Final = (
    "勘察设计施工总承包", "设计施工总承包", "工程总承包", "施工总承包", "全过程工程咨询", "全过程咨询", "EPC总承包", "EPC", "总承包", "专业承包", "勘察设计", "勘察", "设计", "施工图审查", "施工", "监理", "造价咨询", "跟踪审计",
    "检测", "造价", "编制", "代建", "可行性研究报告", "招标代理",
)  # fmt: skip
_BACK: Final = (
    "公告", "公示", "公布", "通知书", "通知", "通告", "信息", "公开", "结果", "情况", "招标", "招投标", "公开招标", "邀请招标", "竞争性磋商", "竞争性谈判", "竞争性", "磋商", "谈判", "询价",
    "询比", "比选", "遴选", "竞价", "发包", "政府采购", "采购", "国内", "中标", "成交", "定标", "中选", "入围", "预中标", "拟中标", "候选人", "候选单位", "候选供应商", "中标人", "成交人", "中标单位", "成交供应商",
    "评标", "评审", "开标", "流标", "废标", "失败", "终止", "取消", "暂停", "中止", "更正", "变更", "澄清", "答疑", "延期", "补遗", "补充", "重新", "再次", "合同", "订立", "履行", "签订", "备案",
    "资格预审", "资格后审", "文件", "招标控制价", "控制价", "最高投标限价", "最高限价", "的", "及", "和", "与", "活动", "邀请", "首次", "项目结果", "未成交", "一次", ":", "-", "_", "、", "[]", "()",
)  # fmt: skip
_FRONT: Final = ("关于", "终止", "取消", "暂停", "中止", "公布", "对", "的", ":", "-", "公示", "公告", "中标候选人", "中标结果", "中标", "成交结果", "成交", "招标", "采购", "比选")
_BY = re.compile(r"^[一-鿿]{2,24}?(?:局|委员会|委|政府|办公室|中心|公司|厅|医院|学校|中学|小学)关于")
_TAGS = re.compile(r"^\[[^\[\]]{1,12}\]")
_EMPTY = re.compile(r"[(\[]\s*[)\]]")
_PROJECT_CODE = re.compile(r"^2\d{3}-\d{6}-\d{2}-\d{2}-\d{6}$")
_LABELLED = re.compile(
    r"(?:(?:招标|采购|交易|比选|磋商|谈判|询价|备案|标段|分包|合同包?)(?:项目|计划|公告|文件)?|项目|工程)(?:编号|编码|代码|号)\s{0,3}[：:]\s{0,3}([A-Za-z0-9一-鿿〔〕\[\]（）()\-_./]{4,60})"
)
_NUMBER = re.compile(r"[A-Z]{0,12}[A-Z\d][A-Z\d\-_./〔〕\[\]]{4,40}\d")
_IN_TITLE = re.compile(r"[(（\[【]([A-Za-z0-9\-_.]{6,40})[)）\]】]")
_NAMED = re.compile(r"(?:(?:招标|采购|比选)?(?:项目|工程|标段)名称|(?:招标|采购)项目)\s{0,3}[：:]\s{0,3}([^\n；;。\t]{4,100})")
_DAYS = re.compile(r"(?P<what>收到评标报告|开标|评标|评审|定标)(?:的)?(?:时间|日期|之日)\s{0,3}(?:[：:]|为|是)?\s{0,3}(?=20\d{2})")
_REPORTED = re.compile(r"(20\d{2}年\d{1,2}月\d{1,2}日)[^。；;\n\d]{0,12}(?:收到|接到)(?:了)?(?:评标委员会)?(?:提交|送达)?(?:的)?评标报告")
_DAY_NAMES: Final = {"收到评标报告": "reported", "开标": "opened"}


@dataclass(frozen=True, slots=True)
class Tender:
    """What an item says of a procedure. ``name`` is '' when it names none; ``time`` 1 unless told; ``anew``: 重新招标, of unknown number."""

    step: Step
    name: str
    roles: frozenset[str] = frozenset()
    lots: frozenset[str] = frozenset()
    time: int = 1
    anew: bool = False

    @property
    def is_repeated(self) -> bool:
        return self.time > 1 or self.anew


@dataclass(frozen=True, slots=True)
class TenderText:
    """What the text tells: numbers of the procedure, the name behind 项目名称, and days of opening and of evaluation."""

    numbers: frozenset[str] = frozenset()
    named: tuple[str, ...] = ()
    opened: date | None = None
    evaluated: date | None = None
    reported: date | None = None  # the report of the evaluation came
    passages: tuple[Passage, ...] = ()


def read_tender(title: str) -> Tender | None:
    """The procedure a title speaks of; None when it is no information on one."""
    plain = _TAGS.sub("", plain_title(title))
    if not _ABOUT.search(plain) or _NEWS.search(plain) or _NO_TENDER.search(plain):
        return None
    step = next((step for step, pattern in _STEPS if pattern.search(plain)), None)
    return None if step is None else named_so(plain, step)


def named_so(words: str, step: Step) -> Tender:
    """The procedure that ``words`` name: a title, or what stands behind 项目名称."""
    plain = _BY.sub("", plain_title(words), count=1)
    again = _AGAIN.search(plain)
    time = "一二三四".find(written) + 1 or int(written) if again and (written := again[1] or again[2] or again[3]) else 1
    anew = bool(_ANEW.search(plain)) and not again
    lots = frozenset(lot for found in _LOTS.finditer(plain) for lot in _lots(found[1] or found[2]))
    name, roles = _name(_LOTS.sub("", _AGAIN.sub("", plain)))
    return Tender(step, name, roles, lots, time, anew)


def read_tender_text(title: str, text: str) -> TenderText:
    """Numbers, names and days of an item's text, and the numbers its title tells."""
    words = text[:_MAX_TEXT]
    numbers: dict[str, None] = {}
    passages: list[Passage | None] = []
    for found in _IN_TITLE.finditer(plain_title(title)):
        if number := _number(found[1]):
            numbers[number] = None
    for found in _LABELLED.finditer(words):
        if (number := _number(found[1])) and len(numbers) < _MAX_NUMBERS:
            numbers[number] = None
            passages.append(passage("number", text, *found.span(1)))
    named = list(_NAMED.finditer(words))[:6]
    passages += [passage("named", text, *found.span(1)) for found in named]
    days: dict[str, date] = {}
    for found in _DAYS.finditer(words):
        told = find_dates(words[found.end() : found.end() + 24])
        if told:
            days.setdefault(_DAY_NAMES.get(found["what"], "evaluated"), told[0][0])
            passages.append(passage(found["what"], text, found.start(), found.end() + told[0][2]))
    if (found_day := _REPORTED.search(words)) and (told := find_dates(found_day[1])):
        days.setdefault("reported", told[0][0])
        passages.append(passage("reported", text, *found_day.span()))
    names = tuple(dict.fromkeys(found[1].strip() for found in named))
    return TenderText(frozenset(numbers), names, days.get("opened"), days.get("evaluated"), days.get("reported"), kept(*passages))


def _number(written: str) -> str:
    """One spelling of a number of a procedure; '' of a project's code and of what holds no number."""
    plain = re.sub(r"\s+", "", written).upper().translate(str.maketrans("（）【】", "()[]"))
    found = _NUMBER.search(plain)
    if found is None or sum(c.isdigit() for c in found.group()) < 4 or _PROJECT_CODE.match(found.group()):
        return ""
    return found.group()


def _lots(written: str) -> list[str]:
    """1, 2 of 一、二; 1, 2, 3 of 1-3."""
    ends = [_lot(each) for each in re.split(r"[、,，和及\-~至]第?", written) if each]
    if re.search(r"[\-~至]", written) and len(ends) == 2 and all(each.isdigit() for each in ends) and 0 < int(ends[1]) - int(ends[0]) < 30:
        return [str(n) for n in range(int(ends[0]), int(ends[1]) + 1)]
    return ends


def _lot(written: str) -> str:
    if written.isascii():
        return written.lstrip("0") or written
    digits = "一二三四五六七八九"
    if written[0] == "十":
        return str(10 + (digits.find(written[1:]) + 1 if written[1:] else 0))
    return str(digits.find(written[0]) + 1)


def _name(plain: str) -> tuple[str, frozenset[str]]:
    """The name without the words of procedures at its ends, and the roles that stood there."""
    name, roles, changed = _ANEW_WORDS.sub("", plain), [], True
    while changed:
        changed = False
        name = _EMPTY.sub("", name)
        for token in _FRONT:
            if name.startswith(token) and len(name) > len(token):
                name, changed = name[len(token) :], True
        for token in (*_BACK, *_ROLES):
            for ending in (token, f"({token})", f"[{token}]"):
                if name.endswith(ending):
                    name, changed = name[: -len(ending)], True
                    roles += [token] if token in _ROLES else []
        found = _IN_TITLE.search(name)
        if found and found.end() == len(name) and _number(found[1]):
            name, changed = name[: found.start()], True
    whole = {_ROLE_SAME.get(role, role) for role in roles}
    if "总承包" in whole:  # one thing, whatever it is made of
        return name, frozenset(("总承包",))
    return name, frozenset(part for role in whole for part in (("勘察", "设计") if role == "勘察设计" else (role,)))


_ANEW_WORDS = re.compile(r"(?:重新|再次)(?=(?:组织)?(?:公开)?(?:招标|采购|比选|磋商|谈判|询价|公告))|[(]重新?[)]")
_ROLE_SAME: Final = {
    "勘察设计施工总承包": "总承包", "设计施工总承包": "总承包", "工程总承包": "总承包", "EPC总承包": "总承包", "EPC": "总承包", "施工总承包": "施工", "专业承包": "施工", "全过程工程咨询": "全过程咨询",
    "造价": "造价咨询",
}  # fmt: skip
