"""Where the pages of this feature hang; they are spread over the files named …_pages."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("guidance", __name__)
