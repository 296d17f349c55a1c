"""What an item is called: r12.s3 is the statement s3 of report 12, r12.e4 its fourth event.

item, report, number ──written──► address ──parsed──► Address
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from according.errors import InputError
from according.ledger.questions import Item
from according.ledger.schema import PLACES

LETTERS: Mapping[str, Item] = {"e": "event", "f": "figure", "p": "position"}
_SHORT = {item: letter for letter, item in LETTERS.items()}
_ADDRESS = re.compile(r"r(\d{1,18})(?:\.(?:([efp])(\d{1,7})|(\S+)))?")


class Address(NamedTuple):
    """The place of an event, figure or position, from 0; or the name of a statement."""

    report: int
    item: Item | None = None  # None: the whole report
    place: int = 0
    name: str = ""


def written(item: Item, report: int, number: int, name: str | None = None) -> str:
    """Give the address of an item.

    >>> written("event", 12, (7 << PLACES) + 3), written("statement", 12, 7 << PLACES, "s1")
    ('r12.e4', 'r12.s1')
    """
    if item == "statement":
        return f"r{report}.{name}"
    return f"r{report}.{_SHORT[item]}{place(number) + 1}"


def place(number: int) -> int:
    """Give the place of an item in its reading."""
    return number & ((1 << PLACES) - 1)


def parsed(address: str) -> Address:
    """Read an address; raise InputError for what is none.

    >>> parsed("r12.e4")
    Address(report=12, item='event', place=3, name='')
    """
    found = _ADDRESS.fullmatch(address.strip())
    if found is None or found[3] == "0":
        raise InputError(
            f"{address!r} is no address of an item. They look like r12.s3 (a statement), r12.e4 "
            "(an event), r12.f1 (a figure) or r12.p2 (a position): according ask prints them."
        )
    report, letter, ordinal, name = int(found[1]), found[2], found[3], found[4]
    if letter:
        return Address(report, LETTERS[letter], int(ordinal) - 1)
    return Address(report, "statement", name=name) if name else Address(report)
