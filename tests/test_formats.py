"""What according.formats promises of every file, whatever its format."""

import gzip
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from according.errors import AccordingError, InputError
from according.formats import LOADERS, Defaults, Loaded, checks, parse_date, read_bytes, read_paths
from according.formats.loaded import Draft

CASES = Path(__file__).parent / "cases" / "formats"
ENGLISH = "The envoy of Orvelle said on Monday that the talks with Sande would resume.\n"


def kinds(loaded: Loaded) -> list[str]:
    """Name the doubts."""
    return [doubt.kind for doubt in loaded.doubts]


def piped(data: bytes, defaults: Defaults = Defaults()) -> list[Loaded]:  # noqa: B008  # frozen
    """Read standard input."""
    return list(read_paths(["-"], stdin=io.BytesIO(data), defaults=defaults))


@pytest.mark.parametrize("path", sorted(CASES.glob("*.json")), ids=lambda path: path.stem)
def test_cases(path: Path) -> None:
    """Each case file gives the reports and doubts that it states on top."""
    case = json.loads(path.read_text(encoding="utf-8"))
    data = "\n".join(case["input"]).encode(case.get("encoding", "utf-8"))
    loaded = list(read_bytes(data, origin="x", media_type=case.get("media_type", "")))
    for each, expected in zip(loaded, case["expect"], strict=True):
        assert kinds(each) == expected.get("doubts", [])
        for field in expected.keys() - {"doubts", "origin"}:
            assert getattr(each.report, field) == expected[field], field
        assert each.origin == expected.get("origin", "x")


# fmt: off
MISUSE = [
    # path                             in the message
    ("no/such/file.txt",               "'no/such/file.txt' does not exist"),
    ("https://morning.example/a.html", "according add https://morning.example/a.html"),
    ("a\0b",                           "does not exist"),
    ("x" * 5000,                       "does not exist"),
    ("\udcff.txt",                     "does not exist"),
]
# fmt: on


@pytest.mark.parametrize(("path", "message"), MISUSE, ids=lambda value: ascii(value[:20]))
def test_misuse(path: str, message: str, tmp_path: Path) -> None:
    """A path that does not exist stops everything before anything is read."""
    good = tmp_path / "good.txt"
    good.write_text(ENGLISH, encoding="utf-8")
    with pytest.raises(InputError) as raised:
        read_paths([good, path])  # without asking for the first report
    assert message in str(raised.value)
    str(raised.value).encode("utf-8")


def test_standard_input_twice() -> None:
    """Standard input named twice is misuse."""
    with pytest.raises(InputError, match="twice"):
        read_paths(["-", "-"])


def test_default_date_must_be_a_date() -> None:
    """A default date that is none is misuse, and the message shows how to write one."""
    with pytest.raises(AccordingError, match="YYYY-MM-DD"):
        read_paths([], defaults=Defaults(published="last week"))


