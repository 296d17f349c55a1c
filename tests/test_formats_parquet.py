"""Parquet: one report a row, whatever else the table holds."""

import gzip
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from according.exports import parquet as written
from according.formats import Loaded, parquet, read_paths
from test_exports import READING

TEXT = "The envoy of Orvelle said on Monday that the talks with Sande would resume."


def table(path: Path, **columns: object) -> Path:
    """Write a table with a writer that is not ours."""
    pq.write_table(pa.table(columns), path)
    return path


def load(path: Path) -> list[Loaded]:
    """Read a file."""
    return list(read_paths([path]))


def test_rows_are_reports(tmp_path: Path) -> None:
    """Columns fill the fields of their name; the place of a report is its row."""
    path = table(
        tmp_path / "news[1].parquet",
        text=[TEXT, TEXT + " More."], publisher=["Sande Wire", None],
        published=["2026-03-03", "4 March 2026"], title=["Talks", " "], score=[1.5, 2.5],
    )  # fmt: skip
    first, second = load(path)
    assert (first.report.publisher, first.report.title) == ("Sande Wire", "Talks")
    assert (second.report.text, second.report.published) == (TEXT + " More.", "2026-03-04")
    assert (second.report.publisher, second.report.title) == (None, None)
    assert [first.origin, second.origin] == [f"{path}[1]", f"{path}[2]"]
    assert not first.doubts + second.doubts


def test_numbers_and_dates_are_spelt_out(tmp_path: Path) -> None:
    """An id may be a number and a date a date."""
    days = pa.array([20515], type=pa.date32())
    (loaded,) = load(table(tmp_path / "a.parquet", text=[TEXT], id=[7], published=days))
    assert (loaded.report.id, loaded.report.published) == ("7", "2026-03-03")


def test_what_we_wrote_is_read(tmp_path: Path) -> None:
    """Our own export is an input like any other."""
    path = tmp_path / "ours.parquet"
    written.write([READING], path)
    (loaded,) = load(path)
    assert loaded.report == READING.report


# fmt: off
UNREADABLE = [
    # columns                      doubts              why
    ({"body": ["x"]},              ["no-reports"],     "no column of texts"),
    ({"text": [["x"]]},            ["no-reports"],     "lists where texts should be"),
    ({"text": [{"a": 1}]},         ["no-reports"],     "records where texts should be"),
    ({"text": pa.array([], pa.string())}, ["no-reports"], "no rows"),
    ({"text": pa.array([None], pa.string())}, ["empty-text"], "no text in the row"),
]
# fmt: on


@pytest.mark.parametrize(
    ("columns", "doubts"), [pytest.param(*row, id=why) for *row, why in UNREADABLE]
)
def test_tables_without_reports(
    columns: dict[str, object], doubts: list[str], tmp_path: Path
) -> None:
    """A table that holds no texts is doubted, and the doubt names its columns."""
    (loaded,) = load(table(tmp_path / "a.parquet", **columns))
    assert [doubt.kind for doubt in loaded.doubts] == doubts
    assert loaded.report.text == ""


@pytest.mark.parametrize("keep", [0, 4, 100, -20])
def test_a_damaged_file(keep: int, tmp_path: Path) -> None:
    """A file that DuckDB refuses is doubted in one line that can be printed."""
    path = table(tmp_path / "a.parquet", text=[TEXT] * 50)
    path.write_bytes(path.read_bytes()[:keep])
    (loaded,) = load(path)
    assert [doubt.kind for doubt in loaded.doubts] == ["unreadable-file"]
    assert loaded.doubts[0].message.isprintable()


def test_inside_a_packed_file(tmp_path: Path) -> None:
    """A table inside gzip, which cannot be searched, is unpacked first."""
    plain = table(tmp_path / "a.parquet", text=[TEXT]).read_bytes()
    (tmp_path / "b.parquet.gz").write_bytes(gzip.compress(plain))
    (loaded,) = load(tmp_path / "b.parquet.gz")
    assert loaded.report.text == TEXT


def test_ranges_of_rows(tmp_path: Path) -> None:
    """A range holds its rows and no others, across row groups."""
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": [f"{n}" for n in range(50)]}), path, row_group_size=7)
    assert parquet.count(str(path)) == 50
    drafts = [*parquet.load_rows(str(path), 0, 20), *parquet.load_rows(str(path), 20)]
    assert [draft.text for draft in drafts] == [f"{n}" for n in range(50)]
    assert drafts[20].where == "[21]"
