"""Where the pages of fair days hang."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("fairdays", __name__, url_prefix="/fair-days")
REF = "/<string(length=22):ref>"
OFFER = f"{REF}/offers/<string(length=22):offer>"
PERSON = f"{REF}/people/<string(length=22):person>"
MINE = f"{REF}/mine"
