"""Pages on which the life of an offer goes on: its own page, moves, extending, copying."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.errors import DomainError
from app.filters import long_date
from app.opportunities import answers as kept
from app.opportunities import building, life, presenting, services, story, vetting, writing
from app.opportunities.blueprint import OFFER, bp
from app.opportunities.forms.builder import ExtendForm
from app.security import allow, me

VERBS = ",".join(life.VERBS)


@bp.get(OFFER)
@allow("business", "coordinator")
def show(ref: str) -> ResponseReturnValue:
    opportunity, names = services.reachable(ref, by=me()), writing.sector_names()
    current = kept.current(opportunity)
    return render_template(
        "opportunities/show.html",
        offer=opportunity,
        answers=kept.approved(opportunity),
        sectors=names,
        changed=presenting.facts(current, sorted(opportunity.pending or {}), names),
        moves=life.moves(opportunity, me().role.value),
        editable=opportunity.state in building.EDITABLE and me().role == "business",
        waits=vetting.waits(opportunity),
        events=story.events(opportunity),
    )


@bp.post(f"{OFFER}/<any({VERBS}):verb>")
@allow("business", "coordinator")
def move(ref: str, verb: str) -> ResponseReturnValue:
    opportunity = services.reachable(ref, by=me())
    flash(life.move(opportunity, verb, by=me()))
    if verb == "take_back":
        return redirect(url_for(".edit", ref=ref))
    return redirect(url_for(".show", ref=ref))


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


@bp.post(f"{OFFER}/copy")
@allow("business")
def copy(ref: str) -> ResponseReturnValue:
    opportunity = building.copy(services.own(ref, by=me()), by=me())
    flash("This is a copy. Enter new dates, change what you like, then send it")
    return redirect(url_for(".short_way", ref=opportunity.ref))


@bp.post(f"{OFFER}/drop-changes")
@allow("business")
def drop_changes(ref: str) -> ResponseReturnValue:
    building.drop_changes(services.own(ref, by=me()), by=me())
    flash("Your changes are gone. The approved offer stays as it is")
    return redirect(url_for(".show", ref=ref))
