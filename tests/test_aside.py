"""A file has its name when it is whole."""

from pathlib import Path

import pytest

from according.aside import aside, sweep


def test_a_file_appears_whole(tmp_path: Path) -> None:
    """While it is written the former file stands; then the new one, and nothing else."""
    path = tmp_path / "a.txt"
    path.write_text("former")
    with aside(path) as unfinished:
        unfinished.write_text("new")
        assert path.read_text() == "former"
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_break_leaves_the_former_file(tmp_path: Path) -> None:
    """When writing fails, nothing has changed."""
    path = tmp_path / "a.txt"
    path.write_text("former")
    with pytest.raises(ZeroDivisionError), aside(path) as unfinished:
        unfinished.write_text(str(1 // 0))
    assert path.read_text() == "former"
    assert list(tmp_path.iterdir()) == [path]


def test_sweep_removes_only_what_is_unfinished(tmp_path: Path) -> None:
    """What a killed process left goes, other files stay."""
    for name in ("a.parquet", ".hidden", "x.unfinished"):
        (tmp_path / name).touch()
    killed = aside(tmp_path / "b.parquet")
    unfinished = killed.__enter__()
    unfinished.touch()
    sweep(tmp_path)
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        ".hidden",
        "a.parquet",
        "x.unfinished",
    ]
    with pytest.raises(FileNotFoundError):
        killed.__exit__(None, None, None)
