"""Migrations: they lead to the tables that the code knows, from wherever a ledger is."""

import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, MetaData, create_engine, inspect

import homes
from according import Ledger
from according.ledger import migrate
from according.ledger.schema import metadata
from told import reading

VERSIONS = Path(migrate.__file__).parent / "migrations" / "versions"


def differences(engine: Engine) -> list[str]:
    """Compare the tables there are with those of schema.py.

    What the migrations write out by hand (full text, views) is left aside: no metadata
    knows it.
    """
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        found = [str(each) for each in compare_metadata(context, metadata)]
    by_hand = re.compile(
        r"_words\b|_words_|'words'|ix_positions_issue|_newest|ledger_version|sqlite_stat"
    )
    return [each for each in found if not by_hand.search(each)]


def test_the_migrations_lead_to_the_schema(ledger: Ledger) -> None:
    """Who changes a table writes a migration; else new ledgers and old ones would differ."""
    assert differences(ledger.engine) == []


def test_numbers_are_given_by_the_same_side_in_both_homes(ledger: Ledger) -> None:
    """An item's number is made by us, a report's by the database."""
    with ledger.engine.connect() as connection:
        there = MetaData()
        there.reflect(connection)
    if ledger.engine.dialect.name == "postgresql":
        counted = {
            name for name, table in there.tables.items()
            if "id" in table.c and table.c.id.server_default is not None
        }  # fmt: skip
        assert counted == {
            name for name, table in metadata.tables.items()
            if "id" in table.c and table.c.id.autoincrement is not False
        }  # fmt: skip


def test_the_versions_follow_each_other() -> None:
    """A file's number is its version, and it follows the one before."""
    texts = {path.name[:4]: path.read_text("utf8") for path in VERSIONS.glob("[0-9]*.py")}
    former = "None"
    for number, text in sorted(texts.items()):
        assert f'\nrevision = "{number}"\n' in text
        assert f"\ndown_revision = {former}\n" in text
        former = f'"{number}"'
    assert migrate.newest() == max(texts)


@pytest.mark.parametrize("home", homes.HOMES)
def test_an_old_ledger_is_brought_up_to_date_when_it_is_opened(
    home: str, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An update of According needs no step of its own."""
    where = homes.unmade(home, tmp_path, request)
    engine = create_engine(
        f"sqlite:///{where}" if home == "sqlite" else where.replace("://", "+psycopg://")
    )
    with engine.begin() as connection:
        migrate.upgrade(connection, "0001")
        assert migrate.version(connection) == "0001"
        assert not inspect(connection).get_view_names()
    engine.dispose()
    with Ledger.open(where) as ledger:
        assert ledger.add(reading()).outcome == "new"
        with ledger.reading() as connection:
            assert migrate.version(connection) == migrate.newest()
            assert inspect(connection).get_view_names()
