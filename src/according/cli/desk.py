"""``according desk``: the ledger in a web browser.

ledger ──► desk.app on 127.0.0.1 ──► the address, on standard output ──► until Ctrl-C
"""

import getpass
import ipaddress
import sys
from typing import Annotated

from cyclopts import Parameter

from according.errors import InputError
from according.exports.harmless import for_terminal

SHORTEST = 8  # characters of a password


def desk(  # noqa: PLR0913  # each is an option of its own
    *,
    ledger: Annotated[str | None, Parameter(help="A file, or postgresql://….")] = None,
    dossier: Annotated[
        list[str] | None,
        Parameter(
            help="A dossier file, or a folder with one, to show beside yours.",
            negative_iterable=(),
        ),
    ] = None,
    port: Annotated[int, Parameter(help="Port to listen on; 0 takes any that is free.")] = 8700,
    host: Annotated[
        str, Parameter(help="Address to listen on. Any but this machine's own needs a password.")
    ] = "127.0.0.1",
    password: Annotated[
        str | None,
        Parameter(
            env_var="ACCORDING_DESK_PASSWORD",
            help="Asked for in the browser. Other users of the machine see it in the list of "
            "processes: better set the variable.",
        ),
    ] = None,
    name: Annotated[
        list[str] | None,
        Parameter(help="A name under which browsers find the desk.", negative_iterable=()),
    ] = None,
    by: Annotated[
        str | None, Parameter(help="Whose corrections they are; your user name if not given.")
    ] = None,
) -> bool:
    """Open the ledger as a web page: see it, search it, correct it.

    It answers on this machine alone and fetches nothing, until it is stopped with Ctrl-C.
    """
    _check(host, password)
    from according.desk.app import create  # noqa: PLC0415  # not for --help
    from according.desk.desk import Desk  # noqa: PLC0415
    from according.desk.serving import address, bound, serve  # noqa: PLC0415
    from according.ingest.preview import Preview  # noqa: PLC0415

    opened = Desk(
        where=ledger,
        preview=Preview(),
        analyst=by or getpass.getuser(),
        password=password,
        names=frozenset(name or ()),
    )
    with bound(host, port) as taken:
        sys.stdout.write(f"The desk is open at {for_terminal(address(taken))}\n")
        if password is not None:
            sys.stdout.write("Anyone may read along on the way: put HTTPS in front of it.\n")
        sys.stdout.flush()
        serve(create(opened, dossier or ()), taken)
    return False


def _check(host: str, password: str | None) -> None:
    """Refuse to show the ledger to a network without a password."""
    if password is not None and len(password) < SHORTEST:
        raise InputError(f"The password is too short: give it {SHORTEST} characters or more.")
    if password is None and not _own(host):
        raise InputError(
            f"On {host} others can reach the desk. Set a password in ACCORDING_DESK_PASSWORD, "
            "or leave --host out: then it answers on this machine alone."
        )


def _own(host: str) -> bool:
    """Tell whether an address is this machine's own, which nobody else reaches."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
