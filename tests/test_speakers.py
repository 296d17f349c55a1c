"""A speaker has the fullest name that the report gives, or the words as written."""

import pytest

from according.records import Kind
from according.speakers import UNNAMED, resolve, without_article
from hand_made import cast, spot

TEXT = (
    "Foreign Minister Tomas Rehl met Envoy Ana Solen of the Arkan League in Sarn. "
    "Rehl said no. The minister said it again. She agreed. The group was silent. "
    "Ilo Ven's aide, Bo Orr, left. Cleo Rukh, an aide to Dora Vance, stayed. "
    "A senior official of the Arkan League denied it. Two sources said so. "
    "The League's spokesman shrugged. We will see. Veshtian officials waited. AFL fighters left. "
    "Cleo Rukh laughed. Her lawyer did not; the king of hearts was drawn. The statement was short. "
    "Rehl spokesman Kit Ash spoke. A spokesman for Gov. Lin Marr, Oto Bray, spoke. "
    "Deputies like Sten Holt spoke. Secretary of State Una Wick spoke. "
    "Tomas Rehl and Ana Solen spoke; so did a Rehl strategist, Mika Bo. They left. "
    "Kit Ash, who met Tomas Rehl, spoke for the Rehl camp. "
    "So did a man who gave his name as Yan Sorr. The Joint Observation Office slept. "
    "The president of Kelland will come, his office said. Dora Vance and her team left."
)

# fmt: off
RESOLVED = [
    # source                     kind          antecedent    outer        last         speaker             why this row exists
    ("2:Rehl",                   "person",     None,         None,        None,        "Tomas Rehl",       "a surname"),
    ("Foreign Minister Tomas Rehl", "person",  None,         None,        None,        "Tomas Rehl",       "titles are left out"),
    ("The minister",             "person",     "Tomas Rehl", None,        None,        "Tomas Rehl",       "a role with its antecedent"),
    ("The minister",             "person",     None,         None,        None,        "Tomas Rehl",       "a role whose holder the report named"),
    ("The minister",             "person",     "Ilo Ven",    None,        None,        "Tomas Rehl",       "the text's word before the network's"),
    ("the king",                 "person",     None,         None,        None,        "king",             "a role that nobody holds loses its article"),
    ("Her lawyer",               "unnamed",    None,         None,        None,        "Cleo Rukh's lawyer", "what somebody has, by whoever was named last"),
    ("his office",               "body",       None,         None,        None,        "his office",       "no office named before, nor that of a man in another sentence"),
    ("her team",                 "body",       None,         None,        None,        "Dora Vance's team", "the team of whom the sentence names"),
    ("She",                      "person",     "Ana Solen",  None,        None,        "Ana Solen",        "a pronoun with its antecedent"),
    ("She",                      "person",     None,         None,        None,        "Ana Solen",        "else the woman named last"),
    ("Ilo Ven's aide, Bo Orr,",  "person",     None,         None,        None,        "Bo Orr",           "not whose aide he is"),
    ("Cleo Rukh, an aide to Dora Vance,", "person", None,    None,        None,        "Cleo Rukh",        "not whom she aids"),
    ("Rehl spokesman Kit Ash",   "person",     None,         None,        None,        "Kit Ash",          "nor for whom he speaks"),
    ("A spokesman for Gov. Lin Marr, Oto Bray,", "person", None, None,   None,        "Oto Bray",         "whatever his title"),
    ("Secretary of State Una Wick", "person",  None,         None,        None,        "Una Wick",         "though a title may hold an of"),
    (None,                       "unnamed",    "Ana Solen",  None,        None,        UNNAMED,            "nobody, and the network knows it"),
    ("The group",                "body",       "Arkan League", None,      None,        "Arkan League",     "a body by its antecedent"),
    ("The group",                "body",       "2:Arkan League", None,    None,        "group",            "a body is named before it is described"),
    ("the Arkan League",         "body",       None,         None,        None,        "Arkan League",     "a body by its name"),
    ("A senior official of the Arkan League", "unnamed", None, None,      None,        "senior official of the Arkan League", "unnamed: as written"),
    ("A senior official of the Arkan League", "person", "Ana Solen", None, None, "senior official of the Arkan League", "who is new has no antecedent"),
    ("A senior official of the Arkan League", "person", "Kit Ash", None,  None,        "Kit Ash",          "but may be named later"),
    ("the Rehl camp",            "person",     None,         None,        None,        "Rehl camp",        "a camp is not who it is named after"),
    ("Kit Ash, who met Tomas Rehl,", "person", None,         None,        None,        "Kit Ash",          "nor is he whom he met"),
    ("a man who gave his name as Yan Sorr", "person", None, None,         None,        "Yan Sorr",         "unless he gives it himself"),
    ("Two sources",              "unnamed",    None,         None,        None,        "Two sources",      "unnamed: as written"),
    ("We",                       "person",     None,         "Ana Solen", "Tomas Rehl", "Ana Solen",       "inside a quotation we are its speaker"),
    ("We",                       "person",     None,         None,        "Tomas Rehl", "Tomas Rehl",      "outside of one whoever spoke last"),
    ("We",                       "person",     "Tomas Rehl", "Ana Solen", None,        "Ana Solen",        "whatever the network points to"),
    ("They",                     "body",       None,         None,        "Ana Solen", "They",             "nobody, sooner than one who cannot be meant"),
    ("Tomas Rehl and Ana Solen", "person",     None,         None,        None,        "Tomas Rehl and Ana Solen", "each of two"),
    ("a Rehl strategist, Mika Bo", "person",   None,         None,        None,        "Mika Bo",          "nor whose strategist he is"),
    ("Veshtian officials",       "unnamed",    None,         None,        None,        "Veshtian officials", "officials are not their country"),
    ("The statement",            "body",       None,         None,        "Arkan League", "Arkan League",  "whose statement, as who spoke last"),
    ("The statement",            "document",   "Ana Solen",  None,        "Arkan League", "Ana Solen",     "unless the network knows whose"),
    ("The statement",            "document",   None,         None,        UNNAMED,     "statement",        "nobody's: as written"),
    (None,                       "unnamed",    None,         None,        None,        UNNAMED,            "nobody is named"),
    (None,                       "person",     "Ana Solen",  None,        None,        "Ana Solen",        "nobody, but the network points to her"),
]
# fmt: on


