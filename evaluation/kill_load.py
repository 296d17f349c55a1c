"""Kill a bulk load at random moments and see whether anything is lost or doubled.

    python -m evaluation.kill_load [--kills 100] [--seed 7]

Reports stand in JSON Lines, plain and packed, in Parquet, in a web archive and in small
files, some of them broken. `according load` reads them with two workers into a ledger, in
every second round also into a folder. It is killed with SIGKILL at a random moment, or one
of its workers is, and started again, until it comes to its end; then a new round begins.
After each kill the ledger must be sound and hold nothing twice. At each end every report
must be there exactly once, in the ledger and in the folder, and every doubt counted.

The reader is a stand-in that takes a few milliseconds: the model has no part in this.
Exit status 0 if all is well, 1 if not.
"""

import argparse
import gzip
import io
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import text

from according.errors import LedgerError
from according.exports import parquet
from according.ingest import load, shards
from according.ingest.parts import Count
from according.ledger import Ledger
from according.records import Doubt, Reading, Report

EACH = 60  # reports in each of the inputs
BROKEN = 2  # lines in each JSON Lines
SHARD = 20  # reports in a shard here: more moments at which to be killed
SLOW = 0.004  # seconds for a report
DOUBTS = 2 * BROKEN
LONGEST = 300.0  # seconds that an undisturbed load may take


class StandIn:
    """A reader that takes its time and finds nothing."""

    def read(self, report: Report, doubts: Sequence[Doubt] = ()) -> Reading:
        """Read one report."""
        time.sleep(SLOW)
        return Reading(report=report, doubts=list(doubts), reader="stand-in")


def words(number: int) -> str:
    """Make a text that is no copy of another."""
    draw = random.Random(number)
    return f"Report {number} names {' '.join(str(draw.randrange(10**6)) for _ in range(60))}."


def make(folder: Path) -> list[str]:
    """Write the inputs; give the texts that have to arrive."""
    folder.mkdir()
    numbers = iter(range(10**6))
    kinds = [[words(next(numbers)) for _ in range(EACH)] for _ in range(5)]
    plain, packed, table, archive, small = kinds
    (folder / "a.jsonl").write_bytes(lines(plain))
    (folder / "b.jsonl.gz").write_bytes(gzip.compress(lines(packed)))
    readings = (Reading(report=Report(text=each)) for each in table)
    parquet.write(readings, folder / "c.parquet")
    (folder / "d.warc.gz").write_bytes(web(archive))
    for n, each in enumerate(small):
        (folder / f"e{n}.txt").write_text(each)
    return sorted(each for kind in kinds for each in kind)


def lines(texts: Sequence[str]) -> bytes:
    """Write JSON Lines, a broken one first and last."""
    good = [json.dumps({"publisher": "Harrow Wire", "text": each}) for each in texts]
    return "\n".join(['{"text": broken', *good, "{"]).encode()


def web(texts: Sequence[str]) -> bytes:
    """Write a web archive of pages."""
    from warcio.statusandheaders import StatusAndHeaders  # noqa: PLC0415  # untyped
    from warcio.warcwriter import WARCWriter  # noqa: PLC0415

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for n, each in enumerate(texts):
        page = f"<html><body><article><p>{each}</p></article></body></html>".encode()
        http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        address = f"https://wire.example/{n}"
        record = writer.create_warc_record(
            address, "response", payload=io.BytesIO(page), http_headers=http
        )
        writer.write_record(record)
        record.raw_stream.close()
    return out.getvalue()


def child(inputs: str, ledger: str, out: str | None) -> int:
    """Load as the command does, with the stand-in; print what was counted."""
    from evaluation.kill_load import StandIn as Reader  # noqa: PLC0415  # as workers find it

    shards.REPORTS = SHARD
    counted = Count()
    with Ledger.open(ledger) as opened:
        into = load.target(Path(out) if out else None, opened)
        for step in load.load([inputs], into, workers=2, reader=Reader):
            if step.failure:
                print(step.failure, file=sys.stderr)
                return 1
            counted.plus(step.counted)
    print(json.dumps([counted.reports, counted.doubtful]))
    return 0


