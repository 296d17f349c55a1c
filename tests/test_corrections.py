"""Corrections: they change what is answered, never what was read, and outlive a re-read."""

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import sarn
from according import Ledger, Reading
from according.errors import InputError
from according.ledger import Answer, Question
from according.ledger.amending import amended
from according.ledger.corrections import Correction, anchors, located
from according.ledger.fields import typed

URL = "https://chronicle.example/a"


@pytest.fixture
def told(ledger: Ledger) -> Ledger:
    """Open a ledger with one report in it."""
    ledger.add(sarn.reading(url=URL))
    return ledger


def answer(ledger: Ledger, address: str) -> Answer:
    """Give what the ledger answers about one item."""
    found = ledger.ask(Question(report=1, rejected=True, limit=None))
    return next(each for each in found if each.address == address)


def present(ledger: Ledger) -> Reading:
    """Give the present reading of the report."""
    return next(ledger.readings()).reading


# fmt: off
CHANGES: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    # item   correction                            the record then                                  why this row exists
    ("s1",   {"speaker": "Piet Okamar"},           {"speaker": "Piet Okamar", "chain": [sarn.PAPER, "Piet Okamar"]}, "a speaker ends the chain"),
    ("s1",   {"chain": "Estuary Chronicle ▸ Harrow Wire > Tomas Rehl"}, {"chain": [sarn.PAPER, "Harrow Wire", "Tomas Rehl"], "speaker": "Tomas Rehl"}, "a chain as printed or typed"),
    ("s1",   {"chain": ["Harrow Wire"]},           {"speaker": "Harrow Wire"},                      "a chain ends with the speaker"),
    ("s1",   {"kind": "BODY", "act": "reject"},    {"kind": "body", "act": "reject"},               "labels in any case"),
    ("s1",   {"content": "discussed"},             {"content": "discussed", "content_spans": [sarn.at("discussed")]}, "words take their offsets along"),
    ("s1",   {"content": ["a withdrawal", "discussed"]}, {"content_spans": [sarn.at("a withdrawal"), sarn.at("discussed")]}, "words that stand apart"),
    ("s1",   {"cue": ""},                          {"cue": None, "cue_span": None},                 "a field emptied"),
    ("s4",   {"source": "Ana Stanić"},             {"source": "Ana Stanić", "source_span": sarn.at("Ana Stanić")}, "a source that was not found"),
    ("s3",   {"via": None},                        {"via": None, "chain": [sarn.PAPER, "diplomat"]}, "a statement taken out of another"),
    ("s4",   {"via": "s2"},                        {"via": "s2", "chain": [sarn.PAPER, "Harrow Wire", "Ana Stanić"]}, "a statement put into another"),
    ("e1",   {"status": "possible"},               {"status": "possible"},                          "a status"),
    ("e1",   {"actor": "Oradan; Veshtia", "place": "Sarn"}, {"actor": ["Oradan", "Veshtia"], "place": "Sarn"}, "names parted by semicolons"),
    ("e4",   {"statement": "s4"},                  {"statement": "s4"},                             "an event put into a statement"),
    ("e4",   {"type": "COERCE", "trigger": "people were killed"}, {"type": "COERCE", "trigger_span": sarn.at("people were killed")}, "a trigger"),
    ("f2",   {"value": "1,200", "low": "", "high": 1500}, {"value": 1200, "low": None, "high": 1500}, "numbers as typed"),
    ("f2",   {"value": "12.5"},                    {"value": 12.5},                                 "a fraction"),
    ("p1",   {"stance": "against", "holder": "Oradan"}, {"stance": "against", "holder": "Oradan"},  "a position"),
]
# fmt: on


def test_a_correction_is_answered_and_the_reading_kept(told: Ledger) -> None:
    """The record reads as the analyst says; beside it stands what was read, and who says so."""
    before = present(told)
    for name, changes, expected, why in CHANGES:
        address = f"r1.{name}"
        was = answer(told, address).record
        done = told.correct(address, by="ana", note="seen in print", **changes)
        now = answer(told, address)
        assert {field: getattr(now.record, field) for field in expected} == expected, why
        assert (now.verdict, now.read, now.corrections) == ("corrected", was, [done]), why
        assert (done.address, done.by, done.note) == (address, "ana", "seen in print")
        told.undo(address)
        assert answer(told, address).record == was, why
        assert present(told) == before, why
    assert [each.reading for each in told.readings(current=False)] == [before]


