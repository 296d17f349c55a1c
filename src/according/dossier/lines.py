"""Where in a TOML file something stands, which tomllib does not tell.

Lines(path, text).find("party", 1, "aliases") ──► the line, counted from 1

The second [[party]] begins at its header and ends at the next; within it the line of a key
or, if there is none, the first that holds the word.
"""

import re
from pathlib import Path

from according.errors import DossierError

_HEADER = re.compile(r"\s*\[\[?\s*([\w.-]+)\s*\]\]?\s*(?:#.*)?$")


class Lines:
    """The lines of one file."""

    def __init__(self, path: Path, text: str) -> None:
        """Take the path, for messages, and the text."""
        self.path = path
        self._lines = text.splitlines()

    def find(self, table: str = "", number: int = 0, word: str = "") -> int:
        r"""The line of a word in the number'th table of a name; the table's own without it.

        >>> text = '[[party]]\nname = "A"\n[[party]]\nname = "B"\n'
        >>> lines = Lines(Path("d.toml"), text)
        >>> lines.find("party", 1), lines.find("party", 1, "name"), lines.find(word="B")
        (3, 4, 4)
        """
        first, last = self._table(table, number) if table else (1, len(self._lines))
        if not first and not word:
            return 0
        inside = list(enumerate(self._lines[max(first, 1) - 1 : last or None], max(first, 1)))
        key = re.compile(rf"\s*\[*\s*{re.escape(word)}\s*[=\]]")
        for fits in (key.match, lambda line: word in line):
            for at, line in inside:
                if word and fits(line):
                    return at
        return first

    def _table(self, table: str, number: int) -> tuple[int, int]:
        """The first and last line of a table, 0 and 0 if there is none."""
        seen, first = -1, 0
        for at, line in enumerate(self._lines, 1):
            header = _HEADER.match(line)
            if header is None:
                continue
            if first:
                return first, at - 1
            seen += header[1] == table
            first = at if header[1] == table and seen == number else 0
        return (first, len(self._lines)) if first else (0, 0)

    def refuse(
        self, message: str, table: str = "", number: int = 0, word: str = ""
    ) -> DossierError:
        """An error at this place.

        >>> str(Lines(Path("d.toml"), "[dossier]").refuse("no name. Give one.", "dossier"))
        'd.toml, line 1: no name. Give one.'
        """
        line = self.find(table, number, word)
        where = f"{self.path}, line {line}" if line else f"{self.path}"
        return DossierError(f"{where}: {message}")
