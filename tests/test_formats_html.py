"""HTML pages: the article, what the page says of itself, and no harm from hostile ones."""

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.formats import Defaults, Loaded, html, read_bytes
from according.formats.nesting import MAX_DEPTH, flatten
from effort import patience

PARAGRAPHS = [
    "Talks between Orvelle and Sande resumed on Monday, the mediator said, after three weeks.",
    "“We will not leave the table,” the envoy Tomas Wray told the Karr Valley Post.",
    "A spokesman for the army denied on Sunday that any soldier had crossed the river Lume.",
]
QUOTE = "We have heard the offer, and we will answer it in writing before the week is out."
BODY = (
    "<nav><a href='/'>Home</a> <a href='/w'>World</a></nav><article><h1>Talks resume</h1>"
    f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p><blockquote><p>{QUOTE}</p></blockquote>"
    f"<p>{PARAGRAPHS[2]}</p></article><aside><a href='/x'>Ten things to know</a></aside>"
    "<footer>All rights reserved. Subscribe to our newsletter.</footer>"
)
LD = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "no"},
        {
            "@type": ["NewsArticle"],
            "headline": "Talks &amp; truce",
            "datePublished": "2025-09-04T16:22:00+02:00",
            "publisher": {"@type": "Organization", "name": "Morning Example"},
            "mainEntityOfPage": {"@id": "https://morning.example/ld"},
        },
    ],
}
LD_HEAD = f'<script type="application/ld+json">{json.dumps(LD)}</script>'


def page(head: str = "", body: str = BODY, **defaults: str) -> Loaded:
    """Read a page with this head and body."""
    data = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()
    (loaded,) = read_bytes(data, origin="x", defaults=Defaults(**defaults))
    return loaded


def test_article() -> None:
    """The text is the article, block quotes kept, a blank line between paragraphs."""
    loaded = page("<title>Talks resume</title>")
    assert loaded.report.text == "\n\n".join([*PARAGRAPHS[:2], QUOTE, PARAGRAPHS[2]])
    assert loaded.doubts == []


# fmt: off
FACTS = [
    # head, field, value, why
    (LD_HEAD, "title", "Talks & truce", "JSON-LD headline"),
    (LD_HEAD, "publisher", "Morning Example", "JSON-LD publisher"),
    (LD_HEAD, "published", "2025-09-04T16:22:00+02:00", "JSON-LD date with its time"),
    (LD_HEAD, "url", "https://morning.example/ld", "JSON-LD page"),
    (LD_HEAD.replace(">{", "><!-- {").replace("}<", "} --><"), "title", "Talks & truce",
     "JSON-LD in a comment"),
    ('<script type="application/ld+json">{"@type": [</script><title>T</title>', "title", "T",
     "broken JSON-LD"),
    ('<meta property="og:site_name" content="Sande Wire">' + LD_HEAD, "publisher", "Sande Wire",
     "OpenGraph site first"),
    ('<meta property="og:title" content="Talks"><title>T | S</title>', "title", "Talks",
     "OpenGraph title"),
    ('<meta property="og:site_name" content="Sande Wire"><title>Talks - Sande Wire</title>',
     "title", "Talks", "title element without the site"),
    ('<meta property="article:published_time" content="2025-09-04T10:00Z">', "published",
     "2025-09-04T10:00Z", "OpenGraph date"),
    ('<meta name="pubdate" content="4 September 2025">', "published", "2025-09-04",
     "a written date"),
    ('<link rel="canonical" href="https://www.sande.example/a">', "publisher", "sande.example",
     "the host for want of better"),
    ('<link rel="canonical" href="/a">', "url", None, "a relative address is none"),
    ("", "published", None, "no date is guessed"),
]
# fmt: on


@pytest.mark.parametrize(
    ("head", "field", "value"), [pytest.param(*row, id=why) for *row, why in FACTS]
)
def test_facts(head: str, field: str, value: str | None) -> None:
    """Title, publisher, date and address are those that the page states."""
    assert getattr(page(head).report, field) == value


