"""A copy as a file to save."""

from __future__ import annotations

from flask import Response

from app.downloads import download
from app.privacy import copying


def file(packed: bytes, what: str) -> Response:
    """Return the paper, or everything, as a file to save."""
    if what == "paper":
        return download(copying.read(packed, copying.PAPER), copying.PAPER)
    return download(packed, "copy.zip")
