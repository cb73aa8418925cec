"""What everybody may see: the list of offers, and each offer’s page."""

from __future__ import annotations

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.opportunities import answers as kept
from app.opportunities import caching, listing, looking, mapping, writing
from app.opportunities.answers import Answers
from app.opportunities.blueprint import bp
from app.opportunities.mapping import Where
from app.opportunities.models import Opportunity
from app.opportunities.posting import structured
from app.outbox.services import link
from app.security import public


@bp.get("/opportunities")
@public
def public_list() -> ResponseReturnValue:
    return caching.page(render_template("opportunities/list.html", **listing.shown(request.args)))


@bp.get("/opportunities/<string(length=22):ref>")
@public
def public_page(ref: str) -> ResponseReturnValue:
    role = current_user.role.value if current_user.is_authenticated else None
    try:
        opportunity = looking.shown(ref, role)
    except looking.Over as over:
        return _over(over.offer)
    return caching.page(render_template("opportunities/page.html", **_page(opportunity)))


def _page(opportunity: Opportunity) -> dict[str, Any]:
    answers = kept.approved(opportunity)
    address = link("opportunities.public_page", ref=opportunity.ref)
    return {
        "offer": opportunity,
        "answers": answers,
        "sectors": writing.sector_names(),
        "address": address,
        "whereabouts": None if answers.remote else _where(answers),
        "posting": structured(opportunity, answers, address)
        if looking.is_open(opportunity)
        else None,
    }


def _where(answers: Answers) -> Where | None:
    return mapping.where(answers.latitude, answers.longitude)


def _over(offer: Any) -> ResponseReturnValue:
    body = render_template(
        "opportunities/over.html",
        offer=offer,
        similar=looking.similar(offer, looking.index()),
        near=None,
    )
    return caching.page(body, 410)
