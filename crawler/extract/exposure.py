"""处罚信息中未隐去的个人信息：身份证号、手机号、银行卡号、住址。只说种类和在哪一句，不记内容。 Personal data left unmasked, with their context.

读得出：校验无误的身份证号；写在自然人当事人旁边的手机号、住址；不在缴款账户旁边的银行卡号。
读不出：图片；号码分写在几格里的。
不是个人信息：统一社会信用代码，文书号，企业的电话和地址，机关的联系电话，执法人员的姓名和证号，罚没款缴款账户，已用 * 隐去的。
依据：政府信息公开条例第十五条；个人信息保护法第二十八条、第三十四条。
"""

import re
from dataclasses import dataclass
from typing import Final, Literal

from crawler.extract.elements import MAX_TEXT
from crawler.extract.personal import hidden
from crawler.extract.place import Passage
from crawler.files.model import Place
from crawler.mask import bare, is_identity

version = 1

Kind = Literal["identity", "mobile", "bank_card", "address"]
NAMES: Final[dict[Kind, str]] = {"identity": "身份证号", "mobile": "手机号", "bank_card": "银行卡号", "address": "详细住址"}

_BORN_BEFORE: Final = 2012  # numbers of files begin with a place and this year's day
_OTHER_NUMBER = re.compile(
    r"编\s?号|[文案单账]号|流水|序列|条码|合同|订单|代码|批次|凭证|发票|受理|登记号|注册号|许可证|执照"
)
_CARD_WORDS = re.compile(r"身份|证件|公民")
_AROUND: Final = 40  # characters before a number that tell whose it is
_OFFICE = re.compile(
    r"联系(?:人|电话|方式|我们)|咨询|举报|监督|投诉|值班|办公|传真|客服|热线|承办|经办|执法|办案|本局|我局|大队|中队|窗口|服务电话|财政|罚没|缴款|缴纳"
)
_PARTY = re.compile(
    r"当事人|相对人|被?处罚(?:人|对象)|违法(?:人|行为人)|姓名|性别|身份证|证件|公民|驾驶(?:人|员)|经营者|本人|住址|住所|户籍|出生|民族"
)
_ACCOUNT = re.compile(r"账户|帐户|账号|帐号|户名|开户|专户|缴|罚没|汇|财政|收款")
_LIVES = re.compile(
    r"(?:家庭|现|户籍|户口|身份证)?(?:住址|住所地?|地址|所在地)\s{0,3}[:：\t]?\s{0,3}(?P<where>[一-鿿0-9A-Za-z（）()\-－—#·、 ]{6,60})"
)
_DETAILED = re.compile(r"[0-9一二三四五六七八九十]{1,5}\s?(?:号|组|室|单元|栋|幢|楼|社|户)(?!令|文|决定)")
_WORKPLACE = re.compile(r"公司|厂|店|商行|超市|经营部|中心|合作社|市场|工地|项目部|大厦|商铺|门市|机关|局|办公")
_FIRM_BEFORE = re.compile(r"(?:经营|注册|单位|企业|公司|营业|机关|事发|违法|案发|本局|我局)(?:地点|场所)?[的]?$")


@dataclass(frozen=True, slots=True)
class Exposure:
    """Something of a person that was left to read. ``passage`` holds its surroundings with the thing itself starred out."""

    kind: Kind
    passage: Passage


def exposures(text: str, *, person: bool) -> tuple[Exposure, ...]:
    """What a text shows of persons, in order. ``person``: the only party of the decision is a natural person by its name.

    An identity number is a person's whoever the party is; the other kinds are told only of a person's decision.
    """
    words = text[:MAX_TEXT]
    shown, marks = hidden(words)
    found = []
    for mark in marks:
        start, end = mark.place.start, mark.place.end
        before = shown[max(0, start - _AROUND) : start]
        if mark.kind == "old_identity":  # no check digit: it proves nothing
            continue
        if mark.kind == "identity" and not (_is_true(words[start:end]) and _is_persons(before)):
            continue
        if mark.kind == "bank_card" and (not person or _ACCOUNT.search(before)):
            continue
        if mark.kind == "mobile" and (not person or _OFFICE.search(before) or not _PARTY.search(before)):
            continue
        found.append(Exposure(mark.kind, _around(mark.kind, shown, start, end)))
    if person:
        found += [Exposure("address", place) for place in _addresses(shown)]
    return tuple(sorted(found, key=lambda each: each.passage.place.start))


def _is_persons(before: str) -> bool:
    """Whether the words before a number do not call it something else: a file's or a receipt's number has a date in it too."""
    return not _OTHER_NUMBER.search(before[-16:]) or bool(_CARD_WORDS.search(before[-16:]))


def _is_true(written: str) -> bool:
    """Whether the check digit holds and whoever it names is no infant: what fails it may be any other number."""
    plain = bare(written)
    return is_identity(plain) and int(plain[6:10]) <= _BORN_BEFORE


def _around(kind: Kind, shown: str, start: int, end: int) -> Passage:
    """The label before the thing, without figures of its own: a home may stand before a telephone."""
    line = max(shown.rfind("\n", 0, start) + 1, start - 20)
    label = re.split(r"[，,；;。\s（(]", shown[line:start].strip(" \t（("))[-1]
    label = "" if re.search(r"\d", label) else label[-12:]
    return Passage(kind, f"{label}（{NAMES[kind]}，不转录）", Place(start=start, end=end))


def _addresses(shown: str) -> list[Passage]:
    """Homes told down to house or group. A work place, a firm's seat, a masked one and a place of the act are none."""
    found = []
    for match in _LIVES.finditer(shown):
        where = match["where"]
        before = shown[max(0, match.start() - 8) : match.start()]
        if not _DETAILED.search(where) or _WORKPLACE.search(where) or _FIRM_BEFORE.search(before.rstrip()):
            continue
        ahead = shown[max(0, match.start() - 3 * _AROUND) : match.start()]
        if _PARTY.search(ahead + match.group()[: match.start("where") - match.start()]) and not _OFFICE.search(ahead[-_AROUND:]):
            start, end = match.span("where")
            found.append(_around("address", shown, start, end))
    return found
