"""Where a claim comes from: twenty outlets that quote one are one origin."""

import json
from pathlib import Path
from typing import Any

import pytest
from evaluation.dossier import hand
from evaluation.dossier.origins import HARD, case_opened, outcome
from msgspec.structs import replace

import homes
from according.cast import Cast
from according.dossier import Dossier
from according.dossier.joins import apart, joined
from according.dossier.origins import Tree
from according.dossier.sources import Publisher
from according.records import Reading, Report
from talks import Piece, counts, met, opened, report, stands

CASES: list[dict[str, Any]] = json.loads(HARD.read_text("utf-8"))["cases"]
REHL, DRAVENKO = "Tomas Rehl", "Ilsa Dravenko"
SENTENCE = "Rehl met Dravenko at a mill near Lower Sarn on Monday."
WIRE, CHRONICLE, TIMES = "Harrow Wire", "Estuary Chronicle", "Moor Times"
# What each outlet writes beside it, so that none is a copy of another.
OTHERWISE = {
    WIRE: "Farmers in the lower valley sold their grain early this year because of floods, and "
    "lorries waited at every bridge between the two market towns until late in the evening.",
    CHRONICLE: "The estuary's fishing fleet stayed in port while a storm from the west went over, "
    "said skippers who have not seen such waves since their grandfathers mended nets there.",
    TIMES: "On the moor sheep were counted twice, once by their owners and again by the tax office, "
    "whose clerks arrived with three ledgers, a ladder and nothing to eat but cold potatoes.",
    "Haldane Gazette": "His Excellency opened a school of music in the capital, where a choir of "
    "sixty children sang the anthem, a cantata by Orlan and, when asked for more, a round.",
}


@pytest.fixture
def path(tmp_path: Path, fresh_sqlite: homes.Fresh) -> str:
    """Where an empty ledger is."""
    return fresh_sqlite(tmp_path)


def told(number: int, outlet: str, sentence: str = SENTENCE, **more: Any) -> Reading:
    """A report of the meeting, in words of its own."""
    piece = met(sentence, "met", actor=[REHL], recipient=[DRAVENKO], **more)
    day = f"2026-03-03T{number:02}:00:00Z"
    return report(
        outlet, day, piece, Piece(OTHERWISE[outlet]), url=f"https://news.example/{number}"
    )


def tree(path: str, *readings: Reading) -> Tree:
    """The tree of the meeting that these reports tell."""
    with opened(path, *readings) as dossier:
        item = next(i for i in dossier.material.items(1) if i.kind == "event")
        return dossier.origins.of(dossier.claims.of(item.key)[0])


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_hard_cases(case: dict[str, Any]) -> None:
    """Read rightly, each hard case has as many origins as a careful reader counts."""
    with case_opened(case, hand.readings(case)) as example:
        found = outcome(example, case, "event")
    assert found.found == case["origins"]
    assert found.given <= found.links  # no report is said to have it from another than it has


def test_withdrawn() -> None:
    """A toll that its agency corrects stays, with the words that take it back."""
    case = next(case for case in CASES if "withdrawn" in case)
    with case_opened(case, hand.readings(case)) as example:
        found = next(iter(example.dossier.claims))
        kept = example.dossier.origins.of(found.key)
    assert kept.count == 1
    assert kept.withdrawn is not None
    assert "from twelve" in kept.withdrawn.words


