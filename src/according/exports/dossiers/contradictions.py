"""Contradictions: the two sides beside each other, each in its words and with its sourcing.

6 Apr  denial   “the navy fired on families”          “no Caldrian ship had opened fire”
                Tobin Raske (League)  1 origin  r1    Rufus Denn (Caldria)  1 origin  r1 r2
"""

from collections.abc import Iterable

from rich.console import Group, RenderableType

from according.dossier.contradictions import Contradiction, Side
from according.dossier.wording import Title, counted, short_day, voices
from according.exports.dossiers.page import cites, quoted, rows, text

ROOM = 150  # characters of a side's words
BRIEF = frozenset({"figure", "position"})  # whose words are a number, an issue: no sentence


def listed(
    contradictions: Iterable[Contradiction], title: Title, most: int | None = None
) -> RenderableType:
    """The contradictions as they are ordered: the last to become one first."""
    grid = rows(7, 9, None, None)
    for each in [*contradictions][:most]:
        grid.add_row(
            text(short_day(each.since), "dim"),
            text(each.kind, "red"),
            _side(each.a, title, each.kind in BRIEF),
            _side(each.b, title, each.kind in BRIEF),
        )
    return grid


def _side(side: Side, title: Title, brief: bool) -> RenderableType:  # noqa: FBT001
    who = text(voices(side.evidence, title, most=2))
    who.append(f"  {counted(side.origins, 'origin')}  ", "dim").append(cites(side.evidence))
    words = quoted(side.words, ROOM)
    told = side.evidence[0].words
    if brief and told != side.words:
        words.append(" in ", "dim").append(quoted(told, ROOM).plain, "dim")
    return Group(words, who)
