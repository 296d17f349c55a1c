"""Files packed with gzip or zstd, read as if they were not."""

import gzip
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import BinaryIO, cast

from according.formats import zstd
from according.formats.loaded import Draft
from according.records import Doubt

GZIP = b"\x1f\x8b"
NAMES = {".gz": "gzip", ".zst": "zstd"}
BROKEN = (EOFError, zlib.error, gzip.BadGzipFile)  # what damage raises while one reads


def suffix(name: str) -> str:
    """Tell how a file is packed: its last suffix, or nothing.

    >>> suffix("News.jsonl.GZ"), suffix("news.jsonl")
    ('.gz', '')
    """
    last = PurePath(name.lower()).suffix
    return last if last in NAMES else ""


def opened(stream: BinaryIO, how: str) -> BinaryIO:
    """Give what is inside; damage is met when it is read."""
    if how == ".zst":
        return zstd.opened(stream)
    return cast("BinaryIO", gzip.GzipFile(fileobj=stream)) if how else stream


def read(
    stream: BinaryIO, how: str, load: Callable[[BinaryIO], Iterator[Draft]]
) -> Iterator[Draft]:
    """Load what is inside; what was read before damage is kept."""
    try:
        yield from load(opened(stream, how))
    except BROKEN as error:
        if not how:
            raise
        found = f"The {NAMES[how]} file is damaged ({error}); what follows it was not read."
        yield Draft(doubts=[Doubt(kind="unreadable-file", message=found)])
