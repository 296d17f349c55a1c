"""Where a negotiation stands, at a glance."""

from pathlib import Path
from typing import Any

import homes
from talks import counts, filled, met, opened, report, stands


def test_the_standing_shows_the_newest_of_every_part(
    tmp_path: Path, fresh_sqlite: homes.Fresh
) -> None:
    """What is new is told from the last report, not from a clock."""
    path = fresh_sqlite(tmp_path)
    both: dict[str, Any] = {
        "actor": ["Tomas Rehl"],
        "recipient": ["Ilsa Dravenko"],
        "by": "Tomas Rehl",
    }
    old = met("Rehl met Dravenko.", date="2026-03-01", **both)
    new = met("Rehl called Dravenko.", "called", date="2026-03-19", **both)
    against = stands(
        "Rehl opposes the truce.", "the truce", "against", "Tomas Rehl", by="Tomas Rehl"
    )
    for_ = stands("Rehl backs the truce.", "the truce", "for", "Tomas Rehl", by="Tomas Rehl")
    dead = counts("In Lower Sarn 12 died.", "12", 12)
    readings = [
        report("Harrow Wire", "2026-03-02", old, against, url="https://a.example/1"),
        report("Estuary Chronicle", "2026-03-20", new, for_, dead, url="https://b.example/2"),
    ]
    with opened(path, *readings) as dossier:
        found = dossier.standing(days=7)
        assert (found.first, found.last, found.new) == ("2026-03-02", "2026-03-20", "2026-03-13")
        assert (found.reports, found.publishers, found.copies) == (2, 2, 0)
        assert [course.current.state for course in found.talks] == ["talks"]
        assert [contact.sort for contact in found.contacts] == ["call"]
        assert [(c.party, stand.stance) for c, stand in found.changes] == [("oradan", "for")]
        assert [series.scope.place for series in found.figures] == ["lower sarn"]
        assert len(dossier.standing(days=60).contacts) == 2


def test_a_dossier_without_reports_stands_nowhere(
    tmp_path: Path, fresh_sqlite: homes.Fresh
) -> None:
    """An empty ledger gives an empty standing and no error."""
    with opened(fresh_sqlite(tmp_path)) as dossier:
        found = dossier.standing()
        assert (found.reports, found.last, found.talks, found.contacts) == (0, "", (), ())


def test_the_latest_contradictions_follow_the_reports(
    tmp_path: Path, fresh_sqlite: homes.Fresh
) -> None:
    """They are worked out once for the same reports, and anew when one comes."""
    where: dict[str, Any] = {"place": "Lower Sarn", "kind": "body"}
    forty = counts("The ministry counts 40 dead.", "40", 40, by="the ministry", **where)
    twelve = counts("The hospital counts 12 dead.", "12", 12, by="the hospital", **where)
    first = report("Harrow Wire", "2026-03-02", forty, url="https://a.example/1")
    second = report("Estuary Chronicle", "2026-03-03", twelve, url="https://b.example/2")
    with opened(fresh_sqlite(tmp_path), first) as dossier:
        assert dossier.standing().contradictions == ()
        filled(dossier.ledger, [second])
        dossier.update()
        (found,) = dossier.standing().contradictions
        assert {found.a.words, found.b.words} == {"40", "12"}
        assert dossier.standing().contradictions == (found,)


def test_the_latest_contradictions_follow_the_rulings(
    tmp_path: Path, fresh_sqlite: homes.Fresh
) -> None:
    """What one source says after what it said before is a revision: who is one, is ruled."""
    where: dict[str, Any] = {"place": "Lower Sarn", "kind": "body"}
    forty = counts("The clinic counts 40 dead.", "40", 40, by="the clinic", **where)
    twelve = counts("The hospital counts 12 dead.", "12", 12, by="the hospital", **where)
    first = report("Harrow Wire", "2026-03-02", forty, url="https://a.example/1")
    second = report("Estuary Chronicle", "2026-03-03", twelve, url="https://b.example/2")
    with opened(fresh_sqlite(tmp_path), first, second) as dossier:
        assert len(dossier.standing().contradictions) == 1
        dossier.ledger.rule("merge", "the clinic", "the hospital", by="ana")
        dossier.update()
        assert dossier.standing().contradictions == ()
