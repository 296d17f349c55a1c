"""How soon Chromium shows something of each page, and what the page brings over the wire.

Smoke test:  python -m evaluation.bench_paint --statements 2000 --looks 1
In full:     python -m evaluation.bench_paint --ledger desk.db      (one that bench_desk filled)

World ──bulk──► a ledger ──according desk──► Chromium, a page at a time
                                             └► first contentful paint, cold and warm; bytes

Cold: a browser that has never been here, so that it fetches every script and style. Warm: the
same browser looks again. The paint is the browser's own PerformancePaintTiming, counted from
when the address was opened; the bytes are those that came over the wire, headers and all that
the page fetched afterwards included. Before that each page is asked for once, as bench_desk does.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import httpx2

from evaluation.bench_desk import BYTES, DAY, PAGES, filled
from evaluation.desks import awaited, chromium, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

PAINT = 1.0  # seconds
SIZE = 1440, 900
SETTLED = 800  # milliseconds after the load in which a page fetches what it draws
_PAINTED = """() => new Promise((found) => {
  const look = () => {
    const [paint] = performance.getEntriesByName("first-contentful-paint");
    if (paint) found(paint.startTime / 1000);
    else requestAnimationFrame(look);
  };
  look();
})"""
_SENT = """() => ["navigation", "resource"].flatMap((sort) => performance.getEntriesByType(sort))
  .reduce((sum, each) => sum + each.transferSize, 0)"""


class Row(NamedTuple):
    """What was seen of one page; seconds and bytes."""

    page: str
    cold: Sequence[float]
    warm: Sequence[float]
    sent: int

    @property
    def keeps(self) -> bool:
        """Whether it is within the limits; other work on the machine may delay single looks."""
        return max(median(self.cold), median(self.warm)) <= PAINT and self.sent <= BYTES


def main() -> int:
    """Fill, serve, look, print; fails when a page is beyond the limits."""
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("--statements", type=int, default=100_000)
    ap.add_argument("--looks", type=int, default=5, help="at each page, cold and warm")
    ap.add_argument("--ledger", help="keep the ledger in this file")
    given = ap.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(given.ledger or f"{folder}/ledger.db")
        file = filled(ledger, Path(folder), given.statements)
        with served(ledger, [file]) as address, chromium() as browser:
            print(f"the dossier opened in {awaited(address) + awaited(address, DAY):.0f} s")
            pages = [page for page in PAGES if not page.startswith("/api/")]
            rows = [_looked(browser, address, page, given.looks) for page in pages]
    heads = "".join(f"{each:>8}" for each in ("cold", "worst", "warm", "worst", "kB"))
    print(f"{'first contentful paint, seconds':58}{heads}")
    kept = [_told(row) for row in rows]  # each is printed
    return 0 if all(kept) else 1


def _looked(browser: "Browser", address: str, page: str, looks: int) -> Row:
    """Look at one page, each time with a browser that was never here, then once more."""
    httpx2.get(address + page, timeout=600).raise_for_status()
    cold, warm, sent = [], [], 0
    for _ in range(looks):
        context = browser.new_context(viewport={"width": SIZE[0], "height": SIZE[1]})
        seconds, sent = _paint(context, address + page)
        cold.append(seconds)
        warm.append(_paint(context, address + page)[0])
        context.close()
    return Row(page, cold, warm, sent)


def _paint(context: "BrowserContext", address: str) -> tuple[float, int]:
    """Open an address; give the seconds until something is seen, and the bytes that came."""
    shown = context.new_page()
    shown.goto(address)
    seconds: float = shown.evaluate(_PAINTED)
    shown.wait_for_timeout(SETTLED)
    sent: int = shown.evaluate(_SENT)
    shown.close()
    return seconds, sent


def _told(row: Row) -> bool:
    """Print a row; tell whether it is within the limits."""
    mark = "" if row.keeps else "  BEYOND"
    print(
        f"{row.page:58}{median(row.cold):8.2f}{max(row.cold):8.2f}"
        f"{median(row.warm):8.2f}{max(row.warm):8.2f}{row.sent / 1000:8.0f}{mark}"
    )
    return row.keeps


if __name__ == "__main__":
    sys.exit(main())
