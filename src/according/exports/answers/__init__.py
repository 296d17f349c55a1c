"""Writers of answers, one file and one shape each: ``write(answers, out) -> None``.

ledger.ask(…) ──► Answer, Answer, … ──► text for people · json · jsonl · csv

They take the answers as they come, and hold none back.
"""

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TextIO, cast

from according.exports import Format
from according.ledger.answers import Answer

Writer = Callable[[Iterable[Answer], TextIO], None]


def writer(name: Format) -> Writer:
    """Get a format's writer; only its own module is imported.

    >>> writer("csv").__module__
    'according.exports.answers.csv'
    """
    return cast("Writer", import_module(f"according.exports.answers.{name}").write)
