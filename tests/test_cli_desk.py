"""``according desk``: says where it is, needs a password where others can reach it, stops cleanly."""

import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

import homes
import sarn
from according import Ledger
from according.cli.app import main

Printed = pytest.CaptureFixture[str]
PATIENCE = 60  # seconds; a busy machine is slow, a broken desk never answers


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--host", "0.0.0.0"], "Set a password"),
        (["--host", "192.168.1.7"], "Set a password"),
        (["--host", "desk.example"], "Set a password"),
        (["--host", "::"], "Set a password"),
        (["--password", "short"], "8 characters or more"),
        (["--port", "99999"], "cannot be had"),
    ],
)
def test_what_would_be_unsafe_or_impossible_is_refused(
    options: list[str], words: str, capsys: Printed, tmp_path: Path
) -> None:
    """The refusal comes before anything is opened, and names the next step."""
    assert main(["desk", "--ledger", str(tmp_path / "ledger.db"), *options]) == 2
    assert words in capsys.readouterr().err
    assert not (tmp_path / "ledger.db").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="signals are another matter there")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_desk_opens_answers_and_stops(
    fresh_sqlite: homes.Fresh, tmp_path: Path, number: signal.Signals
) -> None:
    """It prints its address, answers there, and lets go of a page that waits for news."""
    path = fresh_sqlite(tmp_path)
    with Ledger.open(path) as ledger:
        ledger.add(sarn.reading())
    command = [sys.executable, "-m", "according", "desk", "--ledger", path, "--port", "0"]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A test run in the background ignores Ctrl-C, and so would this child of it.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    ) as desk:
        try:
            code, complaints = _visited(desk, number)
        finally:
            desk.kill()
    assert complaints == ""
    assert code in {-number, 128 + number}


def _visited(desk: "subprocess.Popen[str]", number: signal.Signals) -> tuple[int, str]:
    """Look at a page, wait for news, and stop the desk meanwhile."""
    assert desk.stdout is not None
    address = desk.stdout.readline().split()[-1]
    assert address.startswith("http://127.0.0.1:")
    with urllib.request.urlopen(f"{address}reports/1", timeout=PATIENCE) as page:
        assert b"Talks" in page.read()
    with urllib.request.urlopen(f"{address}live?known=x", timeout=PATIENCE) as news:
        assert news.readline() == b"event: ledger\n"
        desk.send_signal(number)
        _, complaints = desk.communicate(timeout=PATIENCE)
    return desk.returncode, complaints
