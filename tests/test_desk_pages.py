"""The pages: what they show, what their addresses mean, and that no text becomes markup."""

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient

import desks
import homes
import sarn
from according import Ledger
from according.records import Doubt, Reading

HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}\u202egnp.exe"
VOID = {"area", "base", "br", "embed", "iframe", "img", "link", "object", "style", "svg"}


@pytest.fixture
def where(fresh_sqlite: homes.Fresh, tmp_path: Path) -> str:
    """Make an empty ledger."""
    return fresh_sqlite(tmp_path)


@pytest.fixture
def filled(where: str) -> str:
    """Make a ledger with one report."""
    with Ledger.open(where) as opened:
        opened.add(sarn.reading(url="https://chronicle.example/a"))
    return where


@pytest.fixture
def client(filled: str) -> Iterator[TestClient]:
    """Sit at a desk on it."""
    with desks.browser(desks.desk(filled)) as client:
        yield client


def poisoned() -> Reading:
    """Give a report of which every field is an attack."""
    text = f"{HOSTILE} was said.\n{HOSTILE} twelve"
    end = len(HOSTILE)
    raw: dict[str, Any] = msgspec.to_builtins(sarn.reading())
    raw["report"] = {
        "text": text, "id": HOSTILE, "publisher": HOSTILE, "url": "javascript:alert(3)",
        "published": HOSTILE, "title": HOSTILE,
    }  # fmt: skip
    names = {"source", "cue", "speaker", "trigger", "place", "date", "text", "who", "since",
             "cause", "holder", "issue"}  # fmt: skip
    for item in (
        each for sort in ("statements", "events", "figures", "positions") for each in raw[sort]
    ):
        for field, value in item.items():
            if field in names:
                item[field] = HOSTILE
            elif field in {"actor", "recipient", "mediator", "chain"}:
                item[field] = [HOSTILE, HOSTILE]
            elif field == "content":
                item[field] = HOSTILE
            elif field == "content_spans":
                item[field] = [(0, end)]
            elif field.endswith("_span") and value is not None:
                item[field] = (0, end)
    raw["doubts"] = [msgspec.to_builtins(Doubt(kind=HOSTILE, message=HOSTILE))]
    return msgspec.convert(raw, Reading)


@pytest.mark.parametrize(
    "path",
    ["/reports", "/reports/1", "/reports/1/items/s1", "/reports/1/items/e1", "/reports/1/items/f1",
     "/reports/1/items/p1", "/search", "/search?words=script", "/search?speaker=script",
     "/actor?name=script", "/search?words=<script>", "/search?speaker=<img%20src=x>",
     "/actor?name=<script>", '/actor?name="<script>"', "/<script>alert(1)</script>",
     "/reports/<script>", "/reports/1/items/<script>"],
)  # fmt: skip
def test_no_text_becomes_markup(where: str, path: str) -> None:
    """Whatever stands in any field of a report, or in an address, is shown as text."""
    with Ledger.open(where) as opened:
        opened.add(poisoned())
        opened.correct("r1.s2", "accept", by=HOSTILE, note=HOSTILE)
    with desks.browser(desks.desk(where)) as client:
        page = desks.Page(client.get(path).text)
    scripts = page.all("script")
    assert scripts
    assert all((each["src"] or "").startswith("/static/") for each in scripts)
    assert not {tag for tag, _ in page.elements} & VOID - {"link"}
    for _, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
    assert all(re.match(r"/|#|https?://|$", link) for link in page.links())
    assert "\u202e" not in page.text
    assert "49" not in page.text.replace("r49", "")


def test_hostile_words_are_still_shown(where: str) -> None:
    """What is dangerous as markup can be read as text."""
    with Ledger.open(where) as opened:
        opened.add(poisoned())
    with desks.browser(desks.desk(where)) as client:
        page = desks.Page(client.get("/reports/1").text)
    assert "<script>alert(1)</script>" in page.text


def test_pasted_text_is_no_markup_either(filled: str) -> None:
    """What is read without being kept goes through the same hands."""
    opened = desks.desk(filled)
    with desks.browser(opened) as client:
        form = {"token": opened.token, "text": HOSTILE, "publisher": HOSTILE}
        page = desks.Page(client.post("/read", data=form).text)
    assert all((each["src"] or "").startswith("/static/") for each in page.all("script"))
    assert not page.all("img")
    assert "alert(1)" in page.text


def test_the_text_of_a_report_stands_whole(client: TestClient) -> None:
    """Marked up, the text reads as it did before, word for word."""
    html = client.get("/reports/1").text
    article = html[html.index('<article class="text"') : html.index("</article>")]
    assert "".join(desks.Page(article).words).strip() == sarn.TEXT


def test_items_and_words_lead_to_each_other(client: TestClient) -> None:
    """Every item in the list leads to its words; every word marked leads to an item."""
    page = desks.Page(client.get("/reports/1").text)
    listed = {each["id"] for each in page.all("li") if "entry" in (each.get("class") or "")}
    assert listed == {"s1", "s2", "s3", "s4", "s5", "s6", "e1", "e2", "e3", "e4", "f1", "f2", "p1"}
    places = {each.get("id") for each in page.all("span")}
    assert {f"t-{key}" for key in listed} <= places
    marked = {key for _, each in page.elements for key in (each.get("data-items") or "").split()}
    assert marked == listed


