"""What a laboratory measures: one label beside what the check said."""

from dataclasses import dataclass
from typing import Final

from rules.lab.cases import AUTHOR, PLANTED, REAL
from rules.model import Status

ACCUSING: Final = frozenset((Status.GAP, Status.LATE))
SPARED: Final = "spared"  # a label that says only: nobody may be accused of this
KINDS: Final = (PLANTED, REAL)


@dataclass(frozen=True, slots=True)
class Measured:
    """One label and its answer.

    ``expected`` is a status or ``spared``, '' for a verdict that no label speaks of. ``got`` is None when the check said
    nothing of the labelled object. ``where`` names the label for a person who looks it up.
    """

    check: str
    kind: str
    by: str
    expected: str
    got: Status | None
    where: str

    @property
    def independent(self) -> bool:
        """Whether somebody else than the author of the check said what is right."""
        return self.by != AUTHOR

    @property
    def labelled(self) -> bool:
        return bool(self.expected)

    @property
    def due(self) -> bool:
        """Whether an accusation is what is right."""
        return self.expected in ACCUSING

    @property
    def accuses(self) -> bool:
        return self.got in ACCUSING

    @property
    def right(self) -> bool:
        """Whether an accusation is the labelled one: 逾期 where 有问题 is right, or the reverse, is not."""
        return self.got is not None and self.got.value == self.expected

    @property
    def as_expected(self) -> bool:
        return not self.accuses if self.expected == SPARED else self.right
