"""``according read``: reports in, sourced claims out.

read_paths ──► Reader.read_many ──► Tally.counted ──► the format's write

Every stage is lazy, so the first reading is printed while later reports are still on disk.
"""

import sys
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from according.cli.output import output
from according.cli.sources import check_sources
from according.cli.tally import Tally
from according.exports import Format, writer

if TYPE_CHECKING:
    from according.formats import Loaded
    from according.records import Reading


def read(
    *paths: Annotated[
        str,
        Parameter(
            allow_leading_hyphen=True,  # for "-"; check_sources refuses the rest
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

    check_sources(paths, read, "a file or a folder")
    defaults = Defaults(publisher=publisher, published=published, title=title, url=url)
    tally = Tally()
    reports = iter(read_paths(paths, stdin=sys.stdin.buffer, defaults=defaults))
    writer(format_)(tally.counted(_readings(reports, tally)), output(format_))
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
    return Reader(tally.watch).read_many(tally.noted(chain([first], reports)))
