"""政府信息公开指南的判读：九项法定内容有没有，写的是不是2019年修订前的规定，写了哪些申请渠道。 What a guide to disclosure says.

读得出：分类、编排体系、获取方式、机构名称、办公地址、办公时间、联系电话、传真、互联网联系方式；仍按“492号令”“15个工作日内答复”“收取检索、复制
费用”办理的语句；当面、邮寄、网上三类渠道和申请表。
读不出：换了说法的分类、编排体系、获取方式、机构名称（soft，只提示，不认定缺少）；图片和没有读到的附件里的内容。
不是旧规定：引用国务院令第492号而同时写明第711号或2019年修订的；写明旧规定已废止、不再收取的；第三方、征求意见的15个工作日；
承诺的时限短于法定20个工作日的。
依据：政府信息公开条例第十二条（九项内容、及时更新）、第三十三条（20个工作日，可延长20个工作日）、第四十二条（不收取费用）。
"""

import re
from dataclasses import dataclass, field
from typing import Final

from crawler.extract.place import Passage, kept, passage

version = 2

_MAX_TEXT: Final = 100_000
_MAX_SENTENCE: Final = 400

# What each of the nine is recognised by, generously: a guide that says it in other words must not be accused.
ELEMENTS: Final[dict[str, re.Pattern[str]]] = {
    "分类": re.compile(r"分类|类别|[一二三四五六七八九十\d]+[大个]?类|公开(?:的)?(?:范围|内容)|包括(?:以下|下列)"),
    "编排体系": re.compile(r"编排|体系|公开目录|索引|检索|目录"),
    "获取方式": re.compile(r"获取|获得|查阅|查询|公开(?:的)?(?:形式|方式|渠道|途径|载体)|如何申请"),
    "机构名称": re.compile(r"(?:机构|单位|部门|机关)(?:的)?(?:名称|全称)|(?:受理|工作|承办|负责|主管)(?:的)?(?:机构|机关|部门|单位|科室)|办公室|服务中心|[股科室]负责"),
    "办公地址": re.compile(r"地\s{0,4}[址点]|[路街道巷镇乡村][^，。；\s]{0,8}\d{1,4}\s?号|办公楼|行政中心"),
    "办公时间": re.compile(
        r"(?:办公|工作|上班|受理|接待|服务|对外)(?:的)?时间|(?<![个\d])工作日\s?(?:[:：]|上午|每日|\d)|时\s{0,4}间\s{0,2}[:：]|[上下]午|\d{1,2}\s?[:：]\s?\d{2}|法定节假日|周一至周五"
    ),
    "联系电话": re.compile(r"电\s{0,4}话|热线|联系方式|(?<!\d)0\d{2,3}\s?[-－—]\s?\d{7,8}"),
    "传真": re.compile(r"传\s{0,4}真"),
    "互联网联系方式": re.compile(
        r"互联网|邮\s{0,2}箱|电子邮件|[Ee]-?[Mm][Aa][Ii][Ll]|[@＠]|网\s{0,4}[址站页]|门户|https?[:：]|在线|网上|www\.", re.ASCII
    ),
}  # fmt: skip
# What a guide may say in words we do not know, and a machine a unit may not own: nobody is accused for these alone.
SOFT: Final = frozenset(("分类", "编排体系", "获取方式", "机构名称", "传真"))

_NEW_RULES: Final = re.compile(
    r"711\s?号|[2２二][0０〇零○Ｏ][1１一][9９九]\s?年[^。；]{0,24}(?:修订|修改|公布|颁布|施行|第)|(?:新修订|修订后)(?:的)?[^。；]{0,16}条例"
)
_TWENTY: Final = re.compile(r"(?:20|２０|二十)\s?个?(?:工作日|工作天)")
# The sentence says that the old rule is gone, tells what came before, or is about something that the law still allows.
_SPARED: Final = re.compile(
    r"废止|不再|取消|停止|停征|原(?:条例|规定|有|《)|旧(?:条例|版|的)|修订前|修改前|以前|曾|失效|[由从][^。；]{0,16}(?:改为|调整[为至到]|延长[至为到])|免收|免费"
    r"|不(?:得|予|会|需|用|必|另)?收取|无须|无需|不收|不得向"
)
_OLD_RULES: Final = re.compile(r"492\s?号|2007\s?年[^。；]{0,20}(?:公布|颁布|通过)的?[^。；]{0,8}政府信息公开条例")
_FIFTEEN: Final = re.compile(r"(?:15|１５|十五)\s?个?(?:工作日|工作天)")
_ANSWER: Final = re.compile(r"答复|延长|予以回复|给予回复")
# A promise shorter than the law's limit is no old rule.
_PROMISE: Final = re.compile(r"承诺|法定|力争|争取|尽量|尽快|缩短|压缩|提前|优先|一般(?:在|于|情况)|简易|原则上|内部|承办|科室|股室")
_SPACED: Final = re.compile(r"(?<=[一-鿿\d])[ \t\u3000\xa0]+(?=[一-鿿：:])")
_OTHER_FIFTEEN: Final = re.compile(r"第三方|征求|征询|意见|复议|协商|会商|投诉|举报|诉讼|起诉|监督|更正|补正")
_FEES: Final = re.compile(
    r"(?:收取|缴纳|交纳|支付|收费)[^。；]{0,30}?(?:检索|复制)[^。；]{0,16}?(?:费|成本)|(?:检索|复制)[^。；]{0,16}?费[^。；]{0,20}?(?:收取|缴纳|交纳|支付|收费)"
)
_SUIT: Final = re.compile(r"(?:申请)?行政复议(?:，|、)?\s?(?:或者?|也可以?|及|和)(?:者)?(?:依法)?(?:直接)?(?:向[^。；]{0,20})?(?:提起)?行政诉讼")
_FIRST: Final = re.compile(r"复议前置|先(?:依法|向[^。；]{0,30})?(?:申请|提起|经)?[^。；]{0,30}复议|对[^。；]{0,20}复议决定不服")

