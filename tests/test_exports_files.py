"""One file an export: whole or not at all, and never over another one."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from according.errors import InputError
from according.exports import parquet
from according.exports.files import MODULES, export
from according.records import Reading
from test_exports import EMPTY, READING


@pytest.mark.parametrize("suffix", MODULES)
def test_every_suffix_writes_its_format(suffix: str, tmp_path: Path) -> None:
    """The file stands under its name, and nothing else beside it."""
    path = tmp_path / f"talks{suffix.upper()}"
    assert export([READING, EMPTY], path) == 2
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    assert path.stat().st_size > 100


def test_readers_that_are_not_ours(tmp_path: Path) -> None:
    """Csv and json read what was written; the rows are those of ``according read``."""
    export([READING], tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["item"] for row in rows] == ["statement"] * 4 + ["event", "figure", "position"]
    export([READING, EMPTY], tmp_path / "a.jsonl")
    lines = (tmp_path / "a.jsonl").read_text("utf-8").splitlines()
    assert [msgspec.convert(json.loads(line), Reading) for line in lines] == [READING, EMPTY]
    export([READING], tmp_path / "a.parquet")
    assert [reading for reading, _ in parquet.read(tmp_path / "a.parquet")] == [READING]


def broken() -> Iterator[Reading]:
    """Give one reading and then fail, as a full disk does."""
    yield READING
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("suffix", MODULES)
def test_a_broken_export_leaves_nothing(suffix: str, tmp_path: Path) -> None:
    """Half a file never stands under the name; a former one stays whole, even with force."""
    path = tmp_path / f"talks{suffix}"
    with pytest.raises(OSError, match="No space"):
        export(broken(), path)
    assert list(tmp_path.iterdir()) == []
    path.write_text("former")
    with pytest.raises(OSError, match="No space"):
        export(broken(), path, force=True)
    assert [each.read_text() for each in tmp_path.iterdir()] == ["former"]


def test_force_replaces(tmp_path: Path) -> None:
    """An existing file is replaced only when asked for."""
    path = tmp_path / "talks.jsonl"
    path.write_text("former")
    with pytest.raises(InputError, match="--force"):
        export([READING], path)
    assert path.read_text() == "former"
    assert export([READING], path, force=True) == 1
    assert json.loads(path.read_text())["report"]["id"] == "r1"


def test_every_suffix_is_in_the_docs() -> None:
    """docs/exports.md has a row for each format."""
    docs = (Path(__file__).parent.parent / "docs" / "exports.md").read_text("utf-8")
    rows = [line for line in docs.splitlines() if line.startswith("|")]
    assert all(any(f"`{suffix}`" in row for row in rows) for suffix in MODULES)


# fmt: off
MISUSES = [
    # name          message               why
    ("talks.xml",   "names no format",    "an unknown suffix"),
    ("talks",       "names no format",    "no suffix"),
    (".csv",        "names no format",    "nothing but a suffix"),
    ("no/talks.csv", "no folder",         "a folder that is not there"),
    ("folder.csv",  "is a folder",        "a folder"),
]
# fmt: on


@pytest.mark.parametrize(("name", "message"), [pytest.param(*row, id=why) for *row, why in MISUSES])
def test_misuse(name: str, message: str, tmp_path: Path) -> None:
    """A file that cannot be written is refused before anything is read."""
    (tmp_path / "folder.csv").mkdir()

    def untouched() -> Iterator[Reading]:
        pytest.fail("reading began")
        yield READING

    with pytest.raises(InputError, match=message):
        export(untouched(), tmp_path / name)
