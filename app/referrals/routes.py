"""Referrals: the councillor's own, and the coordinator's queue."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import paging, states
from app.errors import DomainError
from app.fields import text
from app.referrals import queries, services
from app.referrals.forms import ReasonForm, ReferralForm
from app.referrals.models import Referral, ReferralState
from app.referrals.states import REFERRAL
from app.security import allow, me

bp = Blueprint("referrals", __name__, url_prefix="/referrals")
REF = "/<string(length=22):ref>"
DONE = {
    "acknowledge": "Thank you sent. Speak to them next.",
    "contact": "Noted. They can register with their own link now.",
    "register": "Linked. Their first offer is what comes next.",
    "not_interested": "Noted, and the councillor is told why.",
    "duplicate": "Credited to the first referral; both councillors are told.",
}


@bp.get("")
@allow("councillor")
def index() -> ResponseReturnValue:
    found = paging.page_of(queries.mine(me()), paging.asked_page())
    return render_template(
        "referrals/index.html", found=found, told=told(*found.rows), states=ReferralState
    )


def told(*referrals: Referral) -> dict[int, ReferralState]:
    """Return each referral's state as this person may know it."""
    placements = queries.placements_may_be_told()
    return {row.id: queries.told_state(row, to=me(), placements=placements) for row in referrals}


@bp.route("/new", methods=["GET", "POST"])
@allow("councillor")
def new() -> ResponseReturnValue:
    form = ReferralForm(ward=me().ward)
    if form.validate_on_submit():
        try:
            referral = services.refer_employer(form.answers(), by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            return redirect(url_for(".done", ref=referral.ref))
    return render_template("referrals/new.html", form=form)


@bp.get(REF + "/done")
@allow("councillor")
def done(ref: str) -> ResponseReturnValue:
    return render_template("referrals/done.html", referral=queries.find(ref, by=me()))


@bp.get(REF)
@allow("councillor", "coordinator")
def show(ref: str) -> ResponseReturnValue:
    referral = queries.find(ref, by=me())
    state = told(referral)[referral.id]
    past = [change for change in states.history(REFERRAL, referral.id) if visible(change, state)]
    moves = REFERRAL.allowed(referral, role=me().role)
    return render_template(
        "referrals/show.html", referral=referral, state=state, past=past, moves=moves
    )


def visible(change: states.StateChange, state: ReferralState) -> bool:
    """Say whether a step may be shown: nothing beyond the state that is told."""
    return change.to_state != ReferralState.FIRST_PLACEMENT or state == change.to_state


@bp.get("/desk")
@allow("coordinator")
def desk() -> ResponseReturnValue:
    chosen = {name: paging.asked(name) for name in ("search", "state", "sort")}
    found = paging.page_of(queries.queue(me(), **chosen), paging.asked_page())
    heads = paging.sorting({"name": "Employer", "ward": "Ward", "due": "Answer due"}, "due")
    return render_template(
        "referrals/desk.html", found=found, chosen=chosen, heads=heads, states=ReferralState
    )


@bp.route(REF + "/<verb>", methods=["GET", "POST"])
@allow("coordinator")
def act(ref: str, verb: str) -> ResponseReturnValue:
    referral = queries.find(ref, by=me())
    move = states.move_of(REFERRAL, verb)
    form = ReasonForm()
    asked = move.needs_reason and not form.validate_on_submit()
    if asked or request.method == "GET":
        return render_template("referrals/act.html", form=form, move=move, referral=referral)
    try:
        services.act(referral, verb, by=me(), reason=text(form.reason) or None)
    except DomainError as error:
        flash(error.words, "error")
    else:
        flash(DONE.get(verb, "Done."))
    return redirect(url_for(".show", ref=ref))
