"""PDF files: text from PDFium in a process of its own, lines joined to paragraphs.

Never "no claims" where there was no text to read: a scan, a locked and a broken file
each have their own doubt. One process a file costs about 0.2 s.
"""

from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from according.errors import DependencyError
from according.formats import child
from according.formats.limits import read_whole
from according.formats.loaded import Draft
from according.formats.paragraphs import Line, join
from according.records import Doubt

MAX_BYTES = 200_000_000
SECONDS = 60  # by the clock; the child limits its processor time to half of that
_JUNK = ("untitled", "microsoft word", "document", "print")


class _Page(msgspec.Struct):
    lines: list[Line]
    pictures: bool = False


class _Answer(msgspec.Struct):
    error: str = ""
    title: str = ""
    pages: list[_Page] = []
    unread: list[int] = []
    more: bool = False


def load(stream: BinaryIO, charset: str | None) -> Iterator[Draft]:  # noqa: ARG001  # one shape
    """Read one report from a PDF file."""
    data, doubts = read_whole(stream, MAX_BYTES, "split it into its reports")
    if data is None:
        yield Draft(doubts=doubts)
        return
    answer = _ask(data)
    if answer.error:
        yield Draft(doubts=[_failure(answer.error)])
        return
    text = join([page.lines for page in answer.pages])
    yield Draft(text=text, title=_title(answer.title), doubts=_gaps(answer, text))


def _ask(data: bytes) -> _Answer:
    """Let the child read the file; whatever befalls the child becomes an error."""
    try:
        answer = child.run("according.formats.pdf_child", data, SECONDS)
        return msgspec.json.decode(answer, type=_Answer)
    except child.ChildError as error:
        return _Answer(error=str(error))
    except msgspec.MsgspecError:
        return _Answer(error="its text is garbled")


def _failure(error: str) -> Doubt:
    if error == "missing":
        need = "Reading PDF files needs pypdfium2, which is not installed: pip install pypdfium2"
        raise DependencyError(need)
    if error == "encrypted":
        found = "The PDF is locked by a password; save it without one, then read it again."
        return Doubt(kind="encrypted-pdf", message=found)
    why = "it is damaged or no PDF" if error == "broken" else error
    return Doubt(kind="broken-pdf", message=f"The PDF was not read: {why}.")


def _gaps(answer: _Answer, text: str) -> list[Doubt]:
    """Doubt what is missing from a PDF that could be opened."""
    doubts: list[Doubt] = []
    if answer.unread:
        found = f"Pages {', '.join(map(str, answer.unread[:10]))} of the PDF could not be read."
        doubts.append(Doubt(kind="broken-pdf", message=found))
    if answer.more:
        found = f"Text after page {len(answer.pages)} was not read: the PDF is longer than a book."
        doubts.append(Doubt(kind="too-large", message=found))
    pictures = sum(page.pictures for page in answer.pages)
    if not text.strip():
        found = "The PDF has no text layer (a scan?); run it through OCR, then read it again."
        doubts.append(Doubt(kind="no-text-layer", message=found))
    elif pictures:
        found = f"{pictures} of {len(answer.pages)} pages hold pictures without text."
        doubts.append(Doubt(kind="no-text-layer", message=found))
    return doubts


def _title(stated: str) -> str | None:
    """Give the title in the metadata, unless a program put it there."""
    title = " ".join(stated.split())
    return None if title.lower().startswith(_JUNK) else title or None
