"""What an item says, one value a column: the same in every table that we write.

Statement · Event · Figure · Position ──flat──► {who, label, words, …, statement, start, end}

The columns are a promise. ``who`` is the speaker, the actors, those who are counted, or the
holder of the position; ``label`` the act, type, measure or stance; ``words`` what the item
quotes, from ``start`` to ``end`` of the report's text; ``statement`` the one it stands in.
Words apart are joined by " … ", names by "; ". What an item does not have is left out.
"""

from according.records import Event, Figure, Position, Record, Span, Statement

Cell = str | float | None
Row = dict[str, Cell]


def flat(record: Record) -> Row:
    """Lay an item out flat."""
    if isinstance(record, Statement):
        inside, told, spans = record.via, _statement(record), record.content_spans
    elif isinstance(record, Event):
        inside, told, spans = record.statement, _event(record), [record.trigger_span]
    elif isinstance(record, Figure):
        inside, told, spans = record.statement, _figure(record), [record.text_span]
    else:
        inside, told, spans = record.statement, _position(record), [record.issue_span]
    return told | {"statement": inside, "confidence": record.confidence} | _place(spans)


def _place(spans: list[Span]) -> Row:
    """Give where the words begin and end; a statement may have none of its own."""
    return {"start": spans[0][0], "end": spans[-1][1]} if spans else {}


def _statement(said: Statement) -> Row:
    content = said.content
    words = content if isinstance(content, str) else " … ".join(content)
    return {"who": said.speaker, "label": said.act, "words": words}


def _event(event: Event) -> Row:
    return {
        "who": "; ".join(event.actor),
        "recipient": "; ".join(event.recipient),
        "mediator": "; ".join(event.mediator),
        "label": event.type,
        "status": event.status,
        "words": event.trigger,
        "place": event.place,
        "date": event.date,
    }


def _figure(figure: Figure) -> Row:
    return {
        "who": figure.who,
        "label": figure.measure,
        "words": figure.text,
        "place": figure.place,
        "date": figure.since,
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "cause": figure.cause,
    }


def _position(position: Position) -> Row:
    return {"who": position.holder, "label": position.stance, "words": position.issue}
