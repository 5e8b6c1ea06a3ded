"""Which calls for opinions are about a draft, and which law sets the least period for one of them.

The year's document asks for nothing here but that results are told; thirty days and an explanation bind by law, and only what
that law covers: a call that says itself that it is a 重大行政决策, or closely touches 市场主体, or whose title is of a kind the
law names. Of all others a person must say whether the law covers them.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from crawler.archive import Corpus
from crawler.extract.consultation_titles import may_ask_no_decision, outside_names, plain_title
from crawler.extract.periods import squeezed
from rules.checks._consultations import Asked, Call, consultations, since_of
from rules.model import Duty
from rules.texts import has_name

_DRAFT = re.compile(r"稿|草案|方案|办法|细则|规定|规划|条例|标准|预案|措施|目录|制度|规则|规程|公约")
# What is collected to be decided on later: topics, projects, clues. No draft can be attached.
_TOPICS = re.compile(
    r"实事|金点子|选题|议题|线索|建言|立项|备选|问需|项目建议|建议项目|立法(?:项目|计划)|决策事项(?:目录)?的?建议|(?:目录|计划|规划)(?:编制)?建议|工作报告"
)
_DECIDED = re.compile(r"意见》|实事项目》|(?:实施|指导|若干)意见|清单|名录|政策|定价|价格|收费|划定|区划|布局|选址|范围|补偿|决定|通告|导则|指引|规范|纲要|设计|改造")
# Asked under a law of their own, or of what is no decision yet: risk to stability, annals, names of places as proposals.
_OTHER_ASKING = re.compile(r"党组|党委|党支部|工作要点|志[(》]|(?:团体|行业|国家)标准|许可|批前公示|规划设计方案|总平面|建设工程|(?:机构|学校|医院|网点)[^。]{0,6}(?:设立|变更|终止)|评选|评定|认定|社会稳定风险|稳评|风险评估|水土保持|节能审查|可行性研究|区志|县志|年鉴|志书|志稿|教材|宣传册|手册|需求调查|意向")
_WISHES = re.compile(r"(?:征集|征求|听取)[^《》]{0,40}(?:规划|计划|工作|项目|实事)[^《》]{0,10}(?:意见建议|建议|意见|金点子)|建言献策|问计|金点子")
_ARTICLE_BEGINS = re.compile(r"^第[一二三四五六七八九十百1-9][^，。]{0,3}[章条]", re.MULTILINE)
_MAJOR = re.compile(
    r"(?:根据|按照|依据|依照|遵照)[^。；]{0,80}《[^《》]{0,20}重大行政决策(?:程序)?[^《》]{0,20}》"
    r"|(?:列入|属于|纳入|作为|确定为)[^。；]{0,40}重大行政决策"
)
# 原办法系根据《…》制定: what the old rule rested on says nothing of this draft.
_OF_OLD = re.compile(r"(?:原|旧|上一版|此前|以往|当时|曾)[^。；\n]{0,60}重大行政决策")
_NOT_MAJOR = re.compile(r"(?:不|未|非|是否)(?:属于|作为|涉及|列入|纳入|构成|是)?[^。；]{0,12}重大行政决策")
_MARKET = re.compile(r"与(?:市场主体|经营主体)[^。；]{0,4}生产经营[^。；]{0,8}密切相关")
_RULES = re.compile(r"办法|规定|细则|措施|规则|制度|规范|条例|若干")
_NOT_MARKET = re.compile(r"(?:不|未|非|是否)(?:属于|涉及|构成|是)?[^。；]{0,6}与(?:市场主体|经营主体)")
# A rule about requisition is no plan of one, and neither is who values the houses or what became of the plan.
_REQUISITION_PLAN = re.compile(r"国有土地上房屋征收.{0,20}补偿.{0,6}方案")
_NO_PLAN = re.compile(r"集体土地|评估|办法|规定|细则|选定|标准")
_PLAN = re.compile(r"控制性详细规划|(?:城市|县城|城镇|镇)总体规划|(?<![城镇])乡规划(?=[(《》\[]|草案|$)|村庄规划")
_PLAN_PART = re.compile(r"修改|调整|修编|局部|优化|动态|批前|批后|批准|设计条件|国土空间|管理|办法|规定|导则|编制|评估|经费|细则")


@dataclass(frozen=True, slots=True)
class Binding:
    """The law that covers one call. ``may_shorten``: it allows a shorter period when the call explains it."""

    law: str
    may_shorten: bool = True


def drafts_asked_about(corpus: Corpus, duty: Duty, kinds: tuple[str, ...]) -> list[Asked]:
    """The unit's consultations about a draft that were published in the period judged, and those without a day."""
    found = []
    for asked in consultations(corpus, duty.unit, kinds, since_of(duty.applies_from)):
        first = first_day(asked)
        if first and not duty.applies_from <= first <= duty.as_of:
            continue
        if any(_is_about_a_draft(call) for call in asked.calls) and (law_of(asked) or asked.last.reading.how != "notice"):
            found.append(asked)
    return found


def first_day(asked: Asked) -> date | None:
    """The day its last round was published: of two columns the earlier. None when no call shows a day."""
    days = [c.article.published for c in asked.calls if c.article.published and c.reading.closes == asked.last.reading.closes]
    return min(days, default=None)


def law_of(asked: Asked) -> Binding | None:
    """The law that covers a consultation by the words of its calls; None when nothing certain says so."""
    return next((found for call in asked.calls if (found := _law(call))), None)


_REQUISITION: Final = Binding("《国有土地上房屋征收与补偿条例》第十条", may_shorten=False)
_PLANNING: Final = Binding("《城乡规划法》第二十六条", may_shorten=False)
_DECISION: Final = Binding("《重大行政决策程序暂行条例》第十五条")
_BUSINESS: Final = Binding("《优化营商环境条例》第六十二条")


def _law(call: Call) -> Binding | None:
    title = plain_title(call.article.title)
    if _REQUISITION_PLAN.search(title) and not _NO_PLAN.search(title):
        return _REQUISITION
    if _PLAN.search(title) and not _PLAN_PART.search(title):
        return _PLANNING
    words = squeezed(before_the_draft(call.text))
    if _MAJOR.search(words) and not _NOT_MAJOR.search(words) and not _OF_OLD.search(words) and "重大行政决策" not in "".join(call.subject.cores):
        return _DECISION
    rules = any(_RULES.search(core) for core in call.subject.cores)
    return _BUSINESS if rules and _MARKET.search(words) and not _NOT_MARKET.search(words) else None


def is_of_a_decision(call: Call) -> bool:
    """Whether a call surely asks about a draft of rules, a plan or a policy: nobody is blamed for what only may be one."""
    title = call.article.title
    if not call.reading.has_draft and _WISHES.search(plain_title(title)):
        return False  # what people wish a plan to hold is asked before there is a draft: 十五五规划建言献策
    if may_ask_no_decision(title) or _TOPICS.search(outside_names(title)) or _OTHER_ASKING.search(plain_title(title)):
        return False
    names = [*call.subject.cores, plain_title(title)]
    return call.reading.has_draft or any(_DRAFT.search(name) or _DECIDED.search(name) for name in names)


def before_the_draft(text: str) -> str:
    """What the call itself says, without the draft printed behind it."""
    begins = _ARTICLE_BEGINS.search(text)
    return text[: begins.start()] if begins else text


def _is_about_a_draft(call: Call) -> bool:
    rest = outside_names(call.article.title)
    if "听证" in rest or _TOPICS.search(plain_title(call.article.title)):
        return False
    return has_name(call.article.title) or bool(_DRAFT.search(rest)) or call.reading.has_draft
