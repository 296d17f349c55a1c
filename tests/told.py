"""Readings in few words, for tests of the ledger."""

from typing import Any

from according.records import Reading, Report
from fake_reader import said

WIRE = (
    "Tomas Rehl denied on Tuesday that a withdrawal from the Sarn valley had been discussed. "
    "The draft seen by Harrow Wire would have Oradan pull out its troops within thirty days. "
    "In return, Veshtia would release one hundred and forty prisoners, among them nine women. "
    "A diplomat familiar with the text said the dam was what both sides really wanted. "
    "Rain is expected to close the mountain road before the envoys meet again next week."
)


def reading(text: str = WIRE, *, reader: str = "2026.1", **report: Any) -> Reading:
    """Give a reading with one statement, the whole text."""
    told = Report(text=text, **report)
    return Reading(report=told, statements=[said(text)], reader=reader)
