"""On whose word something is, and how many independent origins it has."""

from pathlib import Path

import pytest

import homes
from according.dossier.evidence import cite, origins
from according.dossier.wording import voices
from according.records import Reading
from talks import Piece, met, opened, report

REHL = "Tomas Rehl"

# fmt: off
VOICES = [
    # publisher          piece                                                                           voice      side        origin                       why this row exists
    ("Harrow Wire",      met("They met."),                                                               "outlet",  "",         "harrow-wire",               "an outlet in its own voice"),
    ("Haldane Gazette",  met("They met."),                                                               "party",   "oradan",   "oradan",                    "an outlet of a party in its own voice"),
    ("Harrow Wire",      met("They are said to have met."),                                              "unnamed", "",         "harrow-wire: unnamed",      "an outlet that does not vouch for it"),
    ("Harrow Wire",      met("They met, an official tells Harrow."),                                     "unnamed", "",         "harrow-wire: unnamed",      "an outlet that says it is told so"),
    ("Harrow Wire",      met("They met.", by="Harrow Wire", kind="outlet"),                              "outlet",  "",         "harrow-wire",               "an outlet that names itself"),
    ("Harrow Wire",      met("They met.", by=REHL),                                                      "party",   "oradan",   "oradan",                    "a party's minister"),
    ("Harrow Wire",      met("They met.", by="Ana Kell"),                                                "named",   "",         "ana-kell.",                 "somebody else by name"),
    ("Harrow Wire",      met("They met.", by="two diplomats", kind="unnamed"),                           "unnamed", "",         "harrow-wire: unnamed",      "unnamed sources are the outlet's"),
    ("Harrow Wire",      met("They met.", by="two diplomats", kind="unnamed", via="Estuary Chronicle"),  "unnamed", "",         "estuary chronicle: unnamed", "those of another outlet are that one's"),
    ("Harrow Wire",      met("They met.", by="Estuary Chronicle", kind="outlet"),                        "hearsay", "",         "estuary chronicle",         "an outlet on another's word"),
    ("Harrow Wire",      met("They met.", by=REHL, via="Estuary Chronicle"),                             "hearsay", "",         "estuary chronicle",         "a minister as another outlet has him"),
    ("Harrow Wire",      met("They met.", by="a spokeswoman for the Oradani government", kind="unnamed"), "party",  "oradan",   "oradan",                    "a spokeswoman speaks for a body, named or not"),
]
# fmt: on


@pytest.fixture
def path(tmp_path: Path, fresh_sqlite: homes.Fresh) -> str:
    """Where an empty ledger is."""
    return fresh_sqlite(tmp_path)


@pytest.mark.parametrize(
    ("publisher", "piece", "voice", "side", "origin"),
    [pytest.param(*row, id=why) for *row, why in VOICES],
)
def test_a_telling_is_as_good_as_its_weakest_link(  # noqa: PLR0917
    path: str, publisher: str, piece: Piece, voice: str, side: str, origin: str
) -> None:
    """Whose word it is in the end, through whatever chain."""
    with opened(path, report(publisher, "2026-03-03", piece)) as dossier:
        (event,) = [item for item in dossier.material if item.kind == "event"]
        found = cite(event)
        assert (found.voice, found.side, found.origin) == (voice, side, origin)


def told(number: int, outlet: str, **more: str) -> Reading:
    """A report that tells of one meeting in words of its own."""
    words = Piece(f"This is report number {number} by {outlet}, in words that are all its own.")
    return report(outlet, f"2026-03-{number:02}", words, met("They met.", **more))


def test_retellings_and_copies_add_no_origin(path: str) -> None:
    """Five reports that go back to one paper and its sources are two origins at most."""
    unnamed = {"by": "two diplomats", "kind": "unnamed"}
    first = told(3, "Estuary Chronicle", **unnamed)
    reports = [
        first,
        told(4, "Harrow Wire", by="Estuary Chronicle", kind="outlet"),  # retells it
        told(5, "Northern Post", by="Estuary Chronicle", kind="outlet"),
        told(6, "Tarrow Radio", **unnamed, via="Estuary Chronicle"),
        report("Copyist", "2026-03-06", Piece(first.report.text), met("They met.", **unnamed)),
    ]
    with opened(path, *reports) as dossier:
        told_ = [cite(item) for item in dossier.material if item.kind == "event"]
        assert len(told_) == 5
        assert told_[-1].copy_of == 1 or told_[-2].copy_of == 1
        assert origins(told_) == 1
        assert origins([e for e in told_ if e.publisher == "Harrow Wire"]) == 1


def test_sources_of_their_own_are_counted_apart(path: str) -> None:
    """Unnamed sources of two outlets are two; a party is one, whoever speaks for it."""
    reports = [
        told(3, "Estuary Chronicle", by="two diplomats", kind="unnamed"),
        told(4, "Harrow Wire", by="two diplomats", kind="unnamed"),
        told(5, "Harrow Wire", by=REHL),
        told(6, "Tarrow Radio", by="Oradan's foreign ministry", kind="body"),
    ]
    with opened(path, *reports) as dossier:
        assert origins([cite(i) for i in dossier.material if i.kind == "event"]) == 3


def test_an_outlet_and_its_unnamed_source_are_one(path: str) -> None:
    """Where one report has both: it is named once, and has told itself nothing."""
    lead, said = met("They met."), met("They met at night, an official has told Harrow Wire.")
    words = Piece("This report stands by itself, in words that are all its own.")
    reports = [
        report("Harrow Wire", "2026-03-03", words, lead, said),
        told(4, "Tarrow Radio", by="Oradan's foreign ministry", kind="body"),
    ]
    with opened(path, *reports) as dossier:
        found = [cite(item) for item in dossier.material if item.kind == "event"]
        assert [each.voice for each in found] == ["outlet", "unnamed", "party"]
        assert voices(found, dossier.title) == "Harrow Wire and Oradan's foreign ministry"
        assert origins(found) == 2
        assert origins(found[:2]) == origins(found[:1]) == 1


def test_what_an_outlet_saw_itself_is_no_source_of_another_report(path: str) -> None:
    """In a report of its own, an outlet's own voice is an origin beside its unnamed sources."""
    reports = [
        told(3, "Harrow Wire", by="two diplomats", kind="unnamed"),
        told(4, "Harrow Wire"),
    ]
    with opened(path, *reports) as dossier:
        found = [cite(item) for item in dossier.material if item.kind == "event"]
        assert origins(found) == 2
        assert voices(found, dossier.title) == "two diplomats (told Harrow Wire) and Harrow Wire"
