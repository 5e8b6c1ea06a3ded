"""The pages about time as plain data: columns compared with the last audit, leads, and what may lawfully have gone."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from crawler.archive import Article, Corpus, SeenColumn
from crawler.archive.changes import ColumnChange
from crawler.archive.receipts import Receipt
from crawler.archive.versions import ItemChange, Version
from reports.filing import Ground
from reports.time_shown import ChangedLine, ColumnChangeView, ItemLine, LeadView, TimeView
from reports.told import basis_lines, evidence_line
from reports.wording import address, file_stem, plain
from rules.leads import Lead, LeadKind, Leads
from rules.model import Evidence

LISTED: Final = 30  # items of one column named one by one
PRINTED: Final = 300  # leads printed in full; all stand in leads.jsonl
_TITLE: Final = 200
KIND_WORDS: Final[dict[LeadKind, str]] = {
    LeadKind.BACK_DATED: "标注日期早于首次见到",
    LeadKind.RE_DATED: "发布日期有改动",
    LeadKind.REMOVED: "曾见而今未见",
}
_PROOF: Final[dict[LeadKind, tuple[str, ...]]] = {
    LeadKind.BACK_DATED: ("信息", "此前查看的列表", "首次见到时的列表"),
    LeadKind.RE_DATED: ("改动前的页面", "改动后的页面", "改动前的列表", "改动后的列表"),
    LeadKind.REMOVED: ("信息", "最后在列时的列表", "未见时的列表"),
}


def time_view(ground: Ground, leads: Leads) -> TimeView:
    """What is new, changed and gone, and what that raises."""
    corpus = ground.corpus
    changes = corpus.history.changes()
    known = [change for change in changes if change.before]
    moved = [change for change in known if change.new or change.changed or change.gone]
    order = {column.id: n for n, column in enumerate(corpus.all_columns)}
    moved.sort(key=lambda change: (order.get(change.column, len(order)), change.column))
    counts = [sum(len(change.new) for change in known), sum(len(c.changed) for c in known), sum(len(c.gone) for c in known)]
    marks = _marks(leads)
    first_seen = [name for c in changes if not c.before and (name := _column_name(corpus, c.column))]
    return TimeView(
        line=_line(bool(known), counts, leads, corpus.run),
        first=not known,
        columns=tuple(_column(ground, change, marks) for change in moved),
        unchanged=len(known) - len(moved),
        first_seen=tuple(first_seen) if known else (),
        not_compared=len(corpus.all_columns) - len(changes),
        unread=sum(change.unread for change in known),
        new_total=counts[0],
        changed_total=counts[1],
        gone_total=counts[2],
        leads=tuple(_lead(ground, lead) for lead in leads.leads[:PRINTED]),
        leads_left=max(len(leads.leads) - PRINTED, 0),
        lawful=tuple(_lead(ground, lead) for lead in leads.lawful[:PRINTED]),
        lawful_left=max(len(leads.lawful) - PRINTED, 0),
    )


def shown_proof(leads: Leads) -> Iterator[Evidence]:
    """What the printed leads cite; what may lawfully have gone is not shown again."""
    for lead in leads.leads[:PRINTED]:
        yield from lead.evidence


def _line(compared: bool, counts: Sequence[int], leads: Leads, run: int) -> str:
    if not compared:
        return "首次采集，无可比较。"
    fresh = sum(lead.run == run for lead in leads.leads)
    told = f"新增 {counts[0]} 条，变更 {counts[1]} 条，未再见到 {counts[2]} 条"
    return f"{told}；线索 {len(leads.leads)} 条（本次新发现 {fresh} 条），可能属于依法撤下或换址的 {len(leads.lawful)} 条。"


def _marks(leads: Leads) -> dict[tuple[str, str], str]:
    """What else is said of an item of a column: a lead, or a ground on which it may have gone."""
    marks = {(lead.column, lead.identity): lead.ground for lead in leads.lawful}
    return marks | {(lead.column, lead.identity): f"线索：{KIND_WORDS[lead.kind]}" for lead in leads.leads}


# ---- columns


def _column(ground: Ground, change: ColumnChange, marks: Mapping[tuple[str, str], str]) -> ColumnChangeView:
    corpus = ground.corpus
    column = corpus.seen_column(change.column)
    named = {article.identity for article in corpus.named([one.now.identity for one in change.changed])}  # others are not shown
    changed = [one for one in change.changed if one.now.identity in named]
    return ColumnChangeView(
        name=_column_name(corpus, change.column),
        unit=_owner(ground, column),
        address=address(column.url if column else ""),
        looks="；".join(_look(receipt) for receipt in (change.before, change.now) if receipt),
        notes=tuple(_notes(change)),
        new=_items(ground, change.column, change.new, marks),
        new_total=len(change.new),
        changed=tuple(_changed(one) for one in changed[:LISTED]),
        changed_total=len(change.changed),
        gone=_items(ground, change.column, change.gone, marks),
        gone_total=len(change.gone),
    )


def _look(receipt: Receipt) -> str:
    return f"第 {receipt.run} 次采集（{receipt.as_of}）{'已看全' if receipt.complete else '没有看全'}，{receipt.rows} 条"


def _notes(change: ColumnChange) -> Iterator[str]:
    if change.before and not change.before.complete:
        yield "上次没有看全，所列新增可能包含上次没有看到的信息。"
    if not change.now.complete:
        yield "本次没有看全，不列未再见到的信息。"
    if change.now.known_rows:
        yield f"列表中有 {change.now.known_rows} 条与上次完整查看一致且总数相符，没有逐页重读。"
    if change.unread:
        yield f"两次都在列的 {change.kept} 条中，有 {change.unread} 条的页面本次没有重新打开，不能证明没有改动。"


def _items(
    ground: Ground, column: str, identities: Sequence[str], marks: Mapping[tuple[str, str], str]
) -> tuple[ItemLine, ...]:
    articles = ground.corpus.named(list(identities))
    articles.sort(key=lambda a: (a.published is not None, a.published or ground.as_of, a.identity), reverse=True)
    return tuple(_item(ground, column, article, marks) for article in articles[:LISTED])


def _item(ground: Ground, column: str, article: Article, marks: Mapping[tuple[str, str], str]) -> ItemLine:
    note = marks.get((column, article.identity), "")
    elsewhere = [name for i in article.columns if i != column and (name := _column_name(ground.corpus, i))]
    if not note and not article.gone_since and elsewhere:
        note = f"同时列于或移到“{'”“'.join(elsewhere[:3])}”栏目" if column not in article.columns else ""
    published = article.published.isoformat() if article.published else "未注明日期"
    return ItemLine(plain(article.title, _TITLE) or "（无标题）", published, address(article.url), plain(note, 300))


def _changed(change: ItemChange) -> ChangedLine:
    return ChangedLine(
        plain(change.now.title, _TITLE) or "（无标题）", address(change.now.url), tuple(_differences(change))
    )


def _differences(change: ItemChange) -> Iterator[str]:
    was, now = change.before, change.now
    if "title" in change.parts:
        yield f"标题：由“{plain(was.title, _TITLE)}”改为“{plain(now.title, _TITLE)}”"
    if "published" in change.parts:
        yield f"发布日期：由 {was.published or '未注明'} 改为 {now.published or '未注明'}"
    if "doc_number" in change.parts:
        yield f"文号：由“{plain(was.doc_number, 60) or '无'}”改为“{plain(now.doc_number, 60) or '无'}”"
    if "text" in change.parts:
        yield "正文有改动"
    if "attachments" in change.parts:
        yield _files(was, now)


def _files(was: Version, now: Version) -> str:
    added = [name for url, name in now.attachments if (url, name) not in was.attachments]
    dropped = [name for url, name in was.attachments if (url, name) not in now.attachments]
    parts = [
        f"{word} {len(names)} 个（{'、'.join(plain(name, 60) for name in names[:3])}{'等' if len(names) > 3 else ''}）"
        for word, names in (("增加", added), ("减少", dropped))
        if names
    ]
    return f"附件：{'，'.join(parts) or '次序或名称有改动'}"


def _column_name(corpus: Corpus, column: str) -> str:
    seen = corpus.seen_column(column)
    return plain(seen.name if seen else column, 60)


def _owner(ground: Ground, column: SeenColumn | None) -> str:
    if column is None:
        return ""
    unit = ground.site.unit(column.unit) if column.unit else None
    return plain(unit.name if unit else column.unit or "门户", 60)


# ---- leads


def _lead(ground: Ground, lead: Lead) -> LeadView:
    unit = ground.site.unit(lead.unit) if lead.unit else None
    labels = _PROOF[lead.kind]
    return LeadView(
        anchor=f"l-{file_stem(lead.id)}",
        id=lead.id,
        kind=KIND_WORDS[lead.kind],
        title=plain(lead.title, _TITLE) or "（无标题）",
        column=plain(lead.column_name, 60),
        unit=plain(unit.name if unit else lead.unit or "门户", 60),
        found=f"第 {lead.run} 次采集（{lead.found}）",
        fresh=lead.run == ground.corpus.run,
        sentence=plain(lead.sentence, 800) + "。",
        question=plain(lead.question, 300),
        ground=plain(lead.ground, 300),
        basis=tuple(f"{b.source}{b.clause}（{b.strength}）" for b in basis_lines(lead.basis)),
        proof=() if lead.ground else tuple(zip(labels, map(evidence_line, lead.evidence), strict=True)),
    )
