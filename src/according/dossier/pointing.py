"""Denials of what only the words before them tell: "Varnholt has always denied this".

items of a report ──PLAIN──► what is denied, and those that deny it, by their keys

What a denial points back to is found by what the denier goes on to say of it, by its being
called a report, a claim, an accusation or "no such letter", or else by where it stands.
"""

import re
from collections.abc import Iterator, Sequence

from according.dossier.items import Item, Role
from according.dossier.material import Extract
from according.dossier.nothing import such, tells_of
from according.dossier.stems import negated, stems
from according.records import Event, Statement

_IT = re.compile(
    r"^\W*(?:(?:that|this|it|the|these|those|any|all|such|such a|everything|"
    r"is|was|not true|untrue|false|"
    r"(?:the )?(?:report|claim|accusation|allegation|charge|story|suggestion|figure)s?)\W*)+$",
    re.IGNORECASE,
)
_DENIED = re.compile(
    # Who "rejects it" may reject a plan.
    r"\b(?:den(?:y|ies|ied)(?: it)?|(?:den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)?)\s+"
    r"(?:that|this|the (?:report|claim|accusation|allegation|charge)s?))\W*$",
    re.IGNORECASE,
)
REJECTS = frozenset({"deny", "reject"})
CLAIM = re.compile(
    r"^\W*(?:as \w+ )?(?:the|a|any|all|those|these) "
    r"(?:claim|report|accusation|allegation|charge)s?\b[^.]*\bthat\b",
    re.IGNORECASE,
)
_REPORT = re.compile(r"\b(?:report|story|everything)\b", re.IGNORECASE)  # all that was cited
_UNTRUE = re.compile(r"\b(?:not true|untrue|false)\b", re.IGNORECASE)  # of all the report says
_ACCUSATION = re.compile(r"\b(?:accusation|allegation|charge)s?\b", re.IGNORECASE)
_NEXT = 300  # characters
_FAR = 900  # … between something said and "that is not true"
_ADJACENT = 3  # … between a denial and the quotation that it introduces
_COMMON = 2  # words that tell what a denial is of
_ASSERTED = frozenset({"accuse", "say", "confirm", "believe"})


def _plain(items: Sequence[Item]) -> Iterator[str]:
    """Denials of what only the words before them tell, each after the item that it denies.

    What the denier says next is his denial as far as it has a word of what he denies.
    """
    said = sorted((i for i in items if i.kind == "statement"), key=at)
    for item in items:
        more = _goes_on(item, said)
        if such(item):
            what = _such(item, items)
        elif _names_nothing(item):
            what = _likest(item, more, items) or _pointed_at(item, said)
        else:
            what = _claimed(item, said) or _accusation(item, items, said)
        if what is not None:
            told = set(stems(what.text))
            same = [i for i in more if not told.isdisjoint(stems(i.text))]
            yield " ".join(i.key for i in (what, item, *same))


def _such(item: Item, items: Sequence[Item]) -> Item | None:
    """What "no such letter" denies: what was said last of one, by somebody else."""
    before = [
        i for i in items
        if at(i) < at(item) and _tells(i) and tells_of(i, such(item))
        and not _speaks(item) & _speaks(i)
    ]  # fmt: skip
    return max(before, key=at, default=None) if item.kind == "statement" else None


def _claimed(item: Item, said: Sequence[Item]) -> Item | None:
    """What somebody rejects as another's claim: "the claim of the minister that …"."""
    record = item.record
    if not (isinstance(record, Statement) and record.act in REJECTS and CLAIM.match(item.text)):
        return None
    inner = (i for i in said if getattr(i.record, "via", None) == record.id)
    return next((i for i in inner if not _speaks(item) & _speaks(i)), None)


