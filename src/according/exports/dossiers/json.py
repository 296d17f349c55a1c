"""A dossier's answers as JSON: their fields, and what follows from them.

A field's name is that of the answer in Python (see docs/dossier.md); properties that count or
compare, such as ``origins``, stand beside the fields.
"""

from collections.abc import Iterable
from typing import Any, TextIO

import msgspec

from according.dossier.contacts import Contact
from according.dossier.positions import Cell, Stand
from according.dossier.series import Series
from according.dossier.state import Change, Course, Signal

# Properties that are shown beside the fields.
SHOWN: dict[type, tuple[str, ...]] = {
    Cell: ("current",),
    Change: ("origins",),
    Contact: ("day",),
    Course: ("current",),
    Series: ("disagreements",),
    Signal: ("origins",),
    Stand: ("origins",),
}


def write(answer: object, out: TextIO) -> None:
    """Write one answer, laid out for the eye."""
    out.write(msgspec.json.format(msgspec.json.encode(plain(answer)), indent=2).decode() + "\n")


def write_all(answers: Iterable[object], out: TextIO) -> None:
    """Write an array, an answer at a time; it is closed even when the answers are cut short."""
    separator = "[\n"
    try:
        for answer in answers:
            out.write(separator + msgspec.json.encode(plain(answer)).decode())
            separator = ",\n"
    finally:
        out.write("[]\n" if separator == "[\n" else "\n]\n")


def plain(answer: object) -> Any:  # noqa: ANN401  # whatever JSON has
    """Dictionaries and lists in place of records, with the properties that are shown."""
    if isinstance(answer, msgspec.Struct):
        names = (*answer.__struct_fields__, *SHOWN.get(type(answer), ()))
        return {name: plain(getattr(answer, name)) for name in names}
    if isinstance(answer, dict):
        return {key: plain(value) for key, value in answer.items()}
    if isinstance(answer, (list, tuple)):
        return [plain(each) for each in answer]
    return answer
