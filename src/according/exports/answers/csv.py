"""One row an answer, for spreadsheets; the columns are those of Answers.frame()."""

import csv
from collections.abc import Iterable
from typing import TextIO

from according.exports.harmless import for_cell
from according.ledger.answers import COLUMNS, Answer, row


def write(answers: Iterable[Answer], out: TextIO) -> None:
    """Write the header, then each row as it comes."""
    sheet = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    sheet.writeheader()
    for answer in answers:
        cells = row(answer).items()
        sheet.writerow({k: for_cell(v) if isinstance(v, str) else v for k, v in cells})
