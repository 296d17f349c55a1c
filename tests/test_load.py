"""Bulk loading: every report once, wherever it was stopped, and every doubt counted."""

import json
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

import fake_reader
from according.cli.app import main
from according.duck import connection
from according.errors import InputError, LedgerBusyError
from according.exports import parquet
from according.ingest import engines, load, parts, plan, shards
from according.ingest.engines import Outcome
from according.ingest.load import Step
from according.ingest.shards import Shard
from according.ledger import Ledger
from according.ledger.lock import held
from according.records import Doubt, Reading, Report

Run = Callable[..., list[Step]]


class Killed(BaseException):
    """Stands for the end of the process: nothing may catch it."""


def serial(work: engines.Work, given: Sequence[Shard]) -> Generator[Outcome]:
    """Do the shards here, one after another."""
    for shard in given:
        work(shard)
        yield Outcome(shard)


@pytest.fixture
def inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write 25 reports in one file, one in another, and a broken line; shards are of ten."""
    monkeypatch.setattr(shards, "REPORTS", 10)
    monkeypatch.setattr(engines, "chosen", lambda engine, workers: serial)
    folder = tmp_path / "in"
    folder.mkdir()
    lines = [json.dumps({"id": f"r{n}", "publisher": "Wire", "text": text(n)}) for n in range(25)]
    (folder / "talks.jsonl").write_text("\n".join([*lines, "{broken"]))
    (folder / "page.txt").write_text(text(25))
    return folder


def text(number: int) -> str:
    """Make a report that resembles no other: each is about other numbers."""
    return "The envoy of Orvelle named " + ", ".join(f"{number}{n:03}" for n in range(60)) + "."


@pytest.fixture
def run(inputs: Path, tmp_path: Path) -> Run:
    """Load the inputs, as each new process would."""

    def run(out: str | None = None, ledger: str | None = "l.db", **more: Any) -> list[Step]:
        home = Ledger.open(tmp_path / ledger) if ledger else None
        try:
            into = load.target(tmp_path / out if out else None, home)
            given = {"reader": fake_reader.Reader, **more}
            return list(load.load([str(inputs)], into, **given))
        finally:
            if home:
                home.close()

    return run


def texts(ledger: Path) -> list[str]:
    """Give the texts in a ledger."""
    with Ledger.open(ledger, write=False) as home:
        return sorted(stored.reading.report.text for stored in home.readings(current=False))


def test_into_either_home(inputs: Path, where: str, tmp_path: Path) -> None:
    """A ledger in PostgreSQL is loaded like one in a file, and remembers it as well."""
    for fresh in (True, False):
        with Ledger.open(where) as home:
            into = load.target(tmp_path / "out", home)
            steps = list(load.load([str(inputs)], into, reader=fake_reader.Reader))
            held = sorted(stored.reading.report.text for stored in home.readings())
        assert {step.fresh for step in steps} == {fresh}
        assert held == everything()


def everything() -> list[str]:
    """Give all texts, once."""
    return sorted(text(n) for n in range(26))


def total(steps: Sequence[Step]) -> parts.Count:
    """Add up what was counted."""
    counted = parts.Count()
    for step in steps:
        counted.plus(step.counted)
    return counted


def test_into_a_ledger(run: Run, tmp_path: Path, inputs: Path) -> None:
    """Every report is in the ledger, with the place it came from; no part is left."""
    counted = total(run())
    assert texts(tmp_path / "l.db") == everything()
    with Ledger.open(tmp_path / "l.db", write=False) as home:
        origins = {stored.reading.report.id: stored.origin for stored in home.readings()}
    assert origins["r12"] == f"{inputs / 'talks.jsonl'}:13"
    assert (counted.reports, counted.doubtful, counted.kinds) == (27, 1, {"bad-json": 1})
    assert counted.notes[0].startswith(f"{inputs / 'talks.jsonl'}:26: Line 26 is no JSON")
    assert list(tmp_path.glob("l.db.load/*.parquet")) == []


def test_into_a_folder(run: Run, tmp_path: Path) -> None:
    """Without a ledger the readings stand in Parquet files that DuckDB asks as one table."""
    steps = run("out", None)
    assert [step.shards for step in steps] == [len(steps)] * 4
    with connection() as database:
        rows = database.execute(
            "SELECT count(DISTINCT text), count(*), sum(len(statements)), sum(len(doubts))"
            f" FROM '{tmp_path}/out/*.parquet'"
        ).fetchall()
    assert rows == [(27, 27, 27, 1)]


def test_into_both(run: Run, tmp_path: Path) -> None:
    """Parts that were read for a folder are loaded into a ledger later without reading again."""
    run("out", None)
    steps = run("out", "l.db", reader=unwanted)
    assert all(step.fresh for step in steps)
    assert texts(tmp_path / "l.db") == everything()
    assert len(list(tmp_path.glob("out/*.parquet"))) == 4


def unwanted() -> parts.Reads:
    """Fail if anybody wants to read."""
    raise AssertionError


@pytest.mark.parametrize("out", [None, "out"])
def test_a_second_run_has_nothing_to_do(out: str | None, run: Run, tmp_path: Path) -> None:
    """The same load again reads nothing, changes nothing, and counts the same doubts."""
    first = run(out)
    parts._held.cache_clear()
    again = run(out, reader=unwanted)
    assert not any(step.fresh for step in again)
    assert total(again) == total(first)
    assert texts(tmp_path / "l.db") == everything()


@pytest.mark.parametrize("out", [None, "out"])
def test_a_kill_anywhere_loses_and_doubles_nothing(
    out: str | None, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed before and after every step that leaves a trace, the load goes on to the same end."""
    moments = [
        (parquet, "write_from"), (parquet, "_convert"), (Path, "replace"), (Path, "unlink"),
        (Ledger, "add"), (load, "_note"), (load, "_settled"), (plan.Plan, "_take"),
    ]  # fmt: skip
    for place, name in moments:
        for after in (False, True):
            for nth in (1, 3):
                with monkeypatch.context() as patched:
                    patched.setattr(place, name, killing(getattr(place, name), nth, after=after))
                    with suppress(Killed):
                        run(out)
    counted = total(run(out))
    assert (counted.reports, counted.doubtful) == (27, 1)
    assert texts(tmp_path / "l.db") == everything()
    if out:
        found = Counter(
            reading.report.text
            for path in tmp_path.glob("out/*.parquet")
            for reading, _ in parquet.read(path)
        )
        assert found == Counter([*everything(), ""])
    else:
        assert list(tmp_path.glob("l.db.load/*.parquet")) == []


