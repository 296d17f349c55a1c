"""The ledger: every reading kept, questions answered from it.

Importing this costs nothing; the database libraries are imported when a ledger is opened.
"""

from according.ledger.answers import Answer, Answers, Source, Words
from according.ledger.corrections import Correction
from according.ledger.ledger import Added, Ledger, Stored
from according.ledger.questions import Question, Scope
from according.ledger.rulings import Ruling

__all__ = [
    "Added",
    "Answer",
    "Answers",
    "Correction",
    "Ledger",
    "Question",
    "Ruling",
    "Scope",
    "Source",
    "Stored",
    "Words",
]
