"""Going through the caseload one by one: done for today, put off, next; and what still holds."""

from __future__ import annotations

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from app.accounts.models import Role
from app.errors import DomainError
from app.fields import text
from app.filters import long_date
from app.security import allow, me
from app.young_people import caseload, causes, one_by_one, pages, queries, rounds, services
from app.young_people.blueprint import REF, STAFF, bp
from app.young_people.caseload import View
from app.young_people.forms import FilterForm, PutOffForm
from app.young_people.reading import open_record

bp.add_app_template_global(one_by_one.place_of, "place_in_round")


@bp.post("/one-by-one")
@allow(*STAFF)
def begin_round() -> ResponseReturnValue:
    first = one_by_one.begin(caseload.chosen(caseload.lines(me()), _kept_view()))
    if first is None:
        flash("You have been through everybody on this list today")
        return redirect(url_for(".index"))
    return redirect(url_for(".show", ref=first))


def _kept_view() -> View:
    form = FilterForm(MultiDict(session.get(caseload.KEPT, {})))
    form.ask(pages.turns(me()), queries.advisors_of(me()) if me().role == Role.MANAGER else [])
    return View(**form.kept(), page=1)


@bp.post("/one-by-one/stop")
@allow(*STAFF)
def stop_round() -> ResponseReturnValue:
    return _over()


def _over() -> ResponseReturnValue:
    done, total = one_by_one.stop()
    flash(f"You went through {done} of {total}. The list shows when you last looked at each")
    return redirect(url_for(".index"))


@bp.post(f"{REF}/done-today")
@allow(*STAFF)
def done_today(ref: str) -> ResponseReturnValue:
    rounds.done(queries.find(ref, by=me()), by=me())
    return _next(ref)


def _next(ref: str) -> ResponseReturnValue:
    if one_by_one.place_of(ref) is None:
        return redirect(url_for(".show", ref=ref))
    following = one_by_one.settle(ref)
    return redirect(url_for(".show", ref=following)) if following else _over()


@bp.route(f"{REF}/put-off", methods=["GET", "POST"])
@allow(*STAFF)
def put_off(ref: str) -> ResponseReturnValue:
    person = open_record(ref, *queries.INTERESTS, *queries.CONSENTS)
    waits = pages.standing(person)
    form = PutOffForm(data={"until": rounds.next_week(causes.first_due(waits))})
    if form.validate_on_submit():
        try:
            before = causes.first_due(waits)
            rounds.put_off(person, form.until.data, text(form.reason), before=before, by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash(f"Put off until {long_date(form.until.data)}")
            return _next(ref)
    shown = render_template("young_people/put_off.html", person=person, form=form, waits=waits)
    return shown, 422 if form.errors else 200


@bp.post(f"{REF}/put-off/end")
@allow(*STAFF)
def bring_back(ref: str) -> ResponseReturnValue:
    rounds.bring_back(queries.find(ref, by=me()), by=me())
    flash("Back on your list")
    return redirect(url_for(".show", ref=ref))


@bp.post(f"{REF}/interests/still-true")
@allow(*STAFF)
def still_true(ref: str) -> ResponseReturnValue:
    person = queries.find(ref, by=me())
    try:
        services.confirm_interests(person, by=me())
    except DomainError as error:
        flash(error.words, "error")
    else:
        flash(f"Noted: what {person.preferred_name} wants is the same as before, as of today")
    return redirect(url_for(".show", ref=ref))
