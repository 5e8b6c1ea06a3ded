"""Accessibility of archived pages at level one: which of the twenty items a machine can decide, and what it finds."""

from rules.access.level_one import Item, items
from rules.access.page import Fault, faults_of

__all__ = ["Fault", "Item", "faults_of", "items"]
