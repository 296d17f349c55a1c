"""Shards: wherever a file is cut, every report is in one of them, once, under its own place."""

import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from according.formats import Loaded, read_paths
from according.ingest import shards
from according.ingest.shards import Piece, Shard, loaded, pieces, shard
from test_formats_warc import archive, page

LINES = [json.dumps({"text": f"Report {n} from Lume."}) for n in range(25)]
DATA = "\n".join(LINES).encode() + b"\n"
Write = Callable[[Path], object]


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "REPORTS", 10)


def read(path: Path) -> list[Loaded]:
    """Read a file shard by shard."""
    return [each for piece, _, _ in pieces(str(path)) for each in loaded(shard([piece], []))]


# fmt: off
FILES: list[tuple[str, Write, int, str]] = [
    # name           how it is written                                                      pieces
    ("a.jsonl",      lambda p: p.write_bytes(DATA),                                         3, "lines"),
    ("b.jsonl",      lambda p: p.write_bytes(DATA[:-1]),                                    3, "no end of line"),
    ("c.ndjson",     lambda p: p.write_bytes(b"\xef\xbb\xbf" + DATA),                       3, "a mark"),
    ("d.jsonl",      lambda p: p.write_bytes(DATA.replace(b"\n", b"\r\n\r\n")),             5, "blank lines"),
    ("e.jsonl",      lambda p: p.write_text(DATA.decode(), "utf-16"),                       1, "UTF-16"),
    ("f.jsonl",      lambda p: p.write_bytes(DATA[:len(DATA) // 2] + b"\xff{\n" + DATA),    4, "damage"),
    ("g.jsonl",      lambda p: p.write_bytes(b"".join(DATA.splitlines(keepends=True)[:20])), 2, "a multiple"),
    ("a.jsonl.gz",   lambda p: p.write_bytes(gzip.compress(DATA)),                          3, "gzip"),
    ("a.jsonl.zst",  lambda p: p.write_bytes(zstandard.ZstdCompressor().compress(DATA)),    3, "zstd"),
    ("torn.jsonl.gz", lambda p: p.write_bytes(gzip.compress(DATA)[:-12]),                   3, "torn gzip"),
    ("a.parquet",    lambda p: pq.write_table(pa.table({"text": LINES}), p, row_group_size=4), 3, "rows"),
    ("torn.parquet", lambda p: p.write_bytes(b"PAR1 and no more"),                          1, "torn Parquet"),
    ("a.warc.gz",    lambda p: p.write_bytes(archive(*map(page, range(25)), packed=True)[0]), 3, "records"),
    ("a.warc",       lambda p: p.write_bytes(archive(*map(page, range(25)), packed=False)[0]), 3, "plain records"),
    ("torn.warc.gz", lambda p: p.write_bytes(archive(*map(page, range(25)), packed=True)[0][:-90]), 3, "torn records"),
    ("a.json",       lambda p: p.write_text(f"[{','.join(LINES)}]"),                        1, "not cut"),
    ("a.txt",        lambda p: p.write_text("Talks go on in Lume."),                        1, "one report"),
    ("empty.jsonl",  lambda p: p.write_bytes(b""),                                          1, "empty"),
    ("empty.warc",   lambda p: p.write_bytes(b""),                                          1, "empty archive"),
    ("gone.jsonl",   lambda p: p.symlink_to("nowhere"),                                     1, "a dead link"),
]
# fmt: on


@pytest.mark.parametrize(
    ("name", "write", "count"), [pytest.param(*row, id=why) for *row, why in FILES]
)
def test_pieces_make_the_file(name: str, write: Write, count: int, tmp_path: Path) -> None:
    """The pieces of a file hold the same reports and doubts, at the same places, as the file."""
    path = tmp_path / name
    write(path)
    cut = [piece for piece, _, _ in pieces(str(path))]
    assert len(cut) == count
    assert read(path) == list(read_paths([tmp_path]))


@settings(deadline=None)
@given(lines=st.lists(st.sampled_from([b"", b"{}", b'{"text": "a"}', b"x", b'{"text": "long"}'])),
       end=st.sampled_from([b"", b"\n"]))  # fmt: skip
def test_any_lines(
    lines: list[bytes], end: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """No cut falls into a line, and none is counted twice."""
    path = tmp_path_factory.mktemp("lines") / "a.jsonl"
    path.write_bytes(b"\n".join(lines) + end)
    assert [(each.origin, each.report) for each in read(path)] == [
        (each.origin, each.report) for each in read_paths([path])
    ]


def test_long_lines_make_short_shards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shard is bounded in bytes too, by whole lines."""
    monkeypatch.setattr(shards, "BYTES", 100)
    (tmp_path / "a.jsonl").write_bytes(DATA)
    sizes = [size for _, _, size in pieces(str(tmp_path / "a.jsonl"))]
    assert len(sizes) > 5
    assert max(sizes) < 150


def test_a_name_tells_what_a_shard_is_made_of() -> None:
    """The same stretch of the same file in the same state has the same name, else another."""
    one, other = Piece("/in/talks 1.jsonl", "lines", 0, 10), Piece("/in/talks 1.jsonl", "lines", 10)
    assert shard([one], ["m"]) == shard([one], ["m"])
    names = {shard(*each).name for each in (([one], ["m"]), ([other], ["m"]), ([one], ["n"]))}
    assert len(names) == 3
    assert all(name.startswith("talks-1-") for name in names)


@pytest.mark.parametrize("path", ["/in/…/é.txt", "/in/.txt", "/in/" + "x" * 250])
def test_a_name_is_a_file_name(path: str) -> None:
    """Whatever the inputs are called, the part's name is short and plain."""
    name = shard([Piece(path)], []).name
    assert name.isascii()
    assert len(name) < 70


def test_a_shard_of_many_files(tmp_path: Path) -> None:
    """A file that vanished or cannot be read is a doubt among the others."""
    (tmp_path / "a.txt").write_text("One.")
    shard_of = Shard("x", [Piece(str(tmp_path / "a.txt")), Piece(str(tmp_path / "gone.txt"))])
    good, bad = loaded(shard_of)
    assert good.report.text == "One."
    assert [doubt.kind for doubt in bad.doubts] == ["unreadable-file"]


def test_the_way_into_a_packed_file_leads_through_it() -> None:
    """A stream that cannot be searched is read up to the piece, exactly."""
    start = DATA.index(b"\n", len(DATA) // 2) + 1
    piece = Piece("a.jsonl.gz", "lines", start, start + 50, first=7)
    stream = io.BytesIO(gzip.compress(DATA))
    drafts = list(shards._drafts(stream, piece))
    assert drafts[0].where == ":7"
    assert drafts[0].text == json.loads(DATA[start:].splitlines()[0])["text"]
