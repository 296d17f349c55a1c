"""A brief: sentences that cite, and writers that no text of a report can break out of."""

import io
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import feedparser  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from according.dossier.brief import Brief, Section, Sentence, moment
from according.dossier.items import Filed
from according.errors import InputError
from according.exports.briefs import BriefFormat, writer

FORMATS: tuple[BriefFormat, ...] = ("markdown", "html", "atom")
# fmt: off
HOSTILE = [
    # what a report says                               why this row exists
    ("<script>alert(1)</script>",                      "a script"),
    ("</q></li><img src=x onerror=alert(1)>",          "an element that ends ours"),
    ("\"><a href='javascript:alert(1)'>x</a>",         "an attribute that ends ours"),
    ("&lt;script&gt; &amp; & &#60;b&#62;",             "entities, told as they stand"),
    ("[click](https://evil.example) ![x](y)",          "a link and a picture in Markdown"),
    ("*bold* _italic_ `code` ~~gone~~ # no heading",   "emphasis in Markdown"),
    ("https://evil.example www.evil.example a@b.example", "addresses that Markdown makes links of"),
    ("- item",                                         "a list in Markdown"),
    ("1. item",                                        "a numbered list in Markdown"),
    ("# heading",                                      "a heading in Markdown"),
    ("> quotation | cell | <https://evil.example>",    "a quotation, a table, an autolink"),
    ("back\\slash \\*not escaped\\*",                  "backslashes"),
    ("]]> <!-- --> <![CDATA[x",                        "ends of comments and sections"),
]
# fmt: on


def filed(**more: Any) -> Filed:
    """File a report."""
    told = {"report": 12, "revision": 1, "publisher": "Estuary Chronicle", "when": "2026-03-03T10:00:00",
            "title": "Talks", "url": "https://chronicle.example/talks"}  # fmt: skip
    return Filed(**{**told, **more})


def brief(report: Filed | None = None, **more: Any) -> Brief:
    """Make a brief of one sentence."""
    report = report or filed()
    told = {"key": "state oradan veshtia talks", "lead": "Oradan and Veshtia: talks",
            "text": "since 3 March 2026.", "cites": (report.report,), "day": "2026-03-03", "when": report.when}  # fmt: skip
    sentence = Sentence(**{**told, **more})
    section = Section(name="changed", sentences=(sentence,))
    return Brief(
        name="sarn-valley", title="The Sarn valley talks", since="2026-03-01", until=None, read=1,
        publishers=1, sections=(section,), reports=(report,),
    )  # fmt: skip


def written(found: Brief, format_: BriefFormat) -> str:
    """Write a brief."""
    out = io.StringIO()
    writer(format_)(found, out)
    return out.getvalue()


class Page(HTMLParser):
    """What a browser makes of a page: its elements and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.text += data


def test_no_sentence_without_a_report() -> None:
    """A sentence on nobody's word cannot be made."""
    with pytest.raises(ValueError, match="no report is cited"):
        brief(cites=())


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_leads_to_the_reports(format_: BriefFormat) -> None:
    """The sentence, its mark, its quotation, the report's address, publisher, key are all there."""
    page = written(brief(mark="unconfirmed", quote="they will meet"), format_)
    for words in ("Oradan and Veshtia: talks", "unconfirmed", "they will meet",
                  "https://chronicle.example/talks", "Estuary Chronicle", "r12"):  # fmt: skip
        assert words in page


def html_of(page: str, format_: BriefFormat) -> str:
    """Give the HTML that a reader sees: Markdown as GitHub makes it."""
    if format_ == "html":
        return page
    return str(MarkdownIt("gfm-like", {"linkify": False}).render(page))


@pytest.mark.parametrize("format_", ["markdown", "html"])
@pytest.mark.parametrize(("words", "why"), [pytest.param(*row, id=row[1]) for row in HOSTILE])
def test_pages_are_safe_against_reports(format_: BriefFormat, words: str, why: str) -> None:
    """Words of a report show as they stand: they add no element, link or attribute to a page."""
    plain = Page(
        html_of(written(brief(filed(publisher="P", title="T"), quote="Q"), format_), format_)
    )
    hostile = brief(filed(publisher=words, title=words), quote=words, lead=words, text=words)
    found = Page(html_of(written(hostile, format_), format_))
    assert [tag for tag, _ in found.elements] == [tag for tag, _ in plain.elements]
    links = [attributes.get("href") for _, attributes in found.elements]
    assert links == [attributes.get("href") for _, attributes in plain.elements]
    assert found.text.count(words) >= 5


# What Markdown and HTML are made of, so that mark-up is likely.
MARKUP = st.text(st.sampled_from("<>&\"'`*_~#|[]()!\\/:@.-+=1 \n\tax&;$^{}httpswww")) | st.text()


@pytest.mark.parametrize("format_", ["markdown", "html"])
@given(words=MARKUP)
@settings(max_examples=150, deadline=None)
def test_no_words_whatever_mark_a_page_up(format_: BriefFormat, words: str) -> None:
    """Any words in any place of a brief leave its elements and links as they are."""
    plain, found = (
        Page(
            html_of(
                written(brief(filed(title=t, publisher=t), lead=t, text=t, quote=t), format_),
                format_,
            )
        )
        for t in ("T", f"{words}T")
    )
    assert [each[0] for each in found.elements] == [each[0] for each in plain.elements]
    assert [each[1].keys() for each in found.elements] == [
        each[1].keys() for each in plain.elements
    ]


