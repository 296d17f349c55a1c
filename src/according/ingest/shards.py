"""Cut inputs into shards: as many reports as one worker reads in a minute or less.

file ──pieces──► Piece, Piece, … ──► Shard ──loaded──► reports with their doubts

A big file is cut where reports end: JSON Lines between lines, Parquet between rows, web
archives between records. Other files are gathered until they make a shard. Cutting JSON
Lines and archives reads them once from end to end, which is a hundred times faster than
reading what they say; it is how a shard knows the number of its first line.
"""

import hashlib
import io
import re
import stat
import sys
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import BinaryIO, Literal

import msgspec

from according.formats import Loaded, jsonl, packed, parquet, read_file, warc
from according.formats.loaded import Draft

REPORTS = 100  # in a shard, at most: a quarter of a minute of reading
BYTES = 32_000_000  # of input in a shard, or one report more
_BLOCK = 1 << 20  # bytes read at once

Form = Literal["file", "lines", "rows", "records"]
_FORMS: dict[str, Form] = {
    ".jsonl": "lines", ".ndjson": "lines", ".parquet": "rows", ".warc": "records",
    ".warc.gz": "records",
}  # fmt: skip


class Piece(msgspec.Struct, frozen=True, omit_defaults=True):
    """A stretch of one file, or all of it.

    ``start`` and ``end`` count bytes (of what is inside, where the file is packed) or rows.
    """

    path: str
    form: Form = "file"
    start: int = 0
    end: int | None = None
    first: int = 1  # number of the first line


Weighed = tuple[Piece, int, int]


class Shard(msgspec.Struct, frozen=True):
    """What one worker reads into one part file of the same name."""

    name: str
    pieces: list[Piece]


def pieces(path: str) -> Iterator[Weighed]:
    """Cut one file; with each piece goes how many reports and bytes it holds at most."""
    cuts = {"lines": _lines, "rows": _rows, "records": _records}
    try:
        found = Path(path).stat()
        cut = cuts.get(_form(path)) if stat.S_ISREG(found.st_mode) else None
        if cut is None:
            yield Piece(path), 1, found.st_size
        else:
            yield from cut(path)
    except OSError:  # whoever reads it will say why
        yield Piece(path), 1, 0


def shard(pieces: list[Piece], marks: list[str]) -> Shard:
    """Name a shard after its first file, and after all that makes it what it is."""
    stem = re.sub(r"[^A-Za-z0-9]+", "-", PurePath(pieces[0].path).stem).strip("-")[:40]
    made_of = msgspec.json.encode([pieces, marks])
    return Shard(f"{stem or 'part'}-{hashlib.sha256(made_of).hexdigest()[:16]}", pieces)


def loaded(shard: Shard) -> Iterator[Loaded]:
    """Load the reports of a shard, in the order of its files."""
    for piece in shard.pieces:
        if piece.form == "file":
            yield from read_file(piece.path)
        else:
            yield from read_file(piece.path, lambda stream, piece=piece: _drafts(stream, piece))  # type: ignore[misc]


def _form(path: str) -> Form:
    inner = PurePath(path.lower())
    form = _FORMS.get("".join(inner.suffixes[-2:])) or _FORMS.get(inner.suffix)
    if form is None and packed.suffix(path) and _FORMS.get(PurePath(inner.stem).suffix) == "lines":
        return "lines"  # other forms need a file that can be searched
    return form or "file"


def _drafts(stream: BinaryIO, piece: Piece) -> Iterator[Draft]:
    if piece.form == "rows":
        return parquet.load_rows(piece.path, piece.start, piece.end)
    if piece.form == "records":
        return warc.load_range(stream, piece.start, piece.end)
    return packed.read(stream, packed.suffix(piece.path), lambda inside: _stretch(inside, piece))


def _stretch(inside: BinaryIO, piece: Piece) -> Iterator[Draft]:
    """Read the lines of a piece; in a packed file the way there leads through all before."""
    if isinstance(inside, io.BufferedReader) and inside.seekable():
        inside.seek(piece.start)
    else:
        for at in range(0, piece.start, _BLOCK):
            inside.read(min(_BLOCK, piece.start - at))
    size = None if piece.end is None else piece.end - piece.start
    return jsonl.load_lines(_Window(inside, size), first=piece.first)


class _Window(io.BufferedIOBase, BinaryIO):
    """The next ``size`` bytes of a stream."""

    def __init__(self, stream: BinaryIO, size: int | None) -> None:
        self._stream = stream
        self._left = sys.maxsize if size is None else size

    def readline(self, size: int | None = -1, /) -> bytes:
        return self._taken(self._stream.readline(self._most(size)))

    def read(self, size: int | None = -1, /) -> bytes:
        return self._taken(self._stream.read(self._most(size)))

    def _most(self, size: int | None) -> int:
        return self._left if size is None or size < 0 else min(size, self._left)

    def _taken(self, data: bytes) -> bytes:
        self._left -= len(data)
        return data


def _lines(path: str) -> Iterator[Weighed]:
    start, first, at, lines, broken = 0, 1, 0, 0, False
    with Path(path).open("rb") as file:
        inside = packed.opened(file, packed.suffix(path))
        try:
            while some := inside.readline(_BLOCK):
                if not at and some.startswith(jsonl.WIDE_BOMS):  # "\n" is no byte of its own there
                    yield Piece(path), REPORTS, BYTES
                    return
                at += len(some)
                lines += some.endswith(b"\n")
                if some.endswith(b"\n") and (lines == REPORTS or at - start >= BYTES):
                    yield Piece(path, "lines", start, at, first), lines, at - start
                    start, first, lines = at, first + lines, 0
        except packed.BROKEN:  # whoever reads the last piece will come to it, and say so
            broken = True
    if at > start or broken or not at:
        yield Piece(path, "lines", start, None, first), lines + 1, at - start


def _rows(path: str) -> Iterator[Weighed]:
    rows = parquet.count(path)
    for start in range(0, max(rows, 1), REPORTS):
        end = start + REPORTS if start + REPORTS < rows else None
        yield Piece(path, "rows", start, end), min(REPORTS, rows - start), 0


def _records(path: str) -> Iterator[Weighed]:
    start = count = 0
    with Path(path).open("rb") as file:
        for record in warc.records(file):
            if count == REPORTS:
                yield Piece(path, "records", start, record.offset), count, record.offset - start
                start, count = record.offset, 0
            count += 1
        yield Piece(path, "records", start), count, file.seek(0, io.SEEK_END) - start
