"""Several processes on one ledger: writers queue, readers never wait, a killed one loses little."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

import homes
from according import Ledger

COMMAND = [sys.executable, str(Path(__file__).with_name("ledger_process.py"))]


def start(*words: object) -> "subprocess.Popen[str]":
    """Start a process on a ledger."""
    return subprocess.Popen(
        [*COMMAND, *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def finished(processes: "list[subprocess.Popen[str]]") -> list[str]:
    """Wait for processes; give what each said, or fail with its error."""
    said = [process.communicate(timeout=300) for process in processes]
    assert [error for _, error in said if error] == []
    assert [process.returncode for process in processes] == [0] * len(processes)
    return [out for out, _ in said]


def addresses(where: str) -> list[str | None]:
    """Give the addresses of all reports."""
    with Ledger.open(where, write=False) as ledger:
        return [stored.reading.report.url for stored in ledger.readings()]


def test_one_writes_while_others_read(where: str) -> None:
    """A watcher fills the ledger while desks look at it: nobody waits, nobody sees half."""
    finished([start("write", where, "a", 30), *(start("read", where, 30) for _ in range(2))])
    assert len(addresses(where)) == 30


def test_writers_queue(where: str) -> None:
    """An analyst adds a report while a watcher runs: each is there once, none fails."""
    finished([start("write", where, name, 15) for name in ("a", "b")])
    expected = {f"https://{name}.example/{n}" for name in ("a", "b") for n in range(15)}
    found = addresses(where)
    assert len(found) == 30
    assert set(found) == expected


def test_the_same_reports_from_two_sides_are_there_once(where: str) -> None:
    """Two processes that bring the same news agree on who was first."""
    one, other = finished([start("write", where, "a", 15) for _ in range(2)])
    assert one == other
    assert len(addresses(where)) == 15


@pytest.mark.parametrize("home", homes.HOMES)
def test_a_ledger_is_created_once(
    home: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Two commands that find no ledger do not get into each other's way."""
    where = homes.unmade(home, tmp_path, request)
    finished([start("open", where) for _ in range(2)])
    assert addresses(where) == []


def test_a_killed_writer_loses_at_most_the_report_in_hand(where: str) -> None:
    """What it had said to be there is there, whole; the next one takes up where it was."""
    rng = random.Random(7)
    most = 0
    for _ in range(2):
        writer = start("write", where, "a", 1000)
        assert writer.stdout is not None
        said = [writer.stdout.readline() for _ in range(rng.randrange(1, 20))]
        writer.kill()
        said += writer.communicate()[0].splitlines()
        there, most = len(addresses(where)), max(most, len(said))
        assert there in {most, most + 1}  # one may be kept and not yet told
    finished([start("write", where, "a", there + 5)])
    assert addresses(where) == [f"https://a.example/{n}" for n in range(there + 5)]
