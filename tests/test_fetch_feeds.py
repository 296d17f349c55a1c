"""What is read from feeds, good and bad."""

import json
from datetime import UTC, datetime

import pytest

from according.errors import FetchError
from according.fetch import Answer
from according.fetch.feeds import MAX_BYTES, MAX_ENTRIES, Entry, Feed, parse

NOW = datetime(2026, 3, 4, 18, 0, tzinfo=UTC)
URL = "https://chronicle.example/feed"
WEDNESDAY = "<pubDate>Wed, 04 Mar 2026 16:22:00 +0200</pubDate>"
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Harrow Wire</title>
<entry><id>tag:1</id><title>Truce</title><link href="/truce"/><summary type="text">Talks &lt; truce.</summary>
<published>2026-03-04T16:22:00+02:00</published><updated>2026-03-04T17:00:00Z</updated></entry></feed>"""


def rss(*items: str, title: str = "Estuary Chronicle") -> str:
    """Write an RSS feed."""
    return f'<rss version="2.0"><channel><title>{title}</title>{"".join(items)}</channel></rss>'


def item(inside: str = "", n: int = 1, date: str = WEDNESDAY) -> str:
    """Write an item."""
    return f"<item><title>Talks {n}</title><link>https://chronicle.example/{n}</link>{date}{inside}</item>"


def read(body: str | bytes, charset: str | None = None, media_type: str = "text/xml") -> Feed:
    """Parse what a server sent."""
    data = body.encode() if isinstance(body, str) else body
    return parse(
        Answer(url=URL, status=200, body=data, charset=charset, media_type=media_type), NOW
    )


def only(body: str | bytes) -> Entry:
    """Give the one entry of a feed."""
    (entry,) = read(body).entries
    return entry


def kinds(of: Feed | Entry) -> list[str]:
    """Name the doubts."""
    return [doubt.kind for doubt in of.doubts]


def test_rss_is_read() -> None:
    """Title, address, words and date of an item; the date keeps its zone, and is kept as written."""
    entry = only(
        rss(item("<guid>g1</guid><description>&lt;p&gt;Both sides met.&lt;/p&gt;</description>"))
    )
    assert entry == Entry(
        guid="g1", url="https://chronicle.example/1", title="Talks 1", summary="Both sides met.",
        stamp="Wed, 04 Mar 2026 16:22:00 +0200", published="2026-03-04T16:22:00+02:00",
    )  # fmt: skip


def test_atom_is_read() -> None:
    """The date of publication goes before that of a change; relative addresses are made whole."""
    feed = read(ATOM)
    assert feed.title == "Harrow Wire"
    assert feed.entries == [
        Entry(
            guid="tag:1", url="https://chronicle.example/truce", title="Truce",
            summary="Talks < truce.", stamp="2026-03-04T16:22:00+02:00",
            published="2026-03-04T16:22:00+02:00",
        )
    ]  # fmt: skip


def test_json_feed_is_read() -> None:
    """The third kind of feed gives the same; fields of the wrong type count as absent."""
    feed = read(json.dumps({
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Harrow Wire",
        "items": [
            {"id": 7, "url": "https://chronicle.example/7", "title": "Seven",
             "content_html": "<p>One.</p><p>Two.</p>", "date_published": "2026-03-04T16:22:00Z"},
            {"id": "8", "url": ["no"], "content_text": "Plain <b>.", "date_modified": {}},
            "no object",
        ],
    }))  # fmt: skip
    seven, eight = feed.entries
    assert (seven.guid, seven.summary) == ("7", "One.\n\nTwo.")
    assert seven.published == "2026-03-04T16:22:00Z"
    assert (eight.url, eight.summary) == (None, "Plain <b>.")
    assert kinds(eight) == ["no-date"]
    assert kinds(feed) == ["malformed-feed"]


def test_the_fullest_words_are_kept() -> None:
    """Where a feed holds a summary and the whole text, the whole text is what we fall back on."""
    full = "<content:encoded>&lt;p&gt;First.&lt;/p&gt;&lt;p&gt;Second.&lt;/p&gt;</content:encoded>"
    feed = rss(item(f"<description>First …</description>{full}")).replace(
        "<rss ", '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    )
    assert only(feed).summary == "First.\n\nSecond."


# fmt: off
DATES = [
    # written in the feed                    read as                        doubts             why this row exists
    ("Wed, 04 Mar 2026 16:22:00 GMT",        "2026-03-04T16:22:00+00:00",   [],                "a mail date"),
    ("2026-03-04",                           "2026-03-04",                  [],                "a day"),
    ("4 March 2026, 16:22",                  "2026-03-04T16:22:00",         [],                "a written date"),
    ("Wed, 4 Mar 2026 16:22 EST",            "2026-03-04T16:22:00-05:00",   [],                "a zone by name"),
    ("2026-03-05T12:00:00+14:00",            "2026-03-05T12:00:00+14:00",   [],                "tomorrow, where it is tomorrow"),
    ("Thu, 04 Mar 2027 16:22:00 GMT",        None,                          ["future-date"],   "a year ahead"),
    ("9999-12-31T23:59:59Z",                 None,                          ["future-date"],   "the end of days"),
    ("Thu, 01 Jan 1970 00:00:00 GMT",        None,                          ["bad-date"],      "what servers write for unknown"),
    ("0001-01-01T00:00:00Z",                 None,                          ["bad-date"],      "what others write for unknown"),
    ("yesterday",                            None,                          ["bad-date"],      "no date"),
    ("",                                     None,                          ["no-date"],       "nothing"),
]
# fmt: on


@pytest.mark.parametrize(
    ("written", "published", "doubts"), [pytest.param(*row, id=why) for *row, why in DATES]
)
def test_dates_are_read_or_doubted(written: str, published: str | None, doubts: list[str]) -> None:
    """A date that has no single meaning, lies ahead or is missing is a named doubt, never a guess."""
    date = f"<pubDate>{written}</pubDate>" if written else ""
    entry = only(rss(item(date=date)))
    assert (entry.published, entry.stamp) == (published, written or None)
    assert kinds(entry) == doubts


# fmt: off
NO_FEEDS = [
    # body                                             in the message        why this row exists
    (b"<!DOCTYPE html><html><body><p>Hi</body></html>", "a web page",        "a page in place of the feed"),
    (b"<?xml version='1.0'?><html><p>Hi</html>",        "a web page",        "a page in XML"),
    (b"",                                               "nothing at all",    "an empty answer"),
    (b"\x89PNG\r\n\x1a\n" + bytes(200),                 "something else",    "a picture"),
    (b'{"items": []}',                                  "something else",    "JSON that is no feed"),
    (b'{"version": "https://jsonfeed.org/version/1", ', "something else",    "JSON cut off"),
    (b"[" * 100_000,                                    "something else",    "JSON nested without end"),
    (b"<opml version='2.0'><body/></opml>",             "save it as a file", "a list of feeds"),
]
# fmt: on


@pytest.mark.parametrize(
    ("body", "message"), [pytest.param(*row, id=why) for *row, why in NO_FEEDS]
)
def test_what_is_no_feed_is_told_by_what_it_is(body: bytes, message: str) -> None:
    """The error says what the address holds instead."""
    with pytest.raises(FetchError, match=message) as raised:
        read(body)
    assert raised.value.kind == "not-a-feed"


def test_a_huge_feed_is_refused_before_it_is_parsed() -> None:
    """Size has a limit of its own, because parsing takes longer than fetching."""
    with pytest.raises(FetchError, match="larger than 5 MB") as raised:
        read(b"<rss>" + b" " * MAX_BYTES)
    assert raised.value.kind == "too-large"


def test_a_feed_cut_off_gives_what_came() -> None:
    """Items before the cut are taken, and the feed is doubted."""
    whole = rss(item(n=1), item(n=2), item(n=3))
    feed = read(whole[: whole.index("Talks 3")])
    assert [entry.title for entry in feed.entries] == ["Talks 1", "Talks 2"]
    assert "malformed-feed" in kinds(feed)


def test_more_entries_than_a_feed_should_have() -> None:
    """The first entries are taken, and the doubt counts all."""
    feed = read(rss(*(f"<item><title>{n}</title></item>" for n in range(MAX_ENTRIES + 5))))
    assert len(feed.entries) == MAX_ENTRIES
    assert kinds(feed) == ["many-entries"]
    assert "2,005" in feed.doubts[0].message


def test_entries_that_repeat_are_taken_once() -> None:
    """A feed that says everything twice says it once."""
    feed = read(rss(item("<guid>a</guid>"), item("<guid>a</guid>"), item("<guid>b</guid>", n=2)))
    assert [entry.guid for entry in feed.entries] == ["a", "b"]
    assert kinds(feed) == ["repeated-entries"]


def test_an_entry_that_leads_to_its_own_feed_keeps_its_words() -> None:
    """No circle: the feed is not read as an article."""
    looped = f"<item><title>Loop</title><link>{URL}#x</link>{WEDNESDAY}</item>"
    entry = only(rss(looped))
    assert (entry.url, entry.title) == (None, "Loop")
    assert kinds(entry) == ["leads-to-itself"]


def test_entries_that_share_an_address_keep_their_words() -> None:
    """The posts of a live blog are read by themselves; a report and its update are not."""
    posts = [item(f"<guid>{n}</guid>").replace("/1<", f"/live#{n}<") for n in range(3)]
    pair = [item(f"<guid>{n}</guid>", n=9) for n in (8, 9)]
    feed = read(rss(*posts, *pair))
    assert [entry.url for entry in feed.entries] == [None] * 3 + ["https://chronicle.example/9"] * 2
    assert [kinds(entry) for entry in feed.entries] == [["shared-address"]] * 3 + [[]] * 2


def test_entries_with_nothing_in_them_are_counted() -> None:
    """Empty items are passed over, not in silence."""
    feed = read(rss("<item></item>", item()))
    assert len(feed.entries) == 1
    assert kinds(feed) == ["empty-entries"]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "mailto:a@b.example",
                                  "https://chronicle.example/" + "a" * 3000, "http://[", ""])  # fmt: skip
def test_links_that_lead_to_no_page_are_dropped(link: str) -> None:
    """Only addresses of the web are kept; the entry keeps its words."""
    entry = only(rss(f"<item><title>Talks</title><link>{link}</link>{WEDNESDAY}</item>"))
    assert (entry.url, entry.title) == (None, "Talks")


# fmt: off
ENCODINGS = [
    # declared in XML   sent as     charset of the transport   doubts         why this row exists
    ("utf-8",           "utf-8",    None,                      [],            "as it should be"),
    ("iso-8859-1",      "latin-1",  None,                      [],            "another, declared"),
    ("utf-8",           "latin-1",  None,                      ["encoding"],  "declares UTF-8, is not"),
    ("iso-8859-1",      "utf-8",    "utf-8",                   [],            "the transport knows better"),
]
# fmt: on


@pytest.mark.parametrize(
    ("declared", "sent", "charset", "doubts"),
    [pytest.param(*row, id=why) for *row, why in ENCODINGS],
)
def test_encodings_are_found_out(
    declared: str, sent: str, charset: str | None, doubts: list[str]
) -> None:
    """Names come out right however they were encoded; a false declaration is doubted."""
    xml = f'<?xml version="1.0" encoding="{declared}"?>' + rss(item(), title="Señal de Oradán")
    feed = read(xml.encode(sent), charset)
    assert feed.title == "Señal de Oradán"
    assert kinds(feed) == doubts


def test_entities_are_neither_fetched_nor_blown_up() -> None:
    """An entity that names a file gives nothing of it; a bomb of entities stays small."""
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE rss [<!ENTITY e0 "ha">{levels}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    feed = read(bomb + rss(item("<description>&e11; &f;</description>")))
    assert len(feed.entries) <= 1
    assert all("root:" not in entry.summary for entry in feed.entries)
    assert all(len(entry.summary) < 10_000 for entry in feed.entries)


@pytest.mark.parametrize("written", ["&#128512;", "&#xD83D;&#xDE00;", "&#55357;&#56832;"])
def test_characters_written_in_two_halves_are_made_whole(written: str) -> None:
    """An emoji as some programs write it neither spoils the feed nor is lost."""
    assert only(rss(f"<item><title>Talks {written}</title></item>")).title == "Talks \U0001f600"


def test_what_no_database_keeps_is_replaced() -> None:
    """Lone surrogates and NUL would stop the ledger from keeping all the others."""
    odd = "a&#xD800;b&#0;c"
    xml = rss(f"<item><title>{odd}</title><guid>{odd}</guid><pubDate>{odd}</pubDate>") + "<"
    body = json.dumps({"version": "https://jsonfeed.org/version/1", "items": [
        {"id": "a\0", "title": "a\0b", "content_text": "a\0b", "url": "/a\0"},
    ]})  # fmt: skip
    for entry in [*read(xml).entries, *read(body).entries]:
        for field in (entry.guid, entry.title, entry.summary, entry.stamp, entry.url):
            (field or "").encode()
            assert "\0" not in (field or "")


def test_long_identities_are_shortened() -> None:
    """An identity of any length stays one, and fits an index."""
    long = read(rss(item(f"<guid>{'a' * 5000}</guid>"), item(f"<guid>{'a' * 5001}</guid>", n=2)))
    assert len({entry.guid for entry in long.entries}) == 2
    assert all(len(entry.guid) < 100 for entry in long.entries)


def test_how_long_a_feed_stays_true_is_read() -> None:
    """<ttl> is in minutes; nonsense is none."""
    assert read(rss("<ttl>45</ttl>", item())).minutes == 45
    assert read(rss("<ttl>often</ttl>", item())).minutes is None
