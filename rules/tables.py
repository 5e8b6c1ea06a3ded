"""The tables of room 2, in the same MetaData and history as the archive's."""

from sqlalchemy import Column, Index, Integer, String, Table, Text

from crawler.archive.tables import metadata

judgements = Table(
    "rule_judgement",
    metadata,
    Column("site", String(64), primary_key=True),
    Column("n", Integer, primary_key=True, comment="number of the recorded judgement, from 1"),
    Column("run", Integer, nullable=False, comment="the crawl that was judged"),
    Column("as_of", String(10), nullable=False),
    Column("document", String(64), nullable=False, comment="id of the catalogue"),
    Column("document_digest", String(64), nullable=False, comment="sha256 of the catalogue"),
    Column("profile", String(64), nullable=False, comment="sha256 of the profile"),
    Column("decisions", Integer, nullable=False, comment="decisions up to this number were obeyed"),
    Column("digest", String(64), nullable=False, comment="sha256 of the findings as printed"),
    comment="what run and check --record judged, in order",
)

findings = Table(
    "rule_finding",
    metadata,
    Column("site", String(64), primary_key=True),
    Column("judgement", Integer, primary_key=True),
    Column("n", Integer, primary_key=True, comment="order as printed"),
    Column("fingerprint", String(16), nullable=False),
    Column("unit", String(64), nullable=False),
    Column("requirement", String(64), nullable=False),
    Column("check", String(64), nullable=False),
    Column("status", String(16), nullable=False),
    Column("value", Text, nullable=False, comment="the line of findings.jsonl"),
    Index("rule_finding_fingerprint", "site", "fingerprint", "judgement"),
)

decisions = Table(
    "rule_decision",
    metadata,
    Column("site", String(64), primary_key=True),
    Column("n", Integer, primary_key=True, comment="number in the log, from 1, without a hole"),
    Column("kind", String(16), nullable=False, comment="scope, confirmation, attestation, appeal, score, extension, column, case"),
    Column("subject", String(160), nullable=False, comment="unit|requirement for scope, column id for column, fingerprint for the rest"),
    Column("value", Text, nullable=False, comment="what was decided, a word of the kind's vocabulary or JSON"),
    Column("who", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("why", Text, nullable=False),
    Column("expires", String(10), comment="last day it holds; null: until another decision"),
    Column("evidence", String(64), nullable=False, default="", comment="sha256 of the evidence the person saw"),
    Column("previous", String(64), nullable=False, comment="hash of decision n-1"),
    Column("hash", String(64), nullable=False, comment="sha256 over this line and previous"),
    Index("rule_decision_subject", "site", "subject"),
    comment="append-only log of what people said",
)
