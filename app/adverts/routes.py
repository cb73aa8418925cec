"""Adverts from outside, for everybody; and how fetching them went, for the coordinator."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app import paging
from app.adverts import services
from app.adverts.services import Asked
from app.security import allow, public

bp = Blueprint("adverts", __name__)
MILES = ("5", "10", "20")
LEVELS = ("2", "3", "4", "5", "6", "7")
# The public list lies below this feature; its template can ask whether there is anything to see.
bp.add_app_template_global(services.is_on, "adverts_on")


@bp.get("/apprenticeships")
@public
def index() -> ResponseReturnValue:
    words, route, level, miles = map(paging.asked, ("q", "route", "level", "miles"))
    asked = Asked(
        words,
        route,
        int(level) if level in LEVELS else None,
        int(miles) if miles in MILES else None,
    )
    found = paging.page_of(services.on_show(asked), paging.asked_page())
    choices = {"routes": services.routes(), "levels": LEVELS, "miles": MILES}
    return render_template("adverts/index.html", found=found, asked=asked, choices=choices)


@bp.get("/apprenticeships/fetching")
@allow("coordinator")
def fetching() -> ResponseReturnValue:
    return render_template("adverts/fetching.html", on=services.is_on(), runs=services.last_runs())
