"""Parquet: what DuckDB, pyarrow and we read from it is what was written."""

import json
import re
from pathlib import Path

import msgspec
import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from according.duck import connection, literally
from according.exports import parquet
from according.records import Figure, Reading, Report
from test_exports import EMPTY, READING, hostile

HOSTILE = hostile('=1+1 \0\x1b it\'s ["q"] \\ é“ \u2028')


def test_readings_come_back(tmp_path: Path) -> None:
    """Every reading comes back as it was, with the place where its report was found."""
    path = tmp_path / "talks[1].parquet"
    readings = [(READING, "a.jsonl:1"), (EMPTY, None), (HOSTILE, "é")]
    parquet.write_from(readings, path)
    assert list(parquet.read(path)) == readings


def test_nothing_comes_back_from_nothing(tmp_path: Path) -> None:
    """No readings make a file without rows, which has all its columns."""
    path = tmp_path / "none.parquet"
    parquet.write([], path)
    assert list(parquet.read(path)) == []
    assert pyarrow.parquet.read_schema(path).names == list(parquet.columns())


def test_pyarrow_reads_it(tmp_path: Path) -> None:
    """A reader that is not ours finds the same items under the names of the gold files."""
    path = tmp_path / "talks.parquet"
    parquet.write([READING], path)
    (row,) = pyarrow.parquet.read_table(path).to_pylist()
    assert row["text"] == READING.report.text
    for name in ("statements", "events", "figures", "positions"):
        plain = json.loads(msgspec.json.encode(getattr(READING, name)))
        for item in plain:
            if name == "statements":
                item["content"] = [item["content"]]
        assert row[name] == plain


def test_duckdb_asks_it(tmp_path: Path) -> None:
    """Items are asked for in SQL without any help of ours."""
    path = tmp_path / "talks.parquet"
    parquet.write([READING, EMPTY], path)
    query = """
        SELECT said.speaker, said.chain FROM read_parquet(?), unnest(statements) AS rows(said)
        WHERE said.act = 'deny'
    """
    with connection() as database:
        rows = database.execute(query, [literally(path)]).fetchall()
    assert rows == [("Tomas Rehl", ["Chronicle", "Tomas Rehl"])]


def test_the_queries_in_the_docs_run(tmp_path: Path) -> None:
    """What docs/loading.md shows of DuckDB works as it stands there."""
    parquet.write([READING, EMPTY], tmp_path / "a.parquet")
    docs = (Path(__file__).parent.parent / "docs" / "loading.md").read_text("utf-8")
    (block,) = re.findall(r"```sql\n(.*?)```", docs, re.DOTALL)
    queries = block.replace("readings/*.parquet", f"{tmp_path}/*.parquet").split(";")
    with connection() as database:
        answers = [database.execute(query).fetchall() for query in queries if query.strip()]
    assert [len(each) for each in answers] == [1, 1, 1]


def test_a_lone_surrogate_is_replaced(tmp_path: Path) -> None:
    """Half a character, which UTF-8 cannot hold, becomes one sign, so that offsets stay true."""
    path = tmp_path / "half.parquet"
    parquet.write([Reading(report=Report(text="a\ud800b é", publisher="\udfff"))], path)
    ((reading, _),) = parquet.read(path)
    assert (reading.report.text, reading.report.publisher) == ("a\ufffdb é", "\ufffd")


def test_a_long_report(tmp_path: Path) -> None:
    """A report longer than DuckDB expects a line of JSON to be is written all the same."""
    path = tmp_path / "long.parquet"
    long = Reading(report=Report(text="word " * 4_000_000))
    parquet.write([long], path)
    ((reading, _),) = parquet.read(path)
    assert reading == long


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    """A reader that breaks leaves neither a file nor the lines that would have become one."""

    def broken() -> object:
        yield READING
        raise RuntimeError

    with pytest.raises(RuntimeError):
        parquet.write(broken(), tmp_path / "x.parquet")  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


NUMBERS = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(), value=NUMBERS)
def test_any_text_and_number(text: str, value: float, tmp_path: Path) -> None:
    """Any text and any number come back."""
    figure = Figure(measure="other", value=value, text=text, who=text, place=None, since=None,
                    statement=None, text_span=(0, len(text)), confidence=1.0)  # fmt: skip
    reading = Reading(report=Report(text=text, id=text, title=text), figures=[figure])
    path = tmp_path / "any.parquet"
    parquet.write([reading], path)
    assert [each for each, _ in parquet.read(path)] == [reading]