def test_default_publisher_beats_the_host() -> None:
    """A publisher that the user names is better than the host of the address."""
    assert page(url="https://a.example/x").report.publisher == "a.example"
    named = page(url="https://a.example/x", publisher="Albrook Post")
    assert named.report.publisher == "Albrook Post"


def test_ambiguous_date() -> None:
    """A stated date that cannot be read is doubted."""
    loaded = page('<meta name="date" content="03/04/2025">')
    assert [doubt.kind for doubt in loaded.doubts] == ["bad-date"]


# fmt: off
TEASERS = [
    # block                                                        kept   why this row exists
    ("READ MORE: Army says five rebels surrendered",               False, "another report's headline"),
    ("Related story | Who is Tomas Wray?",                         False, "with a bar"),
    ("Read more of such offers, the envoy said, and you will see", True,  "a sentence that begins so"),
    ("See also: " + "the envoy said so again and again, " * 9,     True,  "longer than a headline"),
]
# fmt: on


@pytest.mark.parametrize(("block", "kept"), [pytest.param(*row, id=why) for *row, why in TEASERS])
def test_teasers(block: str, kept: bool) -> None:  # noqa: FBT001  # a column
    """A pointer to another report between two paragraphs is no statement of this one."""
    body = f"<article><p>{PARAGRAPHS[0]}</p><p>{block}</p><p>{PARAGRAPHS[2]}</p></article>"
    assert (block.strip() in page(body=body).report.text) is kept


def test_times_of_a_live_blog_stay_with_their_entries() -> None:
    """The clock stands before an entry's first words; in a line of text it stays where it was."""
    body = (
        "<article><h1>Live: talks</h1>"
        f"<div><time datetime='x'>11:42</time><h3>Truce holds</h3><p>{PARAGRAPHS[0]}</p></div>"
        f"<div><time>9.15 am</time><p>{PARAGRAPHS[1]}</p></div>"
        f"<p>At <time>08:00 GMT</time> the bridge was open. {QUOTE}</p>"
        f"<div><time>5 March</time><p>{PARAGRAPHS[2]}</p></div></article>"
    )
    assert page("<title>Live: talks</title>", body).report.text == "\n\n".join([
        "11:42 Truce holds", PARAGRAPHS[0], f"9.15 am {PARAGRAPHS[1]}",
        f"At 08:00 GMT the bridge was open. {QUOTE}", PARAGRAPHS[2],
    ])  # fmt: skip


def test_the_hour_of_publication_is_no_entry() -> None:
    """One clock alone is the page's."""
    body = f"<article><h1>Talks resume</h1><time>11:42</time><p>{PARAGRAPHS[0]}</p><p>{QUOTE}</p></article>"
    assert page(body=body).report.text.endswith(f"{PARAGRAPHS[0]}\n\n{QUOTE}")
    assert "11:42" not in page(body=body).report.text


def test_text_only_in_json_ld() -> None:
    """An article that stands only in JSON-LD is read from there."""
    ld = {"@type": "NewsArticle", "headline": "T", "articleBody": "\n".join(PARAGRAPHS)}
    loaded = page(f'<script type="application/ld+json">{json.dumps(ld)}</script>', body="")
    assert PARAGRAPHS[2] in loaded.report.text


# fmt: off
HOSTILE = [
    # page                                              why
    ("<div>" * 30_000 + f"<p>{PARAGRAPHS[0]}</p>",      "deep div"),
    ("<table><tr><td>" * 20_000 + PARAGRAPHS[0],        "deep tables"),
    ("<span><div></span>" * 20_000 + PARAGRAPHS[0],     "crossed tags"),
    ("<b>word " * 3_000,                                "unclosed inline"),
    ("<!--" * 100_000,                                  "comments without end"),
    ("<script>" * 100_000,                              "scripts without end"),
    ("<" * 300_000,                                     "only <"),
    ("<a" + "a" * 300_000,                              "a tag without end"),
    ("<meta " * 50_000,                                 "tags in tags"),
]
# fmt: on