def test_corrected_items_are_found_by_what_they_say_now(told: Ledger) -> None:
    """Filters and searches look at the corrected record, no longer at the one as read."""
    told.correct("r1.s1", by="ana", speaker="Piet Okamar", content="discussed")
    assert [a.address for a in told.ask(Question(speaker="Okamar"))] == ["r1.s1", "r1.e1"]
    assert not list(told.ask(Question(speaker="Rehl", act="deny")))
    assert not list(told.ask(Question(words="withdrawal", items="statement")))


def test_what_stands_inside_follows(told: Ledger) -> None:
    """Chains lead through a corrected speaker, also where one speaker has two statements."""
    told.correct("r1.s2", by="ana", speaker="Harrow News Agency")
    told.correct("r1.s5", by="ana", speaker="Piet Okamar")
    assert answer(told, "r1.e2").chain == [sarn.PAPER, "Harrow News Agency", "diplomat"]
    fear = answer(told, "r1.s6")
    assert fear.record == replace(
        present(told).statements[5], speaker="Piet Okamar", chain=[sarn.PAPER, "Piet Okamar"]
    )
    assert (fear.verdict, fear.corrections) == ("corrected", [])


def test_a_rejected_item_is_answered_no_more(told: Ledger) -> None:
    """It is left out unless asked for; the others keep their addresses, and lose what it held."""
    told.correct("r1.s2", "reject", by="ana")
    told.correct("r1.e1", "reject", by="ana")
    addresses = [a.address for a in told.ask(Question(items=["statement", "event"]))]
    assert addresses == [f"r1.{n}" for n in ["s1", "s3", "s4", "s5", "s6", "e2", "e3", "e4"]]
    assert answer(told, "r1.s3").chain == [sarn.PAPER, "diplomat"]
    shown = told.ask(Question(items=["statement", "event"], rejected=True, limit=None))
    assert {a.address for a in shown if a.verdict == "rejected"} == {"r1.s2", "r1.e1"}
    assert len(present(told).events) == 3
    found = told.ask(Question(speaker="Rehl", type="RETREAT", rejected=True))
    assert [a.address for a in found] == ["r1.e1"]


def test_an_accepted_item_stays_as_it_is(told: Ledger) -> None:
    """Acceptance is noted and shown, and revives what was rejected before."""
    told.correct("r1.e1", "reject", by="ana")
    told.correct("r1.e1", "accept", by="ben")
    now = answer(told, "r1.e1")
    assert (now.verdict, [each.by for each in now.corrections]) == ("accepted", ["ana", "ben"])
    assert [a.address for a in told.ask(Question(status="denied"))] == ["r1.e1"]


def test_later_corrections_win_field_by_field(told: Ledger) -> None:
    """Several corrections of one item add up; undone ones stay on record."""
    told.correct("r1.e1", by="ana", status="planned", place="Selm")
    last = told.correct("r1.e1", by="ben", status="demanded")
    record: Any = answer(told, "r1.e1").record
    assert (record.status, record.place) == ("demanded", "Selm")
    undone = told.undo(str(last.number))
    assert (undone.number, bool(undone.undone)) == (last.number, True)
    record = answer(told, "r1.e1").record
    assert record.status == "planned"
    assert [bool(each.undone) for each in told.corrections()] == [False, True]


def test_corrections_outlive_a_new_reader(told: Ledger) -> None:
    """A newer reading takes the corrections over, wherever their items stand in it now."""
    told.correct("r1.s4", by="ana", speaker="Anna Stanić")
    told.correct("r1.e4", by="ana", statement="s4")
    told.correct("r1.f1", "reject", by="ana")
    newer = sarn.reading(url=URL, reader="2026.2")
    names = {"s1": None, "s2": "s1", "s3": "s2", "s4": "s3", "s5": "s4", "s6": "s5"}
    newer = replace(
        newer,
        statements=[
            replace(s, id=names[s.id], via=names.get(s.via or "")) for s in newer.statements[1:]
        ],
        events=[replace(e, statement=names.get(e.statement or "")) for e in newer.events],
        figures=newer.figures[::-1],
    )
    told.add(newer)
    record: Any = answer(told, "r1.s3").record
    assert record.speaker == "Anna Stanić"
    record = answer(told, "r1.e4").record
    assert record.statement == "s3"
    assert answer(told, "r1.f2").verdict == "rejected"
    assert [each.address for each in told.corrections()] == ["r1.s3", "r1.e4", "r1.f2"]


