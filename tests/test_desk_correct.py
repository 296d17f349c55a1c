"""Correcting in place: what a form says is what the ledger keeps."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient

import desks
import homes
import sarn
from according import Ledger
from according.desk.desk import Desk
from according.desk.editing import NEW, fields, typed


@pytest.fixture
def opened(fresh_sqlite: homes.Fresh, tmp_path: Path) -> Desk:
    """Set up a desk on a ledger with one report."""
    path = fresh_sqlite(tmp_path)
    with Ledger.open(path) as ledger:
        ledger.add(sarn.reading())
    return desks.desk(path)


@pytest.fixture
def client(opened: Desk) -> Iterator[TestClient]:
    """Sit at it."""
    with desks.browser(opened) as client:
        yield client


def send(client: TestClient, opened: Desk, key: str, **form: str) -> int:
    """Send an item's form."""
    data = {"token": opened.token, **form}
    return client.post(f"/reports/1/items/{key}", data=data).status_code


@pytest.mark.parametrize(
    ("key", "form", "shown"),
    [
        ("s1", {"verdict": "accept", "note": "in paragraph 1"}, "accepted by ana: “in paragraph 1”"),
        ("s1", {"verdict": "reject"}, "rejected by ana"),
        ("s1", {"verdict": "correct", "new-speaker": "Ana Stanić"}, "speaker: Tomas Rehl Ana Stanić"),
        ("s3", {"verdict": "correct", "new-chain": "Estuary Chronicle ▸ diplomat"},
         "chain: Estuary Chronicle ▸ Harrow Wire ▸ diplomat Estuary Chronicle ▸ diplomat"),
        ("e1", {"verdict": "correct", "new-type": "COERCE"}, "type: RETREAT COERCE"),
        ("e2", {"verdict": "correct", "new-status": "planned"}, "status: possible planned"),
        ("f2", {"verdict": "correct", "new-value": "14"}, "value: 12 14"),
        ("f1", {"verdict": "correct", "new-who": ""}, "who: prisoners none"),
    ],
)  # fmt: skip
def test_a_word_on_an_item_is_kept_and_shown(
    client: TestClient, opened: Desk, key: str, form: dict[str, str], shown: str
) -> None:
    """What an analyst says stands beside the item, with what was read."""
    assert send(client, opened, key, **form) == 303
    assert shown in desks.Page(client.get("/reports/1").text).text


@pytest.mark.parametrize("verdict", ["accept", "reject", "correct"])
def test_every_word_can_be_taken_back(client: TestClient, opened: Desk, verdict: str) -> None:
    """Undo leaves the item as it was read."""
    before = desks.Page(client.get("/reports/1").text).text
    assert send(client, opened, "e1", verdict=verdict, **{"new-status": "actual"}) == 303
    assert desks.Page(client.get("/reports/1").text).text != before
    assert send(client, opened, "e1", verdict="undo") == 303
    assert desks.Page(client.get("/reports/1").text).text == before


def test_a_form_sent_as_it_is_changes_nothing(client: TestClient, opened: Desk) -> None:
    """Fields that nobody touched are no corrections, whatever browsers do to line ends."""
    page = desks.Page(client.get("/reports/1/items/s3").text)
    form = {each["name"]: each["value"] or "" for each in page.all("input") if "value" in each}
    sent = {name or "": value for name, value in form.items() if (name or "").startswith(NEW)}
    assert sent
    assert send(client, opened, "s3", verdict="correct", **sent) == 400
    assert not opened.ledger().corrections()


def test_a_change_that_makes_no_sense_is_refused_in_place(client: TestClient, opened: Desk) -> None:
    """The form stays open and says what is wrong; nothing is kept."""
    data = {"token": opened.token, "verdict": "correct", "new-value": "many"}
    answer = client.post("/reports/1/items/f2", data=data)
    assert answer.status_code == 400
    page = desks.Page(answer.text)
    assert "is no number" in page.text
    assert "/reports/1/items/f2" in [each.get("action") for each in page.all("form")]
    assert not opened.ledger().corrections()


@pytest.mark.parametrize("key", ["s99", "e99", "q1", ""])
def test_what_is_not_there_cannot_be_corrected(client: TestClient, opened: Desk, key: str) -> None:
    """An item that the report does not have is not there."""
    assert send(client, opened, key, verdict="accept") in {404, 405}


def test_every_field_that_can_be_corrected_has_a_place_in_the_form(client: TestClient) -> None:
    """The form offers what ``according correct`` takes, under names that hide nothing of it."""
    reading = sarn.reading()
    firsts: list[tuple[str, Any, Any]] = [
        ("s1", "statement", reading.statements[0]),
        ("e1", "event", reading.events[0]),
        ("f1", "figure", reading.figures[0]),
        ("p1", "position", reading.positions[0]),
    ]
    for key, item, record in firsts:
        page = desks.Page(client.get(f"/reports/1/items/{key}").text)
        tags = [*page.all("input"), *page.all("select"), *page.all("textarea")]
        named = {(each.get("name") or "").removeprefix(NEW) for each in tags}
        assert {each.name for each in fields(item, record)} <= named


def test_content_in_parts_stays_in_parts() -> None:
    """A content that stands apart in the text is parted again where it was."""
    said = msgspec.structs.replace(
        sarn.reading().statements[0], content=["a withdrawal", "discussed"]
    )
    form = {NEW + "content": "a withdrawal … been discussed"}
    assert typed(form, "statement", said) == {"content": ["a withdrawal", "been discussed"]}
