"""Where the pages of this room hang."""

from __future__ import annotations

from flask import Blueprint

from app.privacy.tabs import tabs

REF = "<string(length=22):ref>"
bp = Blueprint("privacy", __name__)
bp.add_app_template_global(tabs, "privacy_tabs")
