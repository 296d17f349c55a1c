"""Writers of briefs, one file and one shape each: ``write(brief, out) -> None``.

Brief ──► Markdown · HTML · an Atom feed

What reports say is strangers' text: no writer lets any of it become markup, a script, a link
or a control character.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Literal, TextIO, cast

from according.dossier.brief import Brief

BriefFormat = Literal["markdown", "html", "atom"]
Writer = Callable[[Brief, TextIO], None]


def writer(name: BriefFormat) -> Writer:
    """Get a format's writer; only its own module is imported.

    >>> writer("html").__module__
    'according.exports.briefs.html'
    """
    return cast("Writer", import_module(f"according.exports.briefs.{name}").write)
