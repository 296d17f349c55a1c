"""What a dossier holds of a ledger, and that it stays true as the ledger grows."""

import gc
import weakref
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import homes
from according import Ledger
from according.cast import Cast
from according.dossier import Dossier, Item
from according.dossier.material import Extract
from according.errors import DossierError
from according.records import Reading, Report
from talks import TOML, counts, filled, met, opened, report, says, stands

MET = met("Tomas Rehl met Ilsa Dravenko.", actor=["Tomas Rehl"], recipient=["Ilsa Dravenko"])
FIRST = report("Harrow Wire", "2026-03-03", MET, url="https://harrow.example/1")
SECOND = report("Estuary Chronicle", "2026-03-05", MET, url="https://estuary.example/2")


@pytest.fixture
def path(tmp_path: Path, fresh_sqlite: homes.Fresh, monkeypatch: pytest.MonkeyPatch) -> str:
    """Where an empty ledger is; caches stay in the test's own folder."""
    monkeypatch.setenv("ACCORDING_CACHE", str(tmp_path / "cache"))
    (tmp_path / "sarn-valley.toml").write_text(TOML, encoding="utf-8")
    return fresh_sqlite(tmp_path)


def test_every_item_leads_back_to_its_words(path: str) -> None:
    """An item knows its report, its address, its sentence, who is meant and who says so."""
    told = report(
        "Harrow Wire", "2026-03-03T09:00:00+02:00",
        met("Rehl met nobody, he said.", actor=["Tomas Rehl"], by="Tomas Rehl", act="deny"),
        counts("Three died.", "Three", 3),
        stands("Oradan opposes the truce.", "the truce", "against", "Oradan"),
    )  # fmt: skip
    with opened(path, told) as dossier:
        items = {item.key: item for item in dossier.material}
        assert list(items) == ["r1.s1", "r1.e1", "r1.f1", "r1.p1"]
        event = items["r1.e1"]
        assert event.text == "Rehl met nobody, he said."
        assert event.chain == ("Harrow Wire", "Tomas Rehl")
        assert [said.id for said in event.around] == ["s1"]
        assert [name.party for name in event.named("actor")] == ["oradan"]
        assert (event.filed.when, event.day) == ("2026-03-03T07:00:00", "2026-03-03")
        assert dossier.item("r1.f1") == items["r1.f1"]
        with pytest.raises(KeyError):
            dossier.item("r1.f9")


def test_what_does_not_belong_is_left_out(path: str) -> None:
    """A report that names too little of the dossier is none of its reports."""
    rain = Reading(report=Report(text="Rain is expected in Oradan."), reader="by hand")
    with opened(path, FIRST) as dossier:
        filled(dossier.ledger, [rain])
        assert not dossier.update().new
        assert len(dossier.material) == 1


def test_a_new_report_is_taken_in(path: str) -> None:
    """``update`` tells what came, and every part knows it."""
    with opened(path, FIRST) as dossier:
        assert [len(contact.tellings) for contact in dossier.contacts] == [1]
        filled(dossier.ledger, [SECOND])
        assert dossier.update().new == (2,)
        assert [len(contact.tellings) for contact in dossier.contacts] == [2]
        assert not any(dossier.update())


def test_corrections_apply(path: str) -> None:
    """What an analyst rejects is gone; what is corrected says so."""
    more = met("Amira Solen met Rehl.", actor=["Amira Solen"], recipient=["Tomas Rehl"])
    with opened(path, report("Harrow Wire", "2026-03-03", MET, more)) as dossier:
        dossier.ledger.correct("r1.e1", "reject", by="ana")
        dossier.ledger.correct("r1.e2", by="ana", status="planned")
        assert dossier.update().new == (1,)
        (left,) = [item for item in dossier.material if item.kind == "event"]
        assert (left.key, left.verdict) == ("r1.e2", "corrected")
        dossier.ledger.undo("r1.e1")
        dossier.update()
        assert [i.key for i in dossier.material if i.kind == "event"] == ["r1.e1", "r1.e2"]


