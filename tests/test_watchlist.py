"""What a watcher remembers, and in which order it takes things up."""

from datetime import UTC, datetime, timedelta

import pytest

from according.fetch.feeds import Entry
from according.ingest.watchlist import DueFeed, Polled, Watchlist
from according.ledger import Ledger

NOW = datetime(2026, 3, 4, 16, 22, tzinfo=UTC)
HOUR = timedelta(hours=1)
A, B = "https://chronicle.example/feed", "https://wire.example/feed"


@pytest.fixture
def watchlist(ledger: Ledger) -> Watchlist:
    """Follow two feeds."""
    watchlist = Watchlist(ledger)
    assert watchlist.follow([A, B, A]) == 2
    return watchlist


def poll(watchlist: Watchlist, feed: DueFeed, *entries: Entry, now: datetime = NOW) -> int:
    """Keep a poll that went well, the next one due in an hour."""
    kept = Polled(None, "Title", '"v1"', None, now + HOUR, None)
    return watchlist.polled(feed, kept, entries, now)


def next_feed(watchlist: Watchlist, now: datetime = NOW) -> DueFeed:
    """Give the next feed, which there must be."""
    feed = watchlist.next_feed(now, ())
    assert feed is not None
    return feed


def entry(n: int, host: str = "chronicle.example", stamp: str = "today") -> Entry:
    """Make an entry."""
    return Entry(guid=f"g{n}", url=f"https://{host}/{n}", title=f"Day {n}", stamp=stamp)


def test_feeds_are_asked_in_the_order_in_which_they_are_due(watchlist: Watchlist) -> None:
    """New feeds come first, then the one due the longest; nothing before it is due."""
    assert next_feed(watchlist).url == A
    poll(watchlist, next_feed(watchlist))
    assert next_feed(watchlist).url == B
    poll(watchlist, next_feed(watchlist), now=NOW + HOUR / 2)
    assert watchlist.next_feed(NOW + HOUR / 2, ()) is None
    assert watchlist.soonest() == NOW + HOUR
    assert next_feed(watchlist, NOW + 2 * HOUR).url == A


def test_a_feed_in_hand_is_not_taken_twice(watchlist: Watchlist) -> None:
    """Two workers ask two feeds."""
    first = next_feed(watchlist)
    second = watchlist.next_feed(NOW, {first.id})
    assert second is not None
    assert watchlist.next_feed(NOW, {first.id, second.id}) is None


def test_early_takes_all_but_those_that_failed(watchlist: Watchlist) -> None:
    """A run by hand asks what is not due yet, but leaves alone who asked for patience."""
    poll(watchlist, next_feed(watchlist))
    watchlist.unpolled(next_feed(watchlist), NOW + HOUR, "status 429")
    assert watchlist.next_feed(NOW, ()) is None
    early = watchlist.next_feed(NOW, (), early=True)
    assert early is not None
    assert early.url == A
    assert watchlist.next_feed(NOW, {early.id}, early=True) is None


def test_a_feed_that_is_gone_comes_back_when_named(ledger: Ledger, watchlist: Watchlist) -> None:
    """Only naming it again asks it again."""
    watchlist.unpolled(next_feed(watchlist), NOW, "status 410", gone=True)
    assert Watchlist(ledger).follow([]) == 1
    again = Watchlist(ledger)
    again.follow([A])
    assert next_feed(again).url == A


def test_entries_are_taken_from_free_hosts_in_the_order_of_their_coming(
    watchlist: Watchlist,
) -> None:
    """A host that is being asked waits; what needs no host does not."""
    bare = Entry(guid="bare", title="No page")
    poll(watchlist, next_feed(watchlist), entry(1), entry(2, "wire.example"), bare)
    taken = watchlist.next_entry(NOW, (), ())
    assert taken is not None
    assert (taken.entry, taken.publisher, taken.feed_url, taken.host) == (
        entry(1), "Title", A, "chronicle.example",
    )  # fmt: skip
    other = watchlist.next_entry(NOW, {taken.id}, {"chronicle.example"})
    assert other is not None
    assert other.host == "wire.example"
    last = watchlist.next_entry(NOW, (), {"chronicle.example", "wire.example"})
    assert last is not None
    assert last.entry == bare


def test_what_is_put_off_is_not_due_until_then(watchlist: Watchlist) -> None:
    """Its failures are counted, and it comes back."""
    poll(watchlist, next_feed(watchlist), entry(1))
    due = watchlist.next_entry(NOW, (), ())
    assert due is not None
    watchlist.put_off(due, NOW + HOUR / 2, "status 503")
    assert watchlist.next_entry(NOW, (), ()) is None
    assert watchlist.soonest() == NOW + HOUR / 2
    assert watchlist.waiting() == 1
    again = watchlist.next_entry(NOW + HOUR, (), ())
    assert again is not None
    assert again.failures == 1
    watchlist.fail(again, "nothing there")
    assert watchlist.waiting() == 0


def test_entries_and_validators_are_kept_together_or_not_at_all(watchlist: Watchlist) -> None:
    """If the entries cannot be kept, the next poll gets the whole feed again."""
    feed = next_feed(watchlist)
    unkept = Entry(guid="g", title=object())  # type: ignore[arg-type]
    with pytest.raises(Exception, match=r"."):
        poll(watchlist, feed, entry(1), unkept)
    assert watchlist.waiting() == 0
    assert next_feed(watchlist).etag is None


def test_feeds_of_others_are_left_to_them(ledger: Ledger, watchlist: Watchlist) -> None:
    """Two watchers on one ledger do not take each other's feeds and entries."""
    poll(watchlist, next_feed(watchlist), entry(1))
    other = Watchlist(ledger)
    other.follow(["https://harrow.example/feed"])
    assert other.waiting() == 0
    assert other.next_entry(NOW, (), ()) is None
    assert next_feed(other).url == "https://harrow.example/feed"
    assert other.soonest() is None


@pytest.mark.parametrize(
    ("stamp", "later", "woken"),
    [("today", 2 * HOUR, 0), ("changed", 2 * HOUR, 1), ("changed", HOUR / 2, 0)],
    ids=["unchanged", "changed", "changed again too soon"],
)
def test_a_new_date_wakes_an_entry_once_an_hour(
    ledger: Ledger, watchlist: Watchlist, stamp: str, later: timedelta, woken: int
) -> None:
    """What was read is read again when its date changes, but not with each poll."""
    feed = next_feed(watchlist)
    assert poll(watchlist, feed, entry(1)) == 1
    due = watchlist.next_entry(NOW, (), ())
    assert due is not None
    watchlist.fail(due, "read, or not")
    assert poll(watchlist, feed, entry(1, stamp=stamp), now=NOW + later) == woken
    assert watchlist.waiting() == woken
