"""What later audits need: validators, what was carried over, how far a run reached, second looks."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column(
        "crawl_run",
        sa.Column(
            "reach",
            sa.String(length=16),
            server_default="whole",
            nullable=False,
            comment="whole (every item page was asked) or changes (known pages were asked again by sample)",
        ),
    )
    op.add_column(
        "crawl_visit",
        sa.Column(
            "known_rows",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="rows not read again: as the last complete look showed them, and the printed total agrees",
        ),
    )
    op.add_column(
        "crawl_visit",
        sa.Column(
            "page_class",
            sa.String(length=16),
            server_default="",
            nullable=False,
            comment="what the column's first page is: list, article, hub, empty, shell, soft404, blocked, external, file",
        ),
    )
    op.add_column(
        "crawl_fetch",
        sa.Column("etag", sa.String(length=300), server_default="", nullable=False, comment="as the server sent it"),
    )
    op.add_column(
        "crawl_fetch",
        sa.Column(
            "last_modified", sa.String(length=64), server_default="", nullable=False, comment="as the server sent it"
        ),
    )
    op.create_index("crawl_fetch_address", "crawl_fetch", ["site", "url", "run"], unique=False)
    op.create_index("crawl_listed_address", "crawl_listed", ["site", "url"], unique=False)
    op.add_column(
        "crawl_wanted",
        sa.Column(
            "carried",
            sa.Boolean(),
            server_default="0",
            nullable=False,
            comment="not asked in this run: as an earlier run read it",
        ),
    )
    op.create_table(
        "crawl_second_look",
        sa.Column("site", sa.String(length=64), nullable=False, comment="id of the site's profile"),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False, comment="order within the run"),
        sa.Column("unit", sa.String(length=64), nullable=False, comment="whose item was looked for"),
        sa.Column("kind", sa.String(length=32), nullable=False, comment="of the columns that did not show it"),
        sa.Column(
            "path",
            sa.String(length=16),
            nullable=False,
            comment="search, sitemap or column (its first page once more)",
        ),
        sa.Column("words", sa.Text(), nullable=False, comment="what was looked for"),
        sa.Column("url", sa.Text(), nullable=False, comment="the address asked"),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False, comment="why it is not ok, for readers"),
        sa.Column("hits", sa.Text(), nullable=False, comment="JSON list of [url, title, date]; bounded"),
        sa.Column("at", sa.String(length=32), nullable=False, comment="true time"),
        sa.PrimaryKeyConstraint("site", "run", "n"),
        comment="an absence looked at again by another path; both looks are kept",
    )
    op.create_index(
        "crawl_second_look_duty", "crawl_second_look", ["site", "run", "unit", "kind"], unique=False
    )
