"""A copy as a file to save."""

from __future__ import annotations

from flask import Response, make_response

from app.privacy import copying


def file(packed: bytes, what: str) -> Response:
    """Return the paper, or everything, as a file to save."""
    paper = what == "paper"
    answer = make_response(copying.read(packed, copying.PAPER) if paper else packed)
    name = copying.PAPER if paper else "copy.zip"
    answer.headers["Content-Type"] = "application/pdf" if paper else "application/zip"
    answer.headers["Content-Disposition"] = f"attachment; filename={name}"
    return answer
