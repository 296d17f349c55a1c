"""Names are found, tied together and told apart by kind; people and outlets here are invented."""

import string
from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according import names
from effort import patience, steps

ONE = "Foreign Minister Ana Rukh met envoys in Doha. Rukh left."

# fmt: off
FOUND = [
    # text, names as canonical:kind, why this row exists
    ("Israeli Prime Minister Ana Rukh met Bo Vance.",
     "Israel:country Ana_Rukh:person Bo_Vance:person",
     "titles are left out, demonyms stand for countries"),
    ("Ana Rukh spoke. Later Rukh left.", "Ana_Rukh:person Ana_Rukh:person",
     "a surname is tied to the full name before it"),
    ("Mr. Rukh won. Aides to Ana Rukh cheered.", "Ana_Rukh:person Ana_Rukh:person",
     "and to the full name after it"),
    ("Arkan's Ana Rukh’s aides left.", "Arkan:unknown Ana_Rukh:person",
     "possessive endings part names and are left out"),
    ("Officials said talks failed. Protests followed.", "",
     "a capital at the start of a sentence makes no name"),
    ("The Kremlin was angry.", "Russia:country", "a government seat stands for its country"),
    ("They met in Moscow.", "Moscow:place", "a capital where something happens is a place"),
    ("Moscow denied it.", "Russia:country", "a capital that acts is a government"),
    ("US-Iran talks and Saudi-led raids went on.",
     "United_States:country Iran:country Saudi_Arabia:country",
     "compounds are taken apart"),
    ("The U.S. struck. The United States said so.", "United_States:country United_States:country",
     "points in acronyms do not end the sentence"),
    ("the Ministry of Arkan Affairs and Health said so.",
     "Ministry_of_Arkan_Affairs_and_Health:body",
     "small words hold an organisation's name together"),
    ("He met Secretary of State Ana Rukh and Minister Bo Orr, then-Premier Cy Venn and U.S. Health aides.",
     "Ana_Rukh:person Bo_Orr:person Cy_Venn:person U.S._Health:body",
     "but not two who hold offices; who then held one is a name; a country's letters open no person's"),
    ("Hamas met Bo van der Orr and Kamal al-Rukhi.",
     "Hamas:group Bo_van_der_Orr:person Kamal_al-Rukhi:person",
     "particles inside a person's name"),
    ("She told the Arkan Gazette so.", "Arkan_Gazette:outlet",
     "an unknown newspaper is known by its last word"),
    ("On Monday and in March they met.", "", "days and months are no names"),
    ("Arka May spoke. In May the others left.", "Arka_May:person", "May the month is no name"),
    ("ARKAN TALKS FAIL AS LEADERS WALK OUT\n\nBo Vance left.", "ARKAN:body Bo_Vance:person",
     "in a headline only uncommon words are names"),
    ("Secretary of State Ana Rukh left.", "Ana_Rukh:person",
     "a title of several words opens the sentence"),
    ("Vice Premier Orr He came.", "Orr_He:person", "a syllable that is also a pronoun"),
]

STRIPPED = [
    ("Israeli Prime Minister Ana Rukh", "Ana Rukh", "demonym and title before"),
    ("Mr. Rukh", "Rukh", "form of address"),
    ("the Lebanese army", "Lebanese army", "only the article goes"),
    ("Ana Rukh, the Arkanian president", "Ana Rukh", "description after"),
    ("The Greek defence minister, Ana Rukh,", "Ana Rukh", "description before"),
    ("The BBC's Ana Rukh", "Ana Rukh", "whose correspondent she is"),
    ("envoy to Cuba Ana Rukh", "Ana Rukh", "a place inside the role"),
    ("Ana Rukh of the Arkan League", "Ana Rukh", "where she belongs"),
    ("witness Ana Rukh, who was there", "Ana Rukh", "role before, clause after"),
    ("Mr. Rukh and Prime Minister Bo Vance", "Rukh and Bo Vance", "each of two"),
    ("Ministry of Health and Welfare", "Ministry of Health and Welfare",
     "an organisation is not two"),
    ("Rukh's tweet", "Rukh", "whose statement it is"),
    ("a statement by the Arkan Council", "Arkan Council", "whose statement it is"),
    ("Arkania's Foreign Ministry", "Arkania's Foreign Ministry", "an organisation keeps its owner"),
    ("officials in Arkan", "officials in Arkan", "no name to find"),
    ("Prime Minister", "Prime Minister", "all title"),
    ("", "", "nothing"),
]

SAME = [
    ("EU", "European Union", True, "known acronym"),
    ("U.N.", "UN", True, "points do not matter"),
    ("AFL", "Arkan Freedom League", True, "acronym by its initials"),
    ("Israeli", "Israel", True, "demonym"),
    ("Rukh", "Ana Rukh", True, "surname"),
    ("Ana Rukh", "President Ana J. Rukh", True, "title and middle initial"),
    ("Moallem", "Walid al-Moallem", True, "the Arabic article"),
    ("Ali Rukh", "Ali Rukhi", False, "alike is not the same"),
    ("Ana Rukh", "Bo Rukh", False, "relatives"),
    ("Iran", "Iranian League", False, "a country is not its organisations"),
    ("", "", False, "nothing is nobody"),
]

COUNTRIES = [
    ("Israeli", "Israel", "demonym"),
    ("Tehran", "Iran", "capital"),
    ("the U.S.", "United States", "acronym with article"),
    ("Washington", "United States", "government seat"),
    ("Palestinian", "Palestinians", "a people before a state, as the gold files have it"),
    ("Arkania", None, "unknown"),
]

