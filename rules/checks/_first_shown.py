"""What a page says of its own first publication: that the same stood somewhere before the day it shows."""

import re
from datetime import date
from typing import Final

from crawler.dates import find_dates

_MAX_TEXT: Final = 60_000
# Words that speak of an earlier publication; a day beside them decides.
_BEFORE = re.compile(
    r"首次(?:公布|发布|公示|公开|上网|上线|登载)|(?:已|曾|早已|均已|先|最早|最初|原)(?:经|于|在|自|由)?[^。；\n]{0,40}?(?:公示|公布|公开|发布|公告|登载|刊登|刊发|张贴|挂网|上网|上线|上传)"
    r"|(?:原|首)(?:公示|公布|发布|公开|上网)(?:时间|日期|日)|重新(?:发布|公布|公示|公开|上传|挂网)|再次(?:发布|公布|公示|公开)|补录|补传|(?:栏目|网站|平台|数据)[^。；\n]{0,8}(?:迁移|改版|升级)"
    r"|(?:更正|勘误)(?:说明|后|公告|版|重)|因[^。；\n]{0,16}(?:更正|勘误)|^更正"
)  # fmt: skip
_LABEL = re.compile(r"(?:首次|信息|页面)?(?:发布|公布|公示|公开|上网|上线|挂网)(?:起始|开始)?(?:日期|时间|期限|期|日)\s?[:：]")
# Without a day beside it, only what speaks of the page itself counts: 文件已公布 is about something else.
_AGAIN = re.compile(r"重新|再次|补录|补传|迁移|改版|更正|勘误|首次|(?:本|该|此)[^。；\n]{0,12}(?:已|曾|原|先)")


def said_before(text: str, published: date | None, latest: date) -> str:
    """The words by which a page says that it was public by ``latest``, or at a day it does not name; '' when it says nothing.

    ``published`` is the day the page shows. Words that name only later days say nothing.
    """
    for found in re.finditer(r"[^。；;\n]+", text[:_MAX_TEXT]):
        sentence = found.group().strip()
        told, labelled = _BEFORE.search(sentence), _LABEL.search(sentence)
        if not told and not labelled:
            continue
        days = [day for day, at, _ in find_dates(sentence) if published is None or day < published]
        if any(day <= latest for day in days):
            return sentence[:120]
        if told and not find_dates(sentence) and _AGAIN.search(sentence):
            return sentence[:120]
    return ""
