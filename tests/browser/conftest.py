"""Journeys through the desk in a real browser: Debian's Chromium, headless.

    make browser        (apt-get install chromium; or name another in $CHROMIUM)

A page that complains, breaks its policy or asks another machine for anything fails the journey.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from evaluation import desks
from playwright.sync_api import Browser, Page

import sarn
from according import Ledger

# What a browser says of answers that a journey asks for on purpose.
EXPECTED = re.compile("the server responded with a status of (400|404|502)")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the browser once."""
    if not Path(desks.CHROMIUM).exists():
        pytest.skip(f"{desks.CHROMIUM} is not there: apt-get install chromium, or set CHROMIUM")
    with desks.chromium() as launched:
        yield launched


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    """Make a ledger with one report."""
    path = tmp_path / "ledger.db"
    with Ledger.open(path) as opened:
        opened.add(sarn.reading(url="https://chronicle.example/a"))
    return str(path)


@pytest.fixture
def desk(ledger: str) -> Iterator[str]:
    """Open a desk on it; give its address."""
    with desks.served(Path(ledger), dossiers=()) as address:
        yield address


@pytest.fixture
def page(browser: Browser, desk: str) -> Iterator[Page]:
    """Open a page of it, far from the reports' time zone."""
    context = browser.new_context(base_url=desk, timezone_id="Asia/Tokyo", locale="en-GB")
    opened = context.new_page()
    said: list[str] = []
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    opened.on("request", lambda asked: said.append(asked.url) if _elsewhere(asked.url) else None)
    yield opened
    context.close()
    assert [each for each in said if not EXPECTED.search(each)] == []


def _elsewhere(url: str) -> bool:
    """Tell whether a page asks another machine for something."""
    return not url.startswith(("http://127.0.0.1:", "data:", "blob:"))
