"""Messages that leave: the desk that watches them, and the mailbox of a demonstration."""

from __future__ import annotations

import re

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import paging
from app.errors import DomainError
from app.outbox import desk, queries
from app.security import allow, me, public

bp = Blueprint("outbox", __name__)
LINK = re.compile(r"(https?://[^\s<>\"]+)")


@bp.get("/messages")
@allow("coordinator", "admin")
def index() -> ResponseReturnValue:
    counts, words = queries.counts(), paging.asked("q")
    state = paging.asked("state") or (queries.STUCK if counts[queries.STUCK] else queries.WAITING)
    return render_template(
        "outbox/index.html",
        found=paging.page_of(queries.messages(state, words), paging.asked_page()),
        counts=counts,
        state=state,
        words=words,
        mail_host=current_app.config["MAIL_HOST"],
    )


@bp.post("/messages/<int(max=2147483647):number>/retry")
@allow("coordinator", "admin")
def retry(number: int) -> ResponseReturnValue:
    message = queries.find(number)
    try:
        desk.retry(message, by=me())
    except DomainError as error:
        flash(error.words, "error")
    else:
        flash(f"“{message.subject}” is tried again within a minute.")
    return redirect(url_for(".index", state=queries.WAITING))


@bp.get("/mailbox")
@public
def mailbox() -> ResponseReturnValue:
    # Everybody may read everybody’s messages here, so it must not exist where people are real.
    if current_app.config["PRODUCTION"] or not current_app.config["DEMO"]:
        abort(404)
    letters = [(message, pieces(message.body)) for message in queries.latest()]
    return render_template("outbox/mailbox.html", letters=letters)


def pieces(body: str) -> list[tuple[str, str | None]]:
    """Return a text in pieces, each with its address when it is a link to a page of ours."""
    return [(piece, _own_path(piece)) for piece in LINK.split(body) if piece]


def _own_path(piece: str) -> str | None:
    # Messages of the clock are written outside a request, so they may name another root.
    base = current_app.config["BASE_URL"] or "http://localhost:5000"
    for root in (request.url_root, f"{base}/"):
        if LINK.fullmatch(piece) and (piece + "/").startswith(root):
            return "/" + piece[len(root) :]
    return None
