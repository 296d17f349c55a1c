"""Readings as no reader would make them, for properties that must hold for all."""

from typing import Any

from hypothesis import strategies as st

from according.records import Doubt, Event, Figure, Position, Reading, Report, Statement

# Lone surrogates and NUL among them: JSON escapes bring both.
any_text = st.text(alphabet=st.characters(exclude_categories=()), max_size=40)
maybe = st.none() | any_text
names = st.lists(any_text, max_size=3)
share = st.floats(0, 1)
span = st.tuples(st.integers(0, 10**7), st.integers(0, 10**7))
# JSON holds larger ones too, but no reader makes them.
amount = st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False, allow_infinity=False)


def built(record: type, **fields: Any) -> st.SearchStrategy[Any]:
    """Build records: fields not named here are drawn from what their type allows."""
    return st.builds(record, **fields)


statements = built(
    Statement, id=any_text, content=any_text | names, cue=maybe, source=maybe, speaker=any_text,
    via=maybe, chain=names, content_spans=st.lists(span, max_size=3), cue_span=st.none() | span,
    source_span=st.none() | span, confidence=share,
)  # fmt: skip
events = built(
    Event, trigger=any_text, actor=names, recipient=names, mediator=names, place=maybe,
    date=maybe, statement=maybe, trigger_span=span, confidence=share,
)  # fmt: skip
figures = built(
    Figure, value=amount, text=any_text, who=maybe, place=maybe, since=maybe, statement=maybe,
    low=st.none() | amount, high=st.none() | amount, cause=maybe, text_span=span, confidence=share,
)  # fmt: skip
positions = built(
    Position, holder=any_text, issue=any_text, statement=maybe, issue_span=span, confidence=share
)
readings = built(
    Reading,
    report=built(
        Report, text=any_text, id=maybe, publisher=maybe, url=maybe, published=maybe, title=maybe
    ),
    statements=st.lists(statements, max_size=3),
    events=st.lists(events, max_size=3),
    figures=st.lists(figures, max_size=3),
    positions=st.lists(positions, max_size=3),
    doubts=st.lists(built(Doubt, kind=any_text, message=any_text), max_size=2),
    reader=any_text,
)
