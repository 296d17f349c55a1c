"""The dossier: where a negotiation stands, on whose word.

>>> from according.dossier import Dossier, Filed, Item  # and then: Dossier.open(ledger, "name")
"""

from importlib import import_module
from typing import TYPE_CHECKING, cast

from according.dossier.items import Filed, Item, Named

if TYPE_CHECKING:
    from according.dossier.dossier import Dossier

__all__ = ["Dossier", "Filed", "Item", "Named"]


def __getattr__(name: str) -> object:
    """Import what loads the cast on first use (PEP 562)."""
    if name == "Dossier":
        return cast("object", import_module("according.dossier.dossier").Dossier)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
