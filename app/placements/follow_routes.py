"""Weeks later: what became of it, and the activity code that follows."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.errors import DomainError
from app.placements import outcomes, pages, queries
from app.placements.blueprint import REF, STAFF, bp
from app.placements.forms import CodeForm, FollowUpForm
from app.placements.models import Placement
from app.security import allow, me
from app.young_people.reading import seen

WEEKS = f"{REF}/follow-ups/<int(max=520):weeks>"


def _open(ref: str) -> Placement:
    row = queries.find(ref, by=me())
    seen([row.young_person.ref])
    return row


@bp.route(WEEKS, methods=["GET", "POST"])
@allow(*STAFF)
def follow_up(ref: str, weeks: int) -> ResponseReturnValue:
    row = _open(ref)
    one = queries.follow_up(row, weeks)
    form = FollowUpForm.of(one)
    if form.validate_on_submit():
        try:
            outcomes.answer(row, weeks, form.answers(), by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            return redirect(url_for(".code", ref=ref, weeks=weeks))
    page = render_template("placements/follow_up.html", form=form, it=row, one=one)
    return page, 422 if form.errors or form.form_errors else 200


@bp.route(f"{WEEKS}/code", methods=["GET", "POST"])
@allow(*STAFF)
def code(ref: str, weeks: int) -> ResponseReturnValue:
    row = _open(ref)
    one = queries.follow_up(row, weeks)
    form = CodeForm.of(one)
    if form.validate_on_submit():
        try:
            outcomes.confirm(row, weeks, form.code.data, form.since.data, by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash("Confirmed. The activity is on the record")
            return redirect(url_for(".show", ref=ref))
    page = render_template("placements/code.html", form=form, it=row, one=one)
    return page, 422 if form.errors or form.form_errors else 200


@bp.get("/late-follow-ups")
@allow("coordinator")
def late_follow_ups() -> ResponseReturnValue:
    return render_template("placements/late.html", **pages.late_follow_ups())