def killing(function: Callable[..., Any], nth: int, *, after: bool) -> Callable[..., Any]:
    """Give a function that ends everything at its n-th call."""
    calls = iter(range(1, 10**9))

    def killed(*arguments: Any, **more: Any) -> Any:
        last = next(calls) == nth
        if last and not after:
            raise Killed
        result = function(*arguments, **more)
        if last:
            raise Killed
        return result

    return killed


def test_new_and_changed_inputs(run: Run, inputs: Path, tmp_path: Path) -> None:
    """New files are read and changed ones read again; the folder holds what the inputs hold."""
    run("out")
    (inputs / "new.txt").write_text(text(26))
    (inputs / "page.txt").write_text(text(27))
    assert sum(step.fresh for step in run("out")) == 2
    found = [
        reading.report.text
        for path in tmp_path.glob("out/*.parquet")
        for reading, _ in parquet.read(path)
    ]
    assert sorted(found) == sorted(["", *(text(n) for n in [*range(25), 26, 27])])


class Moody(fake_reader.Reader):
    """A reader with a fault."""

    def read(self, report: Report, doubts: Sequence[Doubt] = ()) -> Reading:
        """Fail on one report."""
        if report.id == "r3":
            raise ZeroDivisionError("division by zero")
        return super().read(report, doubts)


def test_a_fault_of_the_reader_costs_one_report(run: Run, tmp_path: Path) -> None:
    """A report that the reader fails on is kept, doubted, and told; the others are read."""
    counted = total(run(reader=Moody))
    assert counted.kinds == {"bad-json": 1, "not-read": 1}
    assert texts(tmp_path / "l.db") == everything()