def test_corrections_outlive_a_new_text(told: Ledger) -> None:
    """In a revision with more in front, the words are found where they stand now."""
    told.correct("r1.s4", by="ana", speaker="Anna Stanić", source="Ana Stanić")
    text = f"Rain closed the road. {sarn.TEXT}"
    told.add(sarn.reading(url=URL, text=text))
    now = answer(told, "r1.s4")
    record: Any = now.record
    assert (record.speaker, now.source.revision) == ("Anna Stanić", 2)
    assert record.source_span == sarn.at("Ana Stanić", text)


def test_a_correction_without_its_item_waits(told: Ledger) -> None:
    """What a newer reading no longer has is orphaned, listed, and applies again if it returns."""
    told.correct("r1.e4", by="ana", status="denied")
    told.add(replace(sarn.reading(url=URL, reader="2026.2"), events=[]))
    (orphan,) = told.corrections()
    assert (orphan.address, orphan.anchor.words) == (None, ["killed"])
    told.add(sarn.reading(url=URL, reader="2026.3"))
    assert answer(told, "r1.e4").verdict == "corrected"


# fmt: off
REFUSED: list[tuple[str, str, dict[str, Any], str, str]] = [
    # address  verdict    changes                       message                          why this row exists
    ("r1.s9",  "accept",  {},                           "6 statements, and none",        "no such statement"),
    ("r1.e5",  "accept",  {},                           "4 events, and none",            "no such event"),
    ("r9.e1",  "accept",  {},                           "no report r9",                  "no such report"),
    ("r1",     "accept",  {},                           "Name one of its items",         "a whole report"),
    ("s1",     "accept",  {},                           "no address of an item",         "no address"),
    ("r1.e0",  "accept",  {},                           "no address of an item",         "items are counted from 1"),
    ("r1.s1",  "correct", {},                           "Say what to correct",           "nothing said"),
    ("r1.s1",  "reject",  {"act": "say"},               "Say what to correct",           "two things said"),
    ("r1.s1",  "correct", {"status": "denied"},         "no field of a statement",       "a field of another item"),
    ("r1.s1",  "correct", {"confidence": 1},            "no field of a statement",       "a field that is the reader's"),
    ("r1.s1",  "correct", {"kind": "persn"},            "Did you mean person?",          "an unknown label"),
    ("r1.s1",  "correct", {"speaker": ""},              "speaker cannot be empty",       "a field that must be there"),
    ("r1.s1",  "correct", {"chain": " ▸ "},             "chain cannot be empty",         "an empty chain"),
    ("r1.s1",  "correct", {"content": "no such words"}, "does not stand in the report",  "words that are not there"),
    ("r1.s1",  "correct", {"via": "s77"},               "no statement of r1",            "a statement that is not there"),
    ("r1.s2",  "correct", {"via": "s3"},                "would stand in itself",         "a ring"),
    ("r1.f1",  "correct", {"value": "many"},            "is no number",                  "no number"),
]
# fmt: on


def test_what_an_item_cannot_take_is_refused(told: Ledger) -> None:
    """A correction that makes no sense is told why, and leaves no trace."""
    for address, verdict, changes, message, why in REFUSED:
        with pytest.raises(InputError) as error:
            told.correct(address, verdict, by="ana", **changes)  # type: ignore[arg-type]
        assert message in str(error.value), why
    with pytest.raises(InputError, match="no correction to undo"):
        told.undo("r1.s1")
    assert told.corrections() == []
    assert present(told) == sarn.reading(url=URL)


def test_two_corrections_make_no_ring(told: Ledger) -> None:
    """What each could be said alone is refused when together it goes round."""
    told.correct("r1.s1", by="ana", via="s4")
    with pytest.raises(InputError, match="would stand in itself"):
        told.correct("r1.s4", by="ana", via="s1")


