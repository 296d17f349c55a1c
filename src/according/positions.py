"""Assemble positions: which party stands where on which issue."""

from collections.abc import Sequence

from according import names
from according.events import weighed
from according.model.encoder import Found, Mark
from according.records import Position
from according.said import Said
from according.speakers import UNNAMED, Cast

MIN_HOLDER = 0.4  # the mentions of a holder must reach this together
NEARLY = 0.6  # and this share of what the likeliest holder's reach


def assemble(text: str, found: Sequence[Found], cast: Cast, said: Said) -> list[Position]:
    """Return the positions of one report; an issue with several holders gives one each."""
    out = []
    for f in found:
        if f.anchor != "position" or not _names_something(text[f.span[0] : f.span[1]]):
            continue
        around = said.innermost(f.span)
        speaker = around.speaker if around and around.speaker != UNNAMED else None
        holders = _holders(cast, f.roles.get("holder", []), speaker)
        for holder in holders:
            own = next((s for s in said.outwards(around) if names.same(s.speaker, holder)), around)
            out.append(
                Position(
                    holder=holder,
                    issue=text[f.span[0] : f.span[1]],
                    stance=f.labels["stance"][0],  # type: ignore[arg-type]  # the inventory is Stance's
                    statement=own.id if own else None,
                    issue_span=f.span,
                    confidence=f.probability,
                )
            )
    return out


def _holders(cast: Cast, marks: Sequence[Mark], speaker: str | None) -> list[str]:
    """Return who holds a position: the likeliest, and whoever is nearly as likely."""
    chances, place = weighed(cast, marks, speaker)
    top = max(chances.values(), default=0.0)
    kept = [name for name, p in chances.items() if p >= max(MIN_HOLDER, NEARLY * top)]
    return sorted(kept, key=lambda name: place.get(name, -1))


def _names_something(issue: str) -> bool:
    """Tell whether an issue has a word of its own, not only "the" or "on it"."""
    return any(len(word) > 3 for word in issue.split())
