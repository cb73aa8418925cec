"""Pages on which the life of an offer goes on: its own page, moves, pausing, extending, copying."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, g, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.errors import DomainError
from app.fields import text
from app.filters import long_date
from app.opportunities import answers as kept
from app.opportunities import (
    building,
    changing,
    life,
    limits,
    links,
    looking,
    services,
    story,
    vetting,
    writing,
)
from app.opportunities.blueprint import OFFER, bp
from app.opportunities.forms.life import ExtendForm, LimitsForm, PauseForm
from app.opportunities.links import LinkOver
from app.opportunities.models import Opportunity
from app.security import allow, me, public
from app.tables.forms import ConfirmForm

VERBS = ",".join(life.VERBS)
STAY = "/offers/stay-open/<string(minlength=20, maxlength=400):secret>"


@bp.get(OFFER)
@allow("business", "coordinator")
def show(ref: str) -> ResponseReturnValue:
    opportunity, names = services.reachable(ref, by=me()), writing.sector_names()
    return render_template(
        "opportunities/show.html",
        offer=opportunity,
        answers=kept.approved(opportunity),
        sectors=names,
        changed=changing.changes(opportunity, names),
        why_paused=changing.why_paused(opportunity),
        moves=life.moves(opportunity, me().role.value),
        **_around(opportunity),
    )


def _around(opportunity: Opportunity) -> dict[str, Any]:
    """Return what stands round the offer itself on its page."""
    return {
        "editable": opportunity.state in building.EDITABLE and me().role == "business",
        "waits": vetting.waits(opportunity),
        "said": limits.said(opportunity),
        "earlier": life.earlier(opportunity),
        "events": story.events(opportunity),
    }


@bp.post(f"{OFFER}/<any({VERBS}):verb>")
@allow("business", "coordinator")
def move(ref: str, verb: str) -> ResponseReturnValue:
    opportunity = services.reachable(ref, by=me())
    flash(life.move(opportunity, verb, by=me()))
    if verb == "take_back":
        return redirect(url_for(".edit", ref=ref))
    return redirect(url_for(".show", ref=ref))


@bp.route(f"{OFFER}/pause", methods=["GET", "POST"])
@allow("business", "coordinator")
def pause(ref: str) -> ResponseReturnValue:
    opportunity = services.reachable(ref, by=me())
    form = PauseForm(data={"version": opportunity.version})
    if form.validate_on_submit():
        try:
            until, why = form.until.data, text(form.reason)
            flash(life.pause(opportunity, until, why, version=form.shown_version, by=me()))
        except DomainError as error:
            error.show_on(form)
        else:
            return redirect(url_for(".show", ref=ref))
    return render_template("opportunities/pause.html", offer=opportunity, form=form)


@bp.route(f"{OFFER}/limits", methods=["GET", "POST"])
@allow("business", "coordinator")
def set_limits(ref: str) -> ResponseReturnValue:
    offer = services.reachable(ref, by=me())
    now = {"most": offer.most_introductions, "next_from": offer.next_from}
    form = LimitsForm(data={"version": offer.version, **now})
    if form.validate_on_submit():
        most, day = form.most.data, form.next_from.data
        try:
            limits.of_offer(offer, most, day, version=form.shown_version, by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash("Saved. Advisors see it before they introduce anybody")
            return redirect(url_for(".show", ref=ref))
    return render_template("opportunities/limits.html", offer=offer, form=form)


@bp.route(f"{OFFER}/extend", methods=["GET", "POST"])
@allow("business", "coordinator")
def extend(ref: str) -> ResponseReturnValue:
    opportunity = services.reachable(ref, by=me())
    form = ExtendForm(data={"version": opportunity.version})
    if form.validate_on_submit():
        try:
            life.extend(opportunity, form.closes.data, version=form.shown_version, by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash(f"The offer stays open until {long_date(opportunity.closes)}")
            return redirect(url_for(".show", ref=ref))
    return render_template("opportunities/extend.html", offer=opportunity, form=form)


@bp.errorhandler(LinkOver)
def link_over(_: LinkOver) -> Response:
    """Say that a link is over: the same words whether it was used, is too old or never was."""
    return make_response(render_template("opportunities/link_over.html"), 404)


@bp.route(STAY, methods=["GET", "POST"])
@public
def stay_open(secret: str) -> ResponseReturnValue:
    g.private = True  # the address is the key: it goes to nobody as a referrer
    asked, form = links.asked(secret), ConfirmForm()
    until = asked.until
    if form.validate_on_submit():
        try:
            life.extend(asked.offer, until, version=None, by=asked.user)
        except DomainError as error:
            error.show_on(form)
        else:
            return redirect(url_for(".stays_open", ref=asked.offer.ref))
    return render_template("opportunities/stay_open.html", asked=asked, form=form)


@bp.get("/offers/stay-open/thanks/<string(length=22):ref>")
@public
def stays_open(ref: str) -> ResponseReturnValue:
    # No secret in the address any more: it says only what the public list says.
    return render_template("opportunities/stays_open.html", offer=looking.shown(ref, None))


@bp.post(f"{OFFER}/copy")
@allow("business")
def copy(ref: str) -> ResponseReturnValue:
    opportunity = building.copy(services.own(ref, by=me()), by=me())
    flash("This is a copy. Enter new dates, change what you like, then send it")
    return redirect(url_for(".short_way", ref=opportunity.ref))


@bp.post(f"{OFFER}/drop-changes")
@allow("business")
def drop_changes(ref: str) -> ResponseReturnValue:
    life.drop_changes(services.own(ref, by=me()), by=me())
    flash("Your changes are gone. The approved offer stays as it is")
    return redirect(url_for(".show", ref=ref))
