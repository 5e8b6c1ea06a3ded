"""The one linear history of the schema, applied by Alembic."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
NEWEST = "0005"  # the revision this program reads and writes


def upgrade(engine: sa.Engine) -> None:
    """Bring the database to the newest schema; nothing happens when it is there already."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