def test_what_stands_in_a_statement_is_listed_under_it(client: TestClient) -> None:
    """A diplomat quoted by a wire stands inside the wire, the release inside what they say."""
    html = client.get("/reports/1").text
    inner = html[html.index('id="s2"') : html.index('id="s4"')]
    assert inner.index('class="inside"') < inner.index('id="s3"') < inner.index('id="e2"')


def test_a_former_text_says_so_and_takes_no_corrections(filled: str) -> None:
    """Revisions stay readable; what is past cannot be corrected."""
    with Ledger.open(filled) as opened:
        opened.add(sarn.reading(url="https://chronicle.example/a", text=sarn.TEXT + " More."))
    with desks.browser(desks.desk(filled)) as client:
        old = desks.Page(client.get("/reports/1?revision=1").text)
        new = desks.Page(client.get("/reports/1").text)
    assert "A former text of this report" in old.text
    assert not [link for link in old.links() if "/items/" in link]
    assert [link for link in new.links() if "/items/" in link]
    assert "/reports/1?revision=1" in new.links()


def test_copies_are_told_on_both_sides(filled: str) -> None:
    """A report whose text is another's says whose, and that one says who copied it."""
    with Ledger.open(filled) as opened:
        opened.add(sarn.reading(url="https://wire.example/a", publisher="Harrow Wire"))
    with desks.browser(desks.desk(filled)) as client:
        assert "A copy of r1 Talks" in desks.Page(client.get("/reports/2").text).text
        assert "/reports/2" in desks.Page(client.get("/reports/1").text).links()


def test_addresses_that_are_no_web_pages_are_no_links(where: str) -> None:
    """A report's own address is a link only if it opens a web page."""
    with Ledger.open(where) as opened:
        opened.add(sarn.reading(url="javascript:alert(1)"))
    with desks.browser(desks.desk(where)) as client:
        links = desks.Page(client.get("/reports/1").text).links()
    assert not [link for link in links if link.startswith("javascript")]


@pytest.mark.parametrize(
    ("path", "addresses"),
    [
        ("/search?words=prisoners&items=statement", ["r1.s2", "r1.s3"]),
        ("/search?speaker=Rehl&act=deny&act=feel&items=statement", ["r1.s1", "r1.s6"]),
        ("/search?type=retreat&status=denied&since=2026-03", ["r1.e1"]),
        ("/search?items=figure&items=position", ["r1.f1", "r1.f2", "r1.p1"]),
        ("/search?report=1&surest=0.85&offset=4&limit=1", ["r1.s5"]),
        ("/search?speaker=&words=&act=deny&surest=&report=&items=statement", ["r1.s1"]),
    ],
)
def test_the_state_of_a_search_is_its_address(
    client: TestClient, path: str, addresses: list[str]
) -> None:
    """The same address gives the same answers, with the filters filled in; empty ones are none."""
    page = desks.Page(client.get(path).text)
    shown = [each["data-item"] for each in page.all("li") if "data-item" in each]
    assert shown == addresses
    boxes = [each for each in page.all("input") if "checked" in each]
    for each in boxes:
        assert f"{each['name']}=".lower() in path


def test_pages_of_answers_fit_together(client: TestClient) -> None:
    """Following "next" shows every answer once, and keeps the filters."""
    path: str | None = "/search?limit=4&items=statement&items=event"
    seen: list[str | None] = []
    while path:
        page = desks.Page(client.get(path).text)
        seen += [each["data-item"] for each in page.all("li") if "data-item" in each]
        after = [each["href"] for each in page.all("a") if each.get("rel") == "next"]
        path = after[0] if after else None
        assert path is None or "items=event" in path
    assert len(seen) == len(set(seen)) == 10


def test_a_filter_can_be_left_out_again(client: TestClient) -> None:
    """Each filter in force is shown and leads to the search without it."""
    page = desks.Page(client.get("/search?act=deny&speaker=Rehl&offset=50").text)
    assert "/search?speaker=Rehl" in page.links()
    assert "/search?act=deny" in page.links()


def test_an_actor_shows_what_was_said_done_and_held(client: TestClient) -> None:
    """What a name said and did, where it stands and who cites it are on one page."""
    page = desks.Page(client.get("/actor", params={"name": "Stanić"}).text)
    shown = {each["data-item"] for each in page.all("li") if "data-item" in each}
    assert {"r1.s4", "r1.e3"} <= shown
    assert "reopen the dam" in page.text
    assert "Cited by" in page.text
    assert "Estuary Chronicle" in page.text


