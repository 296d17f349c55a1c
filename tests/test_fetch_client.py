"""One address, one answer or one named error, whatever the server does."""

import asyncio
from datetime import UTC, datetime

import pytest

from according.errors import FetchError
from according.fetch import Answer, Client, Limits
from according.fetch.client import retry_after
from misbehaving_server import (
    Behaviour,
    MisbehavingServer,
    boast,
    drip,
    endless,
    gibberish,
    hang,
    hang_up,
    in_turn,
    long,
    packed,
    page,
    redirect,
    short,
    unless_changed,
)

ONCE = Limits(size=100_000, seconds=1.5, silence=1, attempts=1)
HONEST = Limits(size=100_000, attempts=3, wait=0.001)


def get(
    server: MisbehavingServer, path: str = "/", limits: Limits = HONEST, **more: str | None
) -> Answer:
    """Ask the server for a path."""

    async def ask() -> Answer:
        async with Client(server.guard, limits) as client:
            return await client.get(server.url(path), **more)  # type: ignore[arg-type]

    return asyncio.run(ask())


# fmt: off
MISBEHAVIOURS: list[tuple[Behaviour, str, bool, str]] = [
    # behaviour                      kind                 passing  why this row exists
    (hang,                           "too-slow",          True,    "says nothing"),
    (drip,                           "too-slow",          True,    "drips: always alive, never done"),
    (endless,                        "too-large",         False,   "never ends"),
    (boast,                          "too-large",         False,   "promises a terabyte"),
    (short,                          "broken-answer",     True,    "promises more than it sends"),
    (hang_up,                        "broken-answer",     True,    "hangs up"),
    (gibberish,                      "broken-answer",     True,    "does not speak HTTP"),
    (packed(bytes(50_000_000)),      "too-large",         False,   "a gzip bomb"),
    (packed(b"word " * 9999, 60),    "broken-answer",     True,    "a packed answer cut off"),
    (page(b"word", Content_Encoding="gzip"), "broken-answer", True, "says packed, is not"),
    (page(b"word", Content_Encoding="br"),   "broken-answer", False, "packed in what was not asked"),
    (page(b"", status=404),          "refused-by-server", False,   "not there"),
    (page(b"", status=403),          "refused-by-server", False,   "forbidden"),
    (page(b"", status=410),          "gone",              False,   "gone for good"),
    (page(b"", status=500),          "refused-by-server", True,    "a fault of the server"),
    (page(b"", status=503),          "refused-by-server", True,    "overloaded"),
    (page(b"", status=206),          "refused-by-server", False,   "a part that nobody asked for"),
    (page(b"", status=304),          "refused-by-server", False,   "unchanged, but since when?"),
    (page(b"", status=302),          "refused-by-server", False,   "a redirect to nowhere"),
    (redirect("/"),                  "redirects",         False,   "a redirect to itself"),
    (redirect("http://127.0.0.2/"),  "refused-address",   False,   "a redirect to loopback"),
    (redirect("http://169.254.169.254/latest"), "refused-address", False, "a redirect to link-local"),
    (redirect("http://[::1]/"),      "refused-address",   False,   "a redirect to loopback in IPv6"),
    (redirect("http://localhost:8080/"), "refused-address", False, "a redirect to a name of loopback"),
    (redirect("file:///etc/passwd"), "refused-address",   False,   "a redirect to a file"),
    (redirect("http://[oops"),       "refused-address",   False,   "a redirect to what is no host"),
    (redirect("http://a.test:1e9/"), "redirects",         False,   "a redirect to what is no address"),
]
# fmt: on


@pytest.mark.parametrize(
    ("behaviour", "kind", "passing"), [pytest.param(*row, id=why) for *row, why in MISBEHAVIOURS]
)
def test_misbehaviour_ends_as_one_named_error(
    behaviour: Behaviour, kind: str, passing: bool  # noqa: FBT001
) -> None:  # fmt: skip
    """Whatever a server does becomes a FetchError whose kind is stable and whose message helps."""
    with MisbehavingServer() as server:
        server["/"] = behaviour
        with pytest.raises(FetchError) as raised:
            get(server, limits=ONCE)
    assert (raised.value.kind, raised.value.passing) == (kind, passing)
    assert str(raised.value).endswith(".")


def test_an_honest_answer_comes_whole() -> None:
    """Body, type and charset are those that were sent."""
    with MisbehavingServer() as server:
        server["/"] = page("ä", "text/html; charset=UTF-8", ETag='"x"', Last_Modified="then")
        answer = get(server)
    assert (answer.body, answer.media_type, answer.charset) == ("ä".encode(), "text/html", "utf-8")
    assert (answer.etag, answer.modified, answer.status) == ('"x"', "then", 200)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "GZIP"])
