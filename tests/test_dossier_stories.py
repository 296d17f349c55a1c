"""Reports of one happening are one story; two that look alike are two."""

from pathlib import Path

import pytest
from msgspec.structs import replace

import homes
from according.dossier import Dossier
from according.records import Reading
from talks import Piece, filled, happens, met, opened, report

REHL, DRAVENKO = "Tomas Rehl", "Ilsa Dravenko"


@pytest.fixture
def path(tmp_path: Path, fresh_sqlite: homes.Fresh) -> str:
    """Where an empty ledger is."""
    return fresh_sqlite(tmp_path)


def talks(number: int, outlet: str, day: str, words: str) -> Reading:
    """A report of a meeting."""
    sentence = f"{words} Rehl and Dravenko met in the town hall of Lower Sarn."
    piece = met(sentence, actor=[REHL], recipient=[DRAVENKO], date=day[:10])
    url = f"https://news.example/{number}"
    return report(outlet, day, piece, title=f"Rehl, Dravenko meet ({number})", url=url)


def flood(number: int, day: str) -> Reading:
    """A report of something else."""
    piece = happens("The dam broke and water stood in every cellar of the valley.", "broke", "AID")
    more = [
        Piece("Farmers drove their cattle uphill before dawn, and boats took children off roofs."),
        Piece("Engineers had warned for years of cracks in that concrete wall above the weir."),
    ]
    url = f"https://news.example/{number}"
    return report("Moor Times", day, piece, *more, title="Dam breaks after rain", url=url)


REPORTS = [
    talks(1, "Harrow Wire", "2026-03-03T08:00:00Z", "It rained in the valley that noon."),
    flood(2, "2026-03-03T09:00:00Z"),
    talks(3, "Moor Times", "2026-03-04T08:00:00Z", "Nobody had expected it this spring."),
    talks(4, "Harrow Wire", "2026-03-20T08:00:00Z", "It rained in the valley that noon."),
]


def grouped(dossier: Dossier) -> list[tuple[int, ...]]:
    """The reports of each story, in order."""
    return sorted(story.reports for story in dossier.stories)


def test_happenings_are_told_apart(path: str) -> None:
    """One happening in two outlets is one story; a like one weeks later, or another, is not."""
    with opened(path, REPORTS[0], REPORTS[1], REPORTS[2]) as dossier:
        assert grouped(dossier) == [(1, 3), (2,)]
        story = next(story for story in dossier.stories if 1 in story.reports)
        assert story.title == "Rehl, Dravenko meet (1)"
        assert (story.since[:10], story.until[:10]) == ("2026-03-03", "2026-03-04")


def test_how_much_was_read_in_a_report_does_not_matter(path: str) -> None:
    """A report is put by its own words, be there nothing that was read in them."""
    unread = [replace(each, events=[]) for each in REPORTS[:3]]
    with opened(path, *unread) as dossier:
        assert grouped(dossier) == [(1, 3), (2,)]


def test_alike_but_later(path: str) -> None:
    """Two meetings of the same two in the same town, weeks apart, stay two."""
    later = talks(4, "Moor Times", "2026-03-20T08:00:00Z", "Nobody had foreseen a second one.")
    with opened(path, REPORTS[0], later) as dossier:
        assert grouped(dossier) == [(1,), (2,)]


def test_copies_belong_together(path: str) -> None:
    """A copy is of the story of its original, whenever it is printed."""
    text = "Rehl and Dravenko met in the town hall of Lower Sarn for six hours without a break. "
    text += "They spoke of the dam, of the prisoners and of the bridge that nobody has mended. "
    text += "Neither of them would say afterwards whether there would be a second such evening."
    piece = met(text, actor=[REHL], recipient=[DRAVENKO])
    one = report("Harrow Wire", "2026-03-03", piece, url="https://news.example/1")
    other = report("Moor Times", "2026-03-19", piece, url="https://news.example/2")
    with opened(path, one, other) as dossier:
        assert grouped(dossier) == [(1, 2)]


