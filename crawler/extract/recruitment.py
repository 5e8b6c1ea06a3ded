"""招聘、招考信息的判读：哪一次招聘、走到哪一步。 Recruitment: which one an item belongs to, and how far it has come.

读得出：招聘公告（简章），补充、更正、延期，岗位取消、核减，资格审查、笔试、面试、体检、考察，拟聘用（录用）公示，聘用（录用）结果，终止招聘；
标题写明的年度、上下半年或季度、批次、补充招聘、第几次招聘、考试或考核、选调、招聘单位、岗位；正文点名的招聘公告，写明在哪里公布结果。
读不出：只写“公示”“公告”的标题；岗位表在附件里的，不逐个岗位对；没有写年度的，由用的人按日期推。
不是招聘信息：招聘会、企业用工信息，新闻，职称评审，任免，选聘中介机构；竞争上岗。
拟聘用公示自己分的批（公示（第一批））不是招聘的批次，不据以区分。
依据：事业单位人事管理条例第九条、政府信息公开条例第二十条第十四项所说的各个环节；叫法按各地人社部门的通行写法整理。
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from crawler.extract.place import Passage, kept, passage
from crawler.extract.title_words import plain_title

version = 1

_MAX_TEXT: Final = 20_000
_NAMED_MOST: Final = 12


class Step(StrEnum):
    """How far a recruitment has come with an item."""

    NOTICE = "notice"
    CHANGE = "change"
    CANCELLED = "cancelled"  # posts, not all of it
    QUALIFIED = "qualified"
    WRITTEN = "written"
    INTERVIEW = "interview"
    PHYSICAL = "physical"
    VETTED = "vetted"
    REPLACED = "replaced"  # somebody withdrew, the next is called
    PROPOSED = "proposed"
    TAKEN_ON = "taken on"
    STOPPED = "stopped"


STEP_NAMES: Final = {
    Step.NOTICE: "招聘公告", Step.CHANGE: "补充更正", Step.CANCELLED: "岗位取消核减", Step.QUALIFIED: "资格审查", Step.WRITTEN: "笔试",
    Step.INTERVIEW: "面试", Step.PHYSICAL: "体检", Step.VETTED: "考察", Step.REPLACED: "递补", Step.PROPOSED: "拟聘用（录用）公示", Step.TAKEN_ON: "聘用（录用）结果",
    Step.STOPPED: "终止招聘",
}  # fmt: skip
ENDINGS: Final = frozenset((Step.PROPOSED, Step.TAKEN_ON))

_NEWS = re.compile(
    r"顺利|圆满|召开|举行|举办|座谈|推进会|工作会|培训|开班|[我全][区县市][^。]{0,16}(?:结束|开展|启动|完成)|喜报|风采|解读|问答|图解|报考指南|防疫|防控|温馨提示"
)
_NO_RECRUITMENT = re.compile(
    r"招聘会|招聘周|招聘月|招聘活动|专场|春风行动|直播|用工|企业招聘|岗位信息|意向|竞聘|竞争上岗|职称|评审|任前|任免|骗局|暂行办法|管理办法|实施办法|经费|补贴|"
    r"(?:选聘|遴选|招募)[^。]{0,16}(?:公司|机构|中介|事务所|供应商|单位|媒体|基地|合作|项目)"
)
_TAKES_ON = re.compile(
    r"招聘|招考|招录|招收|选聘|选调|遴选|招募|补录|补招|考录|考试录用|录用公务员|拟录|拟聘|录用|引进[^。]{0,20}人才|人才引进|引才|聘用[^。]{0,6}(?:人员|结果)|(?:面试|笔试)[^。]{0,10}(?:成绩|名单|通知|公告)"
)
_STOPPED = re.compile(r"(?:终止|取消|中止|停止|暂停)(?![^。]{0,50}(?:岗位|职位|名额|计划|资格))[^。]{0,60}(?:招聘|招考|招录|选聘|选调|引进|招募)|(?:招聘|招考|选聘|选调)(?:工作)?(?:终止|取消|中止|停止)")
_CANCELLED = re.compile(r"(?:取消|核减|调减|削减|减少|调整)[^。]{0,50}(?:岗位|职位|名额|计划|指标|人数)|(?:岗位|职位|名额|计划|指标)(?:的)?(?:取消|核减|调减|削减|减少|调整)|开考(?:比例|情况)")
# Of several steps named in one title (笔试成绩及面试人员名单) the furthest counts, in this order.
_STEPS: Final = (
    (Step.PROPOSED, re.compile(r"拟(?:聘用|录用|聘|录取|录|选调|选聘|遴选|引进|招募|招聘|补录|调入)|(?:聘用|录用|选调|录取)(?:人员)?(?:名单)?(?:的)?公示")),
    (Step.TAKEN_ON, re.compile(r"(?:聘用|录用|录取|招聘|招考|招录|选调|招募)(?:人员)?(?:结果|名单)|(?:办理|予以|同意)(?:聘用|录用)|(?<!拟)(?:聘用|录用)(?:人员)?的?(?:通知|通告|公布)")),
    (Step.REPLACED, re.compile(r"递补|放弃[^。]{0,8}资格")),
    (Step.VETTED, re.compile(r"考察(?!招聘|引进)|政审")),
    (Step.PHYSICAL, re.compile(r"体检")),
    (Step.INTERVIEW, re.compile(r"面试|试讲|技能(?:测试|操作|考核)|专业测试|考试总成绩|总成绩|综合成绩|入围")),
    (Step.WRITTEN, re.compile(r"笔试|准考证|成绩|考场|加分")),
    (Step.QUALIFIED, re.compile(r"资格(?:审查|初审|复审|审核|复核)|报名(?:情况|结果|人数|统计)")),
)  # fmt: skip
_CHANGE = re.compile(r"(?:更正|变更|延期|延长|顺延|推迟|调整|修改|勘误|暂缓)[^。]{0,12}$|补充(?:公告|通知|说明|通告)|延长报名|(?:延期|推迟|暂缓)(?:举行|进行)?|(?:更正|变更)(?:公告|通知|说明)")
_NOTICE = re.compile(r"(?:公告|简章|启事|通告|方案|公示|通知|信息)(?:[(（][^()（）]{0,16}[)）])?$|(?:招聘|招考|选聘|选调|招募)$")
_YEAR = re.compile(r"(?<!\d)(20\d{2})年?度?(?!\d)")
_PART = re.compile(r"(上|下)半年|第?([一二三四1-4])季度|([春夏秋冬])季|(?<![\d年月日])(1[0-2]|[1-9])月(?!\d{1,2}日)")
_BATCH = re.compile(r"第([一二三四五六七八九十\d]{1,2})批次?")
_AGAIN = re.compile(
    r"(?:第([二三四五六2-9])(?:次|轮)|([二三])次)(?=(?:公开|面向|考试|考核|集中|补充)?[^。]{0,6}(?:招聘|招考|选聘|选调|引进|招募|公告|简章|启事))"
    r"|(补充|补员)(?=(?:公开|面向社会)?(?:考试|考核|直接)?(?:招聘|招考|选聘|选调|招录))|(补录|补招|再次招聘|再次公开招聘)"
)
_ORGAN = re.compile(
    r"^[一-鿿]{0,18}?(?:人民医院|中医院|妇幼保健院|保健院|卫生院|医院|(?<!中)小学|(?<!小)中学|职业?中?学校|学校|幼儿园|大学|学院|党校|疾控中心|中心(?!城)|公司|林场|"
    r"图书馆|文化馆|博物馆|档案馆|街道(?:办事处|办)?|(?:(?<![城乡集])镇|乡(?![镇村土]))(?:人民政府|政府)?|人民政府|委员会|(?<![全总])局|(?:人社|教育|卫健)局|办公室|委(?!托|派|培))"
)
_BARE_ORGAN = re.compile(r"^(?:公办|民办|乡镇|基层|城区|农村|各)?(?:人民医院|中医院|卫生院|医院|小学|中学|学校|幼儿园|大学|学院|高校|街道|镇|乡|中心|局|公司)?$")
_BUREAU = re.compile(r"(?:局|委员会|委|办公室|人民政府|政府)$")
_ASSESSED = re.compile(r"考核|直接考察|考察招聘|直接招聘|引进|引才")
_EXAMINED = re.compile(r"考试")
_TRANSFER = re.compile(r"选调|遴选|商调")
_CIVIL = re.compile(r"公务员|参公|参照公务员法|考录|考试录用|选调生|人民警察|行政执法类")
_CONTRACT = re.compile(
    r"编外|聘用制|劳务|派遣|合同制|临聘|临时|公益性?岗|公益性岗位|辅警|协管|网格员|社区工作者|社工|专干|后勤|公司|国有企业|国企|志愿者|见习|三支一扶|西部计划|特岗|安置|政府购买|村(?:级|文书|医)|"
    r"辅助|保洁|保安|驾驶员|消防员|专职消防|护林员|食堂|临时工|代课|顶岗|银龄"
)
_INSTITUTION = re.compile(r"事业单位|事业编|教师|卫生|医疗|医务|医生|医学|护士|专业技术|高层次|紧缺|人才")
_WORDS = re.compile(
    r"(?<!\d)20\d{2}(?:年度?)?|年度|[上下]半年|第?[一二三四1-4]季度|[春夏秋冬]季|第[一二三四五六七八九十\d]{1,2}[批次轮](?:次)?|[二三]次|"
    r"\d{1,4}(?:名|人|个)|关于|面向(?:社会|全国|全省|全市|全区|省内外)?|向社会|社会|公开|集中|统一|自主|直接|赴外?(?:地)?(?:省内外)?高校|校园|招聘|招考|招录|招收|选聘|选调|遴选|招募|引进|引才|考核|考试|考察|补充|补录|补招|补员|录用|"
    r"拟|聘用|事业单位|事业编制?|工作人员|人员|公告|简章|启事|通告|通知|公示|方案|信息|名单|部分|岗位|职位|计划|名额|取消|核减|调减|调整|终止|中止|停止|暂停|递补|所属|下属|直属|区属|区直|区级|县级|全区|我区|本区|"
    r"笔试|面试|体检|时间|进入|参加|资格|报名|延期|延长|推迟|变更|更正|结果|成绩|工作|有关|事项|相关|若干|拟定|的|及|和|与|[()（）\[\]《》、,，.:：\-_—“”\"]"
)
_HEAD_MARKS = re.compile(r"递补|放弃|拟(?:聘|录|选|遴|引|招|补|调)|(?:聘用|录用)(?:人员)?(?:结果|名单|公示)|体检|考察(?!招聘)|政审|面试|笔试|总成绩|成绩|资格(?:审查|初审|复审|审核|复核)|准考证|入围")
_NAMED = re.compile(r"《([^《》]{6,100}?(?:公告|简章|启事|通告|方案)(?:[（(][^（）()]{0,12}[)）])?)》")
_ELSEWHERE = re.compile(r"(?:公示|公布|公告|发布)[^。；;\n]{0,30}|[^。；;\n]{0,60}(?:公示|公布|公告|发布)")
_SITE = re.compile(r"[一-鿿]{2,24}(?:人事考试网|人社局(?:官网|网站)|人力资源(?:和|与)?社会保障局?(?:官网|网站|网)|人才网|考试信息网|公共招聘网|教育局(?:官网|网站)|政府(?:门户)?网站?|微信公众号|公众号|门户网站)")
_BEFORE_SITE = re.compile(r"^.*(?:在|于|至|到|登录|通过)")


@dataclass(frozen=True, slots=True)
class Recruitment:
    """What a title says of a recruitment; '' and None where it says nothing. ``posts`` is what tells it from another of the same time."""

    step: Step
    year: int | None = None
    part: str = ""  # 上半年, 二季度, 春季
    batch: int | None = None
    again: str = ""  # 2, 3, 补充
    organ: str = ""  # an institution, a township; bureaus stand in ``bureau``
    bureau: str = ""
    posts: str = ""
    way: str = ""  # exam, assessed
    sort: str = ""  # civil, contract, institution
    transfer: bool = False

    @property
    def is_bare(self) -> bool:
        """Whether it names no recruitment at all: 拟聘用人员公示."""
        return not (self.year or self.part or self.batch or self.again or self.organ or self.posts)


@dataclass(frozen=True, slots=True)
class RecruitmentText:
    """What the text of an item says: which notices it names, and where it says that results are shown."""

    named: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()


def read_recruitment(title: str, places: tuple[str, ...] = ()) -> Recruitment | None:
    """The recruitment a title speaks of; None when it speaks of none. ``places``: the district's names, longest first."""
    plain = re.sub(r"^(?:\[[^\[\]]{1,12}\]|转发)+", "", plain_title(title))
    if not _TAKES_ON.search(plain) or _NO_RECRUITMENT.search(plain) or _NEWS.search(plain):
        return None
    step, at = _step(plain)
    if step is None:
        return None
    head = plain if step in (Step.NOTICE, Step.CHANGE, Step.CANCELLED, Step.STOPPED) else plain[:at]
    year = _YEAR.search(plain)
    organ, bureau, rest = _organ(head, places)
    again = _AGAIN.search(plain)
    return Recruitment(
        step,
        int(year[1]) if year else None,
        _part(head),
        _number(found[1]) if (found := _BATCH.search(head)) else None,
        _again(again) if again else "",
        organ,
        bureau,
        _WORDS.sub("", _AGAIN.sub("", _PART.sub("", rest))),
        "assessed" if _ASSESSED.search(plain) else "exam" if _EXAMINED.search(plain) else "",
        _sort(plain),
        bool(_TRANSFER.search(plain)),
    )