def _pointed_at(item: Item, said: Sequence[Item]) -> Item | None:
    """What "that" means, by where it stands: what was said last; for a report, what it cites."""
    before = [
        i for i in said
        if 0 < at(item) - at(i) <= _FAR and end(i) <= at(item)
        and not _speaks(item) & _speaks(i)
    ]  # fmt: skip
    wanted = frozenset({"accuse"}) if _ACCUSATION.search(item.text) else _ASSERTED
    asserted = [i for i in before if getattr(i.record, "act", "") in wanted]
    report = _REPORT.search(item.text)
    cited = [i for i in asserted if report and getattr(i.record, "kind", "") == "outlet"]
    first = 0 if _UNTRUE.search(item.text) else -1
    return cited[0] if cited else asserted[first] if asserted else None


def _likest(item: Item, more: Sequence[Item], items: Sequence[Item]) -> Item | None:
    """What "that" means, by what the one who denies goes on to say of it."""
    words = {word for each in more for word in stems(each.text)}
    before = [
        i for i in items if at(i) < at(item) and _tells(i) and not _speaker(item) & _speaker(i)
    ]
    common = {i.key: len(words.intersection(stems(i.text))) for i in before}
    best = max(before, key=lambda i: (common[i.key], i.kind == "statement"), default=None)
    return best if best is not None and common[best.key] >= _COMMON else None


def _tells(item: Item) -> bool:
    """Whether an item says that something is so."""
    record = item.record
    if isinstance(record, Statement):
        return record.act in _ASSERTED and not negated(item.text)
    return isinstance(record, Event) and record.status == "actual" and record.type != "REJECT"


def _accusation(item: Item, items: Sequence[Item], said: Sequence[Item]) -> Item | None:
    """What somebody who denies was just accused of: what the accuser said beside his name."""
    if getattr(item.record, "act", "") != "deny":
        return None
    for event in sorted((i for i in items if i.kind == "event"), key=at, reverse=True):
        near = 0 < at(item) - at(event) <= _NEXT
        if near and getattr(event.record, "type", "") == "ACCUSE" and _accused(event, item):
            accusers = _known(event, "actor")
            words = [i for i in said if at(event) < at(i) < at(item)]
            by = [i for i in words if accusers & _speaks(i) and _tells_more(i, event)]
            if by:
                return by[0]
    return None


def _accused(event: Item, item: Item) -> bool:
    return bool(_known(event, "recipient") & _speaks(item))


def _tells_more(item: Item, event: Item) -> bool:
    """Whether words say more than who is accused."""
    names = {word for name in event.named("recipient") for word in stems(name.name)}
    words = set(stems(item.text)) - names
    return len(words) >= _COMMON


def _goes_on(item: Item, said: Sequence[Item]) -> list[Item]:
    """What the one who denies says next, if that is a denial too: "there is no messenger".

    A quotation that follows at once is his, or his spokesman's, by whatever name.
    """
    after = [i for i in said if 0 < at(i) - at(item) <= _NEXT and negated(i.text)]
    return [i for i in after if _speaks(i) & _speaks(item) or 0 <= at(i) - end(item) <= _ADJACENT]


def _names_nothing(item: Item) -> bool:
    """Whether an item is a denial, or tells one, that leaves it to the words before it of what."""
    record = item.record
    if isinstance(record, Statement):
        return record.act == "deny" and bool(record.content_spans) and bool(_IT.match(item.text))
    return isinstance(record, Event) and record.type == "REJECT" and bool(_DENIED.search(item.text))


def at(item: Item) -> int:
    """Where what an item tells begins in its report."""
    record = item.record
    if isinstance(record, Statement):
        return record.content_spans[0][0] if record.content_spans else 0
    return record.trigger_span[0] if isinstance(record, Event) else 0


def end(item: Item) -> int:
    """Where what an item tells ends."""
    record = item.record
    if isinstance(record, Statement):
        return record.content_spans[-1][1] if record.content_spans else 0
    return record.trigger_span[1] if isinstance(record, Event) else 0


def _speaks(item: Item) -> set[str]:
    """Whose words an item is, as far as told."""
    return _known(item, "speaker") or _known(item, "actor", "recipient")


def _speaker(item: Item) -> set[str]:
    return _known(item, "speaker")


def _known(item: Item, *roles: Role) -> set[str]:
    names = [name for role in roles for name in item.named(role)]
    return {each for name in names for each in (name.key, name.party) if each}


PLAIN = Extract("denials-7", str, _plain)
