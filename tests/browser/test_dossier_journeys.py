"""An analyst's ways through a dossier, in Chromium: make browser."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from evaluation import desks
from playwright.sync_api import Browser, Page, expect

DOSSIER = f"/dossiers/{desks.NAME}"
PARTS = (
    "",
    "/stories",
    "/actors",
    "/actors/edda-karsten",
    "/timeline",
    "/positions",
    "/contacts",
    "/figures",
    "/contradictions",
    "/origins",
)
DAY = "2026-04-26"
PAGES = ("/today", f"{DOSSIER}?as_of={DAY}", *(DOSSIER + part for part in PARTS))


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the worked example, as the reader reads it."""
    with desks.served(desks.example(tmp_path_factory.mktemp("desk"))) as address:
        desks.awaited(address)
        yield address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Open a page that must run without a complaint of the browser."""
    context = browser.new_context(base_url=address, viewport={"width": 1440, "height": 900})
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "console", lambda said: complaints.append(said.text) if said.type == "error" else None
    )
    yield opened
    context.close()
    assert complaints == []


def test_from_today_to_the_words(page: Page) -> None:
    """From what is new to where the talks stand to the words in the report: three clicks."""
    page.goto("/")
    page.get_by_role("heading", level=2).get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(f"{DOSSIER}$"))
    page.locator(".changes .cite").first.click()
    expect(page).to_have_url(re.compile(r"/reports/\d+#\w+$"))
    anchor = page.url.partition("#")[2]
    expect(page.locator(f"#{anchor}")).to_be_in_viewport()


def test_the_timeline_is_filtered_by_its_address(page: Page) -> None:
    """A chip narrows the timeline at once, and the address says so."""
    page.goto(f"{DOSSIER}/timeline")
    page.locator(".chips label", has_text="denied").click()
    expect(page).to_have_url(re.compile("status=denied"))
    page.wait_for_load_state("load")
    badges = page.locator(".answers .badge")
    expect(badges.first).to_be_visible()
    assert set(badges.all_inner_texts()) == {"denied"}
    page.go_back()
    expect(page.locator(".answers .badge.is-actual").first).to_be_visible()


def test_a_cell_opens_in_place(page: Page) -> None:
    """A cell of the matrix opens beside it without a reload, and its address can be shared."""
    page.goto(f"{DOSSIER}/positions")
    page.evaluate("window.kept = true")
    cell = page.locator(".matrix td a").first
    cell.click()
    heading = page.locator("#cell h2")
    expect(heading).to_contain_text(" on ")
    assert page.evaluate("window.kept")
    title = heading.inner_text()
    page.reload()
    expect(heading).to_have_text(title)
    expect(page.locator("#cell blockquote").first).to_be_visible()


def test_the_slider_goes_back_in_time(page: Page) -> None:
    """The slider takes later contacts off the graph and the list, and stands in the address."""
    page.goto(f"{DOSSIER}/contacts")
    entries = page.locator(".contact-list > li:visible")
    expect(page.locator("#graph canvas").first).to_be_visible()
    whole = entries.count()
    slider = page.get_by_label("Show contacts until this day")
    slider.focus()
    slider.press("Home")
    assert entries.count() < whole
    expect(page).to_have_url(re.compile(r"until=\d{4}-\d\d-\d\d"))
    page.reload()
    assert entries.count() < whole


def test_a_former_day_is_looked_at_and_left(page: Page) -> None:
    """A day is chosen on one page and kept on the others, filters and all, until the present."""
    page.goto(f"{DOSSIER}/timeline?status=denied")
    days = page.locator(".when h2")
    latest = days.first.inner_text()
    page.get_by_label("As known on").fill(DAY)
    page.locator(".as-of button").click()
    expect(page).to_have_url(re.compile(f"status=denied&as_of={DAY}$"))
    expect(page.locator(".as-known")).to_contain_text("26 April 2026")
    assert days.first.inner_text() != latest
    page.locator(".tabs").get_by_text("Contacts").click()
    expect(page).to_have_url(re.compile(f"/contacts\\?as_of={DAY}$"))
    assert page.locator("#graph").get_attribute("data-last") <= DAY  # type: ignore[operator]
    page.locator(".tabs").get_by_text("Positions").click()
    page.locator(".matrix td a").first.click()
    expect(page).to_have_url(re.compile(f"as_of={DAY}$"))
    page.get_by_role("link", name="Show the present").click()
    expect(page.locator(".as-known")).to_have_count(0)


@pytest.mark.parametrize(
    ("part", "first"), [("timeline", ".answers > li"), ("contacts", ".contact-list > li")]
)
def test_filters_stay_folded_on_a_phone(page: Page, part: str, first: str) -> None:
    """On a phone the list comes at once, and its filters open at a touch."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{DOSSIER}/{part}")
    page.locator("#graph").evaluate_all("all => all.forEach(each => each.remove())")
    assert page.locator(first).first.bounding_box()["y"] < 500  # type: ignore[index]
    field = page.locator(".filters [name=until]")
    expect(field).to_be_hidden()
    page.locator(".rest > summary").click()
    expect(field).to_be_visible()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.reload()
    expect(field).to_be_visible()


