"""The one blueprint of this feature; its pages are in routes and the modules it names."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("guarantee", __name__, url_prefix="/guarantee")
REF = "/<string(length=22):ref>"
