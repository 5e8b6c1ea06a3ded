"""Attachments: the frontier of files."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "crawl_file",
        sa.Column("site", sa.String(length=64), nullable=False, comment="id of the site's profile"),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column(
            "page",
            sa.Text(),
            nullable=False,
            comment="the item page that offers it; its own address when a list does",
        ),
        sa.Column("state", sa.String(length=16), nullable=False, comment="wanted, kept, failed or external"),
        sa.Column("outcome", sa.String(length=16), nullable=False, comment="how the fetch ended; empty before"),
        sa.Column(
            "reading",
            sa.String(length=16),
            nullable=False,
            comment="read, scanned or unreadable; empty when not kept",
        ),
        sa.Column("cause", sa.Text(), nullable=False, comment="why it is not kept, or not readable, for readers"),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("fetched_at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("site", "run", "url", "page"),
        comment="the frontier: the files of this run. A file not asked again has no row: an earlier run's holds",
    )
    op.create_index("crawl_file_address", "crawl_file", ["site", "url", "run"], unique=False)
