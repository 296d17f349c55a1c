"""``according ask``: from the command line to answers, and what is said beside them."""

import csv
import io
import json
from pathlib import Path

import pytest

import sarn
from according import Ledger, Reading, Report
from according.cli.app import main
from according.ledger import Answer, Question
from according.ledger.answers import COLUMNS

Printed = pytest.CaptureFixture[str]


@pytest.fixture
def where(tmp_path: Path) -> str:
    """Make a ledger with one report."""
    path = str(tmp_path / "ledger.db")
    with Ledger.open(path) as opened:
        opened.add(sarn.reading(url="https://chronicle.example/a"))
    return path


@pytest.mark.parametrize(
    ("options", "addresses"),
    [
        (["prisoners", "--items", "statements"], ["r1.s2", "r1.s3"]),
        (["--speaker", "Rehl", "--act", "deny,feel", "--items=statements"], ["r1.s1", "r1.s6"]),
        (["--type", "retreat", "--status", "denied", "--since", "2026-03"], ["r1.e1"]),
        (
            ["--items", "figures", "--items", "positions", "--limit", "0"],
            ["r1.f1", "r1.f2", "r1.p1"],
        ),
        (["--outlet", "Harrow Wire", "--items", "events", "--no-copies"], ["r1.e2"]),
        (["--holder", "Stanić", "--issue", "dam", "--stance", "for"], ["r1.p1"]),
        (["--report", "1", "--sure", "0.85", "--offset", "4", "--limit", "1"], ["r1.s5"]),
    ],
)
def test_options_are_filters(
    where: str, options: list[str], addresses: list[str], capsys: Printed
) -> None:
    """Every option narrows the answers; words search."""
    assert main(["ask", "--ledger", where, "--format", "jsonl", *options]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["address"] for line in lines] == addresses


def test_json_holds_the_answers_whole(where: str, capsys: Printed) -> None:
    """JSON and JSONL hold the same objects: those of the Python answers, field by field."""
    main(["ask", "--ledger", where, "--format", "json", "--limit", "0"])
    array = json.loads(capsys.readouterr().out)
    main(["ask", "--ledger", where, "--format", "jsonl", "--limit", "0"])
    assert array == [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert set(array[0]) == set(Answer.__struct_fields__)
    words = array[0]["words"][0]
    assert words["text"] == sarn.TEXT[words["start"] : words["end"]]
    main(["ask", "--ledger", where, "--format", "json", "--speaker", '"nobody"'])
    assert json.loads(capsys.readouterr().out) == []


def test_csv_has_a_row_an_answer(where: str, capsys: Printed) -> None:
    """The sheet has the columns of a data frame, and is safe to open."""
    with Ledger.open(where) as ledger:
        ledger.add(sarn.reading(title="=1+1", url="https://chronicle.example/b", id="b"))
        frame = ledger.ask(Question(limit=None)).frame()
    main(["ask", "--ledger", where, "--format", "csv", "--limit", "0"])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert list(rows[0]) == list(frame.columns) == list(COLUMNS)
    assert [row["address"] for row in rows] == frame["address"].tolist()
    assert {row["title"] for row in rows} == {"Talks", "'=1+1"}


def test_people_see_chain_words_and_report(where: str, capsys: Printed) -> None:
    """For people each answer shows who, on whose word, in which words, and where they stand."""
    main(["ask", "--ledger", where, "--type", "ASSAULT"])
    assert capsys.readouterr().out == (
        "r1.e4          actual ASSAULT · Lower Sarn\n"
        "                      Estuary Chronicle\n"
        "                      At least 12 people were ‹killed› in Lower Sarn.\n"
        "                      2026-03-03 · “Talks” · https://chronicle.example/a · 244–289\n"
    )
    main(["ask", "--ledger", where, "--kind", "unnamed", "--items", "statement"])
    assert "Estuary Chronicle ▸ Harrow Wire ▸ diplomat\n" in capsys.readouterr().out


def test_hostile_words_do_no_harm(tmp_path: Path, capsys: Printed) -> None:
    """What a report smuggles in is shown, and does not command the terminal."""
    path = str(tmp_path / "ledger.db")
    text = "Rehl \x1b[31msaid\u202e nothing."
    said = sarn.statement("s1", text, "\x1b[5mRehl", text=text)
    with Ledger.open(path) as ledger:
        ledger.add(Reading(report=Report(text=text, title="\x1b]0;mine\x07"), statements=[said]))
    main(["ask", "--ledger", path])
    assert "\x1b" not in capsys.readouterr().out


def test_more_and_unknown_names_are_told_aside(where: str, capsys: Printed) -> None:
    """What is no answer goes to standard error: more pages, slips of the pen, nothing found."""
    main(["ask", "--ledger", where, "--limit", "2"])
    assert "There are more: --offset 2" in capsys.readouterr().err
    main(["ask", "--ledger", where, "--speaker", "Rehk"])
    out, err = capsys.readouterr()
    assert out == ""
    assert "Did you mean tomas rehl?" in err
    assert "No answers." in err


@pytest.mark.parametrize(
    ("format_", "expected"),
    [
        ("csv", "act,n\ndeny,1\ndemand,1\n"),
        ("jsonl", '{"act":"deny","n":1}\n{"act":"demand","n":1}\n'),
        ("json", '[\n{"act":"deny","n":1},\n{"act":"demand","n":1}\n]\n'),
        ("text", " act      n\n ──────────\n deny     1\n demand   1\n"),
    ],
)
def test_sql_gives_a_table(where: str, format_: str, expected: str, capsys: Printed) -> None:
    """A query's rows come in every format, under the names of its columns."""
    query = (
        "select act, count(*) as n from ask_statements where act in ('deny', 'demand') "
        "group by act order by act desc"
    )
    assert main(["ask", "--ledger", where, "--format", format_, "--sql", query]) == 0
    assert capsys.readouterr().out == expected


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--type", "CONSLUT"], "Did you mean CONSULT?"),
        (["--since", "soon"], "'soon' is no time"),
        (["--limit", "-1"], "--limit is -1"),
        (["--sql", "select 1", "--speaker", "Rehl"], "--sql is the whole question"),
        (["words", "--sql", "select 1"], "--sql is the whole question"),
        (["--sql", "drop table reports"], "cannot be run"),
        (["--spekaer", "Rehl"], "--spekaer"),
    ],
)
def test_misuse_is_refused(where: str, options: list[str], message: str, capsys: Printed) -> None:
    """A question that makes no sense ends with status 2 and one message."""
    assert main(["ask", "--ledger", where, *options]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert message in err


def test_a_ledger_must_be_there(tmp_path: Path, capsys: Printed) -> None:
    """Asking makes no ledger; it says how to begin one."""
    path = tmp_path / "none.db"
    assert main(["ask", "--ledger", str(path)]) == 2
    assert "according add" in capsys.readouterr().err
    assert not path.exists()
