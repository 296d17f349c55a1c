"""Web archives, as CC-News publishes them: one report from each HTML page that was fetched.

file ──► records() ──► Record(offset, what) ──► the page, read as any page is

The place of a report is the byte at which its record begins, as in a CDX index:
``news.warc.gz@18320``. A damaged record is a report without text; the search for the
next sound one goes on behind it, where the file can be searched. Requests, pictures,
feeds and pages that the server refused hold no report and are passed over.
"""

import io
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple
from urllib.parse import urlsplit

from according.formats import html
from according.formats.loaded import Draft
from according.records import Doubt

HTML_TYPES = ("text/html", "application/xhtml+xml")
_GZIP, _PLAIN = b"\x1f\x8b\x08", b"WARC/1."
_BLOCK = 1 << 20
_OK = "200"
TORN = "the file ends inside it"


class Record(NamedTuple):
    """One record that holds a page, or a place where none could be read."""

    offset: int
    page: Any = None  # warcio's record; warcio is untyped
    damage: str = ""


def load(stream: BinaryIO, charset: str | None) -> Iterator[Draft]:
    """Read one report from each page in the archive; its own headers tell the charset."""
    del charset
    yield from load_range(stream)


def load_range(stream: BinaryIO, start: int = 0, end: int | None = None) -> Iterator[Draft]:
    """Read the pages whose records begin at ``start`` or behind it, but before ``end``."""
    found = False
    for record in records(stream, start, end):
        found = True
        where = f"@{record.offset}"
        if record.page is None:
            yield _damaged(record.damage, where)
            continue
        try:
            data, charset = _content(record.page)
        except Exception as error:  # noqa: BLE001  # as in records()
            yield _damaged(_reason(error), where)
            continue
        for draft in html.load(io.BytesIO(data), charset):
            yield _addressed(draft, record.page.rec_headers.get_header("WARC-Target-URI"), where)
    if not found and not start and end is None:
        none = "The archive holds no HTML page that a server sent with status 200."
        yield Draft(doubts=[Doubt(kind="no-reports", message=none)])


def records(stream: BinaryIO, start: int = 0, end: int | None = None) -> Iterator[Record]:
    """Give the pages, and the damaged places, in the order of the file."""
    following: int | None = start
    while following is not None:
        at = following
        if at:
            stream.seek(at)
        archive = _archive(stream)
        try:
            for record in archive:
                at = archive.offset
                if end is not None and at >= end:
                    return
                page = _is_page(record)
                if page:
                    yield Record(at, record)
                archive.read_to_end()
                if not page and _headless(record):
                    yield Record(at, damage=TORN)  # it may have been a page
                at = archive.offset
        except Exception as error:  # noqa: BLE001  # warcio raises what zlib and luck bring
            yield Record(at, damage=_reason(error))
            following = _next_start(stream, at, end)
        else:
            if _left_over(stream, at):
                yield Record(at, damage=TORN)
            return


def _left_over(stream: BinaryIO, at: int) -> bool:
    """Tell whether anything stands behind the last record; a torn head is none to warcio."""
    if not stream.seekable():
        return False
    stream.seek(at)
    return bool(stream.read(_BLOCK).strip())


def _archive(stream: BinaryIO) -> Any:  # noqa: ANN401
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415  # for archives only

    class Quiet(ArchiveIterator):  # type: ignore[misc]  # untyped
        INC_RECORD = ""  # a warning that it would print

    return Quiet(stream)


def _is_page(record: Any) -> bool:  # noqa: ANN401
    """Tell whether the record is a page that a server sent, and not an error or a redirect."""
    headers = record.http_headers
    if record.rec_type != "response" or headers is None or headers.get_statuscode() != _OK:
        return False
    return _media_type(record)[0] in HTML_TYPES


def _media_type(record: Any) -> tuple[str, str | None]:  # noqa: ANN401
    name, _, parameters = (record.http_headers.get_header("Content-Type") or "").partition(";")
    _, found, charset = parameters.lower().partition("charset=")
    return name.strip().lower(), charset.split(";")[0].strip(" \"'") if found else None


def _content(record: Any) -> tuple[bytes, str | None]:  # noqa: ANN401
    """Read the page, up to what a page may have, and see that it is whole."""
    data = record.content_stream().read(html.MAX_BYTES + 1)
    while len(data) <= html.MAX_BYTES and (more := record.content_stream().read(_BLOCK)):
        data += more
    if len(data) <= html.MAX_BYTES and _torn(record):
        raise EOFError(TORN)
    return data, _media_type(record)[1]


def _torn(record: Any) -> bool:  # noqa: ANN401
    """Tell whether the file ended before the record, which has been read, was whole."""
    return bool(getattr(record.raw_stream, "limit", None))


def _headless(record: Any) -> bool:  # noqa: ANN401
    """Tell whether the file ended within the headers of what may have been a page."""
    if record.rec_headers.get_header("Content-Length") is None:
        return True
    return record.rec_type == "response" and (_torn(record) or not record.http_headers)


def _addressed(draft: Draft, target: str | None, where: str) -> Draft:
    """Keep the address that the page states, unless it is that of the whole site."""
    stated = urlsplit(draft.url or "")
    if target and not (stated.path.strip("/") or stated.query):
        draft.url = target
    draft.where = where
    return draft


def _next_start(stream: BinaryIO, after: int, end: int | None) -> int | None:
    """Search for the next place at which a record begins; None when there is none."""
    if not stream.seekable():
        return None
    at = after + 1
    while True:
        stream.seek(at)
        block = stream.read(_BLOCK)
        if not block or (end is not None and at >= end):
            return None
        found = min((p for p in (block.find(_GZIP), block.find(_PLAIN)) if p >= 0), default=-1)
        if found < 0:
            at += max(len(block) - len(_PLAIN) + 1, 1)
        elif _begins(block[found:] + stream.read(512)):
            return at + found
        else:
            at += found + 1


def _begins(data: bytes) -> bool:
    """Tell whether a record begins here; three bytes of gzip may stand there by chance."""
    try:
        opened = zlib.decompressobj(31).decompress(data, 64) if data[:3] == _GZIP else data
    except zlib.error:
        return False
    return opened.startswith(_PLAIN)


def _reason(error: Exception) -> str:
    """Say what is wrong in our words: theirs hold raw bytes of the file."""
    if isinstance(error, EOFError):
        return TORN
    return "it is damaged, or no record of a web archive begins there"


def _damaged(why: str, where: str) -> Draft:
    found = f"The record at byte {where[1:]} could not be read: {why}."
    return Draft(doubts=[Doubt(kind="bad-record", message=found)], where=where)
