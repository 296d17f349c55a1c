"""Which loader reads which file.

By suffix where there is one that we know, by content otherwise. To add a format:
write one module with a ``load(stream, charset)``, and add its line to LOADERS.
"""

import gzip
import io
import re
import zlib
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO, cast

from according.formats import html, jsonl, pdf, text
from according.formats.loaded import Draft, Loader
from according.records import Doubt

LOADERS: dict[str, Loader] = {
    ".txt": text.load,
    ".text": text.load,
    ".md": text.load,
    ".html": html.load,
    ".htm": html.load,
    ".xhtml": html.load,
    ".pdf": pdf.load,
    ".jsonl": jsonl.load,
    ".ndjson": jsonl.load,
    ".json": jsonl.load_json,
}
MEDIA_TYPES: dict[str, Loader] = {
    "text/plain": text.load,
    "text/markdown": text.load,
    "text/html": html.load,
    "application/xhtml+xml": html.load,
    "application/pdf": pdf.load,
    "application/x-ndjson": jsonl.load,
    "application/jsonl": jsonl.load,
    "application/json": jsonl.load_json,
}

_HTML = re.compile(
    rb"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|(?:html|head|body|article|main|div"
    rb"|p|meta|title|script|section|h1)[\s/>])",
    re.IGNORECASE | re.DOTALL,
)
_JSON = re.compile(rb"\{\s*(?:\"|\}|$)|\[\s*(?:\{|\]|$)")
_GZIP = b"\x1f\x8b"
# First bytes of files that people keep beside their reports and that hold no plain text.
_FOREIGN = {
    b"PK\x03\x04": "a ZIP container (Word, OpenDocument, EPUB?)",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture",
    b"SQLite format 3": "an SQLite database", b"PAR1": "a Parquet file", b"ARROW1": "an Arrow file",
    b"7z\xbc\xaf": "a 7z archive", b"\x7fELF": "a program", b"WARC/": "a web archive",
    b"\x28\xb5\x2f\xfd": "a zstd file", b"BZh": "a bzip2 file", b"\xfd7zXZ": "an xz file",
}  # fmt: skip
_HEAD_BYTES = 4096
_BROKEN_GZIP = (EOFError, zlib.error, gzip.BadGzipFile)


def load(
    stream: BinaryIO, name: str = "", *, media_type: str = "", charset: str | None = None
) -> Iterator[Draft]:
    """Read the reports in ``stream`` with the loader for its type, suffix, or content."""
    path = PurePath(name.lower())
    if path.suffix == ".gz":
        yield from _unzipped(stream, path.stem, charset)
        return
    loader = MEDIA_TYPES.get(media_type.lower()) or LOADERS.get(path.suffix)
    if loader is not None:
        yield from loader(stream, charset)
        return
    stream, head, line = _peek(stream)
    if head.startswith(_GZIP):
        yield from _unzipped(stream, "", charset)
    elif foreign := next((what for magic, what in _FOREIGN.items() if head.startswith(magic)), ""):
        found = f"This is {foreign}, which is not read; save it as text, HTML or PDF."
        yield Draft(doubts=[Doubt(kind="not-a-text", message=found)])
    else:
        yield from sniff(head, line)(stream, charset)


def sniff(head: bytes, line: bytes) -> Loader:
    """Choose a loader by the first bytes, and by the first line that is not blank."""
    if b"%PDF-" in head[:1024]:
        return pdf.load
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _HTML.match(start[:_HEAD_BYTES]):
        return html.load
    if start.startswith(b"{") and jsonl.is_object_line(line):
        return jsonl.load
    return jsonl.load_json if _JSON.match(start) else text.load


def _unzipped(stream: BinaryIO, name: str, charset: str | None) -> Iterator[Draft]:
    """Read inside a gzip file; what was read before damage is kept."""
    try:
        with gzip.GzipFile(fileobj=stream) as inner:
            yield from load(cast("BinaryIO", inner), name, charset=charset)
    except _BROKEN_GZIP as error:
        found = f"The gzip file is damaged ({error}); what follows the damage was not read."
        yield Draft(doubts=[Doubt(kind="unreadable-file", message=found)])


def _peek(stream: BinaryIO) -> tuple[BinaryIO, bytes, bytes]:
    """Look at the first bytes and the first line with words, without waiting for more.

    By lines, because a pipe that feeds JSON Lines may take hours to fill a block.
    """
    line = stream.readline(jsonl.MAX_LINE_BYTES)
    taken = [line]
    while line and not line.removeprefix(b"\xef\xbb\xbf").strip():
        line = stream.readline(jsonl.MAX_LINE_BYTES)
        taken.append(line)
    if line.startswith((b"%PDF-", b"<", b"\xef\xbb\xbf<")):  # comments may come first in HTML
        while sum(map(len, taken)) < _HEAD_BYTES and (more := stream.readline(_HEAD_BYTES)):
            taken.append(more)
    head = b"".join(taken)
    first = line.removeprefix(b"\xef\xbb\xbf")
    return cast("BinaryIO", io.BufferedReader(_Rejoined(head, stream))), head, first


class _Rejoined(io.RawIOBase):
    """A stream with the bytes that were taken from it put back in front."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = memoryview(head)
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        size = len(buffer)
        if self._head:
            piece = bytes(self._head[:size])
            self._head = self._head[size:]
        else:
            piece = self._stream.readline(size)  # returns as soon as there is a line
        buffer[: len(piece)] = piece
        return len(piece)
