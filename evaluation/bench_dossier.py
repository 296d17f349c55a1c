"""How fast a dossier opens, with a hundred thousand statements in it, and takes in a report.

Smoke test:  python -m evaluation.bench_dossier --statements 3000
In full:     python -m evaluation.bench_dossier            (some minutes to fill)

Talks ──bulk──► a ledger ──Dossier.open, standing──► seconds, first and median
one new report ──Dossier.open, standing──► seconds, median
one new report ──Dossier.update, standing──► seconds, median

The first opening works everything out and keeps it in a cache; all later ones are what a user
waits for. An opening is timed whole, to the standing with all its parts; so is an update. Told
as well is a whole ``according dossier``, with the start of Python. A ledger that is kept
(--ledger) is filled only once.
"""

import argparse
import io
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from msgspec.structs import replace
from sqlalchemy import func, select

from according.dossier import Dossier
from according.exports.dossiers import standing
from according.ledger import Ledger
from according.ledger.schema import statements
from according.records import Reading
from evaluation.bench_ask import fill
from evaluation.world import World

RUNS = 5
AGAIN = 0.3  # of the sentences have been said before, by others
RECENT = 400  # sentences from which those are taken
DOSSIER = """
[dossier]
name = "sarn-valley"
title = "The Sarn valley talks"
places = ["Sarn Valley", "Port Isel"]
{parties}
{people}
[[issue]]
name = "withdrawal"
words = ["withdraw", "troops"]

[[issue]]
name = "prisoners"
words = ["prisoner", "exchange", "release"]
"""
PARTY = '[[{table}]]\nname = "{name}"\nkind = "country"\ndemonyms = ["{demonym}"]\n'
PERSON = '[[person]]\nname = "{name}"\nrole = "{role}"\nof = "{of}"\n'
SIDES = {"Oradan": "Oradani", "Veshtia": "Veshtian", "Kelmara": "Kelmari"}
ROLES = ("foreign minister", "defence minister", "spokesman", "president", "envoy")


class Talks(World):
    """An invented world in which most reports are about one negotiation.

    The most frequent speakers and actors are those of the dossier; what is said is often what
    others have said before.
    """

    def __init__(self) -> None:
        """Invent everybody, the people of the dossier first."""
        super().__init__()
        self.people = dict(zip(self.speakers, [s for s in SIDES for _ in ROLES], strict=False))
        self.actors = [*SIDES, *SIDES.values(), *self.people, *self.actors]
        self.places = ["Sarn Valley", "Port Isel", *self.places]
        self.recent: list[str] = []

    def sentence(self, length: int = 18) -> str:
        """Make up some words, or say again what was said."""
        if length > 8 and self.recent and self.rng.random() < AGAIN:
            return self.rng.choice(self.recent)
        made = super().sentence(length)
        if length > 8:
            self.recent = [*self.recent[-RECENT:], made]
        return made

    def reading(self, number: int) -> Reading:
        """Make up a reading; its title says what it is about."""
        made = super().reading(number)
        title = f"{' and '.join(self.rng.sample([*SIDES], 2))}: {made.report.title}"
        return replace(made, report=replace(made.report, title=title))

    def file(self) -> str:
        """Write the dossier file."""
        tables = ("party", "party", "mediator")
        parties = "\n".join(
            PARTY.format(table=table, name=name, demonym=demonym)
            for table, (name, demonym) in zip(tables, SIDES.items(), strict=True)
        )
        people = "\n".join(
            PERSON.format(name=name, role=ROLES[number % len(ROLES)], of=of)
            for number, (name, of) in enumerate(self.people.items())
        )
        return DOSSIER.format(parties=parties, people=people)


def opened(where: str, file: Path) -> Dossier:
    """Open a dossier and look at all of it, as the command does."""
    dossier = Dossier.open(Ledger.open(where, write=False), file)
    seen(dossier)
    return dossier


def seen(dossier: Dossier) -> None:
    """Show the standing."""
    standing.write(dossier.standing(), dossier.title, io.StringIO())


def updated(dossier: Dossier) -> None:
    """Take in what is new, and show the standing."""
    dossier.update()
    seen(dossier)


def told_whole(dossier: Dossier) -> None:
    """Look at the parts that the standing does not show as well."""
    for part in (dossier.claims, dossier.stories, dossier.contradictions):
        for _ in part:
            pass


def timed(what: Callable[[], object]) -> float:
    """Give the seconds that something takes."""
    start = time.perf_counter()
    what()
    return time.perf_counter() - start


def count(ledger: Ledger) -> int:
    """Count the statements of a ledger."""
    with ledger.reading() as connection:
        return connection.scalar(select(func.count()).select_from(statements)) or 0


def updates(where: str, file: Path, world: Talks, first: int) -> list[float]:
    """Add reports one by one and let an open dossier take each in."""
    dossier = opened(where, file)
    times = []
    with Ledger.open(where) as ledger:
        for number in range(RUNS):
            ledger.add(world.reading(first + number))
            times.append(timed(lambda: updated(dossier)))
    return times


def reopenings(where: str, file: Path, world: Talks, first: int) -> list[float]:
    """Add reports one by one and open the dossier anew after each."""
    times = []
    with Ledger.open(where) as ledger:
        for number in range(RUNS):
            ledger.add(world.reading(first + number))
            times.append(timed(lambda: opened(where, file)))
    return times


def told(name: str, times: list[float]) -> None:
    """Print a row."""
    print(f"{name:44}{median(times):9.3f}{max(times):9.3f}")


def measure(where: str, file: Path, size: int) -> None:
    """Fill the ledger if it is empty, open, update, print."""
    world = Talks()
    file.write_text(world.file(), encoding="utf-8")
    with Ledger.open(where) as ledger:
        if not count(ledger):
            print(f"filled in {fill(ledger, world, size):.0f} s")
        there = count(ledger)
    first = timed(lambda: opened(where, file))
    dossier = opened(where, file)
    print(
        f"{there:,} statements, {len(dossier.material):,} reports in the dossier, "
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )
    print(f"{'':44}{'median':>9}{'worst':>9}  seconds")
    told("first opening, which works all out", [first])
    told("opening", [timed(lambda: opened(where, file)) for _ in range(RUNS)])
    told("claims, stories, contradictions", [timed(lambda: told_whole(dossier))])
    command = [sys.executable, "-m", "according", "dossier", str(file), "--ledger", where]
    run = [
        timed(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))  # noqa: S603
        for _ in range(RUNS)
    ]
    told("according dossier, with the start of Python", run)
    number = 10**6 + int(time.time()) * 2 * RUNS  # of reports that the ledger does not have
    told("opening after one more report", reopenings(where, file, world, number))
    told("update by one report", updates(where, file, world, number + RUNS))


def main() -> None:
    """Print the table."""
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("--statements", type=int, default=100_000)
    ap.add_argument("--ledger", help="keep the ledger in this file")
    given = ap.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ACCORDING_CACHE"] = str(Path(given.ledger or folder).parent / "cache")
        where = given.ledger or str(Path(folder) / "ledger.db")
        measure(where, Path(folder) / "sarn-valley.toml", given.statements)


if __name__ == "__main__":
    main()
