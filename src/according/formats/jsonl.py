"""JSON Lines, and single JSON files: {"id", "publisher", "published", "title", "url", "text"}.

Line by line, so that a file of any size needs the memory of one line. A bad line is a
report without text and a doubt that names the line; the next line is read as if
nothing had happened. ``{"report": {…}}``, as in the gold files and our own output, is
read too.
"""

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any, BinaryIO

import msgspec

from according.formats.checks import shown
from according.formats.encoding import decode
from according.formats.limits import read_whole
from according.formats.loaded import Draft
from according.records import Doubt

MAX_LINE_BYTES = 64_000_000
MAX_JSON_BYTES = 500_000_000  # one JSON value has to fit into memory whole
MAX_ID_BITS = 128  # longer numbers are no id, and turning thousands of digits takes long
_FIELDS = ("id", "publisher", "published", "title", "url", "text")
WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff")
_NAMES = {
    dict: "an object", list: "a list", str: "a string", bool: "a truth value", int: "a number",
    float: "a number", type(None): "null",
}  # fmt: skip


class BadJsonError(ValueError):
    """A line that is no JSON; never leaves this module."""


def load(stream: BinaryIO, charset: str | None) -> Iterator[Draft]:
    """Read one report from each line."""
    yield from load_lines(stream, charset)


def load_lines(stream: BinaryIO, charset: str | None = None, first: int = 1) -> Iterator[Draft]:
    """Read lines of which the first has the number ``first`` in its file."""
    for number, line in _lines(stream, charset):
        yield _line(line, number + first - 1)


def load_json(stream: BinaryIO, charset: str | None) -> Iterator[Draft]:
    """Read a file that holds one object, a list of objects, or in truth JSON Lines."""
    data, doubts = read_whole(stream, MAX_JSON_BYTES, "make it JSON Lines (.jsonl)")
    if data is None:
        yield Draft(doubts=doubts)
        return
    if not data.strip():
        yield Draft()
        return
    try:
        value, doubts = _parse(data, charset)
    except BadJsonError as error:
        yield from _lines_or_nothing(data, charset, str(error))
        return
    if not isinstance(value, list):
        yield _draft(value, "The file", doubts)
        return
    for number, member in enumerate(value, 1):
        yield _draft(member, f"Member {number}", list(doubts), where=f"[{number}]")


def is_object_line(line: bytes) -> bool:
    """Tell whether a line alone is a JSON object, the mark of JSON Lines."""
    try:
        return isinstance(_parse(line, None)[0], dict)
    except BadJsonError:
        return False


def _lines_or_nothing(data: bytes, charset: str | None, reason: str) -> Iterator[Draft]:
    """Read JSON Lines that were named .json; else blame the whole file once."""
    lines = data.splitlines()
    first = next((line for line in lines if line.strip()), b"")
    if not is_object_line(first) or sum(bool(line.strip()) for line in lines) == 1:
        found = f"The file is no JSON: {reason}; nothing was read from it."
        yield Draft(doubts=[Doubt(kind="bad-json", message=found)])
        return
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _line(decode(line, header=charset)[0].encode() if charset else line, number)


def _lines(stream: BinaryIO, charset: str | None) -> Iterator[tuple[int, bytes | None]]:
    """Give each line that is not blank its number; None stands for one too long to hold."""
    first = stream.readline(MAX_LINE_BYTES + 1)
    rest: Iterator[bytes] = iter(lambda: stream.readline(MAX_LINE_BYTES + 1), b"")
    if first.startswith(WIDE_BOMS) or charset:  # "\n" is no byte of its own there
        text, _ = decode(first + stream.read(), header=charset)
        pieces = iter(text.encode("utf-8", "replace").splitlines(keepends=True))
    else:
        pieces = chain([first.removeprefix(b"\xef\xbb\xbf")], rest)
    number = 1
    for piece in pieces:
        if len(piece) > MAX_LINE_BYTES and not piece.endswith(b"\n"):
            while (more := stream.readline(MAX_LINE_BYTES)) and not more.endswith(b"\n"):
                pass
            yield number, None
        elif piece.strip():
            yield number, piece
        number += 1


def _line(line: bytes | None, number: int) -> Draft:
    where, name = f":{number}", f"Line {number}"
    if line is None:
        found = f"{name} is longer than {MAX_LINE_BYTES // 1_000_000} MB; skipped."
        return Draft(doubts=[Doubt(kind="too-large", message=found)], where=where)
    try:
        value, doubts = _parse(line, None)
    except BadJsonError as error:
        found = f"{name} is no JSON: {error}; skipped."
        return Draft(doubts=[Doubt(kind="bad-json", message=found)], where=where)
    return _draft(value, name, doubts, where=where)


def _parse(data: bytes, charset: str | None) -> tuple[Any, list[Doubt]]:
    """Decode JSON fast; what msgspec refuses (NaN, lone surrogates) json may take."""
    try:
        return msgspec.json.decode(data), []
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        text, doubts = decode(data, header=charset)
    try:
        return json.loads(text), doubts
    except RecursionError:
        nested = "nested too deeply"
        raise BadJsonError(nested) from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, " if error.lineno > 1 else ""
        said = error.msg.removesuffix(" at")  # "Unterminated string starting at"
        reason = f"{said[:1].lower()}{said[1:]} at {place}column {error.colno}"
        raise BadJsonError(reason) from None
    except ValueError:  # an integer of thousands of digits
        reason = "a number is too long"
        raise BadJsonError(reason) from None


def _draft(value: Any, name: str, doubts: list[Doubt], where: str = "") -> Draft:  # noqa: ANN401
    """Take the known fields of one object, each with the type it must have."""
    if isinstance(value, dict) and "text" not in value and isinstance(value.get("report"), dict):
        value = value["report"]
    if not isinstance(value, dict):
        found = f"{name} holds {_NAMES[type(value)]}, not an object; skipped."
        return Draft(doubts=[*doubts, Doubt(kind="bad-json", message=found)], where=where)
    draft = Draft(doubts=doubts, where=where)
    for field in _FIELDS:
        given = value.get(field)
        if field == "id" and type(given) is int:  # what databases number their rows by
            given = str(given) if given.bit_length() < MAX_ID_BITS else given
        if isinstance(given, str):
            if field == "text" or given.strip():
                setattr(draft, field, given)
        elif given is not None:
            found = f"{name}: '{field}' is {_NAMES[type(given)]} ({_short(given)}), not a string."
            doubts.append(Doubt(kind="bad-field", message=f"{found} Left out."))
    return draft


def _short(value: object) -> str:
    """Show a value of JSON; deep or odd ones must not break a message."""
    try:
        return shown(value)
    except (RecursionError, ArithmeticError, ValueError, TypeError, msgspec.MsgspecError):
        return "…"
