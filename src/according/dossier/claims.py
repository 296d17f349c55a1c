"""What is asserted: the same thing, across wordings and outlets, is one claim.

Assertion ──blocks──► claims that may be it ──likeness──► the likest, or a claim of its own

Reports are taken in in the order in which the ledger received them, and each assertion is put
once: so a new report changes no former claim, and taking in reports one by one gives the same
as taking them in together. An assertion is compared with few others: with claims that share
participants and type, a number, or a rare word, the latest first, among the last reports.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from according.dossier.assertions import ASSERTIONS, Assertion
from according.dossier.grouping import MEMORY, Grouping
from according.dossier.items import Item, Kind
from according.dossier.material import Changed, Material

PLACED = "claims-8"
RARE = "rare-1"  # beside it: the words by which each assertion is found
_HELD = 2000  # reports whose assertions are held unpacked

Rare = tuple[tuple[str, ...], ...]  # of a report's assertions


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is asserted; ``items`` are the keys of all that assert it.

    ``key`` like r12.c3 is the report that was first to assert it, as the ledger received them,
    and the number of the assertion in it. ``reports`` are in the order of publication, ``kind``
    is what most of the items are.
    """

    key: str
    kind: Kind
    items: tuple[str, ...]
    reports: tuple[int, ...]


class Placed(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The assertions of a report, by their items, and the claims they are put to.

    ``against`` are pairs of an assertion's number and the claim that it denies or that denies
    it, with how alike they are.
    """

    items: tuple[tuple[str, ...], ...]
    claims: tuple[str, ...]
    against: tuple[tuple[int, str, float], ...] = ()


class Claims:
    """The claims of a dossier."""

    def __init__(self, material: Material) -> None:
        """Take up what was worked out before, and take in the rest."""
        self._material = material
        self._reports: dict[str, list[int]] = {}  # claim -> its reports; the rest is in their rows
        self._placed: dict[int, Placed] = {}
        self._told: dict[int, list[Assertion]] = {}
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
        return len(self._reports)

    def __contains__(self, key: str) -> bool:
        return key in self._reports

    def __iter__(self) -> Iterator[Claim]:
        for key in self._reports:
            yield self.claim(key)

    def claim(self, key: str) -> Claim:
        """The claim of a key; KeyError where there is none."""
        items = self._items(key)
        return Claim(key=key, kind=_kind(items), items=items, reports=self.reports(key))

    def kind(self, key: str) -> Kind:
        """What most of the items of a claim are."""
        return _kind(self._items(key))

    def reports(self, key: str) -> tuple[int, ...]:
        """The reports of a claim, in the order of publication."""
        return tuple(sorted(self._reports[key], key=self._order))

    def of(self, item: str) -> tuple[str, ...]:
        """The keys of the claims that an item makes, in the order of its words."""
        placed = self._placed.get(int(item[1 : item.index(".")]))
        if placed is None:
            return ()
        pairs = zip(placed.items, placed.claims, strict=True)
        return tuple(dict.fromkeys(claim for items, claim in pairs if item in items))

    def in_report(self, report: int) -> tuple[str, ...]:
        """The keys of the claims of a report, each once."""
        placed = self._placed.get(report)
        return tuple(dict.fromkeys(placed.claims)) if placed else ()

    def opposed(self) -> Iterator[tuple[str, str, float]]:
        """Pairs of claims that cannot both hold, with how alike they are but for that."""
        best: dict[tuple[str, str], float] = {}
        for placed in self._placed.values():
            for number, other, score in placed.against:
                pair = placed.claims[number], other
                if other in self._reports and score > best.get(pair, 0.0):
                    best[pair] = score
        yield from ((one, other, score) for (one, other), score in best.items())

    def items(self, key: str) -> list[Item]:
        """The items of a claim, in the order of publication."""
        found = [self._material.item(item) for item in self._items(key)]
        return sorted(found, key=lambda item: self._order(item.filed.report))

    def assertions(self, key: str) -> dict[int, list[Assertion]]:
        """What each report asserts of a claim, in the order of publication."""
        reports = self.reports(key)
        self._fetch(reports)
        return {
            r: [a for a, k in zip(self._told[r], self._placed[r].claims, strict=True) if k == key]
            for r in reports
        }

    def told(self, report: int) -> list[Assertion]:
        """All that a report asserts."""
        self._fetch([report])
        return self._told[report]

    def _fetch(self, reports: Sequence[int]) -> None:
        """Unpack what reports assert, where that has not been done."""
        if len(self._told) > _HELD:
            self._told.clear()
        wanted = [report for report in reports if report not in self._told]
        if wanted:
            self._told |= self._material.facts(ASSERTIONS, wanted)

    def put(self, report: int) -> tuple[str, ...]:
        """The claims that the assertions of a report are put to, one after the other."""
        return self._placed[report].claims

    def _items(self, key: str) -> tuple[str, ...]:
        """The items of a claim, as the ledger received them."""
        found: dict[str, None] = {}
        for report in self._reports[key]:
            placed = self._placed[report]
            for items, claim in zip(placed.items, placed.claims, strict=True):
                if claim == key:
                    found.update(dict.fromkeys(items))
        return tuple(found)

    def _order(self, report: int) -> tuple[str, int]:
        return self._material.filed(report).when, report

    def _enter(self, report: int, placed: Placed) -> None:
        self._placed[report] = placed
        for claim in dict.fromkeys(placed.claims):
            self._reports.setdefault(claim, []).append(report)

    def _leave(self, report: int) -> set[str]:
        placed = self._placed.pop(report, None)
        self._told.pop(report, None)
        if placed is None:
            return set()
        touched = set(placed.claims)
        for claim in touched:
            self._reports[claim].remove(report)
            if not self._reports[claim]:
                del self._reports[claim]
        if self._grouping is not None:
            self._grouping.leave(report)
        return touched

    def _take(self, reports: Iterable[int]) -> set[str]:
        """Put the assertions of reports, in the order in which the ledger received them."""
        new = sorted(reports)
        if not new:
            return set()
        grouping = self._remembered(new[0])
        facts = self._material.facts(ASSERTIONS, new)
        rows: dict[int, Placed] = {}
        rare: dict[int, Rare] = {}
        for report in new:
            places = grouping.take(report, self._material.filed(report).when[:10], facts[report])
            rows[report] = Placed(
                items=tuple(assertion.items for assertion in facts[report]),
                claims=tuple(place.claim for place in places),
                against=tuple((n, p.against, p.score) for n, p in enumerate(places) if p.against),
            )
            rare[report] = tuple(place.rare for place in places)
            self._enter(report, rows[report])
        self._material.keep(RARE, rare)
        self._material.keep(PLACED, rows)  # last: what is placed has all that belongs to it
        return {claim for placed in rows.values() for claim in placed.claims}

    def _remembered(self, before: int) -> Grouping:
        """What new assertions are compared with: those of the last reports."""
        if self._grouping is None:
            self._grouping = Grouping()
            last = sorted(report for report in self._placed if report < before)[-MEMORY:]
            facts = self._material.facts(ASSERTIONS, last) if last else {}
            rare = self._material.kept(RARE, Rare, last) if last else {}
            for report in last:
                day = self._material.filed(report).when[:10]
                claims = self._placed[report].claims
                words = rare.get(report, ((),) * len(claims))
                places = list(zip(claims, words, strict=True))
                self._grouping.remember(report, day, facts[report], places)
        return self._grouping


def _kind(items: Iterable[str]) -> Kind:
    return Counter(_KINDS[item[item.index(".") + 1]] for item in items).most_common(1)[0][0]


_KINDS: dict[str, Kind] = {"s": "statement", "e": "event", "f": "figure", "p": "position"}
