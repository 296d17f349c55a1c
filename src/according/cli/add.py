"""``according add``: reports into the ledger.

files, folders, addresses ──► ingest.add ──► one line a report, counts on standard error
"""

import sys
from collections import Counter
from collections.abc import Iterator
from itertools import chain, groupby
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from according.cli.sources import check_sources
from according.cli.tally import Tally
from according.exports.harmless import for_terminal

if TYPE_CHECKING:
    from according.formats import Defaults, Loaded
    from according.ingest.add import Done
    from according.ledger import Ledger
    from according.reading import Reader


def add(
    *sources: Annotated[
        str,
        Parameter(
            allow_leading_hyphen=True,  # for "-"; check_sources refuses the rest
            help="Files, folders, https:// addresses: text, HTML, PDF, JSONL. - is standard input.",
        ),
    ],
    ledger: Annotated[
        str | None, Parameter(help="Where to keep the readings: a file, or postgresql://…")
    ] = None,
    publisher: Annotated[str | None, Parameter(help="Publisher, if a report names none.")] = None,
    published: Annotated[
        str | None, Parameter(help="Date of publication, like 2025-09-04, if a report has none.")
    ] = None,
    title: Annotated[str | None, Parameter(help="Title, if a report has none.")] = None,
    url: Annotated[str | None, Parameter(help="Address, if a report has none.")] = None,
) -> bool:
    """Read the reports at SOURCES into the ledger; what it has already is passed over.

    The exit status is 0 when all reports were read, 1 when some are doubtful,
    2 when the command cannot be followed.
    """
    from according.formats import Defaults  # noqa: PLC0415  # not for --help
    from according.ledger import Ledger  # noqa: PLC0415

    check_sources(sources, add, "a file, a folder or an address")
    defaults = Defaults(publisher=publisher, published=published, title=title, url=url)
    loaded = _loaded(sources, defaults)
    with Ledger.open(ledger) as opened:
        tally = _add(loaded, opened)
    tally.summarise(sys.stderr)
    return bool(tally.doubtful)


def _add(loaded: Iterator["Loaded"], ledger: "Ledger") -> Tally:
    """Add reports and tell of each."""
    from according.ingest import add as ingest  # noqa: PLC0415

    tally = Tally()
    outcomes: Counter[str] = Counter()
    try:
        for done in ingest.add(loaded, ledger, _reader):
            tally.count(done.loaded.origin, done.doubts)
            outcomes[done.added.outcome if done.added else "empty"] += 1
            sys.stdout.write(f"{for_terminal(_line(done))}\n")
    finally:  # a full disk, Ctrl-C: what was added is there, and is told
        sys.stdout.flush()
        sys.stderr.write(for_terminal(_summary(outcomes, ledger.name)) + "\n")
    return tally


def _loaded(sources: tuple[str, ...], defaults: "Defaults") -> Iterator["Loaded"]:
    """Give the reports in order; a path that does not exist stops everything at once."""
    from according.formats import read_paths  # noqa: PLC0415

    groups = [(web, list(group)) for web, group in groupby(sources, _is_address)]
    return chain.from_iterable(
        [
            _fetched(group, defaults)
            if web
            else read_paths(group, stdin=sys.stdin.buffer, defaults=defaults)
            for web, group in groups
        ]
    )


def _is_address(source: str) -> bool:
    return source.lower().startswith(("http://", "https://"))


def _fetched(addresses: list[str], defaults: "Defaults") -> Iterator["Loaded"]:
    from according.fetch import fetch_report  # noqa: PLC0415  # slow to import

    for address in addresses:
        yield fetch_report(address, defaults=defaults)


def _reader() -> "Reader":
    """Load the model, when there is something to read."""
    from according.reading import Reader  # noqa: PLC0415

    return Reader()


def _line(done: "Done") -> str:
    if done.added is None:
        return f"nothing to read: {done.loaded.origin}"
    number, revision, outcome, copy_of = done.added
    what = {
        "new": f"report {number}",
        "revision": f"report {number}, revision {revision}",
        "known": f"report {number}, known already",
    }[outcome]
    copy = f", a copy of report {copy_of}" if copy_of else ""
    return f"{what}{copy}: {done.loaded.origin}"


def _summary(outcomes: Counter[str], name: str) -> str:
    parts = [f"{outcomes['new']} new"]
    for outcome, words in (("revision", "changed"), ("known", "known"), ("empty", "empty")):
        if outcomes[outcome]:
            parts.append(f"{outcomes[outcome]} {words}")
    return f"{', '.join(parts)}: the ledger {name}"
