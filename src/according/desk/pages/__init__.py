"""The pages, one a file, each with a context, a template of its name and a router.

To add one: a module here with ``router``, its template, and its name in PAGES.
"""

from according.desk.pages import (
    actor,
    actors,
    contacts,
    contradictions,
    correct,
    dossier,
    figures,
    origins,
    positions,
    read,
    report,
    reports,
    rulings,
    search,
    stories,
    timeline,
    today,
)

DOSSIER = (
    dossier,
    stories,
    timeline,
    positions,
    contacts,
    figures,
    contradictions,
    origins,
    actors,
    rulings,
)
PAGES = (today, *DOSSIER, reports, report, correct, search, actor, read)