# fmt: off
AS_OF = [
    # as of                     reports   why this row exists
    ("2026-03-02",              [],       "before the first"),
    ("2026-03-03",              [1],      "the day itself counts"),
    ("2026-03-05",              [1, 2],   "up to the second"),
    ("2026-03-03T06:00+00:00",  [],       "a time before that of the first report"),
    ("2026-03-03T09:00+02:00",  [1],      "its very moment, in another zone"),
]
# fmt: on


@pytest.mark.parametrize(("as_of", "reports"), [pytest.param(*row, id=why) for *row, why in AS_OF])
def test_as_of_shows_what_was_known(path: str, as_of: str, reports: list[int]) -> None:
    """Nothing published later has any part in it."""
    told = [report("Harrow Wire", f"2026-03-0{n}T07:00:00Z", MET, url=f"https://harrow.example/{n}")
            for n in (3, 5)]  # fmt: skip
    with opened(path, *told, as_of=as_of) as dossier:
        assert [filed.report for filed in dossier.material.reports] == reports
        assert sum(len(contact.tellings) for contact in dossier.contacts) == len(reports)


def test_a_wrong_as_of_is_refused(path: str) -> None:
    """A day that is none gets a message and no traceback."""
    with pytest.raises(DossierError, match="is no day"), opened(path, as_of="yesterday"):
        pass


def test_what_was_worked_out_is_kept(path: str, tmp_path: Path) -> None:
    """A second opening derives nothing anew, and gives the same."""
    derived: list[int] = []

    def derive(items: Sequence[Item]) -> list[str]:
        derived.append(len(items))
        return [item.key for item in items]

    extract = Extract("test.1", str, derive)
    with opened(path, FIRST):
        pass
    answers = []
    for _ in range(2):
        with Ledger.open(path) as ledger, Dossier.open(ledger, tmp_path / "sarn-valley.toml") as d:
            answers.append((d.material.facts(extract), list(d.material), d.standing()))
    assert answers[0] == answers[1]
    assert len(derived) == 1


def test_a_changed_file_begins_anew(path: str, tmp_path: Path) -> None:
    """What was kept for another dossier file is not used, and is thrown away."""
    with opened(path, FIRST):
        pass
    file = tmp_path / "sarn-valley.toml"
    with Ledger.open(path) as ledger:
        Dossier.open(ledger, file).close()
        file.write_text(TOML.replace("2026-02-01", "2026-04-01"), encoding="utf-8")
        with Dossier.open(ledger, file) as dossier:
            assert len(dossier.material) == 0
    assert len(list((tmp_path / "cache").glob("*.db"))) == 1


def test_a_damaged_cache_is_made_again(path: str, tmp_path: Path) -> None:
    """Nobody has to know that there is a cache."""
    with opened(path, FIRST):
        pass
    file = tmp_path / "sarn-valley.toml"
    with Ledger.open(path) as ledger:
        Dossier.open(ledger, file).close()
        (kept,) = (tmp_path / "cache").glob("*.db")
        kept.write_bytes(b"not a database, whatever it says" * 200)
        with Dossier.open(ledger, file) as dossier:
            assert len(dossier.material) == 1


