"""Writers of readings, one file and one shape each: ``write(readings, out) -> None``.

A writer takes each reading as it comes and holds none back, so that a long batch
can be followed and a broken one loses nothing.
"""

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Literal, TextIO, cast, get_args

from according.records import Reading

Format = Literal["text", "json", "jsonl", "csv"]
FORMATS: tuple[Format, ...] = get_args(Format)

Writer = Callable[[Iterable[Reading], TextIO], None]


def writer(name: Format) -> Writer:
    """Get a format's writer; only its own module is imported (rich alone costs 0.1 s).

    >>> writer("csv").__module__
    'according.exports.csv'
    """
    return cast("Writer", import_module(f"according.exports.{name}").write)
