"""Run native parsers on hostile files in a process that may die alone.

A parser in C can crash or run for hours on a made-up file; the batch must go on. The
child limits its own memory and processor time, the parent limits the wall clock.
"""

import os
import subprocess
import sys
from contextlib import suppress

MEMORY = 2_000_000_000  # bytes of address space; 120 PDF pages took 27 MB resident


class ChildError(Exception):
    """The child gave no answer; the message says why. Becomes a doubt."""


def run(module: str, data: bytes, seconds: int) -> bytes:
    """Let ``python -m module`` read ``data``; give what it writes."""
    path = [part for part in sys.path if part]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path)}
    command = [sys.executable, "-P", "-m", module]
    try:
        done = subprocess.run(  # noqa: S603  # our own module, no shell
            command, input=data, capture_output=True, timeout=seconds, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        slow = f"reading it took more than {seconds} seconds"
        raise ChildError(slow) from None
    if done.returncode:
        died = "reading it took too much time or memory, or broke the parser"
        raise ChildError(died)
    return done.stdout


def limit(seconds: int) -> None:
    """Limit this process; called by the child before it loads its parser."""
    with suppress(ImportError, ValueError, OSError):  # Windows has no such limits
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
