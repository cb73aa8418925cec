"""Preparing: ticking what was seen, setting the days, saying yes."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.errors import DomainError
from app.placements import pages, queries, services
from app.placements.blueprint import EITHER, REF, STAFF, bp
from app.placements.choices import CHECKS
from app.placements.forms import DaysForm, OnBehalfForm
from app.placements.models import Party, Placement, PlacementState
from app.security import allow, me
from app.young_people.reading import seen


def _do(ref: str, do: Callable[[Placement], Placement], done: str) -> ResponseReturnValue:
    row = queries.find(ref, by=me())
    try:
        row = do(row)
    except DomainError as error:
        flash(error.words, "error")
    else:
        flash(AGREED if row.state == PlacementState.AGREED else done)
    return redirect(url_for(".show", ref=ref))


AGREED = "Everybody has agreed. Both sides get the first day as a calendar file"


@bp.post(f"{REF}/checks/<name>/tick")
@allow(*STAFF)
def tick(ref: str, name: str) -> ResponseReturnValue:
    if name not in CHECKS:
        abort(404)
    return _do(ref, lambda row: services.tick(row, name, by=me()), f"Seen: {CHECKS[name]}")


@bp.post(f"{REF}/checks/<name>/untick")
@allow(*STAFF)
def untick(ref: str, name: str) -> ResponseReturnValue:
    if name not in CHECKS:
        abort(404)
    return _do(ref, lambda row: services.untick(row, name, by=me()), "The tick is taken back")


@bp.post(f"{REF}/agree/<any(young_person, employer, council):party>")
@allow(*EITHER)
def agree(ref: str, party: str) -> ResponseReturnValue:
    return _do(ref, lambda row: services.agree(row, Party(party), by=me()), "The yes is recorded")


@bp.route(f"{REF}/agree-for-employer", methods=["GET", "POST"])
@allow(*STAFF)
def agree_for_employer(ref: str) -> ResponseReturnValue:
    row, form = queries.find(ref, by=me()), OnBehalfForm()
    seen([row.young_person.ref])
    if form.validate_on_submit():
        reason = form.reason.data
        return _do(
            ref,
            lambda held: services.agree(held, Party.EMPLOYER, by=me(), reason=reason),
            "Recorded on the employer’s behalf, with your reason",
        )
    page = render_template(
        "placements/on_behalf.html", form=form, it=row, name=pages.name(row, me())
    )
    return page, 422 if form.errors else 200


@bp.route(f"{REF}/days", methods=["GET", "POST"])
@allow(*STAFF)
def days(ref: str) -> ResponseReturnValue:
    row = queries.find(ref, by=me())
    seen([row.young_person.ref])
    form = DaysForm.of(row)
    if form.validate_on_submit():
        try:
            services.set_days(row, form.start.data, form.end.data, by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash("The days are set. Look at the checks again, and let everybody agree")
            return redirect(url_for(".show", ref=ref))
    page = render_template("placements/days.html", form=form, it=row, name=pages.name(row, me()))
    return page, 422 if form.errors or form.form_errors else 200
