"""``according add``: reports into the ledger, each once."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import fake_reader
from according import Ledger
from according.cli.app import main
from according.formats import Defaults, Loaded
from according.records import Doubt, Report
from told import WIRE

FAKE = [sys.executable, str(Path(__file__).with_name("fake_reader.py"))]


@pytest.fixture(autouse=True)
def _no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "according.reading", fake_reader.module())


def written(folder: Path, *texts: str, name: str = "reports.jsonl") -> str:
    """Write reports to a file."""
    path = folder / name
    lines = (json.dumps({"url": f"https://a.example/{n}", "text": t}) for n, t in enumerate(texts))
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return str(path)


def texts(where: str) -> list[str]:
    """Give the texts that stand in a ledger now."""
    with Ledger.open(where, write=False) as ledger:
        return [stored.reading.report.text for stored in ledger.readings()]


def test_reports_are_read_into_the_ledger_once(
    where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first time they are new; the second time they are known, and nobody reads them."""
    path = written(tmp_path, WIRE, WIRE[:200])
    assert main(["add", path, "--ledger", where]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines() == [f"report 1: {path}:1", f"report 2, a copy of report 1: {path}:2"]
    assert err.startswith("2 new: the ledger ")
    vars(sys.modules["according.reading"])["Reader"] = None  # would fail if it were needed
    assert main(["add", path, "--ledger", where]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[0] == f"report 1, known already: {path}:1"
    assert err.startswith("0 new, 2 known: ")
    assert texts(where) == [WIRE, WIRE[:200]]


def test_a_changed_report_becomes_a_revision(
    where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same address with another text is told as such."""
    main(["add", written(tmp_path, WIRE), "--ledger", where])
    capsys.readouterr()
    assert main(["add", written(tmp_path, f"{WIRE} Corrected."), "--ledger", where]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("report 1, revision 2: ")
    assert err.startswith("0 new, 1 changed: ")


def test_known_and_new_reports_come_out_in_the_order_of_the_input(
    where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A list of what was added can be laid beside the list of what was given."""
    first = ["One text.", "Two texts.", "Three texts."]
    main(["add", written(tmp_path, *first), "--ledger", where])
    capsys.readouterr()
    path = written(tmp_path, first[0], "Something new.", first[2], "", "The last.")
    assert main(["add", path, "--ledger", where]) == 1
    out, err = capsys.readouterr()
    heads = [line.partition(": ")[0] for line in out.splitlines()]
    assert heads == [
        "report 1, known already", "report 2, revision 2", "report 3, known already",
        "nothing to read", "report 4",
    ]  # fmt: skip
    assert f"{path}:4: " in err
    assert "1 of 5 reports doubtful: 1 empty-text" in err


def test_options_fill_what_the_text_does_not_say(where: str, tmp_path: Path) -> None:
    """A plain text has no metadata; the options supply it."""
    path = tmp_path / "report.txt"
    path.write_text(WIRE)
    given = {"publisher": "Wire", "published": "2026-03-03", "title": "T", "url": "http://a.test/"}
    options = [f"--{name}={value}" for name, value in given.items()]
    assert main(["add", str(path), "--ledger", where, *options]) == 0
    with Ledger.open(where) as ledger:
        report = next(ledger.readings()).reading.report
    assert {name: getattr(report, name) for name in given} == given


def test_addresses_are_fetched(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Files and addresses may be mixed; what could not be fetched is a doubt, the rest goes on."""

    def fetch(address: str, *, defaults: Defaults) -> Loaded:
        gone = address.endswith("gone")
        report = Report(text="" if gone else WIRE, url=address, publisher=defaults.publisher)
        doubts = [Doubt(kind="not-found", message="There is no such page.")] if gone else []
        return Loaded(report=report, doubts=doubts, origin=address)

    monkeypatch.setattr("according.fetch.fetch_report", fetch)
    path = written(tmp_path, "A text from a file.")
    addresses = ["https://b.example/gone", "https://b.example/1"]
    assert main(["add", path, *addresses, "--ledger", where, "--publisher", "B"]) == 1
    assert texts(where) == ["A text from a file.", WIRE]
    assert "https://b.example/gone: There is no such page." in capsys.readouterr().err


# fmt: off
MISUSES = [
    # arguments                 stderr says               why
    ([],                        "Nothing to add",         "no source"),
    (["no/such/file"],          "no/such/file",           "a missing file"),
    (["-", "--legder=x"],       "Did you mean --ledger",  "a misspelt option"),
    (["-", "--ledger", "."],    "is a folder",            "no ledger"),
    (["-", "--published", "x"], "YYYY-MM-DD",             "a date that is none"),
]
# fmt: on


@pytest.mark.parametrize(
    ("arguments", "says"), [pytest.param(*row, id=why) for *row, why in MISUSES]
)
def test_misuse_is_refused_before_anything_is_read(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    arguments: list[str],
    says: str,
) -> None:
    """One message, status 2, and no ledger is left behind."""
    monkeypatch.setenv("ACCORDING_LEDGER", str(tmp_path / "own.db"))
    assert main(["add", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert says in err
    assert list(tmp_path.iterdir()) == []


def test_without_a_name_it_is_the_users_own_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing has to be set up: the folder is made, too."""
    own = tmp_path / "new" / "own.db"
    monkeypatch.setenv("ACCORDING_LEDGER", str(own))
    assert main(["add", written(tmp_path, WIRE)]) == 0
    assert texts(str(own)) == [WIRE]


def test_standard_input_is_added(where: str) -> None:
    """A hyphen is standard input."""
    subprocess.run([*FAKE, "add", "-", "--ledger", where], input=WIRE.encode(), check=True)
    assert texts(where) == [WIRE]
