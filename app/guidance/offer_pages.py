"""What you need, what the council does: for anybody who asks, and for one offer."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.guidance import money, offers, people
from app.guidance.blueprint import bp
from app.guidance.forms.planning import PlanForm
from app.opportunities import services as opportunities
from app.security import allow, me, public
from app.settings import services as settings

OFFER = "/offers/<string(length=22):ref>"


@bp.get("/guidance/what-you-need")
@public
def plan() -> ResponseReturnValue:
    form = PlanForm(request.args or None).with_sectors(settings.sector_choices())
    asked = bool(request.args) and form.validate()
    today = clock.today()
    return render_template(
        "guidance/plan.html",
        form=form,
        checklist=offers.checklist(form.facts(today)) if asked else None,
        money=money.of_offer(form.begin(today)) if asked else (),
        guides=offers.guides_for(form.facts(today)) if asked else (),
        contact=people.contact(),
    )


@bp.get(f"{OFFER}/what-you-need")
@allow("business", "coordinator")
def for_offer(ref: str) -> ResponseReturnValue:
    opportunity = opportunities.reachable(ref, by=me())
    return render_template(
        "guidance/for_offer.html",
        offer=opportunity,
        prepared=offers.prepare(opportunity),
        contact=people.contact(),
    )
