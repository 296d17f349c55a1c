"""Write a file aside and give it its name when it is whole.

Whoever looks sees the former file or the new one, never half of one, and a process
that is killed leaves nothing under the name.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

MARK = ".unfinished"  # ends the names of files that are being written


@contextmanager
def aside(path: Path) -> Iterator[Path]:
    """Give a path beside ``path`` to write to; rename it at the end, or remove it."""
    temporary = path.with_name(f".{path.name[:100]}.{uuid4().hex[:8]}{MARK}")
    try:
        yield temporary
        with temporary.open("rb+") as written:
            os.fsync(written.fileno())  # or a power cut could leave the name without the content
        temporary.replace(path)
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()


def sweep(folder: Path) -> None:
    """Remove what killed processes left unfinished in a folder that is ours alone."""
    for left in folder.glob(f".*{MARK}"):
        with suppress(FileNotFoundError):
            left.unlink()