KINDS = [
    # source                              speaker             kind          why
    ("she", "Ana Rukh", "person", "a resolved pronoun"),
    ("President Ana Rukh", None, "person", "name with title"),
    ("the Arkanian Foreign Ministry", None, "body", "ministry"),
    ("Cairo", None, "body", "a capital that speaks"),
    ("the firm", "Arkanol", "body", "what the text calls it"),
    ("Arkania and the United States", None, "body", "the last of two"),
    ("the Arkan Gazette", None, "outlet", "unknown newspaper"),
    ("state media", None, "outlet", "media without a name"),
    ("state news agency Arka", "Arka", "outlet", "what the text calls it"),
    ("two sources", None, "unnamed", "sources"),
    ("a senior Arkanian diplomat", None, "unnamed", "role without a name"),
    ("U.S. and Arab officials", None, "unnamed", "the head comes after and"),
    ("a Department of State official", None, "unnamed", "the head comes after the body"),
    ("families of captives", None, "collective", "crowd"),
    ("Canadians", None, "collective", "a people"),
    ("a draft resolution", None, "document", "text without a speaker"),
    (None, "unnamed", "unnamed", "reportedly"),
]

ROLES = [
    ("the president", True, "definite, no name"),
    ("the US president", True, "a country is not the president's name"),
    ("the former general", True, "adjective"),
    ("the group", True, "body without a name"),
    ("Iran's supreme leader", True, "owner instead of article"),
    ("the Arkan League", False, "a name"),
    ("the Iranian government", False, "as good as a name"),
    ("a general", False, "indefinite"),
    ("Ana Rukh", False, "a name"),
]
# fmt: on


def rows(table: list[tuple[object, ...]]) -> list[object]:
    """Turn a table whose last column gives the reason into parameters."""
    return [pytest.param(*row, id=str(why)) for *row, why in table]


@pytest.mark.parametrize(("text", "expected"), rows(list(FOUND)))
def test_find(text: str, expected: str) -> None:
    """Every name is found once, in order, with what it stands for."""
    told = [f"{name.canonical}:{name.kind}".replace(" ", "_") for name in names.find(text)]
    assert told == expected.split()


@pytest.mark.parametrize(("written", "expected"), rows(list(STRIPPED)))
def test_strip_titles(written: str, expected: str) -> None:
    """A name loses titles, roles and descriptions, and nothing else."""
    assert names.strip_titles(written) == expected


@pytest.mark.parametrize(("a", "b", "expected"), rows(list(SAME)))
def test_same(a: str, b: str, expected: bool) -> None:  # noqa: FBT001 - a column of the table
    """Two names mean the same whichever stands first."""
    assert names.same(a, b) is names.same(b, a) is expected


@pytest.mark.parametrize(("word", "expected"), rows(list(COUNTRIES)))
def test_country(word: str, expected: str | None) -> None:
    """A word for a country gives its usual English name."""
    assert names.country(word) == expected


@pytest.mark.parametrize(("source", "speaker", "kind"), rows(list(KINDS)))
def test_kind_of(source: str | None, speaker: str | None, kind: str) -> None:
    """The kind of a source follows from its words."""
    assert names.kind_of(source, speaker) == kind


@pytest.mark.parametrize(("source", "expected"), rows(list(ROLES)))
def test_is_role(source: str, expected: bool) -> None:  # noqa: FBT001 - a column of the table
    """A definite description without a name is told from a name."""
    assert names.is_role(source) is expected


def test_offsets_leave_titles_out() -> None:
    """A name's offsets give its words as written, without title."""
    assert [ONE[name.start : name.end] for name in names.find(ONE)] == ["Ana Rukh", "Doha", "Rukh"]


def test_fullest() -> None:
    """The fullest form is the one this text gives."""
    found = names.find(ONE)
    assert names.fullest("Ms. Rukh", found) == "Ana Rukh"
    assert names.fullest("Vance", found) == "Vance"
    assert names.fullest("UN", names.find("The UN met.")) == "UN"


TEXTS = st.text() | st.text(string.ascii_letters + " .,'’-\n&")


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("Britain agreed, the British minister said in London.", {"Britain"}),
        ("Britain agreed. The United Kingdom signs on Friday.", {"United Kingdom"}),
        ("British officials agreed.", {"United Kingdom"}),
        ("The UK agreed; Great Britain signs.", {"Great Britain"}),
        ("The U.S. agreed.", {"United States"}),
    ],
)
def test_a_country_is_called_what_the_text_calls_it(text: str, called: set[str]) -> None:
    """A second name stays where the text has no fuller one; an adjective is no name."""
    found = names.find(text)
    assert {n.canonical for n in found if n.kind == "country"} == called
    assert {names.fullest("Britain", found), names.fullest("UK", found)} == (
        called if called != {"United States"} else {"United Kingdom"}
    )


@given(TEXTS)
@settings(deadline=None)
def test_any_text(text: str) -> None:
    """Names stand in order, within the text and apart, whatever the text."""
    found = names.find(text)
    assert all(0 <= name.start < name.end <= len(text) for name in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(name.canonical for name in found)


@given(TEXTS, TEXTS)
@settings(deadline=None)
def test_any_source(a: str, b: str) -> None:
    """No phrase is too strange to be asked about, and sameness has no direction."""
    names.kind_of(a, b)
    names.is_role(a)
    names.is_pronoun(a)
    names.fullest(a, names.find(b))
    assert names.same(a, b) is names.same(b, a)


@pytest.mark.parametrize("part", ["Ana Bo ", "(Ana ", "of Ana ", "Ministry of ", "A-B", "Ana, "])
def test_linear(part: str) -> None:
    """Eight times the text takes about eight times the steps, also for hostile text."""
    names.find(part)  # the tables are loaded now
    few, many = (steps(partial(names.find, part * n)) for n in (200, 1_600))
    assert many < 10 * few + 1000
    with patience():
        names.find(part * 12_000)
