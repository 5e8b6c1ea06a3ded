"""Alembic's entry: it always runs on the connection that ``migrate.upgrade`` hands over."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
