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

HOMES = ("sqlite", "postgresql")
Fresh = Callable[[Path], str]
_numbers = count(1)


def sqlite_template(folder: Path) -> Fresh:
    """Make empty ledgers in SQLite files."""
    template = folder / "template.db"
    Ledger.open(template).close()

    def fresh(where: Path) -> str:
        return str(shutil.copy(template, where / "ledger.db"))

    return fresh


def postgres_template(address: str) -> Fresh:
    """Make empty ledgers in databases of one server."""
    _create(address, "CREATE DATABASE template")
    Ledger.open(address.format("template")).close()

    def fresh(where: Path) -> str:
        name = f"ledger{next(_numbers)}"
        _create(address, f"CREATE DATABASE {name} TEMPLATE template")
        return address.format(name)

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
