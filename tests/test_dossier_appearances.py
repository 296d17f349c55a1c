"""Where each actor of a dossier appears."""

from pathlib import Path

import homes
from according.dossier.appearances import Appearances
from talks import happens, opened, report, says


def test_spellings_of_one_actor_are_counted_together(
    fresh_sqlite: homes.Fresh, tmp_path: Path
) -> None:
    """A surname and a whole name are one; who passes something on is counted as citing it."""
    readings = (
        report(
            "Harrow Wire",
            "2026-03-03",
            says("It holds, Tomas Rehl said.", "Tomas Rehl"),
            happens("Rehl met Dravenko.", "met", "CONSULT", actor=["Rehl"], recipient=["Dravenko"]),
        ),
    )
    with opened(fresh_sqlite(tmp_path), *readings) as dossier:
        found = Appearances(dossier.material)
    assert found.items("tomas-rehl", "speaker") == ["r1.s1"]
    assert found.items("tomas-rehl", "actor") == ["r1.e1"]
    assert found.items("ilsa-dravenko", "recipient") == ["r1.e1"]
    assert found.on_behalf("oradan") == ["r1.s1"]
    assert found.cited_by("tomas-rehl") == [("Harrow Wire", 1)]
    seen = found.seen[0]
    assert (seen.key, seen.count, dict(seen.names)) == (
        "tomas-rehl", 2, {"Tomas Rehl": 1, "Rehl": 1},
    )  # fmt: skip
    assert "nobody" not in found
