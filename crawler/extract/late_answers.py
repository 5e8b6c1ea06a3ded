"""年度报告承认逾期答复的判读：哪一句、几件。 Where a report on disclosure says itself that applications were answered too late.

读得出：“有2件申请超过法定期限答复”“逾期答复1件”“未按期办结3件”；自制表格里“逾期答复”一行的件数；“按期答复率95%”；
“个别申请超期答复”“因逾期答复被确认违法”（没有件数的）。
读不出：写在图片里的；只说“答复不及时”而没有说超过期限的。
不是承认：没有、未、无、零件、杜绝、避免、防止逾期；申请人逾期不补正、逾期未缴费（统一表格的固定行）；建议提案、信访、留言的办结率；逾期预警和追责的制度。
依据：政府信息公开条例第三十三条（收到申请之日起20个工作日内答复，可以延长20个工作日）。
"""

import re
from dataclasses import dataclass
from typing import Final, Literal

from crawler.extract.numerals import COUNT, read_count
from crawler.extract.periods import sentence_spans
from crawler.extract.place import Passage, kept, passage

version = 1

_MAX_TEXT: Final = 100_000
_MOST: Final = 20
_LONGEST: Final = 400  # characters of a sentence that is asked
_BLANKS = re.compile(r"[ \t\u3000\xa0\u200b]+")
_ROW = re.compile(r"(?P<name>[^\s\d][^\s]{3,60})(?P<cells>(?:[ \t]+\d{1,6})+)")  # a body gives blanks for its tabs
_OVER: Final = r"(?:逾期|超期|超时限?|超过(?:法定|规定|答复)?(?:的)?(?:办理|答复)?(?:期限|时限)|(?:未能?|没有)(?:按期|按时|如期|在(?:法定|规定)(?:期限|时限|时间)内?))"
_ANSWER: Final = r"(?:未)?(?:答复|回复|办理|办结|作出|处理)"
_LATE = re.compile(_OVER)
_SAYS_ANSWER = re.compile(r"答复|回复|办理|办结|申请|处理|作出")
# The applicant was late, not the unit; fixed rows of the form among them.
_OF_APPLICANTS = re.compile(r"(?:申请人)?(?:无正当理由)?(?:逾期|超期)(?:不|未)(?:按[^，。；\t]{0,16})?(?:补正|缴|交|提供|支付|答复补正|更正)[^，。；\t]{0,24}|申请人[^，。；\t]{0,8}逾期[^，。；\t]{0,24}")
_DENIED = re.compile(
    r"无|未(?!按|能按|在|能在)|没有(?!按|在)|不存在|不得|不会|零|杜绝|避免|防止|防范|严防|严禁|确保|坚决|从不|减少|降低|预防|谨防|规避|不(?:发生|出现|产生|超|逾)"
)
# Others than the unit who let a day pass: who was to complete a request, to pay, or to be heard; who appealed too late.
_OF_OTHERS = re.compile(r"补正|第三方|放弃|撤回|缴费|当事人|提起|提出|起诉")
_GIVEN_UP = re.compile(r"^[^。]{0,4}(?:视为|按)[^。]{0,8}(?:放弃|撤回)")
_MEASURE = re.compile(r"预警|提醒|督办|督促|追责|问责|责任追究|制度|机制|风险|隐患|若|如果|如有|一旦|对(?:于)?(?:逾期|超期)|凡|将")
_CLAUSES = re.compile(r"[，,、；;：:]")
_OTHERS = re.compile(r"上年|去年|往年|上一年|以前年度|历年|全区|全县|全市|各部门|各单位|各镇|各乡|各级|外地")
_OTHER_BUSINESS = re.compile(r"建议|提案|信访|留言|信箱|热线|12345|工单|投诉|许可|审批|政务服务|办件|督查")
_COUNTED = re.compile(rf"{_OVER}{_ANSWER}?(?:的)?(?:政府信息公开|信息公开|依申请公开)?(?:的)?(?:申请)?(?:件数|数量|总数|数|量)?(?:共计?|有|为|是|[:：])?(?P<n>{COUNT})(?:件|宗|起|份)")
_COUNTED_BEFORE = re.compile(rf"(?<![第\d])(?P<n>{COUNT})(?:件|宗|起|份)(?P<gap>[^，,。；;、：:]{{0,24}}?){_OVER}{_ANSWER}")
_RATE = re.compile(r"(?:按期|按时|及时|如期|限期|法定期限内)(?:答复|办结|回复|办理)率(?:为|达到?|是|[:：])?(?P<n>\d{1,3}(?:\.\d{1,2})?)[%％]")
_NOUGHT = re.compile(rf"{_OVER}{_ANSWER}?(?:的)?(?:申请)?(?:件数|数量|数|率|量)?(?:共计?|有|为|是|[:：])?(?:0|０|零)(?:件|宗|起|份|[%％]|$)")

How = Literal["counted", "rate", "told"]


