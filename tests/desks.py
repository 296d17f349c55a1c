"""A desk for tests: a client that asks as a browser on this machine does, and what a page holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import talks
from according.desk.app import create
from according.desk.desk import Desk
from according.errors import FetchError
from according.records import Reading, Report

HERE = "http://127.0.0.1:8700"


class Preview:
    """Reads nothing from any text; remembers what it was asked to fetch."""

    def __init__(self) -> None:
        """Begin with nothing fetched."""
        self.fetched: list[str] = []

    def text(self, report: Report) -> Reading:
        """Give the text back, unread."""
        return Reading(report=report, reader="none")

    def address(self, address: str) -> Reading:
        """Note the address; there is nothing there."""
        self.fetched.append(address)
        raise FetchError("not-found", f"{address} gives nothing.")


def desk(where: str, **more: Any) -> Desk:
    """Set a desk up on a ledger."""
    given: dict[str, Any] = {"where": where, "preview": Preview(), "analyst": "ana", "patience": 0}
    return Desk(**{**given, **more})


@contextmanager
def browser(opened: Desk, base_url: str = HERE, **more: Any) -> Iterator[TestClient]:
    """Sit down at a desk."""
    with TestClient(create(opened), base_url=base_url, follow_redirects=False, **more) as client:
        yield client


@contextmanager
def following(where: str, folder: Path) -> Iterator[TestClient]:
    """Sit down at a desk with a dossier on its shelf, a folder, and wait until it is worked out."""
    (folder / "sarn-valley.toml").write_text(talks.TOML, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ACCORDING_DOSSIERS", str(folder))
        patch.setenv("ACCORDING_CACHE", str(folder / "cache"))
        with browser(desk(where)) as client:
            client.app.state.dossiers.patience = 600  # type: ignore[attr-defined]  # our own
            yield client


class Page(HTMLParser):
    """What a browser would make of a page: elements with their attributes, and the text.

    The fields of forms are left out of the text: they give back what they were given.
    """

    def __init__(self, html: str) -> None:
        """Take the page apart."""
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Note words."""
        if self.elements and self.elements[-1][0] != "textarea":
            self.words.append(data)

    @property
    def text(self) -> str:
        """All words of the page."""
        return " ".join(" ".join(self.words).split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """Give the attributes of all elements of one kind."""
        return [attributes for name, attributes in self.elements if name == tag]

    def links(self) -> list[str]:
        """Give where the page's links lead."""
        return [each["href"] or "" for each in self.all("a") if "href" in each]
