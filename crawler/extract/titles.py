"""Titles: which line near the body is the heading, and what a ``<title>`` says without the site's name."""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from crawler.extract.lines import HEAD, LINK, unmarked

_PARTS = re.compile(r"(\s*[_|｜]\s*|\s*[-－—–]+\s*)")
_SITE_LIKE = re.compile(
    r"(?:人民政府|政府网|政府网站|门户网站|门户网|网站|官网|官方网站|信息网|信息公开|信息公开网|政务网|公开平台|人民政府办公室)$|^首页$|\.gov\.cn"
)
_NO_TITLE = re.compile(
    r"^(?:首页|正文|详情|返回首页|当前位置.*|您的位置.*|相关\S{2}[:：]?|信息公开|政府信息公开|政务公开|通知公告|内容|信息详情|信息内容|详细信息|文章内容|详细内容)$"
)
_CUT_MARKS = ("…", "..", "。。")
_MAX_TITLE: Final = 300


def key(title: str) -> str:
    """A title for comparison: without blanks, quotes in one style."""
    return "".join(title.split()).translate(_SAME)


_SAME = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "＂": '"',
        "‘": "'",
        "’": "'",
        "〈": "<",
        "〉": ">",
        "（": "(",
        "）": ")",
        "：": ":",
        "，": ",",
        "\u200b": None,
        "\ufeff": None,
    }
)


def is_cut(title: str) -> bool:
    """Whether a list cut the title short: …, .., ..."""
    return title.strip().endswith(_CUT_MARKS)


def without_cut(title: str) -> str:
    """The part of a cut title that was left standing."""
    return title.strip().rstrip("….。") if is_cut(title) else title.strip()


def without_site(text: str, site_names: Iterable[str] = ()) -> str:
    """What a ``<title>`` says of the article: leading and trailing site and column names taken off."""
    names = {key(name) for name in site_names}
    parts = _PARTS.split(text.strip()[:_MAX_TITLE])

    def is_site(part: str) -> bool:
        return not part.strip() or key(part) in names or _SITE_LIKE.search(part.strip()) is not None

    while len(parts) > 1 and is_site(parts[0]):
        del parts[:2]
    # A hyphen may belong to a title; a bar, or a hyphen with blanks around, parts the title from its column.
    while len(parts) > 1 and (is_site(parts[-1]) or (len(parts[-1].strip()) <= 12 and parts[-2].strip() != parts[-2])):
        del parts[-2:]
    if len(parts) > 1 and parts[-2].strip() in ("_", "|", "｜"):
        # Still several parts between bars: 标题_栏目_部门. The first is the title.
        cut = next(i for i in range(1, len(parts), 2) if parts[i].strip() in ("_", "|", "｜"))
        parts = parts[:cut]
    return "".join(parts).strip()


def find_heading(
    lines: Sequence[str],
    outside: int,
    wanted: Sequence[str],
    unwanted: Iterable[str],
    *,
    informed: Collection[int],
    certain: bool,
) -> int | None:
    """The index of the heading among marked lines, of which the first ``outside`` stand before the body.

    A line that says what the meta tag or ``<title>`` says is the heading, the nearest before the body first; else a line
    marked as a heading, first one with source or date (``informed`` lines) right below it. ``certain``: without such a line
    below, a heading that says something else than the meta tag is the heading of something else.
    """
    keys = [key(text) for text in wanted if len(key(text)) > 1]
    bad = {key(name) for name in unwanted}
    texts = ["" if len(line) > _MAX_TITLE or line.startswith(LINK) else unmarked(line) for line in lines]
    # A body often begins with its own title once more: that is text.
    order: list[int] = [*range(outside - 1, -1, -1), *range(outside, len(lines))]
    for i in order:
        if texts[i] and _same(key(texts[i]), keys, marked=lines[i].startswith(HEAD)):
            return i
    marked = [
        i
        for i in order
        if HEAD in lines[i][:4] and len(key(texts[i])) > 1 and key(texts[i]) not in bad and not _is_no_title(texts[i])
    ]
    otherwise = None if certain or not marked else marked[0]
    return next((i for i in marked if i + 1 in informed or i + 2 in informed), otherwise)


def _is_no_title(text: str) -> bool:
    return _NO_TITLE.match(key(text)) is not None or (len(text) <= 20 and _SITE_LIKE.search(text) is not None)


def _same(text: str, keys: Sequence[str], *, marked: bool) -> bool:
    for wanted in keys:
        if text == wanted:
            return True
        # A cut or prefixed tag counts where the line is marked, or too long to be a column's name.
        if (
            (marked or len(text) > 15)
            and len(text) > 5
            and len(wanted) > 5
            and (text.startswith(wanted) or wanted.endswith(text))
        ):
            return True
    return False
