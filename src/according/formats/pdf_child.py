"""Read one PDF from standard input and write its lines as JSON; run by formats.pdf.

PDFium is native code that meets hostile files and is not thread-safe, so it runs alone.

Output: {"error": "encrypted" | "broken" | "missing"} or
{"title": str, "pages": [{"lines": [[text, left, bottom, height], …], "pictures": bool}],
 "unread": [page numbers], "more": bool}
"""

import json
import re
import sys
from typing import Any

from according.formats.child import limit

SECONDS = 30  # of processor time; 120 pages took 0.14
MAX_CHARS = 20_000_000
# PDFium joins the lines around a hyphen at a line end, and marks the place.
_LINE = re.compile(r"(?P<line>[^\r\n\x02\ufffe]*)(?:(?P<hyphen>[\x02\ufffe])|\r?\n|$)")
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_SECURITY = 5  # FPDF_ERR_SECURITY


def main() -> None:
    """Answer for the PDF on standard input."""
    limit(SECONDS)
    data = sys.stdin.buffer.read()
    try:
        import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415  # after the limits
    except ImportError:
        answer: dict[str, Any] = {"error": "missing"}
    else:
        answer = _read(pypdfium2, data)
    sys.stdout.write(json.dumps(answer))


def _read(pdfium: Any, data: bytes) -> dict[str, Any]:  # noqa: ANN401
    try:
        document = pdfium.PdfDocument(data)
        count = len(document)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) in {_PASSWORD, _SECURITY}
        return {"error": "encrypted" if locked else "broken"}
    pages: list[dict[str, Any]] = []
    unread: list[int] = []
    chars = 0
    for number in range(count):
        try:
            page = _page(document[number])
        except (pdfium.PdfiumError, MemoryError):
            unread.append(number + 1)
            continue
        pages.append(page)
        chars += sum(len(line[0]) for line in page["lines"])
        if chars > MAX_CHARS:
            break
    title = document.get_metadata_value("Title")
    return {"title": title, "pages": pages, "unread": unread, "more": chars > MAX_CHARS}


def _page(page: Any) -> dict[str, Any]:  # noqa: ANN401
    """Give the lines of a page with the place of their first character."""
    text_page = page.get_textpage()
    lines: list[list[Any]] = []
    for found in _LINE.finditer(text_page.get_text_range()):
        line, cut = found["line"], "-" if found["hyphen"] else ""
        if line.strip():
            first = found.start() + len(line) - len(line.lstrip())
            lines.append([line.rstrip() + cut, *_place(text_page, first)])
    pictures = not lines and any(True for _ in page.get_objects(max_depth=2))
    page.close()
    return {"lines": lines, "pictures": pictures}


def _place(text_page: Any, index: int) -> list[float | None]:  # noqa: ANN401
    """Left, bottom and height; PDFium's indexes drift where a character is no UTF-16 unit."""
    try:
        left, bottom, _, top = text_page.get_charbox(index, loose=True)
    except Exception:  # noqa: BLE001  # the place is a help, not a need
        return [None, None, None]
    return [left, bottom, top - bottom]


if __name__ == "__main__":
    main()
