"""来信与答复的判读：来信时间、来信内容、办理单位、答复时间、答复内容、办理状态。 A letter to the government and its published reply.

读得出：逐项写明的信件页、左右两格的表格；一页多封的列表。
读不出：要登录或由脚本载入的（unreadable）。
不是信件：写信须知、信箱说明、来信统计、办法和新闻（absent）。
另记：只有问候、“已收悉”“已转交”一类话、没有实质答复的（is_empty），只叫人打电话的（only_calls）；是否敷衍由人判断。
依据：信访工作条例第十八条；《政府网站与政务新媒体检查指标》互动交流部分。
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from crawler.dates import find_dates, read_date
from crawler.extract.elements import MAX_TEXT, Record, Vocabulary, records_in_text
from crawler.extract.personal import PersonalNumber, hidden
from crawler.extract.place import Passage, kept, passage

version = 1

State = Literal["read", "absent", "unreadable"]
Status = Literal["answered", "in_hand", "received", "refused", ""]
Element = Literal["asked", "question", "handler", "answered", "answer", "status"]
ELEMENTS: Final[dict[Element, str]] = {
    "asked": "来信时间", "question": "来信内容", "handler": "办理单位", "answered": "答复时间", "answer": "答复内容", "status": "办理状态",
}  # fmt: skip

_WRITE: Final = r"(?:来信|信件|留言|写信|咨询|提问|投诉|诉求|提交|反映|问题|来件|网民留言|网友留言|发信|建议)"
_REPLY: Final = r"(?:回复|答复|办理|处理|反馈|回信|解答|办结|官方回复|答复意见)"
_VOCABULARY: Final = Vocabulary(
    {
        "asked": rf"{_WRITE}(?:的)?(?:时间|日期)",
        "answered": rf"{_REPLY}(?:的)?(?:时间|日期)",
        "handler": rf"(?:{_REPLY}|承办|受理|责任|主办|转办)(?:的)?(?:单位|部门|机构|机关|人单位)|(?:回复|答复)(?:单位|部门)名称",
        "status": rf"(?:{_WRITE}|{_REPLY}|受理|当前)?(?:的)?(?:状态|进度)|是否(?:回复|答复|办结)",
        "question": rf"(?:{_WRITE})(?:的)?(?:内容|详情|正文)|内容|{_WRITE}|问",
        "answer": rf"{_REPLY}(?:的)?(?:内容|结果|意见|情况|正文)|{_REPLY}|答"
        rf"|[一-鿿]{{2,16}}(?:局|委|办|镇|乡|街道|中心|处|政府)(?:的)?(?:回复|答复)",
        "title": rf"(?:{_WRITE})?(?:标题|主题)",
        "": rf"来信人|写信人|姓名|留言人|{_WRITE}(?:类型|类别|编号|人|对象|分类)|信件编号|查询码|浏览.{{0,4}}|满意度.{{0,4}}|联系.{{0,4}}|附件|评价|是否公开|信箱|发布时间|收信人|受理时间",
    },
    long=frozenset(("question", "answer")),
)
_TITLE_OTHER = re.compile(
    r"须知|说明$|指南|办法|规定|制度|统计|情况(?:汇总|通报|分析)|办理情况|通知|召开|推进|座谈|工作总结|使用帮助|开通|公告$"
)
_NEEDS_LOGIN = re.compile(r"(?:登录|登陆|查询码|验证码|注册)[^。\n]{0,20}(?:查看|查询|方可|后)")
_GREETING = re.compile(
    r"(?:尊敬的)?(?:网友|市民|来信人|群众|先生|女士|同志|您|你|留言人|朋友|[一-鿿]{0,3}[*＊某]{1,3})?[^，。！!：:]{0,10}[，,：:！!]?(?:您好|你好)[，,。！!：:]?"
)
# What says only that a letter came, was passed on, or thanks for it.
_POLITE = re.compile(
    r"(?:您|你)?(?:的)?(?:来信|留言|信件|反映|反映的问题|来件|问题|诉求|建议|咨询|意见)?(?:我们|我局|我单位|我办|我委|我镇|我街道|本局|本单位)?(?:已经?|业已|均已)?(?:收悉|收到|知悉|阅悉|阅处|阅)"
    r"|(?:我们|我局|我单位|我办)?(?:会|将|已)?(?:尽快|及时|认真|高度|进一步|积极)?(?:会)?(?:安排|组织)?(?:相关|有关|责任|职能)?(?:部门|单位|人员|科室)?(?:核实|调查|处理|办理|研究|落实|跟进|重视|核查|答复|回复)(?:处理|办理|后|并)?(?:答复|回复)?"
    r"|(?:已|将)(?:转|转交|转至|转办|转由|交由|批转)[^，。；！]{0,20}(?:办理|处理|答复|核实|处置)?"
    r"|(?:衷心|十分|非常)?(?:感谢|谢谢)[^。！，]{0,30}|欢迎(?:您)?[^。！]{0,30}|祝(?:您|你)?[^。！]{0,16}|(?:请)?(?:您)?(?:耐心)?(?:等待|等候|关注)[^。！，]{0,16}|请知悉|特此(?:回复|答复|告知)|此复|现(?:将有关情况)?(?:回复|答复)如下[：:]?"
)
_CALL_US = re.compile(
    r"(?:具体|详细)?(?:情况|事宜|内容|问题)?(?:请|可|如有)[^。！]{0,30}(?:致电|拨打|来电|电话(?:咨询|联系)|联系电话|咨询电话)[^。！]{0,40}"
)
_REST = re.compile(r"[^一-鿿0-9A-Za-z]+")
_STATUS: Final[tuple[tuple[Status, re.Pattern[str]], ...]] = (
    ("refused", re.compile(r"不予|不受理|退回|无效|未通过")),
    ("in_hand", re.compile(r"(?:正在|待|未|办理中|处理中|转办|受理中|已受理)(?!.{0,3}办结)")),
    ("answered", re.compile(r"已(?:回复|答复|办结|办理|处理|解决|反馈)|办结|完成|^是$")),
    ("received", re.compile(r"已(?:收|接收|签收|提交)")),
)
_ANSWERED_BY = re.compile(
    r"(?:^|[\n。])[ \u3000]*(?P<organ>[一-鿿]{2,24}(?:局|委员会|办公室|街道|办事处|镇|乡|政府|中心|大队|分局|公司))[ \u3000]*$"
)
_SUBSTANCE: Final = 2  # characters left when politeness is taken out that may say something: 可以


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter. ``is_empty``: the reply is there and says nothing but that the letter came; '' of a reply is no reply.

    ``only_calls``: it says nothing but to telephone. Days are None when not told or not readable.
    """

    asked: date | None
    question: str
    handler: str
    answered: date | None
    answer: str
    status: Status
    is_empty: bool
    only_calls: bool
    missing: tuple[Element, ...]
    passages: tuple[Passage, ...] = field(default=(), compare=False)

    @property
    def days(self) -> int | None:
        """Days from letter to reply; None when one is not known, or they are in the wrong order."""
        if self.asked is None or self.answered is None or self.answered < self.asked:
            return None
        return (self.answered - self.asked).days


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters a page shows, and where it shows personal numbers unmasked."""

    state: State
    cause: str = ""
    letters: tuple[Letter, ...] = ()
    personal: tuple[PersonalNumber, ...] = ()

    @property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(each for letter in self.letters for each in letter.passages)


def read_letters(title: str, text: str) -> Letters:
    """Read the body of a page that is, or may be, a published letter."""
    words, personal = hidden(text[:MAX_TEXT])
    records = [record for record in records_in_text(words, _VOCABULARY) if _is_letter(record)]
    if not records:
        if _NEEDS_LOGIN.search(words) and not _TITLE_OTHER.search(title):
            return Letters("unreadable", "页面要求登录或输入查询码后才能查看")
        return Letters("absent")
    if len(records) == 1 and _TITLE_OTHER.search(title) and "answer" not in records[0]:
        return Letters("absent")
    return Letters("read", letters=tuple(_letter(record, words) for record in records), personal=personal)


def says_nothing(reply: str) -> bool:
    """Whether a reply only greets, thanks, and says that the letter came or was passed on."""
    return bool(reply.strip()) and len(_substance(reply)) < _SUBSTANCE


def _substance(reply: str) -> str:
    rest = _GREETING.sub("", reply.strip()[:2_000], count=1)
    return _REST.sub("", _POLITE.sub("", rest))


def _is_letter(record: Record) -> bool:
    """A letter shows what was asked, and either the reply or two of its circumstances."""
    told = {name for name, value in record.items() if value.is_filled}
    return "question" in told and ("answer" in told or len(told & {"asked", "answered", "handler", "status"}) >= 2)


def _letter(record: Record, text: str) -> Letter:
    told = {name: value for name, value in record.items() if name and value.is_filled}
    words = {name: value.words.strip() for name, value in told.items()}
    answer = words.get("answer", "")
    places: list[Passage | None] = [value.passage(name) for name, value in told.items()]
    answer_at = told["answer"].place.start if "answer" in told and told["answer"].place.table is None else None
    for what, where in _signature(answer, answer_at, text):
        if what not in words and where:
            words[what] = where.quote
            places.append(where)
    calls = bool(_CALL_US.search(answer)) and len(_substance(_CALL_US.sub("", answer))) < _SUBSTANCE
    return Letter(
        asked=read_date(words.get("asked", "")),
        question=words.get("question", ""),
        handler=words.get("handler", ""),
        answered=read_date(words.get("answered", "")),
        answer=answer,
        status=_status(words.get("status", ""), answer),
        is_empty=says_nothing(answer),
        only_calls=calls,
        missing=tuple(element for element in ELEMENTS if element not in words),
        passages=kept(*places),
    )


def _signature(answer: str, at: int | None, text: str) -> Iterator[tuple[Element, Passage | None]]:
    """Unit and day under a reply, where no label tells them."""
    if at is None or not answer:
        return
    days = find_dates(answer)
    end = len(answer)
    if days and len(answer[days[-1][2] :].strip()) <= 4:
        _, start, end_of_day = days[-1]
        yield "answered", passage("answered", text, at + start, at + end_of_day)
        end = start
    if organ := _ANSWERED_BY.search(answer[:end].rstrip()):
        yield "handler", passage("handler", text, at + organ.start("organ"), at + organ.end("organ"))


def _status(words: str, answer: str) -> Status:
    for status, pattern in _STATUS:
        if words and pattern.search(words):
            return status
    return "answered" if answer and not words else ""


def alike_replies(letters: Sequence[Letter], least: int = 40) -> tuple[tuple[int, int], ...]:
    """Pairs of letters with different questions and one reply, word for word; shorter replies than ``least`` are not asked."""
    first: dict[str, int] = {}
    pairs = []
    for n, letter in enumerate(letters):
        plain = _REST.sub("", letter.answer)
        if len(plain) < least:
            continue
        other = first.setdefault(plain, n)
        if other != n and _REST.sub("", letters[other].question) != _REST.sub("", letter.question):
            pairs.append((other, n))
    return tuple(pairs)
