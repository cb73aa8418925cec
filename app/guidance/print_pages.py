"""Papers to print: any guide, the starter pack of an offer, the pack for departments."""

from __future__ import annotations

from flask import Response, abort
from flask.typing import ResponseReturnValue

from app.guidance import services
from app.guidance.blueprint import bp
from app.guidance.paper import packs
from app.guidance.paper.packs import Paper
from app.opportunities import services as opportunities
from app.security import allow, me, public

OFFER = "/offers/<string(length=22):ref>"


def _answer(paper: Paper) -> Response:
    named = {"Content-Disposition": f'inline; filename="{paper.name}.pdf"'}
    return Response(paper.pdf(), mimetype="application/pdf", headers=named)


@bp.get("/guidance/<slug>.pdf")
@public
def print_guide(slug: str) -> ResponseReturnValue:
    return _answer(packs.of_guide(services.show(slug) or abort(404)))


@bp.get("/guidance/department-pack.pdf")
@public
def department_pack() -> ResponseReturnValue:
    return _answer(packs.department())


@bp.get(f"{OFFER}/starter-pack.pdf")
@allow("business", "coordinator")
def starter_pack(ref: str) -> ResponseReturnValue:
    return _answer(packs.starter(opportunities.reachable(ref, by=me())))
