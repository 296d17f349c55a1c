"""How fast bulk loading is: two workers against one, and a Dask cluster that loses a worker.

    python -m evaluation.bench_load [--reports 400] [--shard 25]

Parquet in, Parquet out, with the real reader on reports of 2,000 characters (as in
evaluation.bench). Each load is timed from its start to its end, models loaded by every worker
included. On Dask a local cluster of two workers reads the same reports; once the first
part is there, one of the workers is killed with SIGKILL. Its parts must hold what the
others hold. Rates are per second of wall clock: on a machine that does other work they mean
little, and ratios too.
"""

import argparse
import os
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from according.exports import parquet
from according.ingest import load, shards
from according.records import Reading, Report
from evaluation.bench import reports

WORKERS = 2


def make(path: Path, count: int) -> None:
    """Write the input."""
    parquet.write((Reading(report=Report(**each)) for each in reports(count)), path)


def timed(inputs: Path, out: Path, workers: int) -> float:
    """Load once; give the seconds."""
    began = time.perf_counter()
    for _ in load.load([str(inputs)], load.target(out, None), workers=workers):
        pass
    return time.perf_counter() - began


@contextmanager
def cluster() -> Iterator[Any]:
    """Start a local Dask cluster."""
    from distributed import LocalCluster  # noqa: PLC0415  # slow to import

    with LocalCluster(n_workers=WORKERS, threads_per_worker=1, dashboard_address=None) as started:  # type: ignore[no-untyped-call]
        yield started


def bereft(inputs: Path, out: Path) -> float:
    """Load on a cluster and kill a worker once the first part is there; give the seconds."""
    with cluster() as started:
        began = time.perf_counter()
        steps = load.load([str(inputs)], load.target(out, None), engine=started.scheduler_address)
        next(steps)
        os.kill(next(iter(started.workers.values())).pid, signal.SIGKILL)
        for step in steps:
            if step.failure:
                raise SystemExit(step.failure)
        return time.perf_counter() - began


def held(out: Path) -> Counter[str]:
    """Count the reports in a folder of parts."""
    parts = sorted(out.glob("*.parquet"))
    return Counter(reading.report.id or "" for part in parts for reading, _ in parquet.read(part))


def main() -> None:
    """Print the table."""
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("--reports", type=int, default=400)
    ap.add_argument("--shard", type=int, default=25, help="reports in a shard")
    options = ap.parse_args()
    shards.REPORTS = options.shard
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        inputs = folder / "reports.parquet"
        make(inputs, options.reports)
        one = timed(inputs, folder / "one", workers=1)
        two = timed(inputs, folder / "two", workers=WORKERS)
        dask = bereft(inputs, folder / "dask")
        wanted = held(folder / "one")
        same = wanted == held(folder / "two") == held(folder / "dask")
        whole = set(wanted.values()) == {1} and len(wanted) == options.reports
    print(f"{options.reports} reports in shards of {options.shard}, load {os.getloadavg()[0]:.1f}")
    print(f"{'':34}{'seconds':>9}{'reports/s':>11}")
    for what, spent in (
        ("one process", one),
        ("two processes", two),
        ("Dask, one of two workers killed", dask),
    ):
        print(f"  {what:32}{spent:9.1f}{options.reports / spent:11.2f}")
    print(f"two workers over one: {one / two:.2f}")
    print("nothing lost, nothing doubled" if same and whole else "REPORTS ARE LOST OR DOUBLED")


if __name__ == "__main__":
    main()
