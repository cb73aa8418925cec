"""Errors people meet: broken rules beside their field, and pages for what cannot be shown."""

from __future__ import annotations

import logging
from typing import Any, ClassVar

from flask import Flask, Response, make_response, render_template
from sqlalchemy.exc import NoResultFound, OperationalError
from werkzeug.exceptions import HTTPException

log = logging.getLogger(__name__)
PAGES = {400, 403, 404, 405, 409, 413, 429, 500, 503}


class DomainError(Exception):
    """A rule was broken; the message is a sentence for the person who broke it."""

    message: ClassVar[str] = "That cannot be done"
    field: ClassVar[str | None] = None

    def __init__(self, message: str | None = None, *, field: str | None = None) -> None:
        self.words = message or self.message
        self.at = field or self.field
        super().__init__(self.words)

    def show_on(self, form: Any) -> None:
        """Put the sentence beside its field, or above the form when it has none."""
        target = form[self.at] if self.at and self.at in form else None
        if target is None:
            form.form_errors = [*form.form_errors, self.words]
        else:
            target.errors = [*target.errors, self.words]


class Stale(DomainError):
    """Somebody else saved the same thing in between."""

    message = (
        "Somebody else changed this while you had it open. Your answers are still here: "
        "check them against what is there now and save again"
    )


class NotAllowed(DomainError):
    """This move is not open to this person or from this state."""

    message = "You cannot do that now"


def page(code: int) -> Response:
    """Return the page that explains a status code in plain words."""
    shown = code if code in PAGES else (500 if code >= 500 else 400)
    return make_response(render_template(f"errors/{shown}.html"), code)


def known(error: HTTPException) -> Response:
    """Return the page for an error the web framework raised."""
    if error.code is None or error.code < 400:
        return make_response(error.get_response())
    answer = page(error.code)
    for name in ("Allow", "Retry-After"):
        if value := error.get_response().headers.get(name):
            answer.headers[name] = value
    return answer


def _missing(_: NoResultFound) -> Response:
    return page(404)


def _database_away(error: OperationalError) -> Response:
    log.error("database unavailable", exc_info=error)
    answer = page(503)
    answer.headers["Retry-After"] = "30"
    return answer


def init_app(app: Flask) -> None:
    """Register the handlers; a broken rule that no page caught is a 409 with its sentence."""
    app.register_error_handler(HTTPException, known)
    app.register_error_handler(NoResultFound, _missing)
    app.register_error_handler(OperationalError, _database_away)
    app.register_error_handler(DomainError, _broken_rule)


def _broken_rule(error: DomainError) -> Response:
    return make_response(render_template("errors/409.html", words=error.words), 409)
