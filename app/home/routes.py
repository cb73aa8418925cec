"""The home page of each role, the public front page, health, and the pages every footer names."""

from __future__ import annotations

from flask import Blueprint, current_app, jsonify, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app import clock
from app.home import health, services
from app.security import me, public

bp = Blueprint("home", __name__)


@bp.get("/")
@public
def index() -> ResponseReturnValue:
    if not current_user.is_authenticated:
        return render_template("home/front.html")
    user = me()
    items, total = services.needs_now(user)
    start = services.STARTS[user.role]
    known = start.endpoint in current_app.view_functions
    return render_template(
        "home/index.html",
        greeting=services.greeting(user.name),
        today=clock.today(),
        items=items,
        total=total,
        start=start,
        start_url=url_for(start.endpoint) if known else None,
    )


@bp.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    return jsonify(status="ok")


@bp.get("/readyz")
@public
def readyz() -> ResponseReturnValue:
    checks = health.checks()
    ready = all(checks.values())
    return jsonify(status="ok" if ready else "not ready", checks=checks), 200 if ready else 503


@bp.get("/<any(accessibility, privacy, transparency, help):name>")
@public
def page(name: str) -> ResponseReturnValue:
    return render_template(f"home/{name}.html", contact=services.contact())
