"""What is asserted: mentions of one thing, across wordings and outlets, are one claim.

Mention ──blocks──► claims that may be it ──likeness──► the likest, or a claim of its own

Reports are taken in in the order in which the ledger received them, and each mention is put
once: so a new report changes no former claim, and taking in reports one by one gives the same
as taking them in together. A mention is compared with few others: with claims that share
participants and type, a number, or a rare word, the latest first, among the last reports.
"""

from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from according.dossier.items import Item, Kind
from according.dossier.likeness import THRESHOLD, Weights, likeness
from according.dossier.material import Changed, Material
from according.dossier.mentions import MENTIONS, Mention

MEMORY = 2000  # reports that a new one is compared with
_RARE = 4  # words of a mention by which it is found
_LATEST = 40  # claims looked up by one word or pair
_TRIES = 16  # claims compared closely
_MEMBERS = 4  # mentions of a claim that one is compared with


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is asserted; ``items`` are the keys of all that assert it.

    ``key`` is that of the first item that did, as the ledger received them. ``reports`` are in
    the order of publication, ``kind`` is what most of it is.
    """

    key: str
    kind: Kind
    items: tuple[str, ...]
    reports: tuple[int, ...]

    @property
    def since(self) -> str:
        """The item that came first."""
        return self.key


class Placed(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Which claim the items of a report are put to, in the store."""

    items: tuple[str, ...]
    claims: tuple[str, ...]


PLACED = "claims-1"


class Claims:
    """The claims of a dossier."""

    def __init__(self, material: Material) -> None:
        """Take up what was worked out before, and take in the rest."""
        self._material = material
        self._items: dict[str, dict[str, None]] = defaultdict(dict)  # claim -> its items
        self._claim: dict[str, str] = {}  # item -> its claim
        self._of: dict[int, tuple[str, ...]] = {}  # report -> its items
        self._grouping: Grouping | None = None
        kept = material.kept(PLACED, Placed)
        for report, placed in kept.items():
            self._enter(report, placed)
        self._take(report for report in material.numbers() if report not in kept)

    def update(self, changed: Changed) -> set[str]:
        """Take in what came and let go of what went; gives the claims that this touches."""
        touched: set[str] = set()
        for report in (*changed.gone, *changed.new):
            touched |= self._leave(report)
        return touched | self._take(changed.new)

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Claim]:
        for key in self._items:
            yield self.claim(key)

    def __contains__(self, key: str) -> bool:
        return key in self._items

    def claim(self, key: str) -> Claim:
        """The claim of a key; KeyError where there is none."""
        items = tuple(self._items[key])
        kinds = Counter(_KINDS[item.partition(".")[2][0]] for item in items)
        reports = sorted({_report(item) for item in items}, key=self._order)
        return Claim(key=key, kind=kinds.most_common(1)[0][0], items=items, reports=tuple(reports))

    def of(self, item: str) -> str | None:
        """The key of the claim that an item is put to."""
        return self._claim.get(item)

    def in_report(self, report: int) -> tuple[str, ...]:
        """The keys of the claims of a report, each once."""
        return tuple(dict.fromkeys(self._claim[item] for item in self._of.get(report, ())))

    def items(self, key: str) -> list[Item]:
        """The items of a claim, in the order of publication."""
        found = [self._material.item(item) for item in self._items[key]]
        return sorted(found, key=lambda item: (item.filed.when, item.filed.report))

    def mentions(self, key: str) -> list[Mention]:
        """What is compared of a claim, in the order of publication."""
        reports = self.claim(key).reports
        found = self._material.facts(MENTIONS, reports)
        return [m for report in reports for m in found[report] if self._claim.get(m.item) == key]

    def _order(self, report: int) -> tuple[str, int]:
        return self._material.filed(report).when, report

    def _enter(self, report: int, placed: Placed) -> None:
        self._of[report] = placed.items
        for item, claim in zip(placed.items, placed.claims, strict=True):
            self._items[claim][item] = None
            self._claim[item] = claim

    def _leave(self, report: int) -> set[str]:
        touched = set()
        for item in self._of.pop(report, ()):
            claim = self._claim.pop(item)
            self._items[claim].pop(item)
            touched.add(claim)
            if not self._items[claim]:
                del self._items[claim]
        if self._grouping is not None:
            self._grouping.leave(report)
        return touched

    def _take(self, reports: Iterable[int]) -> set[str]:
        """Put the mentions of reports, in the order in which the ledger received them."""
        new = sorted(reports)
        if not new:
            return set()
        grouping = self._remembered(new[0])
        facts = self._material.facts(MENTIONS, new)
        rows: dict[int, Placed] = {}
        for report in new:
            some = facts.get(report, [])
            day = self._material.filed(report).when[:10]
            claims = grouping.take(report, day, some)
            rows[report] = Placed(tuple(m.item for m in some), tuple(claims))
            self._enter(report, rows[report])
        self._material.keep(PLACED, rows)
        return {claim for placed in rows.values() for claim in placed.claims}

    def _remembered(self, before: int) -> "Grouping":
        """What new mentions are compared with: those of the last reports."""
        if self._grouping is None:
            self._grouping = Grouping()
            last = sorted(report for report in self._of if report < before)[-MEMORY:]
            facts = self._material.facts(MENTIONS, last) if last else {}
            for report in last:
                claims = [self._claim[m.item] for m in facts[report]]
                day = self._material.filed(report).when[:10]
                self._grouping.remember(report, day, facts[report], claims)
        return self._grouping


