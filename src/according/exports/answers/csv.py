"""One row an answer, for spreadsheets; the columns are those of Answers.frame()."""

import csv
from collections.abc import Iterable
from typing import TextIO

from according.exports.csv import guarded
from according.ledger.answers import COLUMNS, Answer, row


def write(answers: Iterable[Answer], out: TextIO) -> None:
    """Write the header, then each row as it comes."""
    sheet = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    sheet.writeheader()
    sheet.writerows(guarded(row(answer)) for answer in answers)
