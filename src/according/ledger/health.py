"""Is a ledger sound?

place ──► there? readable? of this version? ──► whole? index in step? room to grow? ──► Finding, …

Nothing is changed here, but by ``mend``, which builds anew what can be built from the rest.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from according.errors import AccordingError, LedgerMissingError
from according.findings import Finding, bad, good, note
from according.ledger import lock, migrate
from according.ledger.homes import SERVERS, default
from according.ledger.ledger import Ledger

if TYPE_CHECKING:
    from sqlalchemy import Connection

LITTLE = 1_000_000_000  # bytes; under this, a ledger that is fed all day soon has no room
COPY = "Restore the file from a copy. To save what can be read: sqlite3 FILE .recover"
MEND = "Build it anew: according doctor --mend"
# On these, SQLite's readers and writers cannot see each other.
NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "fuse.sshfs"}


def checked(where: str | None) -> Iterator[Finding]:
    """Look at the ledger at a place, or at the user's own."""
    place = where or default()
    path = None if place.startswith(SERVERS) else Path(place).expanduser()
    try:
        ledger = Ledger.open(where, write=False)
    except LedgerMissingError as error:
        if where is None:
            yield good(f"no ledger yet; the first according add makes one at {place}")
        else:
            yield bad(str(error), "Check the name, or begin one with: according add PATH")
        return
    except AccordingError as error:  # its message says what to do
        what, _, mend = str(error).partition(". ")
        yield bad(what, mend or "See docs/ledger.md.")
        return
    with ledger:
        yield from _opened(ledger, path)


def _opened(ledger: Ledger, path: Path | None) -> Iterator[Finding]:
    try:
        with ledger.reading() as connection:
            yield good(_contents(ledger, connection))
            yield _order(connection)
            if path is not None:
                yield _whole(connection)
                yield from _indexes(connection)
    except AccordingError as error:
        yield bad(str(error), COPY)
    if path is not None:
        yield from _file(path)


def _contents(ledger: Ledger, connection: "Connection") -> str:
    from sqlalchemy import func, select  # noqa: PLC0415  # slow to import

    from according.ledger.schema import readings, reports  # noqa: PLC0415

    counts = (connection.scalar(select(func.count()).select_from(t)) for t in (reports, readings))
    told = "reports: {:,}, readings: {:,}".format(*counts)
    return f"the ledger {ledger.name}, version {migrate.newest()}; {told}"


def _order(connection: "Connection") -> Finding:
    """Check what must hold between rows: a report has one present text, and that one reading."""
    from sqlalchemy import func, select  # noqa: PLC0415

    from according.ledger.schema import readings, reports, revisions  # noqa: PLC0415

    present = (
        select(reports.c.id)
        .join(revisions, (revisions.c.report == reports.c.id) & revisions.c.current)
        .join(readings, (readings.c.revision == revisions.c.id) & readings.c.current)
    )
    right, all_ = (
        connection.scalar(select(func.count()).select_from(each.subquery()))
        for each in (present, select(reports.c.id))
    )
    if right != all_:
        return bad(f"of {all_:,} reports, {right:,} have a present reading", COPY)
    return good("every report has one present text with one present reading")


def _whole(connection: "Connection") -> Finding:
    said = connection.exec_driver_sql("PRAGMA integrity_check(3)").scalars().all()
    if said != ["ok"]:
        return bad(f"the file is damaged: {'; '.join(map(str, said))}", COPY)
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        return bad("the file is damaged: some rows have lost what they belong to", COPY)
    return good("the file is whole")


def _indexes(connection: "Connection") -> Iterator[Finding]:
    from according.ledger.search import INDEXES  # noqa: PLC0415

    behind = [table for table, index in INDEXES.items() if not _in_step(connection, table, index)]
    if behind:
        yield bad(f"the full-text index is not in step with the {' and '.join(behind)}", MEND)
    else:
        yield good("the full-text index is in step")


def _in_step(connection: "Connection", table: str, index: str) -> bool:
    """Compare the numbers of rows, and the first and last of them.

    FTS5 has a thorough check of its own, but only for connections that may write.
    """
    ends = "SELECT count(*), min(id), max(id) FROM"
    one = connection.exec_driver_sql(f"{ends} {table}").one()
    other = connection.exec_driver_sql(f"{ends} {index}_docsize").one()
    return tuple(one) == tuple(other)


def _file(path: Path) -> Iterator[Finding]:
    from according.ledger.sqlite import may_write  # noqa: PLC0415  # slow to import

    holder = lock.holder(path.with_name(f"{path.name}.lock"))
    if holder is None:
        yield good("nobody is writing at this moment")
    else:
        yield note(
            f"process {holder or 'unknown'} is writing at this moment",
            "If it is stuck, stop it; nothing is lost.",
        )
    if not (may_write(path) and may_write(path.parent)):
        yield note(
            "the ledger may be read, but not written to",
            "To add to it, allow writing to the file and its folder.",
        )
    system = _file_system(path)
    if system in NETWORK:
        yield bad(
            f"the ledger is on a network file system ({system})",
            "Move it to a disk of this machine, or use a ledger in PostgreSQL.",
        )
    free = shutil.disk_usage(path.parent).free
    room = f"{free / 1e9:,.1f} GB free for a ledger of {_size(path) / 1e9:,.3f} GB"
    yield good(room) if free > LITTLE else bad(room, "Make room on that disk.")


def _size(path: Path) -> int:
    return sum(each.stat().st_size for each in (path, Path(f"{path}-wal")) if each.exists())


def _file_system(path: Path) -> str:
    """Give the type of the file system, where the system tells (Linux)."""
    try:
        lines = Path("/proc/self/mounts").read_text("utf8", "replace").splitlines()
    except OSError:
        return ""
    mounts = [line.split(" ")[1:3] for line in lines]
    target = str(path.resolve())
    over = [m for m in mounts if target == m[0] or target.startswith(m[0].rstrip("/") + "/")]
    return max(over, key=lambda mount: len(mount[0]), default=["", ""])[1]


def mend(where: str | None) -> None:
    """Build the full-text indexes anew; in PostgreSQL they cannot fall behind."""
    from according.ledger.search import INDEXES  # noqa: PLC0415

    with Ledger.open(where) as ledger:
        if ledger.engine.dialect.name != "sqlite":
            return
        with ledger.writing() as connection:
            for index in INDEXES.values():
                rebuild = f"INSERT INTO {index} ({index}) VALUES ('rebuild')"  # noqa: S608  ours
                connection.exec_driver_sql(rebuild)
