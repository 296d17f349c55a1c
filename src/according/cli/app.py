"""The ``according`` command: where errors become exit codes, once.

0    all is well: every report was read without a doubt
1    done, but some report has a doubt; standard error counts them by kind
2    misuse, or an installation that lacks something: a message and no traceback
130  stopped by Ctrl-C; what was written stays
141  the reader of our output went away (``according read … | head``)

Any other error is a fault of ours and keeps its traceback.
"""

import contextlib
import errno
import os
import sys
from collections.abc import Sequence

from cyclopts import App, CycloptsError

from according import __version__
from according.cli.read import read
from according.errors import AccordingError
from according.exports.harmless import for_terminal

_FULL = {errno.ENOSPC, errno.EDQUOT}
OK, DOUBTFUL, MISUSE, INTERRUPTED, NO_READER = 0, 1, 2, 130, 141

app = App(
    name="according",
    help="According to whom? Reads news reports and says who says what, on whose word.",
    version=__version__,
    exit_on_error=False,
    print_error=False,
    suppress_keyboard_interrupt=False,
    result_action="return_value",
)
app.command(read)
app.command("according.cli.add:add")
app.command("according.cli.ask:ask")
app.command("according.cli.brief:brief")
app.command("according.cli.correct:correct")
app.command("according.cli.desk:desk")
app.command("according.cli.doctor:doctor")
app.command("according.cli.dossier:dossier")
app.command("according.cli.export:export")
app.command("according.cli.load:load")
app.command("according.cli.reread:reread")
app.command("according.cli.ruling:ruling")
app.command("according.cli.watch:watch")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    _stand_in_for_closed_streams()
    try:
        _describe(given)
        doubtful = app(given)
        sys.stdout.flush()
    except (AccordingError, CycloptsError) as error:
        return _refuse(str(error))
    except BrokenPipeError:
        _drop_output()
        return NO_READER
    except KeyboardInterrupt:
        _keep_output()
        return INTERRUPTED
    except OSError as error:  # a full disk, a file that vanished: the user's to mend
        return _refuse(_told(error))
    return DOUBTFUL if doubtful else OK


def _stand_in_for_closed_streams() -> None:
    """Put the null device where a standard stream was closed (``<&-``, some services).

    Python leaves None there. And the next file opened, a ledger even, would get the number
    of the closed stream, so that what a library prints would be written into it.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123


def _told(error: OSError) -> str:
    """Say what the system refused, and where if it says so, without its number."""
    if error.strerror is None:
        return str(error)
    place = f": '{os.fsdecode(error.filename)}'" if error.filename is not None else ""
    step = ". Make room, then run it again." if error.errno in _FULL else ""
    return f"{error.strerror}{place}{step}"


def _describe(given: Sequence[str]) -> None:
    """Import all commands when they are listed: only then their docstrings are needed."""
    if not given or given[0] in {"-h", "--help"}:
        for name in app:
            _ = app[name]


def _refuse(message: str) -> int:
    """Say what is wrong, after whatever has been written."""
    _keep_output()
    sys.stderr.write(f"according: {for_terminal(message)}\n")
    return MISUSE


def _keep_output() -> None:
    """Hand over what is still in the buffer; if nobody takes it, be quiet."""
    try:
        sys.stdout.flush()
    except OSError:
        _drop_output()


def _drop_output() -> None:
    """Point standard output at nothing, or Python complains about the pipe when it exits."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
