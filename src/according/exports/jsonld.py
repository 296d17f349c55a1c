"""PROV-O in JSON-LD: one node a line, between a context that explains every term."""

import json
from collections.abc import Iterable
from typing import TextIO

from according.exports.harmless import without_surrogates
from according.exports.provenance import context, nodes
from according.records import Reading


def write(readings: Iterable[Reading], out: TextIO) -> None:
    """Write one document, node by node."""
    out.write(f'{{"@context": {json.dumps(context())},\n"@graph": [')
    separator = "\n"
    for node in nodes(readings):
        out.write(separator + without_surrogates(json.dumps(node, ensure_ascii=False)))
        separator = ",\n"
    out.write("\n]}\n")
