"""Who comes: inviting a cohort by what may be asked without opening a record."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import paging
from app.errors import DomainError
from app.fairdays import inviting, queries, seeing
from app.fairdays.blueprint import PERSON, REF, bp
from app.fairdays.forms import InviteForm
from app.fairdays.models import FairDay
from app.fields import text
from app.filters import plural
from app.security import allow, me
from app.settings import services as settings


def _form() -> InviteForm:
    given = {name: paging.asked(name) for name in ("team", "sector")}
    return InviteForm.about(inviting.teams(), settings.sectors(), **given)


@bp.route(f"{REF}/people", methods=["GET", "POST"])
@allow("coordinator")
def people(ref: str) -> ResponseReturnValue:
    day, form = queries.whole(ref, by=me()), _form()
    if not form.validate_on_submit():
        return _people(day, form)
    try:
        added = inviting.invite(day, form.cohort(), reason=text(form.reason), by=me())
    except DomainError as error:
        error.show_on(form)
        return _people(queries.whole(ref, by=me()), form)
    flash(f"{plural(added, 'young person is', 'young people are')} on the day.")
    return redirect(url_for(".people", ref=ref))


def _people(day: FairDay, form: InviteForm) -> ResponseReturnValue:
    return render_template(
        "fairdays/people.html",
        day=day,
        form=form,
        sizes=inviting.sizes(form.cohort(), day),
        called=seeing.names(day),
        chosen=bool(request.args.get("team") or request.args.get("sector")),
    )


@bp.post(f"{PERSON}/remove")
@allow("coordinator")
def remove_person(ref: str, person: str) -> ResponseReturnValue:
    row = queries.person_on(queries.find(ref, by=me()), person)
    try:
        inviting.take_off(row, by=me())
    except DomainError as error:
        flash(error.words, "error")
    else:
        flash("They are off the day.")
    return redirect(url_for(".people", ref=ref))
