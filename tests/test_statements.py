"""Statements: contents, sources and speakers, what stands inside what, and the chains."""

import pytest

from according.drafts import tidy, uncut
from according.model.encoder import Mark
from according.names import find
from according.quotes import Marks
from according.records import Form, Statement
from according.speakers import Cast
from according.statements import antecedent, assemble, form
from effort import steps
from hand_made import cast, cue, spot, statements


def by_cue(found: list[Statement], words: str | None) -> Statement:
    """Return the statement with a cue."""
    (one,) = [s for s in found if s.cue == words]
    return one


def test_plain() -> None:
    """One cue, one statement: the words as written, and where they stand."""
    text = "Tomas Rehl said on Friday that the talks had ended."
    (s,) = statements(text, cue(text, "said", "the talks had ended", "Tomas Rehl"))
    assert (s.id, s.content, s.cue, s.source) == ("s1", "the talks had ended", "said", "Tomas Rehl")
    assert (s.kind, s.act, s.form) == ("person", "say", "indirect")
    assert (s.speaker, s.via, s.chain) == ("Tomas Rehl", None, ["Arkan Gazette", "Tomas Rehl"])
    assert text[slice(*s.content_spans[0])] == s.content
    assert s.cue_span == spot(text, "said")
    assert s.source_span == spot(text, "Tomas Rehl")
    assert 0 < s.confidence <= 1


def test_a_publisher_that_is_unknown_is_the_report() -> None:
    """Every chain begins with the publisher, known or not."""
    text = "Tomas Rehl said no."
    (s,) = statements(text, cue(text, "said", "no", "Tomas Rehl"), publisher=None)
    assert s.chain == ["the report", "Tomas Rehl"]


def test_an_article_alone_is_no_source() -> None:
    """A source of which the network found the article only is nobody's name."""
    text = "Ana Solen denied the suggestion that anybody was fired."
    (s,) = statements(text, cue(text, "suggestion", "anybody was fired", "the", kind="unnamed"))
    assert (s.source, s.speaker) == (None, "unnamed")


def test_a_paper_of_the_publisher_is_not_the_publisher() -> None:
    """Who publishes is named again; a poll of his is a link of its own."""
    text = "The Arkan Gazette poll found no change. The Arkan Gazette said so."
    poll = cue(text, "found", "no change", "The Arkan Gazette poll", kind="document")
    own = cue(text, "said", "so", "2:The Arkan Gazette", kind="outlet")
    found = statements(text, poll, own)
    assert [s.chain for s in found] == [["Arkan Gazette", "Arkan Gazette poll"], ["Arkan Gazette"]]


def test_a_dateline_names_the_agency() -> None:
    """An agency's report is told by it: alone, or through who publishes it."""
    text = "SARN (Halyard Wire) - Tomas Rehl said no."
    said = cue(text, "said", "no", "Tomas Rehl")
    chains = [
        statements(text, said, publisher=publisher)[0].chain
        for publisher in (None, "Halyard Wire", "Arkan Gazette")
    ]
    assert chains == [
        ["Halyard Wire", "Tomas Rehl"],
        ["Halyard Wire", "Tomas Rehl"],
        ["Arkan Gazette", "Halyard Wire", "Tomas Rehl"],
    ]


def test_no_content_is_no_statement() -> None:
    """A cue with no words to say, or none but marks, is dropped."""
    text = "Tomas Rehl said “…” and left."
    assert statements(text, cue(text, "said", [], "Tomas Rehl")) == []
    assert statements(text, cue(text, "said", "“…”", "Tomas Rehl")) == []


def test_nothing_found() -> None:
    """A text without statements has none."""
    assert statements("The talks ended.") == []
    assert statements("") == []


def test_nesting() -> None:
    """A statement whose cue stands in another's content stands in that one, the smallest."""
    text = "The Arkan Post reported that Ana Solen said Tomas Rehl fears a collapse."
    found = statements(
        text,
        cue(text, "reported", "Ana Solen said Tomas Rehl fears a collapse", "The Arkan Post",
            kind="outlet"),
        cue(text, "said", "Tomas Rehl fears a collapse", "Ana Solen"),
        cue(text, "fears", "a collapse", "Tomas Rehl", act="feel"),
    )  # fmt: skip
    post, said, fears = found
    assert [s.via for s in found] == [None, post.id, said.id]
    assert fears.chain == ["Arkan Gazette", "Arkan Post", "Ana Solen", "Tomas Rehl"]


