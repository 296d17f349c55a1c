r"""PROV-O in Turtle: the same nodes as in JSON-LD, written by the same context.

{"id": …, "type": ["Statement"], "cue": "said"} ──► <…> a acc:Statement ; acc:cue "said" .

A small writer of our own: the dictionaries are ours, and need no more of Turtle than
this; rdflib would hold all triples in memory, and reads them in the tests.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TextIO

from according.exports.harmless import without_surrogates
from according.exports.provenance import Node, context, nodes
from according.records import Reading


def write(readings: Iterable[Reading], out: TextIO) -> None:
    """Write the prefixes, then node by node."""
    terms = context()
    for prefix, iri in terms.items():
        if isinstance(iri, str) and iri.endswith((":", "/", "#")):
            out.write(f"@prefix {prefix}: <{iri}> .\n")
    for node in nodes(readings):
        body = " ;\n    ".join(_pairs(node, terms))
        out.write(f"\n<{node['id']}> {body} .\n")


def _pairs(node: Node, terms: Mapping[str, Any]) -> Iterator[str]:
    """Write each property of a node with its values."""
    for name, value in node.items():
        if name == "type":
            yield "a " + ", ".join(terms[each] for each in _many(value))
        elif name != "id":
            term = terms[name]
            rule = term if isinstance(term, dict) else {"@id": term}
            values = [_object(each, rule, terms) for each in _many(value)]
            listed = rule.get("@container") == "@list"
            yield f"{rule['@id']} " + (f"( {' '.join(values)} )" if listed else ", ".join(values))


def _many(value: Any) -> list[Any]:  # noqa: ANN401  # whatever JSON holds
    return value if isinstance(value, list) else [value]


def _object(value: Any, rule: Mapping[str, str], terms: Mapping[str, Any]) -> str:  # noqa: ANN401
    if isinstance(value, dict):
        return f"[ {' ; '.join(_pairs(value, terms))} ]"
    if rule.get("@type") == "@id":
        return f"<{value}>"
    if isinstance(value, float):
        return f"{value!r}" if "e" in repr(value) else f"{value!r}e0"  # else it were a decimal
    if isinstance(value, int):
        return str(value)
    # JSON escapes a string in the same way, and Turtle knows all its escapes.
    return without_surrogates(json.dumps(value, ensure_ascii=False))
