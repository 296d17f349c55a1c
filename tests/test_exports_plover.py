"""PLOVER records: what users of event data know, and beside it on whose word."""

import io
import json
from typing import Any

from according.exports import plover
from according.records import Reading
from test_exports import EMPTY, READING, TEXT, hostile, span


def written(*readings: Reading) -> list[dict[str, Any]]:
    """Write readings and read them with json."""
    out = io.StringIO()
    plover.write(readings, out)
    records: list[dict[str, Any]] = json.loads(out.getvalue().encode())
    return records


def test_a_record() -> None:
    """An event becomes a record under PLOVER's names, with the sentence it stands in."""
    (record,) = written(READING)
    provenance = record.pop("provenance")
    assert record.pop("id").endswith("-e1")
    assert record == {
        "event": "CONSULT", "eventText": "talks", "date": "2026-03",
        "actor": [{"actorText": "Veshtia"}], "recipient": [{"actorText": "Oradan"}],
        "mediator": [{"actorText": "Kelmara"}], "eventLoc": {"placename": "Haldane"},
        "text": "The Harrow Wire, citing two officials, said talks will resume.",
        "language": "en", "publication": "Chronicle", "publicationDate": "2026-03-03",
        "headline": "Talks", "url": None,
    }  # fmt: skip
    assert provenance["status"] == "planned"
    assert provenance["chain"] == ["Chronicle", "Harrow Wire", "two officials"]
    assert provenance["statement"]["speaker"] == "two officials"
    assert provenance["trigger_span"] == list(span("talks"))
    assert TEXT[slice(*provenance["trigger_span"])] == "talks"


def test_every_array_is_whole() -> None:
    """No events are an empty array; hostile words are still JSON in UTF-8."""
    assert written() == written(EMPTY) == []
    assert len(written(READING, EMPTY, hostile('"\0\x1b\ud800 é\n'))) == 2


def test_ids_tell_reports_apart() -> None:
    """The first event of another report has another id; the same report keeps it."""
    ids = [each["id"] for each in written(READING, hostile("x"), READING)]
    assert ids[0] == ids[2] != ids[1]
