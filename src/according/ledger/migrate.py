"""From the tables a ledger has to those that this version knows.

version in the ledger ──► the same: nothing to do
                     ├──► older, or none: Alembic runs what lies between, in one transaction
                     └──► newer: refused

The migrations are the numbered files in ``migrations/versions``; their numbers are the
versions. Alembic takes a second to import, so it is only asked when there is work.
"""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from according.errors import LedgerVersionError, NotALedgerError

if TYPE_CHECKING:
    from sqlalchemy import Connection

TABLE = "ledger_version"


@cache
def newest() -> str:
    """Give the version that this installation writes."""
    folder = files("according.ledger") / "migrations" / "versions"
    names = (entry.name for entry in folder.iterdir())
    return max(name.partition("_")[0] for name in names if name[:4].isdigit())


def version(connection: "Connection") -> str | None:
    """Give the version of a ledger; None if there is nothing yet."""
    from sqlalchemy import inspect, text  # noqa: PLC0415  # slow to import

    look = inspect(connection)
    if look.has_table(TABLE):
        return connection.execute(text(f"SELECT version_num FROM {TABLE}")).scalar()  # noqa: S608
    return None


def check(connection: "Connection", where: str) -> bool:
    """Tell whether the tables are there and present; raise if they cannot become so."""
    found = version(connection)
    if found is None:
        _refuse_strangers(connection, where)
        return False
    if found > newest():
        raise LedgerVersionError(
            f"{where} was written by a newer version of According (tables {found}; this one "
            f"knows {newest()}). Update According: pip install --upgrade according"
        )
    return found == newest()


def _refuse_strangers(connection: "Connection", where: str) -> None:
    from sqlalchemy import inspect  # noqa: PLC0415

    from according.ledger.schema import metadata  # noqa: PLC0415

    look = inspect(connection)
    there = set(look.get_table_names())
    ours = there & set(metadata.tables)
    if connection.dialect.name == "sqlite":
        ours = there  # a file is a ledger or it is not; a database may be shared
    if ours:
        raise NotALedgerError(
            f"{where} is no ledger: it holds other tables ({', '.join(sorted(ours)[:3])}). "
            "Name another place with --ledger."
        )


def upgrade(connection: "Connection", to: str = "head") -> None:
    """Bring the tables up to the newest version, or to another one."""
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "according.ledger:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, to)
