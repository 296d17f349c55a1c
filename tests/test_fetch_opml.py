"""Lists of feeds, as feed readers export them."""

from pathlib import Path

import pytest

from according.errors import InputError
from according.fetch.opml import read_opml

LIST = """<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Sarn Valley"><outline type="rss" text="Wire" xmlUrl="https://wire.example/feed"/>
<outline text="Chronicle" xmlUrl=" https://chronicle.example/rss?a=1&amp;b=2 " htmlUrl="https://x.example"/></outline>
<outline text="Again" xmlUrl="https://wire.example/feed"/><outline text="A folder"/></body></opml>"""


def written(tmp_path: Path, text: str | bytes) -> Path:
    """Write a file."""
    path = tmp_path / "feeds.opml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_every_feed_once_in_order(tmp_path: Path) -> None:
    """Folders are looked into, folders themselves and repetitions left out."""
    assert read_opml(written(tmp_path, LIST)) == [
        "https://wire.example/feed",
        "https://chronicle.example/rss?a=1&b=2",
    ]


def test_a_broken_list_gives_what_can_be_read(tmp_path: Path) -> None:
    """An unescaped & or a missing end is what people have in their lists."""
    broken = LIST.replace("&amp;", "&").replace("</body></opml>", "")
    assert len(read_opml(written(tmp_path, broken))) == 2


# fmt: off
REFUSED = [
    # content                                                        in the message        why this row exists
    ('<!DOCTYPE opml [<!ENTITY a "b">]>' + LIST,                     "declares entities",  "an entity"),
    ('<!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + LIST, "declares entities", "an entity that names a file"),
    (('<!DOCTYPE opml [<!ENTITY a "b">]>' + LIST).encode("utf-16"),  "declares entities",  "an entity in UTF-16"),
    ("<rss/>",                                                       "is no OPML file",    "a feed"),
    ("",                                                             "is no OPML file",    "nothing"),
    ("a list of feeds",                                              "is no OPML file",    "a text"),
    ("<opml><body><outline text='A folder'/></body></opml>",         "lists no feed",      "an empty list"),
]
# fmt: on


@pytest.mark.parametrize(
    ("content", "message"), [pytest.param(*row, id=why) for *row, why in REFUSED]
)
def test_what_is_no_list_is_misuse(content: str | bytes, message: str, tmp_path: Path) -> None:
    """The message names the file and says what is wrong with it."""
    with pytest.raises(InputError, match=message) as raised:
        read_opml(written(tmp_path, content))
    assert "feeds.opml" in str(raised.value)


def test_a_missing_list_is_misuse(tmp_path: Path) -> None:
    """A file that is not there is named."""
    with pytest.raises(InputError, match="cannot be read"):
        read_opml(tmp_path / "none.opml")
