"""Whom an offer might suit."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.matches import suiting
from app.security import allow, me
from app.young_people import reading

bp = Blueprint("suiting", __name__, url_prefix="/offers/<string(length=22):ref>/who-might-suit")


@bp.get("")
@allow("advisor", "manager")
def own(ref: str) -> ResponseReturnValue:
    offer = suiting.find(ref)
    fits = suiting.own(offer, by=me())
    reading.seen(fits.shown)
    return render_template("matches/suited.html", offer=offer, fits=fits)


@bp.get("/whom-to-ask")
@allow("coordinator")
def whom_to_ask(ref: str) -> ResponseReturnValue:
    offer = suiting.find(ref)
    reading.seen([offer.ref], subject="suited")
    rows = suiting.caseloads(offer)
    return render_template("matches/whom_to_ask.html", offer=offer, rows=rows)
