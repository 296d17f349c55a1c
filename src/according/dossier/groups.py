"""Facts of many reports, grouped, each group with its answer.

Material.facts(extract) ──key──► groups ──answer──► answers, in order

When reports come or go, only the groups that they touch are answered anew.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from according.dossier.material import Changed, Extract, Material

Fact = TypeVar("Fact")
Answer = TypeVar("Answer")
Key = TypeVar("Key", bound=Hashable)


class Groups(Generic[Key, Fact, Answer]):
    """One part of the dossier: its facts by group, and what follows from each group."""

    def __init__(
        self,
        material: Material,
        extract: Extract[Fact],
        keys: Callable[[Fact], Iterable[Key]],
        answer: Callable[[Key, Sequence[Fact]], Sequence[Answer]],
    ) -> None:
        """Take in the facts of all reports."""
        self._material, self._extract, self._keys, self._answer = material, extract, keys, answer
        self._facts: dict[Key, dict[int, list[Fact]]] = defaultdict(dict)
        self._touched: dict[int, set[Key]] = {}
        self._answers: dict[Key, Sequence[Answer]] = {}
        self._take(material.facts(extract))

    def update(self, changed: Changed) -> set[Key]:
        """Take in what came and let go of what went; gives the groups that changed."""
        stale: set[Key] = set()
        for report in (*changed.new, *changed.gone):
            for key in self._touched.pop(report, ()):
                self._facts[key].pop(report, None)
                stale.add(key)
        stale |= self._take(self._material.facts(self._extract, changed.new))
        for key in stale:
            self._answers.pop(key, None)
            if not self._facts[key]:
                del self._facts[key]
        return stale

    def _take(self, facts: dict[int, list[Fact]]) -> set[Key]:
        touched: set[Key] = set()
        for report, some in facts.items():
            for fact in some:
                for key in self._keys(fact):
                    self._facts[key].setdefault(report, []).append(fact)
                    self._touched.setdefault(report, set()).add(key)
                    touched.add(key)
        return touched

    def keys(self) -> Iterator[Key]:
        """The groups that there are."""
        return iter(self._facts)

    def of(self, key: Key) -> Sequence[Answer]:
        """The answers of one group."""
        if key not in self._facts:
            return ()
        if key not in self._answers:
            self._answers[key] = self._answer(key, self.facts(key))
        return self._answers[key]

    def size(self, key: Key) -> int:
        """How many facts a group has."""
        return sum(map(len, self._facts.get(key, {}).values()))

    def facts(self, key: Key) -> list[Fact]:
        """The facts of one group, in the order of publication."""
        of = self._facts.get(key, {})
        order = sorted(of, key=lambda report: (self._material.filed(report).when, report))
        return [fact for report in order for fact in of[report]]

    def __iter__(self) -> Iterator[Answer]:
        for key in list(self._facts):
            yield from self.of(key)
