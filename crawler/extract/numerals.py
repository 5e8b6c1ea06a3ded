"""Counts as notices write them: 12, １２, 十二, 两百."""

from typing import Final

import cn2an

# A count, to be used inside larger patterns. Never read prose as a whole: 一体化 and 三公经费 hold no counts.
COUNT: Final = r"(?:\d{1,6}|[零〇一二两三四五六七八九十百千]{1,7})"
_PLAIN = str.maketrans("０１２３４５６７８９〇", "0123456789零")


def read_count(written: str) -> int | None:
    """The number one count stands for; None when it is none (三十二十)."""
    plain = written.strip().translate(_PLAIN)
    if plain.isdecimal():
        return int(plain) if len(plain) <= 6 else None
    if plain.startswith(("百", "千")):
        return None
    try:
        return int(cn2an.cn2an(plain, "smart"))
    except ValueError:
        return None
