"""Readings as gold files: one JSON file a report, in the annotation guide's format.

Reading ──gold──► {"report", "statements", "events", "figures", "positions"} ──► r12.json

What a gold file has not, is not written: offsets, confidences, doubts, the reader's version.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from according.errors import InputError
from according.ledger.fields import FIELDS
from according.ledger.ledger import Stored
from according.records import Reading

REPORT = ("id", "publisher", "url", "published", "title", "text")
_WHERE_KNOWN = ("low", "high", "cause")  # left out where the text does not give them


def write(found: Iterable[Stored], folder: Path) -> int:
    """Write a file for each report into a folder, which is made; give how many."""
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is a file. Name a folder for the gold files.")
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for stored in found:
        name = f"r{stored.report}"
        written = msgspec.json.format(msgspec.json.encode(gold(stored.reading, name)), indent=1)
        aside = folder / f"{name}.json.part"
        aside.write_bytes(written + b"\n")
        aside.replace(folder / f"{name}.json")  # whole or not at all
        count += 1
    return count


def gold(reading: Reading, name: str) -> dict[str, Any]:
    """Give a reading the shape of a gold file; ``name`` stands for an id that is missing."""
    report = {field: getattr(reading.report, field) for field in REPORT}
    return {
        "report": {**report, "id": reading.report.id or name},
        "statements": [{"id": s.id, **_fields("statement", s)} for s in reading.statements],
        "events": [_fields("event", event) for event in reading.events],
        "figures": [_fields("figure", figure) for figure in reading.figures],
        "positions": [_fields("position", position) for position in reading.positions],
    }


def _fields(item: Any, record: Any) -> dict[str, Any]:  # noqa: ANN401  any of the four records
    values = {name: getattr(record, name) for name in FIELDS[item]}
    return {
        name: value
        for name, value in values.items()
        if value is not None or name not in _WHERE_KNOWN
    }
