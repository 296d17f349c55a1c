"""An analyst at a report: looks, follows, corrects, undoes."""

import pytest
from playwright.sync_api import Page, expect

import sarn
from according import Ledger


def test_pointing_lights_both_ways(page: Page) -> None:
    """Pointing at a word lights its item; pointing at an item lights its words."""
    page.goto("/reports/1")
    page.locator(".text .cue", has_text="denied").hover()
    assert "lit" in (page.locator("#s1").get_attribute("class") or "")
    page.locator("#f2 .line").hover()
    lit = page.locator(".text .lit")
    assert lit.all_inner_texts() == ["At least 12"]


def test_the_keyboard_walks_and_judges(page: Page, ledger: str) -> None:
    """J walks, x rejects, u takes it back; nothing else is needed."""
    page.goto("/reports/1")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "s1"
    page.keyboard.press("x")
    expect(page.locator(".rejected #s1")).to_be_visible()
    page.locator("#s1").focus()
    page.keyboard.press("u")
    expect(page.locator(".rejected #s1")).to_have_count(0)
    with Ledger.open(ledger, write=False) as kept:
        assert [each.undone is not None for each in kept.corrections()] == [True]


@pytest.mark.parametrize(
    ("key", "field", "value"), [("s1", "speaker", "Ana Stanić"), ("f2", "value", "14")]
)
def test_a_change_is_made_in_place(page: Page, key: str, field: str, value: str) -> None:
    """The form opens beside the item; the item then shows what was read and what it is now."""
    page.goto("/reports/1")
    page.locator(f"#{key} > .head .open").click()
    form = page.locator(f"#form-{key}")
    form.locator("summary").click()
    form.locator(f"[name=new-{field}]").fill(value)
    form.get_by_role("button", name="Keep the change").click()
    expect(page.locator(f"#{key} > .head ins").first).to_have_text(value)
    assert page.url.endswith("/reports/1")


def test_a_refusal_is_said_where_it_was_asked(page: Page) -> None:
    """What the ledger refuses is explained in the form."""
    page.goto("/reports/1/items/f2")
    form = page.locator("#form-f2")
    form.locator("summary").click()
    form.locator("[name=new-value]").fill("many")
    form.get_by_role("button", name="Keep the change").click()
    expect(page.locator("#form-f2 .problem")).to_contain_text("is no number")


def test_times_are_those_of_the_reader(page: Page, ledger: str) -> None:
    """A report's own time stays; beside it stands what that was here."""
    with Ledger.open(ledger) as opened:
        opened.add(
            sarn.reading(
                url="https://a.example", published="2026-04-06T06:40:00Z", publisher="Wire"
            )
        )
    page.goto("/reports/2")
    expect(page.locator(".report-head time").first).to_have_text(
        "6 April 2026, 06:40 UTC (15:40 for you)"
    )
