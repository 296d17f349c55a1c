"""A reading as its corrections say it should be.

Reading, corrections ──amended──► Amended(reading, rejected, where each was found)

Pure. What a correction does not say follows from what it does: the words' offsets, the last
link of a chain when the speaker changes, the chains of the statements inside.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import msgspec

from according.ledger.corrections import Anchor, Correction, anchors, located
from according.ledger.fields import INSIDE, QUOTED, RECORDS
from according.ledger.questions import ITEMS, Item
from according.records import Event, Figure, Position, Reading, Record, Span, Statement

Inner = TypeVar("Inner", Event, Figure, Position)
Place = tuple[Item, int]  # of an item in its reading, from 0


class LostError(Exception):
    """A change that this reading cannot take; the message says why."""


@dataclass
class Amended:
    """The corrected reading, and what became of each correction.

    Rejected items keep their place, so that the others keep theirs.
    """

    reading: Reading
    found: dict[int, Place] = field(default_factory=dict)  # by the correction's number
    lost: dict[int, str] = field(default_factory=dict)  # and why
    rejected: set[Place] = field(default_factory=set)
    changed: set[Place] = field(default_factory=set)  # as an analyst said
    chained: set[int] = field(default_factory=set)  # statements whose chain an analyst gave


def amended(reading: Reading, corrections: Sequence[Correction]) -> Amended:
    """Apply live corrections, the oldest first."""
    items: dict[Item, list[Any]] = {
        "statement": list(reading.statements),
        "event": list(reading.events),
        "figure": list(reading.figures),
        "position": list(reading.positions),
    }
    out = Amended(reading)
    _find(out, items, corrections)
    for each in sorted(corrections, key=lambda c: c.number):
        if each.number in out.found:
            _apply(out, items, each, reading)
    home = _homes(items["statement"], out)
    out.reading = msgspec.structs.replace(
        reading,
        statements=_rehung(reading.statements, items["statement"], out, home),
        events=[_rehomed(event, home) for event in items["event"]],
        figures=[_rehomed(figure, home) for figure in items["figure"]],
        positions=[_rehomed(position, home) for position in items["position"]],
    )
    return out


def _find(
    out: Amended, items: Mapping[Item, Sequence[Record]], corrections: Sequence[Correction]
) -> None:
    """Find the item of each correction; those with one anchor are about one item."""
    for item in ITEMS:
        mine = [each for each in corrections if each.item == item]
        held: list[Anchor] = []
        for each in mine:
            if each.anchor not in held:
                held.append(each.anchor)
        places = located(held, items[item])
        for each in mine:
            place = places.get(held.index(each.anchor))
            if place is None:
                out.lost[each.number] = f"no {item} with its words"
            else:
                out.found[each.number] = (item, place)


def _apply(
    out: Amended, items: dict[Item, list[Any]], correction: Correction, reading: Reading
) -> None:
    item, place = out.found[correction.number]
    if correction.verdict == "reject":
        out.rejected.add((item, place))
        return
    try:
        record = _with(items[item][place], item, correction.changes, reading)
        if isinstance(record, Statement):
            _refuse_ring(record, items["statement"])
    except LostError as why:
        out.lost[correction.number] = str(why)
        del out.found[correction.number]
        return
    out.rejected.discard((item, place))
    if correction.changes:
        items[item][place] = record
        out.changed.add((item, place))
    if item == "statement" and "chain" in correction.changes:
        out.chained.add(place)


def _with(record: Record, item: Item, changes: Mapping[str, Any], reading: Reading) -> Record:
    """Give the record with its changes, and with the offsets of changed words."""
    new: dict[str, Any] = dict(changes)
    for name in INSIDE:
        if new.get(name) is not None:
            new[name] = _statement(new[name], reading)
    for name in QUOTED[item]:
        if name in new:
            new |= _spans(record, name, new[name], reading.report.text)
    if isinstance(record, Statement):
        new |= _chain(record, new, reading)
    try:
        return msgspec.convert(msgspec.structs.asdict(record) | new, RECORDS[item])
    except msgspec.ValidationError as error:
        raise LostError(str(error)) from None


def _statement(held: Mapping[str, Any], reading: Reading) -> str:
    """Find the statement that a change names, in this reading."""
    places = located([msgspec.convert(held, Anchor)], reading.statements)
    if not places:
        raise LostError("the statement that it names is not there")
    return reading.statements[places[0]].id


def _refuse_ring(said: Statement, others: Sequence[Statement]) -> None:
    """Let no statement stand in itself, by whatever way round."""
    outer = {each.id: each.via for each in others}
    seen, via = {said.id}, said.via
    while via is not None:
        if via in seen:
            raise LostError(f"{said.id} would stand in itself")
        seen.add(via)
        via = outer.get(via)


def _spans(record: Record, name: str, words: str | list[str] | None, text: str) -> dict[str, Any]:
    """Find the words of a field in the report, nearest to where the item stood."""
    parts = [words] if isinstance(words, str) else words or []
    found = [_spot(part, anchors([record])[0].start, text) for part in parts]
    if name == "content":
        return {"content_spans": found}
    return {f"{name}_span": found[0] if found else None}


def _spot(words: str, near: int, text: str) -> Span:
    """Find the words' occurrence that begins nearest."""
    after, before = text.find(words, near), text.rfind(words, 0, near + len(words) - 1)
    there = [at for at in (before, after) if at >= 0]
    if not there:
        raise LostError(f"{words!r} does not stand in the report")
    start = min(there, key=lambda at: abs(at - near))
    return start, start + len(words)


