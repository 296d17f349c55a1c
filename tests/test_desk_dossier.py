"""The desk's dossier pages: what they show, that each thing leads to its words, and their API."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient

import desks
import homes
import talks
from according import Ledger
from according.desk import dossiers
from according.desk.pages.dossier import band, ticks
from according.desk.pages.figures import LINES, POINTS, WHOLE
from according.dossier.evidence import Evidence
from according.dossier.series import Count, Line, Point, Scope, Series
from according.dossier.state import Change, Course
from talks import counts, happens, met, report, says, stands

HOSTILE = "\"'><script>alert(1)</script>{{7*7}}"
PARTS = ("", "/timeline", "/positions", "/contacts", "/figures", "/contradictions", "/origins")
REPORTS = (
    report(
        "Harrow Wire", "2026-03-03",
        met("Tomas Rehl met Ilsa Dravenko in Port Isel on Monday.", actor=["Tomas Rehl"],
            recipient=["Ilsa Dravenko"], place="Port Isel", date="2026-03-02"),
        counts("Nine people were killed in Lower Sarn.", "Nine", 9, who="people", place="Lower Sarn"),
        title="Ministers meet in Port Isel", url="https://wire.example/1",
    ),
    report(
        "Estuary Chronicle", "2026-03-04",
        met("Tomas Rehl met Ilsa Dravenko in Port Isel.", actor=["Tomas Rehl"],
            recipient=["Ilsa Dravenko"], by="Amira Solen", date="2026-03-02"),
        counts("Fourteen people were killed in Lower Sarn.", "Fourteen", 14, who="people",
               place="Lower Sarn", by="Lower Sarn hospital", kind="body"),
        stands("Oradan backs a truce, Rehl said.", "a truce", "for", "Oradan", by="Tomas Rehl"),
        title="Envoy confirms the meeting", url="https://chronicle.example/2",
    ),
    report(
        "Haldane Gazette", "2026-03-06",
        stands("Oradan opposes a truce, Rehl said.", "a truce", "against", "Oradan", by="Tomas Rehl"),
        happens("Veshtia shelled Lower Sarn.", "shelled", "ASSAULT", actor=["Veshtia"],
                recipient=["Lower Sarn"], status="denied", by="Ilsa Dravenko", act="deny"),
        says("Nothing of the sort has happened, Dravenko said.", "Ilsa Dravenko", "deny"),
        title=HOSTILE, url="https://gazette.example/3",
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def client(
    fresh_sqlite: homes.Fresh, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TestClient]:
    """Sit at a desk with two dossiers on its shelf: one that can be followed, one that cannot."""
    folder = tmp_path_factory.mktemp("dossiers")
    (folder / "broken.toml").write_text("[dossier", encoding="utf-8")
    where = fresh_sqlite(folder)
    with Ledger.open(where) as ledger:
        talks.filled(ledger, REPORTS)
    with desks.following(where, folder) as client:
        yield client


def page(client: TestClient, path: str) -> desks.Page:
    """Open a page of the dossier."""
    answer = client.get(f"/dossiers/sarn-valley{path}")
    assert answer.status_code == 200, answer.text
    return desks.Page(answer.text)


def answers(client: TestClient, part: str) -> Any:
    """Ask the API for a part of the dossier."""
    answer = client.get(f"/api/dossiers/sarn-valley/{part}")
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("path", ["/today", *(f"/dossiers/sarn-valley{part}" for part in PARTS)])
def test_pages_hold_no_inline_script_or_style(client: TestClient, path: str) -> None:
    """Everything that runs or is styled comes from a file, whatever the reports say."""
    shown = desks.Page(client.get(path).text)
    assert all(each.get("src") for each in shown.all("script"))
    assert not any("style" in attributes for _, attributes in shown.elements)


@pytest.mark.parametrize("part", PARTS)
def test_every_citation_leads_to_the_words(client: TestClient, part: str) -> None:
    """What stands behind an answer is one click away: at a report that has the item."""
    cited = [link for link in page(client, part).links() if link.startswith("/reports/")]
    assert cited
    for link in dict.fromkeys(cited):
        address, _, anchor = link.partition("#")
        shown = desks.Page(client.get(address).text)
        ids = {attributes.get("id") for _, attributes in shown.elements}
        assert not anchor or anchor in ids, link


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("", ["The Sarn Valley talks", "Oradan – Veshtia", "Harrow Wire"]),
        ("/timeline", ["6 March 2026", "shelled", "Tomas Rehl"]),
        ("/positions", ["truce", "Oradan", "against"]),
        ("/contacts", ["Oradan – Veshtia", "confirmed", "Port Isel"]),
        ("/figures", ["People killed in Lower Sarn", "≠", "14", "Fourteen"]),
        ("/contradictions", ["cannot both hold"]),
        ("/origins", ["origin", "Harrow Wire"]),
    ],
)
def test_pages_can_be_read_without_scripts(client: TestClient, path: str, words: list[str]) -> None:
    """Each page holds its answers as lists and tables before any script has run."""
    text = page(client, path).text
    assert [each for each in words if each not in text] == []


def many(sources: int, numbers: int) -> Series:
    """Give a series of so many sources with so many numbers each, but one of whom tells more."""

    def line(source: int, points: int) -> Line:
        told = [
            Count(
                scope=Scope("killed", "people"), value=9.0 + source, text=f"number {number}",
                evidence=Evidence(
                    item=f"r{source * 100 + number + 1}.f1", report=source * 100 + number + 1,
                    when=f"2026-03-{number + 1:02}", voice="outlet", origin=f"outlet {source}",
                ),
            )
            for number in range(points)
        ]  # fmt: skip
        each = tuple(Point(count.value, count.evidence.when, (count,)) for count in told)
        return Line(f"outlet {source}", f"Outlet {source}", each)

    lines = (*(line(source, numbers) for source in range(sources)), line(sources, numbers + 1))
    return Series(
        scope=Scope("killed", "people"), since="2026-03-01", until="2026-03-09", lines=lines
    )


def test_a_series_in_short_says_what_it_leaves_out(client: TestClient) -> None:
    """Of many sources the page of all shows those that tell most, and leads to the rest."""
    at_desk = client.app.state.dossiers  # type: ignore[attr-defined]  # our own
    with at_desk.opened("sarn-valley", "2026-05-01") as at:
        at._kept["figures"] = [many(sources=80, numbers=7)]
    listed = page(client, "/figures?as_of=2026-05-01")
    rows = [each for each in listed.all("tr") if "data-value" in each]
    assert len(rows) == LINES * POINTS
    assert rows[-1]["data-value"] == "13.0"
    assert "Outlet 80" in listed.text  # who tells most comes first, though told of last
    assert "75 more sources" in listed.text
    own = next(link for link in listed.links() if "/figures/" in link)
    assert own == "/dossiers/sarn-valley/figures/r1.f1?as_of=2026-05-01"
    whole = desks.Page(client.get(own).text)
    rows = [each for each in whole.all("tr") if "data-value" in each]
    assert len(rows) == 1 + 7 * WHOLE
    last = desks.Page(client.get(next(each for each in whole.links() if "offset" in each)).text)
    assert "Outlet 79" in last.text
    with at_desk.opened("sarn-valley", "2026-05-01") as at:
        at._kept.clear()


def test_a_series_is_found_by_any_of_its_items(client: TestClient) -> None:
    """The address of a series goes on leading to it when an earlier report joins it."""
    first = next(each for each in page(client, "/figures").links() if "/figures/" in each)
    assert first.endswith("/figures/r1.f1")
    assert "14" in page(client, "/figures/r2.f1").text
    assert client.get("/dossiers/sarn-valley/figures/r99.f1").status_code == 404


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ("status=denied", "shelled", "in Port Isel"),
        ("type=CONSULT", "in Port Isel", "shelled"),
        ("actor=Veshtia", "shelled", "in Port Isel"),
        ("outlet=Harrow+Wire", "Ministers meet", "shelled"),
        ("kind=person&type=ASSAULT", "shelled", "Ministers meet"),
        ("until=2026-03-03", "Ministers meet", "shelled"),
    ],
)
def test_filters_of_the_timeline_stand_in_its_address(
    client: TestClient, query: str, there: str, gone: str
) -> None:
    """A filtered timeline is an address that can be shared."""
    shown = client.get(f"/dossiers/sarn-valley/timeline?{query}").text
    listed = re.sub(r"<form.*?</form>", "", shown, flags=re.DOTALL)
    assert there in listed
    assert gone not in listed


def test_a_cell_opens_on_its_words(client: TestClient) -> None:
    """The address of a cell shows every stand in it, the change marked."""
    text = page(client, "/positions?party=oradan&issue=truce").text
    assert "Oradan on truce" in text
    assert "changed from for" in text
    assert "Oradan opposes a truce, Rehl said." in text


def test_contacts_are_narrowed_by_sides_and_day(client: TestClient) -> None:
    """Two sides and a day in the address leave only their contacts until then."""
    both = "/contacts?between=oradan&between=veshtia"
    assert "1 contact," in page(client, both).text
    assert "0 contacts," in page(client, f"{both}&until=2026-03-01").text
    assert "0 contacts," in page(client, "/contacts?between=kelmara&between=nobody").text


def test_today_counts_origins_and_tells_what_cannot_be_followed(client: TestClient) -> None:
    """Today shows each dossier's stories with their origins, and the error of a broken file."""
    shown = desks.Page(client.get("/today").text)
    assert "Ministers meet in Port Isel" in shown.text
    assert re.search(r"\d origins? in \d reports?", shown.text)
    assert "broken.toml is not TOML" in shown.text
    assert client.get("/").headers["location"] == "/today"


