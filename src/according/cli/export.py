"""``according export``: what the ledger holds, in one file for other programs.

filters ──► Question ──selection──► readings ──► the writer that the suffix names ──► FILE
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from according.cli.ask import Filters, asked, within
from according.exports.files import MODULES
from according.exports.harmless import for_terminal


@Parameter(name="*")
@dataclass(kw_only=True)
class AllFilters(Filters):
    """The filters of ask; without a limit, unless one is given."""

    limit: Annotated[int, Parameter(help="How many items, if not all.")] = 0


def export(
    *words: Annotated[str, Parameter(help="Words to search for, as according ask takes them.")],
    to: Annotated[Path, Parameter(help=f"File to write; by its suffix: {', '.join(MODULES)}.")],
    filters: AllFilters | None = None,
    ledger: Annotated[str | None, Parameter(help="A file, or postgresql://….")] = None,
    force: Annotated[bool, Parameter(help="Replace the file if it exists.", negative="")] = False,
) -> bool:
    """Write readings from the ledger to a file.

    Without filters, or with days alone, whole readings; else what answers the question,
    with the statements around it.
    """
    from according.exports import files, selection  # noqa: PLC0415  # not for --help
    from according.ledger import Ledger  # noqa: PLC0415

    files.check(to, force=force)
    question = asked(words, filters or AllFilters())
    with Ledger.open(ledger, write=False) as opened:
        question = within(opened, question, filters)
        count = files.export(selection.selected(opened, question), to, force=force)
    noun = "reading" if count == 1 else "readings"
    print(for_terminal(f"{count:,} {noun} written to {to}"))  # noqa: T201  # the answer
    return False