@pytest.mark.parametrize("body", [pytest.param(body, id=why) for body, why in HOSTILE])
def test_hostile(body: str) -> None:
    """A hostile page costs seconds at most, and is doubted or read."""
    with patience(3 * html.SECONDS):
        (loaded,) = read_bytes(f"<html>{body}".encode(), origin="x", media_type="text/html")
    assert loaded.doubts or loaded.report.text


# fmt: off
MENUS = [
    # body                                                                   doubted  why this row exists
    ("<nav><a href='/'>Home</a><a href='/w'>World</a></nav>",                True,    "a menu"),
    ("<a href='/x'>Ten things to know</a>" * 300,                            True,    "nothing but teasers"),
    ("<p>The talks have resumed in Orvelle.</p>",                            False,   "a report of one sentence"),
    ("<p>与邻国的谈判将于下周在奥维尔恢复，两名不愿透露姓名的官员表示。</p>", False,   "a sentence in another script"),
]
# fmt: on


@pytest.mark.parametrize(("body", "doubted"), [pytest.param(*r, id=why) for *r, why in MENUS])
def test_a_menu_is_no_article(body: str, doubted: bool) -> None:  # noqa: FBT001 - a column
    """A page without a sentence is doubted, whatever words stand on it."""
    assert ("no-article" in {d.kind for d in page(body=body).doubts}) is doubted


def test_deep_text_is_kept() -> None:
    """Words below the deepest level that the parser may see are not lost."""
    deep = "<div>" * 5000 + f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[2]}</p>" + "</div>" * 5000
    loaded = page(body=deep)
    assert PARAGRAPHS[0] in loaded.report.text
    assert [doubt.kind for doubt in loaded.doubts] == ["deep-nesting"]


def test_slow_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that takes too long is given up, with a doubt that says so."""
    monkeypatch.setattr(html, "SECONDS", 0)
    loaded = page(body="<br>" * 500)
    assert "more than 0 seconds" in loaded.doubts[0].message


def test_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page over the limit is read up to it, and doubted."""
    monkeypatch.setattr(html, "MAX_BYTES", len(BODY) + 200)
    loaded = page(body=BODY + "<p>" * 1000)
    assert [doubt.kind for doubt in loaded.doubts] == ["too-large"]
    assert PARAGRAPHS[2] in loaded.report.text


# fmt: off
FLAT = [
    # page                                          changed   why
    ("<p>a<p>b" * 1000,                             False,    "paragraphs end one another"),
    ("<ul>" + "<li>a" * 1000,                       False,    "so do list items"),
    ("<table>" + "<tr><td>a<td>b" * 1000,           False,    "so do cells and rows"),
    ("<br><img src=x>" * 1000,                      False,    "void elements hold nothing"),
    ("<script>" + "'<div>'" * 1000 + "</script>",   False,    "scripts hold no tags"),
    ("<!--" + "<div>" * 1000 + "-->",               False,    "nor do comments"),
    ("<div>" * (MAX_DEPTH + 1),                     True,     "one too deep"),
]
# fmt: on


@pytest.mark.parametrize(("source", "changed"), [pytest.param(*row, id=why) for *row, why in FLAT])
def test_flatten(source: str, changed: bool) -> None:  # noqa: FBT001  # a table
    """Only what is too deep is dissolved."""
    flat, dissolved = flatten(source)
    assert dissolved == changed
    assert (flat == source) == (not changed)


TAGS = st.sampled_from(
    ["<div>", "</div>", "<p>", "<", "<!--", "-->", "<script>", "<b a='", "x", "'>"]
)


@settings(max_examples=50, deadline=None)
@given(pieces=st.lists(TAGS | st.text(max_size=5), max_size=60))
def test_any_page(pieces: list[str]) -> None:
    """Any soup of tags is read without an error."""
    stream = io.BytesIO("".join(pieces).encode())
    assert len(list(html.load(stream, None))) == 1
