"""What the commands that take files share: which words are paths, and which are slips.

For "-" to be a path (standard input), cyclopts must let every word with a hyphen through as
one; what begins with a hyphen and is not "-" is then refused here, with a hint.
"""

import difflib
import inspect
from collections.abc import Callable
from typing import Any

from according.errors import InputError


def check_sources(sources: tuple[str, ...], command: Callable[..., Any], what: str) -> None:
    """Refuse a call without sources, and options that do not exist."""
    name = command.__name__
    if not sources:
        raise InputError(f"Nothing to {name}. Name {what}, or - for standard input.")
    for source in sources:
        if source.startswith("-") and source != "-":
            options = ["--" + each.rstrip("_") for each in inspect.signature(command).parameters]
            close = difflib.get_close_matches(source.partition("=")[0], options[1:], n=1)
            hint = f"Did you mean {close[0]}?" if close else f"See: according {name} --help."
            raise InputError(f"Unknown option {source}. {hint} A file of that name is ./{source}")
