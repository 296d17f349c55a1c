"""The commands over a dossier: standing, sections, briefs, new ones, questions within one."""

import json
from pathlib import Path
from typing import Any

import feedparser  # type: ignore[import-untyped]
import pytest

import fake_reader
import homes
from according import Ledger, Reading, Report
from according.cli.app import main
from according.cli.dossier import Section
from according.dossier import shelf
from talks import TOML, Piece, counts, filled, met, report, says, stands

REHL, DRAVENKO = "Tomas Rehl", "Ilsa Dravenko"
BOTH: dict[str, Any] = {"actor": [REHL], "recipient": [DRAVENKO], "date": "2026-03-03"}
TWELVE = counts("The hospital counts 12 dead.", "12", 12, place="Lower Sarn", by="the hospital")
FORTY = counts("The ministry counts 40 dead.", "40", 40, place="Lower Sarn", by="the ministry")
EVIL = "“\x1b[31mred\u202e <script>alert(1)</script> [x](https://evil.example)”"
READINGS = [
    report("Harrow Wire", "2026-03-04", met("Rehl met Dravenko, a diplomat said.", **BOTH, by="a diplomat", kind="unnamed"),
           FORTY, url="https://harrow.example/1", title="Rumour of a meeting"),
    report("Estuary Chronicle", "2026-03-06", met("Rehl met Dravenko for three hours.", **BOTH, by=REHL), TWELVE,
           stands("Rehl backs the truce.", "the truce", "for", REHL, by=REHL),
           says(f"Rehl said {EVIL} at length.", REHL),
           url="https://estuary.example/2", title=f"They met {EVIL}"),
    report("Port Isel Times", "2026-04-09", Piece("Nobody in Port Isel speaks of talks in April."),
           stands("Dravenko rejects the truce.", "the truce", "against", DRAVENKO, by=DRAVENKO),
           says("Ana Kell waits.", "Ana Kell"),
           url="https://isel.example/3", title="No truce"),
]  # fmt: skip
HARVEST = "The harvest was good this year, said a farmer."
ELSEWHERE = Reading(
    report=Report(text=HARVEST, publisher="Harrow Wire", published="2026-03-05"),
    statements=[fake_reader.said(HARVEST)], reader="by hand",
)  # fmt: skip


