"""HTML pages: the article without its surroundings, and what the page says of itself.

bytes ► decode ► flatten ► article.extract ─┬► metadata
                                            └► trafilatura ► blocks

Suspect pages (deep, very long, thousands of <br>) are extracted in a process of their
own with a time limit: 3,000 <br> in a row took trafilatura 2.3.1 seven seconds. The
text exists only after extraction; from then on it is never altered.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from according.formats import child
from according.formats.article import Page, extract
from according.formats.encoding import decode
from according.formats.loaded import Draft
from according.formats.metadata import PageFacts
from according.formats.nesting import MAX_DEPTH, flatten
from according.records import Doubt

MAX_BYTES = 10_000_000  # the longest live blogs have 2 MB
SECONDS = 25  # by the clock, for a suspect page; an ordinary one takes 0.01
_MANY_TAGS = 20_000  # news pages have about 3,000
_MANY_BREAKS = 300
# Menus and teasers have no full stops. Those of other scripts count: such a page is no menu.
_SENTENCE = re.compile(r"[^\n]{20}[.!?…。؟।]")


def load(stream: BinaryIO, charset: str | None) -> Iterator[Draft]:
    """Read one report from an HTML page."""
    data = stream.read(MAX_BYTES + 1)
    doubts: list[Doubt] = []
    if len(data) > MAX_BYTES:
        data = data[: data.rfind(b"<", 0, MAX_BYTES)]
        found = f"The page is longer than {MAX_BYTES // 1_000_000} MB; the rest was not read."
        doubts.append(Doubt(kind="too-large", message=found))
    html, more = decode(data, header=charset, html=True)
    yield _draft(html, doubts + more)


def _draft(html: str, doubts: list[Doubt]) -> Draft:
    html, flattened = flatten(html)
    if flattened:
        found = f"Elements nest deeper than {MAX_DEPTH}; the tags below that were dissolved."
        doubts.append(Doubt(kind="deep-nesting", message=found))
    why = "no article was found in it"
    try:
        page = _apart(html) if flattened or _suspect(html) else extract(html)
    except child.ChildError as error:
        page, why = Page(facts=PageFacts()), str(error)
    if not page.text:
        doubts.append(Doubt(kind="no-article", message=f"The page gave no text: {why}."))
    elif not _SENTENCE.search(page.text):
        found = "The page has no sentence, so it is hardly an article; what words it has are kept."
        doubts.append(Doubt(kind="no-article", message=found))
    facts = page.facts
    return Draft(
        text=page.text,
        title=facts.title,
        publisher=facts.publisher,
        published=facts.published or facts.unread_date,
        url=facts.url,
        doubts=doubts,
        named_by_host=True,
    )


def _suspect(html: str) -> bool:
    breaks = html.count("<br") + html.count("<BR")
    return html.count("<") > _MANY_TAGS or breaks > _MANY_BREAKS


def _apart(html: str) -> Page:
    answer = child.run("according.formats.html_child", html.encode("utf-8", "replace"), SECONDS)
    try:
        return msgspec.json.decode(answer, type=Page)
    except msgspec.MsgspecError:
        garbled = "its extraction broke"
        raise child.ChildError(garbled) from None
