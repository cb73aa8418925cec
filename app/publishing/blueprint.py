"""Where these pages hang."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("publishing", __name__)
API = "/api/v1"
