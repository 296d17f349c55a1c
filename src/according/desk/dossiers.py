"""The dossiers at the desk: opened once, brought up to date when the ledger has changed.

shelf, files given ──► name ──► At(dossier, kept) ──► one page at a time
                                 ▲
ledger.pulse() ── another? ──────┘ update(), and what pages had kept is let go

A dossier works out its parts as they are asked for and is not made for several at once: pages
take turns. A file that somebody has edited is followed anew.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeVar, cast

import msgspec

from according.desk.troubles import NotThereError
from according.dossier import shelf
from according.dossier.file import load
from according.errors import DossierError

if TYPE_CHECKING:
    from according.desk.desk import Desk
    from according.dossier import Dossier

Made = TypeVar("Made")


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
        self._open: dict[str, At] = {}
        self._locks: dict[str, Lock] = {}
        self._turn = Lock()

    def known(self) -> list[Known]:
        """Give the dossiers, those given first, then those of the shelf by name."""
        return [_known(name, path) for name, path in self._paths().items()]

    @contextmanager
    def opened(self, name: str) -> Iterator[At]:
        """Have a dossier to oneself; raise NotThereError where none has this name."""
        path = self._paths().get(name)
        if path is None:
            raise NotThereError(f"There is no dossier “{name}”. See which there are at /today.")
        with self._turn:
            lock = self._locks.setdefault(name, Lock())
        with lock:
            yield self._at(name, path)

    def close(self) -> None:
        """Let go of all of them."""
        for at in self._open.values():
            at.dossier.close()
        self._open.clear()

    def _at(self, name: str, path: Path) -> At:
        from according.dossier import Dossier  # noqa: PLC0415  # loads the cast

        ledger = self._desk.ledger()
        mark, stamp = ledger.pulse(), path.stat().st_mtime_ns
        former = self._open.get(name)
        if former is not None and former.stamp == stamp:
            former.follow(mark)
            return former
        if former is not None:
            self._open.pop(name).dossier.close()
        at = At(name, Dossier.open(ledger, path), mark, stamp)
        self._open[name] = at
        return at

    def _paths(self) -> dict[str, Path]:
        """Give the file of every name."""
        shelved = sorted(shelf.home().glob("*.toml"))
        return {_name(path): path for path in self._given} | {p.stem: p for p in shelved}


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
