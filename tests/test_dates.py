"""Time expressions mean the day a reader of the paper would understand."""

# ruff: noqa: E501 - the tables are read by column

from datetime import date
from functools import partial

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from according.dates import When, find
from effort import patience, steps

PUBLISHED = "2026-03-04"  # a Wednesday

# fmt: off
EXPRESSIONS = [
    # text                                          as written          date          kind     why this row exists
    ("He spoke on Wednesday.",                      "Wednesday",        "2026-03-04", "day",   "the day of publication counts"),
    ("He spoke on Tuesday.",                        "Tuesday",          "2026-03-03", "day",   "the most recent one"),
    ("He spoke on Friday night.",                   "Friday night",     "2026-02-27", "day",   "part of a day belongs to it"),
    ("He said Monday they will talk.",              "Monday",           "2026-03-02", "day",   "a saying right before beats a later will"),
    ("They will meet on Monday.",                   "Monday",           "2026-03-09", "day",   "will looks ahead"),
    ("Talks are set to resume on Sunday.",          "Sunday",           "2026-03-08", "day",   "set to looks ahead"),
    ("Talks may resume on Friday.",                 "Friday",           "2026-03-06", "day",   "what may be is still to come"),
    ("It could have ended on Monday.",              "Monday",           "2026-03-02", "day",   "what could have been is not"),
    ("On Sunday, they will meet.",                  "Sunday",           "2026-03-08", "day",   "a cue after an opening weekday"),
    ("The terms will be announced on Friday.",      "Friday",           "2026-03-06", "day",   "a passive verb is not past"),
    ("They will meet, he said on Monday.",          "Monday",           "2026-03-02", "day",   "the nearest verb decides"),
    ("Theresa May spoke to him on Monday.",         "Monday",           "2026-03-02", "day",   "May is a name, not a cue"),
    ("They meet on Thursday.",                      "Thursday",         "2026-03-05", "day",   "a bare weekday is not six days old"),
    ("He spoke last Wednesday.",                    "last Wednesday",   "2026-02-25", "day",   "last excludes publication day"),
    ("It opens next Wednesday.",                    "next Wednesday",   "2026-03-11", "day",   "next excludes publication day"),
    ("It opens this coming Friday.",                "this coming Friday", "2026-03-06", "day", "this coming"),
    ("He left yesterday.",                          "yesterday",        "2026-03-03", "day",   "yesterday"),
    ("He left yesterday evening.",                  "yesterday evening", "2026-03-03", "day",  "a part of yesterday is yesterday"),
    ("He leaves today.",                            "today",            "2026-03-04", "day",   "today"),
    ("He leaves tomorrow morning.",                 "tomorrow morning", "2026-03-05", "day",   "tomorrow"),
    ("He left the day before yesterday.",           "the day before yesterday", "2026-03-02", "day", "two days back"),
    ("It fell overnight.",                          "overnight",        "2026-03-04", "day",   "a night is the day it ends"),
    ("It fell last night.",                         "last night",       "2026-03-03", "day",   "last night began the day before"),
    ("It fell this morning.",                       "this morning",     "2026-03-04", "day",   "this morning"),
    ("It fell two days ago.",                       "two days ago",     "2026-03-02", "day",   "days are exact"),
    ("It fell three weeks ago.",                    "three weeks ago",  "2026-02",    "month", "weeks tell the month"),
    ("It fell six months ago.",                     "six months ago",   "2025-09",    "month", "months tell the month"),
    ("It fell a decade ago.",                       "a decade ago",     "2016",       "year",  "years tell the year"),
    ("It fell last week.",                          "last week",        "2026-02",    "month", "a week tells the month"),
    ("It fell last month.",                         "last month",       "2026-02",    "month", "last month"),
    ("It opens next month.",                        "next month",       "2026-04",    "month", "next month"),
    ("It fell last year.",                          "last year",        "2025",       "year",  "last year"),
    ("It fell earlier this year.",                  "earlier this year", "2026",      "year",  "this year"),
    ("It fell on 1 March.",                         "1 March",          "2026-03-01", "day",   "day before month"),
    ("It fell on March 1.",                         "March 1",          "2026-03-01", "day",   "month before day"),
    ("It fell on March 4, 2019.",                   "March 4, 2019",    "2019-03-04", "day",   "American order with a year"),
    ("It fell on the 4th of March 2019.",           "the 4th of March 2019", "2019-03-04", "day", "ordinal day"),
    ("It fell on Sept. 11, 2001.",                  "Sept. 11, 2001",   "2001-09-11", "day",   "abbreviated month"),
    ("It fell on Thursday, Feb. 26.",               "Thursday, Feb. 26", "2026-02-26", "day",  "weekday with a date is one expression"),
    ("It fell on December 25.",                     "December 25",      "2025-12-25", "day",   "the past is nearer"),
    ("It must be done by April 10.",                "April 10",         "2026-04-10", "day",   "by looks ahead"),
    ("It fell after Jan. 20.",                      "Jan. 20",          "2026-01-20", "day",   "no month alone where a day follows"),
    ("It fell in July 2018.",                       "July 2018",        "2018-07",    "month", "month and year"),
    ("It fell in late January.",                    "late January",     "2026-01",    "month", "a part of a month is the month"),
    ("It fell in August last year.",                "August last year", "2025-08",    "month", "the year in words"),
    ("It fell last August.",                        "last August",      "2025-08",    "month", "the August before"),
    ("Since May it has held.",                      "May",              "2025-05",    "month", "May after a preposition is a month"),
    ("It began in 2017.",                           "2017",             "2017",       "year",  "a year"),
    ("The 2015 accord held.",                       "2015",             "2015",       "year",  "a year before its noun"),
    ("It fell on 2025-10-07.",                      "2025-10-07",       "2025-10-07", "day",   "ISO date"),
    ("Since 7 October 2023 it has held.",           "7 October 2023",   "2023-10-07", "day",   "the start of a war"),
    ("Since 9/11 it has held.",                     "9/11",             "2001-09-11", "day",   "a name that is a date"),
]

