"""What a title says of a consultation: that it calls for opinions, tells what became of them, or only speaks of it.

The name of the draft between 《 》 is not asked what the title does: 《样本区意见征集办法》 in a title calls for nothing.
"""

import re
from functools import lru_cache
from typing import Final, Literal

Says = Literal["call", "result", "either", "about", ""]

_BLANKS = re.compile(r"[\s\u200b-\u200d\ufeff\u2060]+")
_HALF_WIDTH = str.maketrans("（）：［］【】＜＞〈〉", "():[][]<><>")
_NAMED = re.compile(r"《[^《》]{0,200}》")
_DRAFT = re.compile(r"(?:征求意见|意见征集|意见征求|征集意见|公开征求|公示|送审|讨论)稿|草案")
_ASK: Final = "(?:征求|征集|征询|听取|收集)"
_VIEWS: Final = "(?:意见|建议|实事项目|金点子|看法)"
_NOTICE: Final = "(?:公告|通告|通知|启事|启示|公示|公开信|函|告示|倡议书?)"
_END: Final = r"(?:\([^()]{0,30}\)|[!！。])?$"

_CALLING_NOTICE = re.compile(rf"{_ASK}[^。，；]{{0,80}}{_VIEWS}(?:建议|和建议|及建议|与建议)?的?{_NOTICE}{_END}")
_CALL = re.compile(
    rf"{_ASK}[^。，；]{{0,80}}{_VIEWS}(?:建议|和建议|及建议|与建议)?{_END}"
    rf"|(?:意见|民意|建议)(?:公开)?(?:征集|征求|征询)(?:稿)?的?{_NOTICE}?{_END}"
    rf"|^\[?(?:意见|民意|网上|公开)?(?:征集|征求)(?:意见)?(?:[\]:]|[-—－]{{1,2}})"
    rf"|{_ASK}[^。，；]{{0,40}}{_VIEWS}[^。，；]{{0,12}}{_NOTICE}{_END}"
    rf"|(?:征求意见|意见征集|意见征求|征集意见)稿{_END}"
    rf"|听证会?的?(?:公告|通告|通知){_END}|听证公告"
)
_LABEL = re.compile(r"^\[?(?:征求意见|征集意见|意见征集|意见征求|民意征集)(结果|情况|采纳情况|结果反馈)?(?:[\]:]|[-—－]{1,2})(?=.{4})")
_RESULT = re.compile(
    r"(?:采纳|吸纳)(?:与否)?(?:的)?(?:公告|公示|通报|说明|反馈|报告|答复)|公众意见(?:的)?(?:汇总|处理)"
    r"|(?:征求|征集|听取)(?:公众|社会|各界)?(?:的)?(?:意见|建议)(?:建议)?(?:的)?(?:汇总|答复|回复)"
    r"|(?:意见|建议)(?:征集|征求|征询|反馈)?的?(?:采纳|采用|吸收|吸纳)"
    r"|(?:采纳|吸纳)(?:反馈|处理)?(?:的)?(?:情况|结果)"
    rf"|{_ASK}[^。，；]{{0,60}}{_VIEWS}[^。，；]{{0,8}}(?:情况|结果)"
    r"|(?:意见|民意|建议)(?:征集|征求|征询)(?:工作)?的?(?:情况|结果|反馈)"
    r"|(?:征集|征求|征询)(?:意见|建议)?(?:活动|工作)?的?(?:情况|结果)|听证(?:会)?(?:结果|报告|情况)"
    rf"|{_ASK}(?:公众|社会|各界)?{_VIEWS}(?:建议)?的?(?:反馈|处理|回应|回复|汇总)(?:意见)?的?(?:情况|结果|说明)"
)
_ENDS_AS_RESULT = re.compile(rf"(?:情况|结果|反馈|说明|通报|报告|公布|汇总表?|处理表|一览表|答复|回复|{_NOTICE}){_END}")
# Words that answer opinions as well as inspections and complaints: the body decides.
_ANSWER = re.compile(r"结果(?:的)?反馈|反馈(?:的)?(?:情况|结果)|(?:意见|建议)的?(?:反馈|回复|处理|办理|回应)|(?:回应|答复|修改)(?:情况|说明)|意见汇总")
# What is collected is no opinion: emblems, works, clues; the developer's own inquiry under the law on environmental impact.
_NO_OPINION = re.compile(
    r"征集[^。，；]{0,30}(?:标识|标志|徽标|会徽|LOGO|logo|吉祥物|线索|作品|征文|口号|标语|照片|图片|歌曲|歌词|史料|文物|案例|供应商|代理机构|志愿者|"
    r"中介机构|合作单位|商家|企业)|(?:标识|标志|徽标|吉祥物|线索|作品|征文|口号)征集|环境影响评价|环评"
)
_CHANGES = re.compile(r"延长|延期|延迟|延后|顺延|推迟|展期|终止|中止|暂停|撤回|取消|停止|暂缓|更正|勘误|变更公告")
# What is asked about is no decision of the authority: persons, the life of the party, purchases, surveys, ratings, registers.
_NO_DECISION = re.compile(
    r"任前|提拔|拟任用|(?:党组|党委|支部|领导)?班子(?:及|成员)|标兵|模范|评选|师德|(?:拟任|考察|推荐|推选)(?:人选|对象|干部)|干部(?:选拔|任用)|考核等次|年度考核|评先|评优|先进(?:个人|集体|单位)|(?:拟|予以)?表彰|荣誉称号|职称|"
    r"拟录用|拟聘用|入党|党员发展|预备党员|领导班子|班子成员|领导干部|民主生活会|组织生活会|民主评议|主题教育|党史学习|作风建设|政风|行风|巡察|巡视|述职|"
    r"采购(?:项目|需求|文件|意向|方式|公告|标的)|单一来源|招标|投标|比选|磋商|询价|竞争性|资格预审|政府购买服务项目|"
    r"问卷|满意度|(?:星级|等级|信用)(?:评定|评价|评级|评估)|评星定级|"
    r"(?:土地|林权|水权|用水权|不动产|房屋|产权|权属|宅基地|承包经营权|商标|社会组织)[^。，；]{0,12}(?:登记|确权)|(?:登记|确权)(?:发证)?(?:征求|公示)|"
    r"(?:建议|提案)(?:的)?(?:办理|答复)|(?:代表|委员)(?:的)?(?:建议|提案)|政府工作报告|(?:网站|公众号|栏目|客户端)(?:改版|建设|栏目|设置|服务)"
)
_BUYS = re.compile(r"(?:采购|招标|磋商|询价|比选|资格预审)(?:需求|文件|公告|参数)|任前公示|民主生活会|调查问卷|问卷调查|政府工作报告")
_RULES_OR_PLAN = re.compile(
    r"(?:办法|规定|细则|条例|制度|规则|措施|(?:实施|指导|若干|工作)意见|标准|规划|预案|政策|规程|方案|计划|指引|导则|规范)(?=$|》|\(|的?(?:公开)?(?:征求|征集|公示|意见|草案|修订))"
)
_OF_THE_STATE = re.compile(r"(?<!办)(?<!做)(?<!用)(?<!方)法(?:\([^()]{0,16}\))?》")
_OVER = re.compile(rf"{_ASK}[^。，；]{{0,20}}(?:期满|届满|结束|完毕|已截止)")  # 公开征求意见期满公告: the body tells what
_OTHER_ANSWER = re.compile(
    r"巡察|巡视|督察|督导|审计|信访|整改|人大|政协|提案|代表(?:的)?建议|投诉|举报|测评|考核|抽检|抽查|满意度|年检|体检|检查|验收|评议"
)
_NOT_OURS = re.compile(
    r"座谈|协商会|论证会|咨询会|推进会|专题会|交流会|解读|图解|起草说明|编制说明|答记者问|问答|转发|转载"
)
_NEWS = re.compile(
    r"审议|调研|走访|入户|深入|培训|学习|部署|扎实|圆满|有序|积极|动态|一线|问需|问计|主持|带队|赴|献策|热烈|显成效|简报|纪实"
)
_HELD = re.compile(r"召开|举行|举办|开展|组织|启动|完成")
_NOT_A_CALL = re.compile(r"印发|(?:制度|办法|规则|细则|规程|指南|总结|台账|汇总表|工作方案|实施方案)$")
_ENDS_AS_NOTICE = re.compile(rf"{_NOTICE}{_END}")
_NOTHING_ELSE = re.compile(rf"^[^◇]{{0,30}}(?:关于)?◇的?(?:{_NOTICE}|公开|公布)?{_END}")


