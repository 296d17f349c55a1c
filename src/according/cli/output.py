"""Standard output, fit for what is written to it."""

import sys
from io import TextIOWrapper
from typing import TextIO

from according.exports import Format


def output(format_: Format) -> TextIO:
    """Give standard output: UTF-8 for data; for people ? stands for what their terminal lacks."""
    if isinstance(sys.stdout, TextIOWrapper):
        if format_ == "text":
            sys.stdout.reconfigure(errors="replace")
        else:
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    return sys.stdout
