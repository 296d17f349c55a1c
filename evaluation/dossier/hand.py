"""Readings of the hard cases made by hand: what asserts the claim, on whose word, and rightly.

VOICES: report ──► one chain for each origin or outlet that the report names for the claim, from
the outermost inwards; none where the outlet says it itself. Each is a statement with the words
that assert the claim; an own voice is an event in them.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from according.records import Event, EventType, Kind, Reading, Report, Statement, Status

Chain = tuple[tuple[str, Kind], ...]

# The type and status of what is asserted, and a word of it that each report has for it.
ASSERTED: dict[str, tuple[EventType, Status]] = {
    "h01": ("CONCEDE", "actual"), "h02": ("CONCEDE", "planned"), "h03": ("CONCEDE", "planned"),
    "h04": ("RETREAT", "planned"), "h05": ("AGREE", "planned"), "h06": ("ASSAULT", "actual"),
    "h07": ("COOPERATE", "actual"), "h08": ("RETREAT", "possible"), "h09": ("CONSULT", "actual"),
    "h10": ("AGREE", "actual"), "h11": ("CONCEDE", "planned"), "h12": ("AID", "actual"),
}  # fmt: skip
# Who takes part in it, whom each case's dossier knows.
SIDES: dict[str, tuple[str, ...]] = {
    "h01": ("Ondra", "Hill Council"), "h02": ("Kestle", "Nidra"), "h03": ("Bessar", "Delta Union"),
    "h04": ("Korvane", "Salt Road"), "h05": ("Marl", "Foreign Ministry"),
    "h06": ("Tessel", "smugglers"), "h07": ("Quillon", "Harst"), "h08": ("Langsund", "Brandt"),
    "h09": ("Sund", "Moor Front"), "h10": ("Linn", "Yarrow"), "h11": ("Teral", "Ost crossing"),
    "h12": ("Alma Rue", "Cassel"),
}  # fmt: skip
CONFIRMING = {"coastguard officer"}
PLACES = (
    "Kellen", "Kestle", "Amber", "Salt Road", "Foreign Ministry", "ford", "Lake Accord", "drones",
    "canal", "Caprino", "Parliament", "Linden", "bishop", "Tuesday", "harvest", "Staar", "June",
    "Korvanian", "rebels", "Three", "crew", "Ruth Ambler", "company",
)  # fmt: skip
VOICES: dict[str, list[Chain]] = {
    "h01-1": [(("two members of his staff", "unnamed"),)],
    "h01-2": [()],
    "h02-1": [(("Nidra Telegraph", "outlet"),)],
    "h02-2": [(("Kestle Daily", "outlet"),)],
    "h02-3": [(("Kestle Daily", "outlet"),), (("Nidra Telegraph", "outlet"),)],
    "h03-1": [(("Red Reed Society", "body"),)],
    "h03-2": [()],
    "h03-3": [(("Red Reed Society", "body"),)],
    "h04-1": [(("two senior officers in the Korvanian general staff", "unnamed"),)],
    "h04-2": [(("diplomat who is involved in the mediation", "unnamed"),)],
    "h04-3": [(("Halden Times", "outlet"),), (("Corran Wire", "outlet"),)],
    "h05-1": [(("senior official at the Foreign Ministry", "unnamed"),)],
    "h05-2": [(("senior official of the Foreign Ministry", "unnamed"),)],
    "h06-1": [(("district police", "body"),)],
    "h06-2": [(("district police", "body"),)],
    "h06-3": [(("Cardinal Wire", "outlet"),)],
    "h06-4": [],
    "h07-1": [(("delivery note seen by the Quillon Observer", "document"),)],
    "h07-2": [(("this newspaper", "outlet"),)],
    "h07-3": [(("Quillon Observer", "outlet"),)],
    "h08-1": [(("Tove Brandt", "person"),)],
    "h08-2": [(("foreign agencies", "outlet"), ("Tove Brandt", "person"))],
    "h09-1": [(("member of the hotel staff", "unnamed"),)],
    "h09-2": [(("Caprino Lettera", "outlet"), ("hotel staff", "unnamed"))],
    "h09-3": [(("Cardinal Wire", "outlet"), ("local newspaper", "outlet"))],
    "h10-1": [()],
    "h10-2": [()],
    "h11-1": [(("Ruth Ambler", "person"),)],
    "h11-2": [(("Ruth Ambler", "person"),)],
    "h12-1": [(("person close to the insurers", "unnamed"),)],
    "h12-2": [(("Harbour Ledger", "outlet"),), (("coastguard officer", "unnamed"),)],
    "h12-3": [(("Cardinal Wire", "outlet"),)],
}


def dossier(case: dict[str, Any]) -> str:
    """The dossier file of a case."""
    party, *others = SIDES[case["reports"][0]["id"][:3]]
    parties = [f'[[party]]\nname = "{name}"\nkind = "group"' for name in (party, *others)]
    outlets = dict.fromkeys(report["publisher"] for report in case["reports"])
    names = [f'[[outlet]]\nname = "{name}"' for name in outlets]
    # Every report of a case belongs to it, whatever it names.
    places = ", ".join(f'"{place}"' for place in PLACES if place not in (party, *others))
    return "\n".join([f"[dossier]\nplaces = [{places}]", *parties, *names])


def readings(case: dict[str, Any]) -> Iterator[Reading]:
    """The readings of the reports of a case."""
    for given in case["reports"]:
        report = msgspec.convert(given, Report)
        quotes = [a["quote"] for a in case["asserted"] if a["report"] == report.id]
        said: list[Statement] = []
        events: list[Event] = []
        for chain in VOICES[report.id or ""]:
            start = report.text.index(quotes[0])
            span = start, start + len(quotes[0])
            said += _nested(report, chain, quotes[0], span, len(said))
            events.append(_event(report, quotes[0], span, said[-1].id if chain else None))
        yield Reading(report=report, statements=said, events=events, reader="hand")


def _nested(
    report: Report, chain: Chain, words: str, span: tuple[int, int], before: int
) -> list[Statement]:
    """A statement for each link of a chain, each in the one before."""
    out: list[Statement] = []
    for at, (name, sort) in enumerate(chain, before + 1):
        links = [report.publisher or "", *(link for link, _ in chain[: at - before])]
        out.append(
            Statement(
                id=f"s{at}", content=words, cue="said", source=name, kind=sort,
                act="confirm" if name in CONFIRMING else "say",
                form="indirect", speaker=name, via=out[-1].id if out else None, chain=links,
                content_spans=[span], cue_span=None, source_span=None, confidence=0.9,
            )
        )  # fmt: skip
    return out


def _event(report: Report, words: str, span: tuple[int, int], statement: str | None) -> Event:
    case = (report.id or "")[:3]
    type_, status = ASSERTED[case]
    sides = [name for name in SIDES[case] if name in words]
    return Event(
        type=type_, trigger=words, actor=sides, recipient=[], mediator=[], place=None, date=None,
        status=status, statement=statement, trigger_span=span, confidence=0.9,
    )  # fmt: skip
