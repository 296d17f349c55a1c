"""What an analyst says about an item: that it is right, wrong, or should read otherwise.

item ──anchor──► Correction(anchor, verdict, changes) ──located──► the like item, re-read

A correction never touches the reading. It holds on to the item by the words that the item
quotes, its *anchor*, and so finds it again when a newer reader has read the report anew.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import msgspec

from according.ledger.questions import Item
from according.records import Event, Figure, Record, Statement

Verdict = Literal["accept", "reject", "correct"]

ALIKE = 0.6  # share of words that two quotations have in common when one is the other, re-read
_WORD = re.compile(r"\w+")


class Anchor(msgspec.Struct, frozen=True):
    """By what an item is known again: the words it quotes, where, and what else tells it apart."""

    words: list[str]
    start: int
    besides: str = ""
    nth: int = 0  # of those that agree in all this, from 0


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """One act of an analyst. ``address`` is where the item stands now; None: it is orphaned.

    ``changes`` holds the fields as they should be. The statement that ``via`` or
    ``statement`` names is held by its anchor, since its id is the reading's alone.
    """

    number: int
    report: int
    item: Item
    anchor: Anchor
    verdict: Verdict
    changes: dict[str, Any]
    by: str
    at: str
    note: str | None = None
    undone: str | None = None
    address: str | None = None


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """What an analyst says about an item; ``changes`` only with the verdict "correct"."""

    verdict: Verdict
    by: str
    changes: Mapping[str, Any] = {}
    note: str | None = None


def anchors(items: Sequence[Record]) -> list[Anchor]:
    """Take the anchors of the items of one sort in a reading: no two are the same."""
    seen: Counter[tuple[object, ...]] = Counter()
    out = []
    for record in items:
        words, start, besides = _anchor(record)
        alike = (*words, start, besides)
        out.append(Anchor(words, start, besides, seen[alike]))
        seen[alike] += 1
    return out


def _anchor(record: Record) -> tuple[list[str], int, str]:
    """Give an item's words, where they begin, and what tells apart others at the same words.

    "A and B traded blame" is two events at one trigger.
    """
    if isinstance(record, Statement):
        parts = [record.content] if isinstance(record.content, str) else record.content
        start = record.content_spans[0][0] if record.content_spans else 0
        return list(parts), start, record.cue or ""
    if isinstance(record, Event):
        who = " → ".join("; ".join(names) for names in (record.actor, record.recipient))
        return [record.trigger], record.trigger_span[0], f"{record.type} {who}"
    if isinstance(record, Figure):
        return [record.text], record.text_span[0], record.measure
    return [record.issue], record.issue_span[0], record.holder


def located(held: Sequence[Anchor], items: Sequence[Record]) -> dict[int, int]:
    """Find the place of each anchor's item, one to one, the most alike first.

    Anchors whose item is gone have no entry.
    """
    theirs = anchors(items)
    ranked = sorted(
        (
            (*likeness, -n, -place)
            for n, one in enumerate(held)
            for place, two in enumerate(theirs)
            if (likeness := _likeness(one, two))[0] >= ALIKE
        ),
        reverse=True,
    )
    out: dict[int, int] = {}
    for *_, n, place in ranked:
        if -n not in out and -place not in out.values():
            out[-n] = -place
    return out


def _likeness(one: Anchor, two: Anchor) -> tuple[float, bool, int, bool]:
    """Compare words first, then what tells apart, then where they stand."""
    words = 1.0 if one.words == two.words else _overlap(one.words, two.words)
    return words, one.besides == two.besides, -abs(one.start - two.start), one.nth == two.nth


def _overlap(one: Iterable[str], two: Iterable[str]) -> float:
    """Give the F1 of the words of two quotations."""
    a, b = (Counter(_WORD.findall(" ".join(text).casefold())) for text in (one, two))
    both = (a & b).total()
    return 2 * both / (a.total() + b.total()) if both else 0.0
