"""征求意见的判读：是不是公开征求意见、哪天起到哪天止、怎样提意见、有没有草案和说明。 Calls for opinions.

读得出：“征求意见时间为2023年5月1日至5月31日”“请于6月10日前将意见反馈至……”“截止时间：2023-06-10”“公示期7天”“自公布之日起30日内”
“即日起至6月10日”；延长期限的，以延长后的为准。
读不出：没有写期限、前后两处期限不一致、截止日早于发布日的，截止日留空（conflict 写明原因）；猜出来的日期不是冤枉就是放过。
不是征求意见：干部、党内生活、采购、问卷、评级、登记的公示和征求意见，国家法律的草案；采纳情况、座谈会和听证会新闻、只发给各单位的函、征集标识线索作品、环评公示、转载上级的公告。
依据：重大行政决策程序暂行条例第十五条；优化营商环境条例第六十二条。
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from crawler.extract.consultation_titles import (
    asks_no_decision,
    collects_no_opinions,
    is_of_the_state,
    outside_names,
    plain_title,
    title_says,
)
from crawler.extract.periods import MAX_TEXT, Period, choose, mentions_a_period, periods_in, sentences, squeezed
from crawler.extract.place import Passage, kept, passage, sentence_around

version = 4  # 4: no decision asked about; several addressees; reasons in other words

How = Literal["title", "body", "notice", ""]
Channel = Literal["letter", "email", "phone", "fax", "online"]


@dataclass(frozen=True, slots=True)
class Consultation:
    """One call for opinions.

    ``how`` it is known as one: its title says so; its body does (公开征求意见); or it is a notice (公示) that only invites
    opinions, which is a weaker sign. ``closes_quote`` is the sentence the closing day was read from. ``shortening`` is the
    sentence that says why the period is short. ``has_draft``: the text holds the draft or names an attachment with it.
    ``passages`` (opens, closes, each channel by its name, draft, explanation, shortening): where in the text that stands.
    """

    is_consultation: bool
    how: How = ""
    opens: date | None = None
    closes: date | None = None
    closes_quote: str = ""
    channels: tuple[Channel, ...] = ()
    has_draft: bool = False
    has_explanation: bool = False
    shortening: str = ""
    conflict: str = ""  # why a written closing day was not taken
    passages: tuple[Passage, ...] = field(default=(), compare=False)

    @property
    def length_days(self) -> int | None:
        """Days from opening to close, the first not counted."""
        return (self.closes - self.opens).days if self.closes and self.opens else None


_ASK: Final = "(?:征求|征集|征询|听取)"
_VIEWS: Final = "(?:意见|建议|实事项目)"
_CALLS = re.compile(
    rf"(?:现|拟|特此?|决定|面向|向)[^。；]{{0,80}}{_ASK}[^。；]{{0,40}}{_VIEWS}"
    rf"|{_ASK}(?:社会|公众|各界|各方|广大|群众|市民|您的?|你的?|[^。；]{{0,12}}的)[^。；]{{0,20}}{_VIEWS}"
    rf"|{_ASK}{_VIEWS}?[^。；]{{0,12}}(?:时间|期限|日期|期间)[为是:自从]"
)
_INVITES = re.compile(
    r"(?:请|欢迎|可以?|敬请|诚邀|希望|有权)[^。；]{0,100}(?:提出|反馈|发送|发至|寄|提交|反映|告知|联系|来电|来信)[^。；]{0,60}"
)
_OPINION = re.compile(r"意见|建议")
_WAYS = re.compile(
    r"(?:意见|建议)(?:反馈|征集|提交|提出)?的?(?:途径|方式|渠道|邮箱)|(?:反馈|征集|征求)(?:意见)?的?(?:途径|方式|渠道)"
)
_ARTICLE_BEGINS = re.compile(r"^第[一二三四五六七八九十百1-9][^，。]{0,3}[章条]", re.MULTILINE)
_PAST = re.compile(
    rf"{_ASK}了|已(?:经)?(?:结束|完成|公开{_ASK}|向社会)|于[^。；]{{0,30}}(?:进行了|开展了|发布了?)[^。；]{{0,20}}{_ASK}"
)
_OPEN_TO_ALL = re.compile(r"社会|公众|群众|各界|市民|居民|村民|公民|广大|公开|公告|公示|启事|通告")
_TO_UNITS = re.compile(r"^(?:[区县市]级|[区县市]直|全[区县市]|[区县市]属)?(?:各|有关|相关)[^。:：]{0,80}(?:[:：]|$)")
# Notices of objections to persons and results: no decision is being prepared.
_OTHER_NOTICE = re.compile(
    r"拟?录用|拟?聘|任前|任职|人选|名单|评选|推荐|表彰|补助|补贴|低保|特困|救助|中标|成交|采购|招标|结果|处罚|许可|环境影响|环评|验收|资格|招聘|"
    r"拍卖|出让|流转|登记|注销|遗失|抽检|荣誉|职称|党员|代表候选|受理|拟审批|竣工|分配"
)
_DECISION = re.compile(
    r"方案|办法|规划|计划|草案|意见稿|征集稿|细则|规定|标准|目录|预案|措施|条例|政策|规则|制度|设计|选址|布局|名录|定价|价格|收费|划定|调整|范围|规程|清单|实事"
)

_CHANNELS: Final[tuple[tuple[Channel, re.Pattern[str]], ...]] = (
    ("letter", re.compile(r"信函|来信|邮寄|寄至|寄送|地址[:：为]|邮编|邮政编码")),
    (
        "email",
        re.compile(
            r"[A-Za-z0-9_.\-]{1,64}[@＠][A-Za-z0-9\-]{1,64}\.|电子邮件|电子邮箱|邮箱[:：为]|E-?mail", re.IGNORECASE
        ),
    ),
    ("phone", re.compile(r"电话[^。；\n]{0,20}[\d０-９*]{3}|致电|来电")),
    ("fax", re.compile(r"传真[^。；\n]{0,12}[\d０-９]{3}")),
    (
        "online",
        re.compile(
            r"网上留言|在线(?:提交|留言|填写|反馈)|网络(?:直接)?反馈|页面[^。；\n]{0,12}(?:提交|留言|建议|提出)|登录[^。；\n]{0,40}提出|问卷链接|扫码|二维码"
        ),
    ),
)
_HAS_DRAFT = re.compile(
    r"附件[^。\n]{0,40}(?:稿|草案|方案|办法|规划|全文)|第[一1]条|全文(?:公布|如下)|(?:征求意见稿|草案)[^。\n]{0,10}(?:见附件|如下)"
)
_HAS_EXPLANATION = re.compile(r"(?:起草|编制|修订|制定|草案)(?:的)?说明|说明(?:如下|见附件)")
_SHORTENED = re.compile(
    r"(?:因|由于|鉴于|为|根据|按照|基于|考虑到)[^。；]{0,40}(?:紧急|应急(?:需要|处置|响应|工作|状态|管理需要)|时限|时间紧|特殊|急需|亟需|亟待|迫切|紧迫|尽快|尽早|如期|按期)[^。；]{0,40}|缩短[^。；]{0,20}(?:期限|时间|天|日)[^。；]{0,40}"
)


def read_consultation(title: str, text: str, published: date | None) -> Consultation:
    """Read one item. ``published`` completes days without a year and is where 自公布之日起 begins."""
    text = text[:MAX_TEXT]
    how = _how(title, text)
    if not how:
        return Consultation(is_consultation=False)
    head = f"{plain_title(title)}\n"
    periods = periods_in(head + text, published)
    chosen, conflict = choose(periods, published)
    return Consultation(
        is_consultation=True,
        how=how,
        opens=(chosen.opens if chosen and chosen.opens else published),
        closes=chosen.closes if chosen else None,
        closes_quote=chosen.quote if chosen else "",
        channels=tuple(name for name, pattern in _CHANNELS if pattern.search(text)),
        has_draft=bool(_HAS_DRAFT.search(text)),
        has_explanation=bool(_HAS_EXPLANATION.search(text)),
        shortening=_first(_SHORTENED, text),
        conflict=conflict,
        passages=kept(*_days(text, periods, chosen, len(head)), *_others(text)),
    )


# ---- where it stands


def _days(text: str, periods: list[Period], chosen: Period | None, head: int) -> Iterator[Passage | None]:
    """The sentences of the opening and the closing day; what the title says stands nowhere in the text."""
    if chosen is None:
        return
    opening = next((p for p in periods if p.opens and p.opens == chosen.opens), None)
    for what, period in (("opens", opening), ("closes", chosen)):
        if period and period.start >= head:
            yield passage(what, text, period.start - head, period.start - head + len(period.quote))


def _others(text: str) -> Iterator[Passage | None]:
    for what, pattern in (*_CHANNELS, ("draft", _HAS_DRAFT), ("explanation", _HAS_EXPLANATION)):
        if found := pattern.search(text):
            yield sentence_around(what, text, *found.span())
    start = text.find(shortened) if (shortened := _first(_SHORTENED, text)) else -1
    yield passage("shortening", text, start, start + len(shortened)) if start >= 0 else None


# ---- is it one


def _how(title: str, text: str) -> How:
    says = title_says(title)
    if says in ("result", "about") or collects_no_opinions(title) or _to_units_only(title, text):
        return ""
    if asks_no_decision(title) or is_of_the_state(title):
        return ""
    if says == "call":
        return "" if _only_tells_a_result(text) else "title"
    if _OTHER_NOTICE.search(outside_names(title)) or "印发" in outside_names(title) or not text:
        return ""
    if _calls(text, invites=says == "") and mentions_a_period(text):
        # A notice before approval (批前公示) asks under a law of its own.
        return "notice" if re.search("批前公示|公示牌", outside_names(title)) else "body"
    plain = squeezed(text)
    if "公示" in title + text and _DECISION.search(plain_title(title)) and _invites(plain) and mentions_a_period(text):
        return "notice"
    return ""


def _calls(text: str, *, invites: bool) -> bool:
    """Whether the text asks the public now, and does not only tell that it once did. ``invites``: and says how to answer."""
    if article := _ARTICLE_BEGINS.search(text):  # what a draft or a rule says of asking is no call
        text = text[: article.start()]
    plain = squeezed(text)
    asks = any(not _PAST.search(found.group()) for found in _CALLS.finditer(plain))
    return asks and (not invites or _invites(plain))


def _only_tells_a_result(text: str) -> bool:
    plain = squeezed(text)
    tells = re.search(r"收到[^。；]{0,40}(?:意见|建议)|采纳[^。；]{0,12}\d{1,4}[条件]|未收到|没有收到", plain)
    return bool(tells) and not _invites(plain)


def _to_units_only(title: str, text: str) -> bool:
    """A letter to other offices (各镇、各部门：…请提出意见) asks no public."""
    first = text.strip().split("\n", 1)[0].strip()
    return bool(_TO_UNITS.match(first)) and not _OPEN_TO_ALL.search(outside_names(title) + text[:3000])


def _invites(plain: str) -> bool:
    """Whether some sentence invites to give opinions, or a heading names the ways to do so."""
    if _WAYS.search(plain):
        return True
    return any(_OPINION.search(sentence) and _INVITES.search(sentence) for sentence in sentences(plain))


def _first(pattern: re.Pattern[str], text: str) -> str:
    return next((sentence for sentence in sentences(text) if pattern.search(sentence)), "")
