"""Following feeds: what is read, what is doubted, what is taken up again."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

import fake_reader
from according.errors import DependencyError, LedgerDamagedError, LedgerFullError
from according.fetch import Limits
from according.ingest.watch import Habits, Told, Watch
from according.ledger import Ledger
from according.ledger.schema import entries, feeds
from according.records import Doubt, Reading, Report
from homes import Fresh
from misbehaving_server import (
    Behaviour,
    MisbehavingServer,
    Request,
    drip,
    hang,
    hang_up,
    in_turn,
    packed,
    page,
    redirect,
    short,
    unless_changed,
)

TEXT = "The envoys of Oradan and Veshtia met in Harrow on day {} and agreed to meet once more. "
DATE = "<pubDate>Wed, 04 Mar 2026 16:22:00 GMT</pubDate>"
LIMITS = Limits(size=200_000, attempts=1)
HASTY = Limits(size=200_000, seconds=2, silence=1, attempts=1)  # for servers that hang or drip
HABITS = Habits(pause=0.0, patience=0.01, look=0.01)


def article(n: int | str) -> Behaviour:
    """Serve the article with this number."""
    paragraphs = f"<p>{TEXT.format(n) * 2}</p>" * 2
    return page(f"<!DOCTYPE html><html><body><article>{paragraphs}</article></body></html>")


def item(link: str, n: int | str = 1, *, date: str = DATE, inside: str = "") -> str:
    """Write an item of a feed."""
    words = f"<description>{TEXT.format(n)}</description>"
    return (
        f"<item><guid isPermaLink='false'>g{n}</guid><title>Talks, day {n}</title>"
        f"<link>{link}</link>{date}{inside or words}</item>"
    )


def rss(*items: str) -> str:
    """Write a feed."""
    return (
        '<rss version="2.0"><channel><title>Estuary Chronicle</title>'
        + "".join(items)
        + "</channel></rss>"
    )


class Desk:
    """A server, a ledger and a watcher between them."""

    def __init__(self, server: MisbehavingServer, ledger: Ledger) -> None:
        """Sit down."""
        self.server, self.ledger = server, ledger
        self.told: list[Told] = []
        self.reader: Callable[[], fake_reader.Reader] = fake_reader.Reader

    def watch(self, *paths: str, limits: Limits = LIMITS) -> Watch:
        """Watch these feeds once."""
        watch = self.watcher(limits)
        urls = [self.server.url(path) for path in paths]
        asyncio.run(watch.run(urls, asyncio.Event(), once=True))
        return watch

    def watcher(self, limits: Limits = LIMITS, habits: Habits = HABITS) -> Watch:
        """Make a watcher that tells us everything."""
        return Watch(
            self.ledger, self.reader, self.told.append,
            habits=habits, guard=self.server.guard, limits=limits,
        )  # fmt: skip

    def reports(self) -> list[tuple[Report, list[str]]]:
        """Give the reports in the ledger, each with the kinds of its doubts."""
        readings = [stored.reading for stored in self.ledger.readings()]
        return [(reading.report, [d.kind for d in reading.doubts]) for reading in readings]

    def states(self) -> list[str]:
        """Give the state of each entry."""
        with self.ledger.reading() as connection:
            return list(connection.scalars(select(entries.c.state).order_by(entries.c.id)))

    def feed(self) -> dict[str, object]:
        """Give the first feed as the ledger has it."""
        with self.ledger.reading() as connection:
            return dict(connection.execute(select(feeds)).mappings().first() or {})

    def let_time_pass(self) -> None:
        """Make everything due, and let all have been seen long ago."""
        with self.ledger.writing() as connection:
            connection.execute(update(entries).values(next_due=None, seen="2026-01-01T00:00:00Z"))
            connection.execute(update(feeds).values(next_due=None))

    def heard(self) -> str:
        """Give all that was told."""
        return "\n".join(told.message for told in self.told)


@pytest.fixture
def desk(tmp_path: Path, fresh_sqlite: Fresh) -> Iterator[Desk]:
    """Sit at an empty ledger, before a server that has nothing yet."""
    with MisbehavingServer() as server, Ledger.open(fresh_sqlite(tmp_path)) as ledger:
        yield Desk(server, ledger)


def test_both_homes_of_the_ledger_will_do(ledger: Ledger) -> None:
    """A feed is followed, changed and failed in PostgreSQL as in SQLite."""
    with MisbehavingServer() as server:
        desk = Desk(server, ledger)
        server["/feed"] = in_turn(page(rss(item("/1"))), page(rss(item("/1"), item("/2", 2))))
        server["/1"], server["/2"] = article(1), page("", status=404)
        desk.watch("/feed", "/bad")
        desk.watch()
        assert desk.states() == ["done", "done"]
        assert [kinds for _, kinds in desk.reports()] == [[], ["summary-only"]]


def test_the_article_behind_the_summary_is_read(desk: Desk) -> None:
    """A feed leads to reports with text, title, publisher, date, address and origin."""
    desk.server["/feed"] = page(rss(item("/1")), "application/rss+xml")
    desk.server["/1"] = article(1)
    watch = desk.watch("/feed")
    ((report, doubts),) = desk.reports()
    assert report.text == (TEXT.format(1) * 2).strip()
    assert (report.publisher, report.title) == ("Estuary Chronicle", "Talks, day 1")
    assert (report.published, report.url) == ("2026-03-04T16:22:00+00:00", desk.server.url("/1"))
    assert doubts == []
    assert next(desk.ledger.readings()).origin == desk.server.url("/feed")
    assert [told.doubtful for told in desk.told] == [False, False]
    assert (watch.state.feeds, watch.state.read, watch.state.doubtful) == (1, 1, 0)


def test_what_was_read_is_not_read_again(desk: Desk) -> None:
    """A second run asks for the feed alone, and only whether it has changed."""
    desk.server["/feed"] = unless_changed(rss(item("/1")), '"v1"')
    desk.server["/1"] = article(1)
    desk.watch("/feed")
    desk.watch("/feed")
    assert desk.server.paths() == ["/feed", "/1", "/feed"]
    assert desk.server.asked[-1].headers["if-none-match"] == '"v1"'
    assert len(desk.reports()) == 1


def test_new_entries_are_read_and_old_ones_left(desk: Desk) -> None:
    """Of a feed that has changed only what is new is fetched."""
    first, both = rss(item("/1", 1)), rss(item("/2", 2), item("/1", 1))
    desk.server["/feed"] = in_turn(page(first), page(both))
    desk.server["/1"], desk.server["/2"] = article(1), article(2)
    desk.watch("/feed")
    desk.watch("/feed")
    assert desk.server.paths() == ["/feed", "/1", "/feed", "/2"]
    assert len(desk.reports()) == 2


def test_a_report_that_changed_becomes_a_revision(desk: Desk) -> None:
    """An entry with a new date is fetched again; the former text stays in the ledger."""
    later = rss(item("/1", date=DATE.replace("16:22", "18:00")))
    desk.server["/feed"] = in_turn(page(rss(item("/1"))), page(later))
    desk.server["/1"] = in_turn(article(1), article("one"))
    desk.watch("/feed")
    desk.let_time_pass()
    desk.watch("/feed")
    assert [stored.revision for stored in desk.ledger.readings(current=False)] == [1, 2]
    assert "changed text" in desk.heard()


def test_a_feed_that_dates_everything_anew_is_not_fetched_anew(desk: Desk) -> None:
    """New dates on everything with each answer do not make us fetch everything with each."""
    later = rss(item("/1", date=DATE.replace("16:22", "18:00")))
    desk.server["/feed"] = in_turn(page(rss(item("/1"))), page(later))
    desk.server["/1"] = article(1)
    desk.watch("/feed")
    desk.watch("/feed")
    assert desk.server.paths() == ["/feed", "/1", "/feed"]


def test_one_report_in_two_feeds_is_fetched_once(desk: Desk) -> None:
    """A site's feeds overlap; the page is asked for once and the report is there once."""
    desk.server["/world"], desk.server["/top"] = page(rss(item("/1"))), page(rss(item("/1")))
    desk.server["/1"] = article(1)
    desk.watch("/world", "/top")
    assert desk.server.paths().count("/1") == 1
    assert desk.states() == ["done", "done"]
    assert len(desk.reports()) == 1


