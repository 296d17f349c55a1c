"""Make the words of strangers safe to show. Reports are hostile until shown otherwise.

A terminal obeys control characters and reorders text by bidirectional marks; a
spreadsheet runs a cell that begins like a formula. The JSON formats need neither:
they carry the text unaltered.
"""

import unicodedata

# Format characters that change letters' shapes and nothing else: joiners, soft hyphen.
KEPT = {"\N{ZERO WIDTH JOINER}", "\N{ZERO WIDTH NON-JOINER}", "\N{SOFT HYPHEN}"}
# What a spreadsheet takes for a formula; OWASP's list with the full-width signs.
FORMULA = ("=", "+", "-", "@", "\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}",
           "\N{FULLWIDTH HYPHEN-MINUS}", "\N{FULLWIDTH COMMERCIAL AT}")  # fmt: skip


def for_terminal(text: str) -> str:
    r"""Put the text on one line and make its control characters visible or drop them.

    >>> for_terminal("two\nlines, \x1b[31mred\x1b[0m")
    'two lines, ␛[31mred␛[0m'
    >>> for_terminal("evil\u202etxt.exe")
    'eviltxt.exe'
    """
    if text.isprintable():
        return text
    return "".join(map(_visible, text))


def for_cell(text: str) -> str:
    r"""Write a text so that no spreadsheet takes it for a formula.

    >>> for_cell('=HYPERLINK("http://example.org")')
    '\'=HYPERLINK("http://example.org")'
    """
    shown = for_terminal(text)
    risky = text.startswith(("\t", "\r")) or shown.lstrip().startswith(FORMULA)
    return "'" + shown if risky else shown


def _visible(char: str) -> str:
    """Replace one character, if it could do harm."""
    if char.isprintable() or char in KEPT:
        return char
    if char.isspace():
        return " "
    category = unicodedata.category(char)
    if category == "Cc":  # the control pictures show which one it was
        return chr(0x2400 + ord(char)) if ord(char) < 0x20 else "�"
    return "" if category == "Cf" else "�"


def without_surrogates(text: str) -> str:
    r"""Replace lone surrogates, which UTF-8 cannot hold.

    >>> ascii(without_surrogates("a\ud800b"))
    "'a\\ufffdb'"
    """
    if text.isascii():
        return text
    return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
