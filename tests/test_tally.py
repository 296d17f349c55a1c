"""Promises of the tally: progress goes to a terminal alone, and is wiped off it."""

import io
import sys

import pytest

from according.cli.tally import LONG, Tally


class Terminal(io.StringIO):
    """Something that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def screen(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Put a terminal in place of standard error: in the test, since pytest captures anew for it."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    return terminal


def test_a_long_text_shows_how_much_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """The share is shown while a long text is read, and wiped off at the end."""
    terminal = screen(monkeypatch)
    tally = Tally()
    tally.watch(LONG // 2, LONG)
    assert "50 % of a text of 200,000 characters" in terminal.getvalue()
    assert list(tally.counted([])) == []
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_a_short_text_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes a second needs no progress."""
    terminal = screen(monkeypatch)
    Tally().watch(500, 2_000)
    assert not terminal.getvalue()


def test_no_terminal_no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of messages holds no progress."""
    log = io.StringIO()
    monkeypatch.setattr(sys, "stderr", log)
    Tally().watch(1, LONG)
    assert not log.getvalue()
