"""Questions to the ledger: what each filter finds, alone and together, in both homes."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sarn
from according import Ledger
from according.errors import InputError
from according.ledger import Question, Scope
from according.ledger.questions import ITEMS, checked, day
from according.records import Reading, Report
from strategies import readings

# fmt: off
QUESTIONS: list[tuple[dict[str, Any], str, str]] = [
    # question                                         answers                        why this row exists
    ({"items": "statements"},                          "s1 s2 s3 s4 s5 s6",           "a sort of item, in the order of the text"),
    ({"items": ["figure", "position"]},                "f1 f2 p1",                    "two sorts"),
    ({"speaker": "Tomas Rehl", "items": "statement"},  "s1 s5 s6",                    "a speaker"),
    ({"speaker": "rehl"},                              "s1 s5 s6 e1",                 "part of a name, without case; and what is said in their statements"),
    ({"speaker": "Foreign Minister Tomas Rehl", "items": "statement"}, "s1 s5 s6",    "a name with its title"),
    ({"speaker": "stanic"},                            "s4 p1",                       "a name without its accents"),
    ({"speaker": '"Rehl"'},                            "",                            "a whole name in quotes"),
    ({"speaker": ["diplomat", "Harrow"], "items": "statement"}, "s2 s3",              "either of two speakers"),
    ({"actor": "Oradan"},                              "e1 e3",                       "an actor in whatever role"),
    ({"actor": "Oradan", "role": "recipient"},         "e3",                          "an actor in one role"),
    ({"role": "recipient"},                            "e3",                          "a role, whoever plays it"),
    ({"actor": "Ana Stanić"},                          "s4 e3 p1",                    "an actor also speaks and takes positions"),
    ({"actor": "prisoners"},                           "f1",                          "an actor is also who is counted"),
    ({"outlet": "harrow wire"},                        "s2 s3 e2 f1",                 "an outlet in the chain, and as the speaker"),
    ({"outlet": "diplomat"},                           "",                            "a speaker is no outlet"),
    ({"outlet": "Estuary", "items": "event"},          "e1 e2 e3 e4",                 "the publisher"),
    ({"kind": "unnamed"},                              "s3 e2 f1",                    "a kind of source"),
    ({"act": "Deny"},                                  "s1 e1",                       "an act, in any case"),
    ({"act": ["deny", "feel"], "items": "statement"},  "s1 s6",                       "either of two acts"),
    ({"type": "retreat"},                              "e1 e2",                       "a type of event asks for events"),
    ({"type": "RETREAT", "status": "denied"},          "e1",                          "type and status"),
    ({"type": "RETREAT", "speaker": "diplomat"},       "e2",                          "an event on somebody's word"),
    ({"type": "RETREAT", "items": "statement"},        "s1 s3",                       "statements in which such an event stands"),
    ({"type": "RETREAT", "measure": "killed"},         "e1 e2 f2",                    "filters of two sorts: each for its own"),
    ({"measure": "killed"},                            "f2",                          "a measure asks for figures"),
    ({"place": "Lower Sarn"},                          "e4 f2",                       "a place asks for what has one"),
    ({"place": "sarn", "type": "RETREAT"},             "e1",                          "a place by part of its name"),
    ({"place": "Sarn valley", "items": "statement"},   "s1",                          "statements on what happens at a place"),
    ({"stance": "for"},                                "p1",                          "a stance asks for positions"),
    ({"holder": "stanić", "issue": "dam"},             "p1",                          "a holder and words of the issue"),
    ({"issue": "reopens"},                             "p1",                          "a word of the issue in another form"),
    ({"issue": "valley"},                              "",                            "a word around the issue is none of it"),
    ({"words": "prisoner", "items": "statement"},      "s2 s3",                       "a word in another form"),
    ({"words": '"Sarn valley"', "items": "statement"}, "s1",                          "a phrase"),
    ({"words": "sarn -dam", "items": "statement"},     "s1",                          "a word that must not be there"),
    ({"words": "prison* OR collapse", "items": "statement"}, "s2 s3 s5 s6",           "one of two words, one of them cut short"),
    ({"words": "killed", "items": "figures"},          "f2",                          "a word around a figure"),
    ({"words": "sarn", "act": "demand"},               "s4 p1",                       "words and a filter"),
    ({"surest": 0.75, "items": ["event", "figure"]},   "e1 e2 e3 e4",                 "the least confidence"),
    ({"since": "2026-03-03", "until": "2026-03-03", "items": "position"}, "p1",       "a span of one day"),
    ({"since": "2026-03-04"},                          "",                            "after it"),
    ({"until": "2026-02"},                             "",                            "before it"),
    ({"since": date(2026, 3, 1), "until": "2026", "items": "position"}, "p1",         "a date and a year"),
    ({"report": 1, "items": "position"},               "p1",                          "a report"),
    ({"report": [2, 3]},                               "",                            "other reports"),
    ({"scope": Scope(names=("Veshtia",))},             "e2",                          "a scope of names"),
    ({"scope": Scope(places=("Lower Sarn",), words=("dam",))}, "s4 e3 e4 f2 p1",      "a scope of places and words"),
    ({"scope": Scope(words=("collapse",)), "act": "feel"}, "s6",                      "a scope and a filter"),
    ({"limit": 2, "items": "event"},                   "e1 e2",                       "the first page"),
    ({"limit": 2, "offset": 2, "items": "event"},      "e3 e4",                       "the second page"),
    ({"limit": None},                                  "s1 s2 s3 s4 s5 s6 e1 e2 e3 e4 f1 f2 p1", "everything"),
]
# fmt: on


def asked(ledger: Ledger, **filters: Any) -> list[str]:
    """Ask, and give the addresses of the answers."""
    return [answer.address for answer in ledger.ask(Question(**filters))]


def test_each_filter_finds_what_it_says(ledger: Ledger) -> None:
    """Filters hold together, and each finds by itself what its words say."""
    ledger.add(sarn.reading())
    for filters, addresses, why in QUESTIONS:
        found = [address.removeprefix("r1.") for address in asked(ledger, **filters)]
        ranked = "words" in filters  # best first; here only which
        expected = addresses.split()
        assert (sorted(found) if ranked else found) == (sorted(expected) if ranked else expected), (
            why
        )


def test_reports_may_be_many(ledger: Ledger) -> None:
    """A question of more reports than a statement takes values finds what it should."""
    ledger.add(sarn.reading(url="https://chronicle.example/a"))
    ledger.add(sarn.reading(url="https://chronicle.example/b", text=f"{sarn.TEXT} (again)"))
    many = [1, *range(3, 80_000)]
    assert asked(ledger, report=many, speaker="Rehl", type="RETREAT") == ["r1.e1"]


def test_the_newest_comes_first_and_the_undated_last(ledger: Ledger) -> None:
    """Answers come by day, then as they were read, then in the order of the text."""
    for n, published in enumerate(["2026-03-01", None, "2026-03-05", "2026-03-05"]):
        url = f"https://chronicle.example/{n}"
        ledger.add(sarn.reading(published=published, url=url, text=f"{sarn.TEXT} ({n})"))
    found = asked(ledger, type="RETREAT")
    assert found == ["r4.e1", "r4.e2", "r3.e1", "r3.e2", "r1.e1", "r1.e2", "r2.e1", "r2.e2"]
    pages = [asked(ledger, type="RETREAT", limit=3, offset=n) for n in (0, 3, 6)]
    assert [address for page in pages for address in page] == found


def test_better_matches_come_first(ledger: Ledger) -> None:
    """Where words are searched, a short content full of them comes before a long one."""
    long = "the dam, the road, the valley and the talks about all of these"
    for n, content in enumerate([long, "the dam"]):
        report = Report(text=content, publisher="Harrow Wire", published="2026-03-03")
        said = sarn.statement("s1", content, "Ana Stanić", text=content)
        ledger.add(Reading(report=report, statements=[said], reader=str(n)))
    assert asked(ledger, words="dam") == ["r2.s1", "r1.s1"]


def test_copies_can_be_left_out(ledger: Ledger) -> None:
    """A wire text counts once where its copies are not wanted."""
    ledger.add(sarn.reading(url="https://chronicle.example/a"))
    ledger.add(sarn.reading(url="https://harrow.example/b", publisher="Harrow Wire"))
    assert asked(ledger, type="ASSAULT") == ["r2.e4", "r1.e4"]
    assert asked(ledger, type="ASSAULT", copies=False) == ["r1.e4"]


def test_only_the_present_is_asked(ledger: Ledger) -> None:
    """A former text and the reading of a former reader are kept, and answer no more."""
    url = "https://chronicle.example/a"
    ledger.add(sarn.reading(url=url))
    ledger.add(sarn.reading(url=url, reader="2026.2"))
    assert asked(ledger, type="ASSAULT") == ["r1.e4"]
    ledger.add(sarn.reading(url=url, reader="2026.2", text=f"{sarn.TEXT} More follows."))
    (answer,) = ledger.ask(Question(type="ASSAULT"))
    assert (answer.address, answer.source.revision) == ("r1.e4", 2)


def test_an_answer_leads_back_to_the_report(ledger: Ledger) -> None:
    """An answer holds the record as read, its chain, its words, and which report it is."""
    read = sarn.reading(url="https://chronicle.example/a", id="x1")
    ledger.add(read)
    answers = {answer.address: answer for answer in ledger.ask(Question(limit=None))}
    records = [answer.record for answer in answers.values()]
    assert records == [*read.statements, *read.events, *read.figures, *read.positions]
    for answer in answers.values():
        assert all(sarn.TEXT[w.start : w.end] == w.text for w in answer.words)
        assert answer.source.publisher == sarn.PAPER
        assert answer.source.url == "https://chronicle.example/a"
        assert (answer.source.report, answer.source.revision, answer.source.id) == (1, 1, "x1")
    assert answers["r1.e2"].chain == [sarn.PAPER, "Harrow Wire", "diplomat"]
    assert answers["r1.e4"].chain == [sarn.PAPER]
    assert answers["r1.e4"].words[0].text == "At least 12 people were killed in Lower Sarn."
    assert (answers["r1.e4"].verdict, answers["r1.e4"].corrections) == (None, [])


def test_whether_there_is_more(ledger: Ledger) -> None:
    """A page says whether it is the last, and can be looked at twice."""
    ledger.add(sarn.reading())
    page = ledger.ask(Question(items="event", limit=3))
    assert (len(page), page.more) == (3, True)
    assert list(page) == list(page)
    assert not ledger.ask(Question(items="event", limit=4)).more


def test_names_that_nobody_has_are_told(ledger: Ledger) -> None:
    """A slip of the pen is answered by the names that are spelt nearly so."""
    ledger.add(sarn.reading())
    answers = ledger.ask(Question(speaker="Stanik"))
    assert list(answers) == []
    assert answers.unknown == {"Stanik": ["ana stanic"]}


def test_a_data_frame_has_a_row_an_answer(ledger: Ledger) -> None:
    """Answers become a pandas frame under the columns of the CSV."""
    ledger.add(sarn.reading())
    frame = ledger.ask(Question(measure="captive")).frame()
    assert frame.loc[0, ["address", "who", "label", "value", "words"]].tolist() == [
        "r1.f1", "prisoners", "captive", 140, "140",
    ]  # fmt: skip


# fmt: off
MISTAKES: list[tuple[dict[str, Any], str, str]] = [
    # question                                    message                       why this row exists
    ({"type": "CONSLUT"},                         "Did you mean CONSULT",       "a misspelt label"),
    ({"act": "sing"},                             "There are: say, deny",       "an unknown label"),
    ({"items": "opinions"},                       "statement, event",           "an unknown sort of item"),
    ({"items": "figure", "type": "CONSULT"},      "Ask for events",             "a filter that none of the items can meet"),
    ({"items": "position", "place": "Sarn"},      "Ask for events or figures",  "a position has no place"),
    ({"since": "soon"},                           "'soon' is no time",          "a date that is none"),
    ({"since": "999999w"},                        "before all reports",         "a time before all time"),
    ({"limit": 0},                                "limit is 0",                 "an empty page"),
    ({"offset": -1},                              "offset is -1",               "a page before the first"),
    ({"surest": 2},                               "from 0 to 1",                "no confidence"),
    ({"speaker": " "},                            "give it a word",             "an empty name"),
    ({"speaker": "???"},                          "is no name",                 "a name without a letter"),
    ({"words": "-dam"},                           "at least one word",          "nothing to search for"),
    ({"words": "dam " * 60},                      "more than 50 words",         "a text pasted by mistake"),
]
# fmt: on


def test_mistakes_are_told_with_what_to_do(ledger: Ledger) -> None:
    """A question that makes no sense is refused with the value and what there is instead."""
    for filters, message, why in MISTAKES:
        with pytest.raises(InputError) as told:
            asked(ledger, **filters)
        assert message in str(told.value), why


NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
# fmt: off
TIMES = [
    # written              name     day            why this row exists
    ("24h",                "since", "2026-03-03",  "hours back, whole days"),
    ("7d",                 "since", "2026-02-25",  "days back"),
    ("2w",                 "since", "2026-02-18",  "weeks back"),
    ("today",              "since", "2026-03-04",  "today"),
    ("yesterday",          "until", "2026-03-03",  "yesterday"),
    ("2026",               "until", "2026-12-31",  "the last day of a year"),
    ("2026-12",            "until", "2026-12-31",  "the last day of a month"),
    ("2026-03-01T10:00",   "since", "2026-03-01",  "a time names a day"),
    (timedelta(days=2),    "since", "2026-03-02",  "a span"),
    (date(2026, 3, 1),     "since", "2026-03-01",  "a date"),
    (None,                 "since", None,          "no bound"),
]
# fmt: on


@pytest.mark.parametrize(
    ("written", "name", "found"), [pytest.param(*row, id=why) for *row, why in TIMES]
)
def test_times_become_days(written: Any, name: str, found: str | None) -> None:
    """A bound may be a date, part of one, or a time back from now."""
    assert day(written, NOON, name) == found


@given(st.text(max_size=30))
@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_any_words_are_a_search_or_refused(ledger: Ledger, words: str) -> None:
    """No search, however odd its characters, breaks the query or finds by accident."""
    try:
        found = asked(ledger, words=words)
    except InputError:
        return
    assert found == []


@given(readings)
@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_what_goes_in_is_answered(ledger: Ledger, read: Reading) -> None:
    """Whatever a reading holds, asking for its report gives the same records back."""
    number = ledger.add(read).report
    stored = [s.reading for s in ledger.readings() if s.report == number][-1]
    answers = list(ledger.ask(Question(report=number, items=ITEMS, limit=None)))
    records = [*stored.statements, *stored.events, *stored.figures, *stored.positions]
    assert [answer.record for answer in answers] == records


def test_a_question_is_checked_without_a_ledger() -> None:
    """What a question asks for follows from its filters alone."""
    assert checked(Question(measure="killed")).items == ("figure",)
    assert checked(Question()).items == ITEMS
