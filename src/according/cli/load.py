"""``according load``: reports in bulk, into the ledger or a folder of Parquet files.

paths ──► ingest.load, a step for each shard ──► progress ──► what was doubtful, in the end
"""

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from according.cli.tally import NOTES, Tally
from according.exports.harmless import for_terminal

if TYPE_CHECKING:
    from according.ingest.load import Step, Target


def load(
    *paths: Annotated[
        str, Parameter(help="Files or folders: JSONL, also .gz and .zst, Parquet, WARC, pages.")
    ],
    ledger: Annotated[
        str | None, Parameter(help="File or postgresql:// address of the ledger to load into.")
    ] = None,
    out: Annotated[
        Path | None,
        Parameter(help="Folder for the readings as Parquet; alone, it leaves the ledger out."),
    ] = None,
    engine: Annotated[
        str,
        Parameter(help="processes, dask (here), or a Dask scheduler's address: tcp://host:8786."),
    ] = "processes",
    workers: Annotated[
        int | None, Parameter(help="Workers; one on each core if not given.")
    ] = None,
) -> bool:
    """Load the reports at PATHS in bulk, on all cores; stopped, it goes on where it was.

    Without --ledger and --out it loads into your own ledger. The exit status is 0 when all
    reports were read, 1 when some are doubtful or could not be read.
    """
    from according.ingest import load as ingest  # noqa: PLC0415  # not for --help
    from according.ledger import Ledger  # noqa: PLC0415

    tally = Tally()
    failures: list[str] = []
    with ExitStack() as opened:
        home = None
        if ledger is not None or out is None:
            home = opened.enter_context(Ledger.open(ledger))
        into = ingest.target(out, home)
        steps = ingest.load(paths, into, engine=engine, workers=workers)
        new = changed = 0
        for step in _shown(steps):
            _count(tally, step)
            new, changed = new + step.new, changed + step.changed
            failures += [step.failure] if step.failure else []
        print(_result(tally, into, new, changed))  # noqa: T201  # the command's answer
    sys.stderr.writelines(f"{for_terminal(failure)}\n" for failure in failures)
    tally.summarise(sys.stderr)
    return bool(tally.doubtful or failures)


def _count(tally: Tally, step: "Step") -> None:
    counted = step.counted
    tally.reports += counted.reports
    tally.doubtful += counted.doubtful
    tally.kinds.update(counted.kinds)
    tally.notes += counted.notes[: NOTES - len(tally.notes)]


def _shown(steps: Iterable["Step"]) -> Iterator["Step"]:
    """Show on a terminal how far the load has come, and how fast it is."""
    watched = sys.stderr.isatty()
    reports = 0
    began = time.monotonic()
    if watched:
        sys.stderr.write("Looking through the inputs …")
    try:
        for done, step in enumerate(steps, 1):
            reports += step.counted.reports if step.fresh else 0
            if watched:
                sys.stderr.write(_progress(done, step.shards, reports, began))
                sys.stderr.flush()
            yield step
    finally:
        if watched:
            sys.stderr.write("\r\x1b[K")


def _progress(done: int, shards: int, reports: int, began: float) -> str:
    rate = reports / max(time.monotonic() - began, 0.1)
    return f"\r\x1b[K{done:,} of {shards:,} parts, {reports:,} reports, {rate:.1f} a second …"


def _result(tally: Tally, into: "Target", new: int, changed: int) -> str:
    """Say what there is now, and where; and what of it the ledger did not have before."""
    noun = "report" if tally.reports == 1 else "reports"
    places = [f"the ledger {into.ledger.name}"] if into.ledger else []
    places += [f"Parquet files in {into.folder}"] if into.kept else []
    parts = [f"{tally.reports:,} {noun} loaded"]
    parts += [f"{new:,} new"] if into.ledger else []
    parts += [f"{changed:,} changed"] if changed else []
    return for_terminal(f"{', '.join(parts)}: {' and '.join(places)}")
