"""Is the installation whole?

Python, packages, model, SQLite ──checked──► Finding, Finding, …
"""

import platform
import re
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from importlib import metadata

from according import __version__
from according.errors import AccordingError
from according.findings import Finding, bad, good, note

OLDEST = (3, 11)  # of Python; pyproject.toml says the same
# Two connections that write or checkpoint at the same moment can, rarely, break a file.
RESET_BUG = ((3, 7, 0), (3, 51, 2))
AGAIN = "Install According again: pip install --force-reinstall according"


def checked() -> Iterator[Finding]:
    """Look at everything that is needed before there is a ledger."""
    yield _python()
    yield _packages()
    yield _model()
    yield from _sqlite(sqlite3.sqlite_version_info, full_text=_has_full_text())


def _python() -> Finding:
    found = f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"
    if sys.version_info < OLDEST:
        return bad(found, "According needs Python 3.11 or newer. Install it, then According.")
    return good(found)


def _packages() -> Finding:
    """Check that what According requires is there."""
    try:
        required = metadata.requires("according") or []
    except metadata.PackageNotFoundError:
        return note(
            f"According {__version__} is run from its source and not installed",
            "That works as long as its packages are there; to install it: pip install -e .",
        )
    names = [re.split(r"[^\w.-]", each)[0] for each in required if "extra ==" not in each]
    missing = sorted(name for name in names if not _installed(name))
    if missing:
        return bad(f"According {__version__} lacks the packages {', '.join(missing)}", AGAIN)
    return good(f"According {__version__} with the {len(names)} packages it needs")


def _installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def _model() -> Finding:
    """Load the model; only that shows that it can be loaded."""
    try:
        from according.reading import Reader  # noqa: PLC0415  # slow to load

        return good(f"reader {Reader().version}: the model loads")
    except (AccordingError, ImportError, OSError) as error:
        return bad(f"the model cannot be loaded: {error}", AGAIN)


def _sqlite(version: tuple[int, ...], *, full_text: bool) -> Iterator[Finding]:
    found = f"SQLite {'.'.join(map(str, version))}"
    if not full_text:
        yield bad(
            f"{found} has no full-text search (FTS5)",
            "Use another build of Python, such as that of your system or of python.org, or a "
            "ledger in PostgreSQL.",
        )
    elif RESET_BUG[0] <= version <= RESET_BUG[1]:
        yield note(
            f"{found} with full-text search; in this version, two programs that write to a "
            "file at the same moment can damage it",
            "According's own commands take turns and are safe. Let no other program write to a "
            "ledger, or use a Python with SQLite 3.51.3 or newer.",
        )
    else:
        yield good(f"{found} with full-text search")


def _has_full_text() -> bool:
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute("CREATE VIRTUAL TABLE t USING fts5(c)")
        except sqlite3.OperationalError:
            return False
    return True
