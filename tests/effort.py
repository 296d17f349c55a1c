"""Tell linear from quadratic work without a clock.

steps(function) ─► how many lines of Python ran: the same on every machine
patience()      ─► a test that hangs fails: regular expressions run no lines to be counted
"""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any


def steps(function: Callable[[], object]) -> int:
    """Return how many calls and lines of Python a function takes."""
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function()
    finally:
        sys.settrace(before)
    return count


@contextmanager
def patience(seconds: int = 60) -> Iterator[None]:
    """End what would otherwise run for hours; what is well takes well under a second."""

    def give_up(number: int, frame: FrameType | None) -> None:
        raise AssertionError(f"Still running after {seconds} seconds.")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
