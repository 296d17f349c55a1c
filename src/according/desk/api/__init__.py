"""The API: what the pages show, as JSON, in the types of the Python interface.

GET /api/… ──► the same Desk as the pages ──► records ──► JSON       described in openapi.json

To add a part: a module here with ``router``, its types in ``schema.TYPES``, its name in PARTS.
"""

from according.desk.api import actor, corrections, dossiers, read, reports, rulings, search
from according.desk.api.schema import described

PARTS = (reports, search, actor, corrections, read, dossiers, rulings)

__all__ = ["PARTS", "described"]
