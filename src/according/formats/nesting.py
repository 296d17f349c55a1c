"""Flatten hostile nesting before the HTML parser sees it.

libxml2 stops reading at depth 256, so a deep page cannot overflow the C stack, but
everything after that depth is lost. This scan drops the tags below MAX_DEPTH: the
words stay. It only estimates the depth (a browser's rules on implied end tags
are long); what it underestimates libxml2 still cuts off. One pass, linear.
"""

import re

MAX_DEPTH = 150  # news pages measured stay below 60

_TAG = re.compile(r"<(?:(?P<comment>!--)|(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:-]*+))")
_REST = re.compile(r"[^<>]*+>?")  # of a tag
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
    "source", "track", "wbr", "!doctype",
})  # fmt: skip
# Inside these, "<" starts no tag; they end at their own end tag only.
_RAW = {
    name: re.compile(f"</{name}", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "xmp")
}
_END_OF_COMMENT = re.compile("-->")
# Start tags that end an open element of these names when it is the innermost.
_CELLS = frozenset({"td", "th", "tr", "p"})
_ENDS = {
    "p": frozenset({"p"}), "li": frozenset({"li", "p"}), "option": frozenset({"option"}),
    "dt": frozenset({"dt", "dd", "p"}), "dd": frozenset({"dt", "dd", "p"}),
    "td": frozenset({"td", "th", "p"}), "th": frozenset({"td", "th", "p"}), "tr": _CELLS,
    "div": frozenset({"p"}), "a": frozenset({"a"}),
}  # fmt: skip


def flatten(html: str) -> tuple[str, bool]:
    """Give the page with tags below MAX_DEPTH dropped, and whether there were any.

    >>> flatten("<b>x</b>")
    ('<b>x</b>', False)
    """
    parts: list[str] = []
    open_names: list[str] = []
    copied = skip_to = 0
    for found in _TAG.finditer(html):
        if found.start() < skip_to:
            continue
        name = (found["name"] or "").lower()
        end = _END_OF_COMMENT if found["comment"] else _RAW.get(name)
        if end is not None and not found["close"]:
            stop = end.search(html, found.end())
            if stop is None:
                break  # the rest is inside it
            skip_to = stop.end()
            continue
        if _deep(open_names, name, closes=bool(found["close"])):
            parts += [html[copied : found.start()], " "]
            rest = _REST.match(html, found.end())
            copied = skip_to = rest.end() if rest else found.end()
    return "".join([*parts, html[copied:]]), bool(parts)


def _deep(open_names: list[str], name: str, *, closes: bool) -> bool:
    """Follow one tag; True when it stands too deep to be kept.

    Below the limit names are still stacked, so that their end tags find them.
    """
    if name in _VOID or not name:
        return False
    if closes:
        deep = len(open_names) > MAX_DEPTH and name != "p"
        _close(open_names, name)
        return deep
    ends = _ENDS.get(name, frozenset())
    while open_names and open_names[-1] in ends:
        open_names.pop()
    open_names.append(name)
    return len(open_names) > MAX_DEPTH and name != "p"  # which holds no other block


def _close(open_names: list[str], name: str) -> None:
    """Pop to the element that an end tag closes; look only a little way up.

    A stray end tag must not empty the stack, nor make the scan quadratic.
    """
    for back in range(1, min(len(open_names), 12) + 1):
        if open_names[-back] == name:
            del open_names[-back:]
            return
