"""The dossiers at the desk: opened once, brought up to date when the ledger has changed.

shelf, files given ──► name ──► At(dossier, kept) ──► one page at a time
                                 ▲
ledger.pulse() ── another? ──────┘ update(), and what pages had kept is let go

A dossier works out its parts as they are asked for and is not made for several at once: pages
take turns. A file that somebody has edited is followed anew. The first opening of a large one
takes minutes: it is done beside the pages, which meanwhile say so. Pictures of former days are
opened likewise; the few that were looked at last stay open.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, TypeVar, cast

import msgspec

from according.desk.troubles import NotThereError, NotYetError
from according.dossier import shelf
from according.dossier.file import load
from according.errors import DossierError

if TYPE_CHECKING:
    from according.desk.desk import Desk
    from according.dossier import Dossier
    from according.ledger import Ledger

Made = TypeVar("Made")
PATIENCE = 4.0  # seconds for which a page waits before it says that a dossier is not there yet
PAST = 3  # pictures of former days that stay open; each is as large as the dossier was then

Key = tuple[str, str]  # a dossier's name, and the day or time as of which it is shown


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """A dossier that the desk knows of; ``problem`` is why it cannot be followed, if it cannot."""

    name: str
    title: str
    problem: str = ""


@dataclass
class At:
    """An open dossier, and what pages have put together from it while nothing changes."""

    name: str
    as_of: str  # a day or time in UTC; empty for the present
    dossier: "Dossier"
    mark: str  # of the ledger when it was last brought up to date
    stamp: int  # when its file was last written, in nanoseconds
    _kept: dict[str, object] = field(default_factory=dict)

    def keep(self, what: str, make: Callable[[], Made]) -> Made:
        """Give what has been put together, or put it together."""
        if what not in self._kept:
            self._kept[what] = make()
        return cast("Made", self._kept[what])

    def follow(self, mark: str) -> None:
        """Take in what has come to the ledger."""
        if mark != self.mark:
            self._kept.clear()
            self.dossier.update()
            self.mark = mark


class Dossiers:
    """All dossiers of the shelf, and the files that were given beside them."""

    def __init__(self, desk: "Desk", given: Sequence[str | Path] = ()) -> None:
        """Take the desk; raise DossierError for a file that is not there."""
        self._desk = desk
        self._given = [shelf.find(each) for each in given]
        self.patience = PATIENCE
        self._open: dict[Key, At] = {}  # the one that was looked at last stands last
        self._coming: dict[Key, tuple[int, Future[At]]] = {}
        self._locks: dict[Key, Lock] = {}
        self._turn, self._past = Lock(), Lock()

    def known(self) -> list[Known]:
        """Give the dossiers, those given first, then those of the shelf by name."""
        return [_known(name, path) for name, path in self._paths().items()]

    def ready(self) -> list[At]:
        """Give the dossiers that are open as they are now: to look who is in their files, no more.

        For anything else have one to yourself.
        """
        with self._turn:
            return [at for (_, as_of), at in self._open.items() if not as_of]

    @contextmanager
    def opened(self, name: str, as_of: str = "") -> Iterator[At]:
        """Have a dossier to oneself, as it was known at ``as_of`` if that is given.

        Raises NotThereError where none has this name, NotYetError while it is worked out.
        """
        path = self._paths().get(name)
        if path is None:
            raise NotThereError(f"There is no dossier “{name}”. See which there are at /today.")
        key = name, as_of
        with self._turn:
            lock = self._locks.setdefault(key, Lock())
        if not lock.acquire(timeout=self.patience):
            raise NotYetError(_told(key))
        try:
            yield self._at(key, path)
        finally:
            lock.release()
            self._let_go()

    def close(self) -> None:
        """Let go of all of them."""
        for at in self._open.values():
            at.dossier.close()
        self._open.clear()

    def _at(self, key: Key, path: Path) -> At:
        stamp = path.stat().st_mtime_ns
        former = self._open.get(key)
        if former is None or former.stamp != stamp:
            at = self._awaited(key, path, stamp)
            if former is not None:
                former.dossier.close()
        else:
            at = former
            at.follow(self._desk.ledger().pulse())
        with self._turn:
            self._open.pop(key, None)
            self._open[key] = at
        return at

    def _let_go(self) -> None:
        """Close the pictures of former days that nobody has looked at for longest."""
        with self._turn:
            # Those first that were worked out and that nobody has come back for.
            done = [key for key, (_, coming) in self._coming.items() if coming.done()]
            past = [key for key in (*done, *self._open) if key[1]]
            for key in past[: max(len(past) - PAST, 0)]:
                if self._locks[key].acquire(blocking=False):  # else somebody looks at it now
                    self._close(key)
                    self._locks[key].release()

    def _close(self, key: Key) -> None:
        """Close one that is open, or lies ready to be."""
        open_, (_, coming) = self._open.pop(key, None), self._coming.pop(key, (0, None))
        for at in (open_, coming.result() if coming and not coming.exception() else None):
            if at is not None:
                at.dossier.close()

    def _awaited(self, key: Key, path: Path, stamp: int) -> At:
        """Give a dossier that is opened beside the pages, if it comes while a page can wait."""
        begun = self._coming.get(key)
        if begun is None or begun[0] != stamp:
            ledger, coming = self._desk.ledger(), Future[At]()
            # A daemon: a desk that is stopped does not wait for it.
            work = partial(_open, ledger, key, path, stamp)
            Thread(target=self._work, args=(coming, work, key), daemon=True).start()
            begun = self._coming[key] = stamp, coming
        try:
            at = begun[1].result(self.patience)
        except TimeoutError:
            raise NotYetError(_told(key)) from None
        except BaseException:
            del self._coming[key]
            raise
        del self._coming[key]
        return at

    def _work(self, coming: "Future[At]", work: Callable[[], At], key: Key) -> None:
        """Work a dossier out; of former days one at a time, they can wait for each other."""
        with self._past if key[1] else nullcontext():
            try:
                coming.set_result(work())
            except BaseException as error:  # noqa: BLE001  # told by the page that waits for it
                coming.set_exception(error)

    def _paths(self) -> dict[str, Path]:
        """Give the file of every name."""
        shelved = sorted(shelf.home().glob("*.toml"))
        return {_name(path): path for path in self._given} | {p.stem: p for p in shelved}


def _told(key: Key) -> str:
    """Say that a dossier is not there yet."""
    name, as_of = key
    if as_of:
        return f"The dossier “{name}” is worked out as it was known on {as_of}. It comes up here."
    return f"The dossier “{name}” is opened for the first time since it changed. It comes up here."


def _open(ledger: "Ledger", key: Key, path: Path, stamp: int) -> At:
    """Open a dossier and work out what pages show."""
    from according.dossier import Dossier  # noqa: PLC0415  # loads the cast

    name, as_of = key
    mark = ledger.pulse()  # before: what comes meanwhile is taken in with the next page
    at = At(name, as_of, Dossier.open(ledger, path, as_of=as_of or None), mark, stamp)
    at.keep("standing", at.dossier.standing)
    at.keep("stories", lambda: list(at.dossier.stories))
    at.keep("contradictions", lambda: list(at.dossier.contradictions))
    return at


def _name(path: Path) -> str:
    """What a file is called that does not stand on the shelf: as it says."""
    try:
        return load(path).name
    except DossierError:
        return path.stem


def _known(name: str, path: Path) -> Known:
    try:
        return Known(name=name, title=load(path).dossier.title)
    except DossierError as error:
        return Known(name=name, title=name, problem=str(error))
