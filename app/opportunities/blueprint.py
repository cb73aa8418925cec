"""Where the pages of this feature hang; they are spread over the files named …_routes."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("opportunities", __name__)
OFFER = "/offers/<string(length=22):ref>"
