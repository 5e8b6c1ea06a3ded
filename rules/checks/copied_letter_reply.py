"""答复雷同：不同的来信，答复几乎一字不差。

依据：年度要点第（九）项“解疑释惑”“由‘办不办’向‘好不好’转变”。雷同比例是我们取的，不据以认定。
判定：本单位本年度公布的来信中，问的不同而答复相同部分达到九成的，为待核验，把两封并排列出；没有的，为合规。
无法判定：没有登记信箱、留言栏目，栏目没有看全。
不涉及：问的是同一件事的（问题相同部分达到一半）；很短的答复（不足四十字，见 incomplete_letter）。
怎么改：针对来信所问作答；同类问题统一解答的，注明并链接到统一解答。
"""

from dataclasses import replace
from itertools import combinations
from typing import Final

from crawler.archive import Corpus
from rules.checks._columns import searched
from rules.checks._letters import KINDS, Published, none_seen, own_letters
from rules.evidence import of_article
from rules.model import Defect, Duty, Status, Verdict, met, not_applicable, suspect
from rules.shingles import containment, plain, shingles

version = 1

_MOST: Final = 300  # letters compared, the newest
_LEAST: Final = 40  # characters of a reply
_ALIKE: Final = 0.9
_SAME_QUESTION: Final = 0.5
_SHOWN: Final = 3  # pairs


def check(corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = KINDS, unowned: bool = False) -> Verdict:
    found = own_letters(corpus, duty, kinds, unowned=unowned)
    verdict = _judged(found) if found else none_seen(corpus, duty, kinds)
    return replace(verdict.about(f"letters:{duty.year}"), searched=searched(corpus.columns(None, kinds)))


def _judged(found: list[Published]) -> Verdict:
    long = [one for one in found if len(plain(one.letter.answer)) >= _LEAST][-_MOST:]
    if len(long) < 2:
        return not_applicable(f"公布的 {len(found)} 封来信中，有四十字以上答复的不足两封，没有可比的")
    runs = [(one, shingles(one.letter.answer), shingles(one.letter.question, 2)) for one in long]
    pairs = [(a, b) for (a, x, p), (b, y, q) in combinations(runs, 2) if _alike(x, y) >= _ALIKE and _alike(p, q) < _SAME_QUESTION]
    if not pairs:
        return met(f"{len(long)} 封来信的答复没有雷同的", of_article(long[-1].article))
    a, b = pairs[0]
    return suspect(
        f"{len(long)} 封来信中有 {len(pairs)} 对问的不同而答复雷同，如《{a.article.title}》和《{b.article.title}》",
        *(of_article(one.article, one.letter.answer) for pair in pairs[:_SHOWN] for one in pair), lean=Status.GAP, defect=Defect.COPIED,
        question="两封来信问的是否不同，答复是否针对所问？", advice="针对来信所问作答；同类问题统一解答的，注明并链接到统一解答。",
    )  # fmt: skip


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    """The share that two texts have in common, of the longer one."""
    return min(containment(one, other), containment(other, one))