# fmt: off
SOURCES = [
    # reports                                                                                            origins
    ([told(3, WIRE, by="two diplomats", kind="unnamed"), told(5, CHRONICLE, by=WIRE, kind="outlet")],    ["two diplomats (Harrow Wire)"], "an outlet that cites another"),
    ([told(3, WIRE, by="a diplomat", kind="unnamed"), told(5, CHRONICLE, by="a diplomat", kind="unnamed")], ["a diplomat (Harrow Wire)", "a diplomat (Estuary Chronicle)"], "unnamed sources of two outlets are two"),
    ([told(3, WIRE, by=REHL), told(5, CHRONICLE, by="Oradan's foreign ministry", kind="body")],          ["Oradan"], "all who speak for a government are it"),
    ([told(3, WIRE, by=REHL), told(5, CHRONICLE, by=DRAVENKO)],                                          ["Oradan", "Veshtia"], "two governments are two"),
    ([told(3, "Haldane Gazette"), told(5, CHRONICLE, by=REHL)],                                          ["Oradan"], "an outlet that belongs to a party speaks for it"),
    ([told(3, WIRE), told(5, WIRE)],                                                                     ["Harrow Wire"], "an outlet that repeats itself"),
    ([told(3, WIRE, by="the newspaper", kind="outlet", via=CHRONICLE)],                                  ["estuary chronicle"], "an outlet whose report is not here"),
    ([told(3, WIRE), told(5, CHRONICLE)],                                                                ["Harrow Wire"], "told again in the same words, naming nobody"),
]
# fmt: on


@pytest.mark.parametrize(
    ("readings", "names"), [pytest.param(r, names, id=why) for r, names, why in SOURCES]
)
def test_whose_word_it_is(path: str, readings: list[Reading], names: list[str]) -> None:
    """Origins are those who say so themselves, not those who pass it on."""
    assert [origin.name for origin in tree(path, *readings).origins] == names


def test_an_outlet_and_its_source_in_one_report_are_one_origin(path: str) -> None:
    """What the other outlet has, by its own word, from somebody, is that one's."""
    ends: dict[str, Any] = {"actor": [REHL], "recipient": [DRAVENKO]}
    cited = met(SENTENCE, "met", by=CHRONICLE, kind="outlet", **ends)
    source = met(SENTENCE, "met", by="a diplomat", kind="unnamed", via=CHRONICLE, **ends)
    told_twice = report(WIRE, "2026-03-03T05:00:00Z", cited, source, Piece(OTHERWISE[WIRE]))
    (origin,) = tree(path, told_twice).origins
    assert (origin.name, origin.names) == ("a diplomat (estuary chronicle)", ("a diplomat",))


def trees(dossier: Dossier) -> dict[str, Tree]:
    """All the trees that an analyst may look at."""
    return {claim.key: dossier.origins.of(claim.key) for claim in dossier.claims}


def plain(dossier: Dossier) -> dict[frozenset[str], Tree]:
    """The trees by the items that make their claims, whatever the claims are called."""
    grown = trees(dossier).items()
    items = {key: frozenset(dossier.claims.claim(key).items) for key, _ in grown}
    return {items[key]: replace(tree, claim="") for key, tree in grown}


def dead(
    number: int, outlet: str, sentence: str, figure: str, value: float, **about: Any
) -> Reading:
    """A report of a toll."""
    piece = counts(sentence, figure, value)
    return report(
        outlet, f"2026-03-{number:02}T08:00:00Z", piece, Piece(OTHERWISE[outlet]),
        url=f"https://news.example/{number}", **about,
    )  # fmt: skip


def rain(number: int) -> Reading:
    """What stands now at an address, and is nothing of the talks."""
    told = Report(text="Rain is expected.", publisher=WIRE, url=f"https://news.example/{number}")
    return Reading(report=told, reader="by hand")


