"""The chain of manifests, and the log of what was done to the evidence."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "crawl_manifest",
        sa.Column("site", sa.String(length=64), nullable=False, comment="id of the site's profile"),
        sa.Column("n", sa.Integer(), nullable=False, comment="number in the chain, from 1, without a hole"),
        sa.Column("run", sa.Integer(), nullable=False, comment="the run it speaks of"),
        sa.Column(
            "reason",
            sa.String(length=16),
            nullable=False,
            comment="run (closed), left (abandoned), second, reading or seal",
        ),
        sa.Column("file", sa.String(length=128), nullable=False, comment="file under manifests/"),
        sa.Column("sha256", sa.String(length=64), nullable=False, comment="of that file"),
        sa.Column(
            "previous", sa.String(length=64), nullable=False, comment="sha256 of manifest n-1, empty for the first"
        ),
        sa.Column("fetches", sa.Integer(), nullable=False, comment="the run's fetches up to this number are stated"),
        sa.Column("looks", sa.Integer(), nullable=False, comment="the run's second looks up to this number are stated"),
        sa.Column("at", sa.String(length=32), nullable=False, comment="true time"),
        sa.PrimaryKeyConstraint("site", "n"),
        comment="what the archive held when a run closed, or was changed lawfully: a chain of files and their hashes",
    )
    op.create_table(
        "crawl_custody",
        sa.Column("site", sa.String(length=64), nullable=False, comment="id of the site's profile"),
        sa.Column("n", sa.Integer(), nullable=False, comment="number in the log, from 1, without a hole"),
        sa.Column(
            "action", sa.String(length=16), nullable=False, comment="seal, or unmasked (raw bytes were handed out)"
        ),
        sa.Column(
            "subject",
            sa.String(length=64),
            nullable=False,
            comment="sha256 of the payload for seal, fingerprint for unmasked",
        ),
        sa.Column("note", sa.Text(), nullable=False, comment="JSON: what was done to what"),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False, comment="true time"),
        sa.Column("previous", sa.String(length=64), nullable=False, comment="hash of entry n-1"),
        sa.Column("hash", sa.String(length=64), nullable=False, comment="sha256 over this line and previous"),
        sa.PrimaryKeyConstraint("site", "n"),
        comment="append-only log of what was done to the evidence by whom",
    )
    op.create_index("crawl_custody_subject", "crawl_custody", ["site", "action", "subject"], unique=False)
