"""Tell what stands in quotation marks.

Pure and linear: where the marks and line ends stand is noted once a text, so that a
question about one place costs the same in a text that is a single endless line.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from according.records import Span

MARKS = '"“”«»„'


class Marks:
    """Where the quotation marks and line ends of a text stand."""

    def __init__(self, text: str) -> None:
        """Note every place once."""
        self.text = text
        self.lines = [m.start() for m in re.finditer("\n", text)]
        self.opening = [m.start() for m in re.finditer("“", text)]
        self.closing = [m.start() for m in re.finditer("”", text)]
        self.plain = [m.start() for m in re.finditer('"', text)]

    def inside(self, span: Span) -> bool:
        """Tell whether ``span`` stands inside quotation marks that it does not hold itself.

        >>> marks = Marks('He said "no".')
        >>> marks.inside((9, 11)), marks.inside((8, 12))
        (True, False)
        """
        written = self.text[span[0] : span[1]]
        return self.around(span) and not any(m in written for m in MARKS)

    def line(self, span: Span) -> Span:
        """Return the line, or lines, that ``span`` stands in, without the last line end."""
        before = bisect_left(self.lines, span[0])
        after = bisect_left(self.lines, span[1])
        return (
            self.lines[before - 1] + 1 if before else 0,
            self.lines[after] if after < len(self.lines) else len(self.text),
        )

    def around(self, span: Span) -> bool:
        """Tell whether a quotation opens before ``span`` in its line and closes after it."""
        start, end = self.line(span)
        opened = _between(self.opening, start, span[0]) > _between(self.closing, start, span[0])
        if not opened and _between(self.plain, start, span[0]) % 2 == 0:
            return False
        plain, opening, closing = (
            _next(places, span[1], end) for places in (self.plain, self.opening, self.closing)
        )
        return min(plain, closing) < min(opening, end)


def _between(places: Sequence[int], start: int, end: int) -> int:
    return bisect_left(places, end) - bisect_left(places, start)


def _next(places: Sequence[int], start: int, end: int) -> int:
    """Return the first place in [start, end), or ``end``."""
    at = bisect_left(places, start)
    return min(places[at], end) if at < len(places) else end