class Desk:
    """A ledger, a dossier file, and what the command prints over them."""

    def __init__(self, ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.ledger, self._capsys = ledger, capsys

    def __call__(self, *arguments: str, status: int = 0) -> str:
        """Run a command over the ledger; give what it prints."""
        assert main([*arguments, "--ledger", self.ledger]) == status
        return self._capsys.readouterr().out


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACCORDING_DOSSIERS", str(tmp_path / "dossiers"))
    monkeypatch.setenv("ACCORDING_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def desk(tmp_path: Path, fresh_sqlite: homes.Fresh, capsys: pytest.CaptureFixture[str]) -> Desk:
    """A ledger with three reports on the valley and one on something else."""
    path = fresh_sqlite(tmp_path)
    shelf.home().mkdir()
    (shelf.home() / "sarn-valley.toml").write_text(TOML, encoding="utf-8")
    with Ledger.open(path) as ledger:
        filled(ledger, READINGS)
        ledger.add(ELSEWHERE)
    return Desk(path, capsys)


def test_the_standing_is_on_one_screen(desk: Desk) -> None:
    """Parties, state with its evidence, contacts, positions and figures are all there."""
    page = desk("dossier", "sarn-valley")
    for words in ("The Sarn Valley talks", "3 reports by 3 publishers", "Oradan · Veshtia", "Kelmara",
                  "Oradan – Veshtia   talks", "Tomas Rehl", "truce", "against", "≠", "12", "40", "r2"):  # fmt: skip
        assert words in page
    assert max(map(len, page.splitlines())) <= 100
    assert not any(line != line.rstrip() for line in page.splitlines())


@pytest.mark.parametrize(("columns", "beside"), [(100, False), (200, True)])
def test_a_wide_terminal_shows_two_parts_beside_each_other(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    columns: int,
    beside: bool,  # noqa: FBT001
) -> None:
    """Where there is room, the talks and the positions begin on the same line."""
    monkeypatch.setenv("FORCE_COLOR", "1")  # which stands for a terminal
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = desk("dossier", "sarn-valley").splitlines()
    (line,) = [line for line in lines if "STATE OF THE TALKS" in line]
    assert ("POSITIONS" in line) == beside
    assert any("POSITIONS" in line for line in lines)


SECTIONS: list[tuple[Section, str]] = [
    ("state", "Oradan – Veshtia   now talks"),
    ("contacts", "confirmed by Tomas Rehl"),
    ("people", "Ana Kell"),
    ("positions", "Oradan on truce"),
    ("figures", "people killed in Lower Sarn"),
    ("contradictions", "figure"),
    ("timeline", "Oradan and Veshtia: talks"),
    ("stories", "No truce"),
    ("claims", "CLAIMS"),
    ("origins", "ORIGINS"),
]


def test_each_section_shows_its_part(desk: Desk) -> None:
    """Every section prints its own answers, and as JSON an array of them."""
    for section, words in SECTIONS:
        assert words in desk("dossier", "sarn-valley", "--section", section), section
        answers = json.loads(
            desk("dossier", "sarn-valley", "--section", section, "--format", "json")
        )
        assert isinstance(answers, list)
        assert answers or section == "origins", section


def test_json_carries_the_evidence(desk: Desk) -> None:
    """Each state in JSON names its items, reports and the number of its origins."""
    standing = json.loads(desk("dossier", "sarn-valley", "--format", "json"))
    current = standing["talks"][0]["current"]
    assert (current["state"], current["origins"]) == ("talks", 2)
    assert {evidence["item"] for evidence in current["evidence"]} == {"r1.e1", "r2.e1"}
    assert standing["title"] == "The Sarn Valley talks"


def test_as_of_shows_what_was_known(desk: Desk) -> None:
    """On the day of the rumour the state had not moved; nothing of later reports is there."""
    page = desk("dossier", "sarn-valley", "--as-of", "2026-03-05")
    assert "as known on 5 March 2026" in page
    assert "Oradan – Veshtia   none" in page
    assert "unconfirmed" in page
    assert "Rehl" not in page
    assert "r2" not in page


def test_what_a_dossier_lacks_is_told(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """Before the first report the standing is empty, and standard error says how to fill it."""
    assert main(["dossier", "sarn-valley", "--as-of", "2026-02-02", "--ledger", desk.ledger]) == 0
    out, err = capsys.readouterr()
    assert "0 reports" in out
    assert "No report in the ledger belongs to sarn-valley until 2026-02-02" in err


@pytest.mark.parametrize("section", [None, *(name for name, _ in SECTIONS)])
def test_words_of_reports_do_no_harm_on_a_terminal(desk: Desk, section: str | None) -> None:
    """Control characters of reports do not reach the terminal."""
    page = desk("dossier", "sarn-valley", *(["--section", section] if section else []))
    assert not {"\x1b", "\u202e"} & set(page)


def test_a_brief_is_written_in_each_format(desk: Desk, tmp_path: Path) -> None:
    """The suffix picks the format; all have the change, its report, and no markup of strangers."""
    pages = {}
    for name in ("b.md", "b.html", "b.atom"):
        desk("brief", "sarn-valley", "--since", "2026-03-05", "--out", str(tmp_path / name))
        pages[name] = (tmp_path / name).read_text("utf-8")
    for page in pages.values():
        assert "Oradan and Veshtia: talks" in page
        assert "https://estuary.example/2" in page
        assert not {"\x1b", "\u202e"} & set(page)
        assert "https://harrow.example/9" not in page
    assert "<script" not in pages["b.html"]
    assert not feedparser.parse(pages["b.atom"]).bozo
    assert not list(tmp_path.glob(".b.*"))
    assert desk("brief", "sarn-valley", "--since", "2026-03-05") == pages["b.md"]


def test_until_ends_a_brief(desk: Desk) -> None:
    """What came after the last day is not told."""
    page = desk("brief", "sarn-valley", "--since", "2026-03-01", "--until", "2026-03-31")
    assert "1 – 31 March 2026: 2 reports by 2 publishers." in page
    assert "Veshtia on “truce”" not in page
    assert "Veshtia on “truce”" in desk("brief", "sarn-valley", "--since", "2026-03-01")


def test_a_question_may_be_asked_within_a_dossier(desk: Desk) -> None:
    """Answers come from its reports alone, together with the other filters."""
    ask = ("ask", "--format", "jsonl", "--items", "statement", "--limit", "0")
    everything = desk(*ask).splitlines()
    within = desk(*ask, "--dossier", "sarn-valley").splitlines()
    assert {json.loads(line)["source"]["report"] for line in within} == {1, 2, 3}
    assert len(everything) == len(within) + 1
    one = desk(*ask, "--dossier", "sarn-valley", "--report", "2", "--report", "4").splitlines()
    assert {json.loads(line)["source"]["report"] for line in one} == {2}
    desk(*ask, "--dossier", "sarn-valley", "--report", "4", status=2)


def test_a_dossier_is_begun_and_found(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A new one is a commented file on the shelf; it is listed, opens, and is not overwritten."""
    assert main(["dossier", "new", "harbour-talks"]) == 0
    path = Path(capsys.readouterr().out.strip())
    assert path == tmp_path / "dossiers" / "harbour-talks.toml"
    assert "harbour-talks" in path.read_text("utf-8")
    assert main(["dossier", "list"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["harbour-talks", "sarn-valley"]  # fmt: skip
    desk("dossier", "harbour-talks")
    assert main(["dossier", "new", "harbour-talks"]) == 2
    assert "is there already" in capsys.readouterr().err


def test_a_list_says_which_cannot_be_followed(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """A broken file is listed with what is wrong, and the status says so."""
    (shelf.home() / "broken.toml").write_text("[[party]]\nname = 3\n", encoding="utf-8")
    assert main(["dossier", "list"]) == 1
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("broken")
    assert "line 2" in first
    assert "The Sarn Valley talks" in second


# fmt: off
MISUSES = [
    # arguments                                                    message                        why this row exists
    (["dossier", "nowhere"],                                       "There is no dossier",         "an unknown name"),
    (["dossier", "new", "list"],                                   "is a command",                "a name that is a command"),
    (["dossier", "new", "Two Words"],                              "small letters",               "a name that is two words"),
    (["dossier", "sarn-valley", "--section", "rumours"],           "rumours",                     "an unknown section"),
    (["dossier", "sarn-valley", "--as-of", "yesterday"],           "is no day",                   "a day that is none"),
    (["dossier", "sarn-valley", "--as", "2026-03-03"],             "--as",                        "an unknown option"),
    (["dossier"],                                                  "NAME",                        "no name"),
    (["brief", "sarn-valley"],                                     "--since",                     "a brief of no span"),
    (["brief", "sarn-valley", "--since", "soon"],                  "is no time",                  "a time that is none"),
    (["brief", "sarn-valley", "--since", "7d", "--out", "no/b.md"], "cannot be written",          "a folder that is not there"),
    (["ask", "--dossier", "nowhere"],                              "There is no dossier",         "a question within an unknown one"),
    (["ask", "--sql", "select 1", "--dossier", "sarn-valley"],     "--sql is the whole question", "SQL within one"),
]
# fmt: on


@pytest.mark.parametrize(
    ("arguments", "message"), [pytest.param(*row, id=why) for *row, why in MISUSES]
)
def test_misuse_is_told(
    desk: Desk, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    """A command that cannot be followed ends with status 2 and says what to do instead."""
    ledger = [] if arguments[:2] == ["dossier", "new"] else ["--ledger", desk.ledger]
    assert main([*arguments, *ledger]) == 2
    out, err = capsys.readouterr()
    assert message in err
    assert not out


def test_a_ledger_that_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A dossier does not make a ledger."""
    assert main(["dossier", "sarn-valley", "--ledger", str(tmp_path / "none.db")]) == 2
    assert "none.db" in capsys.readouterr().err
    assert not (tmp_path / "none.db").exists()
