"""未隐去的个人号码：只数个数，不留号码。 How many personal numbers a page shows in full, by kind; never the numbers.

Stored text is masked, so what stands there as 138****0000 was either published so or masked by us. The page as served tells
the two apart. The office's own contact (联系人、承办人、联系电话) is no deputy's.
"""

import re
from dataclasses import dataclass
from typing import Final

version = 1

_MOBILE = re.compile(r"(?<!\d)(1[3-9]\d)\*{4}(\d{4})(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)(\d{2})\*{13}(\d{2}[\dX])(?![0-9A-Za-z])")
_OFFICE = re.compile(r"联系人|承办人|经办人|联系电话|联系方式|咨询|办公室|电话[:：]|值班|传真|电子邮箱|邮编")
_PERSON = re.compile(r"(?:代表|委员|提案人|建议人|领衔人|联名人)[^，。；]{0,12}(?:电话|手机|联系|身份证|1[3-9]\d\*)|手机")
_MOST: Final = 400_000  # characters of either text that are looked at


@dataclass(frozen=True, slots=True)
class Exposed:
    """Numbers shown in full: ``mobiles`` without the office's own contact, ``identities``."""

    mobiles: int = 0
    identities: int = 0

    def __bool__(self) -> bool:
        return bool(self.mobiles or self.identities)

    def __str__(self) -> str:
        """What reports print: kinds and counts."""
        kinds = (("手机号", self.mobiles), ("身份证号", self.identities))
        return "、".join(f"{name} {count} 个" for name, count in kinds if count)


def exposed(masked: str, served: str) -> Exposed:
    """Count in ``masked``, the page's text with numbers masked, what ``served``, the page as it came, shows in full."""
    mobiles, identities = set(), set()
    served = served[:_MOST]
    for line in masked[:_MOST].splitlines():
        for found in _IDENTITY.finditer(line):
            if re.search(rf"(?<!\d){found[1]}\d{{13}}{found[2]}(?!\d)", served, re.IGNORECASE):
                identities.add(found.group())
        if _OFFICE.search(line) and not _PERSON.search(line):
            continue
        for found in _MOBILE.finditer(line):
            if re.search(rf"(?<!\d){found[1]}[- ]?\d{{4}}[- ]?{found[2]}(?!\d)", served):
                mobiles.add(found.group())
    return Exposed(len(mobiles), len(identities))