_KINDS: Mapping[str, Kind] = {
    "s": "statement", "e": "event", "f": "figure", "p": "position",
}  # fmt: skip


class _Seen(NamedTuple):
    """A mention that is there, the claim it is put to, and the day of its report."""

    mention: Mention
    claim: str
    day: int


class Grouping:
    """Puts mentions to claims, and remembers those of the last reports."""

    def __init__(self, threshold: float = THRESHOLD) -> None:
        """Remember nothing yet."""
        self.weights = Weights()
        self._threshold = threshold
        self._members: dict[str, list[_Seen]] = {}
        self._blocks: dict[str, OrderedDict[str, None]] = {}
        self._reports: OrderedDict[int, tuple[frozenset[str], tuple[_Seen, ...]]] = OrderedDict()

    def take(self, report: int, day: str, mentions: Sequence[Mention]) -> list[str]:
        """Put the mentions of a report; gives the claim of each."""
        number = _ordinal(day)
        words = self._see(mentions)
        seen: list[_Seen] = []
        for mention in mentions:
            claim = self._find(mention, number) or mention.item
            seen.append(_Seen(mention, claim, number))
            self._index(seen[-1])
        self._note(report, words, seen)
        return [each.claim for each in seen]

    def remember(
        self, report: int, day: str, mentions: Sequence[Mention], claims: Sequence[str]
    ) -> None:
        """Take in mentions that have been put before."""
        words, number = self._see(mentions), _ordinal(day)
        seen = [_Seen(m, claim, number) for m, claim in zip(mentions, claims, strict=True)]
        for each in seen:
            self._index(each)
        self._note(report, words, seen)

    def leave(self, report: int) -> None:
        """Forget a report."""
        words, seen = self._reports.pop(report, (frozenset(), ()))
        if words or seen:
            self.weights.see(words, -1)
        for each in seen:
            left = [m for m in self._members.get(each.claim, ()) if m.mention != each.mention]
            if left:
                self._members[each.claim] = left
            else:
                self._members.pop(each.claim, None)

    def _see(self, mentions: Iterable[Mention]) -> frozenset[str]:
        words = frozenset(word for mention in mentions for word in mention.words)
        self.weights.see(words)
        return words

    def _note(self, report: int, words: frozenset[str], seen: Sequence[_Seen]) -> None:
        self._reports[report] = words, tuple(seen)
        while len(self._reports) > MEMORY:
            self.leave(next(iter(self._reports)))

    def _index(self, seen: _Seen) -> None:
        self._members.setdefault(seen.claim, []).append(seen)
        for block in self._keys(seen.mention):
            claims = self._blocks.setdefault(block, OrderedDict())
            claims[seen.claim] = None
            claims.move_to_end(seen.claim)
            if len(claims) > _LATEST:
                claims.popitem(last=False)

    def _keys(self, mention: Mention) -> Iterator[str]:
        """What a mention is found by."""
        kind, label = mention.kind[0], mention.label
        if mention.kind == "figure":
            yield f"f {mention.value:g} {label}"
            yield from (f"f {mention.value:g} {word}" for word in mention.head)
            return
        # Statements find events and positions by words, and the other way round.
        for word in sorted(mention.words, key=lambda w: (-self.weights.of(w), w))[:_RARE]:
            yield f"w {word}"
        if mention.kind == "event":
            yield from (f"e {label} {side}" for side in mention.sides)
            yield from (f"e {label} {word}" for word in (*mention.place, *mention.head))
        elif mention.kind == "position":
            yield from (f"{kind} {side} {word}" for side in mention.sides for word in mention.head)
        if mention.inside:
            yield f"i {mention.inside}"
        elif mention.kind == "statement":
            yield f"i {mention.item}"

    def _find(self, mention: Mention, day: int) -> str | None:
        """The claim that a mention belongs to."""
        hits: Counter[str] = Counter()
        for block in self._keys(mention):
            hits.update(self._blocks.get(block, ()))
        ranked = sorted(hits, key=lambda claim: (-hits[claim], claim))[:_TRIES]
        best, found = self._threshold, None
        for claim in ranked:
            score = self._score(mention, claim, day)
            if score >= best and (score > best or found is None):
                best, found = score, claim
        return found

    def _score(self, mention: Mention, claim: str, day: int) -> float:
        """How alike a mention is to the first and the last of a claim: mostly the likest."""
        members = self._members.get(claim, [])
        some = members if len(members) <= _MEMBERS else [members[0], *members[1 - _MEMBERS :]]
        scores = [
            likeness(mention, each.mention, self.weights, abs(day - each.day)) for each in some
        ]
        if not scores:
            return 0.0
        return 0.7 * max(scores) + 0.3 * sum(scores) / len(scores)


def _ordinal(day: str) -> int:
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError:
        return 0


def _report(item: str) -> int:
    return int(item[1 : item.index(".")])
