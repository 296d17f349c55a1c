"""How fast the reader is, how much memory it takes, and where the time goes.

    python -m evaluation.bench [--reports 200]

Reports of 2,000 characters are made from those in evaluation/gold: one report, then
another, cut at a word. Rates are told per second of wall clock and per second
of processor: on a machine that does other work only the second means much.

Bulk, command: `according read - --format jsonl` on all reports in a process of its own,
less the time that the same command takes for the first lines of one report. In process:
Reader.read_many, once loaded. One report: from the start of the command to the end of its
output as text, median of 5. Peak memory: of the bulk command. Installed size: disk space
of the running interpreter's site-packages, and of According and what it requires alone.
Steps: time inside each, without that of the steps that it calls, one report at a time.
"""

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import wraps
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple, ParamSpec, TypeVar
from unittest.mock import patch

from according import dates, events, figures, names, numbers, positions, statements
from according.model import encoder
from according.reading import Reader
from according.records import Doubt, Report

HERE = Path(__file__).parent
CHARACTERS = 2000  # of a report: about 330 words
COMMAND = [sys.executable, "-m", "according", "read", "-", "--format"]
OPENING = 300  # characters: long enough for the check of the language, which loads its tables
RUNS = 5
STEPPED = 50  # reports whose steps are timed
Loaded = tuple[Report, Sequence[Doubt]]
P = ParamSpec("P")
T = TypeVar("T")


def reports(count: int) -> list[dict[str, Any]]:
    """Return reports of about ``CHARACTERS`` characters; up to 552 no two are alike."""
    paths = sorted((HERE / "gold").glob("e*.json"))
    golds = [json.loads(path.read_text("utf8"))["report"] for path in paths]
    out = []
    for i in range(count):
        first, step = golds[i % len(golds)], 1 + i // len(golds) % (len(golds) - 1)
        text, at = first["text"], i
        while len(text) < CHARACTERS:
            at += step
            text += "\n\n" + golds[at % len(golds)]["text"]
        text = text[: text.rfind(" ", 0, CHARACTERS + 1)]
        out.append({**first, "id": f"b{i + 1}", "text": text})
    return out


class Cost(NamedTuple):
    """What something took, in seconds."""

    wall: float = 0.0
    processor: float = 0.0

    def plus(self, other: "Cost") -> "Cost":
        """Add two costs."""
        return Cost(self.wall + other.wall, self.processor + other.processor)

    def minus(self, other: "Cost") -> "Cost":
        """Take one cost off another."""
        return Cost(self.wall - other.wall, self.processor - other.processor)


def middle(costs: Sequence[Cost]) -> Cost:
    """Return the median."""
    return Cost(median(c.wall for c in costs), median(c.processor for c in costs))


def now() -> Cost:
    """Return this process's clocks."""
    return Cost(time.perf_counter(), time.process_time())


@contextmanager
def cost(whose: int) -> Iterator[list[Cost]]:
    """Measure a block; ``whose`` is resource.RUSAGE_SELF or RUSAGE_CHILDREN."""
    out: list[Cost] = []
    before, start = resource.getrusage(whose), time.perf_counter()
    yield out
    after, wall = resource.getrusage(whose), time.perf_counter() - start
    user, system = after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime
    out.append(Cost(wall, user + system))


def command(rows: Sequence[dict[str, Any]], shape: str) -> Cost:
    """Return what the command takes to read ``rows`` and print them."""
    lines = "".join(json.dumps(row) + "\n" for row in rows).encode()
    with cost(resource.RUSAGE_CHILDREN) as spent:
        done = subprocess.run([*COMMAND, shape], input=lines, capture_output=True, check=False)  # noqa: S603
    if done.returncode not in {0, 1}:  # 1: some report has a doubt
        raise RuntimeError(done.stderr.decode())
    return spent[0]


def peak() -> float:
    """Return the most memory that a child process has had, in MB."""
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most * 1024 / 1e6  # bytes there, KiB here


class Steps:
    """What each step costs, without the steps called from it."""

    def __init__(self) -> None:
        """Start from nothing."""
        self.costs: dict[str, Cost] = {}
        self.inner: list[Cost] = []

    def timed(self, step: str, function: Callable[P, T]) -> Callable[P, T]:
        """Return a function that also counts its cost."""

        @wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> T:
            self.inner.append(Cost())
            start = now()
            try:
                return function(*args, **kwargs)
            finally:
                took = now().minus(start)
                own = took.minus(self.inner.pop())
                self.costs[step] = self.costs.get(step, Cost()).plus(own)
                if self.inner:
                    self.inner[-1] = self.inner[-1].plus(took)

        return run


