"""The statements of one report, to be asked by place.

[Statement] ─► Said ─► innermost(span), cued(span), of_cue(span), outwards(statement)
"""

from collections.abc import Iterator, Sequence

from according.overlaps import Overlaps
from according.records import Span, Statement


class Said:
    """Statements with an index of where their contents and cues stand."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        """Index statements; made once a report."""
        self._by_id = {s.id: s for s in statements}
        self._contents = Overlaps((s, s.content_spans) for s in statements)
        self._cues = Overlaps((s, [s.cue_span]) for s in statements if s.cue_span)

    def innermost(self, span: Span) -> Statement | None:
        """Return the smallest statement whose content holds ``span``."""
        holding = [
            s
            for s in self._contents.touching(span)
            if any(a <= span[0] and span[1] <= b for a, b in s.content_spans)
        ]
        return min(holding, key=lambda s: sum(b - a for a, b in s.content_spans), default=None)

    def cued(self, span: Span) -> Statement | None:
        """Return the first statement whose cue shares a character with ``span``."""
        return next(iter(self._cues.touching(span)), None)

    def of_cue(self, span: Span) -> Statement | None:
        """Return the statement whose cue stands exactly at ``span``."""
        return next((s for s in self._cues.touching(span) if s.cue_span == span), None)

    def outwards(self, statement: Statement | None) -> Iterator[Statement]:
        """Yield a statement, the one around it, and so on."""
        while statement is not None:
            yield statement
            statement = self._by_id.get(statement.via) if statement.via else None
