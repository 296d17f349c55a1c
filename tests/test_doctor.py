"""``according doctor``: it finds what is wrong, and says how to mend it."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import pytest

import fake_reader
from according import DependencyError, Ledger, installation
from according.cli.app import main
from according.findings import Finding
from according.ledger import health
from told import reading

PROCESS = [sys.executable, str(Path(__file__).with_name("ledger_process.py"))]


@pytest.fixture(autouse=True)
def _no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    fake = fake_reader.module()
    monkeypatch.setattr(fake_reader.Reader, "version", "2026.1", raising=False)
    monkeypatch.setitem(sys.modules, "according.reading", fake)


@pytest.fixture
def file(tmp_path: Path, fresh_sqlite: Callable[[Path], str]) -> Path:
    """Make a ledger with one report."""
    path = Path(fresh_sqlite(tmp_path))
    with Ledger.open(path) as ledger:
        ledger.add(reading())
    return path


def by_hand(path: Path, *commands: str) -> None:
    """Do to a ledger what nobody should."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA writable_schema = ON")
    for command in commands:
        connection.execute(command)
    connection.close()


def wrong(findings: list[Finding]) -> list[str]:
    """Give what is wrong; each must say how to mend it."""
    assert all(finding.mend for finding in findings if finding.state != "good")
    return [finding.what for finding in findings if finding.state == "bad"]


def test_a_sound_ledger_passes(where: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 0, and every line tells what was looked at."""
    with Ledger.open(where) as ledger:
        ledger.add(reading())
    assert main(["doctor", "--ledger", where]) == 0
    out = capsys.readouterr().out
    assert "reports: 1, readings: 1" in out
    assert "the model loads" in out
    assert "WRONG" not in out


def test_no_ledger_yet_is_nothing_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Right after the installation all is well, and nothing is made by looking."""
    monkeypatch.setenv("ACCORDING_LEDGER", str(tmp_path / "own.db"))
    assert main(["doctor"]) == 0
    assert f"makes one at {tmp_path / 'own.db'}" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


BEHIND = """
    DROP TRIGGER statement_words_insert; CREATE TEMP TABLE again AS SELECT * FROM statements;
    UPDATE again SET id = id + 1; INSERT INTO statements SELECT * FROM again
"""

# fmt: off
HARM: list[tuple[str, str, str]] = [
    # what was done to it                                       doctor says                      why
    ("UPDATE readings SET current = 0",                         "0 have a present reading",      "no present reading"),
    (BEHIND,                                                    "not in step with the statements", "an index behind its table"),
    ("DELETE FROM statement_words_docsize",                     "not in step with the statements", "an index that lost rows"),
    ("PRAGMA foreign_keys = OFF; DELETE FROM revisions",        "damaged",                       "rows without what they belong to"),
    ("UPDATE ledger_version SET version_num = '9999'",          "newer version",                 "a newer version"),
    ("DROP TABLE ledger_version",                               "is no ledger",                  "no version"),
]
# fmt: on


@pytest.mark.parametrize(("harm", "says"), [pytest.param(*row, id=why) for *row, why in HARM])
def test_what_is_wrong_is_found(file: Path, harm: str, says: str) -> None:
    """Each harm is named, with what to do about it."""
    by_hand(file, *harm.split(";"))
    assert any(says in what for what in wrong(list(health.checked(str(file)))))


def test_a_damaged_file_is_found(file: Path) -> None:
    """A page overwritten with rubbish does not go unnoticed, and does not stop the check-up."""
    data = bytearray(file.read_bytes())
    middle = len(data) // 8192 * 4096
    for start in range(middle, len(data), 4096):
        data[start : start + 4096] = b"\xff" * len(data[start : start + 4096])
    file.write_bytes(bytes(data))
    assert wrong(list(health.checked(str(file))))


def test_a_ledger_that_was_named_and_is_not_there_is_wrong(tmp_path: Path) -> None:
    """A slip in the name is told as such."""
    findings = list(health.checked(str(tmp_path / "ledgre.db")))
    assert wrong(findings)
    assert "according add" in findings[0].mend


def test_mending_builds_the_index_anew(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What can be built from the rest is."""
    by_hand(file, "INSERT INTO statement_words (statement_words) VALUES ('delete-all')")
    assert main(["doctor", "--ledger", str(file)]) == 1
    assert "according doctor --mend" in capsys.readouterr().out
    assert main(["doctor", "--ledger", str(file), "--mend"]) == 0


def test_mending_a_server_changes_nothing(where: str) -> None:
    """The command is the same in both homes."""
    assert main(["doctor", "--ledger", where, "--mend"]) == 0


def test_who_writes_is_told(file: Path) -> None:
    """An analyst whose command waits learns for which process."""
    with subprocess.Popen([*PROCESS, "hold", file], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        told = [f.what for f in health.checked(str(file)) if f.state == "note"]
        holder.kill()
    assert told == [f"process {holder.pid} is writing at this moment"]


def test_a_full_disk_is_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Better before than after."""
    usage = shutil._ntuple_diskusage(1, 1, 1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    assert "0.0 GB free" in wrong(list(health.checked(str(file))))[0]


def test_a_network_folder_is_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There, SQLite cannot keep its promises."""
    monkeypatch.setattr(health, "_file_system", lambda _: "nfs4")
    assert "network file system (nfs4)" in wrong(list(health.checked(str(file))))[0]


# fmt: off
VERSIONS = [
    # SQLite        full text  state    why
    ((3, 6, 23),    True,      "good",  "before the bug"),
    ((3, 40, 1),    True,      "note",  "with the bug"),
    ((3, 51, 2),    True,      "note",  "the last with it"),
    ((3, 51, 3),    True,      "good",  "mended"),
    ((3, 51, 3),    False,     "bad",   "without full-text search"),
]
# fmt: on


@pytest.mark.parametrize(
    ("version", "full_text", "state"), [pytest.param(*row, id=why) for *row, why in VERSIONS]
)
def test_versions_of_sqlite(version: tuple[int, ...], *, full_text: bool, state: str) -> None:
    """The versions that can break a file are named, with what keeps it safe."""
    (finding,) = installation._sqlite(version, full_text=full_text)
    assert finding.state == state
    assert bool(finding.mend) == (state != "good")


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """And with it the command that brings it back."""
    monkeypatch.setattr(metadata, "requires", lambda _: ["no-such-package>=1", "x; extra == 'y'"])
    finding = installation._packages()
    assert finding.state == "bad"
    assert "lacks the packages no-such-package" in finding.what
    assert "pip install" in finding.mend


def test_a_broken_model_is_told_and_the_rest_goes_on(
    monkeypatch: pytest.MonkeyPatch, where: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """One thing wrong does not hide the others."""

    def broken() -> None:
        raise DependencyError("The model is missing.")

    monkeypatch.setattr(sys.modules["according.reading"], "Reader", broken)
    assert main(["doctor", "--ledger", where]) == 1
    out = capsys.readouterr().out
    assert "WRONG  the model cannot be loaded: The model is missing." in out
    assert "version 00" in out