def test_a_site_leads_to_its_feed_and_the_feed_is_remembered(desk: Desk) -> None:
    """Discovery happens once; the next run asks the feed itself."""
    desk.server["/"] = page('<link rel="alternate" type="application/rss+xml" href="/feed">')
    desk.server["/feed"], desk.server["/1"] = page(rss(item("/1"))), article(1)
    desk.watch("/")
    desk.watch("/")
    assert desk.server.paths() == ["/", "/feed", "/1", "/feed"]
    assert desk.feed()["address"] == desk.server.url("/feed")


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


def test_robots_txt_is_obeyed(desk: Desk) -> None:
    """What a site does not want read by machines is not fetched; the feed's words are its own."""
    desk.server["/robots.txt"] = page("User-agent: *\nDisallow: /1\n", "text/plain")
    desk.server["/feed"], desk.server["/1"] = page(rss(item("/1"))), article(1)
    desk.watch("/feed")
    assert desk.server.paths() == ["/feed"]
    assert [kinds for _, kinds in desk.reports()] == [["summary-only"]]


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


def test_feeds_followed_before_are_followed_again(desk: Desk) -> None:
    """Without naming any, all that the ledger knows are asked."""
    desk.server["/a"], desk.server["/b"] = page(rss()), page(rss())
    desk.watch("/a", "/b")
    watch = desk.watch()
    assert watch.state.feeds == 2
    assert sorted(desk.server.paths()) == ["/a", "/a", "/b", "/b"]


