"""Whether a title found on another path answers to what is sought: by its own words, all of them, or not at all."""

import re
from datetime import date

from crawler.archive.second import Sought
from crawler.extract.title_words import YEARS, plain_title, years_of

_MARKS = re.compile(r"[\W_]+")


def bare(text: str) -> str:
    """``text`` in one spelling without blanks and marks: two titles with equal bare forms are the same title."""
    return _MARKS.sub("", plain_title(text))


def fits(sought: Sought, title: str, published: date | None) -> bool:
    """Whether ``title`` holds the year, the topic and the unit that are sought."""
    plain = bare(title)
    if not all(any(bare(word) in plain for word in words) for words in sought.topic):
        return False
    if sought.names and not any(bare(name) in plain for name in sought.names):
        return False
    return sought.year is None or _of_year(sought, title, published)


def is_place(sought: Sought, names: tuple[str, ...], text: str, above: tuple[str, ...]) -> bool:
    """Whether a link of a site map leads to a column of the sought kind (called ``names``) that belongs to the unit.

    The unit stands in the link's own text (区教育局部门预算) or above it (区教育局 › 部门预算).
    """
    plain, kinds = bare(text), {bare(name) for name in names}
    for unit in map(bare, sought.names):
        if plain in {unit + kind for kind in kinds} or (plain in kinds and unit in map(bare, above)):
            return True
    return False


def _of_year(sought: Sought, title: str, published: date | None) -> bool:
    years = {year for found in YEARS.finditer(plain_title(title)) for year in years_of(found.group())}
    if years or not sought.dated:
        return sought.year in years
    return published is not None and published.year == sought.year
