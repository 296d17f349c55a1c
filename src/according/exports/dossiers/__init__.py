"""A dossier's answers on a terminal, a module a part of it; and as JSON.

Dossier ──► standing · talks · contacts · positions · figures … ──► lines for people
"""
