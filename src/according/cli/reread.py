"""``according reread``: brings old reports up to the present reader.

ingest.reread ──► a count on a terminal ──► how many were read again
"""

import sys
import time
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from according.exports.harmless import for_terminal

if TYPE_CHECKING:
    from according.ledger.ledger import Outdated


def reread(
    *,
    ledger: Annotated[str | None, Parameter(help="The ledger: a file, or postgresql://…")] = None,
) -> None:
    """Read again what an older reader read; the former readings are kept.

    Stopped, it goes on where it was when it is called again.
    """
    from according.ingest import reread as ingest  # noqa: PLC0415  # not for --help
    from according.ledger import Ledger  # noqa: PLC0415
    from according.reading import Reader  # noqa: PLC0415

    with Ledger.open(ledger) as opened:
        reader = Reader()
        old = opened.count_outdated(reader.version)
        done = 0
        try:
            for _ in _shown(ingest.reread(opened, reader), old):
                done += 1
        finally:  # also after Ctrl-C
            said = f"{done:,} of {old:,} old reports read again by reader {reader.version}"
            sys.stdout.write(for_terminal(f"{said}: the ledger {opened.name}") + "\n")


def _shown(rereads: Iterable["Outdated"], old: int) -> Iterator["Outdated"]:
    """Show on a terminal how far it has come, and how long it will take."""
    began = time.monotonic()
    watched = sys.stderr.isatty()
    try:
        for done, each in enumerate(rereads, 1):
            if watched:
                left = (time.monotonic() - began) / done * max(old - done, 0)
                told = f"{done:,} of {old:,} reports, {timedelta(seconds=round(left))} left …"
                sys.stderr.write(f"\r\x1b[K{told}")
                sys.stderr.flush()
            yield each
    finally:
        if watched:
            sys.stderr.write("\r\x1b[K")
