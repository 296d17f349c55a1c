"""The plain data that flows through According, in the words of the annotation guide.

Report ──► reading.read ──► Reading(statements, events, figures, positions, doubts)

Field names and order are those of the gold files; beside each quoted string stand
its character offsets into ``Report.text`` (Unicode code points, end exclusive), so
that ``text[start:end]`` is always the quoted string.
"""

from typing import Literal

import msgspec

Span = tuple[int, int]

Kind = Literal["person", "body", "outlet", "unnamed", "collective", "document"]
Act = Literal[
    "say", "deny", "confirm", "accuse", "demand", "threaten", "warn",
    "promise", "agree", "reject", "believe", "feel", "ask",
]  # fmt: skip
Form = Literal["direct", "indirect", "mixed"]
# The sixteen roots of the PLOVER ontology (Open Event Data Alliance, 2021).
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Status = Literal["actual", "planned", "possible", "demanded", "denied"]
Measure = Literal[
    "killed", "injured", "missing", "displaced", "detained", "captive", "released",
    "rescued", "troops", "aid", "money", "buildings", "percent", "other",
]  # fmt: skip
Stance = Literal["for", "against", "conditional", "undecided"]


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One published text; all but ``text`` may be unknown.

    ``published`` is an ISO 8601 date or time as given by the source.
    """

    text: str
    id: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    title: str | None = None


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """Content that the report puts in somebody's mouth or mind.

    ``content`` is one verbatim string, or a list of them when the words stand apart.
    ``via`` is the id of the statement inside which this one stands. ``chain`` leads
    from the publisher inwards to the speaker; its last link is the origin of the
    claim as far as the text tells.
    """

    id: str
    content: str | list[str]
    cue: str | None
    source: str | None
    kind: Kind
    act: Act
    form: Form
    speaker: str
    via: str | None
    chain: list[str]
    content_spans: list[Span]
    cue_span: Span | None
    source_span: Span | None
    confidence: float


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Who does what to whom; ``statement`` is the innermost statement that holds it.

    ``place`` is as written; ``date`` is ISO 8601, whole ("2025-09-04") or partial ("2025-09").
    """

    type: EventType
    trigger: str
    actor: list[str]
    recipient: list[str]
    mediator: list[str]
    place: str | None
    date: str | None
    status: Status
    statement: str | None
    trigger_span: Span
    confidence: float


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A count that matters; ``low`` and ``high`` bound it where the text says so."""

    measure: Measure
    value: float | int
    text: str
    who: str | None
    place: str | None
    since: str | None
    statement: str | None
    low: float | int | None = None
    high: float | int | None = None
    cause: str | None = None
    text_span: Span
    confidence: float


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """A party's stance on a proposal, demand or course of action."""

    holder: str
    issue: str
    stance: Stance
    statement: str | None
    issue_span: Span
    confidence: float


Record = Statement | Event | Figure | Position  # an item: what is found in a report


class Doubt(msgspec.Struct, frozen=True, kw_only=True):
    """Something about a report that could not be read as it should.

    ``kind`` is a stable short name ("empty-text", "not-english", …); ``message`` says
    in one sentence what was found and what was done about it.
    """

    kind: str
    message: str


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """Everything read from one report."""

    report: Report
    statements: list[Statement] = []
    events: list[Event] = []
    figures: list[Figure] = []
    positions: list[Position] = []
    doubts: list[Doubt] = []
    reader: str = ""  # the version of the reader that made it