@pytest.mark.parametrize("format_", FORMATS)
def test_control_characters_do_not_pass(format_: BriefFormat) -> None:
    """What XML cannot hold, and what turns a line of text around, is not written."""
    page = written(brief(quote="a\x00b\x1b[31m\u202edlog\ud800\ufffe", text="x\ny"), format_)
    assert not set("\x00\x1b\u202e\ufffe") & set(page)
    page.encode()
    assert "x y" in page


# fmt: off
ADDRESSES = [
    # url                                  linked  why this row exists
    ("https://chronicle.example/a?b=1&c",   True,  "a web page"),
    ("javascript:alert(1)",                 False, "a script"),
    ("data:text/html,<script>1</script>",   False, "a page in itself"),
    ("//chronicle.example/a",               False, "no scheme"),
    ("https://[broken",                     False, "no address at all"),
    ("https://x.example/)> [a](b) \"'<b>",  True,  "an address that breaks out of Markdown"),
    (None,                                  False, "none"),
]
# fmt: on


@pytest.mark.parametrize("format_", ["markdown", "html"])
@pytest.mark.parametrize(("url", "linked"), [pytest.param(*row, id=why) for *row, why in ADDRESSES])
def test_only_web_pages_are_linked(format_: BriefFormat, url: str, linked: bool) -> None:  # noqa: FBT001
    """An address of a report becomes a link only if it opens a web page and nothing else."""
    page = Page(html_of(written(brief(filed(url=url)), format_), format_))
    links = [str(a["href"]) for tag, a in page.elements if tag == "a"]
    outside = [link for link in links if not link.startswith("#")]
    assert bool(outside) == linked
    assert all(link.startswith("https://") and " " not in link for link in outside)
    assert not any(name.startswith("on") for _, a in page.elements for name in a)


def test_a_page_loads_and_runs_nothing() -> None:
    """The HTML page forbids itself scripts and whatever lies outside it."""
    page = Page(written(brief(), "html"))
    policy = [a["content"] for tag, a in page.elements if a.get("http-equiv")]
    assert policy
    assert str(policy[0]).startswith("default-src 'none'")
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in page.elements}


@pytest.mark.parametrize(("words", "why"), [pytest.param(*row, id=row[1]) for row in HOSTILE])
def test_a_feed_holds_any_words(words: str, why: str) -> None:
    """A feed reader gets the words as they stand, as text."""
    feed = feedparser.parse(written(brief(filed(title=words), lead=words, quote=words), "atom"))
    assert not feed.bozo
    (entry,) = feed.entries
    raw = written(brief(lead="a < b & c", text="d"), "atom")
    assert "a &lt; b &amp; c d" in raw
    assert entry.content[0].type == "text/plain"
    assert words in entry.content[0].value


def test_a_feed_is_valid_and_its_ids_stay() -> None:
    """The same news has the same id in a feed over another span; other news has another."""
    one = feedparser.parse(written(brief(), "atom"))
    later = brief(filed(report=40, when="2026-03-09T08:00:00"))
    again = feedparser.parse(written(later, "atom"))
    other = feedparser.parse(written(brief(key="state oradan veshtia agreed"), "atom"))
    assert not one.bozo
    assert one.version == "atom10"
    assert one.feed.id == again.feed.id
    assert one.entries[0].id == again.entries[0].id != other.entries[0].id
    assert one.entries[0].id.startswith("urn:uuid:")
    assert one.entries[0].updated == one.feed.updated == "2026-03-03T10:00:00Z"
    assert one.entries[0].link == "https://chronicle.example/talks"
    assert one.feed.author == "According"
    assert one.feed.title == "The Sarn valley talks"


@pytest.mark.parametrize("format_", FORMATS)
def test_a_brief_of_nothing_says_so(format_: BriefFormat) -> None:
    """A span without reports gives a page that says that none came, and a feed without entries."""
    empty = Brief(
        name="sarn-valley", title="The Sarn valley talks", since="2026-03-01", until="2026-03-02",
        read=0, publishers=0, sections=(), reports=(),
    )  # fmt: skip
    page = written(empty, format_)
    assert "1 – 2 March 2026: no report came." in page
    assert format_ != "atom" or not feedparser.parse(page).bozo


NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
# fmt: off
MOMENTS = [
    # written                    name     moment                 why this row exists
    ("2026-03-01",               "since", "2026-03-01",          "a day"),
    ("2026-02",                  "since", "2026-02-01",          "the first day of a month"),
    ("2026-02",                  "until", "2026-02-28",          "the last day of a month"),
    ("24h",                      "since", "2026-03-03T12:00:00", "hours are counted to the second"),
    ("7d",                       "since", "2026-02-25",          "days are whole"),
    ("yesterday",                "since", "2026-03-03",          "a word"),
    ("2026-03-04T10:00+02:00",   "since", "2026-03-04T08:00:00", "a time elsewhere is put in UTC"),
    ("2026-03-04T10:00Z",        "until", "2026-03-04T10:00:00", "a time"),
]
# fmt: on


@pytest.mark.parametrize(
    ("written_", "name", "found"), [pytest.param(*row, id=why) for *row, why in MOMENTS]
)
def test_spans_are_told_as_people_do(written_: str, name: str, found: str) -> None:
    """A bound may be a day, a part of one, a month, or a time back from now."""
    assert moment(written_, NOON, name) == found


def test_a_time_that_is_none_is_refused() -> None:
    """The message gives the value and what there is instead."""
    with pytest.raises(InputError, match="since 'soon' is no time"):
        moment("soon", NOON, "since")
