"""How fast the ledger takes readings in, how large it grows, and whether it stands a crowd.

    python -m evaluation.bench_ledger [--readings 10000] [--seconds 60] [--where URL]

Readings are made up from evaluation/gold (see evaluation/made_up.py): every one is new, and
has as many statements, events, figures and positions as a report really has. Told are the
readings added in a second and in a second of processor, alone and a transaction each; the
readings that are known and passed over in a second; those read back whole in a second; the
size of the file and of the texts in it.

Then, for ``--seconds``, one process adds readings while four others read: each lists the
newest readings, looks up reports and counts statements of a speaker, over and over. Told are
how many readings came in, how many queries were answered, the slowest of them, and errors,
of which there must be none.

``--where`` is an empty PostgreSQL database; without it a SQLite file in a temporary folder.
"""

import argparse
import multiprocessing as mp
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import NamedTuple

from according import Ledger, Reading
from evaluation import made_up

READERS = 4
BATCH = 500  # made up at a time, outside the clock


class Told(NamedTuple):
    """What one process of the crowd did."""

    role: str
    times: list[float]  # seconds of each transaction or query
    error: str | None


class Rate:
    """Counts over a clock that can be stopped."""

    def __init__(self) -> None:
        """Start from nothing."""
        self.count, self.wall, self.processor = 0, 0.0, 0.0

    @contextmanager
    def running(self, count: int) -> Iterator[None]:
        """Count what is done in a block."""
        wall, processor = time.perf_counter(), time.process_time()
        yield
        self.count += count
        self.wall += time.perf_counter() - wall
        self.processor += time.process_time() - processor

    def __str__(self) -> str:
        return f"{self.count / self.wall:10,.1f}{self.count / self.processor:14,.1f}"


def batches(count: int) -> Iterator[list[Reading]]:
    """Make up readings, some at a time."""
    for first in range(0, count, BATCH):
        yield list(made_up.readings(min(BATCH, count - first), first=first))


def alone(where: str, count: int) -> dict[str, Rate]:
    """Add readings, add them again, and read them back."""
    added, known, back = Rate(), Rate(), Rate()
    with Ledger.open(where) as ledger:
        for batch in batches(count):
            with added.running(len(batch)):
                for each in batch:
                    ledger.add(each)
            with known.running(len(batch)):
                lost = [each for each in batch if not ledger.known(each.report)]
        with back.running(count):
            there = sum(1 for _ in ledger.readings())
    if lost or there != count:
        raise RuntimeError(f"{count - there} readings lost, {len(lost)} not known")
    return {"added": added, "known, passed over": known, "read back": back}


def write(where: str, first: int, done: Event) -> Told:
    """Add readings until it is over."""
    times = []
    try:
        with Ledger.open(where) as ledger:
            for each in made_up.readings(10**9, first=first):
                if done.is_set():
                    break
                start = time.perf_counter()
                ledger.add(each)
                times.append(time.perf_counter() - start)
    except Exception as error:  # noqa: BLE001  any error is what we look for
        return Told("writer", times, repr(error))
    return Told("writer", times, None)


def read(where: str, seed: int, done: Event) -> Told:
    """Look at the ledger in three ways until it is over."""
    from sqlalchemy import func, select  # noqa: PLC0415  # in the process that needs it

    from according.ledger.schema import readings, statements  # noqa: PLC0415

    rng = random.Random(seed)
    newest = select(readings.c.id, readings.c.made).order_by(readings.c.id.desc()).limit(50)
    count = select(func.count()).select_from(statements).where(statements.c.current)
    times = []
    try:
        with Ledger.open(where, write=False) as ledger:
            while not done.is_set():
                start = time.perf_counter()
                way = rng.randrange(3)
                if way == 0:
                    ledger.known(made_up.reading(rng.randrange(1000)).report)
                else:
                    with ledger.reading() as connection:
                        said_by = count.where(statements.c.speaker_key == f"speaker {seed}")
                        connection.execute(newest if way == 1 else said_by).all()
                times.append(time.perf_counter() - start)
    except Exception as error:  # noqa: BLE001  as above
        return Told("reader", times, repr(error))
    return Told("reader", times, None)


def crowd(where: str, first: int, seconds: float) -> list[Told]:
    """Let one write and four read at once."""
    context = mp.get_context("spawn")
    with context.Manager() as manager, context.Pool(READERS + 1) as pool:
        done = manager.Event()
        running = [pool.apply_async(write, (where, first, done))]
        running += [pool.apply_async(read, (where, seed, done)) for seed in range(READERS)]
        time.sleep(seconds)
        done.set()
        return [each.get(60) for each in running]


def tell_crowd(told: Sequence[Told], seconds: float) -> None:
    """Print what the crowd did."""
    for role in ("writer", "reader"):
        times = sorted(t for each in told if each.role == role for t in each.times)
        number = sum(each.role == role for each in told)
        middle, slowest = (times[len(times) // 2], times[-1]) if times else (0.0, 0.0)
        print(
            f"  {number} {role + ('s' if number > 1 else ''):28}{len(times) / seconds:10,.1f}"
            f"   median {1000 * middle:,.1f} ms, slowest {1000 * slowest:,.0f} ms"
        )
    errors = [each.error for each in told if each.error]
    print(f"  errors: {len(errors)}")
    for error in errors:
        print(f"    {error}")


def main() -> None:
    """Print the tables."""
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("--readings", type=int, default=10_000)
    ap.add_argument("--seconds", type=float, default=60)
    ap.add_argument("--where", help="an empty PostgreSQL database")
    given = ap.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ledger.db"
        where = given.where or str(file)
        rates = alone(where, given.readings)
        print(f"{given.readings:,} readings{'a second':>22}{'a CPU second':>14}")
        for what, rate in rates.items():
            print(f"  {what:30}{rate}")
        if not given.where:
            size = file.stat().st_size
            texts = sum(len(r.report.text.encode()) for r in made_up.readings(100)) / 100
            print(
                f"  size of the file: {size / 1e6:,.1f} MB, {size / given.readings:,.0f} bytes a "
                f"reading, {texts:,.0f} of them its text"
            )
        print(f"for {given.seconds:g} seconds at once{'a second':>19}")
        tell_crowd(crowd(where, given.readings, given.seconds), given.seconds)


if __name__ == "__main__":
    main()
