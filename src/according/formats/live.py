"""Keep the times of a live blog's entries: the finder of articles drops ``<time>``.

    <time>11:42</time> <h3>Brisk arrives</h3>  ►  <h3>11:42 Brisk arrives</h3>

Only clock times go, and only on a page with several: a single one is the hour of its
publication, which the report has as a date.
"""

import re
from typing import Any

_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}(?:\s*[ap]\.?m\.?)?(?:\s+[A-Z]{2,4})?")
_BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "h5"})
_LEAST = 2


def keep_times(tree: Any) -> None:  # noqa: ANN401  # lxml is untyped
    """Put the clock time of each entry before its first words, in place."""
    clocks = {t: "".join(t.itertext()).strip() for t in tree.iter("time")}
    clocks = {t: time for t, time in clocks.items() if _CLOCK.fullmatch(time)}
    if len(clocks) < _LEAST:
        return
    time = ""
    for element in tree.iter("time", *_BLOCKS):
        if element in clocks:
            inside = next(element.iterancestors(*_BLOCKS), None) is not None
            time = "" if inside else clocks[element]
            element.tag = "span" if inside else "time"  # as a span its words stay
        elif element.tag in _BLOCKS and time:
            element.text = f"{time} {(element.text or '').lstrip()}"
            time = ""
