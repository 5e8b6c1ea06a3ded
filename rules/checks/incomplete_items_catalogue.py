"""公开事项目录不完整：缺少规定的栏目，有的事项某栏空白，公开依据已废止，或缺少领域应有的事项。

依据：国办发〔2019〕54号（目录至少包括公开事项的名称、内容、依据、时限、主体、方式、渠道、公开对象）；各地标准目录的九栏；政府信息公开条例（2019年修订）取代 2007 年国务院令第492号。
判定：现行一版目录九栏齐全、各事项栏目有内容，为合规；缺 54 号文所列八项中任何一栏，为有问题；只缺公开层级，缺栏而表头另有认不出的栏名（可能换了名称），主动公开基本目录缺栏，或有事项空栏、依据写旧条例、
缺少参数 topics 所列领域事项的，为待核验。空栏的事项达到 blank_rows 项的，为有问题。
无法判定：没有见到读得出的目录（缺目录见 missing_items_catalogue）；目录是图片、附件没有读到、行列对不上；表格没有读完的，不认定缺事项；表外的注或说明对全部事项统一写明该栏的，不认定缺栏。
不涉及：勾选栏（对象、方式、层级）读不出勾选的，不算空栏；合并单元格、同上的，以上格为准；填得对不对。
怎么改：按标准目录补齐栏目和空格，依据改引现行规定。
"""

import re
from dataclasses import replace
from typing import Final

from crawler.archive import Corpus
from crawler.extract.items_catalogue import CatalogueItem
from crawler.extract.items_layout import NAMES, TICKED
from crawler.extract.items_layout import Column as Part
from rules.checks._columns import searched
from rules.checks._items_catalogues import Held, Unread, catalogues, current
from rules.contents import contents
from rules.evidence import of_article, of_column
from rules.model import Defect, Duty, Evidence, Status, Verdict, gap, met, suspect, unknown

version = 2

_OF_54: Final[frozenset[Part]] = frozenset(
    ("first_level", "content", "basis", "time_limit", "publisher", "channel", "audience", "manner")
)
_OLD_RULES = re.compile(r"国务院令第?\s?492\s?号|条例》?\s?[（(]2007年?[^）)]{0,10}[）)]|2007年[^。；]{0,12}信息公开条例")
_NEW_RULES = re.compile(r"711|2019")
_REMARKS = re.compile(r"备注|说明|序号|编号|科室|股室|电话|联系|网址|链接|领域|类别|分类")
_TOLD: Final = 3
_MAX_NOTES: Final = 200_000
_NOTE = re.compile(r"[（(]?(?:备?注|说明|填表说明|编制说明|附注|※|★|\*)")
_IS = r"[^\n。]{0,12}(?:均|统一|一律|都|皆|全部|为|是|[:：]|见|按|由|执行)"
# A column said once for all items, outside the rows.
_TOLD_FOR_ALL: Final[dict[Part, re.Pattern[str]]] = {
    "first_level": re.compile(rf"事项(?:名称)?{_IS}"),
    "content": re.compile(rf"(?:公开内容|要素){_IS}"),
    "basis": re.compile(rf"依据{_IS}"),
    "time_limit": re.compile(rf"(?:时限|公开时间|期限){_IS}|工作日(?:之)?内"),
    "publisher": re.compile(rf"(?:主体|责任单位|公开单位|责任部门){_IS}"),
    "channel": re.compile(rf"(?:渠道|载体|平台){_IS}"),
    "audience": re.compile(rf"(?:对象|公开范围){_IS}|(?:均|一律|统一)?向(?:全)?社会公开"),
    "manner": re.compile(rf"(?:公开)?(?:方式|形式|属性){_IS}|(?:均|一律|统一|全部)[^\n。]{{0,8}}主动公开"),
}
_BLANK_TOLD = re.compile(r"(?:空白|空格|未填|未列|未注明|未标注|未写|不填|留空|同上|缺项)")


def check(
    corpus: Corpus,
    duty: Duty,
    *,
    kinds: tuple[str, ...] = ("catalogue", "grassroots_zone"),
    fields: tuple[str, ...] = (),
    topics: tuple[str, ...] = (),
    blank_rows: int = 5,
) -> Verdict:
    """``topics``: items the field's standard holds; words parted by | are other names of one."""
    seen = catalogues(corpus, duty, kinds, fields)
    chosen = current(seen, duty.year)
    looked = searched(corpus.columns(duty.unit, kinds))
    suffix = f"_{'_'.join(fields)}" if fields else ""
    if not chosen:
        verdict = _nothing(corpus, duty, kinds, seen.unread)
    else:
        verdict = _judged(corpus, chosen, topics, blank_rows)
    return replace(verdict, object=f"catalogue{suffix}:{duty.year}", searched=looked)


def _nothing(corpus: Corpus, duty: Duty, kinds: tuple[str, ...], unread: tuple[Unread, ...]) -> Verdict:
    if unread:
        first = unread[0]
        return unknown(f"疑似目录的《{first.article.title}》没有读出：{first.why}", of_article(first.article))
    columns = [of_column(column) for column in corpus.own_columns(duty.unit, kinds)[:1]]
    return unknown(corpus.unseen(duty.unit, kinds) or "没有见到读得出的目录，无从核对栏目", *columns)


