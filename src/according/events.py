"""Assemble events: type, participants, place, date, status, and the statement around.

A trigger's participants are mentions; each is given by the fullest name in the report,
a demonym or a capital by its country. The same happening told twice in one statement
is one event.
"""

from collections.abc import Sequence

from according import names
from according.dates import When
from according.model.encoder import Found, Mark
from according.records import Event, Span, Statement
from according.speakers import Cast, without_article
from according.statements import innermost


def assemble(
    text: str, found: Sequence[Found], cast: Cast, whens: Sequence[When], statements: Sequence[Statement]
) -> list[Event]:
    """Return the events of one report, in the order of the text."""
    out: list[Event] = []
    for f in found:
        if f.anchor != "event":
            continue
        holder = innermost(statements, f.span)
        event = Event(
            type=f.labels["type"][0],  # type: ignore[arg-type]  # the label inventory is EventType's
            trigger=text[f.span[0] : f.span[1]],
            actor=participants(cast, f.roles.get("actor", [])),
            recipient=participants(cast, f.roles.get("recipient", [])),
            mediator=participants(cast, f.roles.get("mediator", [])),
            place=_place(text, f.roles.get("place", [])),
            date=_date(whens, f.roles.get("date", [])),
            status=f.labels["status"][0],  # type: ignore[arg-type]  # … Status's
            statement=holder.id if holder else None,
            trigger_span=f.span,
            confidence=f.probability,
        )
        if not any(_same(event, e) for e in out):
            out.append(event)
    return out


def participants(cast: Cast, marks: Sequence[Mark]) -> list[str]:
    """Return the names behind mentions, each once."""
    out: list[str] = []
    for m in sorted(marks, key=lambda m: m.span):
        name = called(cast, m.span)
        if name and not any(names.same(name, o) for o in out):
            out.append(name)
    return out


def called(cast: Cast, span: Span) -> str:
    """Return what the mention at ``span`` is called at its fullest."""
    written = cast.text[span[0] : span[1]]
    country = names.country(without_article(written))
    return country or cast.fullest(span)


def _place(text: str, marks: Sequence[Mark]) -> str | None:
    best = max(marks, key=lambda m: m.probability, default=None)
    return without_article(text[best.span[0] : best.span[1]]) if best else None


def _date(whens: Sequence[When], marks: Sequence[Mark]) -> str | None:
    for m in sorted(marks, key=lambda m: -m.probability):
        for w in whens:
            if w.start < m.span[1] and m.span[0] < w.end:
                return w.date
    return None


def _same(a: Event, b: Event) -> bool:
    """Tell whether two mentions in one statement tell of one happening."""
    return (
        a.type == b.type
        and a.statement == b.statement
        and a.status == b.status
        and a.trigger[:5].lower() == b.trigger[:5].lower()
        and a.actor == b.actor
        and a.recipient == b.recipient
        and (a.place is None or b.place is None or a.place == b.place)
    )
