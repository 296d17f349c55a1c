"""Read one shard into one part file: the unit of work, wherever it is done.

shard ──loaded──► reports ──Reader.read──► readings ──► part file (aside, then renamed)

:func:`read_shard` is a plain function of plain arguments: a process pool runs it, and so
does a Dask cluster whose machines see the same folders. It may be run twice, or at two
places at once: the part is the same, and it is there whole or not at all.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Protocol

import msgspec

from according.aside import aside
from according.duck import connection, literally
from according.exports import parquet
from according.ingest.shards import Shard, loaded
from according.records import Doubt, Reading, Report

NOTES = 10  # doubts told one by one; all are in the part, and counted


class Reads(Protocol):
    """What a worker needs of a reader."""

    def read(self, report: Report, doubts: Sequence[Doubt] = ()) -> Reading:
        """Read one report."""


MakeReader = Callable[[], Reads]  # found again by its name in another process


class Count(msgspec.Struct):
    """What was doubtful in some parts."""

    reports: int = 0
    doubtful: int = 0
    kinds: dict[str, int] = {}
    notes: list[str] = []

    def note(self, origin: str | None, doubts: Sequence[Doubt]) -> None:
        """Count one report."""
        self.reports += 1
        self.doubtful += bool(doubts)
        for doubt in doubts:
            self.kinds[doubt.kind] = self.kinds.get(doubt.kind, 0) + 1
        if len(self.notes) < NOTES:
            self.notes += [f"{origin}: {doubt.message}" for doubt in doubts]

    def plus(self, other: "Count") -> None:
        """Add another count to this one."""
        self.reports += other.reports
        self.doubtful += other.doubtful
        for kind, number in other.kinds.items():
            self.kinds[kind] = self.kinds.get(kind, 0) + number
        self.notes = [*self.notes, *other.notes][:NOTES]


def our_reader() -> Reads:
    """Load the model; its module is slow to import."""
    from according.reading import Reader  # noqa: PLC0415

    return Reader()


def read_shard(shard: Shard, folder: str, reader: MakeReader = our_reader) -> None:
    """Read a shard into its part in ``folder``, unless it is there."""
    path = part(folder, shard.name)
    if not path.exists():
        with aside(path) as unfinished:
            parquet.write_from(_readings(shard, _held(reader)), unfinished)


def part(folder: str | Path, name: str) -> Path:
    """Name the part file of a shard."""
    return Path(folder) / f"{name}.parquet"


def count(path: Path) -> Count:
    """Count a part's doubts without reading the rest of it."""
    total = Count()
    query = "SELECT origin, doubts FROM read_parquet(?)"
    with connection() as database:
        for origin, doubts in database.execute(query, [literally(path)]).fetchall():
            total.note(origin, msgspec.convert(doubts, list[Doubt]))
    return total


def _readings(shard: Shard, reader: Reads) -> Iterator[tuple[Reading, str]]:
    """Read one report after another: the cores are busy with other shards."""
    for each in loaded(shard):
        yield _read(reader, each.report, each.doubts), each.origin


def _read(reader: Reads, report: Report, doubts: Sequence[Doubt]) -> Reading:
    try:
        return reader.read(report, doubts)
    except Exception as error:  # noqa: BLE001  # one report in a million must not stop the rest
        found = (
            f"The reader failed on this report ({type(error).__name__}: {error}); please tell us."
        )
        return Reading(report=report, doubts=[*doubts, Doubt(kind="not-read", message=found)])


@cache
def _held(reader: MakeReader) -> Reads:
    """Keep the model for the next shard."""
    return reader()
