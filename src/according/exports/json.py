"""One pretty-printed JSON array of readings, under the names of the gold files."""

from collections.abc import Iterable
from typing import TextIO

import msgspec

from according.exports.jsonl import encoded
from according.records import Reading


def write(readings: Iterable[Reading], out: TextIO) -> None:
    """Write the array element by element; it is closed even when the batch is cut short."""
    separator = "[\n"
    try:
        for reading in readings:
            out.write(separator + msgspec.json.format(encoded(reading), indent=2))
            separator = ",\n"
    finally:
        out.write("[]\n" if separator == "[\n" else "\n]\n")
