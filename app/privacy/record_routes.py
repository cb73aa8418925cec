"""Forgetting somebody by two people, holding a record, and the list of what is forgotten when."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.errors import DomainError
from app.fields import Form, text
from app.privacy import forgetting, holding, people, record_pages
from app.privacy.blueprint import REF, bp
from app.privacy.forms import FindForm, ForgetForm, HoldForm
from app.security import allow, me
from app.young_people.reading import seen

RECORD = f"/data/records/{REF}"
ERASURE = f"/data/erasures/{REF}"


@bp.route("/data/records", methods=["GET", "POST"])
@allow("coordinator", "manager")
def records() -> ResponseReturnValue:
    form = FindForm() if me().role == "coordinator" else None
    if form and form.validate_on_submit():
        try:
            person = people.named(text(form.reference))
        except DomainError as error:
            error.show_on(form)
        else:
            return redirect(url_for(".record", ref=person.ref))
    return _page("records", form, **record_pages.wishes(me()))


@bp.get(RECORD)
@allow("coordinator")
def record(ref: str) -> ResponseReturnValue:
    person = people.with_ref(ref)
    seen([person.ref], reason=record_pages.WHY)
    return _page("record", None, **record_pages.record(person))


@bp.route(f"{RECORD}/forget", methods=["GET", "POST"])
@allow("coordinator")
def forget(ref: str) -> ResponseReturnValue:
    person, form = people.with_ref(ref), ForgetForm()
    if form.validate_on_submit():
        try:
            row = forgetting.propose(person, *form.answers(), by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash("Proposed. Somebody else confirms it; until then nothing is forgotten")
            return redirect(url_for(".erasure", ref=row.ref))
    return _page("forget", form, person=person)


@bp.route(f"{RECORD}/hold", methods=["GET", "POST"])
@allow("coordinator")
def hold(ref: str) -> ResponseReturnValue:
    person, form = people.with_ref(ref), HoldForm()
    if form.validate_on_submit():
        kind, why, until = form.answers()
        try:
            holding.place(person, kind, why, until=until, by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash("The record is held")
            return redirect(url_for(".record", ref=ref))
    return _page("hold", form, person=person)


@bp.post(f"/data/holds/{REF}/lift")
@allow("coordinator")
def lift(ref: str) -> ResponseReturnValue:
    row = holding.lift(ref, by=me())
    flash("The hold is lifted")
    return redirect(url_for(".record", ref=row.young_person.ref))


@bp.get(ERASURE)
@allow("coordinator", "manager")
def erasure(ref: str) -> ResponseReturnValue:
    row = forgetting.find(ref, by=me())
    seen([row.young_person.ref], reason=record_pages.WHY)
    return _page("erasure", None, **record_pages.erasure(row, me()))


@bp.post(f"{ERASURE}/<any(confirm, refuse):verb>")
@allow("coordinator", "manager")
def decide(ref: str, verb: str) -> ResponseReturnValue:
    try:
        if verb == "confirm":
            forgetting.confirm(ref, by=me())
            flash("They are forgotten. What the figures stand on is kept without a name")
            return redirect(url_for(".records"))
        forgetting.refuse(ref, by=me())
    except DomainError as error:
        flash(error.words, "error")
        return redirect(url_for(".erasure", ref=ref))
    flash("Nothing was forgotten")
    return redirect(url_for(".records"))


@bp.get("/data/forgetting")
@allow("coordinator", "admin")
def timetable() -> ResponseReturnValue:
    return _page("timetable", None, **record_pages.timetable(me()))


@bp.get("/data/map")
@allow("coordinator", "admin")
def held() -> ResponseReturnValue:
    return _page("map", None, **record_pages.held())


def _page(template: str, form: Form | None, **about: Any) -> ResponseReturnValue:
    page = render_template(f"privacy/{template}.html", form=form, **about)
    return page, 422 if form and (form.errors or form.form_errors) else 200
