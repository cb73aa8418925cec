"""Watching the engine, for the coordinator: what it shows, to whom, and what people make of it."""

from __future__ import annotations

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from app.audit import services as audit
from app.downloads import download
from app.monitoring import exports, findings, queries, services
from app.monitoring.groups import DIMENSIONS, NOT_RECORDED
from app.monitoring.labels import RULE_LABELS
from app.monitoring.standing import demand_url, standing_model
from app.security import allow, me

bp = Blueprint("monitoring", __name__, url_prefix="/engine")


@bp.get("")
@allow("coordinator")
def index() -> ResponseReturnValue:
    return render_template(
        "monitoring/index.html",
        watched=services.now(),
        say=findings,
        days=queries.days(),
        drift=services.drift,
        runs=services.run_lines(),
        model=standing_model(),
    )


@bp.get("/decisions")
@allow("coordinator")
def decisions() -> ResponseReturnValue:
    return render_template("monitoring/decisions.html", watched=services.now(), say=findings)


@bp.get("/fairness")
@allow("coordinator")
def fairness() -> ResponseReturnValue:
    return render_template(
        "monitoring/fairness.html",
        fair=services.fairness(),
        say=findings,
        not_recorded=NOT_RECORDED,
        rules=RULE_LABELS,
        demand=demand_url(),
    )


@bp.get("/fairness/<string(maxlength=20):key>")
@allow("coordinator")
def group(key: str) -> ResponseReturnValue:
    if key not in DIMENSIONS:
        abort(404)
    fair = services.fairness()
    found = next(each for each in fair.dimensions if each.key == key)
    note = DIMENSIONS[key][2]
    return render_template("monitoring/group.html", fair=fair, found=found, note=note, say=findings)


@bp.get("/figures.csv")
@allow("coordinator")
def figures_csv() -> ResponseReturnValue:
    audit.read("engine", ["figures"], by=me(), page="file")
    return download(exports.as_csv(services.whole()), "engine.csv")