SPANS = [
    # text                                          date          last          why this row exists
    ("They met on 1-3 March.",                      "2026-03-01", "2026-03-03", "days with a hyphen"),
    ("They met on March 1 and 2.",                  "2026-03-01", "2026-03-02", "days with and"),
    ("In the 2017-18 season.",                      "2017",       "2018",       "years"),
    ("They met at the weekend.",                    "2026-02-28", "2026-03-01", "a weekend has two days"),
]

ANCHORED = [
    # text                                                  dates                         why this row exists
    ("It fell on Feb. 20. A day earlier, he left.",         ["2026-02-20", "2026-02-19"], "earlier counts from the date before"),
    ("It fell on Feb. 20. The following day he left.",      ["2026-02-20", "2026-02-21"], "following day"),
    ("In 2014 it began. The following year it ended.",      ["2014", "2015"],             "following year"),
    ("It fell on Feb. 20. Two days later, he left.",        ["2026-02-20", "2026-02-22"], "later"),
    ("In 2014 it began. A year later it ended.",            ["2014", "2015"],             "years from a year"),
    ("It fell on Feb. 20, a day before the vote.",          ["2026-02-20"],               "before a happening has no known anchor"),
]

NONE = [
    # text                                          published      why this row exists
    ("He spoke on Thursday.",                       None,          "no day of publication, no weekday"),
    ("He spoke on July 26.",                        None,          "no day of publication, no year"),
    ("He spoke on Thursday.",                       "2026",        "a year alone knows no weekday"),
    ("He spoke on Thursday.",                       "soon",        "publication that cannot be read"),
    ("It counts 2000 people.",                      PUBLISHED,     "a count is no year"),
    ("It costs $2015 now.",                         PUBLISHED,     "a price is no year"),
    ("It fell on February 30.",                     PUBLISHED,     "a day that does not exist"),
    ("They may march on in May's name.",            PUBLISHED,     "a verb and a name"),
]
# fmt: on


