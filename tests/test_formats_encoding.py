"""Bytes become text without loss, or with a doubt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from according.formats.encoding import codec, decode

QUOTED = "The envoy said: “We won’t go” — a café owner agreed."
# fmt: off
CASES = [
    # bytes                                      text               doubted  why
    (QUOTED.encode(),                            QUOTED,            False,   "UTF-8"),
    (QUOTED.encode("utf-8-sig"),                 QUOTED,            False,   "UTF-8 with a mark"),
    (QUOTED.encode("utf-16"),                    QUOTED,            False,   "UTF-16 with a mark"),
    (QUOTED.encode("utf-32"),                    QUOTED,            False,   "UTF-32 with a mark"),
    (QUOTED.encode("utf-16-le"),                 QUOTED,            True,    "UTF-16 without"),
    (QUOTED.encode("cp1252"),                    QUOTED,            True,    "cp1252"),
    ("It’s over, he said.".encode("cp1252"),     "It’s over, he said.", True, "short cp1252"),
    ("Señor Lópe said it twice.".encode("cp1252"), None,            True,    "many accents"),
    ("Министр сказал, что переговоры продолжатся во вторник.".encode("cp1251"),
     "Министр сказал, что переговоры продолжатся во вторник.",      True,    "cp1251"),
    (b"caf\xc3\xa9 na\xc3\xafve \xff end",       "café naïve \ufffd end", True, "damage"),
    (b"a\r\nb\rc\n\0\x07",                       "a\r\nb\rc\n\0\x07", False, "line ends, controls"),
    (b"",                                        "",                False,   "nothing"),
]
# fmt: on


@pytest.mark.parametrize(
    ("data", "text", "doubted"), [pytest.param(*row, id=why) for *row, why in CASES]
)
def test_decode(data: bytes, text: str | None, doubted: bool) -> None:  # noqa: FBT001  # a table
    """Text comes out as it was written; a guess or a loss is doubted."""
    decoded, doubts = decode(data)
    assert text is None or decoded == text
    assert [doubt.kind for doubt in doubts] == ["encoding"] * doubted


# fmt: off
DECLARED = [
    # page                                                         text     doubts  why
    (b'<meta charset="windows-1256">\xe3',                         "م",     0,      "meta"),
    (b'<meta http-equiv="x" content="text/html; charset=koi8-r">\xc1', "а", 0, "http-equiv"),
    (b'<?xml version="1.0" encoding="iso-8859-2"?>\xb1',           "ą",     0,      "XML"),
    (b'<meta charset="iso-8859-1">\xe2\x80\x9c',                   "“",  1,      "a wrong label"),
    (b'<meta charset="utf-8">\xc3\xa9\xff',                        "\ufffd", 1, "damage"),
    (b'<meta charset="utf-8">The Caf\xe9 Ol\xe9',                  "é",     1,      "not as it says"),
    (b'<meta charset="hex">61\xc3\xa9',                            "é",     0,      "no charset"),
    (b'<meta charset="utf-16">\xc3\xa9',                           "é",     0,      "it cannot be"),
]
# fmt: on


@pytest.mark.parametrize(
    ("page", "text", "doubts"), [pytest.param(*row, id=why) for *row, why in DECLARED]
)
def test_declared(page: bytes, text: str, doubts: int) -> None:
    """A page is decoded by what it declares, unless that is plainly wrong."""
    decoded, found = decode(page, html=True)
    assert decoded[-1] == text
    assert len(found) == doubts


@given(data=st.binary(max_size=400), header=st.none() | st.text(max_size=12))
def test_any_bytes(data: bytes, header: str | None) -> None:
    """Any bytes under any label decode to a text that UTF-8 can hold."""
    text, _ = decode(data, header=header, html=True)
    text.encode("utf-8")


@given(text=st.text())
def test_utf8_round_trip(text: str) -> None:
    """What was written in UTF-8 comes back unchanged and undoubted."""
    if not text.startswith("\ufeff") and "\0" not in text:
        assert decode(text.encode()) == (text, [])


@given(label=st.text(max_size=20))
def test_any_label(label: str) -> None:
    """A charset label gives a real charset or nothing."""
    assert codec(label) is None or "x".encode(codec(label) or "")
