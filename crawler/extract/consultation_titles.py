"""What a title says of a consultation: that it calls for opinions, tells what became of them, or only speaks of it.

The name of the draft between 《 》 is not asked what the title does: 《样本区意见征集办法》 in a title calls for nothing.
"""

import re
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
    rf"|^\[?(?:意见|民意|网上|公开)?(?:征集|征求)(?:意见)?[\]:]"
    rf"|{_ASK}[^。，；]{{0,40}}{_VIEWS}[^。，；]{{0,12}}{_NOTICE}{_END}"
    rf"|(?:征求意见|意见征集|意见征求|征集意见)稿{_END}"
    rf"|听证会?的?(?:公告|通告|通知){_END}|听证公告"
)
_RESULT = re.compile(
    r"(?:采纳|吸纳)(?:与否)?(?:的)?(?:公告|公示|通报|说明|反馈|报告|答复)|公众意见(?:的)?(?:汇总|处理)"
    r"|(?:征求|征集|听取)(?:公众|社会|各界)?(?:的)?(?:意见|建议)(?:建议)?(?:的)?(?:汇总|答复|回复)"
    r"|(?:意见|建议)(?:征集|征求|征询|反馈)?的?(?:采纳|采用|吸收|吸纳)"
    r"|(?:采纳|吸纳)(?:反馈|处理)?(?:的)?(?:情况|结果)"
    rf"|{_ASK}[^。，；]{{0,60}}{_VIEWS}[^。，；]{{0,8}}(?:情况|结果)"
    r"|(?:意见|民意|建议)(?:征集|征求|征询)(?:工作)?的?(?:情况|结果|反馈)"
    r"|(?:征集|征求|征询)(?:意见|建议)?(?:活动|工作)?的?(?:情况|结果)|听证(?:会)?(?:结果|报告|情况)"
)
_ENDS_AS_RESULT = re.compile(rf"(?:情况|结果|反馈|说明|通报|报告|公布|汇总表?|处理表|一览表|答复|回复|{_NOTICE}){_END}")
# Words that answer opinions as well as inspections and complaints: the body decides.
_ANSWER = re.compile(r"结果(?:的)?反馈|反馈(?:的)?(?:情况|结果)|(?:意见|建议)的?(?:反馈|回复|处理|办理)")
# What is collected is no opinion: emblems, works, clues; the developer's own inquiry under the law on environmental impact.
_NO_OPINION = re.compile(
    r"征集[^。，；]{0,30}(?:标识|标志|徽标|会徽|LOGO|logo|吉祥物|线索|作品|征文|口号|标语|照片|图片|歌曲|歌词|史料|文物|案例|供应商|代理机构|志愿者|"
    r"中介机构|合作单位|商家|企业)|(?:标识|标志|徽标|吉祥物|线索|作品|征文|口号)征集|环境影响评价|环评"
)
_CHANGES = re.compile(r"延长|延期|延迟|延后|顺延|推迟|展期|终止|中止|暂停|撤回|取消|停止|暂缓")
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


def title_says(title: str) -> Says:
    """``call`` and ``result`` are certain; ``either`` needs the body; ``about`` is news or an explanation; '' is silent."""
    rest = outside_names(title)
    if _NOT_OURS.search(rest):
        return "about"
    if _NO_OPINION.search(rest):
        return ""
    if _RESULT.search(rest) and _ENDS_AS_RESULT.search(rest) and not _HELD.search(rest):
        return "result"
    if _CALLING_NOTICE.search(rest) and not _RESULT.search(rest):
        return "call"
    if _NEWS.search(rest) or (_HELD.search(rest) and not _ENDS_AS_NOTICE.search(rest) and "关于" not in rest):
        return "about"
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


def answers_something_else(title: str) -> bool:
    """Whether a title answers an inspection, a petition, a proposal of deputies: opinions nobody asked the public for."""
    rest = outside_names(title)
    return bool(_OTHER_ANSWER.search(rest)) and not re.search(_ASK, rest)