@pytest.mark.parametrize(
    ("text", "written", "iso", "kind"),
    [pytest.param(*row, id=why) for *row, why in EXPRESSIONS],
)
def test_expression(text: str, written: str, iso: str, kind: str) -> None:
    """One expression, read on the day of publication, means one day, month or year."""
    (when,) = find(text, PUBLISHED)
    assert text[when.start : when.end] == written
    assert (when.date, when.kind, when.last) == (iso, kind, None)


@pytest.mark.parametrize(("text", "iso", "last"), [pytest.param(*r, id=why) for *r, why in SPANS])
def test_span(text: str, iso: str, last: str) -> None:
    """A span has its first day and its last."""
    (when,) = find(text, PUBLISHED)
    assert (when.date, when.kind, when.last) == (iso, "span", last)


@pytest.mark.parametrize(("text", "dates"), [pytest.param(*r, id=why) for *r, why in ANCHORED])
def test_anchored(text: str, dates: list[str]) -> None:
    """What counts from another date counts from the one before it in the text."""
    assert [when.date for when in find(text, PUBLISHED)] == dates


@pytest.mark.parametrize(("text", "published"), [pytest.param(*r, id=why) for *r, why in NONE])
def test_none(text: str, published: str | None) -> None:
    """What cannot be resolved is left out, never guessed."""
    assert find(text, published) == []


@pytest.mark.parametrize(
    ("published", "iso"),
    [("2026-03-04T22:10:00Z", "2026-02-26"), ("2026-03", "2026-02-26"), ("2025", "2025-02-26")],
)
def test_published(published: str, iso: str) -> None:
    """The day of publication may carry a time, or be known to the month or year only."""
    assert find("It fell on Feb. 26.", published) == [When(11, 18, iso, "day")]


_PIECES = st.sampled_from(
    "on in last next this the a two days weeks ago earlier later day before after Monday Friday "  # noqa: SIM905 - quotation marks would hide the words
    "May March Sept. 4 31 4th 2019 2019-02-30 1999-00 will said yesterday week year weekend , . "
    "- to late by 9/11 overnight 0".split()
)
_NEWS = st.lists(st.tuples(_PIECES, st.sampled_from(["", " ", " ", "\n"])), max_size=30).map(
    lambda pieces: "".join(word + gap for word, gap in pieces)
)
_PUBLISHED = (
    st.none()
    | st.dates().map(date.isoformat)
    | st.text(max_size=12)
    | st.sampled_from(["0001-01-01", "9999-12-31", "0000", "2026-00", "2026-13", "2026-02-30"])
)


@given(st.text() | _NEWS, _PUBLISHED)
@example("two decades ago, next year and last Monday", "0001-01-01")
@example("next week, tomorrow, a decade later", "9999-12-31")
def test_spans(text: str, published: str | None) -> None:
    """Whatever the text and the day, spans lie in order in the text, and dates are ISO."""
    floor = 0
    for when in find(text, published):
        assert floor <= when.start < when.end <= len(text)
        assert text[when.start : when.end] == text[when.start : when.end].strip()
        whole = when.date + "-01-01"[len(when.date) - 4 :]  # "2025" and "2025-09" filled up
        assert date.fromisoformat(whole).isoformat() == whole
        floor = when.end


@pytest.mark.parametrize("piece", ["7", " ", "a", "Monday ", "March 1 ", "2019-", "the day "])
def test_linear(piece: str) -> None:
    """Eight times the text takes about eight times the steps, also for hostile text."""
    small, large = piece * (2_000 // len(piece)), piece * (16_000 // len(piece))
    few, many = (steps(partial(find, text, PUBLISHED)) for text in (small, large))
    assert many < 10 * few + 1000
    with patience():
        find(piece * (300_000 // len(piece)), PUBLISHED)