_IN_PERSON: Final = re.compile(r"当面|现场|窗口|(?<![收接得达提])到[^。；，]{0,24}(?:提出|提交|递交|申请|领取|办理)|直接(?:提交|递交|向|到)|送交|受理点|面交")
_BY_POST: Final = re.compile(r"邮\s?寄|信函|信件|邮政|寄[到至往送]|邮编|邮政编码|通信地址|通讯地址")
_ONLINE: Final = re.compile(
    r"网上|在线|互联网|网络|电子邮件|邮箱|数据电文|线上|网站[^。；]{0,20}(?:申请|提交|填写)|[@＠]|依申请公开(?:平台|系统|栏目)"
)
_FORM: Final = re.compile(r"申请表|申请书")


@dataclass(frozen=True, slots=True)
class Leftover:
    """A sentence that says what the rules of 2019 no longer allow. ``why`` in Chinese."""

    quote: str
    why: str


@dataclass(frozen=True, slots=True)
class Guide:
    """一份公开指南写了什么。

    ``missing`` are those of ``ELEMENTS`` that were not recognised. ``leftovers`` quote the rules of 2007 as if they were in force.
    ``cites_new``: it names 第711号 or the revision of 2019; ``twenty``: it tells the 20 working days, ``answer_twenty``: of the answer; ``suit_beside_review``: the
    sentence that offers a suit beside 复议 without saying that 复议 comes first for what is refused, '' when there is none.
    """

    missing: tuple[str, ...]
    leftovers: tuple[Leftover, ...]
    cites_new: bool
    twenty: bool
    answer_twenty: bool
    suit_beside_review: str
    in_person: bool
    by_post: bool
    online: bool
    form: bool
    passages: tuple[Passage, ...] = field(default=(), compare=False)


def read_guide(text: str) -> Guide:
    """What ``text`` (the body, and the words of its files) says. Never raises for what a page holds."""
    text = text[:_MAX_TEXT]
    plain = f"{text}\n{_SPACED.sub('', text)}"  # 办 公 时 间
    cites_new = bool(_NEW_RULES.search(plain))
    found = [(at, Leftover(words, why)) for at, words in _sentences(text) if (why := _old(words, cites_new=cites_new))]
    return Guide(
        missing=tuple(name for name, pattern in ELEMENTS.items() if not pattern.search(plain)),
        leftovers=tuple(leftover for _, leftover in found[:10]),
        cites_new=cites_new,
        twenty=bool(_TWENTY.search(plain)),
        answer_twenty=any(_answers_in_twenty(words) for _, words in _sentences(plain)),
        suit_beside_review=_beside_review(text),
        in_person=bool(_IN_PERSON.search(plain)),
        by_post=bool(_BY_POST.search(plain)),
        online=bool(_ONLINE.search(plain)),
        form=bool(_FORM.search(plain)),
        passages=kept(*(passage("leftover", text, at, at + len(leftover.quote)) for at, leftover in found[:10])),
    )


def is_guide(title: str) -> bool:
    """Whether a title is that of a guide to disclosure; 办事指南 and a notice about guides are not."""
    plain = re.sub(r"\s+", "", title)
    return bool(re.search(r"(?:信息|政务)?公开(?:工作)?指南", plain)) and not re.search(
        r"标准指引|编制|修订.{0,6}(?:通知|工作)|更新.{0,8}(?:通知|工作|情况)|培训|会议|解读|通报|检查", plain
    )


def _sentences(text: str) -> list[tuple[int, str]]:
    return [
        (found.start(), found.group()[:_MAX_SENTENCE]) for found in re.finditer(r"[^。；;\n\s][^。；;\n]*", text)
    ]


def _old(words: str, *, cites_new: bool) -> str:
    """Why a sentence speaks the rules of 2007; '' when it does not."""
    if _SPARED.search(words):
        return ""
    if _OLD_RULES.search(words) and not cites_new:
        return "2007年的条例（国务院令第492号）已由2019年修订的条例（第711号）取代"
    if _FIFTEEN.search(words) and _ANSWER.search(words) and not _OTHER_FIFTEEN.search(words):
        if _answers_in_twenty(words) or _PROMISE.search(words):
            return ""
        return "条例第三十三条规定的答复期限是20个工作日"
    if _FEES.search(words) and "信息处理费" not in words and "超过合理范围" not in words:
        return "条例第四十二条规定提供政府信息不收取费用"
    return ""


def _answers_in_twenty(words: str) -> bool:
    """Whether a sentence gives 20 working days to an answer: those by which the limit is prolonged are others."""
    without = re.sub(r"[^，,]*(?:延长|第三方|主动公开)[^，,]*", "", words)
    return bool(_TWENTY.search(without)) and bool(re.search("答复|回复|办结|办理|处理|法定", without))


def _beside_review(text: str) -> str:
    if _FIRST.search(text):
        return ""
    return next((words for _, words in _sentences(text) if _SUIT.search(words)), "")
