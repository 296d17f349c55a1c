"""``according ask``: questions to the ledger.

words, options ──► Question ──ledger.ask──► Answers ──► the format's write
--sql ──ledger.sql──► rows ──► a table
"""

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from according.cli.output import output
from according.errors import InputError
from according.exports import Format
from according.exports.harmless import for_terminal

if TYPE_CHECKING:
    from according.ledger import Answers, Ledger, Question

Some = Annotated[list[str] | None, Parameter(negative_iterable=())]


@Parameter(name="*")
@dataclass(kw_only=True)
class Filters:
    """What must hold of an answer: all that is given, but any of several values of one."""

    items: Annotated[Some, Parameter(help="statements, events, figures, positions.")] = None
    speaker: Annotated[Some, Parameter(help="Who says it: a name or part of one.")] = None
    actor: Annotated[
        Some, Parameter(help="Who acts, is acted on, mediates, speaks or is counted.")
    ] = None
    role: Annotated[Some, Parameter(help="The actor's: actor, recipient, mediator.")] = None
    outlet: Annotated[Some, Parameter(help="The publisher, or an outlet in the chain.")] = None
    kind: Annotated[
        Some, Parameter(help="Of source: person, body, outlet, unnamed, collective, document.")
    ] = None
    act: Annotated[Some, Parameter(help="What saying it does: say, deny, demand, warn, …")] = None
    type_: Annotated[
        Some, Parameter(name="--type", help="Of event: CONSULT, ASSAULT, AGREE, …")
    ] = None
    status: Annotated[
        Some, Parameter(help="Of event: actual, planned, possible, demanded, denied.")
    ] = None
    measure: Annotated[Some, Parameter(help="Of figure: killed, displaced, captive, …")] = None
    place: Annotated[Some, Parameter(help="Where it happens or is counted.")] = None
    holder: Annotated[Some, Parameter(help="Who takes the position.")] = None
    issue: Annotated[str | None, Parameter(help="Words of what the position is on.")] = None
    stance: Annotated[Some, Parameter(help="for, against, conditional, undecided.")] = None
    since: Annotated[
        str | None, Parameter(help="First day of publication: 2026-03-01, 2026-03, 7d, 24h.")
    ] = None
    until: Annotated[str | None, Parameter(help="Last day of publication.")] = None
    report: Annotated[
        list[int] | None,
        Parameter(help="Number of a report in the ledger: 12 for r12.", negative_iterable=()),
    ] = None
    dossier: Annotated[
        str | None, Parameter(help="Only from the reports of a dossier: its name or file.")
    ] = None
    surest: Annotated[float, Parameter(name="--sure", help="Least confidence, 0 to 1.")] = 0.0
    copies: Annotated[
        bool, Parameter(help="Also from reports that are copies of earlier ones.")
    ] = True
    rejected: Annotated[bool, Parameter(help="Also what an analyst has rejected.", negative="")] = (
        False
    )
    limit: Annotated[int, Parameter(help="How many answers; 0 for all.")] = 50
    offset: Annotated[int, Parameter(help="How many answers to pass over.")] = 0


@Parameter(name="*")
@dataclass(kw_only=True)
class Sql:
    """A question in SQL instead."""

    sql: Annotated[
        str | None, Parameter(help="A query of the views that docs/questions.md describes.")
    ] = None
    seconds: Annotated[float, Parameter(help="The longest that the query may take.")] = 60.0


def ask(
    *words: Annotated[
        str, Parameter(help='Words to search for, the best answers first; "…" for a phrase.')
    ],
    filters: Filters | None = None,
    sql: Sql | None = None,
    ledger: Annotated[str | None, Parameter(help="A file, or postgresql://….")] = None,
    format_: Annotated[
        Format, Parameter(name="--format", help="text is for people; jsonl is one answer a line.")
    ] = "text",
) -> bool:
    """Ask the ledger who said and did what, on whose word.

    Each answer has an address like r12.s3, by which according correct corrects it.
    """
    from according.ledger import Ledger  # noqa: PLC0415  # not for --help

    question = asked(words, filters or Filters())
    with Ledger.open(ledger, write=False) as opened:
        if sql is not None and sql.sql is not None:
            if words or filters is not None:
                raise InputError("--sql is the whole question: write its filters in SQL too.")
            _select(opened, sql.sql, sql.seconds, format_)
        else:
            _answer(opened, within(opened, question, filters), format_)
    return False


def asked(words: tuple[str, ...], filters: Filters) -> "Question":
    """Put the question together; labels may be given with commas between them."""
    from according.ledger.questions import LABELS, Question  # noqa: PLC0415

    given = {name.rstrip("_"): value for name, value in vars(filters).items() if value is not None}
    given.pop("dossier", None)  # which only a ledger can resolve: see within
    for name in LABELS.keys() & given.keys():
        given[name] = [each for value in given[name] for each in value.split(",")]
    if given["limit"] < 0:
        raise InputError(f"--limit is {given['limit']}: ask for one answer or more, or 0 for all.")
    given["limit"] = given["limit"] or None
    return Question(words=" ".join(words) or None, **given)


def within(ledger: "Ledger", question: "Question", filters: Filters | None) -> "Question":
    """The same question, but only of the reports of the dossier that is named, if one is."""
    if filters is None or filters.dossier is None:
        return question
    from msgspec.structs import replace  # noqa: PLC0415

    from according.dossier import Dossier  # noqa: PLC0415  # slow to import

    with Dossier.open(ledger, filters.dossier) as dossier:
        reports = [filed.report for filed in dossier.material.reports]
    wanted = set(filters.report or reports)
    found = [report for report in reports if report in wanted]
    if not found:
        raise InputError(
            f"No report of the ledger that is asked for belongs to the dossier {filters.dossier}."
            " Add some, or ask without --dossier."
        )
    return replace(question, report=found)


def _answer(ledger: "Ledger", question: "Question", format_: Format) -> None:
    from according.exports.answers import writer  # noqa: PLC0415

    answers = ledger.ask(question)
    writer(format_)(answers, output(format_))
    sys.stdout.flush()
    for line in _remarks(answers):
        sys.stderr.write(for_terminal(line) + "\n")


def _remarks(answers: "Answers") -> list[str]:
    """Say what the answers themselves do not: names nobody has, and that there are more."""
    lines = []
    for name, close in answers.unknown.items():
        hint = f" Did you mean {' or '.join(close)}?" if close else ""
        lines.append(f"Nothing in the ledger is called {name!r}.{hint}")
    if not len(answers):
        lines.append("No answers.")
    elif answers.more:
        last = answers.question.offset + len(answers)
        lines.append(f"There are more: --offset {last} for the next, --limit 0 for all.")
    return lines


def _select(ledger: "Ledger", query: str, seconds: float, format_: Format) -> None:
    from according.exports.table import write  # noqa: PLC0415

    with ledger.sql(query, seconds) as found:
        write(found.columns, found, output(format_), format_)
