"""The ledger: every reading kept, questions answered from it.

Importing this costs nothing; the database libraries are imported when a ledger is opened.
"""

from according.ledger.ledger import Added, Ledger, Stored

__all__ = ["Added", "Ledger", "Stored"]
