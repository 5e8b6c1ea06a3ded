"""The plain data of the page 规则与版本: each check, its version, and how often it was right."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LabelsLine:
    """What one kind of labels says: how many, how many accusations right and wrong, precision and recall in words."""

    labels: int
    true: int
    false: int
    precision: str
    recall: str


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One check as the page prints it. ``only_planted``: 仅模拟数据验证."""

    title: str
    check: str
    version: int
    severe: bool
    planted: LabelsLine
    real: LabelsLine
    counts: bool
    only_planted: bool
    state: str
