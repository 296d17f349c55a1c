"""Kill a watcher at random moments and see whether anything is lost or doubled.

    python -m evaluation.kill_watch [--kills 100] [--seed 7]

A server on the loopback has two feeds that overlap and grow by ENTRIES reports before each
round. A watcher, in a process of its own, follows them into one ledger and is killed with
SIGKILL at a random moment: while it starts, asks, fetches, reads or writes. In the end one
undisturbed run finishes what is left. Then every report must be there exactly once, in one
revision, with one reading; every entry must be done; and the database must find itself sound.

The reader is a stand-in that takes a few milliseconds: the model has no part in this.
Exit status 0 if all is well, 1 if not.
"""

import argparse
import asyncio
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

from sqlalchemy import text

from according.errors import LedgerError
from according.fetch import Guard
from according.ingest.watch import Habits, Told, Watch
from according.ledger import Ledger
from according.records import Doubt, Reading, Report, Statement

ENTRIES = 40  # new in each round
SHOWN = 160  # the newest entries that a feed shows, as real ones do
LONGEST = 120.0  # seconds that reading what is left may take
READY = "ready"


class News:
    """What the server has: numbered reports, the newest first in the feeds."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.count = 0

    def feed(self, step: int) -> str:
        """Write the feed of every report, or of every second one."""
        numbers = range(self.count - 1, max(-1, self.count - SHOWN - 1), -step)
        items = "".join(
            f"<item><guid isPermaLink='false'>n{n}</guid><title>Day {n}</title><link>/a/{n}</link>"
            f"<pubDate>Wed, 04 Mar 2026 16:22:00 GMT</pubDate></item>"
            for n in numbers
        )
        return f'<rss version="2.0"><channel><title>Harrow Wire</title>{items}</channel></rss>'

    def page(self, path: str) -> tuple[str, str] | None:
        """Give the media type and the body of a path."""
        if path in {"/all", "/some"}:
            return "application/rss+xml", self.feed(1 if path == "/all" else 2)
        number = path.removeprefix("/a/")
        if path.startswith("/a/") and number.isdecimal() and int(number) < self.count:
            words = f"On day {number} the envoys of Oradan and Veshtia met and agreed on nothing. "
            return "text/plain", words * 5
        return None


class Handler(BaseHTTPRequestHandler):
    """Serves the news."""

    def __init__(self, news: News, *args: object) -> None:
        """Take the news along."""
        self.news = news
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer."""
        found = self.news.page(self.path)
        kind, body = found or ("text/plain", "")
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *args: object) -> None:
        """Say nothing."""


class Reader:
    """Takes every report for one statement, after a few milliseconds."""

    def read(self, report: Report, doubts: Sequence[Doubt] = ()) -> Reading:
        """Read one report."""
        time.sleep(random.uniform(0.001, 0.02))
        said = Statement(
            id="s1", content=report.text, cue=None, source=None, kind="unnamed", act="say",
            form="direct", speaker="somebody", via=None, chain=["somebody"], cue_span=None,
            content_spans=[(0, len(report.text))], source_span=None, confidence=1.0,
        )  # fmt: skip
        return Reading(report=report, statements=[said], doubts=list(doubts), reader="stand-in")


def follow(port: int, path: Path, *, once: bool) -> None:
    """Be the watcher."""
    habits = Habits(pause=0.0, every=timedelta(seconds=0.2), look=0.05)
    guard = Guard(allowed={("127.0.0.1", port)})
    with Ledger.open(path) as ledger:
        watch = Watch(ledger, Reader, _silent, habits=habits, guard=guard)
        print(READY, flush=True)
        urls = [f"http://127.0.0.1:{port}/{name}" for name in ("all", "some")]
        asyncio.run(watch.run(urls, asyncio.Event(), once=once))


def _silent(told: Told) -> None:
    """Tell nothing: a hundred watchers have little news."""


def command(port: int, path: Path, how: str) -> list[str]:
    """Give the command that is the watcher."""
    return [sys.executable, "-m", "evaluation.kill_watch", how, str(port), str(path)]


