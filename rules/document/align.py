"""How well some cells read as one row of a 分工表, and which cell is then what.

Columns cannot be trusted: merged cells vanish, rows shift, a page break splits every cell. So each cell is weighed by
what it looks like (a deadline, units, a sentence, a name), the cells keeping their order.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rules.document.clauses import ended, plain, unlabelled
from rules.document.deadline import is_deadline, is_stub
from rules.document.layout import Role, squeeze
from rules.document.units import is_unit_list, read_units

_MARK = "|"
_NAMES = (Role.SECTION, Role.TASK)
_UNITS = (Role.UNITS, Role.LEAD, Role.SUPPORT)
_MISSING = {Role.TEXT: -6.0, Role.UNITS: -4.0, Role.LEAD: -4.0, Role.DEADLINE: -2.0}
REQUIRED = frozenset(_MISSING)
_IGNORED = -4.0
# A page break goes through the longest cell, the text, before all others.
_NOT_THROUGH = {Role.TEXT: 2.0}
_STAYED = 0.1
_SAME_COLUMN = 0.8  # for two cells a page break parted
_KNOWN_NAME = 2.5
_IN_PLACE = 0.8  # for a cell in its role's usual column


@dataclass(frozen=True, slots=True)
class Known:
    """What the rest of the document tells of its table: names of sections and tasks, the body's words, habits."""

    sections: frozenset[str] = frozenset()
    tasks: frozenset[str] = frozenset()
    body: str = ""  # letters and characters only
    sentences: str = ""  # the same with _MARK between its sentences
    sentences_end: bool = True  # whether this table's texts end like sentences
    placed: bool = True  # whether a cell's place among the others says something
    places: tuple[tuple[Role, int], ...] = ()  # the column where each role usually stands

    def holds(self, text: str) -> bool:
        """Whether the body has ``text`` as whole sentences."""
        return bool(self.sentences) and sentences_of(text) in self.sentences


