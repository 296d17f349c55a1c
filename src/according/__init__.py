"""According to whom? Reads news reports into sourced claims.

The names below are the whole public interface. The reader brings the model with
it, so ``read`` and ``Reader`` are imported when first used: ``according --help``
must not wait for them.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from according.errors import AccordingError, DependencyError, InputError
from according.records import Doubt, Event, Figure, Position, Reading, Report, Statement

if TYPE_CHECKING:
    from according.ledger import Ledger, Question
    from according.reading import Reader, read

__version__ = "0.1.0"

__all__ = [
    "AccordingError",
    "DependencyError",
    "Doubt",
    "Event",
    "Figure",
    "InputError",
    "Ledger",
    "Position",
    "Question",
    "Reader",
    "Reading",
    "Report",
    "Statement",
    "read",
]


def __getattr__(name: str) -> object:
    """Import the reader and the ledger on first use (PEP 562)."""
    if name in {"Reader", "read"}:
        found: object = getattr(import_module("according.reading"), name)
        return found
    if name in {"Ledger", "Question"}:
        kept: object = getattr(import_module("according.ledger"), name)
        return kept
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
