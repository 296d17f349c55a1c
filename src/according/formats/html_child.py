"""Extract one suspect page from standard input; run by :mod:`according.formats.html`."""

import sys

import msgspec

from according.formats.article import extract
from according.formats.child import limit

SECONDS = 20


def main() -> None:
    """Answer with the page as JSON."""
    limit(SECONDS)
    html = sys.stdin.buffer.read().decode("utf-8", "replace")
    sys.stdout.buffer.write(msgspec.json.encode(extract(html)))


if __name__ == "__main__":
    main()