def test_the_api_gives_what_the_pages_show(client: TestClient) -> None:
    """Every part is there as JSON, page by page, in the types of the Python API."""
    assert {each["name"] for each in client.get("/api/dossiers").json()} == {
        "sarn-valley",
        "broken",
    }
    assert client.get("/api/dossiers/sarn-valley").json()["reports"] == len(REPORTS)
    for part in (
        "stories",
        "state",
        "positions",
        "contacts",
        "figures",
        "contradictions",
        "claims",
    ):
        whole = answers(client, part)["items"]
        first = answers(client, f"{part}?limit=1")
        assert first["items"] == whole[:1]
        assert (first["next"] is None) == (len(whole) <= 1)
    claim = answers(client, "claims")["items"][0]["key"]
    assert answers(client, f"claims/{claim}/origins")["claim"] == claim
    assert {a["item"] for a in answers(client, "timeline")["answers"]} == {"event"}


def test_the_graph_has_an_edge_for_each_contact(client: TestClient) -> None:
    """The graph joins the sides of each contact, and says of each edge how sure it is."""
    graph = answers(client, "graph")
    assert {node["key"] for node in graph["nodes"]} == {"oradan", "veshtia", "kelmara"}
    met = [e for e in graph["edges"] if {e["one"], e["other"]} == {"oradan", "veshtia"}]
    assert [(each["day"], each["standing"]) for each in met] == [("2026-03-02", "confirmed")]