def places(reader: Reader) -> list[tuple[str, object, str]]:
    """Return which functions make up a step: step, what holds the function, its name."""
    return [
        ("numbers", numbers, "find"),
        ("dates", dates, "find"),
        ("names", names, "find"),
        ("sub-words", encoder, "words"),
        ("sub-words", reader.encoder.spelling, "of"),
        ("network", reader.encoder.session, "run"),
        ("windows and decoding", reader.encoder, "find"),
        *(("assembly", module, "assemble") for module in (statements, events, figures, positions)),
    ]


def in_process(reader: Reader, loaded: Sequence[Loaded]) -> Cost:
    """Return what reading costs without the command."""
    for _ in reader.read_many(loaded[:1]):  # the tables of names are loaded on first use
        pass
    with cost(resource.RUSAGE_SELF) as spent:
        for _ in reader.read_many(loaded):
            pass
    return spent[0]


def by_step(reader: Reader, loaded: Sequence[Loaded]) -> dict[str, Cost]:
    """Return what each step costs for one report on average.

    The reports are read one after another: clocks cannot tell apart the steps of reports
    that are read at the same time.
    """
    steps = Steps()
    with ExitStack() as stack:
        for step, holder, name in places(reader):
            timed = steps.timed(step, getattr(holder, name))
            stack.enter_context(patch.object(holder, name, timed))
        read = steps.timed("the rest", reader.read)
        for report, doubts in loaded:
            read(report, doubts)
    n = len(loaded)
    return {step: Cost(c.wall / n, c.processor / n) for step, c in steps.costs.items()}


def disk(paths: Iterator[Path]) -> float:
    """Return the disk space of files in MB."""
    return sum(p.stat().st_blocks * 512 for p in paths if p.is_file()) / 1e6


def site() -> float:
    """Return the size of site-packages in MB."""
    folders = {Path(sysconfig.get_path(key)).resolve() for key in ("purelib", "platlib")}
    return disk(p for folder in folders for p in folder.rglob("*"))


def needed() -> float | None:
    """Return the size of According and all it requires in MB; None if it is not installed."""
    found: dict[str, metadata.Distribution] = {}
    queue = ["according"]
    while queue:
        name = re.sub(r"[-_.]+", "-", queue.pop().lower())
        if name in found:
            continue
        try:
            found[name] = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            if name == "according":
                return None
            continue  # required on other platforms only
        required = [r for r in found[name].requires or [] if "extra ==" not in r]
        queue += [m[0] for r in required if (m := re.match(r"[\w.-]+", r))]
    del found["according"]  # here it may be a link to its source
    theirs = {Path(str(f.locate())) for d in found.values() for f in d.files or []}
    ours = Path(str(files("according"))).rglob("*")
    return disk(iter(theirs)) + disk(p for p in ours if "__pycache__" not in p.parts)


def rate(what: str, count: int, spent: Cost) -> str:
    """Return a line with two rates."""
    return f"  {what:30}{count / spent.wall:9.2f}{count / spent.processor:12.2f}"


def main() -> None:
    """Print the tables."""
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("--reports", type=int, default=200)
    count = ap.parse_args().reports
    rows = reports(count)
    size = sum(len(row["text"]) for row in rows) / count
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    busy = f"{os.getloadavg()[0] / (cores or 1):.1f}"

    opening = {**rows[0], "text": rows[0]["text"][:OPENING]}
    start = middle([command([opening], "jsonl") for _ in range(3)])
    bulk = command(rows, "jsonl")
    memory = peak()
    single = middle([command(rows[:1], "text") for _ in range(RUNS)])
    reader = Reader()
    loaded: list[Loaded] = [(Report(**row), ()) for row in rows]
    inside = in_process(reader, loaded)
    steps = by_step(reader, loaded[:STEPPED])

    print(
        f"{reader.version}: {count} reports of {size:,.0f} characters; "
        f"{cores} cores, load {busy} each"
    )
    print(f"{'':32}{'reports/s':>9}{'per CPU s':>12}")
    print(rate("bulk, command", count, bulk.minus(start)))
    print(rate("bulk, in process", count, inside))
    print(f"{'':32}{'seconds':>9}{'CPU s':>12}")
    for what, spent in (("start of the command", start), ("one report, as text", single)):
        print(f"  {what:30}{spent.wall:9.2f}{spent.processor:12.2f}")
    print(f"{'':32}{'MB':>9}")
    print(f"  {'peak memory, bulk':30}{memory:9.0f}")
    print(f"  {'site-packages':30}{site():9.0f}")
    if (alone := needed()) is not None:
        print(f"  {'According and what it needs':30}{alone:9.0f}")
    print(f"{'':32}{'ms/report':>9}{'CPU ms':>12}{'CPU share':>12}")
    whole = sum(spent.processor for spent in steps.values())
    for step, spent in sorted(steps.items(), key=lambda item: -item[1].processor):
        share = 100 * spent.processor / whole
        print(f"  {step:30}{1000 * spent.wall:9.1f}{1000 * spent.processor:12.1f}{share:11.1f}%")


if __name__ == "__main__":
    main()
