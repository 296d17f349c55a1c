"""PROV-O: rdflib reads the same graph from Turtle and JSON-LD, and finds its way in it."""

import io
import json
from collections.abc import Callable, Iterable
from typing import TextIO

import pytest
from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.compare import graph_diff, to_isomorphic

from according.exports import jsonld, turtle
from according.exports.provenance import address, context, key
from according.records import Reading, Report
from test_exports import EMPTY, READING, hostile

ACC, PROV = Namespace("urn:according:"), Namespace("http://www.w3.org/ns/prov#")
OA = Namespace("http://www.w3.org/ns/oa#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
REPORT = f"urn:according:report:{key(READING.report)}"
HOSTILE = hostile('=1+1 \0\x1b it\'s "q" \\ <b> \ud800 é“ \n> . }')
Write = Callable[[Iterable[Reading], TextIO], None]

# rdflib's own parser of JSON-LD uses what rdflib says not to use.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")


def written(write: Write, *readings: Reading) -> str:
    """Write readings into a string that UTF-8 can hold."""
    out = io.StringIO()
    write(readings, out)
    out.getvalue().encode()
    return out.getvalue()


@pytest.fixture(params=[(turtle.write, "turtle"), (jsonld.write, "json-ld")], ids=["ttl", "jsonld"])
def graph(request: pytest.FixtureRequest) -> Graph:
    """Give the example as rdflib reads it."""
    write, form = request.param
    return Graph().parse(data=written(write, READING), format=form)


def node(part: str) -> URIRef:
    """Name a part of the example."""
    return URIRef(f"{REPORT}#{part}")


@pytest.mark.parametrize("readings", [[READING], [EMPTY], [], [READING, EMPTY, HOSTILE]])
def test_both_files_say_the_same(readings: list[Reading]) -> None:
    """Turtle and JSON-LD hold the same triples, whatever the words in them."""
    one = Graph().parse(data=written(turtle.write, *readings), format="turtle")
    other = Graph().parse(data=written(jsonld.write, *readings), format="json-ld")
    _, only_one, only_other = graph_diff(to_isomorphic(one), to_isomorphic(other))
    assert (set(only_one), set(only_other)) == (set(), set())


def test_a_statement_leads_to_its_words(graph: Graph) -> None:
    """A statement is quoted from the report, attributed to its speaker, and says where."""
    said = node("s3")
    assert graph.value(said, PROV.wasQuotedFrom) == URIRef(REPORT)
    speaker = graph.value(said, PROV.wasAttributedTo)
    assert graph.value(speaker, RDFS.label) == Literal("Tomas Rehl")
    place = graph.value(said, OA.hasSelector)
    start, end = (graph.value(place, term) for term in (OA.start, OA.end))
    assert isinstance(start, Literal)
    assert isinstance(end, Literal)
    assert READING.report.text[start.value : end.value] == str(graph.value(said, PROV.value))


def test_derivation_follows_nesting(graph: Graph) -> None:
    """The outlet's statement is derived from that of its sources; an event from its statement."""
    assert graph.value(node("s1"), PROV.wasDerivedFrom) == node("s2")
    assert graph.value(node("s2"), ACC.within) == node("s1")
    assert graph.value(node("e1"), PROV.wasDerivedFrom) == node("s2")


def test_a_chain_is_in_order(graph: Graph) -> None:
    """The chain is a list from the publisher to the origin."""
    chain = graph.collection(graph.value(node("s2"), ACC.chain))  # type: ignore[arg-type]
    names = [str(graph.value(agent, RDFS.label)) for agent in chain]
    assert names == ["Chronicle", "Harrow Wire", "two officials"]


def test_who_read_it(graph: Graph) -> None:
    """Every item is the work of a reading, and the reading of a named version of the reader."""
    reading = graph.value(node("p1"), PROV.wasGeneratedBy)
    assert graph.value(reading, PROV.used) == URIRef(REPORT)
    agent = graph.value(reading, PROV.wasAssociatedWith)
    assert (agent, RDF.type, PROV.SoftwareAgent) in graph
    assert "test" in str(graph.value(agent, RDFS.label))


def test_nameless_sources_are_nobody_elses() -> None:
    """Two officials of one report are not those of another; a named body is the same one."""
    other = Reading(
        report=Report(text="another", publisher="Chronicle"), statements=READING.statements
    )
    graph = Graph().parse(data=written(turtle.write, READING, other), format="turtle")
    assert len(list(graph.subjects(RDFS.label, Literal("two officials")))) == 2
    assert len(list(graph.subjects(RDFS.label, Literal("Chronicle")))) == 1


def test_every_term_is_explained() -> None:
    """The file carries its own context: nothing has to be fetched to read it."""
    document = json.loads(written(jsonld.write, READING))
    assert document["@context"] == context()
    used = {name for each in document["@graph"] for name in each}
    assert used <= context().keys()


# fmt: off
ADDRESSES = [
    # as given                          IRI                                   why
    ("https://chronicle.example/a?b=1", "https://chronicle.example/a?b=1",    "as it is"),
    ("https://chronicle.example/é <b>", "https://chronicle.example/%C3%A9%20%3Cb%3E", "no IRI yet"),
    ("HTTP://chronicle.example/%20",    "HTTP://chronicle.example/%20",       "escaped already"),
    ("page 3",                          None,                                 "no address"),
    (None,                              None,                                 "none"),
]
# fmt: on


@pytest.mark.parametrize(("given", "iri"), [pytest.param(*row, id=why) for *row, why in ADDRESSES])
def test_addresses(given: str | None, iri: str | None) -> None:
    """The address of a report becomes an IRI that any RDF tool takes."""
    assert address(given) == iri
