"""Assemble positions: which party stands where on which issue."""

from collections.abc import Sequence

from according import names
from according.events import called
from according.model.encoder import Found
from according.records import Position, Statement
from according.speakers import Cast
from according.statements import innermost


def assemble(
    text: str, found: Sequence[Found], cast: Cast, statements: Sequence[Statement]
) -> list[Position]:
    """Return the positions of one report; an issue with several holders gives one each."""
    out = []
    for f in found:
        if f.anchor != "position":
            continue
        around = innermost(statements, f.span)
        holders = [called(cast, m.span) for m in f.roles.get("holder", [])]
        if not holders and around:
            holders = [around.speaker]
        for holder in dict.fromkeys(holders):
            own = _own(statements, holder, around)
            out.append(
                Position(
                    holder=holder,
                    issue=text[f.span[0] : f.span[1]],
                    stance=f.labels["stance"][0],  # type: ignore[arg-type]  # the inventory is Stance's
                    statement=own.id if own else around.id if around else None,
                    issue_span=f.span,
                    confidence=f.probability,
                )
            )
    return out


def _own(
    statements: Sequence[Statement], holder: str, around: Statement | None
) -> Statement | None:
    """Return the holder's own statement among those around the issue, innermost first."""
    by_id = {s.id: s for s in statements}
    at = around
    while at is not None:
        if names.same(at.speaker, holder):
            return at
        at = by_id.get(at.via) if at.via else None
    return None
