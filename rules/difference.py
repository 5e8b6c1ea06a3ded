"""Two years' documents side by side: what came, went or changed, row by row."""

from collections.abc import Iterator

from rules.catalogue import Catalogue
from rules.model import Requirement
from rules.texts import bigrams

SAME = 0.55  # below this two texts are two requirements


def difference(old: Catalogue, new: Catalogue) -> Iterator[str]:
    """Lines in Chinese: each row of ``new`` beside the row of ``old`` it continues, then rows that were dropped."""
    pairs = _pairs(old, new)
    taken = {before.id for before in pairs.values()}
    for requirement in new.requirements:
        before = pairs.get(requirement.id)
        if before is None:
            yield f"新增 {_name(requirement)}：{requirement.text}"
            continue
        changes = list(_changes(before, requirement))
        moved = f"（原 {_name(before)}）" if before.row != requirement.row else ""
        if changes:
            yield f"修改 {_name(requirement)}{moved}：" + "；".join(changes)
        elif moved:
            yield f"移动 {_name(requirement)}{moved}"
    for requirement in old.requirements:
        if requirement.id not in taken:
            yield f"取消 {_name(requirement)}：{requirement.text}"


def _pairs(old: Catalogue, new: Catalogue) -> dict[str, Requirement]:
    """Each new row's best old row, best pairs first, each row used once."""
    scored = sorted(
        ((_alike(a.text, b.text), a, b) for b in new.requirements for a in old.requirements),
        key=lambda triple: (-triple[0], triple[2].id, triple[1].id),
    )
    pairs: dict[str, Requirement] = {}
    used: set[str] = set()
    for score, before, after in scored:
        if score < SAME:
            break
        if after.id not in pairs and before.id not in used:
            pairs[after.id] = before
            used.add(before.id)
    return pairs


def _alike(one: str, other: str) -> float:
    """The share of character pairs that two texts have in common, 0 to 1."""
    pairs, others = bigrams(one), bigrams(other)
    return len(pairs & others) / len(pairs | others) if pairs and others else 0.0


def _changes(old: Requirement, new: Requirement) -> Iterator[str]:
    if old.text != new.text:
        yield f"文字由“{old.text}”改为“{new.text}”"
    if old.responsible != new.responsible:
        yield f"责任单位由“{old.responsible}”改为“{new.responsible}”"
    if old.deadline != new.deadline:
        yield f"时限由“{old.deadline or '未注明'}”改为“{new.deadline or '未注明'}”"


def _name(requirement: Requirement) -> str:
    return f"第 {requirement.row} 行" if requirement.row else requirement.id