def test_one_speaker_is_one_link() -> None:
    """Who says what he fears stands once in the chain."""
    text = "Tomas Rehl said he fears a collapse."
    found = statements(
        text,
        cue(text, "said", "he fears a collapse", "Tomas Rehl"),
        cue(text, "fears", "a collapse", "he", speaker="Tomas Rehl", act="feel"),
    )
    assert found[1].via == found[0].id
    assert [s.chain for s in found] == [["Arkan Gazette", "Tomas Rehl"]] * 2


# fmt: off
CITING = [
    # text                                                        outlet's cue    sources' cue  sources        why this row exists
    ("The Post reports, attributed to two sources, that X will go.", "reports", "attributed to", "two sources", "so do those it is attributed to"),
    ("According to the Arkan Post, citing two sources, X will go.", "According to", "citing",   "two sources", "the sources stand in the outlet's statement"),
    ("The Post quoted two sources as saying X will go.",            "quoted",       "saying",   "two sources", "the outlet's cue cites, the sources' does not"),
]
# fmt: on


@pytest.mark.parametrize(
    ("text", "outer_cue", "inner_cue", "sources"), [pytest.param(*r, id=why) for *r, why in CITING]
)
def test_citing(text: str, outer_cue: str, inner_cue: str, sources: str) -> None:
    """Of two statements with one content, the outlet's holds that of whom it cites."""
    outlet = "the Arkan Post" if "the Arkan Post" in text else "The Post"
    found = statements(
        text,
        cue(text, outer_cue, "X will go", outlet, kind="outlet"),
        cue(text, inner_cue, "X will go", sources, kind="unnamed"),
    )
    outer, inner = by_cue(found, outer_cue), by_cue(found, inner_cue)
    assert (outer.via, inner.via) == (None, outer.id)
    assert inner.chain == [*outer.chain, sources]
    assert inner.chain[0] == "Arkan Gazette"


def test_two_cues_for_one_content_do_not_hold_each_other() -> None:
    """Statements never stand in themselves, however the network links them."""
    text = "The Post, citing the Wire, and the Wire, citing the Post, said X will go."
    found = statements(
        text,
        cue(text, "citing", "X will go", "The Post", kind="outlet"),
        cue(text, "2:citing", "X will go", "the Wire", kind="outlet"),
        cue(text, "said", text, "The Post", kind="outlet"),
    )
    by_id = {s.id: s for s in found}
    for s in found:
        seen = set()
        at: Statement | None = s
        while at is not None:
            assert at.id not in seen
            seen.add(at.id)
            at = by_id[at.via] if at.via else None


def test_a_denial_in_the_next_sentence_holds_no_sources() -> None:
    """Sources stand in the outlet's statement around them, not in a later one of like content."""
    text = "The Post, citing two sources, said X will go and Y will stay. Rehl denied it."
    found = statements(
        text,
        cue(text, "said", "X will go and Y will stay", "The Post", kind="outlet"),
        cue(text, "citing", "X will go", "two sources", kind="unnamed"),
        cue(text, "denied", "X will go", "Rehl", act="deny"),
    )
    assert by_cue(found, "citing").chain == ["Arkan Gazette", "Post", "two sources"]
    assert by_cue(found, "denied").chain == ["Arkan Gazette", "Rehl"]


def test_the_one_who_goes_on_speaking() -> None:
    """A paragraph of pure quotation without a cue belongs to whom the text quoted before."""
    text = (
        "“We are leaving,” Tomas Rehl said.\n"
        "“The talks are over and they know it.”\n"
        "The weather was “fair”.\n"
        "“No.”"
    )
    found = statements(text, cue(text, "said", "“We are leaving,”", "Tomas Rehl"))
    assert len(found) == 2
    assert found[1].content == "“The talks are over and they know it.”"
    assert (found[1].cue, found[1].source) == (None, None)
    assert (found[1].speaker, found[1].form) == ("Tomas Rehl", "direct")
    assert found[1].chain == ["Arkan Gazette", "Tomas Rehl"]


def test_a_quotation_before_any_speaker_is_nobodys() -> None:
    """The first words of a report have nobody who could go on speaking."""
    text = "“The talks are over and they know it.”\nTomas Rehl said no."
    found = statements(text, cue(text, "said", "no", "Tomas Rehl"))
    assert [s.cue for s in found] == ["said"]


def test_i_in_a_quotation() -> None:
    """*I* inside somebody's words is that somebody."""
    text = "“I hope it will hold,” Ana Solen said."
    i = "I hope it will hold"
    found = statements(
        text,
        cue(text, "said", f"“{i},”", "Ana Solen"),
        cue(text, "hope", "it will hold", "I", act="feel"),
    )
    assert by_cue(found, "hope").speaker == "Ana Solen"
    assert by_cue(found, "hope").via == by_cue(found, "said").id


