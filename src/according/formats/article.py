"""The article in a page, without menus, teasers and comments.

lxml parses with the depth limit of libxml2 left on; trafilatura finds the article;
what it returns becomes blocks with a blank line between them.
"""

import logging
import re
from typing import Any

import msgspec

from according.formats.live import keep_times
from according.formats.metadata import PageFacts, read_facts
from according.formats.tables import headed_rows

# "READ MORE: Army says …" between two paragraphs is the headline of another report.
_TEASER = re.compile(
    r"(?:(?:also\s+)?read\s+(?:more|also|next)|see\s+also|more\s+on\s+this(?:\s+story)?"
    r"|related(?:\s+(?:articles?|stor(?:y|ies)|news))?)\s*[:|›»]",
    re.IGNORECASE,
)
_TEASER_CHARS = 200  # a headline; a longer block has words of the report behind its label
_LEAVES = frozenset({"p", "head", "item", "ab", "code", "row", "fw"})
_BLANKS = re.compile(r"[^\S\n]+")


class Page(msgspec.Struct, kw_only=True):
    """What a page holds: its facts, and the text of its article or nothing."""

    facts: PageFacts
    text: str = ""


def extract(html: str) -> Page:
    """Extract the facts and the article of a decoded page."""
    tree = _parse(html)
    if tree is None:
        return Page(facts=PageFacts())
    facts = read_facts(tree)
    keep_times(tree)
    return Page(facts=facts, text=_article(tree, facts))


def _parse(html: str) -> Any:  # noqa: ANN401  # lxml is untyped
    """Parse once, with the limits of libxml2 left on (no ``huge_tree``)."""
    from lxml import etree  # type: ignore[import-untyped]  # noqa: PLC0415  # slow to import
    from lxml.html import (  # type: ignore[import-untyped]  # noqa: PLC0415
        HTMLParser,
        document_fromstring,
    )

    parser = HTMLParser(encoding="utf-8", collect_ids=False, remove_comments=True, remove_pis=True)
    data = html.replace("\0", "\ufffd").encode("utf-8", "replace")
    try:
        return document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError):
        return None


def _article(tree: Any, facts: PageFacts) -> str:  # noqa: ANN401
    """Extract the article: strictly, then less so, then from the page's own JSON-LD."""
    from trafilatura import bare_extraction  # noqa: PLC0415  # 0.5 s to import

    for name in ("trafilatura", "htmldate", "justext"):  # else they print through lastResort
        logging.getLogger(name).addHandler(logging.NullHandler())
    for precise in (True, False):
        try:
            # no metadata asked for: its search for dates guesses, and ours is done
            document = bare_extraction(tree, favor_precision=precise, include_comments=False)
        except Exception:  # noqa: BLE001  # a bug there, met by one page, must not stop a batch
            document = None
        body = getattr(document, "body", None)
        text = "" if body is None else "\n\n".join(_without_title(_blocks(body), facts.title))
        if text.strip():
            return text
    lines = (_BLANKS.sub(" ", line).strip() for line in (facts.body or "").splitlines())
    return "\n\n".join(line for line in lines if line)


def _blocks(body: Any) -> list[str]:  # noqa: ANN401
    """Give one string for each paragraph, heading, quotation or list item, in order."""
    blocks: list[str] = []
    run: list[str] = []  # words that stand outside any leaf

    def flush() -> None:
        text = _tidy("".join(run))
        run.clear()
        if text and not (len(text) <= _TEASER_CHARS and _TEASER.match(text)):
            blocks.append(text)

    def walk(element: Any) -> None:  # noqa: ANN401  # depth is capped by libxml2 at 256
        run.append(element.text or "")
        for child in element:
            if child.tag == "lb":
                run.append("\n")
            elif child.tag == "table" and (rows := headed_rows(child)):
                flush()
                blocks.extend(map(_tidy, rows))
            elif child.tag in _LEAVES or child.tag in {"quote", "list", "table", "div"}:
                flush()
                walk(child)
                flush()
            elif child.tag == "cell":
                walk(child)
                run.append(" ")
            else:
                walk(child)
            run.append(child.tail or "")

    walk(body)
    flush()
    return blocks


def _without_title(blocks: list[str], title: str | None) -> list[str]:
    """Drop the headline from the body: it has its own field in the report."""
    if blocks and title and blocks[0].casefold() == title.casefold():
        return blocks[1:]
    return blocks


def _tidy(text: str) -> str:
    """Make blanks single; keep the line breaks that <br> made."""
    lines = (_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
