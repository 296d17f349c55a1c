"""According export: what the ledger holds, or what answers a question, in one file."""

import csv
import json
from pathlib import Path

import msgspec
import pytest

from according.cli.app import main
from according.exports.selection import narrowed, selected
from according.ledger import Ledger, Question
from according.records import Reading, Report, Statement
from test_exports import READING


def reading(number: int, published: str | None, **more: str) -> Reading:
    """Make the example on another day; its text tells it from the others."""
    text = f"{READING.report.text} {' '.join(f'{number}-{n}' for n in range(60))}"
    report = Report(text=text, publisher="Chronicle", published=published, **more)
    return msgspec.structs.replace(READING, report=report)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Keep four readings: of three days, and of an unknown one."""
    path = tmp_path / "l.db"
    with Ledger.open(path) as opened:
        for number, day in enumerate(["2026-03-01", "2026-03-05T23:00:00Z", "2026-04-01", None]):
            opened.add(reading(number, day, **({"id": "mine"} if number == 2 else {})))
    return path


def ids(kept: Path, question: Question) -> list[str | None]:
    """Select with a question; give the ids of the reports."""
    with Ledger.open(kept, write=False) as opened:
        return [each.report.id for each in selected(opened, question)]


# fmt: off
DAYS = [
    # since        until          reports                     why
    (None,         None,          ["r1", "r2", "mine", "r4"], "all, also without a day"),
    ("2026-03-05", None,          ["r2", "mine"],             "from a day on"),
    (None,         "2026-03",     ["r1", "r2"],               "to the end of a month"),
    ("2026-03-02", "2026-03-31",  ["r2"],                     "between"),
    ("2027",       None,          [],                         "none"),
]
# fmt: on


@pytest.mark.parametrize(
    ("since", "until", "expected"), [pytest.param(*row, id=why) for *row, why in DAYS]
)
def test_days(since: str | None, until: str | None, expected: list[str], kept: Path) -> None:
    """Days alone choose whole reports, by the day of publication; each has a name of its own."""
    assert ids(kept, Question(since=since, until=until, limit=None)) == expected


def test_whole_readings_are_whole(kept: Path) -> None:
    """Without a filter a reading goes out as it came in."""
    with Ledger.open(kept, write=False) as opened:
        found = [
            each for each in selected(opened, Question(limit=None)) if each.report.id == "mine"
        ]
    assert found == [reading(2, "2026-04-01", id="mine")]


def test_a_question_leaves_what_answers_it(kept: Path) -> None:
    """An event is exported with the statements in which it stands, and with nothing else."""
    with Ledger.open(kept, write=False) as opened:
        found = list(selected(opened, Question(type="CONSULT", since="2026-03-05", limit=None)))
    assert [each.report.id for each in found] == ["r2", "mine"]
    for each in found:
        assert [said.id for said in each.statements] == ["s1", "s2"]
        assert each.events == READING.events
        assert (each.figures, each.positions) == ([], [])


def test_rejected_items_stay_out(kept: Path) -> None:
    """What an analyst has rejected or corrected is exported as the analyst has it."""
    with Ledger.open(kept) as opened:
        opened.correct("r1.s3", "reject", by="ana")
        opened.correct("r2.e1", by="ana", status="actual")
        found = list(selected(opened, Question(limit=None)))
    first, second = (each for each in found if each.report.id in {"r1", "r2"})
    assert "s3" not in [said.id for said in first.statements]
    assert second.events[0].status == "actual"


def test_rings_of_statements_end() -> None:
    """A ring of nested statements, which a file may hold, does not go on for ever."""
    one, two = READING.statements[:2]
    ring: list[Statement] = [
        msgspec.structs.replace(one, id="s1", via="s2"),
        msgspec.structs.replace(two, id="s2", via="s1"),
    ]
    looped = msgspec.structs.replace(READING, statements=ring)
    assert [each.id for each in narrowed(looped, [ring[0]]).statements] == ["s1", "s2"]


def test_the_command(kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It writes what ask would answer, says how much, and touches no file that is there."""
    to = tmp_path / "denials.csv"
    arguments = ["export", "--act", "deny", "--to", str(to), "--ledger", str(kept)]
    assert main(arguments) == 0
    assert capsys.readouterr().out == f"4 readings written to {to}\n"
    with to.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["who"] for row in rows} == {"Tomas Rehl"}
    assert [row["report"] for row in rows] == ["r1", "r2", "mine", "r4"]
    assert main(arguments) == 2
    assert "--force" in capsys.readouterr().err
    assert main([*arguments, "--force", "--limit", "1"]) == 0
    assert capsys.readouterr().out == f"1 reading written to {to}\n"


# fmt: off
MISUSES = [
    # arguments                              message               why
    (["--to", "{}/x.xml"],                   "names no format",    "an unknown suffix"),
    (["--to", "{}/x.csv", "--type", "TALK"], "TALK",               "an unknown type"),
    (["--to", "{}/x.csv", "--since", "soon"], "soon",              "no day"),
    (["--to", "{}/x.csv", "--ledger", "{}/none.db"], "no ledger",  "no ledger"),
    ([],                                     "--to",               "no file"),
]
# fmt: on


@pytest.mark.parametrize(
    ("arguments", "message"), [pytest.param(*row, id=why) for *row, why in MISUSES]
)
def test_misuse(
    arguments: list[str], message: str, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What cannot be followed is refused, and no file is left."""
    given = [each.format(kept.parent) for each in arguments]
    where = [] if "--ledger" in given else ["--ledger", str(kept)]
    assert main(["export", *given, *where]) == 2
    assert message in capsys.readouterr().err
    assert not list(kept.parent.glob("x*"))


def test_words_search(kept: Path, tmp_path: Path) -> None:
    """Words narrow an export as they narrow an answer."""
    to = tmp_path / "x.json"
    assert main(["export", "killed", "--to", str(to), "--ledger", str(kept)]) == 0
    (first, *_) = json.loads(to.read_text("utf-8"))
    assert [said["id"] for said in first["statements"]] == ["s4"]