def test_a_pronoun_without_antecedent() -> None:
    """Who cannot be resolved otherwise is the person named last before."""
    text = "Ana Solen met Tomas Rehl. He said no."
    (s,) = statements(text, cue(text, "said", "no", "He"))
    assert s.speaker == "Tomas Rehl"


def test_they_are_who_speaks() -> None:
    """*They* without antecedent are those in whose statement they stand, not who spoke last."""
    text = "Two officials said they fear a collapse. The Wire said A will go. Orr said B will."
    found = statements(
        text,
        cue(text, "said", "they fear a collapse", "Two officials", kind="unnamed"),
        cue(text, "fear", "a collapse", "they", kind="unnamed", act="feel"),
        cue(text, "2:said", "A will go", "The Wire", kind="outlet"),
        cue(text, "3:said", "B will", "Orr"),
    )
    assert by_cue(found, "fear").speaker == "Two officials"


def test_they_are_who_spoke_before() -> None:
    """*They* by themselves are the last speaker before them."""
    text = "Two officials said A will go. They said B will. Orr said C will."
    found = statements(
        text,
        cue(text, "said", "A will go", "Two officials", kind="unnamed"),
        cue(text, "2:said", "B will", "They", kind="unnamed"),
        cue(text, "3:said", "C will", "Orr"),
    )
    assert [s.speaker for s in found] == ["Two officials", "Two officials", "Orr"]


def test_nobody_named() -> None:
    """Without a source the speaker is unnamed, and so is the kind."""
    text = "The envoy is reportedly on his way."
    (s,) = statements(text, cue(text, "reportedly", "The envoy is", kind="person"))
    assert (s.speaker, s.kind, s.source) == ("unnamed", "unnamed", None)


def test_order_and_ids() -> None:
    """Statements come in the order of the text, numbered."""
    text = "A said one. B said two. C said three."
    found = statements(
        text,
        cue(text, "3:said", "three", "C"),
        cue(text, "said", "one", "A"),
        cue(text, "2:said", "two", "B"),
    )
    assert [(s.id, s.content) for s in found] == [("s1", "one"), ("s2", "two"), ("s3", "three")]


def test_words_that_stand_apart() -> None:
    """A discontinuous content is a list of its pieces, each with its place."""
    text = "“We will go,” Rehl said, “and not return.”"
    (s,) = statements(text, cue(text, "said", ["“We will go,”", "“and not return.”"], "Rehl"))
    assert s.content == ["“We will go,”", "“and not return.”"]
    assert [text[a:b] for a, b in s.content_spans] == s.content
    assert s.form == "direct"


# fmt: off
FORMS: list[tuple[str, list[str], Form, str]] = [
    ("Rehl said no.",                    ["no"],                       "indirect", "no marks"),
    ("“No,” Rehl said.",                 ["“No,”"],                    "direct",   "all in marks"),
    ('"No," Rehl said.',                 ['"No,"'],                    "direct",   "straight marks"),
    ("“No,” Rehl said.",                 ["No"],                       "direct",   "the marks left outside"),
    ("Rehl called it “a trap” for all.", ["“a trap” for all"],         "mixed",    "some in marks"),
    ("“No,” he said, then that he left", ["“No,”", "he left"],         "mixed",    "one piece in marks"),
    ("“No. Never,” he said.",            ["“No. Never"],               "direct",   "the closing mark cut off"),
    ("The soldiers’ wives said no.",     ["no"],                       "indirect", "an apostrophe is no mark"),
]

TIDY = [
    # text                    found             tidied             why this row exists
    ("said  no way .",        " no way ",       "no way",          "white space at the edges"),
    ("He said “no way.” So",  "“no way",        "“no way.”",       "the closing mark and what is before it"),
    ("He said “no way” So",   "“no way",        "“no way”",        "the closing mark alone"),
    ("He said “no way, he",   "“no way",        "“no way",         "no closing mark near"),
    ("He said “no” way",      "“no”",           "“no”",            "closed already"),
    ("He said no 🙂👨‍👩‍👧 way",   "no 🙂👨‍👩‍👧",     "no",              "pictures say nothing"),
    ("He said 30° is hot",    "30°",            "30°",             "a degree does"),
    ("He said no way”",       "no way",         "no way",          "it opened no quotation"),
]
# fmt: on


