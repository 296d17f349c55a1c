"""Addresses from reports, made fit to be links, or left out."""

from urllib.parse import quote, urlsplit

# What an address may hold; everything else is written as %XX.
_SAFE = "%/:?#[]@!$&'()*+,;=~-._"


def web_address(url: str | None) -> str | None:
    """Give an address that opens a web page and nothing else; None for any other.

    >>> web_address("https://chronicle.example/a b")
    'https://chronicle.example/a%20b'
    >>> web_address("javascript:alert(1)")
    """
    if url is None:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return None
    return quote(url, safe=_SAFE, errors="replace")