def plain_title(title: str) -> str:
    """``title`` without blanks, brackets in one style."""
    return _BLANKS.sub("", title[:400]).translate(_HALF_WIDTH)


def outside_names(title: str) -> str:
    """``title`` in plain style with ◇ for every name between 《 and 》."""
    plain = plain_title(title)
    for _ in range(3):  # names hold names: 《关于印发《X》的通知》
        plain = _NAMED.sub("◇", plain)
    return plain


@lru_cache(maxsize=50_000)
def title_says(title: str) -> Says:
    """``call`` and ``result`` are certain; ``either`` needs the body; ``about`` is news or an explanation; '' is silent."""
    rest = outside_names(title)
    if _NOT_OURS.search(rest):
        return "about"
    if _NO_OPINION.search(rest):
        return ""
    if _RESULT.search(rest) and _ENDS_AS_RESULT.search(rest) and not _HELD.search(rest):
        return "result"
    if _OVER.search(rest):
        return "either"
    if _CALLING_NOTICE.search(rest) and not _RESULT.search(rest):
        return "call"
    if _NEWS.search(rest) or (_HELD.search(rest) and not _ENDS_AS_NOTICE.search(rest) and "关于" not in rest):
        return "about"
    if label := _LABEL.match(rest):  # before a name that ends as rules do
        return "result" if label[1] else "call"
    if _OTHER_ANSWER.search(rest) and not re.search(_ASK, rest):
        return ""
    if _NOT_A_CALL.search(rest):
        return "about" if re.search(rf"{_ASK}|采纳", rest) else ""
    if _RESULT.search(rest):
        return "result"
    if _ANSWER.search(rest):
        return "either"
    if _draft_announced(title, rest):
        return "call"
    if _CALL.search(rest):
        # 张某到乡镇征求意见和建议 ends like a call; a headline without 关于, 公开 or the word for a column needs its body.
        return (
            "call" if re.search(r"关于|公开|征求意见$|(?:意见|民意|建议)(?:征集|征求|征询)|听证|稿", rest) else "either"
        )
    return "either" if re.search(rf"{_ASK}|公示|草案|{_DRAFT.pattern}", rest) else ""


