"""My young people on this day: for whoever looks after them."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.errors import DomainError
from app.fairdays import inviting, own, placing, queries
from app.fairdays.blueprint import MINE, bp
from app.fairdays.forms import OwnForm
from app.fairdays.models import FairDay
from app.filters import plural
from app.security import allow, me
from app.young_people.reading import seen


@bp.route(MINE, methods=["GET", "POST"])
@allow("advisor", "manager")
def mine(ref: str) -> ResponseReturnValue:
    day = queries.find(ref, by=me())
    form = OwnForm.about(inviting.own_choices(day, me()))
    if not form.validate_on_submit():
        return _mine(day, form)
    try:
        added = inviting.invite_own(day, form.people.data or [], by=me())
    except DomainError as error:
        error.show_on(form)
        return _mine(day, form)
    flash(f"{plural(added, 'young person is', 'young people are')} on the day.")
    return redirect(url_for(".mine", ref=ref))


def _mine(day: FairDay, form: OwnForm) -> ResponseReturnValue:
    rows = own.rows(day, me())
    seen([*(row.person.young_person.ref for row in rows), *form.refs])
    return render_template("fairdays/mine.html", day=day, rows=rows, form=form)


@bp.post(f"{MINE}/<string(length=22):person>/talked")
@allow("advisor", "manager")
def talked(ref: str, person: str) -> ResponseReturnValue:
    row = queries.own_person_on(queries.find(ref, by=me()), person, me())
    try:
        placing.talked(row, by=me())
    except DomainError as error:
        flash(error.words, "error")
    else:
        flash("Noted that you talked about it.")
    return redirect(url_for(".mine", ref=ref))