def test_the_document_describes_the_dossiers(client: TestClient) -> None:
    """Every reference in the description of the API leads to a schema."""
    document = client.get("/api/openapi.json").json()
    assert "/api/dossiers/{name}/contacts" in document["paths"]
    wanted = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(document)))
    assert wanted <= set(document["components"]["schemas"])


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/dossiers/nothing", 404),
        ("/api/dossiers/nothing", 404),
        ("/dossiers/sarn-valley/origins/r99.c9", 404),
        ("/api/dossiers/sarn-valley/claims/x/origins", 404),
        ("/dossiers/broken", 500),
        ("/dossiers/sarn-valley/timeline?since=never", 400),
        ("/dossiers/sarn-valley/contacts?until=never", 422),
        ("/dossiers/sarn-valley?as_of=never", 400),
        ("/api/dossiers/sarn-valley/figures?as_of=0001-01-01T00:00%2B14:00", 400),
    ],
)
def test_what_is_not_there_is_told(client: TestClient, path: str, status: int) -> None:
    """A wrong address gets a page or an object that says what is wrong."""
    answer = client.get(path)
    assert answer.status_code == status
    assert "Traceback" not in answer.text


def test_what_comes_to_the_ledger_is_shown(fresh_sqlite: homes.Fresh, tmp_path: Path) -> None:
    """A report that is added while the desk stands is on the next page, and an edited title too."""
    where = fresh_sqlite(tmp_path)
    with desks.following(where, tmp_path) as client:
        assert "No report" in page(client, "").text
        with Ledger.open(where) as ledger:
            talks.filled(ledger, REPORTS)
        assert "Oradan – Veshtia" in page(client, "").text
        claim = answers(client, "claims")["items"][0]["key"]
        before = answers(client, f"claims/{claim}/origins")
        with Ledger.open(where) as ledger:
            again = msgspec.structs.replace(
                REPORTS[0].report, publisher="Port Isel Post", url="https://post.example/4"
            )
            ledger.add(msgspec.structs.replace(REPORTS[0], report=again), seen=talks.SEEN)
        assert answers(client, f"claims/{claim}/origins") != before
        renamed = talks.TOML.replace("The Sarn Valley talks", "The river talks")
        (tmp_path / "sarn-valley.toml").write_text(renamed, encoding="utf-8")
        assert "The river talks" in page(client, "").text


