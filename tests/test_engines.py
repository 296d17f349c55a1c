"""Engines: every shard is done, whatever dies, and nothing outlives its engine."""

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from according.errors import DependencyError, InputError
from according.ingest import engines
from according.ingest.engines import Outcome, chosen
from shard_work import SHARDS, die_always, die_at_first, fail, slow_after_one, touch

Work = Callable[..., None]
ENGINES = pytest.mark.parametrize("engine", ["processes", "dask"])


def done(engine: str, work: Work, folder: Path) -> list[Outcome]:
    """Do all shards with two workers."""
    outcomes = chosen(engine, 2)(partial(work, folder=str(folder)), SHARDS)
    return sorted(outcomes, key=lambda outcome: outcome.shard.name)


@ENGINES
def test_a_killed_worker_costs_nothing(engine: str, tmp_path: Path) -> None:
    """When a worker is killed, another one does its shard; all are done, each told once."""
    assert done(engine, die_at_first, tmp_path) == [Outcome(shard) for shard in SHARDS]
    assert all((tmp_path / shard.name).exists() for shard in SHARDS)


def test_a_deadly_shard_is_given_up(tmp_path: Path) -> None:
    """A shard that kills every worker is told with its reason; all others are done."""
    outcomes = done("processes", die_always, tmp_path)
    assert [bool(outcome.failure) for outcome in outcomes] == [n == 2 for n in range(6)]
    assert "died" in outcomes[2].failure


def test_a_pool_that_breaks_while_it_is_given_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shard that a broken pool did not take is done by the next one."""
    submit = ProcessPoolExecutor.submit
    calls = iter(range(1, 100))

    def broken(pool: ProcessPoolExecutor, *arguments: Any) -> Future[None]:
        if next(calls) == 2:
            raise BrokenProcessPool
        return submit(pool, *arguments)

    monkeypatch.setattr(ProcessPoolExecutor, "submit", broken)
    assert done("processes", touch, tmp_path) == [Outcome(shard) for shard in SHARDS]


@ENGINES
def test_an_error_stops_the_load(engine: str, tmp_path: Path) -> None:
    """A full disk is the user's to mend: it is raised as it is."""
    with pytest.raises(OSError, match="No space"):
        done(engine, fail, tmp_path)


def test_nothing_outlives_a_load_that_is_killed(tmp_path: Path) -> None:
    """Workers end with the load, though they are in the middle of a shard."""
    code = (
        "import sys; from functools import partial; import shard_work\n"
        "from according.ingest.engines import chosen\n"
        "work = partial(shard_work.wait, folder=sys.argv[1])\n"
        "if __name__ == '__main__': list(chosen('processes', 2)(work, shard_work.SHARDS))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], env=environment) as load:
        while len(list(tmp_path.iterdir())) < 2:
            assert load.poll() is None
            time.sleep(0.01)
        load.kill()
    workers = [int(path.suffix[1:]) for path in tmp_path.iterdir()]
    while any(alive(worker) for worker in workers):
        time.sleep(0.01)


def alive(process: int) -> bool:
    """Tell whether a process runs; one that nobody waited for does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state not in {"Z", "X"}


def test_a_closed_engine_stops_at_once(tmp_path: Path) -> None:
    """Who no longer wants outcomes need not wait for the shards in hand."""
    with closing(
        chosen("processes", 2)(partial(slow_after_one, folder=str(tmp_path)), SHARDS)
    ) as it:
        next(it)
    assert multiprocessing.active_children() == []


# fmt: off
MISUSES = [
    # engine               workers  message                  why
    ("ray",                None,    "'ray' is no engine",    "an engine that we have not"),
    ("processes",          0,       "0 workers",             "no workers"),
    ("dask",               -1,      "-1 workers",            "fewer than none"),
]
# fmt: on


@pytest.mark.parametrize(
    ("engine", "workers", "message"), [pytest.param(*row, id=why) for *row, why in MISUSES]
)
def test_misuse(engine: str, workers: int | None, message: str) -> None:
    """An engine that cannot be had is refused before anything begins."""
    with pytest.raises(InputError, match=message):
        chosen(engine, workers)


def test_a_scheduler_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the address and how to start a scheduler."""
    monkeypatch.setattr(engines, "CONNECT", 0.5)
    with pytest.raises(InputError, match=r"tcp://127.0.0.1:9.*dask scheduler"):
        list(chosen("tcp://127.0.0.1:9", None)(partial(touch, folder=""), SHARDS))


def test_without_dask(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names what to install."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(DependencyError, match=r"according\[cluster\]"):
        list(chosen("dask", None)(partial(touch, folder=""), SHARDS))
