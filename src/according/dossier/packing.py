"""The items of one report as bytes, and back.

items ──pack──► bytes ──unpack(filed)──► items

By kind, because a packed record does not say which it is. The statements around an item are
packed once, by their ids.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Generic, TypeVar

import msgspec

from according.dossier.items import Filed, Item, Kind, Named, Role
from according.ledger import Words
from according.records import Event, Figure, Position, Statement

R = TypeVar("R", Statement, Event, Figure, Position)


class Kept(msgspec.Struct, Generic[R], frozen=True, array_like=True, gc=False):
    """One item without its report."""

    key: str
    record: R
    around: tuple[str, ...]
    chain: tuple[str, ...]
    actors: dict[Role, tuple[Named, ...]]
    words: tuple[Words, ...]
    verdict: str | None


class Pack(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """All items of a report."""

    statements: list[Kept[Statement]]
    events: list[Kept[Event]]
    figures: list[Kept[Figure]]
    positions: list[Kept[Position]]


_decoder = msgspec.msgpack.Decoder(Pack)
_KINDS: tuple[Kind, ...] = ("statement", "event", "figure", "position")


def pack(items: Iterable[Item]) -> bytes:
    """Pack the items of one report."""
    by_kind: dict[Kind, list[object]] = {kind: [] for kind in _KINDS}
    for item in items:
        around = tuple(statement.id for statement in item.around)
        kept: Kept[Any] = Kept(
            item.key, item.record, around, item.chain, item.actors, item.words, item.verdict
        )
        by_kind[item.kind].append(kept)
    return msgspec.msgpack.encode(list(by_kind.values()))


def unpack(packed: bytes, filed: Filed) -> tuple[Item, ...]:
    """Give back the items of a report."""
    found = _decoder.decode(packed)
    said = {kept.record.id: kept.record for kept in found.statements}
    parts: Sequence[tuple[Kind, Sequence[Kept[Any]]]] = (
        ("statement", found.statements),
        ("event", found.events),
        ("figure", found.figures),
        ("position", found.positions),
    )
    return tuple(_item(kind, kept, filed, said) for kind, some in parts for kept in some)


def _item(kind: Kind, kept: Kept[Any], filed: Filed, said: dict[str, Statement]) -> Item:
    return Item(
        key=kept.key,
        kind=kind,
        filed=filed,
        record=kept.record,
        around=tuple(said[name] for name in kept.around if name in said),
        chain=kept.chain,
        actors=kept.actors,
        words=kept.words,
        verdict=kept.verdict,
    )
