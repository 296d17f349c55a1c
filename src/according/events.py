"""Assemble events: type, participants, place, date, status, and the statement around.

A trigger's participants are mentions; each is given by the fullest name in the report,
a demonym or a capital by its country. The same happening told twice in one statement
is one event.
"""

from bisect import bisect_right
from collections.abc import Sequence

from according import names
from according.dates import When
from according.model.encoder import Found, Mark
from according.records import Event, Span
from according.said import Said
from according.speakers import UNNAMED, Cast, without_article

MIN_PARTICIPANT = 0.35  # the mentions of a participant must reach this together
MIN_FIRST = 0.15  # those of the likeliest one: most events name somebody
SPEAKER_ACTS = 0.6  # the weight of the speaker among the mentions of those who act
MIN_PLACE = 0.35
MIN_DATE = 0.35
# "Sarnian-led" talks are Sarnia's doing, "Sarnian-backed" forces are not Sarnia.
_DONE_BY = frozenset({"led", "run", "imposed", "brokered", "mediated", "drafted", "proposed"})


def assemble(
    text: str, found: Sequence[Found], cast: Cast, whens: Sequence[When], said: Said
) -> list[Event]:
    """Return the events of one report, in the order of the text."""
    out: list[Event] = []
    told: dict[tuple[object, ...], set[str | None]] = {}
    for f in found:
        if f.anchor != "event":
            continue
        holder = said.innermost(f.span)
        actor, recipient = sides(cast, f, _speakers(cast, said, f.span))
        event = Event(
            type=f.labels["type"][0],  # type: ignore[arg-type]  # the label inventory is EventType's
            trigger=text[f.span[0] : f.span[1]],
            actor=actor,
            recipient=recipient,
            mediator=participants(cast, f.roles.get("mediator", [])),
            place=_place(text, f.roles.get("place", [])),
            date=_date(whens, f.roles.get("date", [])),
            status=f.labels["status"][0],  # type: ignore[arg-type]  # … Status's
            statement=holder.id if holder else None,
            trigger_span=f.span,
            confidence=f.probability,
        )
        places = told.setdefault(_happening(event), set())
        if not places or not (event.place is None or {None, event.place} & places):
            out.append(event)
            places.add(event.place)
    return out


def participants(cast: Cast, marks: Sequence[Mark]) -> list[str]:
    """Return the names behind mentions, each once, in the order of the text."""
    chances, place = weighed(cast, marks)
    kept = [name for name, p in chances.items() if p >= MIN_PARTICIPANT]
    return sorted(kept, key=lambda name: place.get(name, -1))


def weighed(
    cast: Cast, marks: Sequence[Mark], speakers: Sequence[str] = (), weight: float = 0.0
) -> tuple[dict[str, float], dict[str, int]]:
    """Return the probability of each name, its mentions added up, and where it first stands.

    speakers: whom the sentence already has as those who say it, and so, by this weight,
    among those who do it: an accuser is the source of the accusation.
    """
    chances = dict.fromkeys(speakers, weight)
    place: dict[str, int] = {}
    for m in sorted(marks, key=lambda m: -m.probability):
        for name in filter(None, cast.pair(m.span) or [called(cast, m.span)]):
            known = next((o for o in chances if o == name or names.same(name, o)), name)
            chances[known] = chances.get(known, 0.0) + m.probability
            place[known] = min(place.get(known, m.span[0]), m.span[0])
    return chances, place


def sides(cast: Cast, found: Found, speakers: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return actors and recipients; who could be either is what he likelier is."""
    did, at = weighed(cast, found.roles.get("actor", []), speakers, SPEAKER_ACTS)
    got, where = weighed(cast, found.roles.get("recipient", []))
    for name in list(did):
        other = next((o for o in got if o == name or names.same(name, o)), None)
        if other:
            (did if did[name] < got[other] else got).pop(name if did[name] < got[other] else other)
    kept = [
        [n for n, p in c.items() if p >= (MIN_FIRST if p == max(c.values()) else MIN_PARTICIPANT)]
        for c in (did, got)
    ]
    return sorted(kept[0], key=lambda n: at.get(n, -1)), sorted(kept[1], key=lambda n: where[n])


def _speakers(cast: Cast, said: Said, trigger: Span) -> list[str]:
    """Return whose statement it is when the trigger is its cue ("accused", "rejects")."""
    statement = said.cued(trigger)
    if statement is None or statement.speaker == UNNAMED:
        return []
    return cast.each(statement.source_span, statement.speaker)


def called(cast: Cast, span: Span) -> str:
    """Return what the mention at ``span`` is called at its fullest.

    An adjective means whom it is made from, by what the text calls it: "British" Britain,
    "Sarnian-led" Sarnia.
    """
    written = without_article(cast.text[span[0] : span[1]])
    maker, _, made = written.partition("-")
    if made in _DONE_BY:
        written = maker
    named = names.country(written) or cast.demonym(written)
    return cast.index.fullest(named) if named else cast.fullest(span)


def _place(text: str, marks: Sequence[Mark]) -> str | None:
    chances: dict[str, float] = {}
    for m in marks:
        name = without_article(text[m.span[0] : m.span[1]])
        chances[name] = chances.get(name, 0.0) + m.probability
    best = max(chances, key=lambda name: chances[name], default=None)
    return best if best and chances[best] >= MIN_PLACE else None


def _date(whens: Sequence[When], marks: Sequence[Mark]) -> str | None:
    chances: dict[str, float] = {}
    for m in marks:
        at = bisect_right(whens, m.span[0], key=lambda w: w.end)
        if at < len(whens) and whens[at].start < m.span[1]:
            date = whens[at].date
            chances[date] = chances.get(date, 0.0) + m.probability
    best = max(chances, key=lambda date: chances[date], default=None)
    return best if best and chances[best] >= MIN_DATE else None


def _happening(event: Event) -> tuple[object, ...]:
    """Return what two mentions in one statement of one happening share, beside the place."""
    return (
        event.type,
        event.statement,
        event.status,
        event.trigger[:5].lower(),
        tuple(event.actor),
        tuple(event.recipient),
    )
