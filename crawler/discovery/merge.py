"""Merge a fresh proposal into a profile that people have worked on: what stands there stays, byte for byte.

New columns are appended as ``proposed = true``; nobody crawls or judges them until a person deletes that line. What a person
rejected moves to ``[[ignored]]`` and is never proposed again. A second merge of the same portal changes nothing.
"""

import os
import re
import tempfile
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import tomlkit

from crawler import site as sites
from crawler.clock import china_now
from crawler.crawl import in_window
from crawler.discovery.classify import Judged
from crawler.discovery.profile import Proposal, fresh_id, one_line, reasons_of
from crawler.discovery.run import discover, known_units
from crawler.discovery.visited import key_of
from crawler.items import Outcome
from crawler.site import Column, ColumnTable, ProfileTable, Site
from crawler.stopped import Stopped
from crawler.tomlfile import BadInput, TomlFile, os_reason
from crawler.urls import canonical, host_of
from crawler.vocabulary import label

_HEAD: Final = '# ---- 由 zwgk discover 提议的栏目：不采集、不判定。核对后删去 proposed 一行即为确认；不要的加一行 rejected = "理由"'
_OURS = re.compile(r"# (?:可信度：|须人工判断：|疑似由 )")


@dataclass(frozen=True, slots=True)
class Merged:
    """The new text of the profile and what was done to it. ``strangers``: units that the profile lacks."""

    text: str
    sure: int
    doubtful: int
    moved: int
    ignored: int
    strangers: int

    def report(self, path: Path, *, changed: bool) -> Iterator[str]:
        """What the operator is told."""
        if not changed:
            yield f"没有新的提议，{path} 未改动"
        else:
            yield (
                f"{path}：新提议栏目 {self.sure + self.doubtful} 个（有把握 {self.sure} 个，须人工判断 {self.doubtful} 个），"
                f"其中疑似迁址 {self.moved} 个；移入 ignored {self.ignored} 个"
            )
        if self.strangers:
            yield f"另有 {self.strangers} 个栏目属于档案中没有的单位，没有写入；先登记单位"


def merge_into(
    home: str, into: str, folder: str = "", on_progress: Callable[[int], None] | None = None
) -> tuple[Proposal, tuple[str, ...]]:
    """Discover the portal at ``home`` and merge what is new into the profile at ``into``; the proposal and what was done.

    Raises BadInput, with nothing written, for an unusable profile or another portal's home; Stopped when home does not answer.
    """
    path = Path(into)
    if path.suffix != ".toml":
        raise BadInput(f"--into 应为档案文件（.toml）的路径：“{into}”")
    source = TomlFile.read(path)
    profile = sites.read(source)
    if canonical(home) is None:
        raise BadInput(f"不是网址：“{home}”（应以 http:// 或 https:// 开头）")
    if _bare(home) != _bare(profile.home):
        raise BadInput(f"{home} 不是档案 {path} 的首页（{profile.home}）")
    if not in_window(profile, china_now()):
        raise Stopped(f"现在不在采集时间窗口（{profile.politeness.window}）内，到时再运行")
    raw = path.read_bytes()
    if not os.access(path, os.W_OK):
        raise BadInput(f"{path} 不能写入：没有权限")
    proposal = discover(profile.home, "", folder, on_progress, profile)
    merged = merged_with(source, profile, proposal)
    new = raw[: len(raw) - len(source.text.encode())] + merged.text.encode()
    if new != raw:
        _replace(path, new)
    return proposal, tuple(merged.report(path, changed=new != raw))


def merged_with(source: TomlFile, profile: Site, proposal: Proposal) -> Merged:
    """The text of ``source`` with what ``proposal`` adds. Raises BadInput when the outcome would be no profile."""
    table = source.validated(ProfileTable)
    text, dismissed = _without_rejected(source, table)
    ignored = [key_of(entry.url) for entry in table.ignored]
    known = {key_of(url) for column in table.column for url in (column.url, *column.was)} | {*ignored}
    known |= {key_of(column.url) for column in dismissed}
    blocks = [
        f"[[ignored]]\n{tomlkit.dumps({'url': column.url, 'reason': one_line(column.rejected)}).rstrip()}"
        for column in dismissed
        if key_of(column.url) not in ignored
    ]
    owned, strangers = _owned(profile, proposal)
    fresh = [one for one in owned if not {key_of(one.url), _place(one.url, proposal)} & known]
    moves = _moves(profile, proposal, owned)
    ids = {column.id for column in (*profile.columns, *profile.proposed)}
    written = [one for one in fresh if one.url in moves or _place(one.url, proposal) not in _places(profile, proposal)]
    for one in written:
        old = moves.get(one.url)
        column_id = old.id if old else fresh_id(one.owner.unit, one.kind, ids)
        ids.add(column_id)
        blocks.append(_block(one, old, column_id))
    if written and _HEAD not in text:
        blocks.insert(len(blocks) - len(written), _HEAD)
    text = _appended(text, blocks)
    _confirm(source, text, len(written) - len(dismissed))
    return Merged(
        text,
        sure=sum(one.confidence == "high" for one in written),
        doubtful=sum(one.confidence != "high" for one in written),
        moved=sum(one.url in moves for one in written),
        ignored=len(dismissed),
        strangers=strangers,
    )


def _appended(text: str, blocks: list[str]) -> str:
    end = "\r\n" if "\r\n" in text else "\n"
    if blocks:
        text += end if text.endswith("\n") else 2 * end
        text += (2 * end).join(block.replace("\n", end) for block in blocks) + end
    return text


