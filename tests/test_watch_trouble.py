"""Trouble while following feeds: told, doubted, waited out, and never in the way of the rest."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import fake_reader
import watching
from according.errors import LedgerDamagedError, LedgerFullError
from according.fetch import Limits
from according.ledger import Ledger
from according.records import Reading, Report
from homes import Fresh
from misbehaving_server import (
    Behaviour,
    drip,
    hang,
    hang_up,
    in_turn,
    packed,
    page,
    redirect,
    short,
)
from watching import TEXT, Desk, article, item, rss

HASTY = Limits(size=200_000, seconds=2, silence=1, attempts=1)  # for servers that hang or drip


@pytest.fixture
def desk(tmp_path: Path, fresh_sqlite: Fresh) -> Iterator[Desk]:
    """Sit at an empty ledger, before a server that has nothing yet."""
    with watching.desk(fresh_sqlite(tmp_path)) as desk:
        yield desk


def test_a_feed_that_moved_is_found_again(desk: Desk) -> None:
    """After three failures the site is asked for its feed anew."""
    link = '<link rel="alternate" type="application/rss+xml" href="{}">'
    desk.server["/"] = in_turn(page(link.format("/old")), page(link.format("/new")))
    desk.server["/old"] = in_turn(page(rss()), page("", status=404))
    desk.server["/new"], desk.server["/1"] = page(rss(item("/1"))), article(1)
    for _ in range(5):
        desk.watch("/")
        desk.let_time_pass()
    assert desk.server.paths() == ["/", "/old", "/old", "/old", "/old", "/", "/new", "/1"]
    assert desk.states() == ["done"]


def test_a_feed_that_is_a_page_for_once_does_not_become_another(desk: Desk) -> None:
    """An error page with a link to another feed does not lead away from the one we follow."""
    trap = '<html><link rel="alternate" type="application/rss+xml" href="/other">'
    desk.server["/feed"] = in_turn(page(rss(item("/1"))), page(trap))
    desk.server["/1"], desk.server["/other"] = article(1), page(rss(item("/2", 2)))
    desk.watch("/feed")
    desk.watch("/feed")
    assert "/other" not in desk.server.paths()
    assert "holds no RSS, Atom or JSON Feed but a web page" in desk.heard()


# fmt: off
BAD_FEEDS: list[tuple[Behaviour, str, str]] = [
    # behaviour                                        told                          why this row exists
    (hang,                                             "said nothing",               "hangs"),
    (drip,                                             "took more than",             "drips"),
    (hang_up,                                          "broke off",                  "hangs up"),
    (short,                                            "broke off",                  "lies about its length"),
    (packed(bytes(9_000_000)),                         "larger than",                "a gzip bomb"),
    (redirect("/bad"),                                 "in a circle",                "redirects in a circle"),
    (redirect("http://192.168.0.1/feed"),              "no public address",          "redirects into the network"),
    (page("", status=500),                             "status 500",                 "a fault of the server"),
    (page("", status=429, Retry_After="7200"),         "wait 7200 seconds",          "asks for patience"),
    (page("", status=410),                             "not asked again",            "gone"),
    (page(b"\x00\x01", "application/rss+xml"),         "holds no RSS",               "no feed at all"),
    (page("<html><p>Hi</p></html>"),                   "names no feed",              "a page without a feed"),
]
BAD_ARTICLES: list[tuple[Behaviour, list[str], str]] = [
    # behaviour                                        doubts                        why this row exists
    (page("", status=404),                             ["summary-only"],             "not there"),
    (redirect("/bad"),                                 ["summary-only"],             "redirects in a circle"),
    (redirect("http://169.254.169.254/"),              ["summary-only"],             "redirects into the network"),
    (packed(bytes(9_000_000)),                         ["summary-only"],             "a gzip bomb"),
    (page("<html><body></body></html>"),               ["no-article", "summary-only"], "an empty page"),
    (page("<html><body><p>Please log in.</p></body></html>"), ["no-article", "summary-only"], "a page to log in"),
    (page("<html><body><p>The envoys met in Harrow.</p></body></html>"), ["summary-only"], "less than the feed has"),
    (page(b"\x89PNG\r\n\x1a\n" + bytes(99), "image/png"), ["not-a-text", "summary-only"], "a picture"),
]
# fmt: on


@pytest.mark.parametrize(
    ("behaviour", "told"), [pytest.param(*row, id=why) for *row, why in BAD_FEEDS]
)
def test_a_feed_that_misbehaves_is_told_and_the_rest_goes_on(
    desk: Desk, behaviour: Behaviour, told: str
) -> None:
    """Whatever a feed does, it is told once, put off, and the other feed is read."""
    desk.server["/bad"], desk.server["/good"] = behaviour, page(rss(item("/1")))
    desk.server["/1"] = article(1)
    desk.watch("/bad", "/good", limits=HASTY)
    assert len(desk.reports()) == 1
    (trouble,) = [each for each in desk.told if each.doubtful]
    assert told in trouble.message
    assert trouble.place == desk.server.url("/bad")
    asked = len(desk.server.asked)
    desk.watch("/bad")  # not due yet, or gone: naming it again tries it again only if gone
    assert len(desk.server.asked) == asked + (2 if "not asked" in told else 0)


@pytest.mark.parametrize(
    ("behaviour", "doubts"), [pytest.param(*row, id=why) for *row, why in BAD_ARTICLES]
)
def test_an_article_that_cannot_be_had_leaves_the_summary(
    desk: Desk, behaviour: Behaviour, doubts: list[str]
) -> None:
    """What the feed says is read instead, and the doubt says why."""
    desk.server["/feed"] = page(rss(item("/bad", 1), item("/2", 2)))
    desk.server["/bad"], desk.server["/2"] = behaviour, article(2)
    desk.watch("/feed")
    found = {report.title: (report, kinds) for report, kinds in desk.reports()}
    report, kinds = found["Talks, day 1"]
    assert report.text == TEXT.format(1).strip()
    assert sorted(kinds) == doubts
    assert report.url == desk.server.url("/bad")
    assert found["Talks, day 2"][1] == []


def test_passing_trouble_is_waited_out_before_the_summary_must_do(desk: Desk) -> None:
    """An article that cannot be had now is tried three times later, then the summary is read."""
    desk.server["/feed"], desk.server["/1"] = page(rss(item("/1"))), page("", status=503)
    for _ in range(3):
        desk.watch("/feed")
        assert desk.states() == ["waiting"]
        asked = len(desk.server.asked)
        desk.watch("/feed")  # not due
        assert len(desk.server.asked) == asked + 2  # the feed and its robots.txt
        desk.let_time_pass()
    desk.watch("/feed")
    assert [kinds for _, kinds in desk.reports()] == [["summary-only"]]


def test_an_entry_that_says_nothing_is_left_with_a_note(desk: Desk) -> None:
    """No article, no summary, no title: there is nothing to read, and it is told."""
    empty = "<item><guid>g</guid><link>/1</link></item>"
    desk.server["/feed"] = page(rss(empty))
    desk.watch("/feed")
    assert (desk.states(), desk.reports()) == (["failed"], [])
    assert "says nothing about it" in desk.heard()


@pytest.mark.parametrize(
    ("date", "doubts"),
    [("", ["no-date"]), ("<pubDate>Thu, 04 Mar 2999 16:22:00 GMT</pubDate>", ["future-date"])],
    ids=["none", "ahead"],
)
def test_dates_that_cannot_be_are_doubts_on_the_report(
    desk: Desk, date: str, doubts: list[str]
) -> None:
    """A report without a date, or from the future, has none, and says so."""
    desk.server["/feed"], desk.server["/1"] = page(rss(item("/1", date=date))), article(1)
    desk.watch("/feed")
    ((report, kinds),) = desk.reports()
    assert (report.published, kinds) == (None, doubts)


def test_a_broken_feed_is_told_once(desk: Desk) -> None:
    """A feed cut off gives what came; the same trouble at the next poll is not told again."""
    cut = rss(item("/1", 1), item("/2", 2)).partition("Talks, day 2")[0]
    desk.server["/feed"], desk.server["/1"] = page(cut, ETag='"v1"'), article(1)
    desk.watch("/feed")
    desk.watch("/feed")
    assert desk.heard().count("malformed") == 1
    assert desk.feed()["etag"] is None  # or the whole feed would come back as unchanged
    assert len(desk.reports()) == 1


def test_a_feed_leading_to_itself_ends(desk: Desk) -> None:
    """An entry whose article is the feed is read by its own words."""
    desk.server["/feed"] = page(rss(item("/feed")), "application/rss+xml")
    desk.watch("/feed")
    assert desk.server.paths() == ["/feed"]
    ((_, kinds),) = desk.reports()
    assert sorted(kinds) == ["leads-to-itself", "summary-only"]


def test_a_report_that_breaks_the_reader_stops_nobody(desk: Desk) -> None:
    """It is told and left; the others are read."""

    class Broken(fake_reader.Reader):
        def read(self, report: Report, doubts: object = ()) -> Reading:
            if "day 1" in report.text:
                raise ZeroDivisionError
            return super().read(report)

    desk.reader = Broken
    desk.server["/feed"] = page(rss(item("/1", 1), item("/2", 2)))
    desk.server["/1"], desk.server["/2"] = article(1), article(2)
    desk.watch("/feed")
    assert sorted(desk.states()) == ["done", "failed"]
    assert "it broke the reader: ZeroDivisionError()" in desk.heard()


def test_a_full_disk_is_waited_out(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Trouble with the ledger that may pass is told, and the write is tried again."""
    desk.server["/feed"], desk.server["/1"] = page(rss(item("/1"))), article(1)
    add, troubles = Ledger.add, [LedgerFullError("The disk is full.")] * 2

    def full(self: Ledger, *args: object, **more: object) -> object:
        if troubles:
            raise troubles.pop()
        return add(self, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Ledger, "add", full)
    desk.watch("/feed")
    assert len(desk.reports()) == 1
    assert desk.heard().count("Trying again in") == 2


def test_a_broken_ledger_stops_the_watch_with_its_own_message(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Trouble that stays is the user's to mend; the entry is still waiting."""
    desk.server["/feed"], desk.server["/1"] = page(rss(item("/1"))), article(1)

    def broken(*args: object, **more: object) -> None:
        raise LedgerDamagedError("ledger.db: the file is damaged.")

    monkeypatch.setattr(Ledger, "add", broken)
    with pytest.raises(LedgerDamagedError):
        desk.watch("/feed")
    assert desk.states() == ["waiting"]
