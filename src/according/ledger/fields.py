"""The fields of an item that can be corrected, and how they are written.

{"value": "1,200", "actor": "Oradan; Veshtia"} ──typed──► {"value": 1200, "actor": ["Oradan", …]}
"""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, get_args

from according.errors import InputError
from according.ledger.questions import Item
from according.records import (
    Act,
    Event,
    EventType,
    Figure,
    Form,
    Kind,
    Measure,
    Position,
    Record,
    Stance,
    Statement,
    Status,
)

RECORDS: Mapping[Item, type[Record]] = {
    "statement": Statement,
    "event": Event,
    "figure": Figure,
    "position": Position,
}
# In the order of the records, and of the gold files. Ids, spans and confidence are not among
# them: spans follow from the words, and confidence is the reader's.
FIELDS: Mapping[Item, tuple[str, ...]] = {
    "statement": (
        "content", "cue", "source", "kind", "act", "form", "speaker", "via", "chain",
    ),
    "event": (
        "type", "trigger", "actor", "recipient", "mediator", "place", "date", "status",
        "statement",
    ),
    "figure": (
        "measure", "value", "text", "who", "place", "since", "statement", "low", "high", "cause",
    ),
    "position": ("holder", "issue", "stance", "statement"),
}  # fmt: skip
QUOTED: Mapping[Item, tuple[str, ...]] = {  # fields whose words stand in the report
    "statement": ("content", "cue", "source"),
    "event": ("trigger",),
    "figure": ("text",),
    "position": ("issue",),
}
INSIDE = ("via", "statement")  # fields that name a statement of the same reading
LABELS: Mapping[str, tuple[str, ...]] = {
    "kind": get_args(Kind),
    "act": get_args(Act),
    "form": get_args(Form),
    "type": get_args(EventType),
    "status": get_args(Status),
    "measure": get_args(Measure),
    "stance": get_args(Stance),
}
_LISTS: Mapping[str, re.Pattern[str]] = {  # what parts them, as typed
    "actor": re.compile(";"),
    "recipient": re.compile(";"),
    "mediator": re.compile(";"),
    "chain": re.compile(r"[▸→>]"),
}
_NUMBERS = ("value", "low", "high")
_OPTIONAL = frozenset(
    {"cue", "source", "via", "place", "date", "statement", "who", "since", "low", "high", "cause"}
)


def typed(item: Item, changes: Mapping[str, object]) -> dict[str, Any]:
    """Give fields the types that the record has; raise InputError for what it cannot hold.

    >>> typed("event", {"status": "Denied", "actor": "Oradan; Veshtia", "place": ""})
    {'status': 'denied', 'actor': ['Oradan', 'Veshtia'], 'place': None}
    """
    for name in changes:
        if name not in FIELDS[item]:
            raise InputError(
                f"{name!r} is no field of a {item} that can be corrected. "
                f"There are: {', '.join(FIELDS[item])}."
            )
    return {name: _typed(name, value) for name, value in changes.items()}


def _typed(name: str, value: object) -> str | list[str] | float | None:
    if name in _LISTS:
        return _list(name, value)
    if isinstance(value, str):
        value = value.strip()
    if value is None or value in ("", []):
        if name in _OPTIONAL:
            return None
        raise InputError(f"{name} cannot be empty.")
    if name in _NUMBERS:
        return _number(name, value)
    if name == "content" and isinstance(value, list | tuple):
        return [str(part) for part in value]
    return _label(name, str(value)) if name in LABELS else str(value)


def _list(name: str, value: object) -> list[str]:
    parts = _LISTS[name].split(value) if isinstance(value, str) else value
    if not isinstance(parts, list | tuple):
        raise InputError(f"{name} is {value!r}: give names, parted by semicolons.")
    names = [str(part).strip() for part in parts if str(part).strip()]
    if name == "chain" and not names:
        raise InputError("chain cannot be empty: its last link is the speaker.")
    return names


def _number(name: str, value: object) -> float:
    """Read a number; whole ones stay whole, however large."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    written = str(value).replace(",", "").replace(" ", "").replace("_", "")
    if re.fullmatch(r"-?\d{1,300}(\.\d{1,300})?", written, re.ASCII):
        return float(written) if "." in written else int(written)
    raise InputError(f"{name} {value!r} is no number. Write it in digits, like 1200 or 2.5.")


def _label(name: str, value: str) -> str:
    known = {label.lower(): label for label in LABELS[name]}
    found = known.get(value.lower())
    if found is not None:
        return found
    close = get_close_matches(value.lower(), known, n=1)
    hint = f"Did you mean {known[close[0]]}? " if close else ""
    raise InputError(f"{name} {value!r} is unknown. {hint}There are: {', '.join(LABELS[name])}.")
