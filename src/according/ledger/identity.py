"""What makes a report the same report, a text the same text, a name the same name.

url ──normalised──► key          text ──text_hash──► is it changed?          name ──fold──► key

Pure functions. What they give is stored and compared with what later versions give, so a
change here needs a migration.
"""

import hashlib
import re
import unicodedata
from functools import lru_cache
from posixpath import normpath
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from according.records import Report

KEY_CHARS = 200  # of a folded name; PostgreSQL indexes no more than 2,700 bytes
_URL_CHARS = 500  # of an address; a longer one is cut, and its hash appended
# Parameters that tell where a reader came from, not what they read.
_TRACKING = re.compile(
    r"utm_\w+|(?:fb|g|dc|ms|tw|yc|wbra|gbra)clid|mc_[ce]id|_ga|igshid|at_\w+|cmpid|ocid|smid|"
    r"ref|ref_src|referrer|partner|campaign|share|s?source|guccounter|__twitter_impression",
    re.IGNORECASE,
)
_SPACE = re.compile(r"\s+")
_PORTS = {"80", "443", ""}


def key(report: Report) -> str:
    """Name a report: by its address, else by its publisher and text."""
    address = normalised_url(report.url)
    if address is not None:
        return address
    return text_key(report)


def text_key(report: Report) -> str:
    """Name a report without an address."""
    return f"text:{_hash(fold(report.publisher or ''))[:16]}:{text_hash(report.text)}"


def normalised_url(url: str | None) -> str | None:
    """Give an address the spelling that all its spellings share; None if it is none.

    The scheme, "www.", a closing slash, the fragment and what trackers append make no
    difference to what is read there.

    >>> normalised_url("HTTP://www.Chronicle.example:80/a/./b/?utm_source=feed&b=2&a=1#top")
    'chronicle.example/a/b?a=1&b=2'
    >>> normalised_url("report.txt") is None
    True
    """
    try:
        parts = urlsplit((url or "").strip())
        host = _host(parts.hostname or "")
        port = str(parts.port or "")
        fields = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host:
        return None
    place = host if port in _PORTS else f"{host}:{port}"
    kept = sorted(pair for pair in fields if not _TRACKING.fullmatch(pair[0]))
    query = f"?{urlencode(kept)}" if kept else ""
    # Single-page sites keep the address behind "#!" or "#/".
    page = f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""
    return _bounded(f"{place}{_path(parts.path)}{query}{page}")


def _host(host: str) -> str:
    host = host.rstrip(".").removeprefix("www.")
    if host.isascii():
        return host
    return host.encode("idna").decode("ascii")  # UnicodeError is a ValueError


def _path(path: str) -> str:
    clean = normpath(re.sub(r"/+", "/", f"/{unquote(path)}"))
    return "" if clean == "/" else quote(clean, safe="/:@!$&'()*+,;=~-._")


def _bounded(address: str) -> str:
    if len(address) <= _URL_CHARS:
        return address
    return f"{address[:_URL_CHARS]}…{_hash(address)[:32]}"


def text_hash(text: str) -> str:
    r"""Tell texts apart by their words and marks, not by their spaces.

    >>> text_hash("One  text.\n") == text_hash("One text.")
    True
    """
    return _hash(_SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip())[:32]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=50_000)
def fold(name: str) -> str:
    r"""Give a name the spelling under which it is looked up.

    >>> fold("  Tomáš\tREHL ")
    'tomas rehl'
    """
    bare = unicodedata.normalize("NFKD", name.replace("’", "'"))
    plain = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return _SPACE.sub(" ", plain.casefold()).strip()[:KEY_CHARS]


def folded(name: str | None) -> str | None:
    """Fold a name, if there is one."""
    return None if name is None else fold(name)


def day(published: str | None) -> str | None:
    """Give the day of a date or time, as its place of publication counts days.

    >>> day("2026-03-03T23:10:00+02:00"), day("2026-03"), day(None)
    ('2026-03-03', None, None)
    """
    found = re.match(r"\d{4}-\d\d-\d\d(?!\d)", published or "")
    return found[0] if found else None
