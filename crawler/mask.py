"""Personal numbers are masked before any text is stored or shown: identity numbers, mobiles, bank cards.

A credit code of an organisation, an office telephone and a document number are not personal and pass untouched.
"""

import re

from stdnum import luhn

_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])([1-9]\d{5})((?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx])(?![0-9A-Za-z])"
)
_MOBILE = re.compile(r"(?<![\dA-Za-z.\-_/])(1[3-9]\d)(\d{4})(\d{4})(?![\dA-Za-z])")
_CARD = re.compile(r"(?<![\dA-Za-z.\-_/])(62\d{2}|4\d{3}|5[1-5]\d{2})(\d{8,11})(\d{4})(?![\dA-Za-z])")


def mask(text: str) -> str:
    """``text`` with every personal number replaced by its masked form, the rest untouched."""
    if not any(character.isdigit() for character in text):
        return text
    text = _IDENTITY.sub(_identity, text)
    text = _MOBILE.sub(lambda found: f"{found.group(1)}****{found.group(3)}", text)
    return _CARD.sub(_card, text)


def _identity(found: re.Match[str]) -> str:
    # A wrong check digit may be a typing mistake of a real number, and its birth date is real: masked all the same.
    number = found.group(0).upper()
    return f"{number[:2]}{'*' * 13}{number[-3:]}"


def _card(found: re.Match[str]) -> str:
    number = found.group(0)
    if not luhn.is_valid(number):
        return number
    return f"{number[:4]}{'*' * (len(number) - 8)}{number[-4:]}"
