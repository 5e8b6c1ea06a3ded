"""What one archived page breaks of level one, by its markup alone: no style sheet, no script, no browser.

What scripts or styles would put right or wrong is not seen. Whoever uses this asks a person and never accuses by it.
"""

from dataclasses import dataclass
from typing import Any, Final

import fast_a11y
from lxml import html as markup_of

from crawler.mask import mask
from crawler.page import Page
from rules.access.level_one import items

_MAX_MARKUP: Final = 2_000_000  # characters of a page
_MAX_ELEMENTS: Final = 5_000  # about a second: the cost grows faster than the page
_SHOWN: Final = 160


@dataclass(frozen=True, slots=True)
class Fault:
    """One item broken on a page: by which rule, at how many places, and the markup of the first."""

    item: str
    rule: str
    places: int
    markup: str


def faults_of(page: Page) -> tuple[Fault, ...] | None:
    """The faults of a page, by item and rule, personal numbers masked; None when it is none to test: torn, too large, no HTML."""
    if not page.is_html or page.is_torn:
        return None
    # As the parser put it right: tags closed, no deeper than it allows.
    markup = str(markup_of.tostring(page.root, encoding="unicode"))
    if len(markup) > _MAX_MARKUP or markup.count("<") > 2 * _MAX_ELEMENTS:
        return None
    item_of = {rule: item.id for item in items() for rule in item.rules}
    options: fast_a11y.RunOptions = {"runOnly": {"type": "rule", "values": sorted(item_of)}}
    try:
        told = fast_a11y.fast_a11y(markup, options)["violations"]
    except RecursionError:
        return None
    found = [
        Fault(item_of[rule], rule, len(places), mask(_opening(places[0]))[:_SHOWN])
        for rule, places in ((each["id"], _places(each)) for each in told)
        if rule in item_of and places
    ]
    order = {item.id: n for n, item in enumerate(items())}
    return tuple(sorted(found, key=lambda fault: (order[fault.item], fault.rule)))


def _opening(markup: str) -> str:
    """The tag an element begins with, on one line."""
    return " ".join(markup.partition(">")[0].split()) + ">"


def _places(violation: Any) -> list[str]:
    """The markup of every place. A list to choose from has a rule of its own (select-name): ``label`` takes it too, axe does not."""
    found = [str(node["html"]) for node in violation["nodes"]]
    return [markup for markup in found if not (violation["id"] == "label" and markup.startswith("<select"))]
