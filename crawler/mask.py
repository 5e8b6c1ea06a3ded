"""Personal numbers are masked before any text is stored or shown: identity numbers, mobiles, bank cards.

A credit code of an organisation, an office telephone and a document number are not personal and pass untouched.
"""

import re

from stdnum import luhn

_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])([1-9]\d{5})((?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx])(?![0-9A-Za-z])"
)
# In one run or in groups (138-0013-8000), in ASCII or full-width digits, with or without the country's number before it.
_MOBILE = re.compile(r"(?<!\d)((?:\+?86[- ]?)?[1１][3-9３-９]\d)[- ]?(\d{4})[- ]?(\d{4})(?!\d)")
_CARD = re.compile(r"(?<!\d)(?:62\d{2}|4\d{3}|5[1-5]\d{2})(?:[- ]?\d{4}){2,3}(?:[- ]?\d{1,4})?(?!\d)")


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
    number = re.sub(r"\D", "", found.group(0))
    if not 16 <= len(number) <= 19 or not luhn.is_valid(number):
        return found.group(0)
    return f"{number[:4]}{'*' * (len(number) - 8)}{number[-4:]}"
