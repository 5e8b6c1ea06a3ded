"""A call for opinions whose period stands in a file it offers: the file must itself read as the call, never as the draft.

A draft is full of days (施行日, 申报期): a closing day is taken only from a file that is named or headed as an announcement and
whose own words ask the public for opinions.
"""

import re
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.consultation import Consultation, read_consultation
from crawler.extract.consultation_titles import outside_names
from rules.contents import File, contents

_HEAD: Final = 200  # characters at the top in which a file is headed
_ANNOUNCES = re.compile(r"(?:征求|征集|征询|听取|意见)[^。；\n]{0,60}(?:公告|通告|通知|启事|公开信|公示)|(?:公告|通告|启事|公开信)$")


def read_in_files(corpus: Corpus, article: Article, reading: Consultation) -> tuple[Consultation, str]:
    """``reading`` with the period that one of the item's files states, and that file's name; unchanged and '' without one.

    Two files that state different closing days state none.
    """
    found: list[tuple[Consultation, File]] = []
    for file in contents(corpus, article).files:
        if not file.is_read or not is_the_call(file):
            continue
        said = read_consultation("", file.text, article.published or article.written)
        if said.is_consultation and said.closes:
            found.append((said, file))
    if len({said.closes for said, _ in found}) != 1:
        return reading, ""
    return found[0][0], found[0][1].name


def is_the_call(file: File) -> bool:
    """Whether a file is named or headed as an announcement. 《X（征求意见稿）》 is the draft."""
    stem = file.name.rsplit(".", 1)[0]
    lines = [line.strip() for line in file.text[:_HEAD].splitlines() if line.strip()]
    return any(_ANNOUNCES.search(outside_names(words)) for words in (stem, *lines[:3]))
