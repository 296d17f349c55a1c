"""``according ruling``: actors and stories put right from the command line."""

from pathlib import Path

import pytest

import sarn
from according import Ledger
from according.cli.app import main
from according.dossier import shelf
from talks import TOML

Printed = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Make a ledger with one report and a shelf with one dossier, and make them the user's own."""
    path = str(tmp_path / "ledger.db")
    with Ledger.open(path) as opened:
        opened.add(sarn.reading(url="https://chronicle.example/a"))
    monkeypatch.setenv("ACCORDING_LEDGER", path)
    monkeypatch.setenv("ACCORDING_DOSSIERS", str(tmp_path / "shelf"))
    shelf.home().mkdir()
    (shelf.home() / "sarn-valley.toml").write_text(TOML, encoding="utf-8")
    return path


def test_rulings_are_made_listed_and_undone(capsys: Printed) -> None:
    """Each is told in one line: its number, what it says, where it holds, by whom, why."""
    assert main(["ruling", "list"]) == 0
    assert capsys.readouterr().err == "No rulings.\n"
    main(["ruling", "merge", "Tomas Rehl", "T. Rehl", "--by", "ana", "--note", "one post"])
    main(["ruling", "split", "r1", "--dossier", "sarn-valley", "--by", "ben"])
    main(["ruling", "undo", "1"])
    capsys.readouterr()
    assert main(["ruling", "list", "--dossier", "sarn-valley"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith(
        "1 undone · Tomas Rehl = T. Rehl: are one actor · all dossiers · by ana"
    )
    assert first.endswith("“one post”")
    assert second.startswith("2 split · r1: a story of their own · sarn-valley · by ben")


# fmt: off
UNHEARD = [
    # names                        nowhere                why this row exists
    (["{heard}", "Nobody Known"],    ["Nobody Known"],      "one name that no report has"),
    (["Tomas Rel", "Nobody Known"],  ["Tomas Rel", "Nobody Known"], "both"),
    (["{heard}", "{other}"],         [],                    "reports have both, whatever the capitals"),
]
# fmt: on


@pytest.mark.parametrize("sort", ["merge", "part"])
@pytest.mark.parametrize(
    ("names", "nowhere"), [pytest.param(*row, id=why) for *row, why in UNHEARD]
)
def test_names_that_no_report_has_are_told(
    sort: str, names: list[str], nowhere: list[str], where: str, capsys: Printed
) -> None:
    """The ruling is kept all the same, for reports to come; a slip is seen at once."""
    heard, other = sorted({link for said in sarn.reading().statements for link in said.chain})[:2]
    given = [name.format(heard=heard.upper(), other=other) for name in names]
    assert main(["ruling", sort, *given]) == 0
    out, err = capsys.readouterr()
    assert out.startswith(f"1 {sort}")
    told = ", ".join(f"“{name}”" for name in nowhere)
    assert err.startswith(f"Nowhere in the ledger so far: {told}. ") if nowhere else not err
    assert ("according ruling undo 1" in err) == bool(nowhere)
    with Ledger.open(where, write=False) as opened:
        assert [ruling.names for ruling in opened.rulings()] == [tuple(given)]


# fmt: off
MISUSED = [
    # arguments                                     message            why this row exists
    (["merge", "Rehl"],                                "but one name",   "one name"),
    (["split", "first", "--dossier", "sarn-valley"],   "named like r12", "no report"),
    (["join", "r1", "r9", "--dossier", "sarn-valley"], "no report r9",   "not there"),
    (["part", "A", "B", "--dossier", "sarn-vally"],    "sarn-vally",     "no dossier"),
    (["undo", "7"],                                    "no ruling 7",    "no ruling"),
]
# fmt: on


@pytest.mark.parametrize(
    ("arguments", "message"), [pytest.param(*row, id=why) for *row, why in MISUSED]
)
def test_misuse_is_told(arguments: list[str], message: str, capsys: Printed) -> None:
    """With what to do instead, and the status of misuse."""
    assert main(["ruling", *arguments]) == 2
    assert message in capsys.readouterr().err
