"""From a reading to rows and back, with nothing lost.

Reading ──rows──► {table: [row, …]} ──► ledger ──► rows ──record──► Reading

Both directions of a record stand side by side, so that a field added to one is missed in
the other by the reader of this file, and by the property test if not.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from according.ledger.identity import fold, folded
from according.ledger.passages import around
from according.ledger.schema import item
from according.records import Doubt, Event, Figure, Position, Reading, Report, Span, Statement

Row = dict[str, Any]
Stored = Mapping[Any, Any]  # of a column name
APART = " … "  # between parts of a content that stand apart in the text
ROLES = ("actor", "recipient", "mediator")

_encoder = msgspec.json.Encoder()
_decode = msgspec.json.decode


def instant(when: datetime) -> str:
    """Write a time as the ledger does; as text they sort as times do."""
    return when.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class About(NamedTuple):
    """What all items of a reading share, for questions."""

    reading: int
    report: int
    day: str | None
    publisher_key: str | None
    current: bool


def storable(reading: Reading) -> Reading:
    """Replace what no database can hold as text: NUL and lone surrogates.

    One character for one, so that every offset stays true. Nearly no report has them.
    """
    try:
        packed = _encoder.encode(reading)
        if rb"\u0000" not in packed:
            return reading
    except UnicodeEncodeError:
        pass
    return msgspec.convert(_cleaned(msgspec.to_builtins(reading)), Reading)


def clean(text: str) -> str:
    r"""Do the same to one string.

    >>> clean("a\0b")
    'a�b'
    """
    return (
        text.replace("\0", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    )


def _cleaned(value: Any) -> Any:  # noqa: ANN401  whatever JSON holds
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {name: _cleaned(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(each) for each in value]
    return value


def rows(reading: Reading, about: About) -> dict[str, list[Row]]:
    """Give the rows of a reading's items, by table."""
    shared, text = about._asdict(), reading.report.text
    said = {each.id: item(about.reading, n) for n, each in enumerate(reading.statements)}

    def head(place: int, statement: str | None) -> Row:
        number = item(about.reading, place)
        return {"id": number, **shared, "within": said.get(statement or "")}

    out: dict[str, list[Row]] = {
        "statements": [], "links": [], "events": [], "participants": [], "figures": [],
        "positions": [], "doubts": [],
    }  # fmt: skip
    for place, statement in enumerate(reading.statements):
        number = item(about.reading, place)
        out["statements"].append({"id": number, **shared, **_statement_row(statement)})
        out["links"] += _links(number, statement.chain)
    for place, event in enumerate(reading.events):
        out["events"].append(head(place, event.statement) | _event_row(event, text))
        out["participants"] += _participants(item(about.reading, place), event)
    for place, figure in enumerate(reading.figures):
        out["figures"].append(head(place, figure.statement) | _figure_row(figure, text))
    for place, position in enumerate(reading.positions):
        out["positions"].append(head(place, position.statement) | _position_row(position, text))
    for place, doubt in enumerate(reading.doubts):
        plain = {"kind": doubt.kind, "message": doubt.message}
        out["doubts"].append({"id": item(about.reading, place), "reading": about.reading, **plain})
    return out


def record_report(row: Stored) -> Report:
    """Give the report of a row of ``revisions``."""
    return Report(
        text=row["text"],
        id=row["name"],
        publisher=row["publisher"],
        url=row["url"],
        published=row["published"],
        title=row["title"],
    )


def _packed(value: object) -> str:
    return _encoder.encode(value).decode()


def _span(packed: str) -> tuple[int, int]:
    start, end = _decode(packed)
    return start, end


def _statement_row(s: Statement) -> Row:
    apart = isinstance(s.content, list)
    spans = {"content": s.content_spans, "cue": s.cue_span, "source": s.source_span}
    return {
        "name": s.id,
        "content": APART.join(s.content) if isinstance(s.content, list) else s.content,
        "parts": _packed(s.content) if apart else None,
        "cue": s.cue,
        "source": s.source,
        "kind": s.kind,
        "act": s.act,
        "form": s.form,
        "speaker": s.speaker,
        "speaker_key": fold(s.speaker),
        "via": s.via,
        "chain": _packed(s.chain),
        "spans": _packed(spans),
        "confidence": s.confidence,
    }


