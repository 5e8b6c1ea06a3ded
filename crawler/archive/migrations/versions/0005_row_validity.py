"""What a list itself says of a document's validity."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column(
        "crawl_listed",
        sa.Column("validity", sa.Text(), server_default="", nullable=False, comment="有效性 as the row says it, '' when it does not"),
    )
