"""What a brief tells: what changed first, each piece once, the unconfirmed marked."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import homes
from according import Ledger
from according.cast import Cast
from according.dossier import Dossier
from according.dossier.brief import TITLES, Brief, brief, compose
from according.dossier.timeline import timeline
from according.errors import DossierError, InputError
from according.records import Reading
from talks import TOML, counts, filled, happens, met, opened, stands, told

REHL, DRAVENKO, SOLEN = "Tomas Rehl", "Ilsa Dravenko", "Amira Solen"
BOTH: dict[str, Any] = {"actor": [REHL], "recipient": [DRAVENKO], "date": "2026-03-03"}
DIPLOMAT: dict[str, Any] = {"by": "a diplomat", "kind": "unnamed"}
RUMOUR = met("Rehl met Dravenko in Lower Sarn.", **BOTH, **DIPLOMAT)
DENIAL = met("Rehl met Dravenko, it is false.", **BOTH, by=REHL, act="deny")
MEETING = met("Rehl met Dravenko for talks.", **BOTH, by=REHL)
PLANNED = met(
    "Rehl will meet Dravenko.", "meet", **(BOTH | {"date": "2026-03-20"}), status="planned", by=REHL
)
FOR = stands("Rehl backs the truce.", "the truce", "for", REHL, by=REHL)
AGAINST = stands("Rehl rejects the truce.", "the truce", "against", REHL, by=REHL)
OTHERS = stands("Rehl wants the truce, they say.", "the truce", "for", REHL, **DIPLOMAT)
DEAD = {"who": "people", "place": "Lower Sarn"}
TWELVE = counts("The hospital counts 12 dead.", "12", 12, **DEAD, by="the hospital", kind="body")
FIFTEEN = counts("The hospital counts 15 dead.", "15", 15, **DEAD, by="the hospital", kind="body")
HEARD = counts("A diplomat counts 90 dead.", "90", 90, **DEAD, **DIPLOMAT)
FORTY = counts("The ministry counts 40 dead.", "40", 40, **DEAD, by="the ministry", kind="body")
ENDS = happens(
    "Dravenko declared the truce over.", "declared", "RETREAT", actor=[DRAVENKO], by=DRAVENKO
)


def briefed(path: str, toml: Path, readings: Sequence[Reading], since: str) -> Brief:
    """Brief what came since a day."""
    with Ledger.open(path) as ledger:
        filled(ledger, readings)
        day = f"2026-03-{int(since[-2:]) - 1:02}"
        with (
            Dossier.open(ledger, toml, Cast({}), as_of=day) as then,
            Dossier.open(ledger, toml, Cast({})) as now,
        ):
            return compose(then, now, since)


@pytest.fixture
def toml(tmp_path: Path) -> Path:
    """The dossier file."""
    path = tmp_path / "sarn-valley.toml"
    path.write_text(TOML, encoding="utf-8")
    return path


# fmt: off
NEWS: list[tuple[Sequence[Reading], str, str, str, str]] = [
    # reports, the last is new                          section        lead begins                              mark           why this row exists
    ([told(4, MEETING)],                                "changed",     "Oradan and Veshtia: talks",             "",            "the state of the talks moved"),
    ([told(4, MEETING)],                                "new",         "Oradan and Veshtia: meeting confirmed", "",            "a contact on a party's word"),
    ([told(4, RUMOUR)],                                 "unconfirmed", "Oradan and Veshtia: meeting rumoured",  "unconfirmed", "a contact on nobody's name"),
    ([told(4, RUMOUR)],                                 "unconfirmed", "Oradan and Veshtia: “talks”",           "unconfirmed", "it moves no state and is a signal"),
    ([told(4, PLANNED)],                                "new",         "Oradan and Veshtia: meeting announced", "announced",   "a contact that is to come"),
    ([told(4, RUMOUR), told(5, DENIAL, by="Estuary")],  "changed",     "Oradan and Veshtia: meeting denied",    "denied",      "a rumour came to be denied"),
    ([told(4, RUMOUR), told(5, MEETING, by="Estuary")], "changed",     "Oradan and Veshtia: meeting confirmed", "",            "a rumour came to be confirmed"),
    ([told(4, MEETING), told(9, ENDS)],                 "changed",     "Oradan and Veshtia: broken down",       "",            "a party ended it"),
    ([told(4, FOR)],                                    "new",         "Oradan on “truce”: for",                "",            "a stance taken for the first time"),
    ([told(4, AGAINST), told(5, FOR)],                  "changed",     "Oradan on “truce”: for",                "",            "a stance that changed"),
    ([told(4, TWELVE)],                                 "new",         "People killed in Lower Sarn:",          "",            "a first count"),
    ([told(4, HEARD)],                                  "new",         "People killed in Lower Sarn:",          "unconfirmed", "a count on nobody's name"),
    ([told(4, TWELVE), told(5, FIFTEEN)],               "changed",     "People killed in Lower Sarn:",          "",            "a count that its source raised"),
    ([told(4, TWELVE), told(5, FORTY)],                 "disputed",    "People killed in Lower Sarn:",          "disputed",    "two counts that cannot both hold"),
]
# fmt: on


@pytest.mark.parametrize(
    ("readings", "expected"), [pytest.param(row[0], row[1:4], id=row[4]) for row in NEWS]
)
def test_what_is_told_and_where(
    tmp_path: Path,
    fresh_sqlite: homes.Fresh,
    toml: Path,
    readings: Sequence[Reading],
    expected: tuple[str, str, str],
) -> None:
    """Each piece of news stands in its section, marked, on the reports that tell it."""
    section, lead, mark = expected
    since = str(readings[-1].report.published)
    found = briefed(fresh_sqlite(tmp_path), toml, readings, since)
    sentences = [s for part in found.sections if part.name == section for s in part.sentences]
    (sentence,) = [s for s in sentences if s.lead.startswith(lead)]
    assert sentence.mark == mark
    assert len(readings) in sentence.cites
    assert sentence.items


def test_every_sentence_cites_reports_that_are_listed(
    tmp_path: Path, fresh_sqlite: homes.Fresh, toml: Path
) -> None:
    """Sections come in their order, and no sentence is without reports, which are all listed."""
    pieces = [RUMOUR, FOR, TWELVE, FORTY, PLANNED]
    readings = [told(3, AGAINST), told(4, *pieces), told(5, MEETING, FIFTEEN, by="Estuary")]
    found = briefed(fresh_sqlite(tmp_path), toml, readings, "2026-03-04")
    names = [section.name for section in found.sections]
    assert names == [name for name in TITLES if name in names]
    assert names[0] == "changed"
    listed = {filed.report for filed in found.reports}
    sentences = [sentence for section in found.sections for sentence in section.sentences]
    assert all(sentence.cites and listed >= set(sentence.cites) for sentence in sentences)
    assert len({sentence.key for sentence in sentences}) == len(sentences)
    assert (found.read, found.publishers) == (2, 2)


def test_what_was_known_is_no_news(tmp_path: Path, fresh_sqlite: homes.Fresh, toml: Path) -> None:
    """What others repeat of what is known adds no sentence."""
    same = told(6, MEETING, FOR, TWELVE, by="Estuary Chronicle")
    readings = [told(4, MEETING, FOR, TWELVE), same]
    found = briefed(fresh_sqlite(tmp_path), toml, readings, "2026-03-06")
    assert found.read == 1
    assert [section.name for section in found.sections] == []
    assert "nothing that was not known before" in found.summary


def test_others_word_for_a_party_is_no_stance(
    tmp_path: Path, fresh_sqlite: homes.Fresh, toml: Path
) -> None:
    """What unnamed others say that a party wants is not told as its stance."""
    found = briefed(fresh_sqlite(tmp_path), toml, [told(4, OTHERS)], "2026-03-04")
    assert not [s for part in found.sections for s in part.sentences if "truce”" in s.lead]


def test_the_same_news_has_the_same_key_over_any_span(
    tmp_path: Path, fresh_sqlite: homes.Fresh, toml: Path
) -> None:
    """A feed made over a longer span holds the sentences of the shorter one under their keys."""
    readings = [told(3, AGAINST), told(5, MEETING, FOR, TWELVE)]
    path = fresh_sqlite(tmp_path)
    long, short = (briefed(path, toml, readings, since) for since in ("2026-03-02", "2026-03-05"))
    keys = [{s.key for part in b.sections for s in part.sentences} for b in (long, short)]
    assert keys[1] <= keys[0]
    assert keys[0] - keys[1]


def test_a_timeline_has_everything_by_its_day(tmp_path: Path, fresh_sqlite: homes.Fresh) -> None:
    """What happened stands on its day, not on that of the report."""
    path = fresh_sqlite(tmp_path)
    with opened(path, told(9, PLANNED), told(12, MEETING)) as dossier:
        days = [(sentence.day, sentence.lead) for sentence in timeline(dossier)]
    assert days == sorted(days, key=lambda pair: pair[0])
    assert ("2026-03-03", "Oradan and Veshtia: meeting confirmed") in days
    assert ("2026-03-20", "Oradan and Veshtia: meeting announced") in days


# fmt: off
MISUSES: list[tuple[dict[str, Any], type[Exception], str, str]] = [
    # span                                        error         message             why this row exists
    ({"since": "soon"},                           InputError,   "since 'soon'",     "no time"),
    ({"since": "2026-03-05", "until": "2026-03-04"}, InputError, "comes before",    "a span that ends before it begins"),
    ({"since": "0001-01-01"},                     DossierError, "before all days",  "nothing is before it"),
]
# fmt: on


def test_spans_that_make_no_sense_are_refused(
    tmp_path: Path, fresh_sqlite: homes.Fresh, toml: Path
) -> None:
    """The message gives the value and what to do."""
    with Ledger.open(fresh_sqlite(tmp_path)) as ledger:
        for span, error, message, _ in MISUSES:
            with pytest.raises(error, match=message):
                brief(ledger, toml, **span)
