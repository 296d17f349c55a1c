"""From addresses to reports, safely and politely.

address ─► guard ─► client ─► formats ─► Loaded
               manners ┘  └─► feeds · discovery

Import it where it is used: the HTTP library is slow to load.
"""

from according.fetch.client import Answer, Client, Limits
from according.fetch.guard import Guard
from according.fetch.report import fetch_report

__all__ = ["Answer", "Client", "Guard", "Limits", "fetch_report"]
