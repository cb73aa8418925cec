"""Where the pages of this feature hang; they are spread over the files named …_routes."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("placements", __name__, url_prefix="/placements")
REF = "/<string(length=22):ref>"
STAFF = ("advisor", "manager")
EITHER = ("business", *STAFF)
