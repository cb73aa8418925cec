"""Where the pages of this feature hang: the young person’s own, and those of staff about them."""

from __future__ import annotations

from flask import Blueprint
from flask_wtf.csrf import CSRFError

from app.voice import access

bp = Blueprint("voice", __name__)
bp.after_request(access.dress)
bp.add_app_template_global(access.exit_address, "exit_address")
# Errors on these pages stand in the same quiet frame.
bp.context_processor(lambda: {"frame": "layout/private.html", "light": access.saves_data()})
bp.register_error_handler(CSRFError, access.proof_lost)
desk = Blueprint("voice_desk", __name__)
