"""Markdown: plain text whose first heading is the title.

# Talks resume          ►  title
The mediator *said* …   ►  text, character for character, with its marks
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from according.formats import text
from according.formats.loaded import Draft

# What may stand before the title: blank lines, and the front matter of site generators.
_TITLE = re.compile(
    r"\ufeff?(?:---\n(?:[^\n]*\n){0,60}?---\n)?\s*"
    r"#[ \t]+([^\n]{1,300}?)[ \t]{0,9}#{0,6}[ \t]{0,9}\r?(?:\n|$)"
)


def load(stream: BinaryIO, charset: str | None) -> Iterator[Draft]:
    """Read one report from a Markdown file."""
    for draft in text.load(stream, charset):
        found = _TITLE.match(draft.text or "")
        yield msgspec.structs.replace(draft, title=found[1]) if found else draft