@dataclass(frozen=True, slots=True)
class LateAnswers:
    """One sentence or row of a table that admits it. ``count`` is how many, None where it does not say; ``rate`` of answers in time.

    ``sure``: it counts this unit's own late answers of this year, and speaks of nothing else.
    """

    how: How
    quote: str
    count: int | None = None
    rate: str = ""
    sure: bool = False
    passages: tuple[Passage, ...] = ()


def read_late_answers(text: str) -> tuple[LateAnswers, ...]:
    """Every admission in the order of the text."""
    text = text[:_MAX_TEXT]
    found: list[LateAnswers] = []
    for start, end in sentence_spans(text):
        words = text[start:end]
        if len(found) == _MOST:
            break
        if len(words) > _LONGEST:
            continue
        row = _ROW.fullmatch(words.strip())
        if said := _row(row) if row else _sentence(_BLANKS.sub("", words)):
            how, count, rate, sure = said
            where = passage("late", text, start, end)
            found.append(LateAnswers(how, words.strip(), count, rate, sure, kept(where)))
    return tuple(found)


_Said = tuple[How, int | None, str, bool]


def _row(row: re.Match[str]) -> _Said | None:
    """逾期答复 0 2: a row of a table; its last figure is the total."""
    name = row["name"]
    late = _LATE.search(_OF_APPLICANTS.sub("", name)) and _SAYS_ANSWER.search(name)
    if not late or _OTHER_BUSINESS.search(name) or _OF_OTHERS.search(name) or _DENIED.search(name):
        return None
    total = int(row["cells"].split()[-1])
    return ("counted", total, "", not _OTHERS.search(name)) if total else None


def _sentence(plain: str) -> _Said | None:
    plain = _OF_APPLICANTS.sub("", plain)
    if (rate := _RATE.search(plain)) and float(rate["n"]) < 100 and "申请" in plain and not _is_of_other_business(plain, rate):
        return "rate", None, f"{rate['n']}%", False
    if not _SAYS_ANSWER.search(plain):
        return None
    if counted := _counted(plain):
        match, count = counted
        return ("counted", count, "", not _is_doubtful(plain, match)) if count else None
    admits = (_admits(plain, late) for late in _LATE.finditer(plain))
    return ("told", None, "", False) if any(admits) else None


def _counted(plain: str) -> tuple[re.Match[str], int] | None:
    """Where it says how many were late, and how many; none (零件) counts, too."""
    for match in _COUNTED.finditer(plain):
        if not _DENIED.search(_clause_before(plain, match.start())) and not _is_anothers(plain, match):
            return match, read_count(match["n"]) or 0
    for match in _COUNTED_BEFORE.finditer(plain):
        if not _DENIED.search(match["gap"]) and not _NOUGHT.search(plain, match.start()) and not _is_anothers(plain, match):
            return match, read_count(match["n"]) or 0
    nought = _NOUGHT.search(plain)
    return (nought, 0) if nought else None


def _is_of_other_business(plain: str, match: re.Match[str]) -> bool:
    """Whether proposals or letters were late, not requests: by the clause, where the sentence speaks of requests at all."""
    return bool(_OTHER_BUSINESS.search(_around(plain, match) if "申请" in plain else plain))


def _is_anothers(plain: str, match: re.Match[str]) -> bool:
    """Whether somebody else was late, or the unit in other matters than requests."""
    passed = _OF_OTHERS.search(_around(plain, match)) or _GIVEN_UP.search(plain[match.end() : match.end() + 20])
    return bool(passed) or _is_of_other_business(plain, match)


def _is_doubtful(plain: str, match: re.Match[str]) -> bool:
    """Whether it may be of other units, of another year, of what is to be done against it, or of something else than answers."""
    if not re.search(_ANSWER, match.group()):
        return True
    whole = ",".join(_CLAUSES.split(plain[max(0, match.start() - 60) : match.start()])[-2:]) + match.group()
    return bool(_OTHERS.search(whole.replace("上年结转", "")) or _MEASURE.search(_around(plain, match)))


def _around(plain: str, match: re.Match[str]) -> str:
    """The clause in which a match stands."""
    return _clause_before(plain, match.start()) + match.group() + _CLAUSES.split(plain[match.end() : match.end() + 30])[0]


def _admits(plain: str, late: re.Match[str]) -> bool:
    """Whether what stands around one 逾期 says that it happened: 个别申请超期答复."""
    before, after = _clause_before(plain, late.start()), plain[late.end() : late.end() + 12]
    if _DENIED.search(before) or not re.search(_ANSWER, before + after):
        return False
    if _MEASURE.search(_around(plain, late)) or _is_anothers(plain, late):
        return False
    return bool(re.search(r"存在|出现|发生|有|个别|部分|少数|因|由于|导致|仍", before) or re.match(r"(?:未)?(?:答复|回复|办结)[^，。]{0,6}(?:被|而|导致|引发)", after))


def _clause_before(plain: str, at: int) -> str:
    """The words of the same clause that stand before a place."""
    return _CLAUSES.split(plain[max(0, at - 60) : at])[-1]
