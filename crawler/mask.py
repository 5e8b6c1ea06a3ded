"""Personal numbers are masked before any text is stored or shown: identity numbers, mobiles, bank cards.

A credit code of an organisation, an office telephone and a document number are not personal and pass untouched.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Final
from urllib.parse import quote, unquote

from stdnum import luhn
from stdnum.cn import ric, uscc

# One character for one: what is found here stands at the same place in the text as published.
_ASCII: Final = str.maketrans(
    "０１２３４５６７８９ＸｘⅩΧХ－﹣−‐‑‒–—―•・‧∙．／＿\u3000\u00a0\u202f\u205f" + "".join(map(chr, range(0x2000, 0x200B))),
    "0123456789XxXXX---------····./_" + " " * 15,
)
_OTHERWISE = re.compile(f"[{re.escape(''.join(map(chr, _ASCII)))}]")
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060-\u2064\ufeff]")
_BORN: Final = r"(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
# Cells and lines that a page sets apart run together in its text: a day may stand right before a number, or right after.
# Looked at behind the first digit, so that a text without digits is passed over fast.
_BEGIN: Final = r"(?:(?<!\d\d)|(?<=\d{4}[-./]\d\d[-./]\d\d\d))"
_END: Final = r"(?:(?!\d)|(?=(?:19|20)\d{2}(?:[-./]\d|年)))"
_IDENTITY = re.compile(rf"[1-9]{_BEGIN}\d{{5}}{_BORN}\d{{3}}[\dXx]{_END}")
_OLD_IDENTITY = re.compile(r"[1-9](?<!\d\d)\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?![\dXx]|[.,]\d)")
_PARTED = re.compile(r"\d(?<!\d\d)\d{0,16}+(?:(?: {1,3}|[-·./_\t\n])(?:\d{1,14}(?!\d)|[Xx](?![A-Za-z])))++[Xx]?(?!\d)")
_MARK = re.compile(r"[^0-9Xx]+")
# How people part an identity number: by what its parts mean, or to make it readable. Figures of a table rarely fall so.
_PARTS: Final = frozenset(
    (
        (3, 3, 4, 4, 4), (3, 3, 8, 4), (6, 8, 4), (6, 4, 4, 4), (6, 4, 2, 2, 4), (6, 12), (14, 4), (4, 4, 4, 4, 2),
        (6, 8, 3, 1), (6, 4, 2, 2, 3, 1), (6, 8, 2, 2), (6, 6, 6), (6, 4, 8), (10, 8), (12, 6), (10, 4, 4), (8, 10), (9, 9),
        (17, 1), (2, 4, 4, 4, 4), (2, 4, 8, 4), (2, 2, 2, 8, 4), (2, 2, 2, 4, 2, 2, 4), (4, 4, 4, 6), (5, 5, 5, 3), (3,) * 6,
        (2,) * 9, (1,) * 18,
    )
)  # fmt: skip
_PROVINCE: Final = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_PERSONS: Final = re.compile(r"身份|证件|公民|居民")
_CARD_LABEL: Final = re.compile(r"身份证|公民身份|身份号")
_TELEPHONE_LABEL: Final = re.compile(r"电话|手机|联系方式|号码")
_OTHER_NUMBERS: Final = re.compile(
    r"编\s?号|单号|流水|序列号|条码|合同|订单|项目代码|批次|凭证|发票|受理号|标段|索引号|档号|信用代码|机构代码"
)
_LABEL_REACH: Final = 20  # characters before a number that say what it is
# In one run or in groups (138-0013-8000), with or without the country's number before it.
_MOBILE = re.compile(rf"(1(?:{_BEGIN}|(?<=(?<!\d)861)|(?<=(?<!\d)00861))[3-9]\d)[-. ·]?(\d{{4}})[-. ·]?(\d{{4}})(?!\.\d){_END}")  # 15012345678.00 is money
_SPACED_MOBILE = re.compile(r"(1(?<!\d\d)(?<!\d[ -]1)[ -][3-9][ -]\d)(?:[ -]\d){4}((?:[ -]\d){4})(?![ -]?\d)")
# UnionPay (62, and the older numbers of single banks), Visa, MasterCard, JCB.
_CARD = re.compile(
    rf"[3-69]{_BEGIN}(?:(?<=6)2\d\d|(?<=9)55[89]|(?<=6)0(?:13|14|33|36)|(?<=3)5(?:2[89]|[3-8]\d)|(?<=4)\d{{3}}|(?<=5)[1-5]\d\d)(?:[- ]?\d{{4}}){{2,3}}(?:[- ]?\d{{1,4}}){{0,2}}{_END}"
)
# An address is full of numbers of its own: only what stands by itself between its marks is taken for a person's.
_IN_ADDRESS = re.compile(
    rf"(?<![0-9A-Za-z])(?:1[3-9]\d{{9}}|62\d{{14,17}}|[1-9]\d{{5}}{_BORN}\d{{3}}[\dXx]|1[3-9]\d(?:-(?!19|20)\d{{4}}-| (?!19|20)\d{{4}} )\d{{4}})(?![0-9A-Za-z])"
)
# Whatever is found here has eleven digits at least, with few marks between two of them.
_LEAST = re.compile(r"\d(?:[^\dA-Za-z\u4e00-\u9fff]{0,3}+\d){10}")
_URL_SAFE: Final = "/:@!$&'()*+,;=-._~%?#[]"


def mask(text: str) -> str:
    """``text`` with every personal number replaced by its masked form, the rest untouched."""
    kept, done = [], 0
    for _, start, end, shown in masked_spans(text):
        kept += [text[done:start], shown]
        done = end
    return "".join((*kept, text[done:])) if kept else text


def personal_spans(text: str) -> tuple[tuple[str, int, int], ...]:
    """(kind, start, end) of every personal number in ``text``: identity, old_identity, mobile, bank_card. The number is not told.

    An old_identity has fifteen digits and no check digit: only the words before it make it one.
    """
    return tuple((kind, start, end) for kind, start, end, _ in masked_spans(text))


def masked_spans(text: str) -> tuple[tuple[str, int, int, str], ...]:
    """``personal_spans``, each with what is shown in its place."""
    if _LEAST.search(_seen(text)) is None:
        return ()
    found: list[tuple[str, int, int, str]] = []
    plain, places = _plain(text)
    for kind, pattern, masked in _KINDS:
        told = list(_matches(plain, pattern, masked))
        found += [(kind, *_placed(span, places), shown) for span, shown in told]
        plain = starred(plain, [span for span, _ in told]) if told else plain
    return tuple(sorted(found, key=lambda each: each[1]))


def bare(written: str) -> str:
    """The digits of a number, and its X, however it was written."""
    return re.sub(r"[^0-9X]", "", written.translate(_ASCII).upper())


def is_identity(number: str) -> bool:
    """Whether 18 digits are an identity number: a province, a day of birth, the right check digit."""
    return bool(_PROVINCE.match(number)) and _is_identity(number)


def starred(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """``text`` with a star for every character of the spans, so that all else stays at its place."""
    kept, done = [], 0
    for start, end in spans:
        kept += [text[done:start], "*" * (end - start)]
        done = end
    return "".join((*kept, text[done:]))


def mask_address(url: str) -> str:
    """``url`` for print. It leads nowhere when a personal number was in it; the archive keeps what can be asked for."""
    written = unquote(url) if "%" in url else url
    if _LEAST.search(written) is None:
        return url
    shown = _replaced(written, _IN_ADDRESS, _addressed)
    shown = _replaced(shown, _IDENTITY, _checked)
    shown = _replaced(shown, _PARTED, _parted)
    return url if shown == written else quote(shown, safe=_URL_SAFE)


_Masked = Callable[[re.Match[str]], list[tuple[int, int, str]]]


def _seen(text: str) -> str:
    return _UNSEEN.sub("", text) if _UNSEEN.search(text) else text


def _plain(text: str) -> tuple[str, list[int] | None]:
    """``text`` in ASCII digits without signs nobody sees; and the place of each character in it, None when none went."""
    if _UNSEEN.search(text) is None:
        return (text.translate(_ASCII) if _OTHERWISE.search(text) else text), None
    places = [n for n, sign in enumerate(text) if not _UNSEEN.match(sign)]
    return _UNSEEN.sub("", text).translate(_ASCII), [*places, len(text)]


def _placed(span: tuple[int, int], places: list[int] | None) -> tuple[int, int]:
    return span if places is None else (places[span[0]], places[span[1] - 1] + 1)


def _matches(plain: str, pattern: re.Pattern[str], masked: _Masked) -> Iterator[tuple[tuple[int, int], str]]:
    for found in pattern.finditer(plain):
        yield from (((start, end), shown) for start, end, shown in masked(found))


def _replaced(text: str, pattern: re.Pattern[str], masked: _Masked) -> str:
    """``text`` with what ``masked`` tells of each match in its place; matches are sought in ASCII digits."""
    plain, places = _plain(text)
    kept: list[str] = []
    done = 0
    for span, shown in _matches(plain, pattern, masked):
        start, end = _placed(span, places)
        kept += [text[done:start], shown]
        done = end
    return "".join((*kept, text[done:])) if kept else text


def _identity(found: re.Match[str]) -> list[tuple[int, int, str]]:
    """A wrong check digit may be a typing mistake of a real number, unless the number is said to be of another kind."""
    number = found.group(0).upper()
    before, after = _before(found, 16), found.string[found.end() : found.end() + 1]
    is_code = bool(_OTHER_NUMBERS.search(before)) and not _PERSONS.search(before)
    if _is_checked(number):
        return [] if is_code and uscc.is_valid(number) else _whole(found, _hidden(number))
    if is_code or any(sign.isascii() and sign.isalnum() for sign in (before[-1:], after)) or uscc.is_valid(number):
        return []
    return _whole(found, _hidden(number))


def _checked(found: re.Match[str]) -> list[tuple[int, int, str]]:
    number = found.group(0).upper()
    return _whole(found, _hidden(number)) if _is_checked(number) else []


def _old_identity(found: re.Match[str]) -> list[tuple[int, int, str]]:
    number, before = found.group(0), _before(found, _LABEL_REACH)
    if not _PROVINCE.match(number) or not _CARD_LABEL.search(before):
        return []
    return _whole(found, f"{number[:2]}{'*' * 10}{number[-3:]}")


def _parted(found: re.Match[str]) -> list[tuple[int, int, str]]:
    """Identity numbers in groups: a shape people use with one mark throughout, or any under their name; a right check digit."""
    is_named = bool(_CARD_LABEL.search(_before(found, _LABEL_REACH)))
    written, at, told = found.group(0), found.start(), []
    groups = [(m.start(), m.end()) for m in _GROUP.finditer(written)]
    marks = [written[a[1] : b[0]] for a, b in pairwise(groups)]
    first = 0
    while first < len(groups):
        last = _last(groups, marks, first, is_named)
        if last < 0:
            first += 1
            continue
        start, end = groups[first][0], groups[last][1]
        number = _MARK.sub("", written[start:end]).upper()
        sizes = tuple(b - a for a, b in groups[first : last + 1])
        if (is_named or sizes in _PARTS) and is_identity(number):
            told.append((at + start, at + end, _hidden(number)))
            first = last
        first += 1
    return told


def _last(groups: list[tuple[int, int]], marks: list[str], first: int, is_named: bool) -> int:
    """The last of the groups that make eighteen digits, from ``first`` on; -1 when they do not."""
    length = groups[first][1] - groups[first][0]
    for n in range(first + 1, min(first + 18, len(groups))):
        if not is_named and marks[n - 1] != marks[first]:
            return -1
        length += groups[n][1] - groups[n][0]
        if length >= 18:
            return n if length == 18 else -1
    return -1


def _mobile(found: re.Match[str]) -> list[tuple[int, int, str]]:
    return _whole(found, f"{found.group(1)}****{found.group(3)}")


def _spaced_mobile(found: re.Match[str]) -> list[tuple[int, int, str]]:
    if not _TELEPHONE_LABEL.search(_before(found, 12)):
        return []
    return _whole(found, f"{bare(found.group(1))}****{bare(found.group(2))}")


def _card(found: re.Match[str]) -> list[tuple[int, int, str]]:
    number = re.sub(r"\D", "", found.group(0))
    if not 16 <= len(number) <= 19 or not luhn.is_valid(number):
        return []
    return _whole(found, f"{number[:4]}{'*' * (len(number) - 8)}{number[-4:]}")


def _addressed(found: re.Match[str]) -> list[tuple[int, int, str]]:
    number = bare(found.group(0))
    if len(number) == 11:
        return _whole(found, f"{number[:3]}****{number[7:]}")
    if _is_identity(number):
        return _whole(found, _hidden(number))
    return _card(found) if number.startswith("62") else []


def _whole(found: re.Match[str], shown: str) -> list[tuple[int, int, str]]:
    return [(found.start(), found.end(), shown)]


def _before(found: re.Match[str], reach: int) -> str:
    return found.string[max(0, found.start() - reach) : found.start()]


def _is_identity(number: str) -> bool:
    return _IDENTITY.fullmatch(number) is not None and _is_checked(number)


def _is_checked(number: str) -> bool:
    return bool(ric.calc_check_digit(number) == number[-1])


def _hidden(number: str) -> str:
    return f"{number[:2]}{'*' * 13}{number[-3:]}"


_GROUP = re.compile(r"\d+[Xx]?|[Xx]")
_KINDS: Final[tuple[tuple[str, re.Pattern[str], _Masked], ...]] = (
    ("identity", _IDENTITY, _identity),
    ("identity", _PARTED, _parted),
    ("old_identity", _OLD_IDENTITY, _old_identity),
    ("mobile", _MOBILE, _mobile),
    ("mobile", _SPACED_MOBILE, _spaced_mobile),
    ("bank_card", _CARD, _card),
)
