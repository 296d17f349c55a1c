"""What an item asserts, laid out for comparison with others.

Item ──mention──► Mention(kind, mode, sides, words, value, day, place, voices)

One a statement, event, figure or position; small, kept report by report in the store. The
*mode* keeps apart what is said to be so, to come, wanted, and not so: those are different
claims, however alike their words are.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from according.dossier.items import Item, Kind, Named
from according.dossier.material import Extract
from according.dossier.stems import clause, negated, stems
from according.ledger.identity import fold
from according.names import kind_of
from according.records import Event, Figure, Position, Statement
from according.records import Kind as SourceKind

Mode = Literal["is", "not", "to come", "wanted", "any"]

_MODES: dict[str, Mode] = {
    "actual": "is", "denied": "not", "demanded": "wanted", "planned": "to come",
    "possible": "to come",
}  # fmt: skip
# What a content says of these acts is what the speaker wants, not what is so.
_WANTED = frozenset({"demand", "ask"})
_TO_COME = re.compile(
    r"\b(?:will|would|shall|is to|are to|to be|plans? to|draft|if)\b|['’]ll\b|\bfor \d",
    re.IGNORECASE,
)


class Voice(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A link of a chain behind the publisher: on whose word it is told."""

    name: str
    key: str = ""
    party: str = ""
    own: bool = False
    kind: SourceKind = "unnamed"


class Mention(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One item, as what it asserts.

    ``label`` is the act, type, measure or stance; ``sides`` are who takes part, by key where
    they are known; ``head`` the words of the trigger, issue or what is counted; ``words`` all
    that say something. ``span`` is where it stands in its report; ``inside`` the item that it
    is told in. ``act`` is that of the innermost statement it stands in or is.
    """

    item: str
    kind: Kind
    label: str
    mode: Mode
    sides: tuple[str, ...]
    head: tuple[str, ...]
    words: tuple[str, ...]
    value: float | None
    day: str
    place: tuple[str, ...]
    voices: tuple[Voice, ...]
    act: str
    span: tuple[int, int]
    inside: str
    text: str
    confidence: float

    @property
    def report(self) -> int:
        """The number of its report."""
        return int(self.item[1 : self.item.index(".")])


def mentions(items: Sequence[Item]) -> list[Mention]:
    """What the items of one report assert, in the order of the text."""
    inner: dict[str, list[str]] = {}
    for item in items:
        if item.kind == "event" and item.around:
            inner.setdefault(item.around[0].id, []).extend(_sides(item))
    found = [_mention(item, inner) for item in items]
    return sorted((m for m in found if m is not None), key=lambda m: (m.span, m.item))


MENTIONS = Extract("mentions-1", Mention, mentions)


def _mention(item: Item, inner: dict[str, list[str]]) -> Mention | None:
    record = item.record
    if isinstance(record, Statement):
        sides = tuple(dict.fromkeys(inner.get(record.id, ())))
        return _of_statement(item, record, sides)
    if isinstance(record, Event):
        return _of_event(item, record)
    return _of_figure(item, record) if isinstance(record, Figure) else _of_position(item, record)


def _of_statement(item: Item, record: Statement, sides: tuple[str, ...]) -> Mention:
    text = item.text
    mode: Mode = "not" if (record.act == "deny") != negated(text) else "any"
    if record.act == "reject":
        mode = "not"
    elif record.act in _WANTED:
        mode = "wanted"
    spans = record.content_spans or [(0, 0)]
    return _built(item, record.act, mode, sides, text=text, span=(spans[0][0], spans[-1][1]))


def _of_event(item: Item, record: Event) -> Mention:
    text = _clause(item, record.trigger_span)
    return _built(
        item, record.type, _MODES[record.status], _sides(item), text=text,
        head=record.trigger, day=record.date or "", place=record.place, span=record.trigger_span,
    )  # fmt: skip


def _of_figure(item: Item, record: Figure) -> Mention:
    text = _clause(item, record.text_span)
    coming = record.statement is None and _TO_COME.search(text) is not None
    return _built(
        item, record.measure, "to come" if coming else "is", _sides(item), text=text,
        head=record.who or "", value=float(record.value), day=record.since or "",
        place=record.place, span=record.text_span,
    )  # fmt: skip


def _of_position(item: Item, record: Position) -> Mention:
    mode: Mode = "not" if record.stance == "against" else "wanted"
    return _built(
        item, record.stance, mode, _sides(item), text=record.issue, head=record.issue,
        span=record.issue_span,
    )  # fmt: skip


def _built(  # noqa: PLR0913  # one argument a field
    item: Item, label: str, mode: Mode, sides: tuple[str, ...], *, text: str,
    span: tuple[int, int], head: str = "", value: float | None = None, day: str = "",
    place: str | None = None,
) -> Mention:  # fmt: skip
    said = (item.record, *item.around) if isinstance(item.record, Statement) else item.around
    report = item.key.partition(".")[0]
    return Mention(
        item=item.key,
        kind=item.kind,
        label=label,
        mode=mode,
        sides=sides,
        head=stems(head),
        words=stems(text),
        value=value,
        day=day,
        place=stems(place or ""),
        voices=_voices(item, said),
        act=said[0].act if said else "",
        span=span,
        inside=f"{report}.{item.around[0].id}" if item.around else "",
        text=text,
        confidence=item.confidence,
    )


def _sides(item: Item) -> tuple[str, ...]:
    """Who takes part: by party, by key, else by name; who speaks for whom counts as both."""
    roles = ("holder",) if item.kind == "position" else ("actor", "recipient", "mediator")
    names = (name for role in roles for name in item.named(role))  # type: ignore[arg-type]
    return tuple(dict.fromkeys(side for name in names for side in _who(name)))


def _who(name: Named) -> Iterable[str]:
    if name.key or name.party:
        yield from (key for key in dict.fromkeys((name.key, name.party)) if key)
    else:
        yield f"“{fold(name.name)}”"


def _clause(item: Item, span: tuple[int, int]) -> str:
    """The words around an event or figure in its sentence."""
    if not item.words:
        return ""
    sentence = item.words[0]
    return clause(sentence.text, span[0] - sentence.start, span[1] - sentence.start)


def _voices(item: Item, said: Sequence[Statement]) -> tuple[Voice, ...]:
    """The links of the chain behind the publisher, from the outermost inwards."""
    kinds = {statement.speaker: statement.kind for statement in said}
    links = item.named("chain")[1:]
    return tuple(
        Voice(n.name, n.key, n.party, n.own, kinds.get(n.name) or kind_of(n.name)) for n in links
    )
