"""GraphML: networkx and lxml read the graph that the readings make."""

import io

import networkx as nx
import pytest
from lxml import etree  # type: ignore[import-untyped]

from according.exports import graphml
from according.exports.graphml import links, parties
from according.records import Event, Reading
from test_exports import EMPTY, READING, hostile, statement

SCHEMA = "{http://graphml.graphdrawing.org/xmlns}"


def written(*readings: Reading) -> bytes:
    """Write readings as bytes."""
    out = io.StringIO()
    graphml.write(readings, out)
    return out.getvalue().encode()


def event(actor: str, recipient: str, mediator: str) -> Event:
    """Make an event among parties of one letter each."""
    return Event(type="CONSULT", trigger="met", actor=list(actor), recipient=list(recipient),
                 mediator=list(mediator), place=None, date=None, status="actual", statement=None,
                 trigger_span=(0, 3), confidence=1.0)  # fmt: skip


def test_networkx_reads_actors_contacts_and_chains() -> None:
    """Who deals with whom, and who cites whom, comes back with what is known of it."""
    graph = nx.parse_graphml(written(READING).decode(), force_multigraph=True)
    edges = {(a, b, v["relation"]): v for a, b, v in graph.edges(data=True)}
    assert set(edges) == {
        ("Chronicle", "Harrow Wire", "chain"),
        ("Harrow Wire", "two officials", "chain"),
        ("Chronicle", "Tomas Rehl", "chain"),
        ("Chronicle", "hospital", "chain"),
        ("Veshtia", "Oradan", "event"),
        ("Kelmara", "Veshtia", "mediation"),
        ("Kelmara", "Oradan", "mediation"),
    }
    met = edges["Veshtia", "Oradan", "event"]
    assert (met["type"], met["status"], met["date"]) == ("CONSULT", "planned", "2026-03")
    assert met["chain"] == "Chronicle → Harrow Wire → two officials"
    assert met["confidence"] == pytest.approx(0.8)
    assert graph.nodes["Chronicle"]["kind"] == "outlet"


@pytest.mark.parametrize("readings", [[], [EMPTY], [hostile('=1\0\x1b <b> & " \ud800 \ufffe é')]])
def test_lxml_parses_it(readings: list[Reading]) -> None:
    """Whatever the words, the file is well-formed, and each edge joins nodes that are there."""
    root = etree.fromstring(written(*readings))
    nodes = {each.get("id") for each in root.iter(f"{SCHEMA}node")}
    ends = {each.get(end) for each in root.iter(f"{SCHEMA}edge") for end in ("source", "target")}
    assert ends <= nodes


def test_one_claim_one_edge() -> None:
    """The same meeting told by two reports is two edges: nothing is added up."""
    graph = graphml.graph([READING, READING])
    assert graph.number_of_edges("Veshtia", "Oradan") == 2


# fmt: off
PARTIES = [
    # actor, recipient, mediator   edges                 why
    ("a",   "b",   "",             ["a>b"],              "one to one"),
    ("ab",  "",    "",             ["a>b"],              "they met"),
    ("abc", "",    "",             ["a>b", "a>c", "b>c"], "three met"),
    ("a",   "bc",  "",             ["a>b", "a>c"],       "one to two"),
    ("a",   "",    "",             [],                   "nobody to deal with"),
    ("a",   "a",   "",             [],                   "with themselves"),
    ("a",   "b",   "m",            ["a>b", "m>a", "m>b"], "mediated"),
    ("m",   "",    "m",            [],                   "a mediator without parties"),
]
# fmt: on


@pytest.mark.parametrize(
    ("actor", "recipient", "mediator", "expected"),
    [pytest.param(*row, id=why) for *row, why in PARTIES],
)
def test_parties(actor: str, recipient: str, mediator: str, expected: list[str]) -> None:
    """Actors face recipients, or each other; a mediator stands by all parties."""
    found = [f"{a}>{b}" for a, b, _ in parties(event(actor, recipient, mediator))]
    assert found == expected


# fmt: off
LINKS = [
    # outer chain      inner chain             links                     why
    (None,             ["A"],                  ["Chronicle>A"],          "on its own"),
    (["A"],            ["A", "B"],             ["A>B"],                  "only what is new"),
    (["A"],            ["A"],                  [],                       "he said he fears"),
    (["A"],            ["C"],                  ["Chronicle>C"],          "a chain that does not go on"),
]
# fmt: on


@pytest.mark.parametrize(
    ("outer", "inner", "expected"), [pytest.param(*row, id=why) for *row, why in LINKS]
)
def test_links(outer: list[str] | None, inner: list[str], expected: list[str]) -> None:
    """A statement adds the links of its chain that the statement around it has not."""
    said = {"s1": statement(1, "talks", *outer)} if outer else {}
    found = [f"{a}>{b}" for a, b in links(statement(2, "talks", *inner, via="s1"), said)]
    assert found == expected
