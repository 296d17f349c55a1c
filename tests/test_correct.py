"""``according correct``: an analyst's word from the command line, and gold files out of it."""

import json
from pathlib import Path

import pytest

import sarn
from according import Ledger
from according.cli.app import main
from according.exports.gold import gold

Printed = pytest.CaptureFixture[str]


@pytest.fixture
def where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Make a ledger with one report, and make it the user's own."""
    path = str(tmp_path / "ledger.db")
    with Ledger.open(path) as opened:
        opened.add(sarn.reading(url="https://chronicle.example/a"))
    monkeypatch.setenv("ACCORDING_LEDGER", path)
    return path


def test_the_item_is_shown_as_corrected(where: str, capsys: Printed) -> None:
    """The command prints the item as it is now, what was read, and who says so."""
    options = ["--by", "ana", "--note", "the deputy spoke"]
    assert main(["correct", "r1.s1", "speaker=Piet Okamar", "kind=person", *options]) == 0
    out = capsys.readouterr().out
    assert "Estuary Chronicle ▸ Piet Okamar\n" in out
    assert "read as speaker: Tomas Rehl\n" in out
    assert "corrected by ana" in out
    assert "the deputy spoke" in out


def test_accept_reject_undo(where: str, capsys: Printed) -> None:
    """Each verdict is one option; undo takes the last one back."""
    main(["correct", "r1.e4", "--reject"])
    assert "rejected by" in capsys.readouterr().out
    main(["ask", "--type", "ASSAULT", "--format", "jsonl"])
    assert capsys.readouterr().out == ""
    main(["correct", "r1.e4", "--undo"])
    assert "undone" in capsys.readouterr().out
    main(["ask", "--type", "ASSAULT", "--format", "jsonl"])
    assert json.loads(capsys.readouterr().out)["verdict"] is None
    main(["correct", "r1.e4", "--accept"])
    assert "accepted by" in capsys.readouterr().out


def test_all_are_listed(where: str, capsys: Printed) -> None:
    """Without an address all corrections are listed, the orphaned ones as such."""
    main(["correct"])
    assert capsys.readouterr().err == "No corrections.\n"
    main(["correct", "r1.f2", "value=14", "--by", "ana"])
    main(["correct", "r1.s4", "via=s1", "--by", "ben"])
    with Ledger.open(where) as ledger:
        ledger.add(sarn.reading(url="https://chronicle.example/a", reader="2026.2"))
        (read,) = [s.reading for s in ledger.readings()]
        assert read.figures[1].value == 14
    capsys.readouterr()
    main(["correct"])
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("1 r1.f2 (r1 figure “At least 12”) correct · value=14 · by ana")
    assert "via=“a withdrawal from the Sarn valley had been discussed”" in second


def test_corrected_reports_become_gold_files(where: str, tmp_path: Path, capsys: Printed) -> None:
    """The export holds whole readings as corrected, under the names of the gold files."""
    main(["correct", "r1.f2", "value=14", "low="])
    main(["correct", "r1.e1", "--reject"])
    main(["correct", "--export", str(tmp_path / "gold")])
    assert "1 corrected report written" in capsys.readouterr().out
    (path,) = (tmp_path / "gold").iterdir()
    assert path.name == "r1.json"
    written = json.loads(path.read_text("utf8"))
    assert list(written) == ["report", "statements", "events", "figures", "positions"]
    assert written["report"]["id"] == "r1"
    assert written["report"]["text"] == sarn.TEXT
    assert [event["trigger"] for event in written["events"]] == ["release", "demanded", "killed"]
    assert written["figures"][1] == {
        "measure": "killed", "value": 14, "text": "At least 12", "who": "people",
        "place": "Lower Sarn", "since": None, "statement": None,
    }  # fmt: skip


def test_a_gold_file_looks_like_those_we_have() -> None:
    """Keys and their order are those of the reports in evaluation/gold."""
    example = json.loads((Path("evaluation") / "gold" / "e01.json").read_text("utf8"))
    ours = gold(sarn.reading(), "r1")
    assert list(ours) == list(example)
    assert list(ours["report"]) == list(example["report"])
    for sort in ("statements", "events", "positions"):
        assert list(ours[sort][0]) == list(example[sort][0])
    assert list(ours["figures"][0]) == [
        key for key in example["figures"][1] if key not in {"low", "high", "cause"}
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["r1.s1"], "What about r1.s1?"),
        (["r1.s1", "speaker"], "no field=value"),
        (["r1.s1", "--accept", "--reject"], "cannot both be meant"),
        (["r1.s1", "speaker=X", "--reject"], "takes no fields"),
        (["--reject"], "--reject which item?"),
        (["r1.s1", "--export", "gold"], "--export takes no address"),
        (["r1.s77", "--accept"], "none at this address"),
        (["r1.s1", "kind=persn"], "Did you mean person?"),
        (["r1.s1", "--undo"], "no correction to undo"),
    ],
)
def test_misuse_is_refused(where: str, options: list[str], message: str, capsys: Printed) -> None:
    """What says nothing, or two things at once, ends with status 2 and changes nothing."""
    assert main(["correct", *options]) == 2
    assert message in capsys.readouterr().err
    with Ledger.open(where, write=False) as ledger:
        assert ledger.corrections() == []


def test_a_file_is_no_folder(where: str, tmp_path: Path, capsys: Printed) -> None:
    """Gold files go into a folder; a file in its place is not overwritten."""
    path = tmp_path / "gold"
    path.write_text("mine")
    assert main(["correct", "--export", str(path)]) == 2
    assert path.read_text() == "mine"
