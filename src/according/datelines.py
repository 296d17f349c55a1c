"""Tell which agency's report a text is by its dateline: "PORT DELVIN (Halyard Wire) —".

Pure: the first lines of a text alone.
"""

import re
from itertools import islice

from according.gazetteer import full_form
from according.sources import is_outlet

_LINES = 5  # in which a dateline stands: a title and its like may come before
_DATELINE = re.compile(
    r"[ \t]*(?P<place>[A-Z][^\n()]{0,60}?)?[ \t]*"
    r"\((?P<agency>[A-Z][\w.&'’-]*(?: [\w.&'’-]+){0,4})\)[ \t]*[-–—]+[ \t]*\S"
)
_NOBODY = frozenset({"agencies", "news agencies", "staff", "staff reporter", "correspondents"})
_SHOUTED = re.compile(r"\b[A-Z]{3,}\b")


def agency(text: str) -> str | None:
    """Return the agency that a dateline names, by its fullest name, if there is one.

    >>> agency("PORT DELVIN (Halyard Wire) — Two convoys left."), agency("Sarn (May 5) - Rain.")
    ('Halyard Wire', None)
    """
    for line in islice(re.finditer(r"[^\n]+", text), _LINES):
        found = _DATELINE.match(text, *line.span())
        if found:
            name = found["agency"]
            shouted = found["place"] is not None and _SHOUTED.search(found["place"])
            known = (shouted or is_outlet(name)) and name.lower() not in _NOBODY
            return full_form(name) if known else None
    return None