def test_folder(tmp_path: Path) -> None:
    """A folder is read in sorted order, hidden files left out, bad files doubted."""
    (tmp_path / "b.txt").write_text("b", encoding="utf-8")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "z.jsonl").write_text('{"text": "z"}\n', encoding="utf-8")
    (tmp_path / ".hidden").write_text("no", encoding="utf-8")
    (tmp_path / "c.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "d.docx").write_bytes(b"PK\x03\x04 and more")
    loaded = list(read_paths([tmp_path]))
    names = [each.origin.removeprefix(f"{tmp_path}/") for each in loaded]
    assert names == ["b.txt", "c.txt", "d.docx", "a/z.jsonl:1"]
    assert [kinds(each) for each in loaded] == [[], ["unreadable-file"], ["not-a-text"], []]


# fmt: off
MARKUP = [
    # data                                                             message, why
    ('<?xml version="1.0"?>\n<rss version="2.0"><channel/></rss>',     "according watch", "an RSS feed"),
    ('<feed xmlns="http://www.w3.org/2005/Atom"></feed>',              "according watch", "an Atom feed"),
    ('<?xml version="1.0"?><nitf><body>He said no.</body></nitf>',     "This is XML",     "other XML"),
    ('<?xml version="1.0"?><html><body><p>He said no.</p></body></html>', "",             "a web page"),
]
# fmt: on


@pytest.mark.parametrize(("data", "message"), [pytest.param(*r[:2], id=r[2]) for r in MARKUP])
def test_markup_is_no_prose(data: str, message: str) -> None:
    """Feeds and other XML are doubted with the next step; their tags are not read as words."""
    (loaded,) = read_bytes(data.encode(), origin="x.xml")
    assert ("not-a-text" in kinds(loaded)) is bool(message)
    assert not message or message in loaded.doubts[0].message


def test_empty_folder(tmp_path: Path) -> None:
    """A folder without files is doubted, not passed over in silence."""
    assert [kinds(each) for each in read_paths([tmp_path])] == [["empty-folder"]]


def test_lazy(tmp_path: Path) -> None:
    """Nothing is opened before its turn."""
    paths = [tmp_path / "1.txt", tmp_path / "2.txt"]
    for path in paths:
        path.write_text("one", encoding="utf-8")
    reports = read_paths(paths)
    assert next(reports).report.text == "one"
    paths[1].write_text("two", encoding="utf-8")
    assert next(reports).report.text == "two"


def test_stdin_streams() -> None:
    """The first line of a pipe is a report before the second has been written."""

    class Pipe(io.BytesIO):
        lines = 0

        def readline(self, size: int | None = -1, /) -> bytes:
            self.lines += 1
            return super().readline(size)

        def read(self, size: int | None = -1, /) -> bytes:
            raise AssertionError(size)

    pipe = Pipe(b'{"text": "x"}\n' * 100)
    reports = read_paths(["-"], stdin=pipe)
    assert next(reports).report.text == "x"
    assert pipe.lines < 5
    assert len(list(reports)) == 99


# fmt: off
SNIFFED = [
    # standard input                        texts            why
    (b'{"text": "a"}\n{"text": "b"}\n',      ["a", "b"],      "JSON Lines"),
    (b'\n \n\xef\xbb\xbf{"text": "a"}\n',    None,            "a mark in the middle is no JSON"),
    (b'\xef\xbb\xbf{"text": "a"}\n',         ["a"],           "JSON Lines after a mark"),
    (b'{\n "text": "a"\n}',                  ["a"],           "one pretty object"),
    (b'[{"text": "a"}, {"text": "b"}]',      ["a", "b"],      "a list"),
    (b"[Live] Talks go on\n",                ["[Live] Talks go on\n"], "a text in brackets"),
    (b"{} is a set\n",                       None,            "braces open a text or bad JSON"),
    (b"plain\r\n",                           ["plain\r\n"],   "plain text"),
    (b"<3 is no tag",                        ["<3 is no tag"], "a text that opens with <"),
    (gzip.compress(b'{"text": "a"}\n'),      ["a"],           "gzip"),
    (b"",                                    [""],            "nothing"),
    (b"\n\n",                                ["\n\n"],        "blank lines"),
]
# fmt: on


@pytest.mark.parametrize(("data", "texts"), [pytest.param(*row, id=why) for *row, why in SNIFFED])
def test_stdin_is_sniffed(data: bytes, texts: list[str] | None) -> None:
    """Standard input is read as what it is, without being told."""
    loaded = piped(data)
    assert loaded
    if texts is not None:
        assert [each.report.text for each in loaded] == texts


def test_defaults_fill_only_gaps() -> None:
    """What the user says fills what the input lacks, and overrules nothing."""
    defaults = Defaults(publisher="Albrook Post", published="20250904", title="T", url="u")
    (loaded,) = piped(b'{"text": "x", "publisher": "Sande Wire", "title": ""}', defaults)
    report = loaded.report
    assert (report.publisher, report.published) == ("Sande Wire", "2025-09-04")
    assert (report.title, report.url, report.id) == ("T", "u", None)


def test_default_date_after_a_bad_one() -> None:
    """A default date replaces one that cannot be read; the doubt stays."""
    (loaded,) = piped(b'{"text": "x", "published": "soon"}', Defaults(published="2025-09-04"))
    assert loaded.report.published == "2025-09-04"
    assert kinds(loaded) == ["bad-date"]


# fmt: off
TEXTS = [
    # text                                 doubts                   why
    (ENGLISH,                              [],                      "English"),
    ("El ministro dijo el martes que las conversaciones de paz se reanudarían pronto.",
                                           ["not-english"],         "Spanish"),
    ("قال الوزير يوم الثلاثاء إن محادثات السلام سوف تستأنف قريبا في العاصمة",
                                           ["not-english"],         "Arabic"),
    ("Orvelle, Sande",                     [],                      "too short to tell"),
    ("12 345 67 " * 20,                    [],                      "no letters to tell by"),
    ("Orvelle: Sande troops cross Lume, Karr governor Tomas Wray says",
                                           [],                      "English, full of names"),
    ("Minister Abdurrahman al-Qasimi met Mehmet Yildirim in Lume",
                                           [],                      "names of another language"),
    (" \n\t ",                             ["empty-text"],          "blank"),
    ("a\0b\x1b[2J",                        ["control-characters"],  "NUL and escape"),
    ("Orvelle " + "x" * 2_000,             ["endless-word"],        "a word without an end"),
    (("x" * 999 + " ") * 3,                [],                      "long words that end"),
    ("a\u200fb\u202ec",                    [],                      "right-to-left marks"),
    ("a\ud800b",                           ["surrogates"],          "a lone surrogate"),
]
# fmt: on


@pytest.mark.parametrize(("text", "doubts"), [pytest.param(*row, id=why) for *row, why in TEXTS])
def test_checks(text: str, doubts: list[str]) -> None:
    """Each trouble of a text has one name, and the text stays as it was."""
    draft = Draft(text=text)
    loaded = checks.finish(draft, "x", Defaults())
    assert kinds(loaded) == doubts
    assert loaded.report.text == text.replace("\ud800", "\ufffd")


def test_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text too long to be read whole is kept whole and doubted."""
    monkeypatch.setattr(checks, "MAX_READ_CHARS", 100)
    (loaded,) = piped(ENGLISH.encode() * 2)
    assert kinds(loaded) == ["too-long"]
    assert loaded.report.text == ENGLISH * 2


# fmt: off
DATES = [
    # written                              ISO                          why
    ("2025-09-04",                         "2025-09-04",                "ISO day"),
    (" 2025-09-04T16:22:00Z ",             "2025-09-04T16:22:00Z",      "ISO time, as given"),
    ("2025-09-04 16:22:00+02:00",          "2025-09-04 16:22:00+02:00", "ISO time with a blank"),
    ("20250904",                           "2025-09-04",                "ISO without dashes"),
    ("Thu, 04 Sep 2025 16:22:00 +0200",    "2025-09-04T16:22:00+02:00", "mail"),
    ("4 September 2025",                   "2025-09-04",                "written"),
    ("Sept. 4, 2025",                      "2025-09-04",                "American"),
    ("13/04/2025",                         "2025-04-13",                "only one reading"),
    ("4 de septiembre de 2025",            "2025-09-04",                "Spanish"),
    ("03/04/2025",                         None,                        "two readings"),
    ("Thursday 5 September 2025",          None,                        "it was a Friday"),
    ("2025-02-30",                         None,                        "no such day"),
    ("2025-09",                            None,                        "no day"),
    ("yesterday",                          None,                        "relative"),
    ("",                                   None,                        "empty"),
    ("4 September 2025 " * 50,             None,                        "prose"),
    ("9999999999999",                      None,                        "a number"),
]
# fmt: on


@pytest.mark.parametrize(("written", "iso"), [pytest.param(*row, id=why) for *row, why in DATES])
def test_dates(written: str, iso: str | None) -> None:
    """A date with one meaning becomes ISO 8601; any other is refused."""
    assert parse_date(written) == iso


def test_gzip_damage_keeps_what_was_read(tmp_path: Path) -> None:
    """A torn gzip file gives the lines before the tear, and a doubt."""
    lines = [json.dumps({"text": f"{n} {n * 7919 % 1013}"}) for n in range(5000)]
    whole = gzip.compress("\n".join(lines).encode())
    path = tmp_path / "torn.jsonl.gz"
    path.write_bytes(whole[: len(whole) // 2])
    loaded = list(read_paths([path]))
    assert len(loaded) > 100
    assert loaded[0].origin == f"{path}:1"
    assert "unreadable-file" in kinds(loaded[-1])


@pytest.mark.parametrize("suffix", [suffix for suffix in LOADERS if suffix != ".pdf"])
def test_junk_under_every_suffix(suffix: str, tmp_path: Path) -> None:
    """Junk under any suffix is content, not an error."""
    path = tmp_path / f"junk{suffix}"
    path.write_bytes(bytes(range(256)) * 20)
    assert all(each.doubts for each in read_paths([path]))


@settings(max_examples=40, deadline=None)
@given(data=st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    """Any bytes give reports that UTF-8 can hold, and never raise."""
    if b"%PDF" in data:
        return
    media_types = ["", "application/json", "application/x-ndjson", "text/html"]
    for media_type in media_types:
        for each in read_bytes(data, origin="x", media_type=media_type):
            each.report.text.encode("utf-8")
            assert all(doubt.message for doubt in each.doubts)
