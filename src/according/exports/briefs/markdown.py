"""A brief in Markdown, for a mail, a wiki, a chat.

- **Oradan and Veshtia: talks** since 3 March 2026 … [[1]](<https://chronicle.example/…>)

Words of reports are escaped, so that they show as they stand and mark nothing up.
"""

import re
from collections.abc import Iterator
from typing import TextIO

from according.dossier.brief import Brief, Sentence
from according.dossier.items import Filed
from according.dossier.wording import day
from according.exports.harmless import for_terminal
from according.exports.links import web_address

_MARKUP = re.compile(r"[\\`*_\[\]<>&#|~$]")
# At its beginning a text may look like a list, a heading's underline or a quotation.
_BLOCK = re.compile(r"^(\s*)([-+=:])|^(\s*\d+)([.)])")
# What some readers of Markdown make links of by themselves.
_LINK = re.compile(r"\b(?:https?|ftp|mailto|xmpp)(:)|\bwww(\.)|(@)", re.IGNORECASE)


def write(brief: Brief, out: TextIO) -> None:
    """Write the whole brief."""
    out.writelines(line + "\n" for line in _lines(brief))


def escaped(text: str) -> str:
    r"""Write a text so that Markdown shows it as it stands.

    >>> print(escaped("*Stop* [here](https://x.example)"))
    \*Stop\* \[here\](https\://x.example)
    """
    # Blanks at its ends would keep ** from marking it.
    plain = _MARKUP.sub(lambda found: "\\" + found[0], for_terminal(text).strip())
    plain = _LINK.sub(lambda found: _before(found, found[1] or found[2] or found[3]), plain)
    return _BLOCK.sub(lambda found: _before(found, found[2] or found[4]), plain)


def _before(found: re.Match[str], sign: str) -> str:
    """Put a backslash before a sign at the end of what was found."""
    return found[0].removesuffix(sign) + "\\" + sign


def _lines(brief: Brief) -> Iterator[str]:
    yield f"# {escaped(brief.title)}"
    yield ""
    yield escaped(brief.summary)
    for section in brief.sections:
        yield ""
        yield f"## {section.title}"
        yield ""
        yield from (_sentence(sentence, brief) for sentence in section.sentences)
        if section.left_out:
            yield f"- … and {section.left_out:,} more"
    if brief.reports:
        yield ""
        yield "## Reports"
        yield ""
        yield from (f"{number}. {_report(filed)}" for number, filed in brief.numbered())


def _sentence(sentence: Sentence, brief: Brief) -> str:
    mark = f"*{sentence.mark}:* " if sentence.mark else ""
    lead = f"**{escaped(sentence.lead)}** "
    quote = f" “{escaped(sentence.quote)}”" if sentence.quote else ""
    cites = " ".join(_cite(brief.number(report), brief.report(report)) for report in sentence.cites)
    return f"- {mark}{lead}{escaped(sentence.text)}{quote} {cites}"


def _cite(number: int, filed: Filed) -> str:
    address = web_address(filed.url)
    return f"[[{number}]](<{address}>)" if address else f"\\[{number}\\]"


def _report(filed: Filed) -> str:
    title = escaped(filed.title or "without a title")
    address = web_address(filed.url)
    linked = f"[{title}](<{address}>)" if address else title
    publisher = escaped(filed.publisher or "unknown publisher")
    copy = f", a copy of r{filed.copy_of}" if filed.copy_of else ""
    return f"{publisher}, {day(filed.when)}: {linked} (r{filed.report}{copy})"
