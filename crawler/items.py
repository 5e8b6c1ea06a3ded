"""What the crawl passes on: frozen records, no behaviour.

Everything that leaves a parser is one of these. ``Candidate`` keeps what each place of a page said of a field; nothing
is chosen here (see ``extract.resolve``), so a later reader can choose better.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final


class Outcome(StrEnum):
    """How a visit to a column, or a fetch of a page, ended."""

    OK = "ok"
    EMPTY = "empty"  # the page says it holds nothing, and nothing fills it later
    BLOCKED = "blocked"  # refused: status or challenge
    UNREACHABLE = "unreachable"  # no answer: DNS, TLS, time-out, reset
    SOFT404 = "soft404"  # HTTP 200, but the page says it does not exist; or a plain 404
    SHELL = "shell"  # a frame whose rows are filled by something we could not call
    ERROR = "error"  # 5xx, cut body, our own failure


@dataclass(frozen=True, slots=True)
class Candidate:
    """One statement of one field: the text as published, and where it stood.

    ``source`` is one of: label, meta, heading, table, row, url, title_tag, json, body.
    """

    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list page. ``title`` and ``date_text`` are verbatim; ``published`` is their strict reading."""

    url: str
    title: str
    published: date | None = None
    date_text: str = ""
    doc_number: str = ""
    validity: str = ""  # 有效性 as the list itself says it, '' when it does not


@dataclass(frozen=True, slots=True)
class AttachmentLink:
    """A file an article offers. ``url`` is absolute, '' when its link leads nowhere; ``name`` is what the page calls it."""

    url: str
    name: str
    media_type: str = ""  # guessed from the name's ending: "pdf", "docx", …; "" when it tells nothing


PATH_MARK: Final = " > "


@dataclass(frozen=True, slots=True)
class PageReading:
    """What one article page says, every field with all its candidates, best first within a source.

    ``fields`` maps a field name to its candidates in page order. Field names: title, published, written, doc_number,
    index_number, source, issuer, validity, category, disclosure, effective, expiry, column, path (the breadcrumb, without 首页 and
    the title, PATH_MARK between its parts), site_name, unit_code; generated and
    updated (days that are no publication), lost_attachment (a file named without a link that works), related (where a script
    fetches a list of related items), placeholder (a tag that holds the template's own words: its name and the words).
    ``text`` is the body as plain text, one block a line, at most 400,000 characters.
    """

    url: str
    fields: tuple[tuple[str, tuple[Candidate, ...]], ...]
    text: str
    body_kind: str  # html, file (only attachments or an embedded file), image, video, empty
    attachments: tuple[AttachmentLink, ...] = ()
    links: tuple[tuple[str, str], ...] = ()  # (absolute href, anchor text) inside the body and its neighbourhood
    media: tuple[str, ...] = ()  # "image", "video", "audio" as present in the body
    encoding: str = ""  # the encoding that decoded the bytes
    declared_encoding: str = ""

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        """All candidates of field ``name`` in page order; empty when the page says nothing."""
        return dict(self.fields).get(name, ())


@dataclass(frozen=True, slots=True)
class Ask:
    """A request a dialect wants made. ``form`` non-empty means POST of those pairs, in that order; ``body`` POST of that JSON."""

    url: str
    form: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    page: int = 2  # which list page it is, counted from 1
    body: str = ""  # JSON text, sent as it is
    begins: bool = False  # the answer is a column page in its own right (a frame): its dialect is told by itself


@dataclass(frozen=True, slots=True)
class ListPage:
    """What a dialect read from one list page.

    ``following`` are ways to the next page, best first: the walk takes the first that answers with at least one new row.
    Empty means this was the last page. ``declared_rows`` and ``declared_pages`` are what the page itself says it has.
    """

    rows: tuple[Row, ...]
    following: tuple[Ask, ...] = ()
    declared_rows: int | None = None
    declared_pages: int | None = None
    says_empty: bool = False  # the page itself says there is nothing (暂无相关信息 …)
    filled_later: bool = False  # a script fills the list; what we see is a shell
    note: str = ""
    unlinked: int = 0  # lines that show a title and a date but lead nowhere (javascript:); they are not in ``rows``
    more_hint: str = (
        ""  # why the list may go on though ``following`` is empty (Chinese): a “下一页” nobody could open, …
    )


@dataclass(frozen=True, slots=True)
class Visit:
    """The receipt of one look at one column.

    ``complete`` is true only when the end was shown: declared = collected, or a list without any sign of a further page.
    ``oldest`` is the oldest date among the rows. ``begun`` and ``ended`` are true clock times.
    """

    column: str
    url: str
    outcome: Outcome
    complete: bool
    dialect: str
    pages_declared: int | None
    pages_fetched: int
    rows_declared: int | None
    rows: int
    oldest: date | None
    newest: date | None
    stopped_because: str
    begun: datetime
    ended: datetime
    undated: int = 0
    note: str = ""
    found: tuple[Row, ...] = field(default=(), repr=False)
    single: bool = False  # the column answers with one article instead of a list (指南, 机构职能)
    known_rows: int = 0  # rows not read again: as the last complete look showed them, and the printed total agrees
    page_class: str = ""  # of the column's first page, see crawler.pagestate
