"""Bulk loading: many inputs, many readers, one writer; killed at any moment, it goes on.

paths ──plan──► shards ──engine──► part files ──one writer──► ledger
                                       └──────────────────► a Parquet dataset

What has been done is known by what is there, never by memory: a part file under its name
was read whole, a job in the ledger was written whole. So a load that was killed is
started again with the same words, and nothing is lost or doubled.
"""

from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from according.aside import sweep
from according.errors import InputError
from according.exports import parquet
from according.formats.paths import STDIN, checked, files
from according.ingest import engines
from according.ingest.engines import Outcome
from according.ingest.parts import Count, MakeReader, count, our_reader, part, read_shard
from according.ingest.plan import Plan
from according.ingest.shards import Shard
from according.ledger.lock import held

if TYPE_CHECKING:
    from according.ledger import Ledger

DONE = "done"


class Target(NamedTuple):
    """Where readings go: the folder of the part files, and a ledger if there is one.

    Parts are ``kept`` where they were asked for; else each goes once the ledger has it.
    """

    folder: Path
    kept: bool
    ledger: "Ledger | None" = None


class Step(NamedTuple):
    """One shard that is behind us; ``shards`` is how many there are in all.

    It is ``fresh`` when this run had to do something for it. ``failure`` says why it could
    not be read. Of its reports so many are ``new`` in the ledger, or ``changed`` there.
    """

    shards: int
    counted: Count
    fresh: bool = True
    failure: str = ""
    new: int = 0
    changed: int = 0


def target(out: Path | None, ledger: "Ledger | None") -> Target:
    """Choose the folder of the parts: the user's, else one beside the ledger."""
    if out is not None:
        return Target(out, kept=True, ledger=ledger)
    if ledger is None:
        raise InputError("Nowhere to load into; name a folder with --out, or a ledger.")
    return Target(_beside(ledger), kept=False, ledger=ledger)


def load(
    paths: Sequence[str],
    into: Target,
    *,
    engine: str = "processes",
    workers: int | None = None,
    reader: MakeReader | None = None,
) -> Iterator[Step]:
    """Read everything at ``paths`` into a target; tell of each shard when it is done.

    No generator: what stops the load from beginning must stop it before anything is done.
    """
    run = engines.chosen(engine, workers)
    names = _files(paths)
    into.folder.mkdir(parents=True, exist_ok=True)
    work = partial(read_shard, folder=str(into.folder), reader=reader or our_reader)
    return _load(names, into, partial(run, work))


def _load(
    names: Sequence[str], into: Target, run: Callable[[Sequence[Shard]], Generator[Outcome]]
) -> Iterator[Step]:
    with held(into.folder / "load.lock", patience=0):
        sweep(into.folder)
        shards = Plan(into.folder).shards(names)
        todo = []
        for shard in shards:
            if (former := _done(shard, into)) is not None:
                yield Step(len(shards), former, fresh=False)
            elif part(into.folder, shard.name).exists():
                yield _settled(shard, into, len(shards))
            else:
                todo.append(shard)
        if not todo:
            return
        with closing(run(todo)) as outcomes:
            for shard, failure in outcomes:
                if failure:
                    yield Step(len(shards), Count(), failure=_told(shard, failure))
                else:
                    yield _settled(shard, into, len(shards))


def _files(paths: Sequence[str]) -> list[str]:
    """Find the files; a load without any is misuse."""
    if STDIN in paths:
        raise InputError(
            "A load has to find its inputs again after a stop, and '-' (standard input) is gone"
            " then. Write it to a file first, or use: according add -"
        )
    if not paths:
        raise InputError("Nothing to load. Name a file or a folder.")
    found = [file for name in checked(paths) for file in files(name)]
    if not found:
        raise InputError(f"There are no files in {', '.join(paths)}.")
    return found


def _beside(ledger: "Ledger") -> Path:
    """Name the folder where the load into a ledger keeps its plan and unfinished parts."""
    if ledger.engine.dialect.name == "sqlite":
        return Path(f"{ledger.name}.load")
    from platformdirs import user_data_path  # noqa: PLC0415

    mark = sha256(ledger.name.encode()).hexdigest()[:16]
    return user_data_path("according", appauthor=False) / "loads" / mark


def _done(shard: Shard, into: Target) -> Count | None:
    """Give the count of a shard for which nothing is left to do."""
    path = part(into.folder, shard.name)
    if into.kept and not path.exists():
        return None
    if into.ledger is None:
        return count(path)
    former = _noted(into.ledger, shard)
    if former is not None and not into.kept:
        path.unlink(missing_ok=True)  # killed between the ledger's word and this
    return former


def _settled(shard: Shard, into: Target, shards: int) -> Step:
    """Bring a part where it belongs, and count it."""
    path = part(into.folder, shard.name)
    counted = count(path)
    became: Counter[str] = Counter()
    if into.ledger is not None:
        for reading, origin in parquet.read(path):
            if reading.report.text.strip():  # nothing can be asked of the others
                became[into.ledger.add(reading, origin=origin).outcome] += 1
        _note(into.ledger, shard, counted)
        if not into.kept:
            path.unlink(missing_ok=True)
    return Step(shards, counted, new=became["new"], changed=became["revision"])


def _noted(ledger: "Ledger", shard: Shard) -> Count | None:
    """Find what the ledger noted about a shard when it had all of it."""
    from sqlalchemy import select  # noqa: PLC0415  # not for --help

    from according.ledger.schema import jobs  # noqa: PLC0415

    query = select(jobs.c.note).where(jobs.c.name == _job(shard), jobs.c.state == DONE)
    with ledger.reading() as connection:
        note = connection.execute(query).scalar()
    return None if note is None else msgspec.json.decode(note, type=Count)


def _note(ledger: "Ledger", shard: Shard, counted: Count) -> None:
    from sqlalchemy import delete, insert  # noqa: PLC0415

    from according.ledger.schema import jobs  # noqa: PLC0415

    row = {
        "name": _job(shard), "state": DONE, "done": counted.reports,
        "note": msgspec.json.encode(counted).decode(),
        "ended": datetime.now(UTC).isoformat(timespec="seconds"),
    }  # fmt: skip
    with ledger.writing() as connection:
        connection.execute(delete(jobs).where(jobs.c.name == row["name"]))
        connection.execute(insert(jobs).values(row))


def _job(shard: Shard) -> str:
    return f"load {shard.name}"


def _told(shard: Shard, failure: str) -> str:
    """Name the inputs of a shard that could not be read."""
    first, last = shard.pieces[0].path, shard.pieces[-1].path
    some = first if first == last else f"{first} … {last}"
    return f"{some}: not read, {failure}. Start the same load again to try once more."
