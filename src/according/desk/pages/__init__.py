"""The pages, one a file, each with a context, a template of its name and a router.

To add one: a module here with ``router``, its template, and its name in PAGES.
"""

from according.desk.pages import actor, correct, read, report, reports, search

PAGES = (reports, report, correct, search, actor, read)