def read_recruitment_text(text: str) -> RecruitmentText:
    """The notices a text names between 《 》, and the websites on which it says that something is shown."""
    words = text[:_MAX_TEXT]
    named: list[str] = []
    passages: list[Passage] = []
    for found in _NAMED.finditer(words):
        name = re.sub(r"\s+", "", found[1])
        if _TAKES_ON.search(name) and name not in named and len(named) < _NAMED_MOST:
            named.append(name)
            passages += kept(passage("named", text, *found.span()))
    sites: list[str] = []
    for found in _SITE.finditer(words):
        around = words[max(0, found.start() - 60) : found.end() + 60]
        name = _BEFORE_SITE.sub("", found.group())
        if _ELSEWHERE.search(around) and name not in sites:
            sites.append(name)
            passages += kept(passage("site", text, found.end() - len(name), found.end()))
    return RecruitmentText(tuple(named), tuple(sites), tuple(passages))


def is_institution(title: str, text: str) -> bool:
    """Whether a recruitment is one of public institutions under the 条例 that demands 公示: the page says so itself."""
    plain = re.sub(r"\s+", "", f"{title}\n{text[:_MAX_TEXT]}")
    told = "事业单位" in title or re.search(r"事业单位人事管理条例|事业单位公开招聘", plain)
    return bool(told) and not _CONTRACT.search(plain_title(title))


