"""建议提案标题与正文的判读：是答复、办理总体情况、清单还是动态；第几号、哪一届、谁提的、何时落款。 What became of suggestions.

读得出：“对区第十九届人大三次会议第12号建议的答复”“区教育局关于区政协八届二次会议第31号提案办理情况的答复（摘要）”“关于加强停车管理提案的
复函”“2023年建议提案办理总体情况”“建议提案交办清单”。
读不出：没有编号又没有届次的是哪一件；正文在附件、图片里的。
不是建议提案办理：公众的意见建议，办理工作的会议、通知和制度，上级的答复。
依据：国办发〔2014〕46号；全国人民代表大会和地方各级人民代表大会代表法第四十二条。
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from crawler.dates import find_dates
from crawler.extract.numerals import COUNT, read_count
from crawler.extract.title_words import YEARS, institution, plain_title, years_of

version = 1

Role = Literal["reply", "summary", "list", "news", "about", "other"]
Kind = Literal["建议", "提案"]

_BODY: Final = r"人大|人代会|人民代表大会|政协|政治协商"
# 意见建议 of anybody is none of it: the word needs a deputy, a member, a body or a number beside it.
_SUBJECT = re.compile(
    rf"(?:{_BODY})[^，。；]{{0,40}}?(?:建议|提案|议案)|(?:代表|委员)[^，。；]{{0,16}}?(?:建议|提案|议案)|建议提案|提案建议|提案议案|议案提案"
    r"|议案建议|\d{1,8}(?:-\d{1,3})?号(?:重点)?(?:代表|委员)?(?:建议|提案|议案)|提案(?:的)?(?:答复|复函|回复|办理)|议案(?:的)?(?:答复|办理)"
)
_SESSION = re.compile(
    rf"(?:(?:{_BODY})[^号，。；]{{0,12}}?)?第?[一二三四五六七八九十百\d]{{1,4}}届[^号，。；]{{0,16}}?"
    r"第?[一二三四五六七八九十\d]{1,3}次(?:全体)?(?:会议|大会)?"
)
_NUMBER = re.compile(
    r"(?<![\d-])(?P<no>\d{1,8}(?:-\d{1,3})?)号(?:重点|党派|集体)?(?:代表|委员)?(?P<kind>建议|提案|议案)"
    r"|(?:建议|提案|议案)(?:案由|编号|案号)?[(:第]{0,2}(?P<no2>\d{1,8}(?:-\d{1,3})?)号?"
)
_ANSWERS: Final = r"答复|复函|回复|办复|函复|办理结果|办理情况|办理复文|办理意见|办理回复|办理答复|落实情况"
_TAIL: Final = r"(?:函|件|意见|情况|摘要|全文|公开|公示|公告|说明|的|及|\([^()]{0,24}\)|\[[^\[\]]{0,24}\]|[-_:.、年度\d])*"
_IS_ANSWER = re.compile(rf"(?:{_ANSWERS}){_TAIL}$")
_ANSWER_WORD = re.compile(r"答复|复函|回复|办复|函复")
_WHOLE = re.compile(r"总体情况|综合情况|办理工作|工作情况|工作总结|办理总结|情况报告|情况的?(?:报告|通报|汇报)|办理情况|办理结果|办结情况|完成情况|年度.{0,6}公开")
_LIST = re.compile(r"(?:交办|承办|办理|任务|责任|分解|分办)[^，。；]{0,12}(?:清单|目录|一览|台账|分解表|明细|名单)|清单|目录|一览表|台账|任务分解|责任分解")
_NEWS = re.compile(
    r"召开|举行|举办|推进会|座谈会|交办会|督办会|调度会|协调会|见面会|面商|走访|视察|调研|动员|培训|荣获|获评|被评为|表彰|先进|优秀|"
    r"答复率|满意率(?:达|均|为)|扎实|认真做好|全力|积极|高质量|高效率|高标准|圆满|有力|加快推进|跑出|见实效|出实招|暖民心|组织开展|深入开展|督办|协商"
)  # fmt: skip
_ABOUT = re.compile(r"通知|方案|办法|制度|要点|细则|规定|规则|流程|解读|一图|图解|模板|格式|样式|征集|征求|培训|考核|评选|指南")
_INTERIM = re.compile(r"上半年|半年|季度|[1-9]月份?|阶段|中期|截至|进展")
_BEFORE_SUBJECT = re.compile(r"(?:关于|对|就|办理|回复|答复)")
_QUOTES = str.maketrans("", "", "“”\"‘’'《》〈〉<>")

_MAX_TEXT: Final = 60_000
_LINE: Final = 60  # a salutation is short
_SALUTATION = re.compile(
    r"^(?:尊敬的)?(?P<who>[\u4e00-\u9fa5*＊×XxＸ○〇某·、，,\s]{1,40}?)(?:等)?(?:\d{1,3}名|[一二三四五六七八九十]{1,3}[名位])?"
    r"(?:人大|政协)?(?P<as>代表|委员)(?:们)?(?:[(（][^()（）]{0,20}[)）])?(?:[：:，,]|$)"
)
_PROPOSED = re.compile(r"(?P<who>[\u4e00-\u9fa5*＊×○某]{1,8}?)(?:等[^，。；]{0,10}?)?(?:人大)?(?P<as>代表|委员)(?:在[^，。；]{0,30})?(?:所)?提出")
_GROUP = re.compile(r"(?:民革|民盟|民建|民进|农工党|致公党|九三学社|工商联|台盟|无党派|界别|专委会|专门委员会|代表团|支部|总支|政协联络)[^，。；]{0,16}[：:]")
_MASK: Final = "*＊×XxＸ○〇某"
_COURTESY = re.compile(
    r"您(?:们)?(?:提出|提交|好)[^。]{0,120}?(?:收悉|收到)[^。]{0,40}。?|现(?:将有关情况)?(?:就有关问题)?答复如下[：:。]?|感谢[^。]{0,60}。?|"
    r"此复。?|特此(?:回复|答复|函复)。?|专此(?:答复|回复|函复)。?"
)
_TO_FILE = re.compile(r"(?:见|详见|点击|查看|下载)[^。]{0,8}附件|附件[:：1１一]")
_UNDERTAKER = re.compile(r"(?:承办|主办|答复|办理|责任)单位[：:]\s*(?P<unit>[\u4e00-\u9fa5（）()、，, ]{2,40})")
_COUNTED = re.compile(
    rf"(?:建议|提案|议案|承办|办理|收到|交办|共|其中|主办)[^，。；\n]{{0,24}}?(?P<n>{COUNT})\s*[件条份]"
)
_OUTCOME = re.compile(
    rf"(?:答复率|办结率|办复率|满意率|面商率|采纳率|落实率|解决率)|(?:解决|采纳|列入计划|办结|答复|满意|落实|参考)[^，。；\n]{{0,16}}?{COUNT}\s*[件条份]"
)
_SIGNATURE: Final = 300


@dataclass(frozen=True, slots=True)
class ProposalTitle:
    """一个标题所称的建议提案事项。

    ``role``: reply (one reply), summary (办理总体情况 of a whole year or unit), list (交办清单、目录), news, about (notices, rules,
    forms), other. ``number`` is '' when none is named; ``session`` the words of 届次; ``years`` those it names outright, or
    by a number that begins with its year (2023045号). ``interim``: it speaks of part of a year. ``subject`` is the
    institution it begins with.
    """

    role: Role
    kinds: tuple[Kind, ...]
    number: str = ""
    session: str = ""
    years: tuple[int, ...] = ()
    interim: bool = False
    subject: str = ""


@dataclass(frozen=True, slots=True)
class ProposalReply:
    """一件答复的正文。 ``proposer`` tells how who asked is shown; his name is never kept.

    ``answer`` counts the characters that answer, without salutation, courtesies and signature. ``signed`` is the day below
    the text, or None. ``undertaker`` is what 承办单位： names.
    """

    number: str
    kinds: tuple[Kind, ...]
    proposer: Literal["named", "masked", "group", ""]
    answer: int
    signed: date | None
    undertaker: str = ""
    refers_to_file: bool = False


@dataclass(frozen=True, slots=True)
class ProposalSummary:
    """办理总体情况的正文：载有的件数和结果。 ``counts`` are numbers of items it states, ``outcomes`` whether it tells results."""

    counts: tuple[int, ...]
    outcomes: bool
    quote: str


def read_proposal_title(title: str, text: str = "") -> ProposalTitle | None:
    """What ``title`` says it is; None when it does not speak of deputies' suggestions or members' proposals.

    A title that only says 建议 (关于加强停车管理建议的答复) is a reply when ``text``, its page, addresses a deputy or member.
    """
    plain = plain_title(title).translate(_QUOTES)
    if not _SUBJECT.search(plain):
        addressed = "建议" in plain and _IS_ANSWER.search(plain) and not _NEWS.search(plain) and _addressed(text)
        return ProposalTitle("reply", _kinds(_squeezed(text[:200])), years=_years(plain, ""), subject=_subject(plain)) if addressed else None
    session = _SESSION.search(plain)
    bare = plain.replace(session.group(), "", 1) if session else plain
    number, kinds = _number(plain), _kinds(plain)
    return ProposalTitle(
        role=_role(bare, numbered=bool(number)),
        kinds=kinds,
        number=number,
        session=session.group() if session else "",
        years=_years(plain, number),
        interim=bool(_INTERIM.search(bare)),
        subject=_subject(plain),
    )


def read_reply(title: str, text: str) -> ProposalReply:
    """What the page of a reply holds. Nothing here decides whether it is one: ask its title first."""
    plain = text[:_MAX_TEXT]
    lines = [line.strip() for line in plain.strip().splitlines() if line.strip()]
    signed, body = _signed(plain)
    told = _UNDERTAKER.search(plain[:2000])
    return ProposalReply(
        number=_number(plain_title(title).translate(_QUOTES)) or _number(plain_title(plain.strip()).translate(_QUOTES)),
        kinds=_kinds(plain_title(title) + _squeezed(plain[:200])),
        proposer=_proposer(lines),
        answer=_answer(body, title),
        signed=signed,
        undertaker=re.sub(r"\s", "", told["unit"]) if told else "",
        refers_to_file=bool(_TO_FILE.search(plain)),
    )


def read_summary(text: str) -> ProposalSummary:
    """How many items a summary tells of, and whether it tells what became of them."""
    plain = _squeezed(text[:_MAX_TEXT])
    found = list(_COUNTED.finditer(plain))
    counts = tuple(n for match in found if (n := read_count(match["n"])) is not None)
    outcome = _OUTCOME.search(plain)
    first = found[0] if found else outcome
    quote = plain[max(0, first.start() - 10) : first.end() + 40] if first else ""
    return ProposalSummary(counts, bool(outcome), quote)


def _role(bare: str, *, numbered: bool) -> Role:
    # A reply ends with the word for it and names its item; 做好建议提案答复 ends alike and names none.
    answers = bool(_IS_ANSWER.search(bare))
    if numbered and answers:
        return "reply"
    if _LIST.search(bare):
        return "list"
    if _NEWS.search(bare):
        return "news"
    if _ABOUT.search(bare):
        return "about"
    if answers and _ANSWER_WORD.search(bare) and _names_matter(bare):
        return "reply"
    return "summary" if _WHOLE.search(bare) else "other"


def _names_matter(bare: str) -> bool:
    """Whether a title without a number names what was asked for: 关于加强停车管理提案的答复, 对李*代表建议的答复."""
    words = YEARS.sub("", bare)
    words = re.sub(rf"{_BODY}|建议|提案|议案|代表|委员|{_ANSWERS}|关于|对|就|办理|的|公开|年|度|全区|区|县|[()\[\]:、\d]", "", words)
    return len(words) >= 3 or bool(re.search(rf"[\u4e00-\u9fa5]?[{_MASK}]{{1,2}}(?:代表|委员)", bare))


def _number(plain: str) -> str:
    found = _NUMBER.search(plain)
    return (found["no"] or found["no2"]) if found else ""


def _kinds(plain: str) -> tuple[Kind, ...]:
    suggestion = re.search(r"人大(?!常委)|人代会|人民代表大会|(?<!全权)代表.{0,12}建议|\d号(?:重点)?(?:代表)?建议|建议提案|提案建议|议案", plain)
    proposal = re.search(r"提案|政协", plain)
    return tuple(kind for kind, found in (("建议", suggestion), ("提案", proposal)) if found)  # type: ignore[misc]


def _years(plain: str, number: str) -> tuple[int, ...]:
    named = tuple(year for found in YEARS.finditer(plain) for year in years_of(found.group()))
    coded = re.fullmatch(r"(20[1-4]\d)\d{2,4}(?:-\d+)?", number)
    return tuple(dict.fromkeys((*((int(coded[1]),) if coded else ()), *named)))


def _subject(plain: str) -> str:
    """The institution a title begins with: 区教育局 of 区教育局关于区政协…第3号提案的答复."""
    found = _BEFORE_SUBJECT.search(plain)
    head = plain[: found.start()] if found else ""
    return institution(head)[0] if re.search(r"(?:局|委|办|室|会|政府|街道|办事处|镇|乡|中心|院|厅|部|站)$", head) else ""


def _addressed(text: str) -> bool:
    return bool(_proposer([line.strip() for line in text[:2000].splitlines() if line.strip()]))


def _proposer(lines: list[str]) -> Literal["named", "masked", "group", ""]:
    for line in lines[:12]:
        found = _SALUTATION.match(line[:_LINE]) or _PROPOSED.search(line[:120])
        if found:
            return "masked" if any(mark in found["who"] for mark in _MASK) else "named"
        if _GROUP.search(line[:_LINE]):
            return "group"
    return ""


def _signed(text: str) -> tuple[date | None, str]:
    """The day in the signature and the body before it. A date inside a sentence that goes on is no signature."""
    end = text.rstrip()
    offset = max(0, len(end) - _SIGNATURE)
    for day, start, stop in reversed(find_dates(end[offset:])):
        after = re.sub(r"[\s。.（）()]", "", end[offset + stop :])
        before = end[: offset + start].rstrip()
        # Contacts and attachments may follow a signature; a date is one when a line or a sentence ends before it.
        begins = end[: offset + start].endswith("\n") or before.endswith(("。", "局", "府", "办", "委", "处", "会", "室", "心", "队"))
        if begins and (not after or re.match(r"(?:联系|附件|抄送|承办|经办|主办|公开|电话|签发|[(（])", after)):
            return day, before
    return None, end


def _answer(body: str, title: str) -> int:
    """How many characters really answer."""
    kept = []
    for line in body.splitlines():
        words = line.strip()
        if not words or words == title.strip() or (_SALUTATION.match(words[:_LINE]) and len(words) <= 40):
            continue
        if re.fullmatch(r"[\u4e00-\u9fa5（）()]{2,24}(?:局|委|委员会|办公室|政府|办事处|中心|镇|乡|街道)", words):
            continue
        head = _SALUTATION.match(words[:_LINE])
        kept.append(_COURTESY.sub("", words[head.end() :] if head else words))
    return len(_squeezed("".join(kept)))


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