@pytest.mark.parametrize(
    ("text", "content", "expected"), [pytest.param(*r, id=why) for *r, why in FORMS]
)
def test_form(text: str, content: list[str], expected: Form) -> None:
    """Direct speech stands in quotation marks, mixed speech in part."""
    assert form(Marks(text), [spot(text, c) for c in content]) == expected


@pytest.mark.parametrize(
    ("text", "found", "expected"), [pytest.param(*r, id=why) for *r, why in TIDY]
)
def test_tidy(text: str, found: str, expected: str) -> None:
    """Spans lose white space and take in the mark that closes their quotation."""
    start, end = tidy(text, spot(text, found))
    assert text[start:end] == expected


UNCUT = [
    # text                                    content                           cue     uncut            why this row exists
    ("Truce holds\n\nIt holds, Rehl said.",   "Truce holds\n\nIt holds",       "said", "It holds",      "a heading before"),
    ("Rehl said it holds\n\nOrsel is calm.",  "it holds\n\nOrsel is calm",     "said", "it holds",      "a paragraph without its point"),
    ("“It holds.\n\n“It will,” Rehl said.",   "“It holds.\n\n“It will,”",      "said", "“It holds.\n\n“It will,”", "sentences end"),
    ("Rehl wants:\n- a truce\n- talks",       "a truce\n- talks",              "wants", "a truce\n- talks", "a list goes on"),
    ("Rehl said no\n",                        "no",                            "said", "no",            "nothing parted off"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "content", "said", "expected"), [pytest.param(*r, id=why) for *r, why in UNCUT]
)
def test_uncut(text: str, content: str, said: str, expected: str) -> None:
    """A content does not run over a heading or the end of a paragraph that has no point."""
    start = text.index(content)
    a, b = uncut(text, (start, start + len(content)), spot(text, said))
    assert text[a:b] == expected


def test_a_quotation_that_goes_on_may_hold_what_others_say() -> None:
    """A paragraph of pure quotation stays its speaker's when somebody is cited in it."""
    said = "“We will go,” Ana Solen said.\n\n"
    going_on = "“Tomas Rehl says he is ready. I hope so.”"
    text = said + going_on
    found = statements(
        text,
        cue(text, "said", "“We will go,”", "Ana Solen"),
        cue(text, "says", "he is ready", "Tomas Rehl"),
    )
    assert by_cue(found, None).content == going_on
    assert by_cue(found, None).speaker == "Ana Solen"
    assert by_cue(found, "says").via == by_cue(found, None).id
    assert by_cue(found, "says").chain == ["Arkan Gazette", "Ana Solen", "Tomas Rehl"]

    between = said + "The hall was empty.\n\n" + going_on
    assert len(statements(between, cue(between, "says", "he is ready", "Tomas Rehl"))) == 1


def test_antecedent() -> None:
    """Mentions of one name add up; all too unlikely ones point nowhere."""
    text = "Tomas Rehl met Ana Solen. Later Solen left. She said no."
    rehl, ana, solen = (spot(text, w) for w in ("Tomas Rehl", "Ana Solen", "2:Solen"))
    marks = [Mark(rehl, 0.3), Mark(ana, 0.2), Mark(solen, 0.25)]
    assert antecedent(cast(text), marks) == solen
    she = spot(text, "She")
    assert antecedent(cast(text), [Mark(rehl, 0.9), Mark(ana, 0.1)], she) == ana
    assert antecedent(cast(text), [Mark(rehl, 0.9)], she) is None
    assert antecedent(cast(text), [Mark(rehl, 0.01), Mark(ana, 0.01)]) is None
    assert antecedent(cast(text), []) is None


def test_work_grows_with_the_text() -> None:
    """Eight times the statements take about eight times the steps."""
    part = "The Post, citing two sources, said that Rehl said X will go. “We leave,” he said.\n"
    sample = [
        cue(part, "citing", "Rehl said X will go", "two sources", kind="unnamed"),
        cue(part, "said", "Rehl said X will go", "The Post", kind="outlet"),
        cue(part, "2:said", "X will go", "Rehl"),
        cue(part, "3:said", "“We leave,”", "he", speaker="Rehl"),
    ]

    def took(count: int) -> int:
        text, found = part * count, []
        for i in range(count):
            shift = i * len(part)
            for f in sample:
                roles = {
                    k: [type(m)((m.span[0] + shift, m.span[1] + shift), m.probability) for m in v]
                    for k, v in f.roles.items()
                }
                span = f.span[0] + shift, f.span[1] + shift
                found.append(type(f)(f.anchor, span, f.probability, f.labels, roles))
        names = Cast(text, find(text))
        return steps(lambda: assemble(text, found, names, None))

    took(1)
    assert took(320) < 10 * took(40)
