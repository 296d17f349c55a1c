"""A report from an address a person named."""

import msgspec
import pytest

from according.fetch import Limits, fetch_report
from according.formats import Defaults, Loaded
from misbehaving_server import Behaviour, MisbehavingServer, hang, in_turn, page, redirect

TEXT = (
    "The envoys of Oradan and Veshtia met in Harrow on Tuesday and agreed to meet again."
    " A spokesman said that nothing had been signed, and that the talks would go on in March."
)
LIMITS = Limits(size=300_000, seconds=5, silence=1, attempts=1)


def article(head: str = "", text: str = TEXT) -> str:
    """Write a page with an article."""
    paragraphs = f"<p>{text}</p>" * 3
    return f"<!DOCTYPE html><html><head>{head}</head><body><article>{paragraphs}</article></body></html>"


def fetched(behaviour: Behaviour, defaults: Defaults = Defaults()) -> tuple[Loaded, str]:  # noqa: B008  # frozen
    """Fetch what a server gives; also give the address that was asked for."""
    with MisbehavingServer() as server:
        server["/a"] = behaviour
        loaded = fetch_report(
            server.url("/a"), defaults=defaults, guard=server.guard, limits=LIMITS
        )
        return loaded, server.url("/a")


def kinds(loaded: Loaded) -> list[str]:
    """Name the doubts."""
    return [doubt.kind for doubt in loaded.doubts]


def test_a_page_becomes_a_report() -> None:
    """The article, with what the page says of itself and the address it came from."""
    head = (
        "<title>Talks go on</title><meta property='og:site_name' content='Estuary Chronicle'>"
        "<meta property='article:published_time' content='2026-03-04T16:22:00+02:00'>"
    )
    loaded, url = fetched(page(article(head)))
    assert loaded.report.text.startswith(TEXT)
    assert msgspec.structs.replace(loaded.report, text="") == msgspec.convert(
        {"text": "", "title": "Talks go on", "publisher": "Estuary Chronicle", "url": url,
         "published": "2026-03-04T16:22:00+02:00"},
        type(loaded.report),
    )  # fmt: skip
    assert (loaded.origin, loaded.doubts) == (url, [])


@pytest.mark.parametrize(
    "canonical", ["https://harrow.example/", "https://chronicle.example/other"]
)
def test_a_page_has_no_say_in_its_own_identity(canonical: str) -> None:
    """A page that names another address as its own must not take that one's place."""
    head = f"<link rel='canonical' href='{canonical}'>"
    loaded, url = fetched(page(article(head)))
    assert loaded.report.url == url
    assert loaded.report.publisher == "127.0.0.1"


def test_the_address_is_where_redirects_led() -> None:
    """Two addresses of one page give one report."""
    with MisbehavingServer() as server:
        server["/short"], server["/a"] = redirect("/a"), page(article())
        loaded = fetch_report(server.url("/short"), guard=server.guard, limits=LIMITS)
        assert loaded.report.url == server.url("/a")


def test_what_the_user_says_fills_what_the_page_lacks() -> None:
    """Defaults are for what is missing."""
    head = "<meta property='og:site_name' content='Harrow Wire'>"
    given = Defaults(publisher="Chronicle", published="2026-03-04", title="Talks")
    loaded, _ = fetched(page(article(head)), given)
    report = loaded.report
    assert (report.publisher, report.published, report.title) == (
        "Harrow Wire",
        "2026-03-04",
        "Talks",
    )


# fmt: off
DOUBTFUL: list[tuple[Behaviour, list[str], str, str]] = [
    # behaviour                                    doubts                 text begins  why this row exists
    (hang,                                         ["too-slow"],          "",          "no answer"),
    (page("", status=404),                         ["refused-by-server"], "",          "not there"),
    (redirect("http://10.0.0.1/"),                 ["refused-address"],   "",          "leads inside"),
    (page(""),                                     ["no-article"],        "",          "an empty page"),
    (page(TEXT, "application/pdf"),                ["wrong-type"],        TEXT,        "a text, called PDF"),
    (page(article(), "image/png"),                 ["wrong-type"],        TEXT,        "a page, called a picture"),
    (page(b"%PDF-1.4 oops", "text/html"),          ["broken-pdf", "wrong-type"], "",   "a PDF, called a page"),
    (page(b"\x89PNG\r\n\x1a\n" + bytes(99), "text/html"), ["not-a-text", "wrong-type"], "", "a picture, called a page"),
    (page(b"\x89PNG\r\n\x1a\n" + bytes(99), "image/png"), ["not-a-text"], "",          "a picture"),
    (page(TEXT, "text/plain"),                     [],                    TEXT,        "a text"),
    (page(TEXT, ""),                               [],                    TEXT,        "a text without a type"),
    (page(TEXT.encode("utf-16"), "text/plain"),    [],                    TEXT,        "a text with a NUL in every letter"),
    (page("café " + TEXT, "text/plain; charset=latin-1"), ["encoding"],   "café",      "another charset than was said"),
    (page(f'{{"text": "{TEXT}"}}\n' * 2, "application/jsonl"), ["several-reports"], TEXT, "more than one report"),
    (page(article("<meta name='date' content='2999-01-01'>")), ["future-date"], TEXT,  "a date that lies ahead"),
    (page(article("<meta name='date' content='1970-01-01'>")), ["bad-date"], TEXT,     "a date before the web"),
]
# fmt: on


@pytest.mark.parametrize(
    ("behaviour", "doubts", "start"), [pytest.param(*row, id=why) for *row, why in DOUBTFUL]
)
def test_what_goes_wrong_is_a_doubt_on_the_report(
    behaviour: Behaviour, doubts: list[str], start: str
) -> None:
    """Whatever a server does, there is one report, with its address and named doubts."""
    loaded, url = fetched(behaviour)
    assert sorted(kinds(loaded)) == doubts
    assert loaded.report.text.startswith(start)
    assert bool(loaded.report.text) == bool(start)
    assert loaded.report.url == url
    assert loaded.report.published is None


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1:1/", "nonsense"])
def test_what_may_not_be_fetched_is_a_doubt_too(address: str) -> None:
    """A list of addresses goes on after one that is refused."""
    loaded = fetch_report(address)
    assert (kinds(loaded), loaded.report.url) == (["refused-address"], address)


def test_a_second_try_is_enough() -> None:
    """Trouble that passes leaves no doubt behind."""
    with MisbehavingServer() as server:
        server["/a"] = in_turn(page("", status=503), page(TEXT, "text/plain"))
        limits = Limits(attempts=2, wait=0.001)
        loaded = fetch_report(server.url("/a"), guard=server.guard, limits=limits)
    assert (loaded.report.text, loaded.doubts) == (TEXT, [])