def _step(plain: str) -> tuple[Step | None, int]:
    """The step, and where the words behind the name of the recruitment begin."""
    marks = _HEAD_MARKS.search(plain)
    at = marks.start() if marks and marks.start() > 0 else 0 if marks else len(plain)
    if _STOPPED.search(plain):
        return Step.STOPPED, len(plain)
    if _CANCELLED.search(plain):
        return Step.CANCELLED, len(plain)
    if _CHANGE.search(plain) and not re.search(r"递补|放弃|拟(?:聘|录)", plain):
        return Step.CHANGE, at
    for step, pattern in _STEPS:
        if found := pattern.search(plain):
            return step, min(at, found.start()) if at else at
    return (Step.NOTICE, len(plain)) if _NOTICE.search(plain) else (None, 0)


def _part(head: str) -> str:
    found = _PART.search(head)
    if found is None:
        return ""
    half, quarter, season, month = found.groups()
    if half:
        return f"{half}半年"
    if quarter:
        return f"{'一二三四'[int(quarter) - 1] if quarter.isdecimal() else quarter}季度"
    return f"{season}季" if season else f"{month}月"


def _number(written: str) -> int:
    if written.isdecimal():
        return int(written)
    digits = "一二三四五六七八九"
    if "十" in written:
        before, _, after = written.partition("十")
        return (digits.find(before) + 1 if before else 1) * 10 + (digits.find(after) + 1 if after else 0)
    return digits.find(written) + 1


