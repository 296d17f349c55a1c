"""What every page works with: the ledger, who is at the desk, and how to read without keeping.

Desk ─┬─ ledger()   open for reading alone, from the first page that needs it
      ├─ amending() open for writing, while a correction is made
      └─ preview    text or address ──► Reading

The ledger may be made, or come back, while the desk stands: each page tries anew.
"""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from according.ledger import Ledger
from according.records import Reading, Report

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection

Made = TypeVar("Made")
KEPT = 200  # things that pages have put together and that are kept while nothing changes


class Preview(Protocol):
    """Reads what is not to be kept; what goes wrong is a doubt on the reading."""

    def text(self, report: Report) -> Reading:
        """Read a text that somebody has pasted."""

    def address(self, address: str) -> Reading:
        """Fetch and read what is at an address; raise FetchError if that gives nothing."""


@dataclass(kw_only=True)
class Desk:
    """A desk on a ledger; ``password`` is asked for wherever it is set.

    ``token`` goes with every page and must come back with whatever changes something: pages
    of other sites cannot read it.
    """

    where: str | Path | None
    preview: Preview
    analyst: str  # whose corrections they are, unless they give their name with a password
    password: str | None = field(default=None, repr=False)
    names: frozenset[str] = frozenset()  # by which browsers may call it, beside its addresses
    patience: float = 1.0  # seconds that a wrong password costs
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    _open: Ledger | None = field(default=None, init=False)
    _kept: dict[str, object] = field(default_factory=dict, init=False)
    _mark: str = field(default="", init=False)  # of the ledger when that was put together
    _turn: Lock = field(default_factory=Lock, init=False)

    def ledger(self) -> Ledger:
        """Give the ledger; raise LedgerError while it cannot be read."""
        with self._turn:
            if self._open is None:
                self._open = Ledger.open(self.where, write=False)
            return self._open

    def keep(self, what: str, make: Callable[[], Made]) -> Made:
        """Give what was put together from the ledger as it is, or put it together."""
        mark = self.ledger().pulse()
        with self._turn:
            if mark != self._mark or len(self._kept) >= KEPT:
                self._kept, self._mark = {}, mark
            kept = self._kept
        if what not in kept:
            kept[what] = make()
        return cast("Made", kept[what])

    @contextmanager
    def amending(self) -> Iterator[Ledger]:
        """Open the ledger for a correction; it must be there already."""
        self.ledger()
        with Ledger.open(self.where) as opened:
            yield opened

    def close(self) -> None:
        """Let go of the ledger."""
        with self._turn:
            if self._open is not None:
                self._open.close()
                self._open = None


def at(request: "HTTPConnection") -> Desk:
    """Give the desk at which something is asked."""
    found: Desk = request.app.state.desk
    return found
