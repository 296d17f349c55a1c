"""An analyst at the desk: searches, waits for news, reads a text, on any screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

import sarn
from according import Ledger

PATHS = [
    "/actors/switzerland",
    "/reports",
    "/reports/1",
    "/reports/1/items/s1",
    "/search",
    "/actor?name=Rehl",
    "/read",
    "/none",
]


def test_a_search_can_be_shared(page: Page) -> None:
    """Choosing filters leads to an address that holds them, and nothing else."""
    page.goto("/search")
    page.get_by_text("Status of event").click()
    page.locator(".chips").get_by_text("denied", exact=True).click()
    page.wait_for_url("**/search?status=denied")
    page.locator(".filters [name=words]").fill("withdrawal")
    page.locator(".filters [name=words]").press("Enter")
    page.wait_for_url("**/search?words=withdrawal&status=denied")
    expect(page.locator(".answers > li")).to_have_count(1)


def test_news_appears_without_a_reload(page: Page, ledger: str) -> None:
    """A report that comes in while the list is open appears in it."""
    page.goto("/reports")
    with Ledger.open(ledger) as opened:
        opened.add(sarn.reading(url="https://b.example", title="Talks resume", publisher="Wire"))
    expect(page.locator(".reports h2").first).to_have_text("Talks resume")


def test_nothing_moves_under_the_hand(page: Page, ledger: str) -> None:
    """While somebody is at an item, news is told and waits."""
    page.goto("/reports")
    page.keyboard.press("j")
    with Ledger.open(ledger) as opened:
        opened.add(sarn.reading(url="https://b.example", title="Talks resume", publisher="Wire"))
    expect(page.locator("#news")).to_be_visible()
    assert page.locator(".reports li").count() == 1


def test_keys_are_explained(page: Page) -> None:
    """? lists the keys, / goes to the search."""
    page.goto("/reports")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "words"


def test_a_text_is_read_without_being_kept(page: Page, ledger: str) -> None:
    """The real reader reads what was pasted; the ledger does not hear of it."""
    page.goto("/read")
    page.get_by_label("Text").fill(sarn.TEXT)
    page.get_by_label("Publisher").fill(sarn.PAPER)
    page.get_by_role("button", name="Read").click()
    expect(page.locator("#read .entry").first).to_be_visible(timeout=60_000)
    with Ledger.open(ledger, write=False) as kept:
        assert kept.reports().total == 1


@pytest.mark.parametrize("width", [390, 900, 1440])
@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_wider_than_the_screen(page: Page, path: str, width: int) -> None:
    """No page scrolls sideways, on a phone neither."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("path", PATHS)
def test_pages_hinder_nobody(page: Page, path: str, colours: str) -> None:
    """Axe finds nothing serious, in either colours; every page has one first heading."""
    page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
    page.goto(path)
    assert page.locator("h1").count() == 1
    found = Axe().run(page).response["violations"]
    grave = [each for each in found if each["impact"] in {"serious", "critical"}]
    assert [(each["id"], [n["html"][:200] for n in each["nodes"]][:3]) for each in grave] == []
