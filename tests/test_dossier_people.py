"""People whom nobody knows: who they are across reports, as reports and analysts say."""

from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

import homes
from according.dossier import Dossier
from according.records import Reading
from talks import filled, met, opened, report, says, stands

OKAMAR = "Piet Okamar"
DRAVENKO = "Ilsa Dravenko"


@pytest.fixture
def path(tmp_path: Path, fresh_sqlite: homes.Fresh) -> str:
    """Where an empty ledger is."""
    return fresh_sqlite(tmp_path)


def introduced(number: int, name: str = OKAMAR, role: str = "Oradani trade minister") -> Reading:
    """A report that says who somebody is; ``number`` is its day, too."""
    piece = stands(
        f"The {role} {name} opposes the exchange of prisoners.", "exchange of prisoners", "against",
        name, by=name, source=f"The {role} {name}",
    )  # fmt: skip
    return _report(number, piece)


def meets(number: int, name: str, other: str = DRAVENKO) -> Reading:
    """A report of a meeting of somebody, whom it only names."""
    sentence = f"{name} and {other} met in the town hall."
    day = f"2026-03-{number:02}"
    return _report(number, met(sentence, actor=[name], recipient=[other], by=other, date=day))


def _report(number: int, *pieces: object) -> Reading:
    url = f"https://news.example/{number}"
    return report("Harrow Wire", f"2026-03-{number:02}", *pieces, url=url)  # type: ignore[arg-type]


def shown(dossier: Dossier) -> list[tuple[str, tuple[str, ...]]]:
    """Everybody whom reports made known, by name and spellings."""
    return [(each.name, each.aliases) for each in dossier.people]


def in_contact(dossier: Dossier) -> list[str]:
    """Whom contacts name, in the order of their days."""
    return [name for contact in dossier.contacts for _, name in contact.people]


def picture(dossier: Dossier) -> tuple[object, ...]:
    """All that a dossier shows of people."""
    named = {i.key: i.actors for i in dossier.material}
    return shown(dossier), list(dossier.contacts), list(dossier.positions), named


def test_a_newcomer_speaks_for_the_party_that_reports_give_him(path: str) -> None:
    """What one report says of his office holds in another that only names him."""
    with opened(path, introduced(3), meets(5, OKAMAR)) as dossier:
        (contact,) = dossier.contacts
        assert contact.sides == ("oradan", "veshtia")
        assert contact.people == (("oradan", OKAMAR), ("veshtia", DRAVENKO))
        (newcomer,) = dossier.people
        assert (newcomer.name, newcomer.country) == (OKAMAR, "oradan")
        assert newcomer.roles == ("Oradani trade minister",)
        assert newcomer.reports == ("r1", "r2")
        assert (newcomer.first, newcomer.last) == ("2026-03-03", "2026-03-05")
        (cell,) = dossier.positions
        assert dossier.title(cell.stands[0].holder) == OKAMAR


def test_spellings_become_one_with_a_reason(path: str) -> None:
    """A fuller name and a short one, told by two reports, are shown under one name."""
    with opened(path, introduced(3), introduced(4, "Piet J. Okamar")) as dossier:
        (newcomer,) = dossier.people
        assert (newcomer.name, newcomer.aliases) == ("Piet J. Okamar", (OKAMAR,))
        assert [merge.why for merge in newcomer.merges] == ["fuller name"]
        (cell,) = dossier.positions
        assert [dossier.title(stand.holder) for stand in cell.stands] == ["Piet J. Okamar"]
        assert len(cell.stands[0].evidence) == 2


def test_a_name_alone_is_nobody(path: str) -> None:
    """What no report shows to be a person, and a surname without a name, have no key."""
    with opened(path, meets(3, "Kittiwake Ferry"), introduced(4, "Okamar", "Oradani")) as dossier:
        assert shown(dossier) == []
        keys = {n.key for i in dossier.material for some in i.actors.values() for n in some}
        assert not any("." in key for key in keys)


# fmt: off
COMING = [
    # reports                                                                       why this row exists
    ([introduced(3), meets(5, OKAMAR), introduced(7, "Piet J. Okamar")],             "the fuller name comes last"),
    ([meets(3, OKAMAR), introduced(5), meets(7, OKAMAR)],                            "who he is comes after what he did"),
    ([introduced(3), introduced(4, role="Veshtian envoy"), meets(7, OKAMAR)],        "two of one name in two states"),
    ([introduced(3, "Ana Orr", "farmer"), introduced(5, "Ana Orr"), meets(6, "Orr")], "a farmer and a minister"),
]
# fmt: on


