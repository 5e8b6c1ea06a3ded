"""The report as a folder of pages that open offline, without script and without any outside resource."""

from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from crawler.archive import Corpus
from reports.rendering import render
from reports.shown import View
from reports.wording import clock, neutral

TEMPLATES: Final = Path(__file__).parent / "templates"


def write(view: View, corpus: Corpus, out: Path) -> None:
    """Write index.html, changes.html, leads.html, rules.html, units/, rows/ and evidence/ into ``out``; the same view gives the same bytes."""
    pages = environment()
    for folder in ("units", "rows", "evidence"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    for copy in view.copies:
        url = copy.sources[0].address.text if copy.sources else ""
        text = render(corpus.archive_payload(copy.sha256), url, copy.quotes, corpus.file_reading(copy.sha256))
        _page(pages, "evidence.html", out / copy.path, view=view, root="../", copy=copy, text=text)
    for row in view.rows:
        _page(pages, "row.html", out / row.path, view=view, root="../", row=row)
    for unit in view.units:
        _page(pages, "unit.html", out / unit.path, view=view, root="../", unit=unit)
    for name in ("changes.html", "leads.html", "rules.html"):
        _page(pages, name, out / name, view=view, root="")
    _page(pages, "overview.html", out / "index.html", view=view, root="")


def environment() -> Environment:
    """Templates that escape everything and refuse a name they were not given."""
    pages = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_finalize,
    )
    pages.filters["clock"] = clock
    return pages


def _page(pages: Environment, template: str, path: Path, **given: Any) -> None:
    text = pages.get_template(template).render(given)
    path.write_text(text, encoding="utf-8", newline="\n")


def _finalize(value: Any) -> Any:
    """A last net under ``wording.plain``: no display control ever reaches a page."""
    return neutral(value) if isinstance(value, str) and not isinstance(value, Markup) else value
