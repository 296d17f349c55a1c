"""Readings into one file, in the format that its suffix names.

readings ──► writer (by suffix) ──► FILE, written aside and then renamed
"""

from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

from according.aside import aside
from according.errors import InputError
from according.exports import parquet
from according.records import Reading

# The longest suffix that fits decides.
MODULES = {
    ".plover.json": "plover",
    ".jsonl": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".parquet": "parquet",
    ".graphml": "graphml",
    ".ttl": "turtle",
    ".jsonld": "jsonld",
}


def export(readings: Iterable[Reading], to: Path, *, force: bool = False) -> int:
    """Write readings to a file and count them; an existing file stays unless ``force``."""
    name = check(to, force=force)
    counted = Counted(readings)
    with aside(to) as unfinished:
        if name == "parquet":
            parquet.write(counted, unfinished)
        else:
            with unfinished.open("w", encoding="utf-8", newline="\n") as out:
                import_module(f"according.exports.{name}").write(counted, out)
    return counted.count


def module(to: Path) -> str:
    """Find the writer for a file."""
    for suffix, name in MODULES.items():
        if to.name.lower().endswith(suffix) and len(to.name) > len(suffix):
            return name
    raise InputError(f"'{to}' names no format; end it with one of {', '.join(MODULES)}.")


def check(to: Path, *, force: bool) -> str:
    """Refuse what could not be written, or should not, before any work is done.

    Gives the name of the writer.
    """
    name = module(to)
    if not to.parent.is_dir():
        raise InputError(
            f"There is no folder '{to.parent}' to write '{to.name}' in; make it first."
        )
    if to.is_dir():
        raise InputError(f"'{to}' is a folder; name a file in it.")
    if to.exists() and not force:
        raise InputError(f"'{to}' exists already. Name another file, or replace it with --force.")
    return name


class Counted:
    """Readings that are counted as they pass."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        self.readings = readings
        self.count = 0

    def __iter__(self) -> Iterator[Reading]:
        """Pass them on."""
        for reading in self.readings:
            self.count += 1
            yield reading