def test_a_shard_that_was_given_up(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It is told by its files, and the next load tries it again."""

    def giving_up(work: engines.Work, given: Sequence[Shard]) -> Generator[Outcome]:
        yield Outcome(given[-1], "its worker died")
        yield from serial(work, given[:-1])

    with monkeypatch.context() as patched:
        patched.setattr(engines, "chosen", lambda engine, workers: giving_up)
        failures = [step.failure for step in run() if step.failure]
    assert len(failures) == 1
    assert "talks.jsonl: not read, its worker died" in failures[0]
    run()
    assert texts(tmp_path / "l.db") == everything()


def test_two_loads_of_one_folder(run: Run, tmp_path: Path) -> None:
    """A second load into the same folder is refused while the first one runs."""
    (tmp_path / "out").mkdir()
    with held(tmp_path / "out" / "load.lock"), pytest.raises(LedgerBusyError):
        run("out", None)


# fmt: off
MISUSES = [
    # paths              message               why
    ([],                 "Nothing to load",    "no path"),
    (["-"],              "according add -",    "standard input"),
    (["no/such"],        "does not exist",     "a missing path"),
    (["{empty}"],        "no files",           "an empty folder"),
]
# fmt: on


@pytest.mark.parametrize(
    ("paths", "message"), [pytest.param(*row, id=why) for *row, why in MISUSES]
)
def test_misuse(paths: list[str], message: str, tmp_path: Path) -> None:
    """What cannot be loaded is refused before anything is made."""
    (tmp_path / "empty").mkdir()
    given = [path.format(empty=tmp_path / "empty") for path in paths]
    with pytest.raises(InputError, match=message):
        load.load(given, load.target(tmp_path / "out", None))
    assert not (tmp_path / "out").exists()


def test_the_command(
    inputs: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It says what is where, counts the doubts, and its status tells of them."""
    monkeypatch.setattr(load, "our_reader", fake_reader.Reader)
    arguments = [
        "load",
        str(inputs),
        "--ledger",
        str(tmp_path / "l.db"),
        "--out",
        str(tmp_path / "o"),
    ]
    assert main(arguments) == 1
    out, err = capsys.readouterr()
    assert (
        out
        == f"27 reports loaded, 26 new: the ledger {tmp_path / 'l.db'} and Parquet files in {tmp_path / 'o'}\n"
    )
    assert "1 of 27 reports doubtful: 1 bad-json\n" in err
    (inputs / "talks.jsonl").unlink()
    assert main(["load", str(inputs), "--out", str(tmp_path / "o2")]) == 0
    assert capsys.readouterr() == (f"1 report loaded: Parquet files in {tmp_path / 'o2'}\n", "")


def test_what_the_ledger_had_before_is_not_called_new(
    inputs: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The same again is no news, whether read again or not; a changed text is told apart."""
    monkeypatch.setattr(load, "our_reader", fake_reader.Reader)
    told = {"url": "https://wire.example/1", "publisher": "Wire", "text": text(1)}
    (inputs / "talks.jsonl").write_text(json.dumps(told))
    ledger = str(tmp_path / "l.db")

    def said(*more: str) -> str:
        assert main(["load", str(inputs), "--ledger", ledger, *more]) == 0
        return capsys.readouterr().out.partition(":")[0]

    assert said() == "2 reports loaded, 2 new"
    assert said() == "2 reports loaded, 0 new"  # its job is done
    assert said("--out", str(tmp_path / "o")) == "2 reports loaded, 0 new"  # read once more
    (inputs / "talks.jsonl").write_text(json.dumps(told | {"text": text(2)}))
    (inputs / "new.txt").write_text(text(26))
    assert said() == "3 reports loaded, 1 new, 1 changed"


def test_real_processes(tmp_path: Path) -> None:
    """On the engine that users get, everything arrives too."""
    path = tmp_path / "talks.jsonl"
    path.write_text("".join(json.dumps({"text": text(n)}) + "\n" for n in range(250)))
    into = load.target(tmp_path / "out", None)
    steps = list(load.load([str(path)], into, workers=2, reader=fake_reader.Reader))
    assert total(steps) == parts.Count(reports=250)
