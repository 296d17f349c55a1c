"""A process of its own that works on a ledger: ``python tests/ledger_process.py WORK WHERE …``.

write WHERE NAME COUNT   add COUNT reports, saying the number of each once it is there
read WHERE COUNT         read all reports over and over until there are COUNT
open WHERE               open it, creating it if need be
hold WHERE               begin to write, say so, and never end
full WHERE               add reports until there is no room, then say the error's name
"""

import resource
import sys
import time
from collections.abc import Callable
from itertools import count

from according import AccordingError, Ledger
from told import WIRE, reading


def say(*words: object) -> None:
    """Tell the test."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def write(where: str, name: str, number: str) -> None:
    """Add reports; what has been said is there, whatever happens next."""
    with Ledger.open(where) as ledger:
        for n in range(int(number)):
            added = ledger.add(reading(f"{WIRE} Report {n}.", url=f"https://{name}.example/{n}"))
            say(added.report)


def read(where: str, number: str) -> None:
    """Read until all are there; each reading must be whole."""
    with Ledger.open(where, write=False) as ledger:
        seen = 0
        while seen < int(number):
            readings = [stored.reading for stored in ledger.readings()]
            assert all(len(each.statements) == 1 for each in readings)
            assert len(readings) >= seen
            seen = len(readings)


def open_(where: str) -> None:
    """Open it."""
    Ledger.open(where).close()


def hold(where: str) -> None:
    """Hold the ledger for ever."""
    with Ledger.open(where) as ledger, ledger.writing():
        say("holding")
        time.sleep(600)


def full(where: str) -> None:
    """Meet the end of the space: a limit on the size of a file stands in for a full disk."""
    with Ledger.open(where) as ledger:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
        try:
            for n in count():
                ledger.add(reading(f"{WIRE * 20} Report {n}.", url=f"https://a.example/{n}"))
        except AccordingError as error:
            say(type(error).__name__, n, error)


if __name__ == "__main__":
    work: dict[str, Callable[..., None]] = {
        "write": write, "read": read, "open": open_, "hold": hold, "full": full,
    }  # fmt: skip
    work[sys.argv[1]](*sys.argv[2:])
