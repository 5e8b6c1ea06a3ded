"""The prose of two reports compared: what is told, without the form's headings, tables, numbers, years and names.

Everything is linear in the length of a text. A sketch of the smallest hashes says cheaply which of many texts may be alike; only
those are compared in full.
"""

import re
import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from crawler.site import Site

_SHINGLE: Final = 8  # characters
_SKETCH: Final = 64  # smallest hashes kept
_MAX_TEXT: Final = 20_000
_SENTENCE: Final = 12  # a quoted sentence in common has at least so many characters
_HEADING = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s{0,3}[^。；]{0,24}$")
_FORM = re.compile(r"统计期限|根据《中华人民共和国政府信息公开条例》|现(?:将|公布)|本报告所列数据|勾稽关系")
_NUMBERS = re.compile(r"[\d零〇％%.,，]+")
_NOT_WORDS = re.compile(r"[^\u4e00-\u9fa5]+")


@dataclass(frozen=True, slots=True)
class Prose:
    """``text`` is what is compared; ``sentences`` pairs (as compared, as published)."""

    text: str
    sentences: tuple[tuple[str, str], ...]
    shingles: frozenset[str]
    sketch: frozenset[int]


def prose_of(text: str, site: Site) -> Prose:
    """The sentences of ``text``: lines of tables, headings and the form's own phrases left out, names of units too."""
    sentences: list[tuple[str, str]] = []
    for line in text[:_MAX_TEXT].split("\n"):
        bare = line.strip()
        if "。" not in bare or "\t" in bare or _HEADING.match(bare):
            continue
        for sentence in bare.split("。"):
            if not _FORM.search(sentence) and (plain := _plain(sentence, site)):
                sentences.append((plain, sentence.strip()))
    whole = "".join(plain for plain, _ in sentences)
    shingles = frozenset(whole[n : n + _SHINGLE] for n in range(len(whole) - _SHINGLE + 1))
    hashes = sorted({zlib.crc32(shingle.encode()) for shingle in shingles})[:_SKETCH]
    return Prose(whole, tuple(sentences), shingles, frozenset(hashes))


def share(one: Prose, other: Prose) -> float:
    """Shingles in common as a share of all shingles of both, 0 to 1."""
    union = len(one.shingles | other.shingles)
    return len(one.shingles & other.shingles) / union if union else 0.0


def sketches_agree(one: Prose, other: Prose, alike: float) -> bool:
    """Whether the smallest hashes of both together are in both about as often as ``alike`` texts would have them."""
    smallest = sorted(one.sketch | other.sketch)[:_SKETCH]
    both = sum(value in one.sketch and value in other.sketch for value in smallest)
    return bool(smallest) and both / len(smallest) >= alike - 0.25


def in_common(one: Prose, other: Prose, most: int = 2) -> tuple[str, ...]:
    """The longest sentences that stand in both, as ``one`` publishes them."""
    theirs = {plain for plain, _ in other.sentences}
    same = [shown for plain, shown in one.sentences if plain in theirs and len(plain) >= _SENTENCE]
    return tuple(sentence[:80] for sentence in sorted(same, key=lambda s: (-len(s), s))[:most])


def _plain(sentence: str, site: Site) -> str:
    """Chinese characters alone, without the names of units and of the district."""
    for name in _names(site.id, tuple(n for u in site.units for n in (u.name, *u.aliases)), site.district_names):
        sentence = sentence.replace(name, "")
    return _NOT_WORDS.sub("", _NUMBERS.sub("", sentence))


@lru_cache(maxsize=8)
def _names(_site: str, units: tuple[str, ...], places: tuple[str, ...]) -> tuple[str, ...]:
    """Longest first, so that 样本区教育局 goes before 教育局."""
    return tuple(sorted({name for name in (*units, *places) if len(name) > 1}, key=lambda name: (-len(name), name)))
