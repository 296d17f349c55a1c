"""What a check-up finds: one sentence each, and how to mend what is wrong."""

from typing import Literal, NamedTuple


class Finding(NamedTuple):
    """One thing that was looked at.

    ``good``: as it should be; ``note``: works, but worth knowing; ``bad``: has to be mended.
    """

    state: Literal["good", "note", "bad"]
    what: str
    mend: str = ""


def good(what: str) -> Finding:
    """Say that something is as it should be."""
    return Finding("good", what)


def note(what: str, mend: str) -> Finding:
    """Say that something is worth knowing, and what may be done."""
    return Finding("note", what, mend)


def bad(what: str, mend: str) -> Finding:
    """Say what is wrong, and how to mend it."""
    return Finding("bad", what, mend)