def kill_at_random(port: int, path: Path, span: float) -> int:
    """Start a watcher and kill it; give how many reports there are then.

    One in five is killed while it starts, the others within ``span`` seconds of being ready.
    """
    starting = random.random() < 0.2
    with subprocess.Popen(command(port, path, "--follow"), stdout=subprocess.PIPE) as process:  # noqa: S603
        if not starting and process.stdout:
            process.stdout.readline()
        time.sleep(random.uniform(0.0, span))
        process.kill()
    try:
        with Ledger.open(path, write=False) as ledger, ledger.reading() as connection:
            return int(connection.execute(text("SELECT count(*) FROM reports")).scalar_one())
    except LedgerError:  # killed before there was one
        return 0


def finish(port: int, path: Path) -> float:
    """Let a watcher read all there is; give how long it took once it was ready."""
    with subprocess.Popen(command(port, path, "--finish"), stdout=subprocess.PIPE) as process:  # noqa: S603
        if process.stdout:
            process.stdout.readline()
        began = time.monotonic()
        if process.wait(LONGEST):
            raise SystemExit("The watcher failed; its message stands above.")
    return time.monotonic() - began


def faults(path: Path, count: int, port: int) -> list[str]:
    """Say what is wrong with the ledger after ``count`` reports."""
    found: list[str] = []
    with Ledger.open(path, write=False) as ledger:
        stored = list(ledger.readings(current=False))
        with ledger.reading() as connection:
            states = Counter(connection.execute(text("SELECT state FROM entries")).scalars())
            sound = connection.execute(text("PRAGMA integrity_check")).scalars().all()
            strays = connection.execute(text("PRAGMA foreign_key_check")).all()
    there = Counter(each.reading.report.url for each in stored)
    wanted = {f"http://127.0.0.1:{port}/a/{n}" for n in range(count)}
    checks = {
        f"{len(wanted - set(there))} reports are lost": wanted - set(there),
        f"{len(set(there) - wanted)} reports come from nowhere": set(there) - wanted,
        "reports are doubled": [url for url, times in there.items() if times > 1],
        "texts were revised": [each for each in stored if each.revision > 1],
        f"entries are not done: {dict(states)}": set(states) - {"done"},
        f"the database is not sound: {sound}": [each for each in sound if each != "ok"],
        f"{len(strays)} rows lead nowhere": strays,
    }
    found += [name for name, wrong in checks.items() if wrong]
    return found


def main() -> int:
    """Kill, finish, check, and print what came out."""
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("--kills", type=int, default=100)
    ap.add_argument("--seed", type=int, default=7)
    for how in ("--follow", "--finish"):
        ap.add_argument(how, nargs=2, metavar=("PORT", "PATH"), help=argparse.SUPPRESS)
    options = ap.parse_args()
    for how in ("follow", "finish"):
        if where := getattr(options, how):
            follow(int(where[0]), Path(where[1]), once=how == "finish")
            return 0
    random.seed(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        return _measure(options.kills, Path(folder) / "ledger.db")


def _measure(kills: int, path: Path) -> int:
    news = News()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, news))
    port = server.server_port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    news.count = ENTRIES
    span = finish(port, path.with_name("rehearsal.db"))  # a round undisturbed
    counts = [0]
    for _ in range(kills):
        news.count += ENTRIES if news.count - counts[-1] < SHOWN - ENTRIES else 0
        counts.append(kill_at_random(port, path, span))
    finish(port, path)
    wrong = faults(path, news.count, port)
    server.shutdown()
    grew = sum(later > earlier for earlier, later in pairwise(counts))
    print(
        f"{kills} kills, most within {span:.1f} s of being ready; {grew} after something was read"
    )
    print(
        f"{news.count} reports were announced, in two feeds; {counts[-1]} read when the last fell"
    )
    print("\n".join(wrong) if wrong else "nothing lost, nothing doubled, the ledger sound")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
