"""Run the desk until it is stopped.

create(desk) ──► uvicorn on one address ──► Ctrl-C: open pages are let go, then the ledger
"""

import asyncio
import socket

import uvicorn
from fastapi import FastAPI

from according.errors import InputError

GRACE = 3  # seconds for what is under way when the desk is stopped


class _Server(uvicorn.Server):
    """Lets the pages go that wait for news: otherwise it would wait for them."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        app: FastAPI = self.config.app  # type: ignore[assignment]  # it is ours
        await app.state.watching.stop()
        await super().shutdown(sockets)


def bound(host: str, port: int) -> socket.socket:
    """Take an address; raise InputError if it is not to be had. 0 takes any free port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host, port))
        taken.listen()  # so that whoever is told the address may use it at once
    except (OSError, OverflowError) as error:
        taken.close()
        why = getattr(error, "strerror", None) or error
        raise InputError(
            f"{host}:{port} cannot be had: {why}. Name another with --port; 0 takes any."
        ) from None
    return taken


def address(taken: socket.socket) -> str:
    """Give the address to open in a browser."""
    host, port, *_ = taken.getsockname()
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}/"


def serve(app: FastAPI, taken: socket.socket) -> None:
    """Answer until SIGINT or SIGTERM; uvicorn raises it again when all is closed."""
    config = uvicorn.Config(
        app, log_level="warning", server_header=False, timeout_graceful_shutdown=GRACE
    )
    asyncio.run(_Server(config).serve([taken]))
