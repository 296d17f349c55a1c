"""How the parts of a dossier stand on a terminal of 80 columns."""

import io

import pytest
from rich.console import RenderableType

from according.dossier.evidence import Evidence
from according.dossier.positions import Cell, Stand
from according.dossier.series import Count, Line, Point, Scope, Series
from according.exports.dossiers import figures, positions
from according.exports.dossiers.page import console_for, show
from according.records import Stance

PARTIES = ["oradan", "veshtia", "upper-sarn-valley-front", "movement-for-the-river"]
ISSUES = ["reopening of the northern road", "withdrawal of guns", "truce"]
MINISTRY = "Ministry of Health of the Republic of Veshtia"


def printed(block: RenderableType, columns: int = 80) -> list[str]:
    """The lines that a block has on a terminal of that width."""
    out = io.StringIO()
    console = console_for(out)
    console.width = columns
    show([block], out, console)
    return out.getvalue().splitlines()


def titled(key: str) -> str:
    """A party's name."""
    return key.replace("-", " ").title()


def evidence(report: int, by: str) -> Evidence:
    """A telling by somebody with a name."""
    return Evidence(
        item=f"r{report}.p1",
        report=report,
        when="2026-03-03",
        voice="named",
        origin=by,
        chain=(by,),
    )


def cell(party: str, issue: str, stance: Stance, before: Stance | None) -> Cell:
    """A stance by a party's own word where it has changed, else by others'."""
    stand = Stand(
        holder=party, stance=stance, own=before is not None, changed=before is not None,
        before=before, since="2026-03-03", words=issue, evidence=(evidence(1, party),),
    )  # fmt: skip
    return Cell(party=party, issue=issue, stands=(stand,))


def counted(*told: tuple[str, float]) -> Series:
    """Who says how many were killed, each of another number of the same."""
    scope = Scope("killed", "people", "lower sarn")
    lines = []
    for number, (by, value) in enumerate(told, 1):
        count = Count(scope, value, f"{value:.0f}", evidence(number, by))
        lines.append(Line(by, by, (Point(value, "2026-03-03", (count,)),)))
    return Series(scope=scope, since="2026-03-03", until="2026-03-03", lines=tuple(lines))


@pytest.mark.parametrize("columns", [80, 100, 200])
def test_no_word_of_the_table_of_positions_is_cut(columns: int) -> None:
    """Four parties, long stances and long issues: lines are wrapped between words."""
    cells = [cell(party, issue, "conditional", None) for party in PARTIES for issue in ISSUES[:2]]
    cells += [cell(party, ISSUES[2], "conditional", "against") for party in PARTIES]
    lines = printed(positions.table(cells, titled), columns)
    words = " ".join(lines).split()
    assert max(map(len, lines)) <= columns
    assert words.count("(conditional)") == 8
    assert words.count("conditional") == words.count("against") == 4
    assert set(" ".join([*ISSUES, *map(titled, PARTIES)]).split()) <= set(words)
    assert not any("…" in word for word in words)


def test_on_a_very_narrow_terminal_letters_go_on_below() -> None:
    """Where a word has no room at all it is broken, and still no letter is lost."""
    lines = printed(
        positions.table([cell(p, ISSUES[2], "conditional", None) for p in PARTIES], titled), 40
    )
    assert max(map(len, lines)) <= 40
    assert not any("…" in line for line in lines)


def test_sources_of_figures_have_room() -> None:
    """A ministry's long name takes two lines at most; its number stands where others' do."""
    series = counted(("the hospital", 9.0), (MINISTRY, 26.0))
    lines = printed(figures.listed([series], titled))
    assert lines[0] == "people killed in Lower Sarn"
    assert len(lines) <= 4
    assert MINISTRY in " ".join(" ".join(line.split()) for line in lines[2:]).replace(
        " 3 Mar r2", ""
    )
    assert lines[1].index("the hospital") == lines[2].index("Ministry")


def test_numbers_left_out_are_told() -> None:
    """At a glance three numbers are shown, and how many more there are."""
    series = counted(*((f"hospital {number}", float(number)) for number in range(1, 6)))
    assert "and 2 more" in printed(figures.listed([series], titled))[-1]
    assert len(printed(figures.listed([series], titled, most=None))) == 6