def test_an_unknown_name_is_told_with_those_like_it(client: TestClient) -> None:
    """A slip of the pen leads to the name that was meant."""
    assert "tomas rehl" in desks.Page(client.get("/actor?name=Rehll").text).text


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/nothing", 404, "No page is called /nothing"),
        ("/reports/99", 404, "There is no report r99"),
        ("/reports/1?revision=9", 404, "has no revision 9"),
        ("/reports/1/items/s99", 404, "has no item s99"),
        ("/reports/one", 422, "number"),
        ("/search?act=sing", 400, "There are: say, deny"),
        ("/search?since=soon", 400, "Give a date like"),
        ("/search?limit=0", 422, "limit"),
        ("/actor?name=!!!", 400, "is no name"),
    ],
)
def test_what_cannot_be_shown_is_explained(
    client: TestClient, path: str, status: int, words: str
) -> None:
    """Every error has a page of the desk that says what is there instead."""
    answer = client.get(path)
    assert answer.status_code == status
    page = desks.Page(answer.text)
    assert words in page.text
    assert "/search" in page.links()


def test_a_ledger_that_comes_later_is_found(tmp_path: Path, fresh_sqlite: homes.Fresh) -> None:
    """Without a ledger the desk says how to begin one, and shows it once it is there."""
    path = tmp_path / "ledger.db"
    with desks.browser(desks.desk(str(path))) as client:
        missing = client.get("/reports")
        assert missing.status_code == 503
        assert "according add" in missing.text
        fresh_sqlite(tmp_path)
        assert "The ledger is empty" in client.get("/reports").text


def test_something_else_is_no_ledger(tmp_path: Path) -> None:
    """A file that is something else is named, and left alone."""
    path = tmp_path / "ledger.db"
    path.write_text("shopping list")
    with desks.browser(desks.desk(str(path))) as client:
        answer = client.get("/search")
    assert answer.status_code == 503
    assert "is no ledger" in answer.text


def test_nothing_is_fetched_because_a_page_was_viewed(filled: str) -> None:
    """Only the form on the reading page fetches, when it is sent with the page's token."""
    opened = desks.desk(filled)
    fetched = opened.preview.fetched  # type: ignore[attr-defined]
    address = "https://chronicle.example/b"
    with desks.browser(opened) as client:
        for path in (
            "/read",
            f"/read?address={address}",
            "/reports/1",
            "/search",
            "/api/reports/1",
        ):
            client.get(path)
        assert not fetched
        answer = client.post("/read", data={"token": opened.token, "address": address})
    assert fetched == [address]
    assert answer.status_code == 502
    assert f"{address} gives nothing" in answer.text


@pytest.mark.parametrize("form", [{}, {"text": " "}, {"text": "a", "address": "https://a.example"}])
def test_reading_wants_one_thing(filled: str, form: dict[str, str]) -> None:
    """Neither nothing nor two things at once are read."""
    opened = desks.desk(filled)
    with desks.browser(opened) as client:
        answer = client.post("/read", data={"token": opened.token, **form})
    assert answer.status_code == 400
    assert "either an address or a text" in answer.text


def test_what_was_typed_comes_back(filled: str) -> None:
    """The form still holds what was read, line ends and all."""
    opened = desks.desk(filled)
    with desks.browser(opened) as client:
        html = client.post("/read", data={"token": opened.token, "text": "One.\n\nTwo."}).text
    assert "One.\n\nTwo.</textarea>" in html


def test_pages_lead_only_to_what_is_there(client: TestClient) -> None:
    """No page has a link into nothing."""
    seen: set[str] = set()
    waiting = ["/reports", "/search", "/actor", "/read", "/reports/1", "/actor?name=Rehl"]
    while waiting:
        path = waiting.pop().partition("#")[0]
        if not path.startswith("/") or path in seen:
            continue
        seen.add(path)
        answer = client.get(path)
        assert answer.status_code in {200, 307}, path
        if len(seen) < 60 and "html" in answer.headers.get("content-type", ""):
            waiting += desks.Page(answer.text).links()


def test_static_files_are_kept_for_good(client: TestClient) -> None:
    """Scripts and styles are loaded once, under addresses that change with what is in them."""
    page = desks.Page(client.get("/reports").text)
    files = [each["src"] for each in page.all("script")] + [
        each["href"] for each in page.all("link")
    ]
    for file in files:
        answer = client.get(str(file))
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]


def test_a_page_weighs_little(client: TestClient) -> None:
    """A page with all that it loads stays far below a megabyte on the wire."""
    page = desks.Page(client.get("/reports/1").text)
    files = ["/reports/1", *(str(each["src"]) for each in page.all("script")),
             *(str(each["href"]) for each in page.all("link"))]  # fmt: skip
    sizes = [int(client.get(file).headers["content-length"]) for file in files]
    assert sum(sizes) < 100_000


def test_libraries_of_others_come_with_their_licences() -> None:
    """Beside every library that we ship stands its licence."""
    folder = files("according.desk").joinpath("static/vendor")
    names = {each.name for each in folder.iterdir()}
    libraries = {name.partition(".")[0] for name in names if name.endswith(".js")}
    assert libraries == {"cytoscape", "echarts", "htmx"}
    assert {f"{library}.LICENSE" for library in libraries} <= names
