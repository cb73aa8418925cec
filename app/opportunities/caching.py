"""Answers everybody gets alike, which browsers may keep and ask about: “is it still the same?”."""

from __future__ import annotations

import hashlib

from flask import Response, make_response, request, session
from flask_login import current_user

from app.security import csp_nonce


def for_everybody(body: str | bytes, kind: str, seconds: int) -> Response:
    """Return an answer anybody’s cache may keep for some seconds and then has to ask about."""
    answer = make_response(body)
    answer.mimetype = kind
    answer.headers["Cache-Control"] = f"public, max-age={seconds}, must-revalidate"
    return _conditional(answer, answer.get_data())


def page(body: str, status: int = 200) -> Response:
    """Return a page; a browser nobody is signed in with may keep it, and asks each time.

    Only the browser itself: the page holds a nonce, which nobody else should see.
    """
    answer = make_response(body, status)
    answer.vary.add("Cookie")
    if status != 200 or session or current_user.is_authenticated:
        return answer
    answer.headers["Cache-Control"] = "private, no-cache"
    return _conditional(answer, answer.get_data().replace(csp_nonce().encode(), b""))


def _conditional(answer: Response, content: bytes) -> Response:
    answer.set_etag(hashlib.sha256(content).hexdigest()[:32], weak=True)
    answer.make_conditional(request)
    return answer
