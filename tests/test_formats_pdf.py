"""PDF files: paragraphs from lines, and a doubt for each way to have no text."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from according.errors import DependencyError
from according.formats import Loaded, child, pdf, read_bytes, read_paths
from according.formats.paragraphs import Line, join

LINES = [
    "Talks between Orvelle and Sande resumed on Monday after three weeks, the media-",
    "tor said. The envoys met in the harbour town of Lume, where both of the delega-",
    "tions stayed until the evening and left without a word.",
    "",
    "A spokesman for the army of Sande denied on Sunday that any soldier had crossed",
    "the river, and called the claim false.",
]
TEXT = (
    "Talks between Orvelle and Sande resumed on Monday after three weeks, the mediator said."
    " The envoys met in the harbour town of Lume, where both of the delegations stayed until"
    " the evening and left without a word.\n\nA spokesman for the army of Sande denied on Sunday"
    " that any soldier had crossed the river, and called the claim false."
)


def make_pdf(pages: list[list[str]], title: str = "") -> bytes:
    """Write a PDF by hand: one line of text under the other, in Helvetica."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    box = "/MediaBox [0 0 612 792]"
    fonts = "/Resources << /Font << /F1 3 0 R >> >>"
    for n, lines in enumerate(pages):
        shown = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
        content = f"BT /F1 10 Tf 72 720 Td {shown} ET"
        objects += [
            f"<< /Type /Page /Parent 2 0 R {box} /Contents {5 + 2 * n} 0 R {fonts} >>",
            f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        ]
    objects.append(f"<< /Title ({title}) >>")
    out = "%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size, start = len(objects) + 1, len(out)
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R"
    return f"{out} /Info {size - 1} 0 R >>\nstartxref\n{start}\n%%EOF\n".encode("latin-1")


def locked(data: bytes) -> bytes:
    """Lock a PDF with a password."""
    writer = PdfWriter(PdfReader(io.BytesIO(data)))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def read(data: bytes) -> Loaded:
    """Read a PDF."""
    (loaded,) = read_bytes(data, origin="x", media_type="application/pdf")
    return loaded


def test_pdf(tmp_path: Path) -> None:
    """A PDF gives its paragraphs, with cut words healed, and the title it states."""
    path = tmp_path / "a.pdf"
    path.write_bytes(make_pdf([LINES], title="Talks resume"))
    (loaded,) = read_paths([path])
    assert loaded.report.text == TEXT
    assert loaded.report.title == "Talks resume"
    assert loaded.doubts == []


# fmt: off
TROUBLES = [
    # PDF                                    doubt             why
    (make_pdf([[]]),                         "no-text-layer",  "an empty page, as of a scan"),
    (locked(make_pdf([LINES])),              "encrypted-pdf",  "a password"),
    (make_pdf([LINES])[:200],                "broken-pdf",     "cut off"),
    (b"%PDF-1.7 junk",                       "broken-pdf",     "junk"),
    (b"",                                    "broken-pdf",     "nothing"),
]
# fmt: on


@pytest.mark.parametrize(("data", "kind"), [pytest.param(*row, id=why) for *row, why in TROUBLES])
def test_troubles(data: bytes, kind: str) -> None:
    """Each way to have no text has its own name."""
    loaded = read(data)
    assert loaded.report.text == ""
    assert [doubt.kind for doubt in loaded.doubts] == [kind]


def test_sniffed() -> None:
    """A PDF on standard input is known by its first bytes."""
    (loaded,) = read_paths(["-"], stdin=io.BytesIO(make_pdf([LINES])))
    assert loaded.report.text == TEXT


def test_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF that takes too long is given up."""
    monkeypatch.setattr(pdf, "SECONDS", 0)
    loaded = read(make_pdf([LINES]))
    assert "more than 0 seconds" in loaded.doubts[0].message


def test_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    """A crash of the native reader is a doubt on one report."""
    monkeypatch.setattr(child, "run", lambda *_: b"half an ans")
    assert read(b"%PDF-").doubts[0].kind == "broken-pdf"


def test_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without PDFium the message says what to install."""
    monkeypatch.setattr(child, "run", lambda *_: b'{"error": "missing"}')
    with pytest.raises(DependencyError, match="pip install pypdfium2"):
        read(b"%PDF-")


# fmt: off
JOINS = [
    # lines, paragraphs, why
    (["a long line of a report that goes", "on here"],
     ["a long line of a report that goes on here"],
     "lines join"),
    (["the line ends in a long-", "term plan, and the long-term plan holds"],
     ["the line ends in a long-term plan, and the long-term plan holds"],
     "a hyphen that the document writes elsewhere stays"),
    (["the agreement of the Orvelle-", "Sande border held"],
     ["the agreement of the Orvelle-Sande border held"], "names keep their hyphen"),
    (["in the years 2024-", "25 nothing happened"], ["in the years 2024-25 nothing happened"],
     "so do numbers"),
    (["a first paragraph of two long lines", "ends here.", "Another one begins on this long line"],
     ["a first paragraph of two long lines ends here.", "Another one begins on this long line"],
     "a short line that ends a sentence ends the paragraph"),
]
# fmt: on


@pytest.mark.parametrize(
    ("lines", "paragraphs"), [pytest.param(*row, id=why) for *row, why in JOINS]
)
def test_join(lines: list[str], paragraphs: list[str]) -> None:
    """Lines become the paragraphs that a reader sees."""
    assert join([[Line(line) for line in lines]]) == "\n\n".join(paragraphs)


def test_short_paragraphs() -> None:
    """In a document of paragraphs of one or two lines, the gaps between them still count."""
    full = "a full line of a report that is as long as the page is wide"
    short = "a line that is nearly as long, of one paragraph"
    places = [
        (full, 700),
        ("and its end", 686),
        (short, 658),
        (short, 630),
        (full, 602),
        ("so", 588),
    ]
    lines = [Line(text, 50.0, bottom, 12.0) for text, bottom in places]
    told = [f"{full} and its end", short, short, f"{full} so"]
    assert join([lines]) == "\n\n".join(told)


def test_running_heads() -> None:
    """Running heads and page numbers do not cut sentences in two."""
    pages = [
        [Line("Sande Wire"), Line(f"the {word} of a sentence that goes on"), Line(f"Page {n}")]
        for n, word in enumerate(["start", "middle", "end"], 1)
    ]
    text = join(pages)
    assert "Wire" not in text
    assert "Page" not in text
    assert text.count("\n") == 0


def test_many_pages() -> None:
    """A sentence goes on over the page, and the page numbers are gone."""
    days = ["Monday", "Tuesday", "Friday"]
    pages = [
        ["Sande Wire", LINES[0].replace("Monday", day), *LINES[1:], f"- {number} -"]
        for number, day in enumerate(days, 1)
    ]
    text = read(make_pdf(pages)).report.text
    assert text == "\n\n".join(TEXT.replace("Monday", day) for day in days)


def test_compound_at_line_end() -> None:
    """A compound that the document writes with its hyphen keeps it when cut there."""
    lines = [
        "The cease-fire held in the north, but in the south of Sande the cease-",
        "fire broke.",
    ]
    assert read(make_pdf([lines])).report.text == " ".join(lines).replace(
        "cease- fire", "cease-fire"
    )
