"""Who deals with whom, and who passes on whose words: a graph for Gephi, yEd or networkx.

node    a name: an actor, an outlet, a speaker; as written in the reports
edge    chain      outlet ──► whom it cites, one for each statement
        event      actor ──► recipient, with type and status
        mediation  mediator ──► party, of the same event

Edges are not added up: each is one claim, and carries its report, chain and words. Where
an event has actors but no recipient, as in "Oradan and Veshtia met", they face each other.
A graph is held in memory whole: a million edges take about two gigabytes.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations, product
from typing import TYPE_CHECKING, TextIO

from according.exports.harmless import for_terminal
from according.records import Event, Reading, Statement

if TYPE_CHECKING:
    from networkx import MultiDiGraph

Values = dict[str, str | float]
Edge = tuple[str, str, Values]
ARROW = " → "


def write(readings: Iterable[Reading], out: TextIO) -> None:
    """Write the graph of all readings."""
    from networkx import generate_graphml  # noqa: PLC0415  # slow to import

    out.write('<?xml version="1.0" encoding="utf-8"?>\n')
    out.writelines(f"{line}\n" for line in generate_graphml(graph(readings)))


def graph(readings: Iterable[Reading]) -> "MultiDiGraph[str]":
    """Build the graph."""
    from networkx import MultiDiGraph  # noqa: PLC0415

    built: MultiDiGraph[str] = MultiDiGraph()
    for reading in readings:
        _name(built, reading)
        for start, end, values in edges(reading):
            built.add_edge(_clean(start), _clean(end), **values)
    return built


def edges(reading: Reading) -> Iterator[Edge]:
    """Give the edges of one reading."""
    report = reading.report
    shared: Values = {
        "report": report.url or report.id or report.title or "",
        "publisher": report.publisher or "",
        "published": report.published or "",
    }
    said = {each.id: each for each in reading.statements}
    for statement in reading.statements:
        for start, end in links(statement, said):
            yield start, end, _values(shared | _statement(statement))
    for event in reading.events:
        chain = said[event.statement].chain if event.statement in said else []
        about = shared | _event(event, chain or [report.publisher or ""])
        for start, end, relation in parties(event):
            yield start, end, _values(about | {"relation": relation})


def links(statement: Statement, said: dict[str, Statement]) -> Iterator[tuple[str, str]]:
    """Give the links of a chain that are this statement's own: not those around it."""
    outer = said.get(statement.via or "")
    chain = statement.chain
    known = len(outer.chain) - 1 if outer and chain[: len(outer.chain)] == outer.chain else 0
    yield from zip(chain[known:], chain[known + 1 :], strict=False)


def parties(event: Event) -> Iterator[tuple[str, str, str]]:
    """Give who deals with whom."""
    actors, recipients = event.actor, event.recipient
    faced = list(product(actors, recipients) if recipients else combinations(actors, 2))
    yield from ((a, b, "event") for a, b in faced if a != b)
    both = dict.fromkeys([*event.actor, *event.recipient])
    yield from ((m, p, "mediation") for m in event.mediator for p in both if m != p)


def _statement(statement: Statement) -> Values:
    content = statement.content
    return {
        "relation": "chain",
        "type": statement.act,
        "statement": statement.id,
        "chain": ARROW.join(statement.chain),
        "words": content if isinstance(content, str) else " … ".join(content),
        "confidence": float(statement.confidence),
    }


def _event(event: Event, chain: list[str]) -> Values:
    return {
        "type": event.type,
        "status": event.status,
        "date": event.date or "",
        "place": event.place or "",
        "statement": event.statement or "",
        "chain": ARROW.join(chain),
        "words": event.trigger,
        "confidence": float(event.confidence),
    }


def _name(built: "MultiDiGraph[str]", reading: Reading) -> None:
    """Add the nodes, with what is known of each name."""
    kinds: dict[str, str] = {}
    for statement in reading.statements:
        kinds |= {name: "" for name in statement.chain if name not in kinds}
        kinds[statement.speaker] = statement.kind
    if reading.report.publisher:
        kinds[reading.report.publisher] = "outlet"
    for event in reading.events:
        names = (*event.actor, *event.recipient, *event.mediator)
        kinds |= {name: "" for name in names if name not in kinds}
    for name, kind in kinds.items():
        node = _clean(name)
        former = built.nodes[node].get("kind", "") if node in built else ""
        built.add_node(node, label=node, kind=kind or former)


def _values(values: Values) -> Values:
    """Leave out what is empty; XML can hold no control characters."""
    return {n: _clean(v) if isinstance(v, str) else v for n, v in values.items() if v != ""}


def _clean(text: str) -> str:
    return for_terminal(text)
