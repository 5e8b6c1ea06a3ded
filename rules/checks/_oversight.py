"""What a unit publishes of its inspections and penalties: its own items of a period, bounded, and whose an item is."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.statement import Statement, read_statement
from crawler.files.model import FileReading, FileTable
from crawler.vocabulary import KINDS, label
from rules.checks._ownership import Whose, named_unit, whose
from rules.contents import Contents
from rules.model import Duty
from rules.texts import is_upper, squeezed

MOST: Final = 1_000  # items read to judge one duty: the newest
_NEWS = re.compile(
    r"召开|举办|举行|扎实|深入|圆满|顺利|部署|推进|助力|全力|强化|集中整治|座谈|培训|宣传|学习|观摩|调研|督导|督查|启动|我区|全区[^。]{0,12}(?:开展|进行)"
)


@dataclass(frozen=True, slots=True)
class Items:
    """Items, oldest first. ``is_cut``: there are more, and the oldest were left out."""

    articles: tuple[Article, ...]
    is_cut: bool = False


def own_items(
    corpus: Corpus, duty: Duty, kinds: tuple[str, ...], since: date | None, *, reposts: bool = False
) -> Items:
    """What the unit shows in its own and the portal's columns of ``kinds`` since a day, and what shows no day.

    ``reposts``: with what its title says is another's.
    """
    found = list(corpus.articles(duty.unit, kinds, since))
    if since is not None and any(column.undated for column in corpus.columns(duty.unit, kinds)):
        found = [a for a in corpus.articles(duty.unit, kinds, until=date.min) if a.published is None] + found
    found = [a for a in found if reposts or not names_another(corpus, duty, a.title)]
    return Items(tuple(found[-MOST:]), len(found) > MOST)


def is_news(title: str) -> bool:
    """Whether a title tells of work instead of publishing something."""
    return bool(_NEWS.search(squeezed(title)))


def names_another(corpus: Corpus, duty: Duty, title: str) -> bool:
    """Whether a title is another's: a higher level's, or begins with the name of a unit that is not the judged one."""
    plain = squeezed(title)
    names = tuple(squeezed(name) for name in duty.names or (duty.unit_name,))
    if any(name in plain for name in names):
        return False
    if is_upper(plain, corpus.site.district_names):
        return True
    head = re.match(r"(?:转发|关于|公布)?(?P<name>[一-鿿]{2,24}?(?:局|委员会|委|办公室|政府|办事处|街道|镇|乡))", plain)
    if not head:
        return False
    return whose(corpus.site, duty, head["name"]) is Whose.OTHER


def organ_is_another(corpus: Corpus, duty: Duty, organ: str) -> bool:
    """Whether an organ named as the author is surely not the judged unit: another unit's name, or a higher level's."""
    plain = squeezed(organ)
    if not plain or any(squeezed(name) in plain or plain in squeezed(name) for name in duty.names or (duty.unit_name,)):
        return False
    owner = whose(corpus.site, duty, plain)
    if owner in (Whose.OWN, Whose.BELOW):
        return False
    unit = named_unit(corpus.site, plain)
    return (unit is not None and unit.id != duty.unit) or (
        owner is Whose.UNCLEAR and is_upper(plain, corpus.site.district_names)
    )


def statement_of(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], year: int) -> tuple[Article, Statement] | None:
    """A valid statement of the unit that there was nothing of these kinds to publish in ``year``."""
    names = {name for kind in kinds for name in (label(kind), *KINDS[kind].names)}
    names |= {column.name for column in corpus.columns(duty.unit, kinds)}
    for article in corpus.articles(duty.unit, (), date(year, 1, 1), titled=lambda title: "说明" in title):
        said = read_statement(article.title, corpus.text(article))
        if said is None or not said.start.year <= year <= said.end.year:
            continue
        about = not said.column or any(name in said.column or said.column in name for name in names if name)
        if about and (said.column or set(article.kinds) & set(kinds)):
            return article, said
    return None


def tables_of(reading: FileReading | None) -> tuple[FileTable, ...]:
    """The tables a file shows: those found in it, else its lines taken apart at their tabs."""
    if reading is None:
        return ()
    shown = [part for part in reading.parts if not part.hidden]
    found = tuple(table for part in shown for table in part.tables)
    if found:
        return found
    rows = (tuple(tuple(line.split("\t")) for line in part.text.splitlines() if "\t" in line) for part in shown)
    return tuple(FileTable(each) for each in rows if each)


def why_unread(said: Contents) -> str:
    """Which files of an item nobody could read, and why; '' when all were read."""
    unread = said.unread
    if not unread:
        return ""
    more = f"等 {len(unread)} 个" if len(unread) > 1 else ""
    return f"附件《{unread[0].name}》{more}{unread[0].why_unread}"


def named(articles: list[Article] | tuple[Article, ...], most: int = 3) -> str:
    """Titles for a sentence: 《甲》、《乙》等 5 件."""
    shown = "、".join(f"《{a.title}》" for a in articles[:most])
    return shown + (f"等 {len(articles)} 件" if len(articles) > most else "")
