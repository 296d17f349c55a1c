"""The three plain things that pass through the formats.

bytes ──loader──► Draft ──checks.finish──► Loaded(Report, doubts, origin)

A loader knows its format and nothing else: it fills a Draft with what stands in the
file. What holds for every format (defaults, dates, language, control characters) is
done once, in :mod:`according.formats.checks`, so that no loader can forget it.
"""

from collections.abc import Callable, Iterator
from typing import BinaryIO

import msgspec

from according.records import Doubt, Report


class Loaded(msgspec.Struct, frozen=True, kw_only=True):
    """One report as loaded, what was doubtful about it, and where it came from.

    ``origin`` is the path, ``path:line`` for a line of JSONL, ``path[n]`` for the
    n-th member of a JSON list, and ``-`` for standard input.
    """

    report: Report
    doubts: list[Doubt] = []
    origin: str = ""


class Defaults(msgspec.Struct, frozen=True, kw_only=True):
    """What the user said about the input; fills only what the input lacks."""

    publisher: str | None = None
    published: str | None = None
    title: str | None = None
    url: str | None = None


class Draft(msgspec.Struct, kw_only=True):
    """What one loader found, before the checks that all formats share.

    ``published`` is raw here; ``where`` is added to the origin. ``named_by_host`` says
    that the host of the URL may stand in for the publisher when nothing better does.
    """

    text: str = ""
    id: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    title: str | None = None
    doubts: list[Doubt] = []
    where: str = ""
    named_by_host: bool = False


# One format: a stream, and the charset that a transport (HTTP) declared for it.
Loader = Callable[[BinaryIO, str | None], Iterator[Draft]]
