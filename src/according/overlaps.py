"""Find what covers or touches a place in the text without looking at everything.

Overlaps([(item, spans), …]).touching(span) ──▶ the items with a span that overlaps it

A report holds a few dozen statements, a bulk file of five million characters tens of
thousands: comparing each with each took hours there. Items are entered under every
stretch of text that they reach into, so a question costs what stands nearby.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from according.records import Span

Item = TypeVar("Item")

_STRETCH = 1024  # characters; contents run to 150 on average, so most reach into one or two


class Overlaps(Generic[Item]):
    """Items by the stretches of text that they cover.

    >>> places = Overlaps([("a", [(0, 5)]), ("b", [(3, 9), (20, 30)])])
    >>> places.touching((4, 6)), places.touching((5, 6)), places.touching((9, 20))
    (['a', 'b'], ['b'], [])
    """

    def __init__(self, items: Iterable[tuple[Item, Sequence[Span]]]) -> None:
        """Enter items in the order in which they are to be found again."""
        self._items: list[tuple[Item, Sequence[Span]]] = []
        self._by_stretch: defaultdict[int, list[int]] = defaultdict(list)
        for item, spans in items:
            number = len(self._items)
            self._items.append((item, spans))
            for at in {s for span in spans for s in _stretches(span)}:
                self._by_stretch[at].append(number)

    def touching(self, *spans: Span) -> list[Item]:
        """Return the items that share a character with any of ``spans``, in order, each once."""
        near = {n for s in spans for at in _stretches(s) for n in self._by_stretch.get(at, ())}
        return [self._items[n][0] for n in sorted(near) if _meet(self._items[n][1], spans)]


def _meet(some: Sequence[Span], others: Sequence[Span]) -> bool:
    return any(a < y and x < b for a, b in some for x, y in others)


def _stretches(span: Span) -> range:
    return range(span[0] // _STRETCH, (max(span[1] - 1, span[0])) // _STRETCH + 1)
