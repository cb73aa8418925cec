"""The young person’s own page: open the copy that is ready for them."""

from __future__ import annotations

from flask import Response, abort, redirect, url_for
from flask.typing import ResponseReturnValue

from app.audit.services import THEMSELF
from app.privacy import preparing
from app.privacy.sending import file
from app.voice.access import by_link, whose
from app.voice.blueprint import bp
from app.voice.forms import ButtonForm


def copy_ready() -> bool:
    """Whether a copy waits for whoever looks at their own page."""
    return preparing.ready_for(whose()) is not None


bp.add_app_template_global(copy_ready, "copy_ready")


@bp.post("/page/copy/<any(paper, all):what>")
@by_link
def copy(what: str) -> ResponseReturnValue:
    if not ButtonForm().validate_on_submit():
        return redirect(url_for(".asking"), 303)
    row = preparing.ready_for(whose())
    if row is None:
        abort(404)
    return _opened(row.id, what)


def _opened(number: int, what: str) -> Response:
    packed = preparing.collect(number, by=THEMSELF)
    return file(packed, what)
