"""What is asserted: the same thing, across wordings and outlets, is one claim.

Assertion ──blocks──► claims that may be it ──likeness──► the likest, or a claim of its own

Reports are taken in in the order in which the ledger received them, and each assertion is put
once: so a new report changes no former claim, and taking in reports one by one gives the same
as taking them in together. An assertion is compared with few others: with claims that share
participants and type, a number, or a rare word, the latest first, among the last reports.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from according.dossier.assertions import ASSERTIONS, Assertion
from according.dossier.grouping import MEMORY, Grouping
from according.dossier.items import Item, Kind
from according.dossier.material import Changed, Material

PLACED = "claims-3"


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
        self._items: dict[str, dict[str, None]] = defaultdict(dict)  # claim -> its items
        self._claims: dict[str, list[str]] = defaultdict(list)  # item -> its claims
        self._placed: dict[int, Placed] = {}
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

    def __contains__(self, key: str) -> bool:
        return key in self._items

    def __iter__(self) -> Iterator[Claim]:
        for key in self._items:
            yield self.claim(key)

    def claim(self, key: str) -> Claim:
        """The claim of a key; KeyError where there is none."""
        if key not in self._items:
            raise KeyError(key)
        items = tuple(self._items[key])
        return Claim(key=key, kind=self.kind(key), items=items, reports=self.reports(key))

    def kind(self, key: str) -> Kind:
        """What most of the items of a claim are."""
        kinds = Counter(_KINDS[item[item.index(".") + 1]] for item in self._items[key])
        return kinds.most_common(1)[0][0]

    def reports(self, key: str) -> tuple[int, ...]:
        """The reports of a claim, in the order of publication."""
        found = {int(item[1 : item.index(".")]) for item in self._items[key]}
        return tuple(sorted(found, key=self._order))

    def of(self, item: str) -> tuple[str, ...]:
        """The keys of the claims that an item makes, in the order of its words."""
        return tuple(dict.fromkeys(self._claims.get(item, ())))

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
                if other in self._items and score > best.get(pair, 0.0):
                    best[pair] = score
        yield from ((one, other, score) for (one, other), score in best.items())

    def items(self, key: str) -> list[Item]:
        """The items of a claim, in the order of publication."""
        found = [self._material.item(item) for item in self.claim(key).items]
        return sorted(found, key=lambda item: self._order(item.filed.report))

    def assertions(self, key: str) -> dict[int, list[Assertion]]:
        """What each report asserts of a claim, in the order of publication."""
        reports = self.claim(key).reports
        facts = self._material.facts(ASSERTIONS, reports)
        return {
            r: [a for a, k in zip(facts[r], self._placed[r].claims, strict=True) if k == key]
            for r in reports
        }

    def put(self, report: int) -> tuple[str, ...]:
        """The claims that the assertions of a report are put to, one after the other."""
        return self._placed[report].claims

    def _order(self, report: int) -> tuple[str, int]:
        return self._material.filed(report).when, report

    def _enter(self, report: int, placed: Placed) -> None:
        self._placed[report] = placed
        for items, claim in zip(placed.items, placed.claims, strict=True):
            self._items[claim].update(dict.fromkeys(items))
            for item in items:
                self._claims[item].append(claim)

    def _leave(self, report: int) -> set[str]:
        placed = self._placed.pop(report, None)
        if placed is None:
            return set()
        for items, claim in zip(placed.items, placed.claims, strict=True):
            for item in items:
                self._items[claim].pop(item, None)
                self._claims.pop(item, None)
        touched = set(placed.claims)
        for claim in touched:
            if not self._items[claim]:
                del self._items[claim]
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
        for report in new:
            places = grouping.take(report, self._material.filed(report).when[:10], facts[report])
            rows[report] = Placed(
                items=tuple(assertion.items for assertion in facts[report]),
                claims=tuple(place.claim for place in places),
                against=tuple((n, p.against, p.score) for n, p in enumerate(places) if p.against),
            )
            self._enter(report, rows[report])
        self._material.keep(PLACED, rows)
        return {claim for placed in rows.values() for claim in placed.claims}

    def _remembered(self, before: int) -> Grouping:
        """What new assertions are compared with: those of the last reports."""
        if self._grouping is None:
            self._grouping = Grouping()
            last = sorted(report for report in self._placed if report < before)[-MEMORY:]
            facts = self._material.facts(ASSERTIONS, last) if last else {}
            for report in last:
                day = self._material.filed(report).when[:10]
                claims = self._placed[report].claims
                self._grouping.remember(report, day, facts[report], claims)
        return self._grouping


_KINDS: dict[str, Kind] = {"s": "statement", "e": "event", "f": "figure", "p": "position"}
