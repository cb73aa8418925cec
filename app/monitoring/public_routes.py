"""What everybody may read about the engine: the plain page, and the full record."""

from __future__ import annotations

from flask import Blueprint, json, render_template
from flask.typing import ResponseReturnValue

from app.downloads import download
from app.monitoring import public as known
from app.monitoring import record as records
from app.security import public

bp = Blueprint("transparency", __name__, url_prefix="/transparency")


@bp.get("")
@public
def page() -> ResponseReturnValue:
    return render_template("monitoring/transparency.html", about=known.public())


@bp.get("/record")
@public
def record() -> ResponseReturnValue:
    return render_template("monitoring/record.html", record=records.record())


@bp.get("/record.json")
@public
def record_json() -> ResponseReturnValue:
    content = json.dumps(records.record().as_json(), ensure_ascii=False, indent=1)
    return download(content + "\n", "transparency-record.json")
