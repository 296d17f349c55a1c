"""``according doctor``: what is wrong, and how to mend it.

installation.checked, health.checked ──► one line a finding ──► exit status
"""

import sys
from itertools import chain
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from according.exports.harmless import for_terminal

if TYPE_CHECKING:
    from according.findings import Finding

MARKS = {"good": "  ok  ", "note": " note ", "bad": "WRONG "}


def doctor(
    *,
    ledger: Annotated[str | None, Parameter(help="The ledger: a file, or postgresql://…")] = None,
    mend: Annotated[
        bool, Parameter(help="Build the full-text index anew before looking.", negative=())
    ] = False,
) -> bool:
    """Say what is wrong with the installation or the ledger, and how to mend it.

    The exit status is 0 when all is well, 1 when something has to be mended.
    """
    from according import installation  # noqa: PLC0415  # not for --help
    from according.ledger import health  # noqa: PLC0415

    if mend:
        health.mend(ledger)
    wrong = False
    for finding in chain(installation.checked(), health.checked(ledger)):
        sys.stdout.write(_line(finding))
        sys.stdout.flush()  # the next check may take a while
        wrong = wrong or finding.state == "bad"
    return wrong


def _line(finding: "Finding") -> str:
    mend = f"       {for_terminal(finding.mend)}\n" if finding.mend else ""
    return f"{MARKS[finding.state]} {for_terminal(finding.what)}\n{mend}"