def test_reports_one_by_one_or_together(path: str, tmp_path: Path) -> None:
    """Taking in reports as they come gives what opening a dossier over all of them gives."""
    with opened(path, keep=False) as dossier:
        for number, reading in enumerate(REPORTS):
            dossier.ledger.add(reading, origin=str(number))
            dossier.update()
            assert len(dossier.stories)
        with Dossier.open(dossier.ledger, tmp_path / "sarn-valley.toml", keep=False) as other:
            assert grouped(other) == grouped(dossier)


def test_who_else_mentions_it(path: str) -> None:
    """A report of another story that repeats an event of this one mentions it."""
    with opened(path) as dossier:
        filled(dossier.ledger, REPORTS)
        dossier.update()
        for story in dossier.stories:
            assert set(story.mentions).isdisjoint(story.reports)


VALLEY = "sarn-valley"  # what the dossier calls itself


def test_a_report_is_taken_out_of_its_story(path: str) -> None:
    """It is a story of its own in an open dossier, in one opened anew, and no more when undone."""
    with opened(path, *REPORTS[:3]) as dossier:
        assert grouped(dossier) == [(1, 3), (2,)]
        ruling = dossier.ledger.rule("split", 1, by="ana", dossier=VALLEY)
        assert dossier.update().ruled
        assert grouped(dossier) == [(1,), (2,), (3,)]
        assert dossier.stories.of(3) == "r3"
        assert dossier.stories.story("r1").rulings == (ruling.number,)
        dossier._parts.clear()
        assert grouped(dossier) == [(1,), (2,), (3,)]
        dossier.ledger.undo_ruling(ruling.number)
        dossier.update()
        assert grouped(dossier) == [(1, 3), (2,)]
        assert dossier.stories.story("r1").rulings == ()


def test_stories_are_put_together(path: str) -> None:
    """All reports of both are of one story, and reports to come find it; a later split holds."""
    later = talks(4, "Harrow Wire", "2026-03-20T08:00:00Z", "Nobody had foreseen a second one.")
    with opened(path, *REPORTS[:3], later) as dossier:
        assert grouped(dossier) == [(1, 3), (2,), (4,)]
        dossier.ledger.rule("join", 4, 3, by="ana", dossier=VALLEY)
        dossier.update()
        assert grouped(dossier) == [(1, 3, 4), (2,)]
        words = "Few in the two capitals had foreseen that the two of them would sit down again."
        again = talks(5, "Moor Times", "2026-03-21T08:00:00Z", words)
        dossier.ledger.add(again)
        dossier.update()
        assert grouped(dossier) == [(1, 3, 4, 5), (2,)]
        dossier.ledger.rule("split", 3, by="ben", dossier=VALLEY)
        dossier.update()
        assert grouped(dossier) == [(1, 4, 5), (2,), (3,)]


def test_what_comes_later_follows_the_report_it_is_like(path: str) -> None:
    """Not those that stood beside it when it was taken out: they were looked at."""
    with opened(path, REPORTS[0], REPORTS[2]) as dossier:
        dossier.ledger.rule("split", 2, by="ana", dossier=VALLEY)
        like = talks(5, "Sarn Post", "2026-03-04T09:00:00Z", "Nobody had expected it this spring.")
        dossier.ledger.add(like)
        dossier.update()
        assert grouped(dossier) == [(1,), (2, 3)]


def test_rulings_elsewhere_and_on_what_is_not_here_change_nothing(path: str) -> None:
    """Stories of another dossier, and reports that do not belong to this one."""
    other = report("Moor Times", "2026-01-04", happens("It rained.", "rained", "AID"))
    with opened(path, REPORTS[0], REPORTS[2], other) as dossier:
        dossier.ledger.rule("split", 1, by="ana", dossier="isel")
        dossier.ledger.rule("join", 1, 3, by="ana", dossier=VALLEY)
        dossier.ledger.rule("split", 3, by="ana", dossier=VALLEY)
        dossier.update()
        assert grouped(dossier) == [(1, 2)]
