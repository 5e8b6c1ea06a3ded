"""政策咨询库条目的判读：属于哪些主题、是不是一问一答、答复有没有写明依据的文件。 What one entry of a base of policy answers is.

读得出：标题或正文里的七类主题（生育、教育、就业、创业、养老、医疗、纳税）；标题是问句，或正文有“问：”“答：”；答复里的《文件名》或文号。
读不出：图片和附件里的问答；主题换了说法的（perhaps，只提示）。
不是问答：通知、新闻、解读文章的标题。
依据：年度要点“围绕社会公众关注的生育、教育、就业、创业、养老、医疗、纳税等各类高频政策咨询事项”“对现行有效政策文件予以分解提炼”。
"""

import re
from dataclasses import dataclass
from typing import Final

version = 2

_MAX_TEXT: Final = 20_000
TOPICS: Final[dict[str, re.Pattern[str]]] = {
    "生育": re.compile(r"生育|生孩子|[二三]孩|产假|育儿|托育|孕产|怀孕|计划生育|新生儿|分娩"),
    "教育": re.compile(r"教育|入学|上学|学校|学生|幼儿园|招生|助学|学籍|转学|教师|中考|高考|学前"),
    "就业": re.compile(r"就业|失业|求职|公益性?岗位|招聘|见习|务工|稳岗|职业技能|技能培训"),
    "创业": re.compile(r"创业|创办|开办企业|个体工商户|营业执照|开[一]?[家个][^。？?]{0,8}店"),
    "养老": re.compile(r"养老|老年|老人|高龄|退休|空巢"),
    "医疗": re.compile(r"医疗|医保|医院|看病|就医|门诊|住院|诊疗|药品|家庭医生|慢特病|接种|疫苗|挂号"),
    "纳税": re.compile(r"纳税|税|发票"),
}
# Words that may speak of a topic, and of others too: nobody may say that the topic is missing.
_LOOSE: Final[dict[str, re.Pattern[str]]] = {
    "生育": re.compile(r"宝宝|婴|孕|产[检后前假]|陪产|哺乳|月子|准生|三胎|二胎|多孩|出生|母婴|计生|独生子女|儿童|妇幼|结婚|户口"),
    "教育": re.compile(r"小学|初中|高中|大学|幼儿|入园|报名|学位|学区|课后|托管|双减|培训|奖学金|资助|考试|毕业|课程|教材|师范|辅导|随迁|划片|摇号|寄宿|职高|中职|读书|孩子|学费|营养餐"),
    "就业": re.compile(r"工作|岗位|工资|劳动|用工|零工|裁员|招工|毕业生|技能|人才|实习|工伤|上岗|灵活|社保补贴|下岗|打工|农民工|应聘|人事"),
    "创业": re.compile(r"开店|办照|执照|小微|贷款|贴息|孵化|企业|注册|经营|工商|摊|电商|市场主体|返乡|创客|营业|开公司|自主|许可"),
    "养老": re.compile(r"敬老|老龄|老年|社保|居家|照护|护理|长寿|社会保险|待遇|适老|津贴|[6-8]0[周]?岁|助餐|供养|特困|年金|失能"),
    "医疗": re.compile(r"报销|住院|[药医病诊]|异地|体检|救助|健康|参保|手术|处方|社保"),
    "纳税": re.compile(r"税|减免|申报|抵扣|缴费|开票|专项附加|印花|契|票"),
}
_QUESTION: Final = re.compile(
    r"[？?]|吗$|呢$|如何|怎么|怎样|哪些|哪里|哪儿|什么|是否|多少|多久|几[个年天岁次种]|能不能|可不可以|可以不可以|能否|可否|谁|何时|为何|问答|百问|[问答]{1,2}[:：]"
)
_ASKED: Final = re.compile(r"(?:^|\n)\s*(?:\d{1,3}[.、．]\s*)?(?:问|Q|问题|答|A|咨询内容|回复)\s*[:：]|[？?]\s*(?:\n|$)")
_NAMES: Final = re.compile(r"《[^《》]{3,100}|[〔\[［【（(﹝](?:19|20)\d{2}[〕\]］】）)﹞]\s?第?\s?\d{1,5}\s?号")
_BASE: Final = re.compile(r"政策(?:法规)?(?:业务)?(?:咨询|问答|知识)(?:问答|咨询)?(?:知识)?(?:库|平台|专区|专栏)?|(?:咨询|问答|知识)(?:问答)?库|政策百问|高频咨询|常见问题")


@dataclass(frozen=True, slots=True)
class PolicyAnswer:
    """一条政策问答：主题、问句、依据。``perhaps`` are topics it may speak of in other words."""

    topics: tuple[str, ...]
    is_question: bool
    names_document: bool
    perhaps: tuple[str, ...] = ()


def read_policy_answer(title: str, text: str) -> PolicyAnswer:
    """What an entry says, by its title and its body."""
    text = text[:_MAX_TEXT]
    return PolicyAnswer(
        topics=tuple(name for name, pattern in TOPICS.items() if pattern.search(title) or pattern.search(text)),
        is_question=bool(_QUESTION.search(title.strip()) or _ASKED.search(text)),
        names_document=bool(_NAMES.search(text)),
        perhaps=tuple(name for name, pattern in _LOOSE.items() if pattern.search(title) or pattern.search(text)),
    )


def may_be_base(title: str) -> bool:
    """Whether a title may be that of a base of policy answers, or of a part of one."""
    return bool(_BASE.search(title))