def _draft_announced(title: str, rest: str) -> bool:
    """《X（征求意见稿）》 alone or as a notice; X（征求意见稿） without the marks."""
    named = "".join(_NAMED.findall(plain_title(title)))
    return bool(_DRAFT.search(named) and _NOTHING_ELSE.search(rest)) or bool(
        re.search(r"\((?:征求意见|意见征集|征集意见)稿\)" + _END, rest)
    )


def changes_a_period(title: str) -> bool:
    """Whether a title extends, stops or gives up something: an asking, the making of a draft."""
    return bool(_CHANGES.search(outside_names(title)))


def collects_no_opinions(title: str) -> bool:
    """Whether what a title collects or asks about is no opinion on a decision: emblems, clues, a developer's 环评."""
    return bool(_NO_OPINION.search(outside_names(title)))


def asks_no_decision(title: str) -> bool:
    """Whether what a title asks about is no decision: persons, party life, purchases, surveys, ratings, registers. A title that
    names rules or a plan for such a thing (年度考核办法) asks about those."""
    plain = plain_title(title)
    if _BUYS.search(plain) and not _RULES_OR_PLAN.search(plain):
        return True
    return bool(_NO_DECISION.search(outside_names(title))) and not _RULES_OR_PLAN.search(plain)


def may_ask_no_decision(title: str) -> bool:
    """The same said anywhere in a title, also of what names rules for it: a person must look."""
    return bool(_NO_DECISION.search(plain_title(title)))


def is_of_the_state(title: str) -> bool:
    """Whether a title asks about a law (《教育法（修订草案）》), which only the national legislator makes."""
    return bool(_OF_THE_STATE.search(plain_title(title)))


def answers_something_else(title: str) -> bool:
    """Whether a title answers an inspection, a petition, a proposal of deputies: opinions nobody asked the public for."""
    rest = outside_names(title)
    return bool(_OTHER_ANSWER.search(rest)) and not re.search(_ASK, rest)