def test_a_dossier_that_takes_its_time_is_announced(
    fresh_sqlite: homes.Fresh, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a dossier is opened, its pages say so and ask again; then they show it."""
    go_on, opened = Event(), dossiers._open

    def waiting(*given: Any) -> dossiers.At:
        go_on.wait()
        return opened(*given)

    monkeypatch.setattr(dossiers, "_open", waiting)
    with desks.following(fresh_sqlite(tmp_path), tmp_path) as client:
        at_desk = client.app.state.dossiers  # type: ignore[attr-defined]  # our own
        at_desk.patience = 0
        early = client.get("/dossiers/sarn-valley")
        assert early.status_code == 503
        assert desks.Page(early.text).all("meta")[-1]["http-equiv"] == "refresh"
        assert "Being worked out" in client.get("/today").text
        assert client.get("/api/dossiers/sarn-valley").json()["kind"] == "NotYetError"
        go_on.set()
        at_desk.patience = 600
        assert page(client, "").text


def test_a_band_is_as_wide_as_its_days() -> None:
    """The stretches of a course follow one another and fill the days from first to last."""
    changes = (
        Change(state="none", since="2026-03-01", evidence=()),
        Change(state="talks", since="2026-03-06", evidence=()),
    )
    drawn = band(
        Course(parties=("a", "b"), changes=changes, signals=()), "2026-03-01", "2026-03-10"
    )
    assert [tuple(each) for each in drawn.stretches] == [("none", 0.0, 50.0), ("talks", 50.0, 50.0)]
    assert [each.day for each in ticks("2026-03-01", "2026-03-01")] == ["1 Mar"]
    assert ticks("", "") == []


@pytest.mark.parametrize("part", PARTS)
def test_a_former_day_is_kept_through_the_pages(client: TestClient, part: str) -> None:
    """A page as known on a day says so, and every link to a page of the dossier keeps the day."""
    shown = page(client, f"{part}?as_of=2026-03-04")
    assert "As known on 4 March 2026" in shown.text
    dates = [each["value"] for each in shown.all("input") if each.get("type") == "date"]
    assert dates == ["2026-03-04"]
    within = [each for each in shown.links() if each.startswith("/dossiers/")]
    assert [each for each in within if "as_of=2026-03-04" not in each] == [
        f"/dossiers/sarn-valley{part}"
    ]
    fetched = [each["data-source"] for _, each in shown.elements if each.get("data-source")]
    assert all("as_of=2026-03-04" in (each or "") for each in fetched)


def test_a_former_day_knows_nothing_of_later_ones(client: TestClient) -> None:
    """What was published later is on no page and in no answer; nothing of it stays behind."""
    then = page(client, "/timeline?as_of=2026-03-03").text
    assert "Ministers meet" in then
    assert "Envoy confirms" not in then
    first = client.get("/api/dossiers/sarn-valley?as_of=2026-03-03").json()
    assert (first["reports"], first["as_of"], first["last"]) == (1, "2026-03-03", "2026-03-03")
    assert client.get("/api/dossiers/sarn-valley").json()["reports"] == len(REPORTS)
    assert "until 1 March 2026" in page(client, "?as_of=2026-03-01").text


def test_a_page_of_a_former_day_leads_to_the_next(client: TestClient) -> None:
    """The API's next pages are those of the same day; the present has a way back in it."""
    found = client.get("/api/dossiers/sarn-valley/timeline?as_of=2026-03-05&limit=1").json()
    assert "as_of=2026-03-05" in found["next"]
    assert client.get(found["next"]).json()["answers"] != found["answers"]
    shown = page(client, "/timeline?status=denied&as_of=2026-03-04")
    assert "/dossiers/sarn-valley/timeline?status=denied" in shown.links()
    kept = {"type": "hidden", "name": "status", "value": "denied"}
    assert kept in shown.all("input")


def test_few_former_days_stay_open(client: TestClient) -> None:
    """Whoever leafs through the days does not fill the memory with them."""
    for day in range(1, 10):
        page(client, f"?as_of=2026-03-{day:02}")
    at_desk = client.app.state.dossiers  # type: ignore[attr-defined]  # our own
    open_ = [as_of for _, as_of in at_desk._open if as_of]
    assert open_ == [f"2026-03-{day:02}" for day in (7, 8, 9)]
