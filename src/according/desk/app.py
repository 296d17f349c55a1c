"""The desk as a web application.

request ──► Guard ──► gzip ──► pages/*.py · api/*.py · /static · /live
                                       │
          errors ──────────────────────┴──► one page or one JSON object for all of them
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from anyio import to_thread
from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from according import __version__
from according.desk import live, static_files, troubles
from according.desk.api import PARTS as API
from according.desk.api import described
from according.desk.desk import Desk
from according.desk.dossiers import Dossiers
from according.desk.guard import Guard
from according.desk.pages import PAGES

SQUEEZED = 5  # of 9: half the time of the most, for three bytes in a hundred more
THREADS = 8  # pages made at once: more than two cores would only take turns


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    to_thread.current_default_thread_limiter().total_tokens = THREADS
    async with live.watching(app):
        yield
    app.state.dossiers.close()
    app.state.desk.close()


def create(opened: Desk, dossiers: Sequence[str | Path] = ()) -> FastAPI:
    """Make the application that shows a desk, with these dossiers beside those of the shelf."""
    app = FastAPI(
        title="According",
        summary="Who says what, on whose word: the ledger of a desk.",
        version=__version__,
        openapi_url="/api/openapi.json",
        docs_url=None,  # its page loads scripts from elsewhere
        redoc_url=None,
        lifespan=_lifespan,
    )
    app.state.desk = opened
    app.state.dossiers = Dossiers(opened, dossiers)
    for each in (*PAGES, live):
        app.include_router(each.router, include_in_schema=False)
    for part in API:
        app.include_router(part.router, prefix="/api")
    app.openapi = described(app)  # type: ignore[method-assign]  # FastAPI's own way to add to it
    app.add_route("/static/{name:path}", static_files.serve, include_in_schema=False)
    troubles.handle(app)
    app.add_middleware(GZipMiddleware, minimum_size=600, compresslevel=SQUEEZED)
    app.add_middleware(Guard, desk=opened)
    return app