REVISED = "Rehl met Dravenko at a mill near Lower Sarn, two diplomats said."
UNNAMED = {"by": "two diplomats", "kind": "unnamed"}
GAZETTE = {"by": "the Gazette", "kind": "outlet"}
TOLL = dead(3, WIRE, "Shells killed twelve people in Lower Sarn.", "twelve", 12)
TAKEN_BACK = dead(
    4, WIRE, "We were wrong: seven people died, not twelve.", "seven", 7, title="Correction: Sarn"
)
ELSEWHERE = report(
    "Haldane Gazette", "2026-03-04", stands("Rehl backs a truce.", "truce", "for", REHL),
    url="https://news.example/4",
)  # fmt: skip
# fmt: off
COMES = [
    # before                                          then                                why this row exists
    ([told(3, WIRE)],                                 told(5, CHRONICLE, by=REHL),        "another tells the claim"),
    ([told(3, WIRE), told(5, CHRONICLE)],             told(3, WIRE, REVISED, **UNNAMED),  "a report names its source when it is revised"),
    ([told(3, WIRE), told(5, CHRONICLE, by=REHL)],    rain(3),                            "a report is revised and tells nothing of it any more"),
    ([TOLL],                                          TAKEN_BACK,                         "an agency takes its number back, and does not tell the claim"),
    ([TOLL, TAKEN_BACK],                              rain(4),                            "a correction is withdrawn"),
    ([told(3, WIRE, **GAZETTE)],                      ELSEWHERE,                          "an outlet that was only named is there now, with something else"),
]
# fmt: on


@pytest.mark.parametrize(
    ("before", "then"), [pytest.param(before, then, id=why) for before, then, why in COMES]
)
def test_an_open_dossier_follows_the_ledger(
    path: str, tmp_path: Path, before: list[Reading], then: Reading
) -> None:
    """Trees grown before an update are afterwards those of a dossier that is opened anew.

    Claims keep their keys, which are of the report that was first to tell them.
    """
    with opened(path, *before, keep=False) as dossier:
        former = plain(dossier)
        dossier.ledger.add(then)
        dossier.update()
        file = tmp_path / "sarn-valley.toml"
        with Dossier.open(dossier.ledger, file, Cast({}), keep=False) as anew:
            assert plain(dossier) == plain(anew) != former


def test_what_is_not_touched_stays(path: str) -> None:
    """A tree whose claim nothing new bears on is not grown again."""
    with opened(path, told(3, WIRE), ELSEWHERE) as dossier:
        former = trees(dossier)
        dossier.ledger.add(told(5, "Haldane Gazette"))
        dossier.update()
        kept = {key for key, grown in trees(dossier).items() if grown is former.get(key)}
        assert kept == set(dossier.claims.in_report(2)) - set(dossier.claims.in_report(3))
    assert kept


def test_a_circle_begins_with_the_first(path: str) -> None:
    """Outlets that only cite each other are one origin, the one that published first."""
    found = tree(
        path,
        told(3, CHRONICLE, by=TIMES, kind="outlet"),
        told(5, TIMES, by=CHRONICLE, kind="outlet"),
    )
    assert [origin.name for origin in found.origins] == [CHRONICLE]
    assert found.loop == (1, 2)


def test_leads_say_how(path: str) -> None:
    """Each report says from which other it has the claim, along the chain of citations."""
    found = tree(
        path,
        told(3, WIRE, by="two diplomats", kind="unnamed"),
        told(5, CHRONICLE, by=WIRE, kind="outlet"),
        told(7, TIMES, by=CHRONICLE, kind="outlet"),
    )
    leads = [(lead.report, lead.how, lead.parent) for lead in found.origins[0].leads]
    assert leads == [(1, "own", None), (2, "retelling", 1), (3, "retelling", 2)]


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("He spoke to reporters of Harrow Wire and the Estuary Chronicle.", True),
        ("He spoke to Harrow Wire. The Estuary Chronicle wrote of it too.", False),
        ("The official received the Estuary Chronicle and this newspaper.", True),
    ],
)
def test_joined_by_the_text(text: str, *, one: bool) -> None:
    """Sources without a name are one only where a text says that they spoke to both."""
    ours, other = Publisher("harrow-wire", WIRE), Publisher("chronicle", CHRONICLE)
    assert joined(text, ours, other) is one


def test_apart() -> None:
    """Two sources of one outlet are two where it says that they spoke separately."""
    assert apart("They spoke separately.")
