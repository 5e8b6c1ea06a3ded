"""事项目录与权责清单不一致：本单位公布的权责清单、公共服务事项清单列有的一类事项，公开事项目录里没有对应的事项。

依据：年度要点“结合权责清单和公共服务事项清单，动态调整基层政务公开事项目录”；按类别和名称核对的方法是我们的判断。
判定：清单中的每一类（行政许可、行政处罚、公共服务等），目录写有该类，或者该类一半以上的事项在目录中找得到相近名称的，算对应；没有写明类别的事项按名称核对。
都对应的，为合规；有没有对应的，请人确认是否应当补入目录。不认定“有问题”：目录按领域编制，不必逐项照列权责清单。
没有见到本单位的清单的，无可核对，不适用（清单可能公布在政务服务网，由要点所索要的对照说明核实）。
无法判定：没有见到读得出的目录；清单是图片、文字或没有读到的附件，读不出事项。
不涉及：清单本身对不对、新不新；“其他行政权力”；目录与网站内容是否对应（见 uncovered_catalogue_items）。
怎么改：应当公开的一类事项补入目录，或者说明为什么不列。
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from crawler.archive import Article, Corpus
from crawler.extract.duty_list import KINDS, DutyList, Power, is_duty_list, read_duty_list
from crawler.files.model import FileTable
from rules.checks._columns import searched
from rules.checks._items_catalogues import Held, catalogues, current
from rules.checks._oversight import names_another, tables_of
from rules.contents import contents
from rules.evidence import of_article, of_column
from rules.model import Duty, Status, Verdict, met, not_applicable, suspect, unknown
from rules.texts import bigrams, squeezed

version = 1

_MOST_LISTS: Final = 6  # the newest of a unit
_MOST_POWERS: Final = 600  # of one kind compared by name
_SHARE: Final = 0.6  # of a name's character pairs that one cell of the catalogue must hold
# Where lists of powers and services stand; every column of every unit would be much to load for a comparison.
_WHERE: Final = (
    "organisation", "statutory", "catalogue", "grassroots_zone", "license", "penalty", "enforcement", "rules", "notices", "policy", "livelihood",
)  # fmt: skip
_WORDS: Final = {"公共服务": ("公共服务", "服务事项", "便民服务")}


def check(corpus: Corpus, duty: Duty, *, kinds: tuple[str, ...] = ("catalogue", "grassroots_zone")) -> Verdict:
    seen = catalogues(corpus, duty, kinds)
    chosen = current(seen, duty.year)
    verdict = _judged(corpus, duty, chosen) if chosen else _no_catalogue(corpus, duty, kinds)
    return replace(verdict.about(f"powers:{duty.year}"), searched=searched(corpus.columns(duty.unit, kinds)))


@dataclass(frozen=True, slots=True)
class _Listed:
    article: Article
    powers: DutyList
    why_none: str  # why nothing was read in it


def _no_catalogue(corpus: Corpus, duty: Duty, kinds: tuple[str, ...]) -> Verdict:
    told = corpus.unseen(duty.unit, kinds) or "没有见到读得出的公开事项目录，无从核对"
    return unknown(told, *(of_column(column) for column in corpus.columns(duty.unit, kinds)[:1]))


def _judged(corpus: Corpus, duty: Duty, chosen: tuple[Held, ...]) -> Verdict:
    catalogue = chosen[0].article
    lists = _lists(corpus, duty)
    read = [each for each in lists if each.powers.powers]
    if not read:
        if lists:
            last = lists[-1]
            return unknown(f"《{last.article.title}》没有读出事项：{last.why_none}", of_article(last.article), of_article(catalogue))
        return not_applicable("本单位栏目中没有见到权责清单、公共服务事项清单，无可核对", of_article(catalogue))
    cells = _Cells.of(f"{item.first_level} {item.second_level} {item.content}" for held in chosen for item in held.items)
    missing = [(each, name) for each in read for name in _missing(each.powers, cells)]
    names = "、".join(f"《{each.article.title}》" for each in read)
    shown = (of_article(catalogue), *(of_article(each.article) for each in read[:3]))
    if not missing:
        return met(f"{names}所列的各类事项，目录中都有对应", *shown)
    listed = "、".join(dict.fromkeys(name for _, name in missing))
    whole = sum(len(_groups(each.powers)) for each in read)
    return suspect(
        f"{names}列有{listed}，目录中没有找到对应的事项", *shown, lean=Status.GAP if len(missing) * 2 > whole else Status.MET,
        question="这些事项是否应当列入公开事项目录，不列入的理由是什么？", advice="应当公开的补入目录，或者说明为什么不列。",
    )  # fmt: skip


def _lists(corpus: Corpus, duty: Duty) -> list[_Listed]:
    """The lists the unit published, oldest first; those of earlier years are left out."""
    with corpus.looking():  # no absence is concluded from these
        found = [a for a in corpus.articles(duty.unit, _WHERE) if is_duty_list(a.title) and not names_another(corpus, duty, a.title)]
    newest: dict[bool, int] = {}
    for article in found:
        service = "公共服务" in article.title
        newest[service] = max(newest.get(service, 0), article.published.year if article.published else 0)
    kept = [a for a in found if a.published is None or a.published.year == newest["公共服务" in a.title]]
    return [_read(corpus, article) for article in kept[-_MOST_LISTS:]]


def _read(corpus: Corpus, article: Article) -> _Listed:
    if article.state not in ("read", "file"):
        return _Listed(article, DutyList(()), f"页面没有读到（{article.cause or '没有采集'}）")
    whole = contents(corpus, article)
    rows = tuple(tuple(line.split("\t")) for line in whole.body.splitlines() if "\t" in line)
    tables: list[FileTable] = [FileTable(rows)] if rows else []
    for file in whole.files:
        tables += tables_of(file.reading) if file.is_read else ()
    why = next((f"附件《{file.name}》{file.why_unread}" for file in whole.unread), "")
    why = why or ("内容可能在图片里" if article.media else "没有识别出列有事项名称的表格")
    return _Listed(article, read_duty_list(article.title, tables), why)


def _groups(powers: DutyList) -> list[str]:
    """The kinds it has, '' for what names none. 其他行政权力 is no matter anybody looks for by that name."""
    return [kind for kind in (*KINDS, "") if powers.of(kind)]


def _missing(powers: DutyList, cells: "_Cells") -> list[str]:
    """The kinds of a list that the catalogue does not have, in words with their number."""
    told = []
    for kind in _groups(powers):
        group = powers.of(kind)[:_MOST_POWERS]
        if kind and any(word in cells.words for word in _WORDS.get(kind, (kind,))):
            continue
        if 2 * sum(cells.hold(power.name) for power in group) < len(group):
            told.append(f"{kind or '未写明类别的事项'} {len(powers.of(kind))} 项（如“{_first(group)}”）")
    return told


def _first(group: Sequence[Power]) -> str:
    return group[0].name[:30]


@dataclass(frozen=True, slots=True)
class _Cells:
    """The catalogue's words, and the character pairs of each of its rows."""

    words: str
    pairs: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, rows: Iterable[str]) -> "_Cells":
        plain = [squeezed(row) for row in rows]
        return cls("\n".join(plain), tuple(bigrams(row) for row in plain))

    def hold(self, name: str) -> bool:
        """Whether a row holds a name, or most of its character pairs."""
        core = re.sub(r"^对|的(?:行政)?处罚$|[的和与及等、，,]", "", squeezed(name))
        wanted = bigrams(core)
        needed = max(1, math.ceil(_SHARE * len(wanted)))
        return any(len(wanted & row) >= needed for row in self.pairs)
