"""From the paths a user names to the files there are.

A path that does not exist is misuse and stops everything before anything is read. A
file inside a folder that cannot be read is content, and becomes a doubt.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from according.errors import InputError
from according.formats.checks import printable

STDIN = "-"


def checked(paths: Iterable[str | Path]) -> list[str]:
    """Give the paths as strings, or raise the first reason not to begin."""
    # A lone string is an iterable of its letters, which nobody means.
    names = [os.fspath(path) for path in ([paths] if isinstance(paths, str | Path) else paths)]
    if names.count(STDIN) > 1:
        twice = "'-' (standard input) is named twice, but can be read only once; name it once."
        raise InputError(twice)
    for name in names:
        if name != STDIN:
            _check(name)
    return names


def files(name: str) -> Iterator[str]:
    """Give the file itself, or the files in the folder and below, sorted.

    Hidden files and folders (``.git``, ``.DS_Store``) are passed over, links to
    folders are not followed.
    """
    if not Path(name).is_dir():
        yield name
        return
    for folder, folders, members in os.walk(name):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for member in sorted(members):
            if not member.startswith("."):
                yield str(Path(folder) / member)


def _check(name: str) -> None:
    shown = printable(name)
    if name.lower().startswith(("http://", "https://")):
        address = f"'{shown}' is an address, not a path; fetch it with: according add {shown}"
        raise InputError(address)
    try:
        exists = Path(name).exists()
    except (OSError, ValueError):  # too long a name, a NUL in it, a locked folder above it
        exists = False
    if not exists:
        missing = f"'{shown}' does not exist (looked from {Path.cwd()}). Check the spelling."
        raise InputError(missing)
    if not os.access(name, os.R_OK):
        locked = f"'{shown}' may not be read by this user. Check its permissions (ls -l)."
        raise InputError(locked)