def test_without_a_place_for_a_cache_it_works_in_memory(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cache that cannot be written is no reason to fail."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("ACCORDING_CACHE", str(tmp_path / "file" / "cache"))
    with opened(path, FIRST):
        pass
    with (
        Ledger.open(path) as ledger,
        Dossier.open(ledger, tmp_path / "sarn-valley.toml") as dossier,
    ):
        assert len(dossier.material) == 1


def test_a_ledger_that_may_only_be_read_will_do(path: str, tmp_path: Path) -> None:
    """A dossier writes nothing into the ledger."""
    with opened(path, FIRST):
        pass
    with Ledger.open(path, write=False) as ledger:
        where = tmp_path / "sarn-valley.toml"
        with Dossier.open(ledger, where, cast=Cast({})) as dossier:
            assert len(list(dossier.contacts)) == 1


def test_statements_know_their_speaker_by_the_role_the_report_gives(path: str) -> None:
    """Somebody whom only this report makes known speaks for the party that it names."""
    said = says("No shot was fired.", by="Oradani army spokesman Piet Okamar")
    with opened(path, report("Harrow Wire", "2026-03-03", said)) as dossier:
        (item,) = dossier.material
        assert [(n.party, n.own) for n in item.named("speaker")] == [("oradan", True)]


FORMER = report("Harrow Wire", "2026-03-03", met("Rehl met Dravenko.", actor=["Tomas Rehl"], recipient=["Ilsa Dravenko"]), url="https://a.example/1")  # fmt: skip  # noqa: E501
LATER = report("Harrow Wire", "2026-03-03", met("Rehl met nobody.", status="denied", actor=["Tomas Rehl"], recipient=["Ilsa Dravenko"]), url="https://a.example/1")  # fmt: skip  # noqa: E501


def told(dossier: Dossier) -> list[tuple[int, str, str]]:
    """The revision of each report, its event and its text."""
    return [
        (item.filed.revision, item.text, dossier.text(item.filed.report).splitlines()[-1])
        for item in dossier.material
        if item.kind == "event"
    ]


def test_a_report_is_shown_with_the_text_that_it_had(path: str, tmp_path: Path) -> None:
    """As of a day between two texts the former one; before and after nothing is lost."""
    file = tmp_path / "sarn-valley.toml"
    with opened(path) as dossier:
        dossier.ledger.add(FORMER, seen=datetime(2026, 3, 8, tzinfo=UTC))
        dossier.ledger.add(LATER, seen=datetime(2026, 3, 10, 12, tzinfo=UTC))
        dossier.update()
        then = [(1, "Rehl met Dravenko.", "Rehl met Dravenko.")]
        now = [(2, "Rehl met nobody.", "Rehl met nobody.")]
        shown = {"2026-03-02": [], "2026-03-05": then, "2026-03-09": then, "2026-03-10": now,
                 "2026-03-10T11:00Z": then, "2026-03-10T13:00Z": now}  # fmt: skip
        for as_of, expected in shown.items():
            with Dossier.open(dossier.ledger, file, as_of=as_of) as past:
                assert told(past) == expected
                assert not any(past.update())
                assert told(past) == expected
        with Dossier.open(dossier.ledger, file) as present:
            assert told(present) == now


def test_a_picture_of_a_former_day_stays_when_a_report_changes(path: str, tmp_path: Path) -> None:
    """What is changed later was not known then."""
    with opened(path) as dossier:
        dossier.ledger.add(FORMER, seen=datetime(2026, 3, 3, tzinfo=UTC))
        file = tmp_path / "sarn-valley.toml"
        with Dossier.open(dossier.ledger, file, as_of="2026-03-05") as past:
            before = told(past)
            dossier.ledger.add(LATER, seen=datetime(2026, 3, 10, tzinfo=UTC))
            past.update()
            assert told(past) == before == [(1, "Rehl met Dravenko.", "Rehl met Dravenko.")]
            assert [contact.standing for contact in past.contacts] == ["rumoured"]
        dossier.update()
        assert [revision for revision, _, _ in told(dossier)] == [2]


def test_what_another_process_has_filed_is_taken_in_too(path: str, tmp_path: Path) -> None:
    """Two that share a cache each see every report that comes, changes or is ruled on."""
    file = tmp_path / "sarn-valley.toml"
    with opened(path, FIRST) as made, Dossier.open(made.ledger, file) as one:
        filled(made.ledger, [SECOND])
        with Dossier.open(made.ledger, file) as other:
            assert len(other.material) == 2
            assert one.update().new == (2,)
            assert [len(contact.tellings) for contact in one.contacts] == [2]
            made.ledger.rule("merge", "T. Rehl", "Tomas Rehl", by="ana")
            other.update()
            assert one.update().new == (1, 2)
            assert {name for contact in one.contacts for _, name in contact.people} == {
                "T. Rehl",
                "Ilsa Dravenko",
            }
        assert not any(one.update())


def test_a_dossier_that_nobody_holds_is_gone(path: str) -> None:
    """At once, and not when garbage is looked for: there may be very much of it."""
    gc.disable()
    try:
        with opened(path, FIRST, SECOND) as dossier:
            dossier.standing()
            held: list[weakref.ref[Any]] = [weakref.ref(dossier), weakref.ref(dossier.material)]
        del dossier
        assert [each() for each in held] == [None, None]
    finally:
        gc.enable()
