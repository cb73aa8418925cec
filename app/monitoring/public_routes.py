"""What everybody may read about the engine: the plain page, and the full record."""

from __future__ import annotations

from flask import Blueprint, Response, json, render_template
from flask.typing import ResponseReturnValue

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
    answer = Response(content + "\n", mimetype="application/json")
    answer.headers["Content-Disposition"] = 'attachment; filename="transparency-record.json"'
    return answer
