"""At what kind of place an element stands: what rows of one list have in common, and list pages of one template."""

import re

from lxml.html import HtmlElement

Place = tuple[str, ...]

_ROW_TAGS = frozenset(("li", "tr", "dd", "dt", "td", "a"))
_STATE = re.compile(
    r"\d+$|^(?:active|on|cur|current|selected|first|last|odd|even|hover|left|right|fl|fr|clearfix|clear|top|new|red)$"
)


def place_of(element: HtmlElement) -> Place:
    """Tags and classes from ``element`` up to the root. Equal on two pages of one template."""
    return tuple(step(place) for place in (element, *element.iterancestors()))


def step(element: HtmlElement) -> str:
    """One element on such a path. Rows are often marked one by one (odd, last, item-17); what they stand in is shared."""
    return str(element.tag) if element.tag in _ROW_TAGS else label(element)


def label(element: HtmlElement) -> str:
    """Tag and class names, without what marks a state or counts."""
    classes = sorted(name for part in (element.get("class") or "").split() if (name := _STATE.sub("", part)))
    return ".".join([str(element.tag), *classes])
