"""The words of a scrap of HTML, such as the summary in a feed."""

import re
from typing import Any

_MARKUP = re.compile(r"<[a-zA-Z/!]|&#?\w+;")
_BLOCKS = frozenset({
    "p", "div", "li", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table",
    "section", "article", "figure", "figcaption", "pre",
})  # fmt: skip
_SILENT = frozenset({"script", "style", "template", "noscript"})


def plain(html: str) -> str:
    r"""Give the words, with a blank line between paragraphs.

    >>> plain("<p>Talks &amp; truce.</p><p>He said&nbsp;<b>no</b>.</p>")
    'Talks & truce.\n\nHe said no.'
    """
    if not _MARKUP.search(html):
        return html.strip()
    tree = parsed(f"<div>{html}</div>")
    if tree is None:
        return ""
    pieces: list[str] = []
    _collect(tree, pieces)
    paragraphs = "".join(pieces).split("\0")
    return "\n\n".join(filter(None, (" ".join(words.split()) for words in paragraphs)))


def parsed(html: str) -> Any:  # noqa: ANN401  # lxml is untyped
    """Parse HTML with the limits of libxml2 left on; None if there is nothing in it."""
    from lxml import etree  # type: ignore[import-untyped]  # noqa: PLC0415  # slow to import
    from lxml.html import (  # type: ignore[import-untyped]  # noqa: PLC0415
        HTMLParser,
        document_fromstring,
    )

    parser = HTMLParser(encoding="utf-8", collect_ids=False, remove_comments=True, remove_pis=True)
    try:
        data = html.replace("\0", "\ufffd").encode("utf-8", "replace")
        return document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError):
        return None


def _collect(element: Any, pieces: list[str]) -> None:  # noqa: ANN401  # 256 deep at most
    block = element.tag in _BLOCKS
    if block:
        pieces.append("\0")
    if element.tag not in _SILENT:
        pieces.append(element.text or "")
        for child in element:
            _collect(child, pieces)
            pieces.append(child.tail or "")
    if element.tag == "br":
        pieces.append(" ")
    if block:
        pieces.append("\0")
