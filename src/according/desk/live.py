"""What comes into the ledger, told to open pages as it comes.

ledger.pulse(), once a second while somebody looks ──► Watching ──► /live ──► every open page

Server-sent events: one "ledger" event when something has changed; the page then fetches what
it shows anew. A page that was away, because the desk was, hears of it when it comes back.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from fastapi import APIRouter, FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import StreamingResponse

from according.desk.desk import Desk
from according.errors import LedgerError

EVERY = 1.0  # seconds between two looks at the ledger
ALIVE = 15.0  # seconds of silence after which a comment keeps the connection open
router = APIRouter()


class Watching:
    """Looks at the ledger for all pages at once, and only while there are any."""

    def __init__(self, desk: Desk, every: float = EVERY) -> None:
        """Take the desk whose ledger is watched."""
        self.desk, self.every = desk, every
        self.mark = ""
        self.stopped = False
        self._pages = 0
        self._changed = asyncio.Condition()
        self._task: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def looked_at(self) -> AsyncIterator[None]:
        """Watch while a page is open."""
        self._pages += 1
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            self._pages -= 1

    async def _watch(self) -> None:
        while self._pages and not self.stopped:
            mark = await run_in_threadpool(self._look)
            if mark != self.mark:
                await self._tell(mark)
            await asyncio.sleep(self.every)

    def _look(self) -> str:
        with suppress(LedgerError):  # pages say so when they are loaded
            return self.desk.ledger().pulse()
        return self.mark

    async def _tell(self, mark: str) -> None:
        async with self._changed:
            self.mark = mark
            self._changed.notify_all()

    async def stop(self) -> None:
        """Let all pages go."""
        self.stopped = True
        async with self._changed:
            self._changed.notify_all()
        if self._task is not None:
            self._task.cancel()

    async def after(self, known: str) -> str | None:
        """Wait until the mark is another than the page knows; None if nothing came for a while."""
        async with self._changed:
            waiting = self._changed.wait_for(lambda: self.stopped or self.mark not in ("", known))
            with suppress(TimeoutError):
                await asyncio.wait_for(waiting, ALIVE)
                return self.mark
        return None


@asynccontextmanager
async def watching(app: FastAPI) -> AsyncIterator[None]:
    """Have the ledger watched while the desk stands."""
    app.state.watching = Watching(app.state.desk)
    yield
    await app.state.watching.stop()


@router.get("/live")
async def live(request: Request) -> StreamingResponse:
    """Tell a page of every change, from the one that it saw last."""
    return StreamingResponse(_events(request), media_type="text/event-stream")


async def _events(request: Request) -> AsyncIterator[str]:
    watching: Watching = request.app.state.watching
    known = request.headers.get("last-event-id") or request.query_params.get("known", "")
    async with watching.looked_at():
        while not watching.stopped:
            mark = await watching.after(known)
            if mark is None:
                yield ": still here\n\n"
            elif not watching.stopped:
                name = "ledger" if known else "begin"
                known = mark
                yield f"event: {name}\nid: {mark}\ndata: {mark}\n\n"
