"""Where shards are read: a process for each core, or a Dask cluster.

shards ──► engine ──► Outcome(shard, why not) as each is done, in any order

An engine knows nothing of reports. It runs one plain function for each shard, again where
a worker died, and gives up a shard that brings down every worker it meets.
"""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from functools import partial
from importlib import import_module
from itertools import islice
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as wait_for
from typing import Any, NamedTuple, Self

from according.errors import DependencyError, InputError
from according.ingest.shards import Shard

TRIES = 3  # of a shard whose worker dies
CONNECT = 10  # seconds to wait for a scheduler
Work = Callable[[Shard], None]
Engine = Callable[[Work, Sequence[Shard]], Generator["Outcome"]]


class Outcome(NamedTuple):
    """A shard that is done, or the reason why it was given up."""

    shard: Shard
    failure: str = ""


def chosen(engine: str, workers: int | None) -> Engine:
    """Find the engine that the user named."""
    if workers is not None and workers < 1:
        raise InputError(f"{workers} workers read nothing; --workers takes 1 or more.")
    if engine == "processes":
        return partial(processes, workers=workers or cores())
    if engine == "dask" or "://" in engine:
        return partial(dask, address=engine, workers=workers)
    raise InputError(
        f"'{engine}' is no engine. Use processes, dask, or the address of a Dask scheduler,"
        " like tcp://host:8786."
    )


def cores() -> int:
    """Count the cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def processes(work: Work, shards: Sequence[Shard], *, workers: int) -> Generator[Outcome]:
    """Work in processes of this machine.

    When a worker dies, the pool cannot say over which shard: those that were in hand are
    tried again one by one, and the one that breaks its worker each time is given up.
    """
    suspects: list[Shard] = []
    rest = iter(shards)
    while True:
        with _Pool(min(workers, len(shards) or 1)) as pool:
            yield from pool.spread(work, rest, suspects)
        if not suspects:
            return
        for suspect in suspects:
            yield _alone(work, suspect)
        suspects.clear()


def _alone(work: Work, shard: Shard) -> Outcome:
    for _ in range(TRIES):
        suspects: list[Shard] = []
        with _Pool(1) as pool:
            outcomes = list(pool.spread(work, iter([shard]), suspects))
        if outcomes:
            return outcomes[0]
    return Outcome(shard, f"its worker died {TRIES} times (out of memory?)")


class _Pool:
    """A process pool whose workers never outlive it, however it ends."""

    def __init__(self, workers: int) -> None:
        # Spawned, because forking a process with threads can leave it hanging.
        context = multiprocessing.get_context("spawn")
        self._until, self._stop = context.Pipe(duplex=False)
        self._size = workers
        self._pool = ProcessPoolExecutor(
            workers, mp_context=context, initializer=_begin, initargs=(self._until,)
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if error[0] is not None:
            self._stop.close()  # ends the workers at once
        self._pool.shutdown(cancel_futures=True)
        self._stop.close()
        self._until.close()

    def spread(
        self, work: Work, shards: Iterator[Shard], suspects: list[Shard]
    ) -> Iterator[Outcome]:
        """Keep every worker busy; on a break leave what was in hand to ``suspects``."""
        hand: dict[Future[None], Shard] = {}
        try:
            while True:
                for shard in islice(shards, self._size + 1 - len(hand)):
                    suspects.append(shard)  # until it is in hand: a broken pool takes none
                    future = self._pool.submit(work, shard)
                    hand[future] = suspects.pop()
                if not hand:
                    return
                for done in wait(hand, return_when=FIRST_COMPLETED).done:
                    done.result()
                    yield Outcome(hand.pop(done))
        except BrokenProcessPool:
            suspects += hand.values()


def _begin(until: Connection) -> None:
    """Prepare a worker: Ctrl-C is the command's to handle, and nobody outlives it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_watch, args=(until,), daemon=True).start()


def _watch(until: Connection) -> None:
    """End this process when the pool's does, though it be killed."""
    parent = multiprocessing.parent_process()
    wait_for([until, *([parent.sentinel] if parent else [])])
    os._exit(1)


def dask(
    work: Work, shards: Sequence[Shard], *, address: str = "dask", workers: int | None = None
) -> Generator[Outcome]:
    """Work on a Dask cluster: the one at ``address``, or one of our own on this machine."""
    distributed = _distributed()
    with ExitStack() as opened:
        client = _client(distributed, address, workers, opened)
        names = [shard.name for shard in shards]
        futures = client.map(work, shards, key=names, pure=False, retries=TRIES)
        of = dict(zip(names, shards, strict=True))
        for future in distributed.as_completed(futures):
            error = future.exception() if future.status == "error" else None
            if isinstance(error, distributed.KilledWorker):
                yield Outcome(of[future.key], "its workers died, one after the other")
            elif error is not None:
                raise error
            else:
                yield Outcome(of[future.key])
            future.release()


def _distributed() -> Any:  # noqa: ANN401  # untyped
    try:
        return import_module("distributed")  # an extra, and slow
    except ImportError:
        raise DependencyError(
            "Dask is not installed. Install it with: pip install 'according[cluster]'"
        ) from None


def _client(distributed: Any, address: str, workers: int | None, opened: ExitStack) -> Any:  # noqa: ANN401
    if address != "dask":
        try:
            return opened.enter_context(distributed.Client(address, timeout=CONNECT))
        except OSError:
            raise InputError(
                f"No Dask scheduler answers at {address}. Start one with: dask scheduler"
            ) from None
    cluster = distributed.LocalCluster(
        n_workers=workers or cores(), threads_per_worker=1, dashboard_address=None
    )
    return opened.enter_context(distributed.Client(opened.enter_context(cluster)))
