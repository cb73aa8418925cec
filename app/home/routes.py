"""The home page of each role, the public front page, health, and the pages every footer names."""

from __future__ import annotations

from flask import Blueprint, jsonify, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app import clock
from app.home import health, news, services
from app.security import me, public
from app.settings import services as settings

bp = Blueprint("home", __name__)


@bp.get("/")
@public
def index() -> ResponseReturnValue:
    if not current_user.is_authenticated:
        return render_template("home/front.html")
    items, total = services.needs_now(me())
    return render_template(
        "home/index.html",
        greeting=services.greeting(me().name),
        today=clock.today(),
        items=items,
        total=total,
        glad=news.going_well(me()),
        start=services.STARTS[me().role],
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


@bp.get("/<any(accessibility, privacy, help):name>")
@public
def page(name: str) -> ResponseReturnValue:
    return render_template(f"home/{name}.html", contact=settings.contact())
