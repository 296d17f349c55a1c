"""Questions in SQL: the documented views answer, nothing else happens."""

import re
from pathlib import Path

import pytest

import sarn
from according import Ledger
from according.errors import InputError, LedgerError
from according.ledger.views import views

DOCS = Path(__file__).parent.parent / "docs" / "questions.md"


@pytest.fixture
def told(ledger: Ledger) -> Ledger:
    """Open a ledger with one report in it, and corrections."""
    ledger.add(sarn.reading(url="https://chronicle.example/a"))
    ledger.correct("r1.s1", by="ana", speaker="Piet Okamar")
    ledger.correct("r1.e4", "reject", by="ana")
    return ledger


def select(ledger: Ledger, query: str) -> list[tuple[object, ...]]:
    """Run a query."""
    with ledger.sql(query, seconds=20) as found:
        return list(found)


# fmt: off
SELECTED = [
    # query                                                                        rows
    ("select address, speaker, chain, verdict from ask_statements where id = 's1'", [("r1.s1", "Piet Okamar", "Estuary Chronicle ▸ Piet Okamar", "correct")]),
    ("select address, speaker, chain from ask_events where statement = 's3'",      [("r1.e2", "diplomat", "Estuary Chronicle ▸ Harrow Wire ▸ diplomat")]),
    ("select actor, recipient, mediator, chain from ask_events where type = 'REQUEST'", [("Ana Stanić", "Oradan", None, "Estuary Chronicle")]),
    ("select count(*) from ask_events",                                            [(3,)]),
    ("select value, low, text, passage from ask_figures where measure = 'killed'", [(12.0, 12.0, "At least 12", "At least 12 people were killed in Lower Sarn.")]),
    ("select holder, issue, stance from ask_positions",                            [("Ana Stanić", "reopen the dam", "for")]),
    ("select depth, name from ask_links where address = 'r1.s3' order by depth",   [(0, "Estuary Chronicle"), (1, "Harrow Wire"), (2, "diplomat")]),
    ("select role, name from ask_participants where address = 'r1.e1'",            [("actor", "Oradan")]),
    ("select item, verdict, by_whom, orphaned from ask_corrections order by id",   [("statement", "correct", "ana", 0), ("event", "reject", "ana", 0)]),
    ("select report, revision, publisher, day, title from ask_reports;",           [(1, 1, "Estuary Chronicle", "2026-03-03", "Talks")]),
]
# fmt: on


def test_the_views_show_the_present(told: Ledger) -> None:
    """What the views hold is what questions answer: as corrected, without what is rejected."""
    for query, rows in SELECTED:
        assert select(told, query) == rows, query


def test_offsets_in_the_views_are_those_of_the_text(told: Ledger) -> None:
    """From span_start to span_end, the report's text has the item's words."""
    for view, words in {"statements": "content", "events": '"trigger"', "figures": "text"}.items():
        query = f"select {words}, span_start, span_end from ask_{view}"
        rows = select(told, query)
        assert rows
        for said, start, end in rows:
            assert isinstance(start, int)
            assert isinstance(end, int)
            assert sarn.TEXT[start:end] == said


# fmt: off
REFUSED = [
    "delete from statements",
    "select 1; delete from statements",
    "with gone as (delete from statements returning id) select * from gone",
    "insert into names values ('x')",
    "update reports set revision = 7",
    "create table mine (a int)",
    "drop view ask_events",
    "commit",
    "select spekaer from ask_statements",
    "selct 1",
    "",
    "attach database 'other.db' as other",
    "pragma query_only = off",
    "copy statements to '/nowhere/else'",
    "set default_transaction_read_only = off",
    "select set_config('transaction_read_only', 'off', false)",
    "vacuum",
]
# fmt: on


def test_nothing_can_be_written(told: Ledger) -> None:
    """Whatever is no single query is refused, with a message, and changes nothing."""
    before = list(told.readings(current=False))
    for query in REFUSED:
        with pytest.raises(InputError, match=r"docs/questions\.md"):
            select(told, query)
    assert list(told.readings(current=False)) == before


def test_a_query_without_an_end_is_stopped(told: Ledger) -> None:
    """After its time a query is stopped; the ledger goes on."""
    endless = (
        "with recursive c(n) as (select 1 union all select n + 1 from c) select count(*) from c"
    )
    with (
        pytest.raises(LedgerError, match=r"longer than 0\.2 seconds"),
        told.sql(endless, 0.2) as found,
    ):
        list(found)
    assert select(told, "select count(*) from ask_figures") == [(2,)]


def test_time_must_be_some(told: Ledger) -> None:
    """A query gets more than no time."""
    for seconds in (0.0, -1.0, float("nan"), float("inf")):
        with pytest.raises(InputError, match="no time to give"), told.sql("select 1", seconds):
            pass


def test_a_frame_of_what_was_selected(told: Ledger) -> None:
    """Rows become a pandas frame under the names of their columns."""
    with told.sql("select measure, value from ask_figures order by value") as found:
        frame = found.frame()
    assert frame.to_dict("list") == {"measure": ["killed", "captive"], "value": [12.0, 140.0]}


def test_the_documentation_names_every_column(told: Ledger) -> None:
    """docs/questions.md tells all views and their columns, and no others."""
    documented = {
        name: set(re.findall(r"`(\w+)`", columns))
        for name, columns in re.findall(
            r"^\| `(ask_\w+)` \|(.+)\|$", DOCS.read_text("utf8"), re.MULTILINE
        )
    }
    assert set(documented) == set(views("sqlite")) == set(views("postgresql"))
    for name, columns in documented.items():
        with told.sql(f"select * from {name} limit 1") as found:
            assert columns == set(found.columns), name
