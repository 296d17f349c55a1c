"""Ledgers for the tests: each starts empty, in one of the two homes.

A template is migrated once; every test gets a copy of it, which takes milliseconds.
"""

import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path

import psycopg
import pytest

from according import Ledger
from according.ledger import migrate

HOMES = ("sqlite", "postgresql")
Fresh = Callable[[Path], str]
_numbers = count(1)
# Whoever is still there was left behind by a test that failed, and may hold a lock.
EMPTY = """
    DO $$ DECLARE tables text; BEGIN
        PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid();
        SELECT string_agg(quote_ident(tablename), ', ') INTO tables
        FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'ledger_version';
        EXECUTE 'TRUNCATE ' || tables || ' RESTART IDENTITY CASCADE';
    END $$
"""


def sqlite_template(folder: Path) -> Fresh:
    """Make empty ledgers in SQLite files."""
    template = folder / "template.db"
    Ledger.open(template).close()

    def fresh(where: Path) -> str:
        return str(shutil.copy(template, where / "ledger.db"))

    return fresh


def postgres_template(address: str) -> Fresh:
    """Empty one ledger again and again: a database a test would take five times as long."""
    _create(address, "CREATE DATABASE template")
    place = address.format("template")
    Ledger.open(place).close()

    def fresh(where: Path) -> str:
        with psycopg.connect(place, autocommit=True) as connection:
            connection.execute(EMPTY)
            connection.execute("UPDATE ledger_version SET version_num = %s", [migrate.newest()])
        return place

    return fresh


def _create(address: str, command: str) -> None:
    with psycopg.connect(address.format("postgres"), autocommit=True) as connection:
        connection.execute(command.encode())


def unmade(home: str, folder: Path, request: pytest.FixtureRequest) -> str:
    """Give a place where a ledger may be made."""
    if home == "sqlite":
        return str(folder / "ledger.db")
    address: str = request.getfixturevalue("postgres_address")
    name = f"unmade{next(_numbers)}"
    _create(address, f"CREATE DATABASE {name}")
    return address.format(name)
