"""Two clicks make one row: each rendered form carries a token that works once.

The first request with a token claims it and, when it ends in a redirect, leaves the address
behind; the second goes to the same page. A form that comes back with errors gives its
token up again (and is rendered with a new one).
"""

from __future__ import annotations

import re
import time
from datetime import timedelta

from flask import Flask, Response, g, make_response, redirect, render_template, request
from flask_login import current_user
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response as BaseResponse

from app import clock, db
from app.accounts.models import FormToken

TOKEN = re.compile(r"[\w-]{16,64}", re.ASCII)
PATIENCE = 8.0  # seconds the second click waits for the first
KEEP = timedelta(days=2)


def init_app(app: Flask) -> None:
    """Watch every form that is sent in."""
    app.before_request(_claim)
    app.after_request(_leave)


def _claim() -> BaseResponse | None:
    token = request.form.get("once", "") if request.method == "POST" else ""
    if not TOKEN.fullmatch(token):  # nothing a page of ours has shown
        return None
    try:
        _store(token)
    except IntegrityError:
        return _same_page(token)
    g.form_token = token
    return None


@db.transaction()
def _store(token: str) -> None:
    user = current_user.id if current_user.is_authenticated else None
    db.session.add(FormToken(token=token, user_id=user, at=clock.now()))


def _same_page(token: str) -> BaseResponse:
    patience = time.monotonic() + PATIENCE
    while time.monotonic() < patience:
        db.session.rollback()
        row = db.session.get(FormToken, token)
        if row is None:
            break
        mine = row.user_id == (current_user.id if current_user.is_authenticated else None)
        if row.location and mine:
            return redirect(row.location, 303)
        time.sleep(0.1)
    return make_response(
        render_template("errors/409.html", words="This was already sent once"), 409
    )


def _leave(response: Response) -> Response:
    token = g.pop("form_token", None)
    if token is None:
        return response
    _finish(token, response.location if response.status_code in {302, 303} else None)
    return response


@db.transaction()
def _finish(token: str, location: str | None) -> None:
    if location is None:
        db.session.execute(delete(FormToken).where(FormToken.token == token))
    else:
        row = db.session.get_one(FormToken, token)
        row.location = location


@db.transaction()
def forget_old() -> None:
    """Remove tokens nobody can send any more."""
    db.session.execute(delete(FormToken).where(FormToken.at < clock.now() - KEEP))