def test_corrected_reports_are_given_whole(told: Ledger) -> None:
    """Reports with corrections come as corrected; the others do not."""
    told.add(sarn.reading(url="https://chronicle.example/b", text=f"{sarn.TEXT} (b)"))
    told.correct("r1.f2", by="ana", value=14)
    told.correct("r1.e1", "reject", by="ana")
    (stored,) = told.corrected()
    assert stored.report == 1
    assert [figure.value for figure in stored.reading.figures] == [140, 14]
    assert [event.trigger for event in stored.reading.events] == ["release", "demanded", "killed"]
    told.undo("r1.f2")
    told.undo("r1.e1")
    assert told.corrected() == []


def test_likenesses() -> None:
    """Items are known again by words, then what tells them apart, then where they stand."""
    blame = [
        sarn.event("ACCUSE", "killed", actor=["Oradan"]),
        sarn.event("ACCUSE", "killed", actor=["Veshtia"]),
        sarn.event("ACCUSE", "killed", actor=["Veshtia"]),
    ]
    held = anchors(blame)
    assert len({(*a.words, a.start, a.besides, a.nth) for a in held}) == 3
    assert located(held, blame) == {0: 0, 1: 1, 2: 2}
    assert located(held[:1], blame[::-1]) == {0: 2}
    said = [sarn.statement("s1", "Oradan reopen the dam in Lower Sarn", "Ana Stanić")]
    shorter = [sarn.statement("s9", "reopen the dam in Lower Sarn", "Ana Stanić")]
    other = [sarn.statement("s9", "a collapse of the talks", "Ana Stanić")]
    assert located(anchors(said), shorter) == {0: 0}
    assert located(anchors(said), other) == {}


values = (
    st.none() | st.text(max_size=12) | st.integers() | st.lists(st.text(max_size=5), max_size=2)
)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["s1", "s2", "s3", "s5", "s6", "e1", "e2", "e4", "f1", "f2", "p1"]),
            st.sampled_from(["accept", "reject", "correct"]),
            st.sampled_from(
                ["speaker", "via", "statement", "content", "trigger", "chain", "value", "actor"]
            ),
            values | st.sampled_from(["s1", "s2", "s5", "Tomas Rehl", "12", "talks"]),
        ),
        max_size=6,
    )
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_corrections_leave_a_sound_reading(
    acts: Iterable[tuple[str, Any, str, Any]],
) -> None:
    """Whatever is corrected, quotations stand where they say, and nothing stands in itself."""
    reading = sarn.reading()
    made = [each for n, act in enumerate(acts) if (each := _correction(reading, n, act))]
    out = amended(reading, made)
    after = out.reading
    assert {*out.found, *out.lost} == {each.number for each in made}
    assert [s.id for s in after.statements] == [s.id for s in reading.statements]
    outer = {s.id: s.via for s in after.statements}
    for said in after.statements:
        parts = [said.content] if isinstance(said.content, str) else said.content
        spans = said.content_spans
        assert [sarn.TEXT[start:end] for start, end in spans] == list(parts)
        assert said.chain[-1] == said.speaker
        path: set[str | None] = set()
        name: str | None = said.id
        while name is not None:
            assert name not in path
            path.add(name)
            name = outer.get(name)
    gone = {after.statements[n].id for item, n in out.rejected if item == "statement"}
    assert not gone & {e.statement for e in after.events}


def _correction(reading: Reading, number: int, act: tuple[str, Any, str, Any]) -> Correction | None:
    """Make a correction as the ledger would; None where it would be refused at once."""
    name, verdict, field, value = act
    items: dict[str, tuple[Any, list[Any]]] = {
        "s": ("statement", reading.statements),
        "e": ("event", reading.events),
        "f": ("figure", reading.figures),
        "p": ("position", reading.positions),
    }
    item, records = items[name[0]]
    try:
        changes = typed(item, {field: value}) if verdict == "correct" else {}
    except InputError:
        return None
    named = {s.id: n for n, s in enumerate(reading.statements)}
    for each in changes.keys() & {"via", "statement"}:
        if changes[each] not in {None, *named}:
            return None
        if changes[each] is not None:
            held = anchors(reading.statements)[named[changes[each]]]
            changes[each] = {f: getattr(held, f) for f in held.__struct_fields__}
    anchor = anchors(records)[int(name[1:]) - 1]
    return Correction(
        number=number, report=1, item=item, anchor=anchor, verdict=verdict, changes=changes,
        by="ana", at="2026-03-04T12:00:00.000000Z",
    )  # fmt: skip
