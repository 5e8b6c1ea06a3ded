"""依法不予公开的说明：单位写明某项信息涉密或依法不公开。 A unit's written word that something is lawfully not published.

读得出：“……部门预算涉及国家秘密，依法不予公开”“涉密单位，预算不公开”，写在标题里或正文的一句话里。
读不出：理由是否成立，是否经过保密审查。
不是这种说明：年报的表格里统计的“不予公开”件数；说别的事项不公开的句子。
依据：政府信息公开条例第十四条；预算法第十四条（涉及国家秘密的除外）。
"""

import re
from typing import Final

version = 1

_MAX_TEXT: Final = 6_000
_SHORT: Final = 300
_SECRET = r"涉密|国家秘密|工作秘密|保密"
_NOT_PUBLISHED = r"不予?(?:对外|向社会)?(?:公开|公布|公示)|不宜公开|免予公开|暂不公开|未(?:予)?公开|不对外公开|不向社会公开"
_NOT_DISCLOSED = re.compile(rf"(?:{_SECRET}|依法|依规|按规定|经审查)[^。；\n]{{0,40}}(?:{_NOT_PUBLISHED})|(?:{_NOT_PUBLISHED})[^。；\n]{{0,30}}(?:{_SECRET})")
_TITLE = re.compile(rf"{_SECRET}|{_NOT_PUBLISHED}")


def nondisclosure(title: str, text: str, about: str) -> str:
    """The sentence that says that ``about`` (a pattern) is not published; '' when none does."""
    if _TITLE.search(title) and re.search(about, title):
        return title
    is_short = len(text) <= _SHORT  # the item is that statement, and its title says of what
    for sentence in re.split(r"[。；\n]", text[:_MAX_TEXT]):
        if "\t" in sentence:
            continue  # a row of a table: annual reports count what was 依法不予公开
        if (found := _NOT_DISCLOSED.search(sentence)) and re.search(about, f"{title}{sentence}" if is_short else sentence):
            return sentence.strip() or found.group()
    return ""