def test_a_packed_answer_is_unpacked(encoding: str) -> None:
    """Gzip is read as such also where the server calls it by another name."""
    with MisbehavingServer() as server:
        server["/"] = packed(b"word " * 1000, encoding=encoding)
        assert get(server).body == b"word " * 1000


def test_what_comes_after_the_promised_length_is_left() -> None:
    """A server that sends more than it promised is believed at its word."""
    with MisbehavingServer() as server:
        server["/"] = long
        assert get(server).body == b"A report."


def test_trouble_that_passes_is_waited_out() -> None:
    """A fault, a refusal for now and a hang-up are tried again; the third answer counts."""
    with MisbehavingServer() as server:
        server["/"] = in_turn(page(b"", status=503), hang_up, page("here"))
        assert get(server).body == b"here"
    assert server.paths() == ["/", "/", "/"]


def test_trouble_that_stays_is_not_tried_again() -> None:
    """A page that is not there is asked for once."""
    with MisbehavingServer() as server, pytest.raises(FetchError):
        get(server)
    assert server.paths() == ["/"]


def test_a_server_that_asks_for_long_patience_is_left_alone() -> None:
    """429 with a long Retry-After is not tried again now; the error tells for how long."""
    with MisbehavingServer() as server:
        server["/"] = page(b"", status=429, Retry_After="3600")
        with pytest.raises(FetchError, match="3600 seconds") as raised:
            get(server)
    assert raised.value.after == 3600
    assert server.paths() == ["/"]


def test_a_server_that_asks_for_short_patience_gets_it() -> None:
    """429 with a short Retry-After is tried again then."""
    with MisbehavingServer() as server:
        server["/"] = in_turn(page(b"", status=429, Retry_After="0"), page("here"))
        assert get(server).body == b"here"


# fmt: off
PATIENCE = [
    # written                         seconds   why this row exists
    ("120",                           120.0,    "seconds"),
    ("99999999999999999999",          86400.0,  "longer than a day"),
    ("Wed, 04 Mar 2026 16:22:00 GMT", 120.0,    "a date"),
    ("Wed, 04 Mar 2026 16:00:00 GMT", 0.0,      "a date that has passed"),
    ("soon",                          None,     "a word"),
    ("-5",                            None,     "less than nothing"),
    ("",                              None,     "nothing"),
]
# fmt: on


@pytest.mark.parametrize(
    ("written", "seconds"), [pytest.param(*row, id=why) for *row, why in PATIENCE]
)
def test_retry_after_is_read_in_both_its_forms(written: str, seconds: float | None) -> None:
    """Seconds or a date; more than a day or nonsense is not believed."""
    assert retry_after(written, datetime(2026, 3, 4, 16, 20, tzinfo=UTC)) == seconds


def test_redirects_are_followed_so_far() -> None:
    """Five redirects are followed, the address is where they led; a sixth is one too many."""
    with MisbehavingServer() as server:
        for n in range(9):
            server[f"/{n}"] = redirect(f"/{n + 1}")
        server["/5"] = page("here")
        assert get(server, "/0").url == server.url("/5")
        server["/5"] = redirect("/6")
        with pytest.raises(FetchError, match="over 5 times"):
            get(server, "/0")


def test_redirects_in_a_circle_are_told_as_one() -> None:
    """Two addresses that lead to each other end at once."""
    with MisbehavingServer() as server:
        server["/a"], server["/b"] = redirect("/b"), redirect("/a")
        with pytest.raises(FetchError, match="circle"):
            get(server, "/a")
    assert server.paths() == ["/a", "/b"]


def test_permission_is_asked_for_each_address() -> None:
    """Manners hold for where a redirect leads as well."""
    seen: list[str] = []

    async def permit(address: str) -> None:
        seen.append(address)

    async def ask(server: MisbehavingServer) -> None:
        async with Client(server.guard, HONEST) as client:
            await client.get(server.url("/a"), permit=permit)

    with MisbehavingServer() as server:
        server["/a"], server["/b"] = redirect("/b"), page("here")
        asyncio.run(ask(server))
        assert seen == [server.url("/a"), server.url("/b")]


def test_an_unchanged_page_is_not_sent_again() -> None:
    """ETag and Last-Modified go back to the server, which answers 304 without a body."""
    with MisbehavingServer() as server:
        server["/"] = unless_changed("here", '"v1"', "Wed, 04 Mar 2026 16:22:00 GMT")
        first = get(server)
        by_tag = get(server, etag=first.etag)
        by_date = get(server, modified=first.modified)
        changed = get(server, etag='"v0"')
    assert [by_tag.status, by_date.status, changed.status] == [304, 304, 200]
    assert (by_tag.body, changed.body) == (b"", b"here")


def test_the_environment_has_no_say(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy in the environment would take every address past the guard; it is not used."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with MisbehavingServer() as server:
        server["/"] = page("here")
        assert get(server).body == b"here"
