"""The dossier: where a negotiation stands, on whose word.

>>> from according.dossier import Dossier  # doctest: +SKIP
>>> Dossier.open(ledger, "sarn-valley").standing()  # doctest: +SKIP
"""
