"""Match runs, for the coordinator: what is going on, what came of it, and another one now."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.matches import desk
from app.security import allow, me

bp = Blueprint("match_runs", __name__, url_prefix="/matching/runs")


@bp.get("")
@allow("coordinator")
def index() -> ResponseReturnValue:
    return render_template("matches/runs.html", desk=desk.look())


@bp.get("/now")
@allow("coordinator")
def now() -> ResponseReturnValue:
    return render_template("matches/run_now.html", desk=desk.look())


@bp.post("/now")
@allow("coordinator")
def begin() -> ResponseReturnValue:
    desk.match_everybody(by=me())
    flash("Everybody is matched again. It begins within a few seconds.")
    return redirect(url_for(".index"))
