"""How fast the desk's pages are, with a hundred thousand statements and ten users at once.

Smoke test:  python -m evaluation.bench_desk --statements 2000 --users 3
In full:     python -m evaluation.bench_desk            (some minutes to fill)

World ──bulk──► a ledger ──according desk──► users, each asking for one page after another
                                             └► per page: median, p95, bytes as sent

The limits are those of the pages: 200 ms at the median, 500 ms at p95, one megabyte with
everything that a page brings along. Before anything is timed the dossier is opened, which is
told, and each page is asked for once, as the first user of a day does; that is told apart.
"""

import argparse
import os
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from typing import NamedTuple

import httpx2

from according.ledger import Ledger
from evaluation.bench_ask import fill
from evaluation.bench_dossier import Talks, count
from evaluation.desks import awaited, served

NAME = "sarn-valley"
DOSSIER = f"/dossiers/{NAME}"
DAY = "2025-03-01"  # in the middle of the reports
PAGES = (
    "/today",
    DOSSIER,
    f"{DOSSIER}?as_of={DAY}",
    f"{DOSSIER}/stories",
    f"{DOSSIER}/timeline",
    f"{DOSSIER}/timeline?status=denied&actor=Oradan",
    f"{DOSSIER}/positions",
    f"{DOSSIER}/contacts",
    f"{DOSSIER}/figures",
    f"{DOSSIER}/contradictions",
    f"{DOSSIER}/origins",
    f"{DOSSIER}/actors",
    f"{DOSSIER}/actors/oradan",
    "/reports",
    "/reports/100",
    "/search",
    "/search?words=prisoners",
    "/actor?name=Oradan&written=true",
    f"/api{DOSSIER}",
    f"/api{DOSSIER}/contacts",
)
MEDIAN, P95, BYTES = 0.2, 0.5, 1_000_000
_BROUGHT = re.compile(r'(?:src|href)="(/static/[^"]+)"')
_FROM_API = re.compile(r'data-source="([^"]+)"')


class Row(NamedTuple):
    """What was measured of one page."""

    page: str
    first: float
    times: Sequence[float]
    sent: int
    whole: int  # with scripts, styles and data

    @property
    def p95(self) -> float:
        """The time within which nineteen of twenty were answered."""
        return sorted(self.times)[int(0.95 * (len(self.times) - 1))]

    @property
    def keeps(self) -> bool:
        """Whether it is within the limits."""
        return median(self.times) <= MEDIAN and self.p95 <= P95 and self.whole <= BYTES


def main() -> int:
    """Fill, serve, ask, print; fails when a page is beyond the limits."""
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("--statements", type=int, default=100_000)
    ap.add_argument("--users", type=int, default=10)
    ap.add_argument("--rounds", type=int, default=5, help="pages of each sort, for each user")
    ap.add_argument("--ledger", help="keep the ledger in this file")
    given = ap.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(given.ledger or f"{folder}/ledger.db")
        file = filled(ledger, Path(folder), given.statements)
        with served(ledger, [file]) as address:
            print(f"the dossier opened in {awaited(address):.0f} s")
            print(f"as known on {DAY} in {awaited(address, DAY):.0f} s")
            rows = _measured(address, given.users, given.rounds)
    kept = [_told(row) for row in rows]  # each is printed
    return 0 if all(kept) else 1


def filled(where: Path, folder: Path, size: int) -> Path:
    """Fill the ledger if it is empty; write the dossier file."""
    world = Talks()
    file = folder / f"{NAME}.toml"
    file.write_text(world.file(), encoding="utf-8")
    with Ledger.open(where) as ledger:
        if not count(ledger):
            print(f"filled in {fill(ledger, world, size):.0f} s")
        print(
            f"{count(ledger):,} statements, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
        )
    return file


def _measured(address: str, users: int, rounds: int) -> list[Row]:
    """Ask for every page, first once, then by all users at once."""
    first = {page: _asked(address, page) for page in PAGES}
    whole = {page: _whole(address, page) for page in PAGES}
    times: dict[str, list[float]] = {page: [] for page in PAGES}

    def user(number: int) -> list[tuple[str, float]]:
        turn = [PAGES[(number + step) % len(PAGES)] for step in range(rounds * len(PAGES))]
        with httpx2.Client(base_url=address, timeout=120) as client:
            return [(page, _timed(client, page)) for page in turn]

    with ThreadPoolExecutor(users) as pool:
        for asked in pool.map(user, range(users)):
            for page, seconds in asked:
                times[page].append(seconds)
    print(f"{'':58}{'first':>8}{'median':>8}{'p95':>8}  seconds{'kB':>6}{'with all':>9}")
    return [Row(p, first[p][0], times[p], first[p][1], whole[p]) for p in PAGES]


def _timed(client: httpx2.Client, page: str) -> float:
    start = time.perf_counter()
    client.get(page).raise_for_status()
    return time.perf_counter() - start


def _asked(address: str, page: str) -> tuple[float, int]:
    """Give the seconds and the bytes over the wire of one page."""
    start = time.perf_counter()
    with httpx2.stream("GET", address + page, timeout=600) as answer:
        answer.raise_for_status()
        sent = sum(len(some) for some in answer.iter_raw())
    return time.perf_counter() - start, sent


def _whole(address: str, page: str) -> int:
    """Give the bytes over the wire of a page with all that it brings, nothing remembered."""
    answer = httpx2.get(address + page, timeout=600)
    brought = {*_BROUGHT.findall(answer.text), *_FROM_API.findall(answer.text)}
    return sum(_asked(address, each.replace("&amp;", "&"))[1] for each in (page, *brought))


def _told(row: Row) -> bool:
    """Print a row; tell whether it is within the limits."""
    mark = "" if row.keeps else "  BEYOND"
    print(
        f"{row.page:58}{row.first:8.3f}{median(row.times):8.3f}{row.p95:8.3f}"
        f"{row.sent / 1000:15.1f}{row.whole / 1000:9.1f}{mark}"
    )
    return row.keeps


if __name__ == "__main__":
    sys.exit(main())
