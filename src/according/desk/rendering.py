"""From a page's context to HTML.

Context (a dataclass) ──render──► template of the same name ──► HTML

Whatever a template prints is escaped, and stripped of characters that reorder or hide text:
no template can forget it. Nothing is marked as safe anywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from according.desk.desk import at
from according.desk.guard import analyst
from according.desk.static_files import address
from according.desk.wording import amount, day, inside, moment, quoted, unsure
from according.exports.harmless import for_terminal
from according.exports.links import web_address


@dataclass(kw_only=True)
class Context:
    """What every page knows; ``template`` is the file that shows it."""

    template: ClassVar[str]
    title: str
    here: ClassVar[str] = ""  # the page's place in the navigation


class Verbatim(str):
    """A text that must come back as it is: what stands in the field of a form."""

    __slots__ = ()


def harmless(value: object) -> object:
    """Strip what is printed of characters that deceive; markup that templates made stays."""
    return for_terminal(value) if type(value) is str else value


@cache
def environment() -> Environment:
    """Set the templates up, once."""
    made = Environment(
        loader=PackageLoader("according.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=harmless,
    )
    made.filters |= {
        "amount": amount,
        "day": day,
        "moment": moment,
        "quoted": quoted,
        "verbatim": Verbatim,
        "web_address": web_address,
    }
    made.tests |= {"unsure": unsure}
    made.globals |= {"asset": address, "inside": inside}
    return made


def render(
    request: Request, context: Context, status: int = 200, headers: Mapping[str, str] | None = None
) -> HTMLResponse:
    """Show a page."""
    desk = at(request)
    shown: dict[str, Any] = {name: getattr(context, name) for name in _names(context)}
    page = (
        environment()
        .get_template(context.template)
        .render(
            **shown,
            here=context.here,
            token=desk.token,
            analyst=analyst(request.scope),
            mark=request.app.state.watching.mark,
        )
    )
    return HTMLResponse(page, status, dict(headers or {}))


def _names(context: Context) -> list[str]:
    return [name for name in vars(context) if not name.startswith("_")]
