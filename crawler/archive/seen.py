"""What a Corpus shows: an item and a column as one run saw them."""

import re
from dataclasses import dataclass
from datetime import date

from crawler.items import AttachmentLink

_BLANKS = re.compile(r"[\s\u200b-\u200d\ufeff\u2060]+")
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(frozen=True, slots=True)
class Article:
    """A published item as the run saw it. ``unit`` is '' when nobody knows whose it is.

    ``attribution`` says how the unit is known (title, issuer, source, signature; site, address, breadcrumb; column).
    ``columns`` and ``kinds`` are where it is listed. ``first_seen``, ``last_seen`` and ``gone_since`` are as_of days of runs. ``state`` is read, failed
    (listed, but its page could not be read: ``cause``), external (another host), file, or skipped (a quick run).
    """

    identity: str
    url: str
    urls: tuple[str, ...]
    title: str
    published: date | None
    published_source: str
    unit: str
    attribution: str
    columns: tuple[str, ...]
    kinds: tuple[str, ...]
    state: str
    cause: str = ""
    written: date | None = None
    doc_number: str = ""
    index_number: str = ""
    source: str = ""
    issuer: str = ""
    validity: str = ""
    body_kind: str = ""
    media: tuple[str, ...] = ()
    attachments: tuple[AttachmentLink, ...] = ()
    conflicts: tuple[str, ...] = ()
    sha256: str = ""
    text_digest: str = ""
    fetched_at: str = ""
    first_seen: date | None = None
    dated_before: tuple[date, ...] = ()  # other days that earlier runs read as its date of publication
    last_seen: date | None = None
    gone_since: date | None = None

    @property
    def snapshot(self) -> str:
        return f"sha256:{self.sha256}" if self.sha256 else ""

    @property
    def says_whose(self) -> bool:
        """Whether the item's own words tell its unit, and not only the place where it stands."""
        return self.attribution in ("title", "issuer", "source", "signature")


@dataclass(frozen=True, slots=True)
class SeenColumn:
    """A column with the receipt of the deciding visit. ``visit_outcome`` is '' when the run did not look."""

    id: str
    kind: str
    unit: str
    name: str
    url: str
    backend: str = ""
    window_days: int | None = None
    visit_outcome: str = ""
    complete: bool = False
    pages_declared: int | None = None
    pages_fetched: int = 0
    known_rows: int = 0  # rows not read again: as the last complete look showed them, and the printed total agrees
    rows: int = 0
    undated: int = 0
    oldest: date | None = None
    newest: date | None = None
    stopped_because: str = ""
    note: str = ""
    dialect: str = ""
    single: bool = False
    begun: str = ""
    ended: str = ""
    page_class: str = ""  # of the first list page, see crawler.pagestate
    withheld: str = ""  # why this look is not believed: then it is not complete, whatever the list showed
    sha256: str = ""  # of the first list page
    fetched_at: str = ""
    pages: tuple[tuple[str, str, str], ...] = ()  # (address, sha256, time) of every list page that answered


def number_key(number: str) -> str:
    """A 发文字号 in one spelling: 达川府办〔2023〕26号, whatever brackets, digits, blanks (seen or unseen) or 第 it was written with."""
    plain = _BLANKS.sub("", number).translate(_DIGITS)
    found = re.search(r"([\u4e00-\u9fa5]{0,20})[〔\[［【（(﹝]((?:19|20)\d{2})[〕\]］】）)﹞]第?0*(\d{1,5})号", plain)
    return f"{found.group(1)}〔{found.group(2)}〕{found.group(3)}号" if found else ""