def test_what_was_not_finished_is_taken_up_again(desk: Desk) -> None:
    """A reader that dies leaves the entry waiting; the next run reads it."""
    desk.server["/feed"], desk.server["/1"] = unless_changed(rss(item("/1")), '"v"'), article(1)

    def missing() -> fake_reader.Reader:
        raise DependencyError("The model is missing.")

    desk.reader = missing
    with pytest.raises(DependencyError):
        desk.watch("/feed")
    assert desk.states() == ["waiting"]
    desk.reader = fake_reader.Reader
    desk.watch("/feed")
    assert (desk.states(), len(desk.reports())) == (["done"], 1)


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


def test_a_watch_goes_on_until_it_is_stopped(desk: Desk) -> None:
    """Feeds are asked again when due, new entries read as they come, and stopping ends it."""
    desk.server["/feed"] = in_turn(
        page(rss(item("/1", 1))), page(rss(item("/1", 1), item("/2", 2)))
    )
    desk.server["/1"], desk.server["/2"] = article(1), article(2)

    async def follow() -> None:
        stop = asyncio.Event()
        habits = Habits(pause=0.0, every=timedelta(seconds=0.01), look=0.01)
        watch = desk.watcher(habits=habits)

        def tell(told: Told) -> None:
            desk.told.append(told)
            if watch.state.read == 2:
                stop.set()

        watch._tell_on = tell
        await asyncio.wait_for(watch.run([desk.server.url("/feed")], stop), 30)

    asyncio.run(follow())
    assert len(desk.reports()) == 2


def test_stopping_in_the_middle_loses_nothing(desk: Desk) -> None:
    """What is in hand when the stop comes stays waiting, and the next run finishes it."""
    desk.server["/feed"] = page(rss(*(item(f"/{n}", n) for n in range(3))))
    for n in range(3):
        desk.server[f"/{n}"] = article(n)

    async def follow() -> None:
        stop, loop = asyncio.Event(), asyncio.get_running_loop()

        async def stop_and_hang(request: Request) -> None:
            loop.call_soon_threadsafe(stop.set)
            await hang(request)

        desk.server["/1"] = in_turn(stop_and_hang, article(1))
        watch = desk.watcher(limits=Limits(attempts=1))
        await watch.run([desk.server.url("/feed")], stop)

    asyncio.run(follow())
    assert desk.states()[1:] == ["waiting", "waiting"]
    desk.watch("/feed")
    assert desk.states() == ["done"] * 3
    assert len(desk.reports()) == 3


def test_doubts_of_the_reading_reach_the_ledger(desk: Desk) -> None:
    """What loading doubted stands beside the reading, and in the line that is told."""
    desk.server["/feed"] = page(rss(item("/1", inside="<description>La paz</description>")))
    desk.watch("/feed")
    reading = next(desk.ledger.readings()).reading
    assert [type(doubt) for doubt in reading.doubts] == [Doubt]
    assert desk.told[-1].message == "1 statement (summary-only)"
    assert desk.told[-1].doubtful
