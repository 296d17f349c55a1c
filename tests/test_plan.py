"""The plan: what was cut stays cut, what changed is cut anew, and a torn line is nothing."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from according.ingest import shards
from according.ingest.parts import part
from according.ingest.plan import NAME, Plan

Files = Callable[..., list[str]]


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Files:
    """Write files by name and text, each with a time of its own."""
    monkeypatch.setattr(shards, "REPORTS", 2)
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()
    clock = iter(range(10**9, 2 * 10**9))

    def write(**texts: str) -> list[str]:
        for name, text in texts.items():
            path = tmp_path / "in" / f"{name}.{'jsonl' if name.isupper() else 'txt'}"
            path.write_text(text)
            os.utime(path, (now := next(clock), now))
        return sorted(str(path) for path in (tmp_path / "in").iterdir())

    return write


def cut(tmp_path: Path, names: list[str]) -> list[list[str]]:
    """Plan as a new process would; give the names of the files in each shard."""
    found = Plan(tmp_path / "out").shards(names)
    assert len({each.name for each in found}) == len(found)
    return [[Path(piece.path).stem for piece in each.pieces] for each in found]


LINES = '{"text": "a"}\n' * 5


def test_small_files_are_gathered_and_big_ones_cut(files: Files, tmp_path: Path) -> None:
    """A shard is two files, or two lines of one."""
    names = files(a="1", b="2", c="3", X=LINES)
    assert cut(tmp_path, names) == [["X"], ["X"], ["X"], ["a", "b"], ["c"]]


def test_the_same_plan_again(files: Files, tmp_path: Path) -> None:
    """A second look changes nothing, and writes nothing."""
    names = files(a="1", b="2", c="3", X=LINES)
    first = Plan(tmp_path / "out").shards(names)
    log = (tmp_path / "out" / NAME).read_bytes()
    assert Plan(tmp_path / "out").shards(names) == first
    assert (tmp_path / "out" / NAME).read_bytes() == log


def test_new_files_move_no_border(files: Files, tmp_path: Path) -> None:
    """A file that comes in between is a shard of its own; the others stay as they were."""
    cut(tmp_path, files(b="2", d="4"))
    assert cut(tmp_path, files(c="3")) == [["b", "d"], ["c"]]


def test_a_changed_file_is_cut_anew(files: Files, tmp_path: Path) -> None:
    """The shards that hold it are replaced, and their parts go; other parts stay."""
    before = Plan(tmp_path / "out").shards(files(a="1", b="2", c="3", X=LINES))
    parts = [part(tmp_path / "out", each.name) for each in before]
    for path in parts:
        path.touch()
    (tmp_path / "out" / "mine.parquet").touch()
    names = files(b="two", X=LINES * 2)
    after = Plan(tmp_path / "out").shards(names)
    Plan(tmp_path / "out")
    kept = {each.name for each in before} & {each.name for each in after}
    assert [path.exists() for path in parts] == [each.name in kept for each in before]
    assert len(kept) == 1  # that of c
    assert (tmp_path / "out" / "mine.parquet").exists()
    assert cut(tmp_path, names) == [["X"]] * 5 + [["a", "b"], ["c"]]


def test_only_what_is_asked_for(files: Files, tmp_path: Path) -> None:
    """Two inputs share a folder: each load sees to its own shards."""
    names = files(a="1", b="2", X=LINES)
    cut(tmp_path, names)
    assert cut(tmp_path, [name for name in names if "X" in name]) == [["X"]] * 3


def test_a_torn_line_is_nothing(files: Files, tmp_path: Path) -> None:
    """Wherever a kill tore the plan, what is whole counts, and the rest is planned again."""
    names = files(a="1", b="2", c="3", d="4", X=LINES)
    whole = cut(tmp_path, names)
    log = tmp_path / "out" / NAME
    data = log.read_bytes()
    for length in range(0, len(data), 7):
        log.write_bytes(data[:length])
        assert sorted(cut(tmp_path, names)) == sorted(whole)
        assert log.read_bytes().endswith(b"\n")


def test_a_replacement_is_made_whole_or_not(files: Files, tmp_path: Path) -> None:
    """A kill in the middle of replacing a shard leaves no file of it without one."""
    cut(tmp_path, files(a="1", b="2"))
    names = files(b="two")
    log = tmp_path / "out" / NAME
    before = log.stat().st_size
    cut(tmp_path, names)
    data = log.read_bytes()
    for length in range(before, len(data)):
        log.write_bytes(data[:length])
        assert cut(tmp_path, names[1:]) == [["a", "b"]]


def test_a_file_that_cannot_be_looked_at_is_planned(files: Files, tmp_path: Path) -> None:
    """A dead link is a shard's to doubt, not the plan's to forget."""
    (tmp_path / "in" / "gone.txt").symlink_to("nowhere")
    assert cut(tmp_path, files(a="1")) == [["a", "gone"]]
