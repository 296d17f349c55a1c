"""One answer a line."""

from collections.abc import Iterable
from typing import TextIO

import msgspec

from according.ledger.answers import Answer


def write(answers: Iterable[Answer], out: TextIO) -> None:
    """Write a line an answer, each as it comes."""
    out.writelines(msgspec.json.encode(answer).decode() + "\n" for answer in answers)