def _judged(corpus: Corpus, chosen: tuple[Held, ...], topics: tuple[str, ...], blank_rows: int) -> Verdict:
    """The worst fault first; one verdict tells them all."""
    lacking = [(held, missing) for held in chosen if (missing := held.reading.missing)]
    blank = [(held, item, parts) for held in chosen for item in held.items if (parts := _blank(item))]
    old = [(held, item) for held in chosen for item in held.items if _cites_old_rules(item)]
    absent = [] if any(held.reading.truncated for held in chosen) else _absent_topics(chosen, topics)
    told = [_of_columns(held, missing) for held, missing in lacking[:1]]
    told += [_of_blanks(blank)] if blank else []
    told += [f"{len(old)} 项的公开依据仍写 2007 年的信息公开条例，如“{old[0][1].name}”"] if old else []
    told += [f"未见该领域的{'、'.join(absent[:6])}等事项"] if absent else []
    first = chosen[0]
    count = sum(len(held.items) for held in chosen)
    if not told:
        return met(f"现行目录 {count} 项，九栏齐全，未见空栏", of_article(first.article, _header(first)))
    evidence = _evidence(lacking, blank, old, first)
    advice = "按标准目录补齐栏目和空格，依据改引现行规定。"
    notes = {held.article.identity: _notes(corpus, held) for held in chosen}
    surely = any(_surely_lacks(held, missing, notes[held.article.identity]) for held, missing in lacking)
    surely = surely or len([1 for held, _, _ in blank if not _BLANK_TOLD.search(notes[held.article.identity])]) >= blank_rows
    reason = f"《{first.article.title}》" + "；".join(told)
    if surely:
        return gap(reason, *evidence, defect=Defect.MISSING_ELEMENT, advice=advice)
    return suspect(
        reason, *evidence, lean=Status.GAP, defect=Defect.MISSING_ELEMENT,
        question="目录的这些内容是否写在别处，或确实不需要？", advice=advice,
    )  # fmt: skip


def _notes(corpus: Corpus, held: Held) -> str:
    """What the page and its files say outside the rows: 注：公开时限均为20个工作日."""
    lines = contents(corpus, held.article).text[:_MAX_NOTES].splitlines()
    return "\n".join([held.article.title, *("".join(line.split()) for line in lines if _NOTE.match(line.strip()) or "\t" not in line.strip())])


def _surely_lacks(held: Held, missing: tuple[Part, ...], notes: str) -> bool:
    """Whether a column the document of 2019 asks for is missing, under whatever name; a 基本目录 is of another form."""
    other = [label for label in held.reading.unnamed if not _REMARKS.search(label)]
    is_basic = "基本目录" in held.article.title and not re.search("基层|标准|事项", held.article.title)
    untold = [part for part in missing if part in _OF_54 and not _TOLD_FOR_ALL[part].search(notes)]
    return bool(untold) and not other and not is_basic


def _blank(item: CatalogueItem) -> tuple[Part, ...]:
    """Columns of one item that are surely empty: a tick in a lost font looks empty too."""
    return tuple(part for part in item.blank if part not in TICKED)


def _cites_old_rules(item: CatalogueItem) -> bool:
    return bool(_OLD_RULES.search(item.basis)) and not _NEW_RULES.search(item.basis)


def _absent_topics(chosen: tuple[Held, ...], topics: tuple[str, ...]) -> list[str]:
    words = "\n".join(f"{i.first_level}{i.second_level}{i.content}" for held in chosen for i in held.items)
    return [topic.split("|")[0] for topic in topics if not any(each in words for each in topic.split("|"))]


def _of_columns(held: Held, missing: tuple[Part, ...]) -> str:
    where = f"附件《{held.where}》" if held.where else "页面表格"
    return f"{where}未见“{'”“'.join(NAMES[part] for part in missing)}”栏"


def _of_blanks(blank: list[tuple[Held, CatalogueItem, tuple[Part, ...]]]) -> str:
    shown = "、".join(f"“{item.name or item.number}”的{NAMES[parts[0]]}" for _, item, parts in blank[:_TOLD])
    return f"{len(blank)} 项有空栏：{shown}" + ("等" if len(blank) > _TOLD else "")


def _header(held: Held) -> str:
    return "、".join(NAMES[part] for part in held.reading.present)


def _evidence(
    lacking: list[tuple[Held, tuple[Part, ...]]],
    blank: list[tuple[Held, CatalogueItem, tuple[Part, ...]]],
    old: list[tuple[Held, CatalogueItem]],
    first: Held,
) -> list[Evidence]:
    shown = [of_article(held.article, f"表头：{_header(held)}") for held, _ in lacking[:1]]
    shown += [of_article(held.article, f"{item.number} {item.name}") for held, item, _ in blank[:1]]
    shown += [of_article(held.article, item.basis) for held, item in old[:1]]
    return shown or [of_article(first.article)]
