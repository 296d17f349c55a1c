"""The fields of an item as a form shows them, and what a form leaves changed.

record ──fields──► Field(name, value as typed, labels) ──form──► changes for ledger.correct
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from according.ledger.fields import FIELDS, LABELS
from according.ledger.questions import Item
from according.records import Record

BETWEEN = {"chain": " ▸ ", "content": " … "}  # parts of a list; names are parted by "; "
# Before the names of fields in a form: one that is called "form" hides the form from scripts.
NEW = "new-"
LONG = frozenset({"content", "issue", "chain"})  # take more than a line


class Field(NamedTuple):
    """One field; ``labels`` are the only values that it may have, if there are any."""

    name: str
    value: str
    labels: tuple[str, ...]
    long: bool


class Change(NamedTuple):
    """A field that an analyst has changed, as it was read and as it should be."""

    name: str
    before: str
    after: str


def fields(item: Item, record: Record) -> Iterator[Field]:
    """Give the fields of an item that can be corrected."""
    for name in FIELDS[item]:
        yield Field(name, written(record, name), LABELS.get(name, ()), name in LONG)


def written(record: Record, name: str) -> str:
    """Write a field as ``according correct`` takes it."""
    value: Any = getattr(record, name)
    if isinstance(value, list):
        return BETWEEN.get(name, "; ").join(value)
    return "" if value is None else str(value)


def changed(item: Item, before: Record, after: Record) -> list[Change]:
    """Give the fields in which two records differ."""
    pairs = ((name, written(before, name), written(after, name)) for name in FIELDS[item])
    return [Change(*each) for each in pairs if each[1] != each[2]]


def typed(form: Mapping[str, str], item: Item, record: Record) -> dict[str, object]:
    """Give the fields that a form leaves otherwise than they were."""
    out: dict[str, object] = {}
    for name, value, *_ in fields(item, record):
        given = form.get(NEW + name)
        if given is not None and _plain(given) != _plain(value):
            out[name] = _parts(given, getattr(record, name)) if name == "content" else given
    return out


def _parts(text: str, before: object) -> str | list[str]:
    """Part the content of a statement again where it was in parts."""
    return text.split(BETWEEN["content"]) if isinstance(before, list) else text


def _plain(text: str) -> str:
    """Browsers write line ends in their own way, and in short fields none."""
    return " ".join(text.split())
