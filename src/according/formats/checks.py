"""What is looked at in every report, whatever file it came from.

Draft ──► finish() ──► Loaded

The checks only add doubts; the one thing they change in a text is a lone surrogate,
which no UTF-8 output could hold. Texts that are not English or too long stay whole.
"""

import re
from functools import cache
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

import msgspec

from according.formats.dates import parse_date
from according.formats.loaded import Defaults, Draft, Loaded
from according.records import Doubt, Report

MAX_READ_CHARS = 5_000_000  # the longest report seen is 60,000; this is a whole book shelf

_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")  # not \t \n \f \r, NEL
# Chinese, Japanese, Korean and Thai have long words or no spaces. Begun only where a word begins:
# tried at every letter, a text of words just too short would take the square of their length.
_LETTER = r"[^\s\u0e00-\u0eff\u2e80-\u9fff\uac00-\ud7af]"
_UNBROKEN = re.compile(rf"(?<!{_LETTER}){_LETTER}{{1000,}}")
_FIELDS = ("id", "publisher", "url", "published", "title")
# These already say why there is no text, so "empty-text" would say nothing more.
_NO_TEXT = frozenset({
    "bad-json", "bad-record", "broken-pdf", "empty-folder", "encrypted-pdf", "no-article",
    "no-reports", "no-text-layer", "not-a-text", "too-large", "unreadable-file",
})  # fmt: skip
_LETTERS = 40  # under this, names decide the language: "Orvelle, Sande" is any
_SAMPLE = 1_000  # characters shown to the language identifier, 0.5 ms
_SURE = 0.5  # probability; Arabic in its dialects reaches 0.8, English full of names 0.2 for "tr"
_ENGLISH = 0.1
# What py3langid tells apart and users do not ask about.
_DIALECTS = {"ary": "ar", "arz": "ar", "apc": "ar", "acm": "ar", "ars": "ar", "aeb": "ar"}


def finish(draft: Draft, origin: str, defaults: Defaults) -> Loaded:
    """Fill what the input lacks, check the text, and freeze the result."""
    doubts = list(draft.doubts)
    fields = {name: getattr(draft, name) for name in _FIELDS}
    fields["published"] = _day(fields["published"], doubts)
    for name in ("publisher", "published", "title", "url"):
        fields[name] = fields[name] or getattr(defaults, name)
    if draft.named_by_host:
        fields["publisher"] = fields["publisher"] or host_name(fields["url"])
    text = _sound(draft.text, fields, doubts)
    doubts += check_text(text, doubts)
    report = Report(text=text, **fields)
    return Loaded(report=report, doubts=doubts, origin=printable(origin + draft.where))


def check_text(text: str, known: list[Doubt]) -> list[Doubt]:
    """Give the doubts about a text itself."""
    if not text.strip():
        explained = any(doubt.kind in _NO_TEXT for doubt in known)
        return [] if explained else [_doubt("empty-text", "The report has no text.")]
    return [*_length(text), *_endless(text), *_controls(text), *_language(text)]


def printable(text: str) -> str:
    r"""Replace lone surrogates, which undecodable file names and JSON escapes bring.

    >>> ascii(printable("a\udcffb"))
    "'a\\ufffdb'"
    """
    return _SURROGATE.sub("\ufffd", text)


def host_name(url: str | None) -> str | None:
    """Give the host of a URL, the poorest name of a publisher.

    >>> host_name("https://www.morning.example/a")
    'morning.example'
    """
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _day(published: str | None, doubts: list[Doubt]) -> str | None:
    if published is None:
        return None
    day = parse_date(published)
    if day is None:
        found = f"The date of publication {shown(published)} has no single meaning; left out."
        doubts.append(_doubt("bad-date", found))
    return day


def _sound(text: str, fields: dict[str, Any], doubts: list[Doubt]) -> str:
    """Replace lone surrogates in text and fields."""
    replaced = len(_SURROGATE.findall(text))
    for name, value in fields.items():
        if value is not None and _SURROGATE.search(value):
            replaced += 1
            fields[name] = printable(value)
    if replaced:
        found = f"{replaced} lone surrogates are no characters; replaced by U+FFFD."
        doubts.append(_doubt("surrogates", found))
    return printable(text) if replaced else text


def _length(text: str) -> list[Doubt]:
    if len(text) <= MAX_READ_CHARS:
        return []
    found = (
        f"The text has {len(text):,} characters; only the first {MAX_READ_CHARS:,} are read."
        " Split it into its reports."
    )
    return [_doubt("too-long", found)]


def _endless(text: str) -> list[Doubt]:
    longest = max(_UNBROKEN.findall(text), key=len, default="")
    if not longest:
        return []
    found = (
        f"{len(longest):,} characters stand in a row without a space, {shown(longest, 20)};"
        " no words can be told apart there."
    )
    return [_doubt("endless-word", found)]


def _controls(text: str) -> list[Doubt]:
    count = sum(1 for _ in _CONTROL.finditer(text))
    if not count:
        return []
    first = _CONTROL.search(text)
    name = f"U+{ord(first.group()):04X}" if first else ""
    found = f"The text holds {count:,} control characters, {name} first; they were left in place."
    return [_doubt("control-characters", found)]


def _language(text: str) -> list[Doubt]:
    sample = text[: 4 * _SAMPLE].strip()[:_SAMPLE]
    if len(list(islice(filter(str.isalpha, sample), _LETTERS))) < _LETTERS:
        return []
    ranked = _identifier().rank(sample)
    (code, sure), english = ranked[0], dict(ranked).get("en", 0.0)
    if code == "en" or sure < _SURE or english > _ENGLISH:
        return []
    code = _DIALECTS.get(code, code)
    found = (
        f"The text seems to be in language '{code}' ({sure:.0%}), not English;"
        " it is kept, but what is read from it may be wrong."
    )
    return [_doubt("not-english", found)]


@cache
def _identifier() -> Any:  # noqa: ANN401  # py3langid is untyped
    from py3langid import langid  # type: ignore[import-untyped]  # noqa: PLC0415  # numpy: slow

    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)


def shown(value: object, longest: int = 60) -> str:
    """Quote a value in a message, shortened and on one line."""
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    text = ascii(text) if _SURROGATE.search(text) or not text.isprintable() else f"'{text}'"
    return text if len(text) <= longest else f"{text[: longest - 1]}…'"


def _doubt(kind: str, message: str) -> Doubt:
    return Doubt(kind=kind, message=message)
