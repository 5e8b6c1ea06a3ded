"""政府公报一期的标题：谁的公报、哪一年、第几期。 Titles of issues of a government gazette.

读得出：样本区人民政府公报2023年第3期（总第41期）、国务院公报2023年第20号、2023年第二期、政府公报2023年第1-2期（合刊）。
读不出：写在封面图片里的；增刊、专刊没有期号，不算一期。
不是：统计公报、质量公报；文件的编号（2023年第9号）；总期号。
依据：国务院和省、市、县政府公报的通行写法。
"""

import re
from dataclasses import dataclass
from typing import Final

from crawler.extract.numerals import COUNT, read_count
from crawler.extract.title_words import plain_title

version = 1

_TOTAL = re.compile(rf"[(\[]?总(?:第)?{COUNT}[期号][)\]]?")
_NUMBER = re.compile(rf"(?<!总)第?(?P<a>{COUNT})(?:(?:期|号)?[-~至、和](?:第)?(?P<b>{COUNT}))?(?P<sort>期|号)")
_YEAR = re.compile(r"(?<!\d)(20\d{2}|19\d{2})(?:年度?|[-.·/](?=第?\d{1,2}期)|(?=第))")
_NAMED = re.compile(r"(?P<owner>[一-鿿]{0,24}?)(?:(?:人民)?政府公报|(?<=国务院)公报)")  # 统计公报, 质量公报 are none
_LEVELS: Final = (
    ("国", re.compile(r"国务院|中华人民共和国|中央人民政府|^中国")),
    ("省", re.compile(r"省|自治区|^(?:北京|天津|上海|重庆)")),
    ("市", re.compile(r"市|自治州|盟|地区行署")),
)
_MOST_NUMBER: Final = 60  # issues a year; more is the number of something else


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue. ``owner`` is whose gazette its title names, '' when it names nobody; ``last`` is ``number`` but for a double issue."""

    owner: str
    year: int | None
    number: int
    last: int

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(range(self.number, self.last + 1))


def read_issue(title: str, *, in_gazette: bool = False) -> Issue | None:
    """The issue that ``title`` is; None when it is none. ``in_gazette``: it stands in a gazette's column and need not say the word."""
    plain = re.sub("[《》〈〉“”\"]", "", plain_title(title))
    rest = _TOTAL.sub("", plain)
    named = _NAMED.search(rest)
    if named is None and not in_gazette:
        return None
    found = _NUMBER.search(rest)
    # 第5号 in a gazette's column is the number of a document, unless the title names the gazette.
    if found is None or (found["sort"] == "号" and named is None):
        return None
    first = read_count(found["a"])
    last = read_count(found["b"]) if found["b"] else first
    if first is None or last is None or not 0 < first <= last <= _MOST_NUMBER:
        return None
    year = _YEAR.search(rest)
    return Issue(named["owner"] if named else "", int(year[1]) if year else None, first, last)


def level_of(words: str, district_names: tuple[str, ...] = ()) -> str:
    """Whose gazette ``words`` name: 国, 省, 市, 区 (the district's own); '' when they name nobody."""
    plain = re.sub("[《》“”\"]", "", plain_title(words))
    found = _NAMED.search(plain)
    if found is None:
        return ""
    owner = found["owner"]
    if any(name in owner for name in district_names) or re.search(r"[区县旗]$", owner):
        return "区"
    return next((level for level, pattern in _LEVELS if pattern.search(owner)), "")
