"""Following feeds: what is read, what is left alone, what is taken up again."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

import fake_reader
import watching
from according.errors import DependencyError
from according.fetch import Limits
from according.ingest.watch import Habits, Told
from according.ledger import Ledger
from according.records import Doubt
from homes import Fresh
from misbehaving_server import MisbehavingServer, Request, hang, in_turn, page, unless_changed
from watching import DATE, TEXT, Desk, article, item, rss


@pytest.fixture
def desk(tmp_path: Path, fresh_sqlite: Fresh) -> Iterator[Desk]:
    """Sit at an empty ledger, before a server that has nothing yet."""
    with watching.desk(fresh_sqlite(tmp_path)) as desk:
        yield desk


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


def test_robots_txt_is_obeyed(desk: Desk) -> None:
    """What a site does not want read by machines is not fetched; the feed's words are its own."""
    desk.server["/robots.txt"] = page("User-agent: *\nDisallow: /1\n", "text/plain")
    desk.server["/feed"], desk.server["/1"] = page(rss(item("/1"))), article(1)
    desk.watch("/feed")
    assert desk.server.paths() == ["/feed"]
    assert [kinds for _, kinds in desk.reports()] == [["summary-only"]]


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
