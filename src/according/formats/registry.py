"""Which loader reads which file.

By suffix where there is one that we know, by content otherwise. To add a format:
write one module with a ``load(stream, charset)``, and add its line to LOADERS.
"""

import io
import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO, cast

from according.formats import html, jsonl, markdown, packed, parquet, pdf, text, warc, zstd
from according.formats.loaded import Draft, Loader
from according.records import Doubt

LOADERS: dict[str, Loader] = {
    ".txt": text.load,
    ".text": text.load,
    ".md": markdown.load,
    ".html": html.load,
    ".htm": html.load,
    ".xhtml": html.load,
    ".pdf": pdf.load,
    ".jsonl": jsonl.load,
    ".ndjson": jsonl.load,
    ".json": jsonl.load_json,
    ".parquet": parquet.load,
    ".warc": warc.load,
    ".warc.gz": warc.load,  # each record is packed by itself: warcio unpacks them
}
MEDIA_TYPES: dict[str, Loader] = {
    "text/plain": text.load,
    "text/markdown": markdown.load,
    "text/html": html.load,
    "application/xhtml+xml": html.load,
    "application/pdf": pdf.load,
    "application/x-ndjson": jsonl.load,
    "application/jsonl": jsonl.load,
    "application/json": jsonl.load_json,
    "application/warc": warc.load,
}

_HTML = re.compile(
    rb"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|(?:html|head|body|article|main|div"
    rb"|p|meta|title|script|section|h1)[\s/>])",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(rb"<(?:\?xml|rss|feed|rdf:RDF|opml)[\s>]", re.IGNORECASE)
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF|opml)[\s>]", re.IGNORECASE)
_JSON = re.compile(rb"\{\s*(?:\"|\}|$)|\[\s*(?:\{|\]|$)")
_WARC = b"WARC/"
# First bytes of files that people keep beside their reports and that hold no plain text.
_FOREIGN = {
    b"PK\x03\x04": "a ZIP container (Word, OpenDocument, EPUB?)",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture",
    b"SQLite format 3": "an SQLite database", b"ARROW1": "an Arrow file",
    b"PAR1": "a Parquet file without its suffix (.parquet)", b"7z\xbc\xaf": "a 7z archive",
    b"\x7fELF": "a program", b"BZh": "a bzip2 file", b"\xfd7zXZ": "an xz file",
}  # fmt: skip
_HEAD_BYTES = 4096


def load(
    stream: BinaryIO, name: str = "", *, media_type: str = "", charset: str | None = None
) -> Iterator[Draft]:
    """Read the reports in ``stream`` with the loader for its type, suffix, or content."""
    path = PurePath(name.lower())
    suffixes = "".join(path.suffixes[-2:])
    loader = MEDIA_TYPES.get(media_type.lower()) or LOADERS.get(suffixes)
    if loader is None and path.suffix in packed.NAMES:
        yield from _unpacked(stream, path.suffix, path.stem, charset)
        return
    loader = loader or LOADERS.get(path.suffix)
    if loader is not None:
        yield from loader(stream, charset)
        return
    stream, head, line = _peek(stream)
    if head.startswith(packed.GZIP):
        yield from _unpacked(stream, ".gz", "", charset)
    elif head.startswith(zstd.MAGIC):
        yield from _unpacked(stream, ".zst", "", charset)
    elif foreign := next((what for magic, what in _FOREIGN.items() if head.startswith(magic)), ""):
        found = f"This is {foreign}, which is not read; save it as text, HTML or PDF."
        yield Draft(doubts=[Doubt(kind="not-a-text", message=found)])
    else:
        loader = sniff(head, line)
        if loader is text.load and (found := _markup(head)):
            yield Draft(doubts=[Doubt(kind="not-a-text", message=found)])
            return
        yield from loader(stream, charset)


def _markup(head: bytes) -> str:
    """Say why XML that is no web page is not read: its tags would be taken for prose."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not _XML.match(start):
        return ""
    if _FEED.search(start):
        return "This is a feed or a list of feeds, not a report; follow it: according watch FEED."
    return "This is XML, which is not read; save it as text, HTML or PDF."


def sniff(head: bytes, line: bytes) -> Loader:
    """Choose a loader by the first bytes, and by the first line that is not blank."""
    if b"%PDF-" in head[:1024]:
        return pdf.load
    if head.startswith(_WARC):
        return warc.load
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _HTML.match(start[:_HEAD_BYTES]):
        return html.load
    if start.startswith(b"{") and jsonl.is_object_line(line):
        return jsonl.load
    return jsonl.load_json if _JSON.match(start) else text.load


def _unpacked(stream: BinaryIO, how: str, name: str, charset: str | None) -> Iterator[Draft]:
    return packed.read(stream, how, lambda inside: load(inside, name, charset=charset))


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
