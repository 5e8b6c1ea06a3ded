"""Chains of a procedure's steps: how well a later item fits what opened it, beside all others that it may belong to.

A later item belongs to the opening that fits it best. Where two fit alike, or one fits only in part, a person decides.
"""

from collections.abc import Iterable
from enum import IntEnum
from typing import Final

from crawler.archive import Article
from rules.pairing import Pair


class Grade(IntEnum):
    """How an item fits an opening, by what both tell."""

    CONTRARY = 0  # they tell different things: another year, another lot
    WEAK = 1  # alike, no more
    OPEN = 2  # nothing against it, one leaves something out
    SAME = 3  # both tell the same


_SURE: Final = {Grade.SAME: 0.9, Grade.OPEN: 0.85}
_UNSURE: Final = {Grade.SAME: 0.75, Grade.OPEN: 0.7, Grade.WEAK: 0.6}


def settled(article: Article, ours: Grade, others: Iterable[Grade], reason: str) -> Pair | None:
    """The pair of an item with an opening; ``others`` are the grades it has with every other opening."""
    best = Grade.CONTRARY if ours is Grade.CONTRARY else _best(others)
    if ours is Grade.CONTRARY or (best is Grade.SAME and ours < Grade.SAME) or (ours is Grade.WEAK and best > ours):
        return None
    if ours is Grade.WEAK:
        return Pair(article, _UNSURE[ours], (reason, "名称不全相同"))
    if best >= ours:
        return Pair(article, _UNSURE[ours], (reason, "同名的不止一次"))
    return Pair(article, _SURE[ours], (reason,))


def told_alike(one: object, other: object) -> Grade:
    """Of one thing that each may tell: SAME when both do or neither does, OPEN when one does, CONTRARY when they differ."""
    if one == other:
        return Grade.SAME
    return Grade.CONTRARY if one and other else Grade.OPEN


def _best(grades: Iterable[Grade]) -> Grade:
    best = Grade.CONTRARY
    for grade in grades:
        best = max(best, grade)
        if best is Grade.SAME:
            break
    return best