def _confirm(source: TomlFile, text: str, more: int) -> None:
    """Raises BadInput unless ``text`` is a profile with ``more`` columns than before and everything else as it was."""
    try:
        after = TomlFile.of(source.path, text)
        sites.read(after)
    except BadInput as error:
        raise BadInput(f"{source.path}: 并入后不是可用的档案，未改动（{error.lines[0]}）") from None
    kept = [column for column in source.data.get("column", []) if not column.get("proposed")]
    columns = after.data.get("column", [])
    same = all(after.data.get(key) == value for key, value in source.data.items() if key not in ("column", "ignored"))
    whole = len(columns) == len(source.data.get("column", [])) + more
    if not same or not whole or [column for column in columns if not column.get("proposed")] != kept:
        raise BadInput(f"{source.path}: 栏目的写法无法并入（请用 [[column]] 逐段书写），未改动")


def _owned(profile: Site, proposal: Proposal) -> tuple[list[Judged], int]:
    """What may be proposed, with the profile's ids of units; and how many columns belong to units it does not know."""
    living = {unit.name: unit.id for unit in profile.units if unit.valid_to is None}
    ids = {unit.id: living[name] for unit, (name, _) in zip(proposal.units, known_units(profile), strict=False)}
    likely = [one for one in proposal.judged if one.confidence != "low"]
    mine = [one for one in likely if not one.owner.unit or one.owner.unit in ids]
    owned = [replace(one, owner=replace(one.owner, unit=ids.get(one.owner.unit, ""))) for one in mine]
    return owned, len(likely) - len(mine)


def _moves(profile: Site, proposal: Proposal, owned: list[Judged]) -> dict[str, Column]:
    """New address → the column that has moved there: nothing leads to the old one any more, and it sends on or is gone."""
    linked = {key_of(link.url) for facts in proposal.seen.values() for link in facts.links if not link.dated}
    left = [column for column in profile.columns if key_of(column.url) not in linked]
    seen = {column.id: facts for column in left if (facts := proposal.seen.get(key_of(column.url)))}
    gone = [column for column in left if column.id in seen and seen[column.id].outcome is Outcome.SOFT404]
    known = {key_of(column.url) for column in (*profile.columns, *profile.proposed)}
    fresh = [one for one in owned if key_of(one.url) not in known]
    places = Counter((column.unit, column.kind) for column in gone)
    heirs = Counter((one.owner.unit, one.kind) for one in fresh if one.confidence == "high")
    moves: dict[str, Column] = {}
    for one in fresh:
        what = (one.owner.unit, one.kind)
        for column in left:
            facts = seen.get(column.id)
            if facts is None or (column.unit, column.kind) != what:
                continue
            sent = facts.opened and key_of(facts.final) != key_of(column.url)
            follows = sent and key_of(facts.final) == _place(one.url, proposal)
            # One column gone and one of its sort come: with more of either nobody knows which is which.
            replaces = column in gone and one.confidence == "high" and places[what] == heirs[what] == 1
            if follows or replaces:
                moves[one.url] = column
    return moves


def _place(url: str, proposal: Proposal) -> str:
    facts = proposal.seen.get(key_of(url))
    return key_of(facts.final) if facts is not None and facts.opened else key_of(url)


def _places(profile: Site, proposal: Proposal) -> set[str]:
    """Where the addresses of the profile lead to."""
    return {_place(column.url, proposal) for column in (*profile.columns, *profile.proposed)}


def _block(one: Judged, old: Column | None, column_id: str) -> str:
    lines = list(reasons_of(one))
    table = tomlkit.table()
    table["id"] = column_id
    table["kind"] = one.kind
    if one.owner.unit:
        table["unit"] = one.owner.unit
    table["name"] = one_line(one.name, 60) or label(one.kind)
    table["url"] = one.url
    if old is not None:
        lines.append(f"# 疑似由 {one_line(old.url, 300)} 迁来：确认时删去本段的 proposed 一行和旧的一段，id 不变")
        table["was"] = [*old.was, old.url]
    table["proposed"] = True
    return "\n".join((*lines, "[[column]]", tomlkit.dumps(table).rstrip()))


# ---- what people rejected


def _without_rejected(source: TomlFile, table: ProfileTable) -> tuple[str, list[ColumnTable]]:
    """The text without the proposed columns that a person rejected, or wrote into [[ignored]]; and those columns."""
    ignored = {key_of(entry.url) for entry in table.ignored}
    lines = source.text.splitlines(keepends=True)
    dismissed: list[ColumnTable] = []
    for n, column in reversed([*enumerate(table.column)]):
        if column.proposed and (column.rejected or key_of(column.url) in ignored):
            begin, end = _extent(source, n, lines)
            del lines[begin:end]
            dismissed.insert(0, column)
    return "".join(lines), dismissed


def _extent(source: TomlFile, n: int, lines: list[str]) -> tuple[int, int]:
    """The lines [begin, end) of the n-th column with our comments above it and the blank line before them."""
    header = source.line("column", n) - 1
    end = max(source.line("column", n, key) for key in source.data["column"][n])
    while end < len(lines) and not _is_whole("".join(lines[header:end])):
        end += 1  # a value that runs over several lines
    begin = header
    while begin > 0 and _OURS.match(lines[begin - 1]) and _HEAD not in lines[begin - 1]:
        begin -= 1
    if begin > 0 and not lines[begin - 1].strip():
        begin -= 1
    return begin, end


def _is_whole(text: str) -> bool:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


def _bare(home: str) -> str:
    return host_of(home).removeprefix("www.")


def _replace(path: Path, content: bytes) -> None:
    """Write the whole file or nothing: another process sees the old profile or the new one."""
    target = path.resolve()
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise BadInput(f"{path} 不能写入：{os_reason(error)}") from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, target.stat().st_mode & 0o7777)
        os.replace(name, target)
    except OSError as error:
        os.unlink(name)
        raise BadInput(f"{path} 不能写入：{os_reason(error)}") from None
