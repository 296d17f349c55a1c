"""Merging actors and rearranging stories at the desk, with undo, by form and by API."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import desks
import homes
import talks
from according import Ledger
from talks import met, report, says

DOSSIER = "/dossiers/sarn-valley"
REPORTS = (
    report(
        "Harrow Wire", "2026-03-03",
        met("Tomas Rehl met Ilsa Dravenko in Port Isel.", actor=["Tomas Rehl"],
            recipient=["Ilsa Dravenko"], date="2026-03-02"),
        says("The port is shut, harbour master Piet Loman said.", "Piet Loman"),
        title="Ministers meet in Port Isel", url="https://wire.example/1",
    ),
    report(
        "Estuary Chronicle", "2026-03-03",
        met("Tomas Rehl met Ilsa Dravenko in Port Isel.", actor=["Tomas Rehl"],
            recipient=["Ilsa Dravenko"], date="2026-03-02"),
        says("No boat leaves, Old Piet said.", "Old Piet"),
        title="Ministers meet in Port Isel", url="https://chronicle.example/2",
    ),
    report(
        "Haldane Gazette", "2026-03-20", says("Grain is dear, Jana Ostrev said.", "Jana Ostrev"),
        title="Grain is dear", url="https://gazette.example/3",
    ),
)  # fmt: skip


@pytest.fixture
def where(fresh_sqlite: homes.Fresh, tmp_path: Path) -> str:
    """Make a ledger of these reports."""
    path = fresh_sqlite(tmp_path)
    with Ledger.open(path) as ledger:
        talks.filled(ledger, REPORTS)
    return path


@pytest.fixture
def client(where: str, tmp_path: Path) -> Iterator[TestClient]:
    """Sit at a desk with a dossier over it."""
    with desks.following(where, tmp_path) as client:
        yield client


def page(client: TestClient, path: str) -> desks.Page:
    """Open a page of the dossier."""
    answer = client.get(f"{DOSSIER}{path}")
    assert answer.status_code == 200, answer.text
    return desks.Page(answer.text)


def sent(client: TestClient, path: str = "/rulings", **fields: str) -> Any:
    """Send a form of the dossier's pages, as a browser does."""
    form = {"token": client.get("/api/session").json()["token"], **fields}
    return client.post(f"{DOSSIER}{path}", data={k.replace("_", "-"): v for k, v in form.items()})


def stories(client: TestClient) -> list[list[int]]:
    """Give the reports of every story."""
    found = client.get(f"/api{DOSSIER}/stories").json()["items"]
    return sorted(sorted(each["reports"]) for each in found)


def people(client: TestClient) -> dict[str, set[str]]:
    """Give the names of everybody."""
    found = client.get(f"/api{DOSSIER}/actors").json()["items"]
    return {each["name"]: set(each["names"]) for each in found}


def test_two_names_become_one_and_two_again(client: TestClient) -> None:
    """Who is chosen together in the list is one from then on, until it is undone there."""
    listed = page(client, "/actors")
    picks = [each for each in listed.all("input") if each.get("form") == "merge"]
    assert len(picks) == len(people(client))
    answer = sent(client, sort="merge", pick_1="Piet Loman", pick_2="Old Piet", note="his byname")
    assert answer.status_code == 303
    assert people(client)["Piet Loman"] == {"Piet Loman", "Old Piet"}
    ruled = page(client, "/actors")
    assert "Piet Loman = Old Piet by ana" in ruled.text
    undo = next(each["action"] for each in ruled.all("form") if "/undo" in (each["action"] or ""))
    assert sent(client, (undo or "").removeprefix(DOSSIER)).status_code == 303
    assert people(client)["Piet Loman"] == {"Piet Loman"}


def test_a_name_is_taken_from_an_actor_on_its_page(client: TestClient) -> None:
    """Beside every spelling but the actor's own stands a button that says it is somebody else."""
    sent(client, sort="merge", pick_1="Piet Loman", pick_2="Old Piet")
    key = next(
        each["key"]
        for each in client.get(f"/api{DOSSIER}/actors").json()["items"]
        if each["name"] == "Piet Loman"
    )
    shown = page(client, f"/actors/{key}")
    hidden = [each.get("value") for each in shown.all("input") if each.get("name") == "pick-2"]
    assert hidden == ["Old Piet", None]  # the button's, and the field for another name
    sent(client, sort="part", pick_1="Piet Loman", pick_2="Old Piet")
    assert people(client)["Piet Loman"] == {"Piet Loman"}


def test_a_story_is_taken_apart_and_put_together(client: TestClient) -> None:
    """A report becomes a story of its own; stories become one; either is undone."""
    assert stories(client) == [[1, 2], [3]]
    answer = sent(client, sort="split", pick_2="2")
    assert answer.headers["location"] == f"{DOSSIER}/stories#r2"
    assert stories(client) == [[1], [2], [3]]
    sent(client, sort="join", pick_r2="2", pick_r3="r3")
    assert stories(client) == [[1], [2, 3]]
    ruled = [each["number"] for each in client.get(f"/api{DOSSIER}/rulings").json()["rulings"]]
    for number in ruled:
        sent(client, f"/rulings/{number}/undo")
    assert stories(client) == [[1, 2], [3]]


def test_a_former_day_is_only_looked_at(client: TestClient) -> None:
    """Pages as known on a day offer nothing to rule."""
    for path in ("/actors", "/stories", "/actors/tomas-rehl"):
        then, now = page(client, f"{path}?as_of=2026-03-30"), page(client, path)
        assert [each for each in now.all("form") if each.get("method") == "post"]
        assert not [each for each in then.all("form") if each.get("method") == "post"]


def test_rulings_by_api(client: TestClient) -> None:
    """The API makes, lists and takes back the same rulings."""
    headers = {"x-according-token": client.get("/api/session").json()["token"]}
    body = {"sort": "merge", "names": ["Piet Loman", "Old Piet"], "everywhere": True}
    made = client.post(f"/api{DOSSIER}/rulings", json=body, headers=headers)
    assert made.status_code == 201
    assert (made.json()["dossier"], made.json()["by"]) == ("", "ana")
    assert client.get(f"/api{DOSSIER}/rulings").json()["rulings"] == [made.json()]
    number = made.json()["number"]
    gone = client.delete(f"/api{DOSSIER}/rulings/{number}", headers=headers)
    assert gone.json()["undone"]
    assert client.delete(f"/api{DOSSIER}/rulings/{number}", headers=headers).status_code == 404
    assert client.get(f"/api{DOSSIER}/actors/tomas-rehl").json()["actor"]["name"] == "Tomas Rehl"


@pytest.mark.parametrize(
    "fields",
    [
        {"sort": "merge", "pick-1": "Piet Loman"},
        {"sort": "split", "pick-1": "99"},
        {"sort": "split", "pick-1": "first"},
        {"sort": "burn", "pick-1": "1"},
        {},
    ],
)
def test_what_says_nothing_is_refused(client: TestClient, fields: dict[str, str]) -> None:
    """A ruling that makes no sense is refused with what to write instead, and nothing is kept."""
    form = {"token": client.get("/api/session").json()["token"], **fields}
    answer = client.post(f"{DOSSIER}/rulings", data=form)
    assert answer.status_code == 400
    assert not client.get(f"/api{DOSSIER}/rulings").json()["rulings"]
