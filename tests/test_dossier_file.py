"""The dossier file: what it may say, and what an error in it looks like."""

from pathlib import Path

import pytest

from according.cast import Cast
from according.dossier import file, shelf
from according.dossier.lines import Lines
from according.dossier.parties import Parties
from according.errors import DossierError
from talks import TOML

PATH = Path("d.toml")
PARTY = '[[party]]\nname = "Oradan"\nkind = "country"\n'

# fmt: off
WRONG = [
    # the file                                                        the line   words of the message                    why this row exists
    ("[dossier]\n",                                                    None,     "there is no party",                    "nobody to talk"),
    (PARTY + 'nmae = "Oradan"\n',                                      4,        "a party has no field “nmae”",          "a field misspelt"),
    ('[dosier]\nname = "x"\n' + PARTY,                                 1,        "“dosier” is no part of a dossier",     "a table misspelt"),
    ('[dossier]\nsince = "soon"\n' + PARTY,                            2,        "as in 2026-02-14",                     "a word for a day"),
    ("[dossier]\nsince = 2026-03-01\nuntil = 2026-02-01\n" + PARTY,    3,        "comes before since",                   "an end before the beginning"),
    ('[dossier]\nname = "Sarn Valley"\n' + PARTY,                      2,        "cannot be typed as one word",          "a name with a space"),
    (PARTY + '[[party]]\nkind = "group"\n',                            4,        "this party has no name",               "a party without a name"),
    (PARTY + '[[mediator]]\nname = "Oradan"\nkind = "body"\n',         5,        "also names Oradan (line 2)",           "one name, two entries"),
    (PARTY + '[[party]]\nname = "B"\nkind = "body"\naliases = ["Oradan"]\n', 7,  "“Oradan” of B also names Oradan",      "an alias that is another's name"),
    (PARTY + '[[party]]\nname = "B"\nkind = "empire"\n',               6,        "is a country, body, group",            "a kind that there is not"),
    (PARTY + '[[issue]]\nname = "x"\nwords = "truce"\n',               6,        "Write a list",                         "a word for a list"),
    (PARTY + '[[issue]]\nname = "x"\n[[issue]]\nname = "x"\n',         7,        "is there twice",                       "an issue twice"),
    (PARTY + '[[person]]\nname = "P"\nsince = 2026-02-02\nuntil = 2026-02-01\n', 7, "Swap or mend them",                 "a person's office that ends before it begins"),
    (PARTY + '[[party]]\nname = ""\nkind = "body"\n',                  4,        "a name is empty",                      "an empty name"),
    ("[dossier\n",                                                     None,     "is not TOML",                          "no TOML"),
]
UNKNOWN = [
    ('[[party]]\nname = "Oradn"\n',                                    2,        "“Oradn” is nobody in the cast",        "a party that nobody knows, of no kind"),
    (PARTY + '[[person]]\nname = "P"\nrole = "envoy"\nof = "Oradn"\n', 7,        "Did you mean Oradan?",                 "a person of nobody"),
]
# fmt: on


@pytest.mark.parametrize(
    ("text", "line", "words"), [pytest.param(*row, id=why) for *row, why in WRONG]
)
def test_an_error_names_the_line_and_the_remedy(text: str, line: int | None, words: str) -> None:
    """Whoever made a slip is told where it is and what to write instead."""
    with pytest.raises(DossierError) as error:
        file.parse(text, PATH)
    assert words in str(error.value)
    if line is not None:
        assert str(error.value).startswith(f"d.toml, line {line}:")


@pytest.mark.parametrize(
    ("text", "line", "words"), [pytest.param(*row, id=why) for *row, why in UNKNOWN]
)
def test_an_unknown_actor_is_an_error(text: str, line: int, words: str) -> None:
    """A name that means nobody in the file or the cast is refused with the nearest names."""
    with pytest.raises(DossierError) as error:
        Parties(file.parse(text, PATH), Cast({}), Lines(PATH, text))
    assert str(error.value).startswith(f"d.toml, line {line}:")
    assert words in str(error.value)


def test_a_file_without_a_name_is_called_after_its_path() -> None:
    """The name on the command line is that of the file unless it gives one."""
    assert file.parse(PARTY, Path("Sarn_Valley.toml")).name == "sarn-valley"
    assert file.parse(TOML, PATH).name == "sarn-valley"


def test_a_new_file_is_a_working_dossier(tmp_path: Path) -> None:
    """What ``according dossier new`` writes can be loaded as it is."""
    path = shelf.new("talks", tmp_path)
    assert path == tmp_path / "talks.toml"
    assert file.load(path).name == "talks"


def test_new_overwrites_nothing(tmp_path: Path) -> None:
    """A second file of one name is refused, and the first stays as it was."""
    path = shelf.new("talks", tmp_path)
    path.write_text(TOML)
    with pytest.raises(DossierError, match="is there already"):
        shelf.new("talks", tmp_path)
    assert path.read_text() == TOML


@pytest.mark.parametrize("name", ["Sarn Valley", "../x y", ""])
def test_a_new_dossier_needs_a_name_that_can_be_typed(name: str, tmp_path: Path) -> None:
    """Small letters, digits and hyphens."""
    with pytest.raises(DossierError, match="small letters"):
        shelf.new(name, tmp_path)


def test_a_dossier_is_found_by_path_by_name_and_by_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A path as given, a folder that holds dossier.toml, or a name on the shelf."""
    monkeypatch.setenv("ACCORDING_DOSSIERS", str(tmp_path / "shelf"))
    kept = shelf.new("talks")
    folder = tmp_path / "example"
    folder.mkdir()
    (folder / "dossier.toml").write_text(TOML)
    assert shelf.find("talks") == kept
    assert shelf.find(kept) == kept
    assert shelf.find(folder) == folder / "dossier.toml"
    with pytest.raises(DossierError, match=r"There are: talks\. Begin one"):
        shelf.find("tlaks")
