"""The tables of room 1. One MetaData for all rooms; each room owns tables by prefix (``crawl_``, ``rule_``, ``report_``).

Every key starts with ``site``. Presence is an interval of runs [first_run, last_run]; nothing is deleted. Days are
ISO text (Asia/Shanghai), times ISO text with offset, so that SQLite and PostgreSQL hold the same bytes.
"""

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, MetaData, String, Table, Text

metadata = MetaData()


def _site() -> Column[str]:
    return Column("site", String(64), primary_key=True, comment="id of the site's profile")


runs = Table(
    "crawl_run",
    metadata,
    _site(),
    Column("run", Integer, primary_key=True, comment="number of the crawl, from 1"),
    Column("as_of", String(10), nullable=False, comment="the day the crawl speaks of"),
    Column(
        "mode",
        String(16),
        nullable=False,
        comment="full, part (named columns or units) or quick (first list pages only)",
    ),
    Column("state", String(16), nullable=False, comment="open or closed"),
    Column("profile", String(64), nullable=False, comment="sha256 of the profile the crawl followed"),
    Column("begun", String(32), nullable=False, comment="true time"),
    Column("ended", String(32), nullable=False, default="", comment="true time, empty while open"),
    Column("tool", String(32), nullable=False, comment="version of this program"),
    Column("note", Text, nullable=False, default="", comment="why the run is not whole, for readers"),
    Column(
        "reach",
        String(16),
        nullable=False,
        default="whole",
        server_default="whole",
        comment="whole (every item page was asked) or changes (known pages were asked again by sample)",
    ),
)

columns = Table(
    "crawl_column",
    metadata,
    _site(),
    Column("run", Integer, primary_key=True),
    Column("column", String(128), primary_key=True, comment="id of the column in the profile"),
    Column("unit", String(64), nullable=False, comment="owner; empty: the portal's own"),
    Column("kind", String(32), nullable=False),
    Column("url", Text, nullable=False, comment="as in the profile"),
    Column("name", Text, nullable=False),
    Column("state", String(16), nullable=False, comment="wanted, done or skipped (outside this run's choice)"),
    comment="the frontier: what this run has to look at, as the profile said then",
)

