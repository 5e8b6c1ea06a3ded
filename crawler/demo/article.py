"""What the demo publishes, before any template: an article, its files, and how texts become them."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

from crawler.demo.files import made

TEXTS = Path(__file__).parent / "texts"


@dataclass(frozen=True, slots=True)
class File:
    """A file an article carries. ``shown`` files are pictures and films inside the body, the others are attachments."""

    name: str
    body: bytes
    shown: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """One published item.

    ``column`` is the column that owns it, ``also`` are further columns that list it. ``body`` is HTML, in which
    ``{{name}}`` stands for the address of the file called ``name``. ``see`` names articles by key. ``validity`` is what
    the page says of it; None for kinds that have none. ``meta_date`` is the PubDate of a page whose tag is wrong.
    """

    key: str
    column: str
    title: str
    published: date
    source: str
    body: str
    doc_number: str = ""
    written: date | None = None
    validity: str | None = None
    files: tuple[File, ...] = ()
    see: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    meta_date: date | None = None


def texts(name: str) -> dict[str, Any]:
    """The tables of ``texts/<name>.toml``."""
    with (TEXTS / f"{name}.toml").open("rb") as stream:
        return tomllib.load(stream)


def told(name: str, signatures: dict[str, str]) -> Iterator[Article]:
    """The ``[[article]]`` tables of one text file. An article without ``source`` is signed by its column's unit."""
    for number, entry in enumerate(texts(name)["article"]):
        source = entry.get("source") or signatures[entry["column"].split(".")[0]]
        lines = entry["body"].strip().splitlines()
        yield Article(
            key=entry.get("key") or f"{name}.{number:03d}",
            column=entry["column"],
            title=entry["title"],
            published=entry["published"],
            source=source,
            body=_number(entry) + paragraphs(*lines) + exhibits(entry) + _signature(entry, source),
            doc_number=entry.get("doc_number", ""),
            written=entry.get("written"),
            files=tuple(files_of(entry, lines)),
            see=tuple(entry.get("see", ())),
            meta_date=entry.get("meta_date"),
        )


def paragraphs(*lines: str) -> str:
    """Plain lines as HTML paragraphs."""
    return "\n".join(f"<p>{escape(line)}</p>" for line in lines)


def heading(text: str) -> str:
    return f"<p><strong>{escape(text)}</strong></p>"


def table(*rows: list[str]) -> str:
    """Rows as an HTML table; the first row is its head."""
    head, *others = rows
    lines = ["<tr>" + "".join(f"<th>{escape(cell)}</th>" for cell in head) + "</tr>"]
    lines += ["<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in others]
    return '<table border="1" cellspacing="0">\n' + "\n".join(lines) + "\n</table>"


def signed(source: str, day: date) -> str:
    """The closing lines of an official document."""
    return f'<p align="right">{escape(source)}</p>\n<p align="right">{chinese_day(day)}</p>'


def chinese_day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def attachment(name: str, title: str, lines: list[str], tables: dict[str, list[list[str]]] | None = None) -> File:
    return File(name, made(name, title, lines, tables or {}))


def exhibits(entry: dict[str, Any]) -> str:
    """What an entry shows inside its body: a table, pictures, a film."""
    shown = [table(*entry["table"])] if "table" in entry else []
    shown += [f'<p><img src="{{{{{name}}}}}" width="600" height="800" alt=""></p>' for name in entry.get("images", ())]
    if "video" in entry:
        shown.append(f'<p><video controls width="640" height="360" src="{{{{{entry["video"]}}}}}"></video></p>')
    return "".join("\n" + part for part in shown)


def files_of(entry: dict[str, Any], lines: list[str]) -> Iterator[File]:
    """The attachments, pictures and film an entry names, made to say ``lines``."""
    for name in entry.get("files", ()):
        yield attachment(name, entry["title"], lines)
    for name in (*entry.get("images", ()), *([entry["video"]] if "video" in entry else ())):
        yield File(name, made(name, entry["title"], lines, {}), shown=True)


def _number(entry: dict[str, Any]) -> str:
    """An official document shows its number above its text, whatever the page's own layout says of it."""
    return f'<p align="center">{escape(entry["doc_number"])}</p>\n' if "doc_number" in entry else ""


def _signature(entry: dict[str, Any], source: str) -> str:
    return "\n" + signed(source, entry["written"]) if "written" in entry else ""
