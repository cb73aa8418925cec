"""The rules every offer is held against, for everybody to read."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from app.opportunities import law_pages
from app.opportunities.blueprint import bp
from app.security import public
from app.settings import services as settings


@bp.get("/law")
@public
def rules() -> ResponseReturnValue:
    number, rows = law_pages.counts()
    return render_template(
        "opportunities/rules.html",
        families=law_pages.families(),
        rates=law_pages.rates(),
        number=number,
        rows=rows,
        contact=settings.contact(),
    )
