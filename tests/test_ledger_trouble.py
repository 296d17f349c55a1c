"""What can be wrong with a ledger: each says what to do, and nothing is lost."""

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from according import AccordingError, Ledger, errors
from according.ledger.sqlite import SqliteHome
from told import reading

PROCESS = [sys.executable, str(Path(__file__).with_name("ledger_process.py"))]
NOBODY = 65534


def made(path: Path) -> Path:
    """Make a ledger with one report."""
    with Ledger.open(path) as ledger:
        ledger.add(reading())
    return path


def changed(path: Path, *commands: str) -> Path:
    """Change a database by hand."""
    with sqlite3.connect(path) as connection:
        for command in commands:
            connection.execute(command)
    connection.close()
    return path


def text_file(folder: Path) -> Path:
    """A file that is something else."""
    path = folder / "notes.txt"
    path.write_text("Not a ledger at all, but long enough to look like something.\n" * 9)
    return path


def halved(folder: Path) -> Path:
    """A ledger whose second half got lost."""
    path = made(folder / "ledger.db")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return path


# fmt: off
WRONG: list[tuple[Callable[[Path], Path], bool, type[AccordingError], str, str]] = [
    # what is there                                                    write  error                      says            why
    (text_file,                                                         True,  errors.NotALedgerError,    "Name another", "a text"),
    (text_file,                                                         False, errors.NotALedgerError,    "Name another", "a text, to be read"),
    (lambda f: f,                                                       True,  errors.NotALedgerError,    "ledger.db",    "a folder"),
    (lambda f: changed(f / "x.db", "CREATE TABLE songs (title TEXT)"),  True,  errors.NotALedgerError,    "songs",        "another program's database"),
    (lambda f: f / "none.db",                                           False, errors.LedgerMissingError, "according add", "nothing"),
    (lambda f: text_file(f) / "ledger.db",                              True,  errors.LedgerError,        "cannot be opened", "a file where a folder should be"),
    (lambda f: changed(made(f / "l.db"), "UPDATE ledger_version SET version_num = '9999'"),
                                                                        True,  errors.LedgerVersionError, "pip install",  "a newer version"),
    (lambda f: changed(made(f / "l.db"), "UPDATE ledger_version SET version_num = '0000'"),
                                                                        False, errors.LedgerVersionError, "for writing",  "an older version, to be read"),
]
# fmt: on