class Round:
    """One load from its first start to its end, however often it is killed in between."""

    def __init__(self, folder: Path, number: int) -> None:
        """Choose a place."""
        self.inputs = folder / "in"
        self.ledger = folder / f"{number}.db"
        self.out = folder / f"{number}.parts" if number % 2 else None

    def start(self) -> "subprocess.Popen[str]":
        """Start the load, again or for the first time."""
        more = [str(self.out)] if self.out else []
        command = [sys.executable, "-m", "evaluation.kill_load", "--child"]
        return subprocess.Popen(  # noqa: S603  # ourselves
            [*command, str(self.inputs), str(self.ledger), *more],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def unsound(self) -> list[str]:
        """Say what is wrong with the ledger at this moment, whatever it holds."""
        try:
            with Ledger.open(self.ledger, write=False) as opened:
                texts = Counter(each.reading.report.text for each in opened.readings(current=False))
                with opened.reading() as connection:
                    sound = list(connection.execute(text("PRAGMA integrity_check")).scalars())
                    strays = connection.execute(text("PRAGMA foreign_key_check")).all()
        except LedgerError:  # killed before there was one
            return []
        doubled = [each for each, times in texts.items() if times > 1]
        found = [f"{len(doubled)} reports are doubled"] if doubled else []
        found += [f"the database is not sound: {sound}"] if sound != ["ok"] else []
        return found + ([f"{len(strays)} rows lead nowhere"] if strays else [])

    def faults(self, wanted: Sequence[str], told: str) -> list[str]:
        """Say what is wrong after the load came to its end."""
        found = self.unsound()
        with Ledger.open(self.ledger, write=False) as opened:
            held = [each.reading.report.text for each in opened.readings(current=False)]
        found += compared("ledger", held, wanted)
        if self.out:
            parts = sorted(self.out.glob("*.parquet"))
            rows = [reading.report.text for part in parts for reading, _ in parquet.read(part)]
            found += compared("folder", rows, [*wanted, *[""] * DOUBTS])
        counted = [len(wanted) + DOUBTS, DOUBTS]
        return found + (
            [f"counted {told.strip()}, not {counted}"] if json.loads(told) != counted else []
        )


def compared(where: str, held: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """Say what is missing or too much."""
    lost, more = Counter(wanted) - Counter(held), Counter(held) - Counter(wanted)
    found = [f"{lost.total()} reports are lost in the {where}"] if lost else []
    return found + ([f"{more.total()} reports are too many in the {where}"] if more else [])


def victims(process: "subprocess.Popen[str]") -> Iterator[int]:
    """Give the workers of a load (Linux)."""
    try:
        numbers = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        for number in numbers:
            if "spawn_main" in Path(f"/proc/{number}/cmdline").read_text():
                yield int(number)
    except OSError:  # it has ended
        return


def ended(process: "subprocess.Popen[str]") -> str:
    """Wait for a load to end by itself; give what it counted."""
    out, err = process.communicate(timeout=LONGEST)
    if process.returncode:
        raise SystemExit(f"The load failed:\n{err}")
    return out


def measure(folder: Path, kills: int) -> list[str]:
    """Kill, start again, check; give what was wrong."""
    wanted = make(folder / "in")
    began = time.monotonic()
    rehearsal = Round(folder, 0)
    wrong = rehearsal.faults(wanted, ended(rehearsal.start()))
    span = time.monotonic() - began
    rounds, workers, killed = 1, 0, 0
    current = Round(folder, rounds)
    while killed < kills or current.ledger.exists():
        process = current.start()
        try:
            told = ended(process) if killed >= kills else process.communicate(
                timeout=random.uniform(0.0, span))[0]  # fmt: skip
        except subprocess.TimeoutExpired:
            killed += 1
            if random.random() < 0.2 and (hit := list(victims(process))):
                workers += 1
                os.kill(random.choice(hit), signal.SIGKILL)
                told = ended(process)
            else:
                process.kill()
                process.communicate()
                wrong += current.unsound()
                continue
        wrong += current.faults(wanted, told)
        rounds += 1
        current = Round(folder, rounds)
    print(f"{killed} kills, {workers} of them of a worker, within {span:.1f} s of the start;")
    print(f"{rounds} loads of {len(wanted)} reports came to their end")
    return wrong


def main() -> int:
    """Kill, check, and print what came out."""
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("--kills", type=int, default=100)
    ap.add_argument("--seed", type=int, default=7)
    ap.add_argument("--child", nargs="+", help=argparse.SUPPRESS)
    options = ap.parse_args()
    if options.child:
        inputs, ledger, *out = options.child
        return child(inputs, ledger, out[0] if out else None)
    random.seed(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        wrong = measure(Path(folder), options.kills)
    print("\n".join(wrong) if wrong else "nothing lost, nothing doubled, the ledger sound")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
