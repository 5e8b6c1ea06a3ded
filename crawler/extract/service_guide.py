"""办事指南的判读：事项名称、设定依据、申请条件、办理材料、办理地点、办理时间、联系电话、办理流程八项有没有。 What a guide to a service tells.

读得出：写成小标题、标签、表格栏目的八项（named），换了说法而意思相近的（不算缺少）；请人到政务服务网一类平台去看的语句和链接。
读不出：图片里的、没有读到的附件里的内容；写得对不对、够不够明白；“其他材料”一类的含糊说法。
不是办事指南：政府信息公开指南、标准指引、申报项目、投资项目审批的指南，旅游和就业服务指南；指南的目录、汇编、清单；关于编制指南的通知、动态；办理流程图、一次性告知单。
依据：《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）“服务不实用”列的八项。
"""

import re
from dataclasses import dataclass
from typing import Final

from crawler.urls import host_of

version = 1

_MAX_TEXT: Final = 100_000
_END: Final = r"[】\]）)]?[^\S\n]{0,4}(?:[:：。\n\t]|$)"


def _label(names: str) -> re.Pattern[str]:
    """A name that stands as a heading, a label or a cell: nothing of a sentence before it, a colon or an end behind it."""
    return re.compile(rf"(?<![一-鿿])(?:{names}){_END}")


_DO: Final = "申请|申报|申领|申办|办理|办事|受理|审批|审核|许可|认定|登记|服务|业务|发放|补换|领取"
LABELS: Final[dict[str, re.Pattern[str]]] = {
    "事项名称": _label(r"(?:服务|办理|办事|审批|许可)?事项(?:名称)?|(?:项目|服务|业务)?名称"),
    "设定依据": _label(rf"(?:设定|设立|法律|法规|政策|文件|实施|{_DO})?(?:的)?依据"),
    "申请条件": _label(rf"(?:准予|享受|适用|补贴|补助|服务|{_DO})?(?:的)?(?:条件|对象|范围|资格|人群)"),
    "办理材料": _label(rf"(?:所需|应?需?(?:提交|提供|携带)|{_DO})?(?:的)?(?:材料|资料|证件|要件)(?:清单|目录)?"),
    "办理地点": _label(rf"(?:办公|承办|经办|实施|咨询|{_DO})?(?:的)?(?:地点|地址|窗口|场所)|受理点"),
    "办理时间": _label(rf"(?:办公|工作|对外|上班|接待|承诺|法定|办结|{_DO})?(?:的)?(?:时间|时限|期限)"),
    "联系电话": _label(r"(?:联系|咨询|办公|服务|受理|值班)?(?:的)?电话|(?:联系|咨询)(?:方式|渠道)|(?:服务|咨询)?热线"),
    "办理流程": _label(rf"(?:{_DO})?(?:的)?(?:流程|程序|步骤|环节)(?:图)?"),
}  # fmt: skip
# Any word by which a reader may find it in other words: nobody is asked for what may be there.
_HINTS: Final[dict[str, re.Pattern[str]]] = {
    "事项名称": re.compile(r"事项|名称"),
    "设定依据": re.compile(r"依据|根据|依照|按照|《[^》\n]{2,60}》|〔20\d\d〕"),
    "申请条件": re.compile(r"条件|对象|范围|资格|符合|具备|年满|凡|申请人|人员|(?:居民|企业|职工|群众|家庭)(?:可|应|须)"),
    "办理材料": re.compile(r"材料|资料|证件|身份证|户口|申请表|证明|复印件|携带|要件"),
    "办理地点": re.compile(r"地点|地址|窗口|大厅|中心|场所|受理点|社区|所在地|户籍地|居住地|现场|网上|线上|网址|网站|平台|小程序|APP|[路街巷][^，。；\s]{0,8}\d{1,4}\s?号"),
    "办理时间": re.compile(r"时间|时限|期限|工作日|上午|下午|周[一二三四五六日]|星期|每[月年日周天]|即办|当[场日天]|全年|\d\s?[日天]|月底"),
    "联系电话": re.compile(r"电\s?话|热线|联系|(?<!\d)\d{7,8}(?!\d)|\d{3,4}-\d{7,8}|12345|TEL", re.IGNORECASE),
    "办理流程": re.compile(r"流程|程序|步骤|环节|受理|审[核批查]|办结|→|第[一二三]步|[先再]到|领取|发放"),
}  # fmt: skip
_TITLE = re.compile(r"(?:办事|办理|申办|申领|办证)(?:服务)?指南|(?:事项|审批|许可|登记)服务指南")
_OTHER = re.compile(
    r"公开|指引|项目申报|投资项目|建设项目|旅游|目录|汇编|汇总|清单|一览|大全|合集|等?\d+项|[一二三四五六七八九十]+项|(?:系列|多个|全部|所有)|编制|修订|更新|印发|通知|通报|解读|培训|会议|召开|检查|推出|上线|发布|梳理|优化|完善|规范|信访|建议|提案"
)
_SUFFIX = re.compile(r"(?:的)?(?:办事|办理|申办|申领|办证|服务)?(?:服务)?指南.*$")
# A platform where the same guide stands under the law: what a page lacks may be there.
_PLATFORM_HOST = re.compile(r"zwfw|sczw|ggfw|bsfw|\bzw(?:dt|sp)\b|gjzwfw", re.IGNORECASE)
_PLATFORM = re.compile(r"政务服务网|政务服务平台|一体化[^。；\n]{0,8}平台|天府通办|在线办理|网上办理入口|一网通办|办事大厅系统")
_SENT = re.compile(rf"(?:详见|登录|登陆|访问|进入|点击|前往|请到|查看|查询|通过)[^。；\n]{{0,24}}(?:{_PLATFORM.pattern})|(?:{_PLATFORM.pattern})[^。；\n]{{0,16}}(?:查看|查询|办理|申请|申报)")
_SPACED = re.compile(r"(?<=[一-鿿])[ \u3000\xa0]+(?=[一-鿿：:])")
_BLANKS = re.compile(r"\s+")
_MARKS: Final = "《》“”:：—-_|｜ "


