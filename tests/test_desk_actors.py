"""Actors at the desk: by whom a name means, in the whole ledger and in a dossier."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import desks
import homes
import talks
from according import Ledger
from according.cast import Actor, Cast, Role
from according.desk import meant
from according.desk.pages.actors import FEW
from talks import happens, met, report, says, stands

CAST = {
    "oradan": Actor("oradan", "Oradan", "country", demonyms=("Oradani",), capital="Haldane"),
    "mira-castell": Actor(
        "mira-castell", "Mira Castell", "person", aliases=("Mira K. Castell",), country="oradan",
        roles=(Role("defence minister", "oradan", since="2026-01-01", until="2026-03-04"),),
    ),
    "piet-moran": Actor(
        "piet-moran", "Piet Moran", "person", country="oradan",
        roles=(Role("defence minister", "oradan", since="2026-03-05"),),
    ),
    "harbour-league": Actor("harbour-league", "Harbour League", "group"),
}  # fmt: skip
REPORTS = (
    report(
        "Harrow Wire", "2026-03-03",
        says("Oradan will hold, Mira Castell said.", "Mira Castell"),
        says("The dam stays, the Oradani defence minister said.", "Oradani defence minister"),
        stands("Castell backs a truce.", "a truce", "for", "Mira K. Castell"),
        met("Tomas Rehl met Ilsa Dravenko in Port Isel.", actor=["Tomas Rehl"],
            recipient=["Ilsa Dravenko"]),
        url="https://wire.example/1",
    ),
    report(
        "Estuary Chronicle", "2026-03-06",
        says("No gun moves, the Oradani defence minister said.", "Oradani defence minister"),
        says("He will come, Rehl said.", "Rehl"),
        stands("Rehl told Harrow Wire that he wants a truce.", "a truce", "for", "Rehl", by="Rehl",
               via="Harrow Wire"),
        happens("Oradani boats shelled Port Isel.", "shelled", "ASSAULT", actor=["Oradani"]),
        url="https://chronicle.example/2",
    ),
)  # fmt: skip


@pytest.fixture(autouse=True)
def cast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Know nobody but invented people."""
    monkeypatch.setattr(meant, "cast", lambda: Cast(CAST))


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


def text(client: TestClient, path: str) -> str:
    """Give the words of a page."""
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return desks.Page(answer.text).text


def test_an_office_means_who_held_it_then(client: TestClient) -> None:
    """What a minister said is on the page of whoever was minister on that day."""
    former, present = text(client, "/actors/mira-castell"), text(client, "/actors/piet-moran")
    assert "Oradan will hold" in former
    assert "The dam stays" in former
    assert "No gun moves" not in former
    assert "No gun moves" in present
    assert "The dam stays" not in present


def test_all_names_of_an_actor_are_one(client: TestClient) -> None:
    """Aliases and demonyms stand on one page, with who cites them."""
    castell = client.get("/api/actors/mira-castell").json()
    assert [each["name"] for each in castell["actor"]["names"]] == [
        "Mira Castell",
        "Mira K. Castell",
    ]
    assert set(castell["sections"]) == {"said", "positions"}
    oradan = text(client, "/actors/oradan")
    assert "shelled" in oradan
    assert (
        client.get("/api/actors/mira-castell").json()["profile"]["cited_by"][0]["name"]
        == "Harrow Wire"
    )


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ('"Mira K. Castell"', "/actors/mira-castell"),
        ("Haldane", "/actors/oradan"),
        ('"Tomas Rehl"', "/dossiers/sarn-valley/actors/tomas-rehl"),
    ],
)
def test_a_name_leads_to_whom_it_means(client: TestClient, name: str, address: str) -> None:
    """A name that can mean but one leads to the one address of that actor."""
    text(client, "/dossiers/sarn-valley")  # opens the dossier
    answer = client.get("/actor", params={"name": name})
    assert (answer.status_code, answer.headers["location"]) == (302, address)
    assert client.get(address).status_code == 200
    assert client.get("/actor", params={"name": name, "written": True}).status_code == 200


def test_the_empty_page_leads_to_the_dossiers(client: TestClient) -> None:
    """Whoever has no name yet finds the actors of the dossiers."""
    assert "/dossiers/sarn-valley/actors" in desks.Page(client.get("/actor").text).links()


def test_a_surname_leads_nowhere_outside_its_dossier(client: TestClient) -> None:
    """“Rehl” may be anybody: the whole ledger shows the name, the dossier knows who it is."""
    text(client, "/dossiers/sarn-valley")
    assert client.get("/actor", params={"name": '"Rehl"'}).status_code == 200
    assert "He will come" in text(client, "/dossiers/sarn-valley/actors/tomas-rehl")


def test_an_actor_of_a_dossier_has_all_its_roles(client: TestClient) -> None:
    """Under a surname or a whole name: what he said, did, and who passes it on."""
    shown = text(client, "/dossiers/sarn-valley/actors/tomas-rehl")
    for words in (
        "He will come",
        "met",
        "for Oradan",
        "Cited by",
        "Harrow Wire 1",
        "foreign minister",
    ):
        assert words in shown
    side = text(client, "/dossiers/sarn-valley/actors/oradan")
    assert "Was said on its behalf" in side
    assert "He will come" in side


def test_an_actor_is_as_known_on_a_day(client: TestClient) -> None:
    """On a former day there is nothing that was published later."""
    then = text(client, "/dossiers/sarn-valley/actors/tomas-rehl?as_of=2026-03-04")
    assert "met" in then
    assert "He will come" not in then
    listed = text(client, "/dossiers/sarn-valley/actors?words=rehl")
    assert "1 actor" in listed
    assert "also Rehl" in listed


def test_a_long_section_is_leafed_through(where: str, client: TestClient) -> None:
    """Of many items some are shown, and the rest a page further."""
    with Ledger.open(where) as ledger:
        many = [says(f"Number {n} holds, Tomas Rehl said.", "Tomas Rehl") for n in range(FEW + 40)]
        talks.filled(ledger, [report("Harrow Wire", "2026-03-09", *many, url="https://a.example")])
    short = desks.Page(client.get("/dossiers/sarn-valley/actors/tomas-rehl").text)
    whole = next(each for each in short.links() if "show=said" in each)
    page = desks.Page(client.get(whole).text)
    later = next(each for each in page.links() if "offset=" in each)
    assert "He will come" in text(client, later)


@pytest.mark.parametrize(
    "path",
    ["/actors/nobody", "/api/actors/nobody", "/dossiers/sarn-valley/actors/nobody", "/actors/x/y"],
)
def test_nobody_is_told_as_nobody(client: TestClient, path: str) -> None:
    """A key that nobody has is no page."""
    assert client.get(path).status_code == 404


def test_a_ruling_for_all_dossiers_holds_here(where: str, client: TestClient) -> None:
    """Names that an analyst put together are one, and are two again when that is taken back."""
    page = "/actors/mira-castell"
    assert "He will come" not in text(client, page)
    with Ledger.open(where) as ledger:
        made = ledger.rule("merge", "Mira Castell", "Rehl", by="ana")
    assert "He will come" in text(client, page)
    assert "Oradan will hold" in text(client, "/actor?name=%22Rehl%22")
    with Ledger.open(where) as ledger:
        ledger.undo_ruling(made.number)
        ledger.rule("part", "Mira Castell", "Mira K. Castell", by="ana")
    assert "He will come" not in text(client, page)
    assert "Mira K. Castell" not in text(client, page).partition("Said")[2]
