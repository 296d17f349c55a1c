"""Tables in pages: a toll keeps the heading of its column; a layout table stays as it was."""

import pytest

from test_formats_html import PARAGRAPHS, page

HEADS = "<tr><th>District</th><th>Killed</th><th>Injured</th></tr>"
ROWS = "<tr><td>Lume</td><td>9</td><td>21</td></tr><tr><td>Karr</td><td></td><td>17</td></tr>"

# fmt: off
TABLES = [
    # rows, what the report says of them, why
    (HEADS + ROWS, ["Lume: Killed 9, Injured 21", "Karr: Injured 17"], "each number behind its heading"),
    (HEADS.replace("th>", "td>") + ROWS, ["District Killed Injured", "Lume 9 21", "Karr 17"],
     "no headings marked: as it stands"),
    ("<tr><th>Killed</th><td>9</td></tr><tr><th>Injured</th><td>21</td></tr>",
     ["Killed 9", "Injured 21"], "headings at the side: as it stands"),
    (HEADS + "<tr><td>Total</td><td>9</td><td>38</td><td>a note</td></tr>",
     ["District Killed Injured", "Total 9 38 a note"], "more cells than headings: as it stands"),
]
# fmt: on


@pytest.mark.parametrize(("rows", "told"), [pytest.param(*row, id=why) for *row, why in TABLES])
def test_rows(rows: str, told: list[str]) -> None:
    """A row of tolls says what each number counts, where the table says so."""
    paragraphs = "".join(f"<p>{each}</p>" for each in PARAGRAPHS)
    loaded = page(body=f"<article>{paragraphs}<table>{rows}</table></article>")
    assert loaded.report.text.split("\n\n")[len(PARAGRAPHS) :] == told
