"""What a present picture of a dossier has that a former one had not, sentence by sentence.

then ──┐
now ───┴─► state, positions, contacts, figures, contradictions, claims ─► (section, Sentence)

Each part is compared with itself: an answer of now is the same as one of then when they share a
telling. So a rumour that has come to be denied is a change, and not something new.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

import msgspec

from according.dossier.brief import Mark, SectionName, Sentence
from according.dossier.claims import Claim
from according.dossier.contacts import Contact
from according.dossier.contradictions import Contradiction
from according.dossier.evidence import Evidence, cite, origins
from according.dossier.positions import Cell, Stand
from according.dossier.series import Line, Series
from according.dossier.state import Change, Course, Signal
from according.dossier.wording import (
    amount,
    day,
    joined,
    reports,
    scope,
    shown,
    span,
    voices,
    weight,
    whose,
)
from according.ledger.identity import fold

if TYPE_CHECKING:
    from according.dossier.dossier import Dossier

News = Iterator[tuple[SectionName, Sentence]]
_MINOR = frozenset({"other", "percent"})  # first told, these are no news
TOLD = 3  # reports that make a claim one of the most told
MOST_TOLD = 10
_AT_ODDS = {"denial": "Said and denied:", "status": "Said to hold and not to hold:"}
CITED = 8  # reports cited after a sentence; the newest


class _Told(Protocol):
    @property
    def evidence(self) -> tuple[Evidence, ...]: ...


Answer = TypeVar("Answer", bound=_Told)
_CONTACTS: Mapping[str, tuple[SectionName, Mark]] = {
    "confirmed": ("new", ""),
    "announced": ("new", "announced"),
    "denied": ("unconfirmed", "denied"),
    "rumoured": ("unconfirmed", "unconfirmed"),
}


def news(then: "Dossier | None", now: "Dossier", since: str) -> News:
    """Everything new, part by part: the talks first; of each part the newest first.

    Without a picture of then all is new.
    """
    parts = (
        _talks(then, now, since),
        _contacts(then, now, since),
        _positions(now, since),
        _figures(now, since),
        _contradictions(now, since),
        _claims(now, since),
    )
    for part in parts:
        yield from sorted(part, key=lambda pair: pair[1].when, reverse=True)


def _sentence(
    key: Sequence[str], lead: str, text: str, evidence: Sequence[Evidence], mark: Mark = ""
) -> Sentence:
    """A sentence on its evidence, the newest telling first, copies after all others.

    The words of the first are quoted, unless that would side with one of two.
    """
    order = sorted(evidence, key=lambda each: each.when, reverse=True)
    order.sort(key=lambda each: each.copy_of is not None)
    return Sentence(
        key=" ".join(key),
        lead=lead,
        text=text,
        cites=reports(order)[:CITED],
        day=min(each.when for each in evidence)[:10],
        when=max(each.when for each in evidence),
        mark=mark,
        quote="" if mark == "disputed" else shown(order[0].words),
        items=tuple(dict.fromkeys(each.item for each in order)),
    )


def _mark(evidence: Sequence[Evidence]) -> Mark:
    """Whether nobody with a name says so, and no second outlet on its own."""
    if any(each.voice in {"party", "named"} for each in evidence):
        return ""
    outlets = [each for each in evidence if each.voice == "outlet"]
    return "" if outlets and origins(outlets) > 1 else "unconfirmed"


def _fresh(evidence: Iterable[Evidence], since: str) -> list[Evidence]:
    """The tellings of the span."""
    return [each for each in evidence if each.when >= since]


def _former(answers: Iterable[Answer]) -> dict[str, Answer]:
    """Answers of then by their tellings, to find again what has changed."""
    return {each.item: answer for answer in answers for each in answer.evidence}


def _same(answer: Answer, former: Mapping[str, Answer]) -> Answer | None:
    """The answer of then that shares a telling with one of now."""
    return next((former[e.item] for e in answer.evidence if e.item in former), None)


def _talks(then: "Dossier | None", now: "Dossier", since: str) -> News:
    """Changes of the state of the talks, and signals that have not moved it."""
    for course in now.state:
        former = then.state.of(*course.parties) if then else None
        known = {(change.state, change.since) for change in former.changes} if former else set()
        for before, change in zip(course.changes, course.changes[1:], strict=False):
            if (change.state, change.since) not in known and _fresh(change.evidence, since):
                yield "changed", _change(now, course, before, change)
        old = _former(former.signals) if former else {}
        for signal in course.signals:
            was = _same(signal, old)
            if not signal.settled and (was is None or bool(was.denied) != bool(signal.denied)):
                yield "unconfirmed", _signal(now, course, signal)


def _pair(dossier: "Dossier", keys: Iterable[str]) -> str:
    return joined(dossier.title(key) for key in keys)


def _change(dossier: "Dossier", course: Course, before: Change, change: Change) -> Sentence:
    text = f"since {day(change.since)} (before: {before.state}), on the word of "
    text += f"{voices(change.evidence, dossier.title)}; {weight(change.origins, change.evidence)}."
    if change.contested:
        text += f" {voices(change.contested, dossier.title)} deny it."
    return _sentence(
        ("state", *course.parties, change.state, change.since),
        f"{_pair(dossier, course.parties)}: {change.state}",
        text,
        (*change.evidence, *change.contested),
        mark="disputed" if change.contested else "",
    )


def _signal(dossier: "Dossier", course: Course, signal: Signal) -> Sentence:
    text = f"by {voices(signal.evidence, dossier.title)}; "
    text += f"{weight(signal.origins, signal.evidence)}."
    if signal.denied:
        text += f" Denied by {voices(signal.denied, dossier.title)}."
    return _sentence(
        ("signal", *course.parties, signal.would_be, signal.since, str(bool(signal.denied))),
        f"{_pair(dossier, course.parties)}: “{signal.would_be}”",
        f"{text} The state stays “{course.current.state}”.",
        (*signal.evidence, *signal.denied),
        mark="denied" if signal.denied else "unconfirmed",
    )


def _positions(now: "Dossier", since: str) -> News:
    """Stances that parties changed, or took for the first time, by their own word."""
    for cell in now.positions:
        first = next((stand for stand in cell.stands if stand.own), None)
        for stand in cell.stands:
            if cell.issue and stand.since >= since and (stand.changed or stand is first):
                yield ("changed" if stand.changed else "new"), _stand(now, cell, stand)


def _stand(dossier: "Dossier", cell: Cell, stand: Stand) -> Sentence:
    before = f" (before: {stand.before})" if stand.before else ""
    text = f"since {day(stand.since)}{before}, on the word of "
    text += f"{voices(stand.evidence, dossier.title)}."
    return _sentence(
        ("position", cell.party, cell.issue, stand.stance, stand.since[:10], stand.holder),
        f"{dossier.title(cell.party)} on “{cell.issue}”: {stand.stance}",
        text,
        stand.evidence,
        mark=_mark(stand.evidence),
    )


def _contacts(then: "Dossier | None", now: "Dossier", since: str) -> News:
    """Contacts that are new, and those that stand otherwise than before."""
    old = _former(then.contacts) if then else {}
    for contact in now.contacts:
        if not _fresh(contact.evidence, since):
            continue
        was = _same(contact, old)
        if was is None:
            section, mark = _CONTACTS[contact.standing]
            yield section, _contact(now, contact, mark)
        elif was.standing != contact.standing:
            _, mark = _CONTACTS[contact.standing]
            yield "changed", _contact(now, contact, mark, before=was.standing)


def _contact(dossier: "Dossier", contact: Contact, mark: Mark, before: str = "") -> Sentence:
    when = (
        f"on {span(contact.date, contact.until)}" if contact.date else f"told {day(contact.told)}"
    )
    where = f" in {joined(contact.places[:2])}" if contact.places else ""
    through = f" through {_pair(dossier, contact.mediators)}" if contact.mediators else ""
    was = f" (before: {before})" if before else ""
    told = [s.evidence for s in contact.tellings if s.telling != "denied"]
    denied = [s.evidence for s in contact.tellings if s.telling == "denied"]
    text = f"{when}{where}{through}{was}, on the word of {voices(told, dossier.title)}; "
    text += f"{weight(contact.origins, told)}."
    if denied:
        text += f" Denied by {voices(denied, dossier.title)}."
    sentence = _sentence(
        ("contact", *contact.sides, contact.sort, contact.day, contact.standing),
        f"{_pair(dossier, contact.sides)}: {contact.sort} {contact.standing}",
        text,
        contact.evidence,
        mark=mark,
    )
    return msgspec.structs.replace(sentence, day=contact.day)


def _figures(now: "Dossier", since: str) -> News:
    """Series with a number that a source revised or gave for the first time, each with all."""
    for series in now.figures:
        if series.until < since or not any(line.last.since >= since for line in series.lines):
            continue
        before = {line.source: _before(line, since) for line in series.lines}
        revised = any(
            before[line.source] is not None for line in series.lines if line.last.since >= since
        )
        if revised or series.disagreements or series.scope.measure not in _MINOR:
            section: SectionName = "changed" if revised else "new"
            section = "disputed" if series.disagreements else section
            yield section, _series(now, series, before)


def _before(line: Line, since: str) -> float | None:
    """The last number that a source gave before a span, if it gave another in it."""
    former = [point.value for point in line.points if point.since < since]
    return former[-1] if former and line.last.since >= since else None


def _series(dossier: "Dossier", series: Series, before: Mapping[str, float | None]) -> Sentence:
    """The last number of each source, those that agree together."""
    told: dict[str, list[Evidence]] = {}
    for line in series.lines:
        was = before[line.source]
        value = amount(line.last.value) + ("" if was is None else f" (before: {amount(was)})")
        told.setdefault(value, []).extend(count.evidence for count in line.last.tellings)
    sides = (f"{value} by {voices(some, dossier.title)}" for value, some in told.items())
    values = sorted(f"{line.source}={amount(line.last.value)}" for line in series.lines)
    what = scope(series.scope)
    evidence = [each for some in told.values() for each in some]
    return _sentence(
        ("figure", *_scope_key(series), *values),
        f"{what[:1].upper()}{what[1:]}:",
        f"{'; '.join(sides)}.",
        evidence,
        mark="disputed" if series.disagreements else _mark(evidence),
    )


def _contradictions(now: "Dossier", since: str) -> News:
    """Claims that came to be denied or ended; figures and positions are told by themselves."""
    for each in now.contradictions:
        if each.kind in {"denial", "status"} and each.since >= since:
            yield "disputed", _contradiction(now, each)


def _contradiction(dossier: "Dossier", of: Contradiction) -> Sentence:
    one, other = (
        f"“{shown(side.words)}” ({voices(side.evidence, dossier.title, most=2)})"
        for side in (of.a, of.b)
    )
    return _sentence(
        ("contradiction", of.kind, *sorted((fold(of.a.words), fold(of.b.words)))),
        _AT_ODDS[of.kind],
        f"{one} – {other}.",
        (*of.b.evidence, *of.a.evidence),
        mark="disputed",
    )


def _claims(now: "Dossier", since: str) -> News:
    """What is new and most told, with how many origins it has."""
    came = (filed.report for filed in now.material.reports if filed.when >= since)
    keys = dict.fromkeys(key for report in came for key in now.claims.in_report(report))
    fresh = [claim for claim in map(now.claims.claim, keys) if len(claim.reports) >= TOLD]
    fresh = [c for c in fresh if now.material.filed(c.reports[0]).when >= since]
    fresh.sort(key=lambda claim: len(claim.reports), reverse=True)
    told = {sentence.key: sentence for sentence in (_claim(now, c) for c in fresh[:MOST_TOLD])}
    yield from (("told", sentence) for sentence in told.values())


def _claim(dossier: "Dossier", claim: Claim) -> Sentence:
    evidence = [cite(item) for item in dossier.claims.items(claim.key)]
    count = dossier.origins.of(claim.key).count
    words = shown(evidence[0].words)
    sentence = _sentence(
        ("claim", fold(words)),
        f"“{words}”",
        f"{weight(count, evidence)}, first {whose(evidence[0], dossier.title)}.",
        evidence,
        mark=_mark(evidence),
    )
    return msgspec.structs.replace(sentence, quote="")


def _scope_key(series: Series) -> tuple[str, ...]:
    """What tells a series apart in every ledger."""
    return series.scope.measure, series.scope.who, series.scope.place, series.since[:10]
