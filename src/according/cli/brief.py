"""``according brief``: what came to a dossier, in sentences that cite their reports.

dossier, span ──dossier.brief──► Brief ──► the format's write ──► standard output or a file
"""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from according.cli.output import output
from according.errors import InputError
from according.exports.harmless import for_terminal

if TYPE_CHECKING:
    from according.dossier.brief import Brief

Format = Literal["markdown", "html", "atom"]
_SUFFIXES: dict[str, Format] = {
    ".html": "html", ".htm": "html", ".atom": "atom", ".xml": "atom", ".md": "markdown",
}  # fmt: skip


@Parameter(name="*")
@dataclass(kw_only=True)
class Span:
    """The days of publication, both inclusive."""

    since: Annotated[str, Parameter(help="First day of publication: 2026-05-01, 2026-05, 24h, 7d.")]
    until: Annotated[str | None, Parameter(help="Last day of publication, if not now.")] = None


def brief(
    name: Annotated[str, Parameter(help="A dossier: its name or file.")],
    /,
    *,
    over: Span,
    format_: Annotated[
        Format | None, Parameter(name="--format", help="markdown, unless --out names another.")
    ] = None,
    out: Annotated[
        Path | None, Parameter(help="File to write: .md, .html, .atom. It is replaced whole.")
    ] = None,
    ledger: Annotated[str | None, Parameter(help="A file, or postgresql://….")] = None,
) -> bool:
    """Write a digest of what came to a dossier; every sentence cites its reports.

    What changed comes first. An Atom feed may be made again and again, over any span: a feed
    reader shows each piece of news once.
    """
    from according.dossier.brief import brief as digest  # noqa: PLC0415  # not for --help
    from according.exports.briefs import writer  # noqa: PLC0415
    from according.ledger import Ledger  # noqa: PLC0415

    chosen = format_ or _SUFFIXES.get(out.suffix.lower() if out else "", "markdown")
    with Ledger.open(ledger, write=False) as opened:
        found = digest(opened, name, over.since, over.until)
    if out is None:
        writer(chosen)(found, output("jsonl"))
    else:
        _replace(out, found, chosen)
        sys.stderr.write(for_terminal(_told(found, out)) + "\n")
    return False


def _replace(out: Path, found: "Brief", chosen: Format) -> None:
    """Write beside the file and put it in its place: whoever reads it meanwhile finds it whole."""
    from according.exports.briefs import writer  # noqa: PLC0415

    part = out.with_name(f".{out.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            writer(chosen)(found, file)
        part.replace(out)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise InputError(
            f"{out} cannot be written: {error.strerror}. Name a file in a folder that is there."
        ) from error


def _told(found: "Brief", out: Path) -> str:
    count = sum(len(section.sentences) for section in found.sections)
    return f"{count} sentences on {found.read} reports written to {out}"
