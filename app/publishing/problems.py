"""Errors of the interface as problem details (RFC 9457), and its headers."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Response, jsonify, request
from sqlalchemy.exc import NoResultFound
from werkzeug.exceptions import HTTPException

from app import errors
from app.opportunities.looking import Over
from app.publishing.blueprint import bp
from app.publishing.questions import Refused

CODES = (400, 404, 405, 429)


def problem(status: int, title: str, **more: Any) -> Response:
    """Return a problem: what went wrong, in words and by number."""
    answer = jsonify({"type": "about:blank", "title": title, "status": status, **more})
    answer.status_code = status
    answer.mimetype = "application/problem+json"
    return answer


def ours() -> bool:
    """Say whether the interface is asked, even at an address that does not exist."""
    return request.path.startswith("/api/")


def _of_the_web(error: HTTPException) -> Response:
    if not ours():
        return errors.known(error)
    status = error.code or 500
    answer = problem(status, HTTPStatus(status).phrase, detail=error.description or "")
    for name in ("Allow", "Retry-After"):
        if value := error.get_response().headers.get(name):
            answer.headers[name] = value
    return allow_everybody(answer)


for code in CODES:
    bp.app_errorhandler(code)(_of_the_web)


@bp.errorhandler(NoResultFound)
def _missing(_: NoResultFound) -> Response:
    return problem(404, "Not Found", detail="There is no such offer")


@bp.errorhandler(Over)
def _over(_: Over) -> Response:
    return problem(410, "Gone", detail="This offer is over")


@bp.errorhandler(Refused)
def _refused(refused: Refused) -> Response:
    return problem(400, "Bad Request", detail=refused.words, errors=refused.problems)


@bp.after_request
def allow_everybody(answer: Response) -> Response:
    """Let pages of other sites read what is public anyway; nothing here knows who asks."""
    if ours():
        answer.headers["Access-Control-Allow-Origin"] = "*"
        answer.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
        answer.headers["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
    return answer
