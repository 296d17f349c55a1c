"""One pretty-printed JSON array of answers."""

from collections.abc import Iterable
from typing import TextIO

import msgspec

from according.ledger.answers import Answer


def write(answers: Iterable[Answer], out: TextIO) -> None:
    """Write the array element by element; it is closed even when the answers are cut short."""
    separator = "[\n"
    try:
        for answer in answers:
            out.write(
                separator + msgspec.json.format(msgspec.json.encode(answer), indent=2).decode()
            )
            separator = ",\n"
    finally:
        out.write("[]\n" if separator == "[\n" else "\n]\n")
