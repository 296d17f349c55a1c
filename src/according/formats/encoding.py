"""Turn bytes into text, by the order browsers use, and say when it was a guess.

BOM ► transport header ► HTML meta ► strict UTF-8 ► guess (cp1252 or charset-normalizer)

Nothing but decoding happens here: line ends, NUL and control characters stay, because
every offset that According prints counts the characters of exactly this text.
"""

import codecs
import re

from according.records import Doubt

_BOMS = [
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose BOM is its first half
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
]
_META = re.compile(
    rb"<meta[^<>]{0,500}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE
)
_XML = re.compile(
    rb"^\s*<\?xml[^<>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE
)
_HEAD = 4096  # bytes searched for a declaration; HTML5 asks for 1024, pages break that
# The labels that mean more on the web than their standards say (WHATWG Encoding).
_WEB = {
    "ascii": "cp1252", "us-ascii": "cp1252", "iso-8859-1": "cp1252", "latin1": "cp1252",
    "latin-1": "cp1252", "iso8859-1": "cp1252", "iso-8859-9": "cp1254", "gb2312": "gb18030",
    "gbk": "gb18030", "shift_jis": "cp932", "shift-jis": "cp932", "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949", "tis-620": "cp874", "iso-8859-11": "cp874",
    "x-sjis": "cp932", "utf-16": "utf-8", "utf-16le": "utf-8", "utf-16be": "utf-8",
}  # fmt: skip
# Only real charsets: Python also knows codecs such as "hex", "idna" and "unicode_escape".
_CHARSET = re.compile(
    r"utf-8|cp\d+|iso8859-\d+|koi8-[rut]|gb18030|gb2312|gbk|big5(hkscs)?|euc_(jp|kr)"
    r"|shift_jis|iso2022_jp|mac-(roman|cyrillic|greek|turkish|latin2)"
)
# Quotation marks, dashes and signs that Windows editors put into English text.
_TYPOGRAPHY = frozenset(b"\x80\x82\x84\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa3\xa7\xab\xb0\xbb")
_LATIN = frozenset(range(0xC0, 0x100)) - {0xD7, 0xF7}
_FEW = 0.05  # accented letters per ASCII letter in English text with foreign names: under 1 %


def decode(
    data: bytes, *, header: str | None = None, html: bool = False
) -> tuple[str, list[Doubt]]:
    r"""Decode ``data``; never raises, and doubts every guess and every replaced byte.

    >>> decode(b"caf\xc3\xa9")
    ('café', [])
    """
    for bom, wide in _BOMS:
        if data.startswith(bom):
            return _as_declared(data[len(bom) :], wide, "its byte order mark")
    if header and (name := codec(header)):
        return _declared_or_utf8(data, name, "the transport header")
    if html and (name := _declared_inside(data)):
        return _declared_or_utf8(data, name, "the page")
    if utf16 := _wide(data):
        return _guessed(data, utf16)
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        return _undeclared(data)


def codec(label: str) -> str | None:
    """Give the Python codec for a charset label of the web, or None for anything else.

    >>> codec("ISO-8859-1"), codec("hex")
    ('cp1252', None)
    """
    label = label.strip().strip("\"'").lower()
    try:
        name = codecs.lookup(_WEB.get(label, label)).name
    except (LookupError, ValueError, UnicodeError):
        return None
    return name if _CHARSET.fullmatch(name) else None


def _declared_inside(data: bytes) -> str | None:
    head = data[:_HEAD]
    found = _XML.search(head) or _META.search(head)
    return codec(found.group(1).decode("ascii")) if found else None


def _declared_or_utf8(data: bytes, name: str, by: str) -> tuple[str, list[Doubt]]:
    """Trust a declaration, unless the bytes are plainly UTF-8 under another name.

    Valid multi-byte UTF-8 does not arise by chance in text of a one-byte charset.
    """
    if name != "utf-8" and not data.isascii():
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            found = f"Declared as {name} by {by}, but the bytes are UTF-8; read as UTF-8."
            return text, [_doubt(found)]
    return _as_declared(data, name, by)


def _as_declared(data: bytes, name: str, by: str) -> tuple[str, list[Doubt]]:
    try:
        return data.decode(name), []
    except UnicodeDecodeError as error:
        if name == "utf-8" and (other := _plainly_other(data)):
            found = f"Declared as utf-8 by {by}, but nothing but its plain letters is; read as "
            return data.decode(other, "replace"), [_doubt(f"{found}{other}, which is a guess.")]
        found = (
            f"The bytes are not all {name}, which {by} declares (first at byte {error.start});"
            " those that are not were replaced by U+FFFD."
        )
        return data.decode(name, "replace"), [_doubt(found)]


def _undeclared(data: bytes) -> tuple[str, list[Doubt]]:
    """Decode what declares nothing and is not UTF-8."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = sum(not char.isascii() for char in text) - broken
    if sound >= broken:  # UTF-8 with damage: a guess would spoil the sound part
        return text, [_doubt(f"{broken} byte sequences are not UTF-8; replaced by U+FFFD.")]
    if name := _one_byte(data):
        return _guessed(data, name)
    return text, [_doubt(f"No encoding fits; {broken} byte sequences were replaced by U+FFFD.")]


def _plainly_other(data: bytes) -> str | None:
    """Guess the charset of text that is called UTF-8 and has not one sound character of it."""
    text = data.decode("utf-8", "ignore")
    return _one_byte(data) if text.isascii() else None


def _one_byte(data: bytes) -> str | None:
    return "cp1252" if _english_cp1252(data) else _normalizer(data)


def _guessed(data: bytes, name: str) -> tuple[str, list[Doubt]]:
    found = f"The bytes are not UTF-8 and declare no encoding; read as {name}, which is a guess."
    return data.decode(name, "replace"), [_doubt(found)]


def _wide(data: bytes) -> str | None:
    """Recognise UTF-16 without a mark: every other byte of Latin text is NUL."""
    head = data[:4000]
    half = len(head) // 2
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if half >= 4 and odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if half >= 4 and even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _english_cp1252(data: bytes) -> bool:
    r"""Tell English with curly quotes, on which charset-normalizer fails when it is short.

    Measured: it read ``It\x92s over`` as Big5 and ``Se\xf1or`` as cp1250.
    """
    high = [byte for byte in data if byte > 0x7F]
    letters = sum(bytes([byte]).isalpha() for byte in data[:20_000])
    accented = sum(byte in _LATIN for byte in high)
    known = all(byte in _TYPOGRAPHY or byte in _LATIN for byte in high)
    return known and accented <= _FEW * letters * max(1, len(data) / 20_000)


def _normalizer(data: bytes) -> str | None:
    from charset_normalizer import from_bytes  # noqa: PLC0415  # slow to import

    best = from_bytes(data[:200_000]).best()
    name = best.encoding if best else None
    try:
        return codecs.lookup(name).name if name and not data.decode(name).isascii() else None
    except (LookupError, UnicodeDecodeError):
        return None


def _doubt(message: str) -> Doubt:
    return Doubt(kind="encoding", message=message)
