"""One reading a line, each written out as soon as it is made."""

import json
from collections.abc import Iterable
from typing import TextIO

import msgspec

from according.records import Reading


def write(readings: Iterable[Reading], out: TextIO) -> None:
    """Write a line per reading and flush it: the next program need not wait for the batch."""
    for reading in readings:
        out.write(encoded(reading) + "\n")
        out.flush()


def encoded(reading: Reading) -> str:
    """Write a reading as JSON, its fields in the order of the gold files."""
    try:
        return msgspec.json.encode(reading).decode()
    except UnicodeEncodeError:  # half a surrogate pair: JSON can escape it, UTF-8 cannot hold it
        return json.dumps(msgspec.to_builtins(reading), separators=(",", ":"))
