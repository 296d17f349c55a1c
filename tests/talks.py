"""Reports on an invented negotiation in few words, and the dossier over them.

    with opened(ledger_path, report("Harrow Wire", "2026-03-03", met("…met…", "met", …))) as dossier:

Each piece brings its sentence, several may share one; a report's text is its sentences, so that
offsets are right without anybody counting. ``by`` puts a piece into somebody's mouth.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from according import Ledger
from according.cast import Cast
from according.dossier import Dossier
from according.records import Event, Figure, Position, Reading, Report, Span, Statement

TOML = """
[dossier]
name = "sarn-valley"
title = "The Sarn Valley talks"
since = 2026-02-01
places = ["Sarn Valley", "Lower Sarn"]

[[party]]
name = "Oradan"
kind = "country"
demonyms = ["Oradani"]
capital = "Haldane"

[[party]]
name = "Veshtia"
kind = "country"
demonyms = ["Veshtian"]
capital = "Port Isel"

[[mediator]]
name = "Kelmara"
kind = "country"
demonyms = ["Kelmari"]

[[person]]
name = "Tomas Rehl"
role = "foreign minister"
of = "Oradan"

[[person]]
name = "Ilsa Dravenko"
role = "prime minister"
of = "Veshtia"

[[person]]
name = "Amira Solen"
role = "special envoy"
of = "Kelmara"

[[outlet]]
name = "Haldane Gazette"
kind = "state"
of = "Oradan"

[[outlet]]
name = "Harrow Wire"
kind = "agency"

[[issue]]
name = "prisoners"
words = ["prisoner", "captive"]

[[issue]]
name = "truce"
words = ["truce", "ceasefire"]
"""
SEEN = datetime(2026, 6, 1, tzinfo=UTC)
# Every report of these tests is about the valley.
ABOUT = "Oradan and Veshtia contend for the Sarn Valley."


@dataclass
class Piece:
    """One sentence and the item in it; see the functions below."""

    sentence: str
    sort: str = ""
    words: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    by: str = ""
    kind: str = "person"
    act: str = "say"
    via: str = ""
    source: str = ""  # by which the report introduces the speaker; his name if empty


def happens(sentence: str, trigger: str, type_: str, **more: Any) -> Piece:
    """Tell an event: actor, recipient, mediator, status, place, date."""
    return _piece(sentence, "event", trigger, {"type": type_}, more)


def met(sentence: str, trigger: str = "met", **more: Any) -> Piece:
    """Tell a contact."""
    return happens(sentence, trigger, "CONSULT", **more)


def counts(sentence: str, text: str, value: float, measure: str = "killed", **more: Any) -> Piece:
    """Tell a figure: who, place, since, low, high."""
    return _piece(sentence, "figure", text, {"value": value, "measure": measure}, more)


def stands(sentence: str, issue: str, stance: str, holder: str, **more: Any) -> Piece:
    """Tell a position."""
    return _piece(sentence, "position", issue, {"stance": stance, "holder": holder}, more)


def says(sentence: str, by: str, act: str = "say", kind: str = "person", source: str = "") -> Piece:
    """Tell a statement and nothing in it."""
    return Piece(sentence, by=by, act=act, kind=kind, source=source)


def _piece(
    sentence: str, sort: str, words: str, fields: dict[str, Any], more: dict[str, Any]
) -> Piece:
    said = {name: more.pop(name) for name in ("by", "kind", "act", "via", "source") if name in more}
    return Piece(sentence, sort, words, fields | more, **said)


def report(publisher: str, published: str, *pieces: Piece, **about: Any) -> Reading:
    """Put pieces together as one report and what is read in it."""
    sentences = list(dict.fromkeys([ABOUT, *(piece.sentence for piece in pieces)]))
    text = "\n".join(sentences)
    items: dict[str, list[Any]] = {"event": [], "figure": [], "position": []}
    statements: list[Statement] = []
    for piece in pieces:
        start = text.index(piece.sentence)
        inner = _said(piece, publisher, start, statements)
        if piece.sort:
            at = start + piece.sentence.index(piece.words)
            made = _made(piece, (at, at + len(piece.words)), inner)
            items[piece.sort].append(made)
    told = Report(text=text, publisher=publisher, published=published, **about)
    return Reading(
        report=told, statements=statements, events=items["event"], figures=items["figure"],
        positions=items["position"], reader="by hand",
    )  # fmt: skip


def told(
    number: int, *pieces: Piece, by: str = "Harrow Wire", day: str = "", **about: Any
) -> Reading:
    """Put pieces into a report of its own words, no copy of another, of that day of March."""
    own = Piece(f"This is report number {number} by {by} and no other, written on its own.")
    where = {"url": f"https://{len(by)}.example/{number}"} | about
    return report(by, day or f"2026-03-{number:02}", own, *pieces, **where)


def _said(piece: Piece, publisher: str, start: int, statements: list[Statement]) -> str | None:
    """Add the statements that a piece stands in; give the innermost's name."""
    chain, via = [publisher], None
    outer = (piece.via, "outlet", "say", "")
    for speaker, kind, act, source in (outer, (piece.by, piece.kind, piece.act, piece.source)):
        if speaker:
            chain = [*chain, speaker]
            name = f"s{len(statements) + 1}"
            said = _statement(name, piece.sentence, speaker, kind, act, via, chain, start)
            statements.append(replace(said, source=source or speaker))
            via = name
    return via


def _statement(  # noqa: PLR0917
    name: str, content: str, speaker: str, kind: Any, act: Any, via: str | None, chain: list[str],
    start: int,
) -> Statement:  # fmt: skip
    return Statement(
        id=name, content=content, cue=None, source=speaker, kind=kind, act=act, form="indirect",
        speaker=speaker, via=via, chain=chain, content_spans=[(start, start + len(content))],
        cue_span=None, source_span=None, confidence=0.9,
    )  # fmt: skip


def _made(piece: Piece, span: Span, inner: str | None) -> Event | Figure | Position:
    given = dict(piece.fields) | {"statement": inner, "confidence": 0.9}
    if piece.sort == "event":
        usual: dict[str, Any] = {
            "actor": [], "recipient": [], "mediator": [], "place": None, "date": None,
            "status": "actual", "trigger": piece.words,
        }  # fmt: skip
        return Event(**(usual | given), trigger_span=span)
    if piece.sort == "figure":
        usual = {"who": None, "place": None, "since": None, "text": piece.words}
        return Figure(**(usual | given), text_span=span)
    return Position(**given, issue=piece.words, issue_span=span)


def filled(ledger: Ledger, readings: Sequence[Reading]) -> None:
    """Add reports, each under an address of its own."""
    for number, reading in enumerate(readings):
        ledger.add(reading, seen=SEEN, origin=str(number))


@contextmanager
def opened(where: str, *readings: Reading, toml: str = TOML, **how: Any) -> Iterator[Dossier]:
    """Open the dossier over a ledger of these reports; nobody is known but those in the file."""
    path = Path(where).parent / "sarn-valley.toml"
    path.write_text(toml, encoding="utf-8")
    with Ledger.open(where) as ledger:
        filled(ledger, readings)
        with Dossier.open(ledger, path, **({"cast": Cast({})} | how)) as dossier:
            yield dossier
