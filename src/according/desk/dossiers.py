"""The dossiers at the desk: opened once, brought up to date when the ledger has changed.

shelf, files given ──► name ──► At(dossier, kept) ──► one page at a time
                                 ▲
ledger.pulse() ── another? ──────┘ update(), and what pages had kept is let go

A dossier works out its parts as they are asked for and is not made for several at once: pages
take turns. A file that somebody has edited is followed anew. The first opening of a large one
takes minutes: it is done beside the pages, which meanwhile say so.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
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


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """A dossier that the desk knows of; ``problem`` is why it cannot be followed, if it cannot."""

    name: str
    title: str
    problem: str = ""


@dataclass
class At:
    """An open dossier, and what pages have put together from it while nothing changes."""

    name: str
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
        self._open: dict[str, At] = {}
        self._coming: dict[str, tuple[int, Future[At]]] = {}
        self._locks: dict[str, Lock] = {}
        self._turn = Lock()

    def known(self) -> list[Known]:
        """Give the dossiers, those given first, then those of the shelf by name."""
        return [_known(name, path) for name, path in self._paths().items()]

    @contextmanager
    def opened(self, name: str) -> Iterator[At]:
        """Have a dossier to oneself.

        Raises NotThereError where none has this name, NotYetError while it is worked out.
        """
        path = self._paths().get(name)
        if path is None:
            raise NotThereError(f"There is no dossier “{name}”. See which there are at /today.")
        with self._turn:
            lock = self._locks.setdefault(name, Lock())
        if not lock.acquire(timeout=self.patience):
            raise NotYetError(_NOT_YET.format(name))
        try:
            yield self._at(name, path)
        finally:
            lock.release()

    def close(self) -> None:
        """Let go of all of them."""
        for at in self._open.values():
            at.dossier.close()
        self._open.clear()

    def _at(self, name: str, path: Path) -> At:
        stamp = path.stat().st_mtime_ns
        former = self._open.get(name)
        if former is None or former.stamp != stamp:
            at = self._awaited(name, path, stamp)
            if former is not None:
                former.dossier.close()
            self._open[name] = at
            return at
        former.follow(self._desk.ledger().pulse())
        return former

    def _awaited(self, name: str, path: Path, stamp: int) -> At:
        """Give a dossier that is opened beside the pages, if it comes while a page can wait."""
        begun = self._coming.get(name)
        if begun is None or begun[0] != stamp:
            ledger, coming = self._desk.ledger(), Future[At]()
            # A daemon: a desk that is stopped does not wait for it.
            Thread(target=_open, args=(coming, ledger, name, path, stamp), daemon=True).start()
            begun = self._coming[name] = stamp, coming
        try:
            at = begun[1].result(self.patience)
        except TimeoutError:
            raise NotYetError(_NOT_YET.format(name)) from None
        except BaseException:
            del self._coming[name]
            raise
        del self._coming[name]
        return at

    def _paths(self) -> dict[str, Path]:
        """Give the file of every name."""
        shelved = sorted(shelf.home().glob("*.toml"))
        return {_name(path): path for path in self._given} | {p.stem: p for p in shelved}


_NOT_YET = "The dossier “{}” is opened for the first time since it changed. It comes up here."


def _open(coming: Future[At], ledger: "Ledger", name: str, path: Path, stamp: int) -> None:
    """Open a dossier and work out what pages show."""
    from according.dossier import Dossier  # noqa: PLC0415  # loads the cast

    try:
        mark = ledger.pulse()  # before: what comes meanwhile is taken in with the next page
        at = At(name, Dossier.open(ledger, path), mark, stamp)
        at.keep("standing", at.dossier.standing)
        at.keep("stories", lambda: list(at.dossier.stories))
        at.keep("contradictions", lambda: list(at.dossier.contradictions))
    except BaseException as error:  # noqa: BLE001  # told by the page that waits for it
        coming.set_exception(error)
    else:
        coming.set_result(at)


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
