"""``according read``: reports in, sourced claims out.

read_paths ──► Reader.read_many ──► Tally.counted ──► the format's write

Every stage is lazy, so the first reading is printed while later reports are still on disk.
"""

import difflib
import inspect
import sys
from collections.abc import Iterator
from io import TextIOWrapper
from itertools import chain
from typing import TYPE_CHECKING, Annotated, TextIO

from cyclopts import Parameter

from according.cli.tally import Tally
from according.errors import InputError
from according.exports import Format, writer

if TYPE_CHECKING:
    from according.formats import Loaded
    from according.records import Reading


def read(
    *paths: Annotated[
        str,
        Parameter(
            allow_leading_hyphen=True,  # for "-"; _check_paths refuses the rest
            help="Files or folders to read: text, HTML, PDF, JSONL. - is standard input.",
        ),
    ],
    format_: Annotated[
        Format, Parameter(name="--format", help="text is for people; jsonl is one reading a line.")
    ] = "text",
    publisher: Annotated[str | None, Parameter(help="Publisher, if a report names none.")] = None,
    published: Annotated[
        str | None, Parameter(help="Date of publication, like 2025-09-04, if a report has none.")
    ] = None,
    title: Annotated[str | None, Parameter(help="Title, if a report has none.")] = None,
    url: Annotated[str | None, Parameter(help="Address, if a report has none.")] = None,
) -> bool:
    """Print who says what, on whose word, in the reports at PATHS.

    The exit status is 0 when all reports were read, 1 when some are doubtful,
    2 when the command cannot be followed.
    """
    from according.formats import Defaults, read_paths  # noqa: PLC0415  # not for --help

    _check_paths(paths)
    defaults = Defaults(publisher=publisher, published=published, title=title, url=url)
    tally = Tally()
    reports = iter(read_paths(paths, stdin=sys.stdin.buffer, defaults=defaults))
    writer(format_)(tally.counted(_readings(reports, tally)), _output(format_))
    tally.summarise(sys.stderr)
    return bool(tally.doubtful)


def _readings(reports: Iterator["Loaded"], tally: Tally) -> Iterator["Reading"]:
    """Begin to read; the model is loaded now, if there is anything to read.

    No generator: what stops the command from beginning must stop it before the format
    writes its first header.
    """
    from according.reading import Reader  # noqa: PLC0415  # the model is slow to load

    first = next(reports, None)
    if first is None:
        return iter(())
    return Reader().read_many(tally.noted(chain([first], reports)))


def _check_paths(paths: tuple[str, ...]) -> None:
    """Refuse a call without paths, and options that do not exist.

    For "-" to be a path, cyclopts must let every word with a hyphen through as one.
    """
    if not paths:
        raise InputError("Nothing to read. Name a file or a folder, or - for standard input.")
    for path in paths:
        if path.startswith("-") and path != "-":
            options = ["--" + name.rstrip("_") for name in inspect.signature(read).parameters]
            close = difflib.get_close_matches(path.partition("=")[0], options[1:], n=1)
            hint = f"Did you mean {close[0]}?" if close else "See: according read --help."
            raise InputError(f"Unknown option {path}. {hint} A file of that name is ./{path}")


def _output(format_: Format) -> TextIO:
    """Give standard output: UTF-8 for data; for people ? stands for what their terminal lacks."""
    if isinstance(sys.stdout, TextIOWrapper):
        if format_ == "text":
            sys.stdout.reconfigure(errors="replace")
        else:
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    return sys.stdout
