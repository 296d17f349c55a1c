"""Alembic's way in: run the migrations on the connection that it is given."""

from alembic import context

from according.ledger.migrate import TABLE
from according.ledger.schema import metadata

if hasattr(context, "config"):  # not while something else, like doctest, looks for docstrings
    connection = context.config.attributes["connection"]
    context.configure(connection=connection, target_metadata=metadata, version_table=TABLE)
    context.run_migrations()  # in the caller's transaction