def record_statement(row: Stored) -> Statement:
    """Give the statement of a row."""
    spans = _decode(row["spans"])
    return Statement(
        id=row["name"],
        content=row["content"] if row["parts"] is None else _decode(row["parts"]),
        cue=row["cue"],
        source=row["source"],
        kind=row["kind"],
        act=row["act"],
        form=row["form"],
        speaker=row["speaker"],
        via=row["via"],
        chain=_decode(row["chain"]),
        content_spans=[(start, end) for start, end in spans["content"]],
        cue_span=_pair(spans["cue"]),
        source_span=_pair(spans["source"]),
        confidence=row["confidence"],
    )


def _pair(span: Sequence[int] | None) -> tuple[int, int] | None:
    return None if span is None else (span[0], span[1])


def _links(statement: int, chain: Sequence[str]) -> list[Row]:
    return [
        {"statement": statement, "depth": depth, "name": name, "key": fold(name)}
        for depth, name in enumerate(chain)
    ]


def _passage(text: str, span: Span) -> Row:
    start, words = around(text, span)
    return {"passage": words, "passage_start": start}


def _event_row(e: Event, text: str) -> Row:
    return {
        "type": e.type,
        "trigger": e.trigger,
        **{role: _packed(getattr(e, role)) for role in ROLES},
        "place": e.place,
        "place_key": folded(e.place),
        "date": e.date,
        "status": e.status,
        "statement": e.statement,
        "trigger_span": _packed(e.trigger_span),
        **_passage(text, e.trigger_span),
        "confidence": e.confidence,
    }


def record_event(row: Stored) -> Event:
    """Give the event of a row."""
    return Event(
        type=row["type"],
        trigger=row["trigger"],
        **{role: _decode(row[role]) for role in ROLES},
        place=row["place"],
        date=row["date"],
        status=row["status"],
        statement=row["statement"],
        trigger_span=_span(row["trigger_span"]),
        confidence=row["confidence"],
    )


def _participants(event: int, e: Event) -> list[Row]:
    return [
        {"event": event, "role": role, "place": place, "name": name, "key": fold(name)}
        for role in ROLES
        for place, name in enumerate(getattr(e, role))
    ]


def _figure_row(f: Figure, text: str) -> Row:
    return {
        "measure": f.measure,
        "value": f.value,
        "low": f.low,
        "high": f.high,
        "exact": _packed([f.value, f.low, f.high]),
        "text": f.text,
        "who": f.who,
        "who_key": folded(f.who),
        "place": f.place,
        "place_key": folded(f.place),
        "since": f.since,
        "statement": f.statement,
        "cause": f.cause,
        "text_span": _packed(f.text_span),
        **_passage(text, f.text_span),
        "confidence": f.confidence,
    }


def record_figure(row: Stored) -> Figure:
    """Give the figure of a row."""
    value, low, high = _decode(row["exact"])
    return Figure(
        measure=row["measure"],
        value=value,
        text=row["text"],
        who=row["who"],
        place=row["place"],
        since=row["since"],
        statement=row["statement"],
        low=low,
        high=high,
        cause=row["cause"],
        text_span=_span(row["text_span"]),
        confidence=row["confidence"],
    )


def _position_row(p: Position, text: str) -> Row:
    return {
        "holder": p.holder,
        "holder_key": fold(p.holder),
        "issue": p.issue,
        "stance": p.stance,
        "statement": p.statement,
        "issue_span": _packed(p.issue_span),
        **_passage(text, p.issue_span),
        "confidence": p.confidence,
    }


def record_position(row: Stored) -> Position:
    """Give the position of a row."""
    return Position(
        holder=row["holder"],
        issue=row["issue"],
        stance=row["stance"],
        statement=row["statement"],
        issue_span=_span(row["issue_span"]),
        confidence=row["confidence"],
    )


def record_doubt(row: Stored) -> Doubt:
    """Give the doubt of a row."""
    return Doubt(kind=row["kind"], message=row["message"])
