"""The first schema: crawl, evidence, items, judgements, decisions."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "crawl_alias",
        sa.Column("site", sa.String(length=64), nullable=False, comment="id of the site's profile"),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("identity", sa.String(length=20), nullable=False),
        sa.Column("since_run", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("site", "url"),
        comment="which article an address leads to; given once, kept",
    )
    op.create_index("crawl_alias_identity", "crawl_alias", ["site", "identity"], unique=False)
    op.create_table(
        "crawl_article",
        sa.Column("site", sa.String(length=64), nullable=False, comment="id of the site's profile"),
        sa.Column("identity", sa.String(length=20), nullable=False),
        sa.Column("first_run", sa.Integer(), nullable=False, comment="this version was first seen in"),
        sa.Column("url", sa.Text(), nullable=False, comment="the address it is cited by"),
        sa.Column("state", sa.String(length=16), nullable=False, comment="read, failed, external, file, skipped"),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("unit", sa.String(length=64), nullable=False, comment="whose item it is; empty: not known"),
        sa.Column(
            "attribution",
            sa.String(length=16),
            nullable=False,
            comment="how we know: issuer, source, title, signature, column",
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("published", sa.String(length=10), nullable=True),
        sa.Column("published_source", sa.String(length=16), nullable=False),
        sa.Column("written", sa.String(length=10), nullable=True),
        sa.Column("doc_number", sa.Text(), nullable=False),
        sa.Column("doc_key", sa.String(length=80), nullable=False, comment="doc_number in one spelling, for look-up"),
        sa.Column("index_number", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("validity", sa.Text(), nullable=False),
        sa.Column("body_kind", sa.String(length=16), nullable=False),
        sa.Column("media", sa.Text(), nullable=False, comment="JSON list"),
        sa.Column("attachments", sa.Text(), nullable=False, comment="JSON list of [url, name, media_type]"),
        sa.Column("conflicts", sa.Text(), nullable=False, comment="JSON list"),
        sa.Column("sha256", sa.String(length=64), nullable=False, comment="of the page's payload"),
        sa.Column("text", sa.String(length=64), nullable=False, comment="sha256 of the body text, key of crawl_text"),
        sa.Column("fetched_at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("site", "identity", "first_run"),
        comment="a version of a published item: what it said from first_run on",
    )
    op.create_index("crawl_article_number", "crawl_article", ["site", "doc_key"], unique=False)
    op.create_table(
        "crawl_column",
        sa.Column("site", sa.String(length=64), nullable=False, comment="id of the site's profile"),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("column", sa.String(length=128), nullable=False, comment="id of the column in the profile"),
        sa.Column("unit", sa.String(length=64), nullable=False, comment="owner; empty: the portal's own"),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("url", sa.Text(), nullable=False, comment="as in the profile"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "state", sa.String(length=16), nullable=False, comment="wanted, done or skipped (outside this run's choice)"
        ),
        sa.PrimaryKeyConstraint("site", "run", "column"),
        comment="the frontier: what this run has to look at, as the profile said then",
    )
    op.create_table(
        "crawl_fetch",
        sa.Column("site", sa.String(length=64), nullable=False, comment="id of the site's profile"),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False, comment="order within the run"),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("method", sa.String(length=8), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False, comment="home, list, article, robots"),
        sa.Column("column", sa.String(length=128), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True, comment="HTTP status; null when there was no answer"),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False, comment="why it is not ok, for readers"),
        sa.Column("sha256", sa.String(length=64), nullable=False, comment="of the payload as served"),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=128), nullable=False),
        sa.Column("warc", sa.String(length=128), nullable=False, comment="file under warc/"),
        sa.Column("offset", sa.Integer(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("fetched_at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("site", "run", "n"),
    )
    op.create_index("crawl_fetch_payload", "crawl_fetch", ["site", "sha256"], unique=False)
    op.create_table(
        "crawl_link",
        sa.Column("site", sa.String(length=64), nullable=False, comment="id of the site's profile"),
        sa.Column("identity", sa.String(length=20), nullable=False, comment="the article that links"),
        sa.Column("url", sa.Text(), nullable=False, comment="where to"),
        sa.Column("first_run", sa.Integer(), nullable=False),
        sa.Column("last_run", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("site", "identity", "url", "first_run"),
    )
    op.create_index("crawl_link_target", "crawl_link", ["site", "url"], unique=False)
    op.create_table(
        "crawl_listed",
        sa.Column("site", sa.String(length=64), nullable=False, comment="id of the site's profile"),
        sa.Column("column", sa.String(length=128), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("first_run", sa.Integer(), nullable=False),
        sa.Column("last_run", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False, comment="of the row, verbatim"),
        sa.Column("date_text", sa.Text(), nullable=False),
        sa.Column("published", sa.String(length=10), nullable=True),
        sa.Column("doc_number", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("site", "column", "url", "first_run"),
        comment="a row seen in a column's list",
    )
    op.create_index("crawl_listed_last", "crawl_listed", ["site", "last_run"], unique=False)
    op.create_table(
        "crawl_place",
        sa.Column("site", sa.String(length=64), nullable=False, comment="id of the site's profile"),
        sa.Column("identity", sa.String(length=20), nullable=False),
        sa.Column("column", sa.String(length=128), nullable=False),
        sa.Column("first_run", sa.Integer(), nullable=False),
        sa.Column("last_run", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False, comment="of the column"),
        sa.Column("unit", sa.String(length=64), nullable=False, comment="whose item it is, copied from the article"),
        sa.Column("published", sa.String(length=10), nullable=True),
        sa.PrimaryKeyConstraint("site", "identity", "column", "first_run"),
        comment="an article in a column, over an interval of runs",
    )
    op.create_index("crawl_place_kind", "crawl_place", ["site", "kind", "unit", "published", "identity"], unique=False)
    op.create_index("crawl_place_unit", "crawl_place", ["site", "unit", "kind", "published"], unique=False)
    op.create_table(
        "crawl_reading",
        sa.Column("site", sa.String(length=64), nullable=False, comment="id of the site's profile"),
        sa.Column("sha256", sa.String(length=64), nullable=False, comment="of the payload that was read"),
        sa.Column("url", sa.Text(), nullable=False, comment="relative links depend on it"),
        sa.Column("reader", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False, comment="zlib of JSON; personal numbers masked"),
        sa.PrimaryKeyConstraint("site", "sha256", "url", "reader", "version"),
    )
    op.create_table(
        "crawl_run",
        sa.Column("site", sa.String(length=64), nullable=False, comment="id of the site's profile"),
        sa.Column("run", sa.Integer(), nullable=False, comment="number of the crawl, from 1"),
        sa.Column("as_of", sa.String(length=10), nullable=False, comment="the day the crawl speaks of"),
        sa.Column(
            "mode",
            sa.String(length=16),
            nullable=False,
            comment="full, part (named columns or units) or quick (first list pages only)",
        ),
        sa.Column("state", sa.String(length=16), nullable=False, comment="open or closed"),
        sa.Column("profile", sa.String(length=64), nullable=False, comment="sha256 of the profile the crawl followed"),
        sa.Column("begun", sa.String(length=32), nullable=False, comment="true time"),
        sa.Column("ended", sa.String(length=32), nullable=False, comment="true time, empty while open"),
        sa.Column("tool", sa.String(length=32), nullable=False, comment="version of this program"),
        sa.Column("note", sa.Text(), nullable=False, comment="why the run is not whole, for readers"),
        sa.PrimaryKeyConstraint("site", "run"),
    )
    op.create_table(
        "crawl_text",
        sa.Column("site", sa.String(length=64), nullable=False, comment="id of the site's profile"),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False, comment="zlib of UTF-8; personal numbers masked"),
        sa.PrimaryKeyConstraint("site", "digest"),
    )
    op.create_table(
        "crawl_visit",
        sa.Column("site", sa.String(length=64), nullable=False, comment="id of the site's profile"),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("column", sa.String(length=128), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False, comment="the end of the list was shown"),
        sa.Column("dialect", sa.String(length=32), nullable=False),
        sa.Column("pages_declared", sa.Integer(), nullable=True),
        sa.Column("pages_fetched", sa.Integer(), nullable=False),
        sa.Column("rows_declared", sa.Integer(), nullable=True),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("undated", sa.Integer(), nullable=False, comment="rows without a readable date"),
        sa.Column("oldest", sa.String(length=10), nullable=True),
        sa.Column("newest", sa.String(length=10), nullable=True),
        sa.Column("stopped_because", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("single", sa.Boolean(), nullable=False, comment="the column answered with one article"),
        sa.Column("begun", sa.String(length=32), nullable=False),
        sa.Column("ended", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("site", "run", "column"),
    )
    op.create_table(
        "crawl_wanted",
        sa.Column("site", sa.String(length=64), nullable=False, comment="id of the site's profile"),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column(
            "state", sa.String(length=16), nullable=False, comment="wanted, read, failed, external, file, skipped"
        ),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("fetched_at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("site", "run", "url"),
        comment="the frontier: the item pages of this run",
    )
    op.create_table(
        "crawl_warc",
        sa.Column("site", sa.String(length=64), nullable=False, comment="id of the site's profile"),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(length=128), nullable=False),
        sa.Column("committed", sa.Integer(), nullable=False, comment="bytes that the database vouches for"),
        sa.Column("sealed", sa.Boolean(), nullable=False, comment="no process writes to it any more"),
        sa.PrimaryKeyConstraint("site", "run", "file"),
    )
    op.create_table(
        "rule_decision",
        sa.Column("site", sa.String(length=64), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False, comment="number in the log, from 1, without a hole"),
        sa.Column(
            "kind",
            sa.String(length=16),
            nullable=False,
            comment="scope, confirmation, attestation, appeal, score, extension, column",
        ),
        sa.Column(
            "subject",
            sa.String(length=160),
            nullable=False,
            comment="unit|requirement for scope, column id for column, fingerprint for the rest",
        ),
        sa.Column(
            "value", sa.Text(), nullable=False, comment="what was decided, a word of the kind's vocabulary or JSON"
        ),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column(
            "expires", sa.String(length=10), nullable=True, comment="last day it holds; null: until another decision"
        ),
        sa.Column("evidence", sa.String(length=64), nullable=False, comment="sha256 of the evidence the person saw"),
        sa.Column("previous", sa.String(length=64), nullable=False, comment="hash of decision n-1"),
        sa.Column("hash", sa.String(length=64), nullable=False, comment="sha256 over this line and previous"),
        sa.PrimaryKeyConstraint("site", "n"),
        comment="append-only log of what people said",
    )
    op.create_index("rule_decision_subject", "rule_decision", ["site", "subject"], unique=False)
    op.create_table(
        "rule_finding",
        sa.Column("site", sa.String(length=64), nullable=False),
        sa.Column("judgement", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False, comment="order as printed"),
        sa.Column("fingerprint", sa.String(length=16), nullable=False),
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("requirement", sa.String(length=64), nullable=False),
        sa.Column("check", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("value", sa.Text(), nullable=False, comment="the line of findings.jsonl"),
        sa.PrimaryKeyConstraint("site", "judgement", "n"),
    )
    op.create_index("rule_finding_fingerprint", "rule_finding", ["site", "fingerprint", "judgement"], unique=False)
    op.create_table(
        "rule_judgement",
        sa.Column("site", sa.String(length=64), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False, comment="number of the recorded judgement, from 1"),
        sa.Column("run", sa.Integer(), nullable=False, comment="the crawl that was judged"),
        sa.Column("as_of", sa.String(length=10), nullable=False),
        sa.Column("document", sa.String(length=64), nullable=False, comment="id of the catalogue"),
        sa.Column("document_digest", sa.String(length=64), nullable=False, comment="sha256 of the catalogue"),
        sa.Column("profile", sa.String(length=64), nullable=False, comment="sha256 of the profile"),
        sa.Column("decisions", sa.Integer(), nullable=False, comment="decisions up to this number were obeyed"),
        sa.Column("digest", sa.String(length=64), nullable=False, comment="sha256 of the findings as printed"),
        sa.PrimaryKeyConstraint("site", "n"),
        comment="what run and check --record judged, in order",
    )