@dataclass(frozen=True, slots=True)
class Reading:
    """The best way to read some cells as a row. ``score`` weighs it against other ways to cut the table."""

    score: float
    cells: Mapping[Role, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    number: str = ""
    split: bool = False  # the task was told from the text inside one cell, by its paragraphs
    parted: bool = False  # put together over a page break, and nothing confirms that it was put together well


NEVER = Reading(-1000.0)

_Placed = tuple[tuple[int, str], ...]
_Choice = tuple[Role | None, int, int]  # a role, and which cell above and below the page break it takes (-1: none)
_Way = tuple[float, tuple[_Choice, ...]]


class Aligner:
    """Reads cells as rows of one table. Remembers weights, which depend on nothing else."""

    def __init__(self, columns: Sequence[Role], known: Known) -> None:
        self.roles = _roles(columns)
        self.known = known
        self._weights: dict[tuple[Role, str], float] = {}

    @property
    def best_possible(self) -> float:
        """No row scores more."""
        return sum(_highest(role, self.known) for role in self.roles)

    def read(self, cells: Sequence[str], below: Sequence[str] = ()) -> Reading:
        """Read ``cells`` as a row; ``below`` is what a page break cut off it."""
        best = self._read(cells, below)
        if any("\n" in cell for cell in cells):
            parted = self._read(_parted(cells), below)
            if parted.score > best.score:
                return replace(parted, split=True)
        return best

    def _read(self, cells: Sequence[str], below: Sequence[str]) -> Reading:
        number, upper = _placed(cells)
        number_below, lower = _placed(below)
        if max(len(upper), len(lower)) > len(self.roles) + 2:
            return NEVER
        score, choices = self._best(upper, lower)
        found: dict[Role, str] = {}
        ignored = []
        for role, i, j in choices:
            text = (upper[i][1] if i >= 0 else "") + (lower[j][1] if j >= 0 else "")
            if role is None:
                ignored.append(text)
            else:
                found[role] = text
        if number_below:
            score -= 4.0 if number else 0.5  # a number begins a row, though it may stand in the middle of its cell
        if _units_swapped(choices, upper, lower, self.known.placed):
            found[Role.LEAD], found[Role.SUPPORT] = found[Role.SUPPORT], found[Role.LEAD]
        parted = bool(lower) and not self._sure(found)
        return Reading(score, found, tuple(ignored), number or number_below, parted=parted)

    def _best(self, upper: _Placed, lower: _Placed) -> _Way:
        """The best choice of cells for each role, in order. Cells no role takes are left out at a cost."""
        ways: dict[tuple[int, int], _Way] = {(0, 0): (0.0, ())}
        for role in self.roles:
            ways = _left_out(ways, upper, lower)
            following: dict[tuple[int, int], _Way] = {}
            for (i, j), (score, choices) in ways.items():
                for key, weight, choice in self._takes(role, i, j, upper, lower):
                    total = score + weight
                    if key not in following or total > following[key][0]:
                        following[key] = (total, (*choices, choice) if choice else choices)
            ways = following
        score, choices = _left_out(ways, upper, lower)[len(upper), len(lower)]
        # A usual place decides between roles, but is no sign of a good row: it must not speak for more rows.
        return score - sum(
            self._in_place(role, upper, i) + self._in_place(role, lower, j) for role, i, j in choices
        ), choices

    def _takes(
        self, role: Role, i: int, j: int, upper: _Placed, lower: _Placed
    ) -> Iterator[tuple[tuple[int, int], float, _Choice | None]]:
        """What ``role`` may take next: nothing, the next cell above, the one below, or both put together."""
        yield (i, j), _MISSING.get(role, 0.0), None
        above = self._in_place(role, upper, i) if i < len(upper) else 0.0
        below = self._in_place(role, lower, j) if j < len(lower) else 0.0
        parted = bool(lower)
        if i < len(upper):
            yield (
                (i + 1, j),
                self._weigh_piece(role, upper[i][1], parted) + above - (_STAYED if parted else 0.0),
                (role, i, -1),
            )
        if j < len(lower):
            yield (
                (i, j + 1),
                self._weigh_piece(role, lower[j][1], parted) + below - _NOT_THROUGH.get(role, 0.0),
                (role, -1, j),
            )
        if i < len(upper) and j < len(lower):
            same = _SAME_COLUMN if self.known.placed and upper[i][0] == lower[j][0] else 0.0
            weight = self._weigh_piece(role, upper[i][1] + lower[j][1], parted)
            yield (i + 1, j + 1), weight + above + below + same, (role, i, j)

    def _weigh_piece(self, role: Role, cell: str, parted: bool) -> float:
        """The weight of a cell; beside a page break nothing is taken for a name unless it is known."""
        weight = self._weigh(role, cell)
        return min(weight, 0.0) if parted and role in _NAMES and weight < _KNOWN_NAME else weight

    def _sure(self, found: Mapping[Role, str]) -> bool:
        """Whether a row put together over a page break is beyond doubt: the body has its text, its units are one list."""
        units = [role for role in _UNITS if role in self.roles]
        names = [plain(unlabelled(found[role])[2]) for role in _NAMES if role in found]
        known = all(name in self.known.tasks or name in self.known.sections for name in names)
        return (
            known
            and self.known.holds(found.get(Role.TEXT, ""))
            and len(units) == 1
            and is_unit_list(found.get(units[0], ""))
        )

    def _in_place(self, role: Role | None, cells: _Placed, at: int) -> float:
        usual = at >= 0 and role is not None and (role, cells[at][0]) in self.known.places
        return _IN_PLACE if usual else 0.0

    def _weigh(self, role: Role, cell: str) -> float:
        key = (role, cell)
        if key not in self._weights:
            self._weights[key] = _weight(role, cell, self.known)
        return self._weights[key]


def sentences_of(text: str) -> str:
    """The sentences of ``text`` for comparing: each between marks, without punctuation, spaces and widths."""
    kept = [words for sentence in re.split("[。！？；!?;\n]", text) if (words := plain(sentence))]
    return _MARK + _MARK.join(kept) + _MARK


def is_number(cell: str) -> bool:
    """Whether the cell is a row's or a section's number."""
    bare = squeeze(cell).rstrip(".．、")
    return bare.isdigit() and len(bare) <= 3


def _roles(columns: Sequence[Role]) -> tuple[Role, ...]:
    """The order of roles a row may have: the header's, with a section and a task always possible before the text."""
    rest = [r for r in columns if r not in (Role.NUMBER, *_NAMES)]
    at = rest.index(Role.TEXT)
    return (*rest[:at], *_NAMES, *rest[at:])


def _placed(cells: Sequence[str]) -> tuple[str, _Placed]:
    """The row's number, when one of its first two cells is one, and the other cells that hold something."""
    placed = [(at, cell) for at, cell in enumerate(cells) if cell.strip()]
    for n, (at, cell) in enumerate(placed[:2]):
        if is_number(cell) and at <= 1:
            return squeeze(cell).rstrip(".．、"), tuple(placed[:n] + placed[n + 1 :])
    return "", tuple(placed)


def _parted(cells: Sequence[str]) -> tuple[str, ...]:
    """A cell whose first paragraph is a short name becomes two: 「提高质量」 and the sentences below it."""
    out: list[str] = []
    for cell in cells:
        first, sign, rest = cell.partition("\n")
        if sign and len(first) <= 40 and not ended(first) and len(rest) > len(first) and not is_unit_list(cell):
            out += [first, rest]
        else:
            out.append(cell)
    return tuple(out)


def _units_swapped(choices: Sequence[_Choice], upper: _Placed, lower: _Placed, placed: bool) -> bool:
    """Whether the two unit columns, one above and one below a page break, were taken for each other.

    Their distance from the text's column tells, where columns were kept: the first unit column is nearer.
    """
    at = {role: (i, j) for role, i, j in choices if role}
    if not placed or not lower or any(role not in at for role in (Role.TEXT, Role.LEAD, Role.SUPPORT)):
        return False
    away = {}
    for role in (Role.LEAD, Role.SUPPORT):
        (i, j), (text_i, text_j) = at[role], at[Role.TEXT]
        if i >= 0 and j >= 0:
            return False
        if i >= 0 and text_i >= 0:
            away[role] = upper[i][0] - upper[text_i][0]
        elif j >= 0 and text_j >= 0:
            away[role] = lower[j][0] - lower[text_j][0]
    return len(away) == 2 and away[Role.LEAD] > away[Role.SUPPORT]


def _left_out(ways: dict[tuple[int, int], _Way], upper: _Placed, lower: _Placed) -> dict[tuple[int, int], _Way]:
    """The ways so far, and those that leave the next cells out."""
    more = dict(ways)
    for i in range(len(upper) + 1):
        for j in range(len(lower) + 1):
            if (i, j) not in more:
                more[i, j] = (float("-inf"), ())
            for before, choice in (((i - 1, j), (None, i - 1, -1)), ((i, j - 1), (None, -1, j - 1))):
                if before in more and more[before][0] + _IGNORED > more[i, j][0]:
                    more[i, j] = (more[before][0] + _IGNORED, (*more[before][1], choice))
    return more


# ---- what a cell looks like


def _weight(role: Role, cell: str, known: Known) -> float:
    if role is Role.TEXT:
        return _text_weight(cell, known)
    if role in _NAMES:
        return _name_weight(role, cell, known)
    if role in _UNITS:
        return _units_weight(cell)
    if role is Role.DEADLINE:
        return (2.0 if is_stub(cell) else 3.0) if is_deadline(cell) else -3.0 if len(cell) <= 16 else -5.0
    return 0.0


def _highest(role: Role, known: Known) -> float:
    if role is Role.TEXT:
        return 5.0 if known.sentences else 3.0
    if role in _NAMES:
        return _KNOWN_NAME if known.tasks or known.sections else 0.6
    return 3.0 if role in _UNITS or role is Role.DEADLINE else 0.0


def _text_weight(cell: str, known: Known) -> float:
    if is_deadline(cell) or is_unit_list(cell):
        return -4.0
    words = plain(cell)
    if plain(unlabelled(cell)[2]) in known.tasks | known.sections:
        return -3.0
    weight = 1.0 if len(words) >= 12 or "。" in cell or "，" in cell else -0.5
    if known.sentences_end:
        weight += 2.0 if ended(cell.strip()) else -3.0
    else:
        weight += 1.0
    if len(words) >= 8 and known.holds(cell):
        weight += 2.0
    elif len(words) >= 8 and words in known.body:
        weight -= 2.0  # a part of a sentence of the body: something was cut off
    return weight


def _name_weight(role: Role, cell: str, known: Known) -> float:
    words = plain(unlabelled(cell)[2])
    if words in (known.tasks if role is Role.TASK else known.sections):
        return _KNOWN_NAME
    if words in known.tasks or words in known.sections:
        return -1.0
    if len(words) > 45 or "。" in cell or "；" in cell or not words:
        return -4.0
    if is_deadline(cell) or is_unit_list(cell):
        return -2.5
    return 0.6 if role is Role.TASK else 0.5


def _units_weight(cell: str) -> float:
    if is_unit_list(cell):
        return 3.0
    if "。" in cell.strip().rstrip("。") or len(cell) > 600:
        return -5.0
    units = read_units(cell)
    if units.unfinished and not units.odd:
        return -1.0
    return 0.5 if len(units.odd) * 2 <= len(units.names) else -4.0