@pytest.mark.parametrize("readings", [pytest.param(row, id=why) for row, why in COMING])
def test_one_by_one_or_together(path: str, tmp_path: Path, readings: Sequence[Reading]) -> None:
    """Taking reports in as they come shows what opening the dossier over all of them shows."""
    with opened(path, keep=False) as dossier:
        for number, reading in enumerate(readings):
            dossier.ledger.add(reading, origin=str(number))
            dossier.update()
            assert picture(dossier)
        with Dossier.open(dossier.ledger, tmp_path / "sarn-valley.toml", dossier.cast) as other:
            assert picture(other) == picture(dossier)


NAMES = [OKAMAR, OKAMAR, "Ana Orr", "Ana Orr", "Tam Orr", "P. Okamar", "Okamar", "Orr"]
ROLES = ["", "", "", "", "Oradani trade minister", "Veshtian envoy", "farmer"]  # mostly none


@pytest.mark.parametrize("seed", range(4))
def test_whoever_comes_in_whatever_order(path: str, tmp_path: Path, seed: int) -> None:
    """What is not thought over again would not have changed: reports made up, one by one."""
    chance = Random(seed)
    with opened(path, keep=False) as dossier:
        for day in range(1, 15):
            names = {*chance.sample(NAMES, chance.choice([1, 1, 1, 2, 3]))}
            pieces = [
                says(f"{name} spoke ({number}).", name, source=f"{chance.choice(ROLES)} {name}")
                for number, name in enumerate(sorted(names))
            ]
            dossier.ledger.add(_report(day, *pieces))
            dossier.update()
            file = tmp_path / "sarn-valley.toml"
            with Dossier.open(dossier.ledger, file, dossier.cast) as other:
                assert list(dossier.people) == list(other.people)
                assert picture(dossier) == picture(other)


def test_an_update_works_out_only_what_it_touches(path: str) -> None:
    """Reports in which somebody turns out to be another are told; the others stay as they are."""
    with opened(path, meets(3, OKAMAR), meets(4, "Tomas Rehl")) as dossier:
        assert in_contact(dossier) == ["Tomas Rehl", DRAVENKO]
        filled(dossier.ledger, [introduced(6)])
        assert dossier.update().new == (3, 1)
        assert in_contact(dossier) == [OKAMAR, DRAVENKO, "Tomas Rehl", DRAVENKO]


def test_a_changed_report_takes_back_what_it_said(path: str) -> None:
    """Who somebody was by the words of a former text, he is no longer."""
    with opened(path, introduced(3), meets(5, OKAMAR)) as dossier:
        assert len(dossier.people.newcomer("piet-okamar.oradan").reports) == 2  # type: ignore[union-attr]
        changed = report("Harrow Wire", "2026-03-03", says("It rained.", by="Ana Kell"),
                         url="https://news.example/3")  # fmt: skip
        dossier.ledger.add(changed)
        dossier.update()
        assert shown(dossier) == [("Ana Kell", ())]
        assert list(dossier.contacts) == []


def test_an_analyst_merges_names(path: str) -> None:
    """They mean one actor in contacts and positions, called by the first; undone, they do not."""
    with opened(path, introduced(3), meets(5, "Petr Okamar")) as dossier:
        before = picture(dossier)
        ruling = dossier.ledger.rule("merge", "P. Okamar", OKAMAR, "Petr Okamar", by="ana")
        changed = dossier.update()
        assert (changed.ruled, changed.new) == (True, (1, 2))
        assert in_contact(dossier) == ["P. Okamar", DRAVENKO]
        (cell,) = dossier.positions
        assert dossier.title(cell.stands[0].holder) == "P. Okamar"
        dossier._parts.clear()
        assert in_contact(dossier) == ["P. Okamar", DRAVENKO]
        dossier.ledger.undo_ruling(ruling.number)
        dossier.update()
        assert picture(dossier) == before