@dataclass(frozen=True, slots=True)
class ServiceGuide:
    """一份办事指南写了什么。

    ``named`` are the elements that stand as a heading, label or cell; ``missing`` those of which no word was found. What is in
    neither may be told in other words. ``leads_on``: it sends readers to a platform where the rest may stand.
    """

    named: tuple[str, ...]
    missing: tuple[str, ...]
    leads_on: bool


def is_service_guide(title: str) -> bool:
    """Whether a title is that of the guide to one service."""
    plain = _BLANKS.sub("", title)
    return bool(_TITLE.search(plain)) and not _OTHER.search(plain)


def service_of(title: str) -> str:
    """What a guide's title says the service is: 收养登记 of 收养登记办事指南, of 办事指南：收养登记; '' when it names none."""
    plain = _BLANKS.sub("", title)
    return _SUFFIX.sub("", plain).strip(_MARKS) or plain.partition("指南")[2].strip(_MARKS)


def read_service_guide(title: str, text: str, links: tuple[tuple[str, str], ...] = ()) -> ServiceGuide:
    """What ``text`` (the body, and the words of its files) tells; ``links`` are (address, words) of the body. Never raises."""
    text = text[:_MAX_TEXT]
    plain = f"{text}\n{_SPACED.sub('', text)}"
    named = [name for name, pattern in LABELS.items() if pattern.search(plain)]
    if "事项名称" not in named and len(service_of(title)) >= 2:
        named.insert(0, "事项名称")  # the title names it
    missing = tuple(name for name, pattern in _HINTS.items() if name not in named and not pattern.search(plain))
    linked = any(_PLATFORM_HOST.search(host_of(url)) or _PLATFORM.search(words) for url, words in links)
    return ServiceGuide(tuple(named), missing, linked or bool(_SENT.search(plain)))