def _again(found: re.Match[str]) -> str:
    times = found[1] or found[2]
    return str(_number(times)) if times else "补充"


def _organ(head: str, places: tuple[str, ...]) -> tuple[str, str, str]:
    """(institution, bureau, the words without them). 样本区人民医院 names one, 样本区幼儿园 of 招聘幼儿园教师 does not."""
    rest = re.sub(r"^(?:关于|取消|终止|公布|调整)+", "", _YEAR.sub("", head, count=1))
    place = next((p for p in places if rest.startswith(p)), "")
    inner = re.sub(r"^[区县市](?=[一-鿿]{3})", "", rest.removeprefix(place)) if place or rest[:1] in "区县市" else rest
    found = _ORGAN.match(inner)
    if found is None:
        return "", "", inner
    name = found.group()
    # A bare kind of institution is whose it is only where a place stands before it: 样本区人民医院, not 公办幼儿园.
    if _BARE_ORGAN.match(name) and not re.search(r"人民医院|中医院|党校|疾控中心", name):
        return "", "", inner
    if _BUREAU.search(name) and not re.search(r"[镇乡街道](?:人民政府|政府|办事处)$", name):
        return "", name, inner[len(name) :]
    return re.sub(r"(?:人民政府|政府|办事处|办)$", "", name), "", inner[len(name) :]


def _sort(plain: str) -> str:
    if _CIVIL.search(plain):
        return "civil"
    if _CONTRACT.search(plain):
        return "contract"
    return "institution" if _INSTITUTION.search(plain) else ""