def test_somebody_known_stays_who_he_is(path: str) -> None:
    """To merge an unknown into him touches the unknown's reports alone; keys name people, too."""
    with opened(path, meets(3, "Tomas Rehl"), introduced(5, "Petr Okamar")) as dossier:
        dossier.ledger.rule("merge", "tomas-rehl", "petr-okamar.oradan", by="ana")
        assert dossier.update().new == (2,)
        (cell,) = dossier.positions
        assert cell.stands[0].holder == "tomas-rehl"
        dossier.ledger.rule("merge", "T. Rehl", "Tomas Rehl", by="ana")
        assert dossier.update().new == (1, 2)
        assert in_contact(dossier) == ["T. Rehl", DRAVENKO]
        assert dossier.title("tomas-rehl") == "T. Rehl"


def test_whom_an_analyst_merged_is_listed_once(path: str) -> None:
    """With both spellings, and the ruling as the reason; who is in the file is no newcomer."""
    with opened(path, introduced(3), introduced(5, "Petr Okamar")) as dossier:
        assert len(list(dossier.people)) == 2
        ruling = dossier.ledger.rule("merge", "Petr Okamar", OKAMAR, by="ana")
        dossier.update()
        (newcomer,) = dossier.people
        assert (newcomer.name, newcomer.aliases) == ("Petr Okamar", (OKAMAR,))
        assert newcomer.reports == ("r1", "r2")
        assert [merge.why for merge in newcomer.merges] == [f"ruling {ruling.number}"]
        assert dossier.people.newcomer(newcomer.key) == newcomer
        dossier.ledger.rule("merge", "Tomas Rehl", "Petr Okamar", by="ana")
        dossier.update()
        assert shown(dossier) == []


def test_an_analyst_merges_an_unknown_with_one_of_the_file(path: str) -> None:
    """A body under another name is the party; a misspelt minister is the minister."""
    with opened(path, meets(3, "Tomas Reel"), meets(5, "Republic of the Valley")) as dossier:
        assert list(dossier.contacts) == []
        dossier.ledger.rule("merge", "Tomas Rehl", "Tomas Reel", by="ana", dossier="sarn-valley")
        dossier.ledger.rule("merge", "Oradan", "Republic of the Valley", by="ana")
        dossier.ledger.rule("merge", "Oradan", "Tomas Reel", by="ana", dossier="isel")
        dossier.update()
        assert [contact.sides for contact in dossier.contacts] == [("oradan", "veshtia")] * 2
        assert in_contact(dossier) == ["Tomas Rehl", DRAVENKO, DRAVENKO]


def test_an_analyst_takes_a_merge_back(path: str) -> None:
    """Whoever was put together by rule is two; ruled together again later, one."""
    with opened(path, introduced(3), introduced(4, "Piet J. Okamar")) as dossier:
        dossier.ledger.rule("part", OKAMAR, "Piet J. Okamar", by="ana")
        dossier.update()
        assert shown(dossier) == [("Piet J. Okamar", ()), (OKAMAR, ())]
        (cell,) = dossier.positions
        assert [dossier.title(s.holder) for s in cell.stands] == [OKAMAR, "Piet J. Okamar"]
        dossier.ledger.rule("merge", OKAMAR, "Piet J. Okamar", by="ben")
        dossier.update()
        (cell,) = dossier.positions
        assert [dossier.title(s.holder) for s in cell.stands] == [OKAMAR]


def test_a_name_is_taken_from_somebody_known(path: str) -> None:
    """A surname that the file gives to its minister may be another's, an analyst says."""
    with opened(path, meets(3, "Rehl"), meets(5, "Tomas Rehl")) as dossier:
        assert in_contact(dossier) == ["Tomas Rehl", DRAVENKO, "Tomas Rehl", DRAVENKO]
        dossier.ledger.rule("part", "Tomas Rehl", "Rehl", by="ana")
        dossier.update()
        assert in_contact(dossier) == ["Tomas Rehl", DRAVENKO]


def test_a_dossier_in_the_cache_notices_rulings(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was ruled while it was closed holds when it is opened again."""
    monkeypatch.setenv("ACCORDING_CACHE", str(tmp_path / "cache"))
    with opened(path, introduced(3), meets(5, "Petr Okamar"), cast=None) as dossier:
        assert in_contact(dossier) == []
        dossier.ledger.rule("merge", OKAMAR, "Petr Okamar", by="ana")
        dossier.close()
        for _ in range(2):
            file = tmp_path / "sarn-valley.toml"
            with Dossier.open(dossier.ledger, file) as again:
                assert in_contact(again) == [OKAMAR, DRAVENKO]
                assert again.title("piet-okamar.oradan") == OKAMAR
