"""What is offered on the day: choosing offers, and how many places each has."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import paging
from app.errors import DomainError
from app.fairdays import queries, services
from app.fairdays.blueprint import OFFER, REF, bp
from app.fairdays.forms import PlacesForm
from app.filters import plural
from app.security import allow, me
from app.settings import services as settings


@bp.get(f"{REF}/offers")
@allow("coordinator")
def offers(ref: str) -> ResponseReturnValue:
    day = queries.whole(ref, by=me())
    asked = {name: paging.asked(name) for name in ("search", "sector")}
    found = paging.page_of(queries.open_offers(day, **asked), paging.asked_page())
    return render_template(
        "fairdays/offers.html", day=day, found=found, asked=asked, sectors=settings.sectors()
    )


@bp.post(f"{REF}/offers")
@allow("coordinator")
def add_offers(ref: str) -> ResponseReturnValue:
    day = queries.find(ref, by=me())
    try:
        added = services.add_offers(day, request.form.getlist("offers")[:100], by=me())
    except DomainError as error:
        flash(error.words, "error")
    else:
        flash(f"{plural(added, 'offer is', 'offers are')} on the day.")
    return redirect(url_for(".offers", ref=ref))


@bp.post(OFFER)
@allow("coordinator")
def set_places(ref: str, offer: str) -> ResponseReturnValue:
    row, form = queries.offer_on(queries.find(ref, by=me()), offer), PlacesForm()
    if not form.validate_on_submit():
        flash(str((form.places.errors or ["Enter how many places"])[0]), "error")
        return redirect(url_for(".offers", ref=ref))
    try:
        services.set_places(row, form.places.data or 0, by=me())
    except DomainError as error:
        flash(error.words, "error")
    else:
        flash("Saved.")
    return redirect(url_for(".offers", ref=ref))


@bp.post(f"{OFFER}/remove")
@allow("coordinator")
def remove_offer(ref: str, offer: str) -> ResponseReturnValue:
    row = queries.offer_on(queries.find(ref, by=me()), offer)
    try:
        services.remove_offer(row, by=me())
    except DomainError as error:
        flash(error.words, "error")
    else:
        flash("The offer is off the day.")
    return redirect(url_for(".offers", ref=ref))
