"""Lists of feeds in OPML, as every feed reader exports them.

file ─► entities? refused ─► every xmlUrl, once, in order
"""

from pathlib import Path
from typing import Any

from according.errors import InputError
from according.formats.checks import printable

_MAX_BYTES = 10_000_000


def read_opml(path: str | Path) -> list[str]:
    """Give the addresses of the feeds in an OPML file. Raises InputError when it is none."""
    shown = printable(str(path))
    try:
        data = Path(path).read_bytes() if Path(path).stat().st_size <= _MAX_BYTES else b""
    except (OSError, ValueError) as error:
        raise InputError(f"'{shown}' cannot be read: {error}. Check the path.") from None
    # An entity can name a file, or grow a few lines into gigabytes; no reader exports any.
    if b"<!ENTITY" in data.replace(b"\0", b""):  # in UTF-16 too
        raise InputError(f"'{shown}' declares entities, which no list of feeds needs; refused.")
    root = _parsed(data)
    if root is None or str(root.tag).lower() != "opml":
        raise InputError(f"'{shown}' is no OPML file; export the list from a feed reader as OPML.")
    stated = (outline.get("xmlUrl") or outline.get("xmlurl") for outline in root.iter("outline"))
    addresses = list(dict.fromkeys(address.strip() for address in stated if address))
    if not addresses:
        raise InputError(f"'{shown}' lists no feed: no outline in it has an xmlUrl.")
    return addresses


def _parsed(data: bytes) -> Any:  # noqa: ANN401  # lxml is untyped
    from lxml import etree  # type: ignore[import-untyped]  # noqa: PLC0415  # slow to import

    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
