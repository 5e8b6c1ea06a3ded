"""On which grounds an item may lawfully have gone from a portal. The grounds are data (``removals.toml``)."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from crawler.archive import Article
from crawler.tomlfile import BadInput, TomlFile, nearest
from crawler.vocabulary import KINDS
from rules.model import Basis, Strength

GROUNDS: Final = Path(__file__).with_name("removals.toml")
_MASKED = re.compile(r"\d\*{8,}[\dXx]")  # how crawler.mask leaves an identity number or a bank card
_MOBILE = re.compile(r"\d\*{4}\d")
_MANY: Final = 3  # mobiles on one page; one or two are the office's own contact


@dataclass(frozen=True, slots=True)
class Ground:
    """A reason for which an item may lawfully be taken down. ``words`` are what readers see."""

    id: str
    words: str
    basis: tuple[Basis, ...]
    kinds: tuple[str, ...]
    titles: tuple[str, ...]
    validity: tuple[str, ...]
    after_days: int
    masked: bool


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _BasisTable(_Table):
    source: str
    clause: str = ""
    strength: Strength


class _GroundTable(_Table):
    id: str
    words: str
    basis: tuple[_BasisTable, ...]
    kinds: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    validity: tuple[str, ...] = ()
    after_days: int = Field(default=0, ge=0, le=3660)
    masked: bool = False


class _File(_Table):
    ground: tuple[_GroundTable, ...]


@cache
def grounds(path: Path = GROUNDS) -> tuple[Ground, ...]:
    """All grounds in the file's order. Raises BadInput where the file is wrong."""
    file = TomlFile.read(path)
    read = file.validated(_File)
    wrong = [
        file.mistake(("ground", n, "kinds"), f"不认识的栏目类别“{kind}”" + nearest(kind, KINDS))
        for n, ground in enumerate(read.ground)
        for kind in ground.kinds
        if kind not in KINDS
    ]
    if wrong:
        raise BadInput(*wrong)
    return tuple(
        Ground(
            id=g.id,
            words=g.words,
            basis=tuple(Basis(b.source, b.clause, b.strength) for b in g.basis),
            kinds=g.kinds,
            titles=g.titles,
            validity=g.validity,
            after_days=g.after_days,
            masked=g.masked,
        )
        for g in read.ground
    )


def ground_for(article: Article, text: str, gone: date) -> Ground | None:
    """The ground on which ``article``, whose body was ``text``, may lawfully have been missing on the day ``gone``."""
    return next((ground for ground in grounds() if _fits(ground, article, text, gone)), None)


def _fits(ground: Ground, article: Article, text: str, gone: date) -> bool:
    if ground.kinds and not set(ground.kinds) & set(article.kinds):
        return False
    if ground.titles and not any(word in article.title for word in ground.titles):
        return False
    if ground.validity and not any(word in article.validity for word in ground.validity):
        return False
    if article.published and (gone - article.published).days < ground.after_days:
        return False
    return not ground.masked or _holds_personal_numbers(text)


def _holds_personal_numbers(text: str) -> bool:
    return _MASKED.search(text) is not None or len(_MOBILE.findall(text)) >= _MANY