@pytest.mark.parametrize("path", [DOSSIER, f"{DOSSIER}/figures", f"{DOSSIER}/timeline"])
def test_pages_can_be_printed(page: Page, path: str) -> None:
    """On paper the answers stand, and nothing that wants to be pressed."""
    page.goto(f"{path}?as_of={DAY}")
    page.emulate_media(media="print")
    expect(page.locator(".as-known")).to_be_visible()
    assert page.locator("main li:visible, main tr:visible").count() > 3
    assert page.locator("button:visible, input:visible, select:visible").count() == 0


def test_charts_are_drawn_beside_their_tables(page: Page) -> None:
    """Each chart is an SVG with a description, and its numbers stand in a table too."""
    page.goto(f"{DOSSIER}/figures")
    charts = page.locator(".chart svg")
    expect(charts.first).to_be_visible()
    assert charts.count() == page.locator(".chart").count()
    assert page.locator(".series table").count() == page.locator(".series").count()


def test_actors_are_merged_and_told_apart_again(page: Page) -> None:
    """Two actors are chosen and become one; undone where it is listed, they are two."""
    page.goto(f"{DOSSIER}/actors")
    expect(page.locator(".together")).to_be_hidden()
    names = page.locator(".actors .who")
    count = names.count()
    first, second = names.nth(11).inner_text(), names.nth(12).inner_text()
    page.get_by_label(f"{first} is one with others").check()
    page.get_by_label(f"{second} is one with others").check()
    page.get_by_role("button", name="The chosen are one actor").click()
    expect(page.locator(".ruled")).to_contain_text(f"{first} = {second}")
    page.wait_for_url("**/actors")
    expect(names).to_have_count(count - 1)
    page.get_by_role("link", name=first, exact=True).first.click()
    expect(page.locator(".tally", has_text="Spelt")).to_contain_text(second)
    page.locator(".ruled button").click()
    page.goto(f"{DOSSIER}/actors")
    expect(names).to_have_count(count)
    expect(page.locator(".ruled")).to_have_count(0)


def test_a_story_is_taken_apart_and_put_together(page: Page) -> None:
    """A report is taken out of a story, put back, and all of it undone."""
    page.goto(f"{DOSSIER}/stories")
    entries = page.locator(".stories > li")
    count = entries.count()
    whole = page.locator(".stories > li:has(details)").first
    whole.locator("summary").click()
    whole.locator("details input[type=checkbox]").last.check()
    whole.get_by_role("button", name="These tell another story").click()
    expect(entries).to_have_count(count + 1)
    assert re.search(r"#r\d+$", page.url)
    for pick in (0, 1):
        page.locator(".pick input").nth(pick).check()
    page.get_by_role("button", name="The chosen are one story").click()
    expect(entries).to_have_count(count)
    while page.locator(".ruled button").count():
        page.locator(".ruled button").first.click()
        page.wait_for_load_state("load")
    expect(entries).to_have_count(count)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [1440, 390, 320])
def test_pages_fit_and_stay_at_home(page: Page, path: str, width: int) -> None:
    """Nothing overflows, nothing is asked of anybody else, and the policy holds."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(path)
    page.wait_for_load_state("load")
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    home = page.evaluate("location.origin")
    assert [url for url in asked if not url.startswith((home, "data:"))] == []


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_pages_are_accessible(page: Page, path: str, colours: str) -> None:
    """Axe finds nothing serious."""
    page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
    page.goto(path)
    page.wait_for_timeout(300)
    found = Axe().run(page).response["violations"]
    grave = [each for each in found if each["impact"] in {"serious", "critical"}]
    assert [(g["id"], [n["html"][:120] for n in g["nodes"]][:3]) for g in grave] == []


@pytest.mark.parametrize("path", PAGES)
def test_pages_can_be_read_without_scripts(browser: Browser, address: str, path: str) -> None:
    """Without JavaScript every page still shows its lists and tables."""
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto(path)
    assert page.locator("main li:visible, main tr:visible").count() > 3
    assert page.locator("main .chart:visible, main #graph:visible").count() == 0
    context.close()
