"""The command ``according watch``: what it tells, and how it ends."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import fake_reader
from according.cli.app import main
from according.fetch import Guard
from according.ledger import Ledger
from misbehaving_server import MisbehavingServer, hang, page

ARTICLE = "The envoys of Oradan and Veshtia met in Harrow and agreed to meet again in March. " * 3
RSS = (
    '<rss version="2.0"><channel><title>Harrow Wire</title><item><title>Talks</title>'
    "<link>/1</link><pubDate>Wed, 04 Mar 2026 16:22:00 GMT</pubDate></item></channel></rss>"
)
# The command in a process of its own, with a guard that lets the test's server through.
ALONE = """
import sys
import fake_reader
from according.fetch import Guard
from according.cli.app import main
sys.modules["according.reading"] = fake_reader.module()
Guard.__init__.__kwdefaults__["allowed"] = {("127.0.0.1", int(sys.argv.pop(1)))}
sys.exit(main())
"""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[MisbehavingServer]:
    """Serve a feed with one article to the command."""
    monkeypatch.setitem(sys.modules, "according.reading", fake_reader.module())
    with MisbehavingServer() as server:
        server["/feed"], server["/1"] = page(RSS), page(ARTICLE, "text/plain")
        allowed = {("127.0.0.1", server.port)}
        monkeypatch.setitem(Guard.__init__.__kwdefaults__ or {}, "allowed", allowed)
        yield server


def ledger_at(tmp_path: Path) -> list[str]:
    """Give the option that names a new ledger."""
    return ["--ledger", str(tmp_path / "ledger.db")]


def texts(tmp_path: Path) -> list[str]:
    """Give the texts in the ledger."""
    with Ledger.open(tmp_path / "ledger.db", write=False) as ledger:
        return [stored.reading.report.text for stored in ledger.readings()]


def test_once_reads_what_is_new_and_ends(
    server: MisbehavingServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """For cron: one line an event on standard error, nothing on standard output, status 0."""
    assert main(["watch", server.url("/feed"), "--once", *ledger_at(tmp_path)]) == 0
    out, err = capsys.readouterr()
    lines = [line.split("  ", 1)[1] for line in err.splitlines()]
    assert out == ""
    assert lines == [
        f"reading into {tmp_path / 'ledger.db'}",
        f"{server.url('/feed')}  1 new of 1",
        f"{server.url('/1')}  1 statement",
        "1 report read",
    ]
    assert texts(tmp_path) == [ARTICLE]


def test_once_tells_of_doubts_by_its_status(
    server: MisbehavingServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A feed that is not there makes status 1; its line is marked."""
    urls = [server.url("/none"), server.url("/feed")]
    assert main(["watch", *urls, "--once", *ledger_at(tmp_path)]) == 1
    err = capsys.readouterr().err
    assert f"! {server.url('/none')}  " in err
    assert "1 report read, 1 doubtful" in err


def test_a_list_of_feeds_is_followed(
    server: MisbehavingServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An OPML file stands for the feeds in it; one that may not be fetched stops no other."""
    outlines = f"<outline xmlUrl='file:///etc/passwd'/><outline xmlUrl='{server.url('/feed')}'/>"
    path = tmp_path / "mine.opml"
    path.write_text(f"<opml><body>{outlines}</body></opml>")
    assert main(["watch", str(path), "--once", *ledger_at(tmp_path)]) == 1
    assert "only http:// and https:// addresses are fetched" in capsys.readouterr().err
    assert texts(tmp_path) == [ARTICLE]


def test_words_of_strangers_are_made_harmless(
    server: MisbehavingServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a server says cannot write to the terminal's own."""
    server["/feed"] = page(RSS + "<\x1b[31mevil", "application/rss+xml")
    main(["watch", server.url("/feed"), "--once", *ledger_at(tmp_path)])
    assert "\x1b" not in capsys.readouterr().err


# fmt: off
MISUSES = [
    # arguments                        stderr says                 why this row exists
    (["harrow.example"],               "write https://harrow.example", "a site without its scheme"),
    (["feeds.opml"],                   "neither an address nor a file", "a list that is not there"),
    (["file:///etc/passwd"],           "only http:// and https://", "a file"),
    (["http://user:secret@a.example"], "a name or password",       "a password"),
    ([],                               "Nothing to follow",        "no feed, and none before"),
    (["https://a.example", "--every", "0.1"], "too often",         "no manners"),
    (["https://a.example", "--evry", "9"], "--evry",               "a misspelt option"),
]
# fmt: on


@pytest.mark.parametrize(
    ("arguments", "message"), [pytest.param(*row, id=why) for *row, why in MISUSES]
)
def test_misuse_is_refused_in_one_message(
    arguments: list[str],
    message: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Misuse ends with status 2 and says what to write instead."""
    monkeypatch.chdir(tmp_path)
    assert main(["watch", *arguments, *ledger_at(tmp_path)]) == 2
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith("according: ")
    assert message in last


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_a_signal_stops_it_cleanly(number: signal.Signals, status: int, tmp_path: Path) -> None:
    """Stopped in the middle of a fetch it says so, ends, and leaves the entry for the next run."""
    with MisbehavingServer() as server:
        server["/feed"], server["/1"] = page(RSS), hang
        with subprocess.Popen(
            [sys.executable, "-c", ALONE, str(server.port), "watch", server.url("/feed"),
             *ledger_at(tmp_path)],
            stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parent,
        ) as process:  # fmt: skip
            assert process.stderr
            while "1 new of 1" not in process.stderr.readline():
                assert process.poll() is None
            process.send_signal(number)
            rest = process.stderr.read()
        assert process.returncode == status
        assert "stopping" in rest
        assert "0 reports read, 1 waiting for the next run" in rest
        assert "Traceback" not in rest
