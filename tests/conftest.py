"""Fixtures that several tests share: empty ledgers, in each of the two homes."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import homes
import postgres
from according import Ledger


@pytest.fixture(scope="session")
def postgres_address() -> Iterator[str]:
    """Run a PostgreSQL server; give the address of its databases, with {} for their name."""
    if postgres.binaries() is None and os.environ.get("CI") != "true":
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    with postgres.server() as address:
        yield address


@pytest.fixture(scope="session")
def fresh_sqlite(tmp_path_factory: pytest.TempPathFactory) -> homes.Fresh:
    """Make empty SQLite ledgers."""
    return homes.sqlite_template(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="session")
def fresh_postgresql(postgres_address: str) -> homes.Fresh:
    """Make empty PostgreSQL ledgers."""
    return homes.postgres_template(postgres_address)


@pytest.fixture(params=homes.HOMES)
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty ledger is: the test runs once for each home."""
    fresh: homes.Fresh = request.getfixturevalue(f"fresh_{request.param}")
    return fresh(tmp_path)


@pytest.fixture
def ledger(where: str) -> Iterator[Ledger]:
    """Open an empty ledger, in each home."""
    with Ledger.open(where) as opened:
        yield opened