visits = Table(
    "crawl_visit",
    metadata,
    _site(),
    Column("run", Integer, primary_key=True),
    Column("column", String(128), primary_key=True),
    Column("outcome", String(16), nullable=False),
    Column("complete", Boolean, nullable=False, comment="the end of the list was shown"),
    Column("dialect", String(32), nullable=False),
    Column("pages_declared", Integer),
    Column("pages_fetched", Integer, nullable=False),
    Column("rows_declared", Integer),
    Column("rows", Integer, nullable=False),
    Column("undated", Integer, nullable=False, comment="rows without a readable date"),
    Column("oldest", String(10)),
    Column("newest", String(10)),
    Column("stopped_because", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("single", Boolean, nullable=False, comment="the column answered with one article"),
    Column(
        "known_rows",
        Integer,
        nullable=False,
        default=0,
        server_default="0",
        comment="rows not read again: as the last complete look showed them, and the printed total agrees",
    ),
    Column(
        "page_class",
        String(16),
        nullable=False,
        default="",
        server_default="",
        comment="what the column's first page is: list, article, hub, empty, shell, soft404, blocked, external, file",
    ),
    Column("begun", String(32), nullable=False),
    Column("ended", String(32), nullable=False),
)

fetches = Table(
    "crawl_fetch",
    metadata,
    _site(),
    Column("run", Integer, primary_key=True),
    Column("n", Integer, primary_key=True, comment="order within the run"),
    Column("url", Text, nullable=False),
    Column("method", String(8), nullable=False),
    Column("purpose", String(16), nullable=False, comment="home, list, article, file, robots"),
    Column("column", String(128), nullable=False, default=""),
    Column("status", Integer, comment="HTTP status; null when there was no answer"),
    Column("outcome", String(16), nullable=False),
    Column("cause", Text, nullable=False, default="", comment="why it is not ok, for readers"),
    Column("sha256", String(64), nullable=False, default="", comment="of the payload as served"),
    Column("bytes", Integer, nullable=False, default=0),
    Column("media_type", String(128), nullable=False, default=""),
    Column("warc", String(128), nullable=False, default="", comment="file under warc/"),
    Column("offset", Integer, nullable=False, default=0),
    Column("length", Integer, nullable=False, default=0),
    Column("fetched_at", String(32), nullable=False),
    Column("etag", String(300), nullable=False, default="", server_default="", comment="as the server sent it"),
    Column("last_modified", String(64), nullable=False, default="", server_default="", comment="as the server sent it"),
    Index("crawl_fetch_payload", "site", "sha256"),
    Index("crawl_fetch_address", "site", "url", "run"),
)

warcs = Table(
    "crawl_warc",
    metadata,
    _site(),
    Column("run", Integer, primary_key=True),
    Column("file", String(128), primary_key=True),
    Column("committed", Integer, nullable=False, comment="bytes that the database vouches for"),
    Column("sealed", Boolean, nullable=False, comment="no process writes to it any more"),
)

listed = Table(
    "crawl_listed",
    metadata,
    _site(),
    Column("column", String(128), primary_key=True),
    Column("url", Text, primary_key=True),
    Column("first_run", Integer, primary_key=True),
    Column("last_run", Integer, nullable=False),
    Column("title", Text, nullable=False, comment="of the row, verbatim"),
    Column("date_text", Text, nullable=False),
    Column("published", String(10)),
    Column("doc_number", Text, nullable=False, default=""),
    Column("validity", Text, nullable=False, server_default="", comment="有效性 as the row says it, '' when it does not"),
    Index("crawl_listed_last", "site", "last_run"),
    Index("crawl_listed_address", "site", "url"),
    comment="a row seen in a column's list",
)

wanted = Table(
    "crawl_wanted",
    metadata,
    _site(),
    Column("run", Integer, primary_key=True),
    Column("url", Text, primary_key=True),
    Column("state", String(16), nullable=False, comment="wanted, read, failed, external, file, skipped"),
    Column("cause", Text, nullable=False, default=""),
    Column("sha256", String(64), nullable=False, default=""),
    Column("fetched_at", String(32), nullable=False, default=""),
    Column(
        "carried",
        Boolean,
        nullable=False,
        default=False,
        server_default="0",
        comment="not asked in this run: as an earlier run read it",
    ),
    comment="the frontier: the item pages of this run",
)

files = Table(
    "crawl_file",
    metadata,
    _site(),
    Column("run", Integer, primary_key=True),
    Column("url", Text, primary_key=True),
    Column("page", Text, primary_key=True, comment="the item page that offers it; its own address when a list does"),
    Column("state", String(16), nullable=False, comment="wanted, kept, failed or external"),
    Column("outcome", String(16), nullable=False, default="", comment="how the fetch ended; empty before"),
    Column("reading", String(16), nullable=False, default="", comment="read, scanned or unreadable; empty when not kept"),
    Column("cause", Text, nullable=False, default="", comment="why it is not kept, or not readable, for readers"),
    Column("sha256", String(64), nullable=False, default=""),
    Column("fetched_at", String(32), nullable=False, default=""),
    Index("crawl_file_address", "site", "url", "run"),
    comment="the frontier: the files of this run. A file not asked again has no row: an earlier run's holds",
)

second_looks = Table(
    "crawl_second_look",
    metadata,
    _site(),
    Column("run", Integer, primary_key=True),
    Column("n", Integer, primary_key=True, comment="order within the run"),
    Column("unit", String(64), nullable=False, comment="whose item was looked for"),
    Column("kind", String(32), nullable=False, comment="of the columns that did not show it"),
    Column("path", String(16), nullable=False, comment="search, sitemap or column (its first page once more)"),
    Column("words", Text, nullable=False, comment="what was looked for"),
    Column("url", Text, nullable=False, comment="the address asked"),
    Column("outcome", String(16), nullable=False),
    Column("cause", Text, nullable=False, default="", comment="why it is not ok, for readers"),
    Column("hits", Text, nullable=False, default="[]", comment="JSON list of [url, title, date]; bounded"),
    Column("at", String(32), nullable=False, comment="true time"),
    Index("crawl_second_look_duty", "site", "run", "unit", "kind"),
    comment="an absence looked at again by another path; both looks are kept",
)

readings = Table(
    "crawl_reading",
    metadata,
    _site(),
    Column("sha256", String(64), primary_key=True, comment="of the payload that was read"),
    Column("url", Text, primary_key=True, comment="relative links depend on it"),
    Column("reader", String(32), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("value", LargeBinary, nullable=False, comment="zlib of JSON; personal numbers masked"),
)

aliases = Table(
    "crawl_alias",
    metadata,
    _site(),
    Column("url", Text, primary_key=True),
    Column("identity", String(20), nullable=False),
    Column("since_run", Integer, nullable=False),
    Index("crawl_alias_identity", "site", "identity"),
    comment="which article an address leads to; given once, kept",
)

articles = Table(
    "crawl_article",
    metadata,
    _site(),
    Column("identity", String(20), primary_key=True),
    Column("first_run", Integer, primary_key=True, comment="this version was first seen in"),
    Column("url", Text, nullable=False, comment="the address it is cited by"),
    Column("state", String(16), nullable=False, comment="read, failed, external, file, skipped"),
    Column("cause", Text, nullable=False, default=""),
    Column("unit", String(64), nullable=False, comment="whose item it is; empty: not known"),
    Column("attribution", String(16), nullable=False, comment="how we know: title, issuer, source, signature, site, address, breadcrumb, column"),
    Column("title", Text, nullable=False),
    Column("published", String(10)),
    Column("published_source", String(16), nullable=False, default=""),
    Column("written", String(10)),
    Column("doc_number", Text, nullable=False, default=""),
    Column("doc_key", String(80), nullable=False, default="", comment="doc_number in one spelling, for look-up"),
    Column("index_number", Text, nullable=False, default=""),
    Column("source", Text, nullable=False, default=""),
    Column("issuer", Text, nullable=False, default=""),
    Column("validity", Text, nullable=False, default=""),
    Column("body_kind", String(16), nullable=False, default=""),
    Column("media", Text, nullable=False, default="[]", comment="JSON list"),
    Column("attachments", Text, nullable=False, default="[]", comment="JSON list of [url, name, media_type]"),
    Column("conflicts", Text, nullable=False, default="[]", comment="JSON list"),
    Column("sha256", String(64), nullable=False, default="", comment="of the page's payload"),
    Column("text", String(64), nullable=False, default="", comment="sha256 of the body text, key of crawl_text"),
    Column("fetched_at", String(32), nullable=False, default=""),
    Index("crawl_article_number", "site", "doc_key"),
    comment="a version of a published item: what it said from first_run on",
)

texts = Table(
    "crawl_text",
    metadata,
    _site(),
    Column("digest", String(64), primary_key=True),
    Column("value", LargeBinary, nullable=False, comment="zlib of UTF-8; personal numbers masked"),
)

places = Table(
    "crawl_place",
    metadata,
    _site(),
    Column("identity", String(20), primary_key=True),
    Column("column", String(128), primary_key=True),
    Column("first_run", Integer, primary_key=True),
    Column("last_run", Integer, nullable=False),
    Column("kind", String(32), nullable=False, comment="of the column"),
    Column("unit", String(64), nullable=False, comment="whose item it is, copied from the article"),
    Column("published", String(10)),
    Index("crawl_place_kind", "site", "kind", "unit", "published", "identity"),
    Index("crawl_place_unit", "site", "unit", "kind", "published"),
    comment="an article in a column, over an interval of runs",
)

links = Table(
    "crawl_link",
    metadata,
    _site(),
    Column("identity", String(20), primary_key=True, comment="the article that links"),
    Column("url", Text, primary_key=True, comment="where to"),
    Column("first_run", Integer, primary_key=True),
    Column("last_run", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Index("crawl_link_target", "site", "url"),
)

manifests = Table(
    "crawl_manifest",
    metadata,
    _site(),
    Column("n", Integer, primary_key=True, comment="number in the chain, from 1, without a hole"),
    Column("run", Integer, nullable=False, comment="the run it speaks of"),
    Column("reason", String(16), nullable=False, comment="run (closed), left (abandoned), second, reading or seal"),
    Column("file", String(128), nullable=False, comment="file under manifests/"),
    Column("sha256", String(64), nullable=False, comment="of that file"),
    Column("previous", String(64), nullable=False, comment="sha256 of manifest n-1, empty for the first"),
    Column("fetches", Integer, nullable=False, comment="the run's fetches up to this number are stated"),
    Column("looks", Integer, nullable=False, comment="the run's second looks up to this number are stated"),
    Column("at", String(32), nullable=False, comment="true time"),
    comment="what the archive held when a run closed, or was changed lawfully: a chain of files and their hashes",
)

custody = Table(
    "crawl_custody",
    metadata,
    _site(),
    Column("n", Integer, primary_key=True, comment="number in the log, from 1, without a hole"),
    Column("action", String(16), nullable=False, comment="seal, or unmasked (raw bytes were handed out)"),
    Column("subject", String(64), nullable=False, comment="sha256 of the payload for seal, fingerprint for unmasked"),
    Column("note", Text, nullable=False, comment="JSON: what was done to what"),
    Column("who", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("at", String(32), nullable=False, comment="true time"),
    Column("previous", String(64), nullable=False, comment="hash of entry n-1"),
    Column("hash", String(64), nullable=False, comment="sha256 over this line and previous"),
    Index("crawl_custody_subject", "site", "action", "subject"),
    comment="append-only log of what was done to the evidence by whom",
)
