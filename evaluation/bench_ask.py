"""How fast the ledger answers, with a million statements in it.

Smoke test:  python -m evaluation.bench_ask --statements 20000
In full:     python -m evaluation.bench_ask            (half an hour to fill, 5 GB of disk)
Plans:       python -m evaluation.bench_ask --statements 100000 --plans

World ──bulk──► a ledger ──ten questions, each so many times──► seconds, median and worst

A question is timed whole, from asking to the last answer of its page, after one that opens
the ledger. A ledger that is kept (--ledger) is filled only once.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import count, islice
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import Connection, event, func, insert, select, text

from according.ledger import Ledger, Question
from according.ledger.identity import fold, key, text_hash
from according.ledger.rows import About, rows
from according.ledger.schema import PARTS, readings, reports, revisions, statements
from according.records import Reading
from evaluation.world import DAYS, FIRST, World

BATCH = 400  # reports in a transaction
RUNS = 5  # of each question
LAST = FIRST + timedelta(days=DAYS - 1)


def questions(world: World) -> dict[str, Question]:
    """Ask ten typical questions: of frequent and of rare things, with and without words."""
    week, month = (LAST - timedelta(days=days) for days in (6, 29))
    much, rare = world.speakers[0], world.speakers[15_000]
    word, other, third = world.words[40], world.words[60], world.words[300]
    return {
        "the newest": Question(),
        "a frequent speaker": Question(speaker=much.split()[1], items="statement"),
        "a rare speaker's all": Question(speaker=rare, limit=500),
        "an outlet, in the last week": Question(outlet=world.publishers[3], since=week),
        "an actor's meetings": Question(actor=world.actors[2], type="CONSULT"),
        "denials by persons, a month": Question(act="deny", kind="person", since=month),
        "killed at a place": Question(measure="killed", place=world.places[0]),
        "two words, best first": Question(words=f"{word} {other}"),
        "a word, a speaker, a year": Question(words=third, speaker=much, since="2025"),
        "who is against what": Question(issue=third, stance="against"),
    }


def fill(ledger: Ledger, world: World, size: int) -> float:
    """Write readings until there are ``size`` statements; give the seconds it took."""
    start = time.perf_counter()
    numbers = count()
    done = 0
    while done < size:
        with ledger.writing() as connection:
            done += _batch(connection, (world.reading(n) for n in islice(numbers, BATCH)))
        print(f"\r{done:,} statements", end="", flush=True)
    with ledger.writing() as connection:
        connection.execute(text("ANALYZE"))
    print()
    return time.perf_counter() - start


def _batch(connection: Connection, made: Iterator[Reading]) -> int:
    """Write readings as ``add`` does, without looking for their like: none is known or a copy."""
    first: int = connection.scalar(select(func.coalesce(func.max(readings.c.id), 0))) or 0
    parts: dict[str, list[dict[str, Any]]] = {table.name: [] for table in PARTS}
    heads: dict[str, list[dict[str, Any]]] = {"reports": [], "revisions": [], "readings": []}
    for number, reading in enumerate(made, first + 1):
        for name, row in _heads(number, reading).items():
            heads[name].append(row)
        day, publisher = reading.report.published, fold(reading.report.publisher or "")
        for name, some in rows(
            reading, About(number, number, day, publisher, current=True)
        ).items():
            parts[name] += some
    for table in (reports, revisions, readings):
        connection.execute(insert(table), heads[table.name])
    for table in PARTS:
        if parts[table.name]:
            connection.execute(insert(table), parts[table.name])
    return len(parts["statements"])


def _heads(number: int, reading: Reading) -> dict[str, dict[str, Any]]:
    """Give a reading's rows in the tables above its items."""
    report, seen = reading.report, "2026-03-01T00:00:00.000000Z"
    return {
        "reports": {"id": number, "key": key(report), "revision": 1},
        "revisions": {
            "id": number, "report": number, "number": 1, "text": report.text,
            "text_hash": text_hash(report.text), "name": report.id,
            "publisher": report.publisher, "publisher_key": fold(report.publisher or ""),
            "url": report.url, "published": report.published, "day": report.published,
            "title": report.title, "seen": seen, "current": True,
        },
        "readings": {
            "id": number, "revision": number, "report": number, "reader": reading.reader,
            "made": seen, "current": True,
        },
    }  # fmt: skip


def timed(ledger: Ledger, question: Question) -> tuple[float, float, int]:
    """Ask and look at every answer; give the seconds, those of our CPU, how many there were."""
    start, processor = time.perf_counter(), time.process_time()
    answers = list(ledger.ask(question))
    return time.perf_counter() - start, time.process_time() - processor, len(answers)


def plans(ledger: Ledger, question: Question) -> Iterator[str]:
    """Say how SQLite goes about a question: the plan of each query that it makes."""
    seen: list[tuple[str, Any]] = []

    def note(*call: Any) -> None:  # noqa: ANN401  as SQLAlchemy calls it
        seen.append((call[2], call[3]))

    event.listen(ledger.engine, "before_cursor_execute", note)
    try:
        list(ledger.ask(question))
    finally:
        event.remove(ledger.engine, "before_cursor_execute", note)
    with ledger.reading() as connection:
        for sql, values in seen:
            if sql.startswith("SELECT"):
                yield sql.partition("\n")[0][:100]
                found = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
                yield from (f"    {row[3]}" for row in found)


def measure(where: str, size: int, *, show_plans: bool) -> None:
    """Fill the ledger if it is empty, ask, print."""
    world = World()
    with Ledger.open(where) as ledger:
        with ledger.reading() as connection:
            there = connection.scalar(select(func.count()).select_from(statements)) or 0
        if not there:
            print(f"filled in {fill(ledger, world, size):.0f} s")
    with Ledger.open(where, write=False) as ledger:
        timed(ledger, Question(limit=1))
        medians, worst = [], 0.0
        load = os.getloadavg()[0]
        print(f"{there or size:,} statements, {os.cpu_count()} cores, load {load:.1f}")
        print(f"{'':30}{'answers':>8}{'first':>8}{'median':>8}{'worst':>8}{'CPU':>8}  seconds")
        for name, question in questions(world).items():
            runs = [timed(ledger, question) for _ in range(RUNS)]
            seconds, processor, found = zip(*runs, strict=True)
            medians.append(median(seconds))
            worst = max(worst, *seconds)
            figures = (seconds[0], medians[-1], max(seconds), median(processor))
            print(f"{name:30}{found[0]:8}" + "".join(f"{each:8.3f}" for each in figures))
            if show_plans:
                print("\n".join(plans(ledger, question)))
        print(f"{'all ten':46}{median(medians):8.3f}{worst:8.3f}")


def main() -> None:
    """Measure."""
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("--statements", type=int, default=1_000_000)
    ap.add_argument("--ledger", help="a file to keep, or postgresql://…; filled if it is empty")
    ap.add_argument("--plans", action="store_true", help="show how SQLite goes about it")
    options = ap.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        where = options.ledger or str(Path(folder) / "ledger.db")
        measure(where, options.statements, show_plans=options.plans)


if __name__ == "__main__":
    main()
