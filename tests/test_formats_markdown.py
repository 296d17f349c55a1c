"""Markdown is text whose first heading is its title."""

import pytest

from according.formats import read_bytes
from effort import patience

# fmt: off
CASES = [
    # text                                                  title            why this row exists
    ("# Talks resume\n\nThe mediator said so.\n",           "Talks resume",  "a heading opens it"),
    ("\n\n# Talks resume #\r\n\r\nThe mediator said so.", "Talks resume",  "blank lines before, marks behind"),
    ("---\nlayout: post\n---\n# Talks resume\nThey do.\n", "Talks resume",  "front matter before"),
    ("The mediator said so.\n\n# Background\n",            None,            "a later heading is none"),
    ("## Talks resume\n\nThe mediator said so.\n",          None,            "nor is one of a section"),
    ("#talks resume\n",                                     None,            "nor is a tag"),
]
# fmt: on


@pytest.mark.parametrize(("text", "title"), [pytest.param(*r, id=why) for *r, why in CASES])
def test_title(text: str, title: str | None) -> None:
    """The title is taken, and the text stays as it stands."""
    (loaded,) = read_bytes(text.encode(), origin="x", media_type="text/markdown")
    assert loaded.report.title == title
    assert loaded.report.text == text


def test_a_heading_without_end() -> None:
    """Blanks without an end cost no time."""
    with patience():
        (loaded,) = read_bytes(b"# a" + b" " * 1_000_000, origin="x", media_type="text/markdown")
    assert loaded.report.title is None