@pytest.mark.parametrize(
    ("there", "write", "error", "says"), [pytest.param(*row, id=why) for *row, why in WRONG]
)
def test_what_is_no_ledger_is_refused_and_left_alone(
    tmp_path: Path,
    there: Callable[[Path], Path],
    error: type[AccordingError],
    says: str,
    *,
    write: bool,
) -> None:
    """The message names the place and the next step; the file stays as it is."""
    path = there(tmp_path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(error, match=says) as raised:
        Ledger.open(path, write=write)
    assert type(raised.value) is error
    assert str(path) in str(raised.value)
    assert before is None or path.read_bytes() == before


def test_a_damaged_ledger_is_named_so(tmp_path: Path) -> None:
    """A file that lost its second half is not read as if it were whole."""
    path = halved(tmp_path)
    with pytest.raises(errors.LedgerDamagedError, match="according doctor"):
        made(path)


def test_a_full_disk_loses_nothing_that_was_added(tmp_path: Path) -> None:
    """The report in hand is refused; those before are there, and with room it goes on."""
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.add(reading())
        assert isinstance(ledger.home, SqliteHome)
        with ledger.writing() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(errors.LedgerFullError, match="Make room"):
            ledger.add(reading("A text that needs some pages. " * 3000))
        with ledger.writing() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
        assert ledger.add(reading("Another text.")).outcome == "new"
        assert len(list(ledger.readings())) == 2


def test_a_write_that_fails_leaves_the_ledger_sound(tmp_path: Path) -> None:
    """When the system refuses to let the file grow, what was added before stays readable."""
    path = made(tmp_path / "ledger.db")
    done = subprocess.run([*PROCESS, "full", path], capture_output=True, text=True, check=True)
    name, count, message = done.stdout.split(" ", 2)
    assert issubclass(getattr(errors, name), errors.LedgerError)
    assert str(path) in message
    with Ledger.open(path) as ledger:
        assert len(list(ledger.readings())) == int(count) + 1
        assert ledger.add(reading("Another text.")).outcome == "new"


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """Make a folder that every user may look into."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def nobody() -> Iterator[Callable[[], None]]:
    """Become a user without rights, if we are the one who has them all."""

    def become() -> None:
        if os.geteuid() == 0:
            os.seteuid(NOBODY)

    me = os.geteuid()
    yield become
    os.seteuid(me)


def test_a_read_only_ledger_can_be_read(public_folder: Path, nobody: Callable[[], None]) -> None:
    """A ledger on a medium that cannot be written to is still a ledger."""
    path = made(public_folder / "ledger.db")
    path.chmod(0o444)
    public_folder.chmod(0o555)
    nobody()
    with Ledger.open(path, write=False) as ledger:
        assert len(list(ledger.readings())) == 1
    with pytest.raises(errors.LedgerReadOnlyError, match="Allow writing"):
        Ledger.open(path)


def test_a_ledger_in_a_read_only_folder_says_so(
    public_folder: Path, nobody: Callable[[], None]
) -> None:
    """SQLite needs files beside the ledger; the message says that it is the folder."""
    path = made(public_folder / "ledger.db")
    path.chmod(0o666)
    Path(f"{path}.lock").unlink()
    public_folder.chmod(0o555)
    nobody()
    with pytest.raises(errors.LedgerReadOnlyError, match="folder"), Ledger.open(path) as ledger:
        ledger.add(reading("Another text."))


def test_a_ledger_opened_for_reading_refuses_to_be_written(where: str) -> None:
    """A desk that only looks cannot change anything."""
    with (
        Ledger.open(where, write=False) as ledger,
        pytest.raises(errors.LedgerReadOnlyError, match="for reading"),
    ):
        ledger.add(reading())


def test_a_held_ledger_names_its_holder(where: str) -> None:
    """Whoever waits too long learns for whom; nothing is lost, and later it works."""
    with subprocess.Popen([*PROCESS, "hold", where], stdout=subprocess.PIPE, text=True) as holder:
        try:
            assert holder.stdout is not None
            assert holder.stdout.readline() == "holding\n"
            with Ledger.open(where) as ledger:
                ledger.home.patience = 0.1
                with pytest.raises(
                    errors.LedgerBusyError, match=r"in use by|has been writing"
                ) as told:
                    ledger.add(reading())
                assert where.startswith("postgresql") or str(holder.pid) in str(told.value)
                assert list(ledger.readings()) == []
                holder.kill()
                holder.wait()
                ledger.home.patience = 10
                assert ledger.add(reading()).outcome == "new"
        finally:
            holder.kill()


# fmt: off
SERVERS = [
    # instead of              by                     error                     says          why
    ("?host=",                "?host=/nowhere",      errors.LedgerServerError, "answer",     "no server"),
    ("/template",             "/nothing",            errors.LedgerServerError, "createdb",    "no such database"),
    ("tester@",               "stranger@",           errors.LedgerServerError, "the user",   "no such user"),
    ("/template",             "/postgres",           errors.LedgerMissingError, "according add", "an empty database, to be read"),
]
# fmt: on


@pytest.mark.parametrize(
    ("old", "new", "error", "says"), [pytest.param(*row, id=why) for *row, why in SERVERS]
)
def test_a_server_that_does_not_let_us_in(
    postgres_address: str,
    fresh_postgresql: object,
    *,
    old: str,
    new: str,
    error: type[AccordingError],
    says: str,
) -> None:
    """The message tells the address, the reason and the next step."""
    address = postgres_address.format("template")
    assert old in address
    with pytest.raises(error, match=says):
        Ledger.open(address.replace(old, new), write=False)


def test_a_password_is_never_shown() -> None:
    """Messages end up in logs and tickets."""
    with pytest.raises(errors.LedgerServerError) as raised:
        Ledger.open("postgresql://ann:secret@localhost:1/news")
    assert "secret" not in str(raised.value)
    assert "localhost" in str(raised.value)


def test_an_address_that_cannot_be_read_is_explained() -> None:
    """A slip in the address is not a stack of frames."""
    with pytest.raises(errors.LedgerError, match="postgresql://user"):
        Ledger.open("postgresql://host:port/x")


def test_a_database_with_other_tables_of_these_names_is_left_alone(
    postgres_address: str, fresh_postgresql: Callable[[Path], str], tmp_path: Path
) -> None:
    """A table called "reports" may be somebody else's."""
    with psycopg.connect(postgres_address.format("postgres"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE theirs")
    address = postgres_address.format("theirs")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE TABLE reports (title text)")
    with pytest.raises(errors.NotALedgerError, match="reports"):
        Ledger.open(address)


def test_a_newer_ledger_on_a_server_is_refused(where: str) -> None:
    """Old programs do not touch what they do not understand."""
    with Ledger.open(where) as ledger, ledger.writing() as connection:
        connection.exec_driver_sql("UPDATE ledger_version SET version_num = '9999'")
    with pytest.raises(errors.LedgerVersionError, match="newer version"):
        Ledger.open(where)
