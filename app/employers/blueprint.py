"""The one blueprint of this feature; its pages are in routes, own_pages and desk_pages."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("employers", __name__)
REF = "<string(length=22):ref>"
