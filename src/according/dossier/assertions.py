"""What a report asserts: its items, laid out for comparison, those that say one thing together.

Item ──piece──► Piece(mode, sides, words, span) ──joined──► Assertion(tellings, …)

"The Post reported that the envoy met the rebels" is a statement, an event in it and maybe a
position: one assertion. A statement of several sentences makes several. The *mode* keeps apart
what is said to be so, to come, wanted, and not so: those are different claims, however alike
their words are; what somebody refuses is not so.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from according.dossier.items import Item, Kind, Named, Role
from according.dossier.material import Extract
from according.dossier.stems import clause, negated, stems
from according.ledger.identity import fold
from according.names import kind_of
from according.records import Event, Figure, Measure, Position, Statement
from according.records import Kind as SourceKind

Mode = Literal["is", "not", "to come", "wanted", "any"]

_MODES: dict[str, Mode] = {
    "actual": "is", "denied": "not", "demanded": "wanted", "planned": "to come",
    "possible": "to come",
}  # fmt: skip
_WANTED = frozenset({"demand", "ask"})  # the content of these is what the speaker wants
_DONE_BY_SAYING = frozenset({"accuse", "agree", "promise", "reject", "threaten"})
_NEAR = 30  # characters between a cue and what it brings
_TO_COME = re.compile(
    r"\b(?:will|would|shall|is to|are to|to be|plans? to|draft|if|provides? for|wants?|demands?)\b"
    r"|['’]ll\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?<=[.!?;])[”\"’]?\s+(?=\S)")
# Numbers of what can be planned as well as done; of the dead or the captive there is one count.
DOABLE: frozenset[Measure] = frozenset({"released", "aid", "troops", "money", "rescued"})
_FEW = 4  # words by which a confirmation points back
_COVERED = 0.6  # of the words of a longer piece that a shorter one in it has to say


class Voice(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A link of a chain behind the publisher: on whose word it is told."""

    name: str
    key: str = ""
    party: str = ""
    own: bool = False
    kind: SourceKind = "unnamed"


