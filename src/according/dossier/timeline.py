"""Everything that a dossier tells, day by day.

state, contacts, positions, figures, contradictions, claims ──news──► sentences, by day

The sentences are those of a brief that begins before everything.
"""

from typing import TYPE_CHECKING

from according.dossier.brief import Sentence
from according.dossier.news import news

if TYPE_CHECKING:
    from according.dossier.dossier import Dossier


def timeline(dossier: "Dossier") -> list[Sentence]:
    """What happened, or was told where nobody says when, the first first."""
    found = (sentence for _, sentence in news(None, dossier, ""))
    return sorted(found, key=lambda sentence: sentence.day)
