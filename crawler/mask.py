"""Personal numbers are masked before any text is stored or shown: identity numbers, mobiles, bank cards.

A credit code of an organisation, an office telephone and a document number are not personal and pass untouched.
"""

import re
from collections.abc import Callable, Iterable
from typing import Final
from urllib.parse import quote, unquote

from stdnum import luhn
from stdnum.cn import ric, uscc

# One character for one: what is found here stands at the same place in the text as published.
_ASCII: Final = str.maketrans("０１２３４５６７８９Ｘｘ－　", "0123456789Xx- ")
_BORN: Final = r"(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_IDENTITY = re.compile(rf"(?<!\d)[1-9]\d{{5}}{_BORN}\d{{3}}[\dXx](?![0-9A-Za-z])")
_PARTED = re.compile(r"(?<!\d)\d{2,14}+(?:[- ·]\d{1,14}+)++[Xx]?(?![0-9A-Za-z])")
# How people part an identity number: by what its parts mean, or to make it readable. Figures of a table rarely fall so.
_PARTS: Final = frozenset(
    ((3, 3, 4, 4, 4), (3, 3, 8, 4), (6, 8, 4), (6, 4, 4, 4), (6, 4, 2, 2, 4), (6, 12), (14, 4), (4, 4, 4, 4, 2))
)
_PERSONS: Final = re.compile(r"身份|证件|公民|居民")
_OTHER_NUMBERS: Final = re.compile(
    r"编\s?号|单号|流水|序列号|条码|合同|订单|项目代码|批次|凭证|发票|受理号|标段|索引号|档号|信用代码|机构代码"
)
# In one run or in groups (138-0013-8000), with or without the country's number before it.
_MOBILE = re.compile(r"(?<!\d)((?:\+?86[- ]?)?1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})(?!\d|\.\d)")  # 15012345678.00 is money
_CARD = re.compile(r"(?<!\d)(?:62\d{2}|4\d{3}|5[1-5]\d{2})(?:[- ]?\d{4}){2,3}(?:[- ]?\d{1,4})?(?!\d)")
# An address is full of numbers of its own: only what stands by itself between its marks is taken for a person's.
_IN_ADDRESS = re.compile(
    rf"(?<![0-9A-Za-z])(?:1[3-9]\d{{9}}|62\d{{14,17}}|[1-9]\d{{5}}{_BORN}\d{{3}}[\dXx])(?![0-9A-Za-z])"
)
# Whatever is found here has eleven digits at least, with no more than one mark between two of them.
_LEAST = re.compile(r"\d(?:[- ·－\u3000]?\d){10}")
_URL_SAFE: Final = "/:@!$&'()*+,;=-._~%?#[]"


def mask(text: str) -> str:
    """``text`` with every personal number replaced by its masked form, the rest untouched."""
    if _LEAST.search(text) is None:
        return text
    for _, pattern, masked in _KINDS:
        text = _replaced(text, pattern, masked)
    return text


def personal_spans(text: str) -> tuple[tuple[str, int, int], ...]:
    """(kind, start, end) of every personal number in ``text``: identity, mobile, bank_card. The number itself is not told."""
    found: list[tuple[str, int, int]] = []
    if _LEAST.search(text) is None:
        return ()
    for kind, pattern, masked in _KINDS:
        plain = text.translate(_ASCII)
        spans = [match.span() for match in pattern.finditer(plain) if masked(match) != match.group(0)]
        found += [(kind, start, end) for start, end in spans]
        text = starred(text, spans)
    return tuple(sorted(found, key=lambda each: each[1]))


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
    shown = _IN_ADDRESS.sub(_addressed, written)
    return url if shown == written else quote(shown, safe=_URL_SAFE)


def _replaced(text: str, pattern: re.Pattern[str], masked: Callable[[re.Match[str]], str]) -> str:
    """``text`` with each match replaced by what ``masked`` makes of it; matches are sought in ASCII digits."""
    plain = text.translate(_ASCII)
    kept: list[str] = []
    done = 0
    for found in pattern.finditer(plain):
        shown = masked(found)
        if shown != found.group(0):
            kept += [text[done : found.start()], shown]
            done = found.end()
    return "".join((*kept, text[done:])) if kept else text


def _identity(found: re.Match[str]) -> str:
    """A wrong check digit may be a typing mistake of a real number, unless the number is said to be of another kind."""
    number = found.group(0).upper()
    before = found.string[max(0, found.start() - 16) : found.start()]
    is_code = bool(_OTHER_NUMBERS.search(before)) and not _PERSONS.search(before)
    if _is_checked(number):
        return found.group(0) if is_code and uscc.is_valid(number) else _hidden(number)
    if is_code or (before[-1:].isascii() and before[-1:].isalpha()) or uscc.is_valid(number):
        return found.group(0)
    return _hidden(number)


def _parted(found: re.Match[str]) -> str:
    """An identity number in groups: only with one separator throughout, a shape people use, and a right check digit."""
    pieces = re.split(r"([- ·])", found.group(0))
    groups, marks = pieces[::2], pieces[1::2]
    sizes = tuple(len(group) for group in groups)
    for first in range(len(groups)):
        for count in (2, 3, 4, 5):
            end = first + count
            if sizes[first:end] not in _PARTS or len(set(marks[first : end - 1])) > 1:
                continue
            number = "".join(groups[first:end]).upper()
            if _is_identity(number):
                return "".join(pieces[: 2 * first]) + _hidden(number) + "".join(pieces[2 * end - 1 :])
    return found.group(0)


def _mobile(found: re.Match[str]) -> str:
    return f"{found.group(1)}****{found.group(3)}"


def _card(found: re.Match[str]) -> str:
    number = re.sub(r"\D", "", found.group(0))
    if not 16 <= len(number) <= 19 or not luhn.is_valid(number):
        return found.group(0)
    return f"{number[:4]}{'*' * (len(number) - 8)}{number[-4:]}"


def _addressed(found: re.Match[str]) -> str:
    number = found.group(0)
    if len(number) == 11:
        return f"{number[:3]}****{number[7:]}"
    if _is_identity(number.upper()):
        return _hidden(number.upper())
    return _card(found) if number.startswith("62") else number


def _is_identity(number: str) -> bool:
    return _IDENTITY.fullmatch(number) is not None and _is_checked(number)


def _is_checked(number: str) -> bool:
    return bool(ric.calc_check_digit(number) == number[-1])


def _hidden(number: str) -> str:
    return f"{number[:2]}{'*' * 13}{number[-3:]}"


_KINDS: Final = (
    ("identity", _IDENTITY, _identity),
    ("identity", _PARTED, _parted),
    ("mobile", _MOBILE, _mobile),
    ("bank_card", _CARD, _card),
)