def _chain(record: Statement, new: Mapping[str, Any], reading: Reading) -> dict[str, Any]:
    """Keep the chain and the speaker, its last link, of one mind."""
    if "chain" in new:
        return {} if "speaker" in new else {"speaker": new["chain"][-1]}
    speaker = new.get("speaker", record.speaker)
    if "via" not in new:
        return {"chain": [*record.chain[:-1], speaker]}
    outer = {s.id: s.chain for s in reading.statements}.get(new["via"] or "")
    outer = outer if outer is not None else [reading.report.publisher or ""]
    links = [link for link in outer if link]
    return {"chain": links if links[-1:] == [speaker] else [*links, speaker]}


def _homes(statements: Sequence[Statement], out: Amended) -> dict[str, str | None]:
    """Say for each statement where what stands in it belongs: there, unless it is rejected."""
    homes: dict[str, str | None] = {}
    for place in _outermost_first(statements):
        said = statements[place]
        around = homes.get(said.via or "")
        homes[said.id] = around if ("statement", place) in out.rejected else said.id
    return homes


def _outermost_first(statements: Sequence[Statement]) -> list[int]:
    """Order places so that a statement comes after the one it stands in, if there is no ring."""
    now = {said.id: place for place, said in enumerate(statements)}
    order: dict[int, None] = {}
    for first in range(len(statements)):
        path: dict[int, None] = {}
        place: int | None = first
        while place is not None and place not in order and place not in path:
            path[place] = None
            place = now.get(statements[place].via or "")
        order |= dict.fromkeys(reversed(path))
    return list(order)


def _rehung(
    before: Sequence[Statement],
    after: Sequence[Statement],
    out: Amended,
    home: Mapping[str, str | None],
) -> list[Statement]:
    """Hang statements on what is left, and lead their chains through what has changed."""
    now = {said.id: place for place, said in enumerate(after)}
    done = list(after)
    leading: dict[int, list[str]] = {}  # the chain that leads to what stands in a statement
    for place in _outermost_first(after):
        said = after[place]
        around = now.get(said.via or "")
        lead = leading.get(around) if around is not None else said.chain[:-1]
        if around is not None and lead is not None:
            if place not in out.chained:
                gone = ("statement", around) in out.rejected
                said = _led(said, before[around].chain, lead, gone=gone)
            said = msgspec.structs.replace(said, via=home.get(said.via or ""))
        done[place] = said
        rejected = ("statement", place) in out.rejected
        leading[place] = (lead or []) if rejected else said.chain
    return done


def _led(said: Statement, old: list[str], new: list[str], *, gone: bool) -> Statement:
    """Exchange the outer part of a chain; ``gone`` if the outer statement is rejected."""
    if said.chain[: len(old)] != old or old == new:
        return said
    rest = said.chain[len(old) :]
    if not rest and gone and new[-1:] != [said.speaker]:
        rest = [said.speaker]
    # "He said he fears": one speaker, one link, and so one correction for both.
    speaker = said.speaker if rest else new[-1]
    return msgspec.structs.replace(said, chain=[*new, *rest], speaker=speaker)


def _rehomed(record: Inner, home: Mapping[str, str | None]) -> Inner:
    """Put an item whose statement was rejected into the one around it."""
    inside = record.statement
    if inside is None or inside not in home:
        return record
    return msgspec.structs.replace(record, statement=home[inside])
