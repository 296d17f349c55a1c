"""Reports of one happening are one story; two that look alike are two."""

from pathlib import Path

import pytest

import homes
from according.dossier import Dossier
from according.records import Reading
from talks import filled, happens, met, opened, report

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
    url = f"https://news.example/{number}"
    return report("Moor Times", day, piece, title="Dam breaks after rain", url=url)


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
