"""From files to reports: one loader per format, one shape for all.

paths ──► files ──► loader (by suffix, else by content) ──► checks ──► Loaded

Bad content never raises: it is a Doubt beside a report that may be empty. Only misuse
raises: a path that does not exist, a default date that is none.
"""

import io
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import BinaryIO

import msgspec

from according.errors import InputError
from according.formats.checks import MAX_READ_CHARS, check_text, finish, printable
from according.formats.dates import parse_date
from according.formats.loaded import Defaults, Draft, Loaded
from according.formats.paths import STDIN, checked, files
from according.formats.registry import LOADERS, load
from according.records import Doubt

__all__ = [
    "LOADERS",
    "MAX_READ_CHARS",
    "Defaults",
    "Loaded",
    "check_text",
    "parse_date",
    "read_bytes",
    "read_file",
    "read_paths",
]

Read = Callable[[BinaryIO], Iterator[Draft]]  # what takes the reports from an open file

_NOTHING = Defaults()


def read_paths(
    paths: Iterable[str | Path],
    *,
    stdin: BinaryIO | None = None,
    defaults: Defaults = _NOTHING,
) -> Iterator[Loaded]:
    """Read every report in ``paths``, lazily and in order.

    Folders are walked in sorted order; ``-`` is standard input. Raises InputError for
    a path that does not exist, before anything is read.
    """
    names = checked(paths)
    return _read(names, stdin, _checked_defaults(defaults))


def read_bytes(
    data: bytes,
    *,
    origin: str,
    media_type: str = "",
    charset: str | None = None,
    defaults: Defaults = _NOTHING,
) -> Iterator[Loaded]:
    """Read reports already in memory, as a fetched page is.

    ``media_type`` and ``charset`` are those of the transport; without them the content
    decides.
    """
    defaults = _checked_defaults(defaults)
    drafts = load(io.BytesIO(data), media_type=media_type, charset=charset)
    return (finish(draft, origin, defaults) for draft in drafts)


def _checked_defaults(defaults: Defaults) -> Defaults:
    if defaults.published is None:
        return defaults
    day = parse_date(defaults.published)
    if day is None:
        wrong = (
            f"'{printable(defaults.published)}' is no date with a single meaning;"
            " write the day of publication as YYYY-MM-DD."
        )
        raise InputError(wrong)
    return msgspec.structs.replace(defaults, published=day)


def _read(names: list[str], stdin: BinaryIO | None, defaults: Defaults) -> Iterator[Loaded]:
    for name in names:
        if name == STDIN:
            for draft in load(stdin or sys.stdin.buffer):
                yield finish(draft, STDIN, defaults)
            continue
        found = False
        for file in files(name):
            found = True
            yield from read_file(file, named=file == name, defaults=defaults)
        if not found:
            empty = Doubt(kind="empty-folder", message="The folder holds no files to read.")
            yield finish(Draft(doubts=[empty]), name, defaults)


def read_file(
    file: str, read: Read | None = None, *, named: bool = False, defaults: Defaults = _NOTHING
) -> Iterator[Loaded]:
    """Read one file, or what ``read`` takes from it.

    What the system refuses becomes a doubt. Only a file that the user ``named`` may be a
    pipe or a device.
    """
    for draft in _drafts(file, read or partial(load, name=file), named=named):
        yield finish(draft, file, defaults)


def _drafts(file: str, read: Read, *, named: bool) -> Iterator[Draft]:
    with ExitStack() as opened:
        try:
            if not named and not stat.S_ISREG(Path(file).stat().st_mode):
                yield _unreadable("it is no regular file")  # a pipe would wait for ever
                return
            yield from read(opened.enter_context(Path(file).open("rb")))
        except OSError as error:
            yield _unreadable(error.strerror or str(error))


def _unreadable(why: str) -> Draft:
    found = f"The file could not be read: {why}."
    return Draft(doubts=[Doubt(kind="unreadable-file", message=found)])