class Telling(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An item that tells an assertion: where, and on whose word, the outermost first.

    ``act`` is that of the statement which it is or stands in.
    """

    item: str
    span: tuple[int, int]
    voices: tuple[Voice, ...] = ()
    act: str = ""


class Assertion(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One thing that a report says, by one or more of its items.

    ``labels`` are the types of its events or the measure of its figure; ``head`` the words of
    triggers, or what is counted; ``words`` all that say something; ``sides`` who takes part,
    by key where known. ``speakers`` are those at the ends of the chains.
    """

    kinds: tuple[Kind, ...]
    mode: Mode
    labels: tuple[str, ...]
    sides: tuple[str, ...]
    head: tuple[str, ...]
    words: tuple[str, ...]
    value: float | None
    day: str
    place: tuple[str, ...]
    text: str
    tellings: tuple[Telling, ...]

    @property
    def kind(self) -> Kind:
        """What it is above all."""
        return self.kinds[0]

    @property
    def speakers(self) -> frozenset[str]:
        """Who says so, at the ends of the chains."""
        last = (telling.voices[-1] for telling in self.tellings if telling.voices)
        return frozenset(voice.party or voice.key or voice.name for voice in last)

    @property
    def items(self) -> tuple[str, ...]:
        """The keys of the items that tell it."""
        return tuple(dict.fromkeys(telling.item for telling in self.tellings))


def assertions(items: Sequence[Item]) -> list[Assertion]:
    """What the items of one report assert, in the order of the text."""
    found = sorted(
        (piece for item in items for piece in _pieces(item)),
        key=lambda piece: (piece.tellings[0].span, -_ORDER[piece.kind]),
    )
    out: list[Assertion] = []
    for piece in found:
        back = range(len(out) - 1, -1, -1)
        at = next((i for i in back if _same(out[i], piece)), None)
        if at is None and _confirms(piece):
            at = next((i for i in back if _echoed(out[i], piece)), None)
        if at is None:
            out.append(piece)
        else:
            out[at] = _joined(out[at], piece)
    return out


ASSERTIONS = Extract("assertions-6", Assertion, assertions)
_TAKING_PART: tuple[Role, ...] = ("actor", "recipient", "mediator")
_ORDER: dict[Kind, int] = {"statement": 3, "event": 2, "position": 1, "figure": 0}


def _pieces(item: Item) -> Iterator[Assertion]:
    record = item.record
    if isinstance(record, Statement):
        yield from _of_statement(item, record)
    elif isinstance(record, Event):
        yield _of_event(item, record)
    elif isinstance(record, Figure):
        yield _of_figure(item, record)
    else:
        yield _of_position(item, record)


def _of_statement(item: Item, record: Statement) -> Iterator[Assertion]:
    """A piece for each sentence of each part of the content.

    What somebody does by saying it ("rejected the plan") reaches to the word for it.
    """
    cue = record.cue_span if record.act in _DONE_BY_SAYING else None
    for part in item.words:
        start = part.start
        for sentence in SENTENCE.split(part.text):
            at = part.text.index(sentence, start - part.start) + part.start
            start = at + len(sentence)
            if stems(sentence):
                mode = _said(record.act, sentence)
                yield _built(item, mode, text=sentence, span=_reach((at, start), cue))


def _reach(span: tuple[int, int], cue: tuple[int, int] | None) -> tuple[int, int]:
    """A span with the cue before it, where that is near."""
    if cue is None or not 0 <= span[0] - cue[1] <= _NEAR:
        return span
    return cue[0], span[1]


def _said(act: str, text: str) -> Mode:
    """In what mode something is said by an act."""
    if act == "reject":
        return "not"
    if act in _WANTED:
        return "wanted"
    # "Denied that there was a messenger", "denied it: there was no messenger": it was not.
    return "not" if act == "deny" or negated(text) else "any"


def _of_event(item: Item, record: Event) -> Assertion:
    text = _clause(item, record.trigger_span)
    refused = record.status == "actual" and (record.type == "REJECT" or negated(text))
    return _built(
        item, "not" if refused else _MODES[record.status], text=text,
        label=record.type, head=record.trigger, day=record.date or "", place=record.place,
        span=record.trigger_span,
    )  # fmt: skip


def _of_figure(item: Item, record: Figure) -> Assertion:
    text = _clause(item, record.text_span)
    to_come = record.measure in DOABLE and _TO_COME.search(text)
    return _built(
        item, "to come" if to_come else "is", text=text, label=record.measure,
        head=record.who or "", value=float(record.value), day=record.since or "",
        place=record.place, span=record.text_span,
    )  # fmt: skip


def _of_position(item: Item, record: Position) -> Assertion:
    mode: Mode = "not" if record.stance == "against" else "wanted"
    return _built(item, mode, text=record.issue, span=record.issue_span)


def _built(  # noqa: PLR0913  # one argument a field
    item: Item, mode: Mode, *, text: str, span: tuple[int, int], label: str = "", head: str = "",
    value: float | None = None, day: str = "", place: str | None = None,
) -> Assertion:  # fmt: skip
    said = (item.record, *item.around) if isinstance(item.record, Statement) else item.around
    voices = _voices(item, said)
    sides = _sides(item)
    if not sides and item.kind == "statement" and mode == "not":
        sides = _speaker(voices)  # "there was no messenger": none of ours
    return Assertion(
        kinds=(item.kind,),
        mode=mode,
        labels=(label,) if label else (),
        sides=sides,
        head=stems(head),
        words=stems(f"{' '.join(_names(item))} {text}"),
        value=value,
        day=day,
        place=stems(place or ""),
        text=text,
        tellings=(Telling(item.key, span, voices, said[0].act if said else ""),),
    )


def _sides(item: Item) -> tuple[str, ...]:
    """Who takes part: by party, by key, else by name; who speaks for whom counts as both."""
    roles: tuple[Role, ...] = ("holder",) if item.kind == "position" else _TAKING_PART
    names = (name for role in roles for name in item.named(role))
    return tuple(dict.fromkeys(side for name in names for side in _who(name)))


def _speaker(voices: Sequence[Voice]) -> tuple[str, ...]:
    last = voices[-1] if voices else Voice("")
    return tuple(key for key in dict.fromkeys((last.key, last.party)) if key)


def _names(item: Item) -> Iterator[str]:
    """The names in an event, which may stand apart from the clause that tells it."""
    if item.kind == "event":
        yield from (name.name for role in _TAKING_PART for name in item.named(role))


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


def _same(former: Assertion, piece: Assertion) -> bool:
    """Whether two pieces of one report are one assertion: they stand in one another, mostly."""
    if "figure" in (former.kind, piece.kind):
        return False
    if not _agree(former.mode, piece.mode):
        return False
    if former.text == piece.text:
        return former.labels == piece.labels or not (former.labels and piece.labels)
    if not _within(former.tellings, piece.tellings[0].span):
        return False
    mine, theirs = set(former.words), set(piece.words)
    return bool(mine) and len(mine & theirs) >= _COVERED * len(mine)


def _confirms(piece: Assertion) -> bool:
    """Whether a piece confirms something in few words: "confirmed the payment"."""
    return piece.tellings[0].act == "confirm" and len(piece.words) <= _FEW


def _echoed(former: Assertion, piece: Assertion) -> bool:
    """Whether few words point back to what was said before."""
    if former.mode == "not" or former.kind == "figure":
        return False
    return not set(former.words).isdisjoint(piece.words)


def _agree(one: Mode, other: Mode) -> bool:
    """Whether modes of one report can be of one assertion; a bare saying takes on another's."""
    return one == other or "any" in (one, other)


def _within(tellings: Iterable[Telling], span: tuple[int, int]) -> bool:
    return any(t.span[0] <= span[0] and span[1] <= t.span[1] for t in tellings)


def _joined(former: Assertion, piece: Assertion) -> Assertion:
    """One assertion of two pieces; the words are those of the first, which is the longer."""
    return Assertion(
        kinds=_union(former.kinds, piece.kinds),
        mode=piece.mode if former.mode == "any" else former.mode,
        labels=_union(former.labels, piece.labels),
        sides=_union(former.sides, piece.sides),
        head=_union(former.head, piece.head),
        words=former.words,
        value=former.value,
        day=former.day or piece.day,
        place=former.place or piece.place,
        text=former.text,
        tellings=(*former.tellings, *piece.tellings),
    )


def _union(one: tuple, other: tuple) -> tuple:  # type: ignore[type-arg]  # of anything
    return tuple(dict.fromkeys((*one, *other)))