@pytest.mark.parametrize(
    ("source", "kind", "antecedent", "outer", "last", "speaker"),
    [pytest.param(*r, id=why) for *r, why in RESOLVED],
)
def test_resolve(  # noqa: PLR0917 - one argument a column
    source: str | None,
    kind: Kind,
    antecedent: str | None,
    outer: str | None,
    last: str | None,
    speaker: str,
) -> None:
    """A source is resolved by its words, its antecedent and those who speak around it."""
    source_span = spot(TEXT, source) if source else None
    pointed = spot(TEXT, antecedent) if antecedent else None
    assert resolve(cast(TEXT), source_span, pointed, kind, outer, last) == speaker


def test_first_person_in_a_quotation() -> None:
    """*I* is the speaker of the statement around it, whatever the network points to."""
    text = "Ana Solen met Tomas Rehl. “I hope so,” she said."
    i = spot(text, "I hope")
    i = (i[0], i[0] + 1)
    rehl = spot(text, "Tomas Rehl")
    assert resolve(cast(text), i, rehl, "person", "Ana Solen", None) == "Ana Solen"


# fmt: off
FULLEST = [
    # words            fullest        why this row exists
    ("2:Rehl",         "Tomas Rehl",  "a surname"),
    ("Tomas Rehl",     "Tomas Rehl",  "the fullest itself"),
    ("Foreign Minister Tomas Rehl", "Tomas Rehl", "with titles"),
    ("The minister",   "minister",    "no name"),
    ("AFL",            "AFL",         "an acronym of nothing here"),
]
# fmt: on


@pytest.mark.parametrize(("words", "expected"), [pytest.param(*r, id=why) for *r, why in FULLEST])
def test_fullest(words: str, expected: str) -> None:
    """What stands at a place is called by its fullest name in the text."""
    assert cast(TEXT).fullest(spot(TEXT, words)) == expected


def test_inside_and_before() -> None:
    """Names are found by place, however many the text holds."""
    names = cast(TEXT)
    assert [n.canonical for n in names.inside((0, TEXT.index("Sarn") + 4))] == [
        "Tomas Rehl",
        "Ana Solen",
        "Arkan League",
        "Sarn",
    ]
    assert names.inside((0, 3)) == []
    people = frozenset({"person"})
    found = [names.before(TEXT.index("She agreed"), people, word) for word in ("he", "she")]
    assert [n and n.canonical for n in found] == ["Tomas Rehl", "Ana Solen"]
    assert names.before(0, people, "he") is None


def test_each_of_those_who_speak_together() -> None:
    """A joint speaker is several, one who is merely described with others is one."""
    names = cast(TEXT)
    both = spot(TEXT, "Tomas Rehl and Ana Solen")
    assert names.each(both, "Tomas Rehl and Ana Solen") == ["Tomas Rehl", "Ana Solen"]
    aide = spot(TEXT, "Ilo Ven's aide, Bo Orr")
    assert names.each(aide, "Bo Orr") == ["Bo Orr"]
    assert names.each(None, "Ana Solen") == ["Ana Solen"]


def test_what_is_said_of_a_source_is_not_its_name() -> None:
    """Its circumstances go with the comma; a list stays."""
    assert without_article("a diplomat, speaking on condition of anonymity,") == "diplomat"
    assert without_article("two aides, who were there") == "two aides"
    assert without_article("lawyers, priests and teachers") == "lawyers, priests and teachers"


def test_without_article() -> None:
    """Only a leading article goes; an article alone stays."""
    assert [without_article(w) for w in ("The envoy", "an envoy", "a", "theatre", "")] == [
        "envoy",
        "envoy",
        "a",
        "theatre",
        "",
    ]


@pytest.mark.parametrize(
    ("text", "written", "speaker"),
    [
        ("French minister Ana Rukh left. Her government wants peace.", "Her government", "France"),
        ("Ana Rukh left. Her government wants peace.", "Her government", "Ana Rukh's government"),
        (
            "Ana Rukh left. Her administration agrees.",
            "Her administration",
            "Ana Rukh's administration",
        ),
        ("Nobody came. Her government wants peace.", "Her government", "Her government"),
    ],
)
def test_whose_government_it_is(text: str, written: str, speaker: str) -> None:
    """It is the land's whose office its owner is told to hold, or the owner's own."""
    assert resolve(cast(text), spot(text, written), None, "body", None, None) == speaker
