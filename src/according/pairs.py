"""Tell who "both sides" and "the two leaders" are: the last two named, where they are two.

text, names, span ─► pair(…) ─► ["Sarnia", "Orsel"] | []
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from according.names import Name
from according.records import Span

_PAIR = re.compile(
    r"(?:both|the two|the pair|the(?= (?:leaders|sides|parties)$))(?: (?P<noun>[a-z]+))?",
    re.IGNORECASE,
)
_PEOPLE, _LANDS = frozenset({"person"}), frozenset({"country"})
_KINDS = {
    **dict.fromkeys(
        ("", "leaders", "men", "women", "presidents", "premiers", "ministers", "candidates",
         "rivals", "chiefs", "commanders", "generals", "senators", "envoys"), _PEOPLE),
    **dict.fromkeys(
        ("countries", "nations", "states", "governments", "capitals", "neighbours", "neighbors",
         "powers"), _LANDS),
    **dict.fromkeys(("sides", "parties"), _LANDS | {"group"}),
}  # fmt: skip
_ENDS = re.compile(r"[.!?][\"”’)]* (?=[A-Z\"“‘])|\n+")
_REACH = 1500  # characters back, which bounds the work on a text without sentences
_SENTENCES = 4  # in which both are named, that of the mention among them


def pair(text: str, found: Sequence[Name], span: Span) -> list[str]:
    """Return the two that the words at ``span`` mean, in the order of the text, or nobody.

    found: the names of the text, in order. Among three nobody can tell which two.
    """
    said = _PAIR.fullmatch(text[span[0] : span[1]])
    kinds = _KINDS.get((said["noun"] or "").lower()) if said else None
    if kinds is None:
        return []
    end = span[0]
    floor = max(0, end - _REACH)
    begins = [floor, *(m.end() for m in _ENDS.finditer(text, floor, end))]
    both: list[str] = []
    for begin in begins[: -_SENTENCES - 1 : -1]:
        first = bisect_left(found, begin, key=lambda n: n.start)
        after = bisect_left(found, end, key=lambda n: n.start)
        here = list(dict.fromkeys(n.canonical for n in found[first:after] if n.kind in kinds))
        both = here if len(here) == 2 else list(dict.fromkeys(here + both))
        if len(both) > 1:
            break
        end = begin
    return both if len(both) == 2 else []
