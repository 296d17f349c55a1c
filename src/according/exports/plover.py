"""Events as PLOVER records, as users of POLECAT know them, each with its provenance beside it.

One JSON array, one record for each event: the names of the fields follow PLOVER's gold
standard records, with ``actor`` and ``recipient`` as the ontology calls them since 2021.
What PLOVER has no place for stands under ``provenance``: whether it happened at all, who
says so on whose word, and where in the report. Modes, contexts and country codes are not
read, and so not written: a record tells no more than its report.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from according.exports.excerpt import END
from according.exports.harmless import without_surrogates
from according.exports.provenance import key
from according.records import Event, Reading, Statement

LONGEST = 1000  # characters of a sentence on either side of the event's words

Record = dict[str, Any]


def write(readings: Iterable[Reading], out: TextIO) -> None:
    """Write the array record by record."""
    separator = "[\n"
    for reading in readings:
        for record in records(reading):
            out.write(separator + without_surrogates(json.dumps(record, ensure_ascii=False)))
            separator = ",\n"
    out.write("[]\n" if separator == "[\n" else "\n]\n")


def records(reading: Reading) -> Iterator[Record]:
    """Give a record for each event of a reading."""
    said = {each.id: each for each in reading.statements}
    for n, event in enumerate(reading.events, 1):
        yield _record(
            f"{key(reading.report)}-e{n}", reading, event, said.get(event.statement or "")
        )


def _record(number: str, reading: Reading, event: Event, inside: Statement | None) -> Record:
    report = reading.report
    return {
        "id": number,
        "event": event.type,
        "eventText": event.trigger,
        "date": event.date,
        "actor": [{"actorText": name} for name in event.actor],
        "recipient": [{"actorText": name} for name in event.recipient],
        "mediator": [{"actorText": name} for name in event.mediator],
        "eventLoc": {"placename": event.place} if event.place else None,
        "text": sentence(report.text, *event.trigger_span),
        "language": "en",
        "publication": report.publisher,
        "publicationDate": report.published,
        "headline": report.title,
        "url": report.url,
        "provenance": {
            "status": event.status,
            "chain": inside.chain if inside else [name for name in [report.publisher] if name],
            "statement": _statement(inside) if inside else None,
            "report": report.id,
            "trigger_span": event.trigger_span,
            "confidence": event.confidence,
            "reader": reading.reader,
        },
    }


def _statement(said: Statement) -> Record:
    return {
        "id": said.id,
        "speaker": said.speaker,
        "kind": said.kind,
        "act": said.act,
        "cue": said.cue,
        "content": said.content,
        "content_spans": said.content_spans,
    }


def sentence(text: str, start: int, end: int) -> str:
    """Give the sentence in which words stand.

    >>> sentence("Nothing new. The envoys met. More later.", 24, 27)
    'The envoys met.'
    """
    first = max(0, start - LONGEST)
    # One character more, because a sentence's end is only known by what begins after it.
    ends = (found.end() for found in END.finditer(text, first, start + 1))
    begin = max((each for each in ends if each <= start), default=first)
    after = END.search(text, end, end + LONGEST)
    return text[begin : after.start() if after else end + LONGEST].strip()
