"""People’s rights over their data: copies, with a clock, a place at a time, and a second look."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.errors import DomainError
from app.fields import Form, text
from app.privacy import pages, people, preparing, record_routes, their_routes
from app.privacy.blueprint import REF, bp
from app.privacy.forms import AskedForm, ButtonForm, HandForm, PlaceForm, WhyForm
from app.privacy.sending import file
from app.security import allow, me
from app.voice import requests
from app.young_people.reading import seen

__all__ = ["bp", "record_routes", "their_routes"]
COPY = f"/data/copies/{REF}"
TITLES = {
    "pause": ("What do you need to know from them?", "Stop the clock"),
    "extend": ("Why does it take longer?", "Take two more months"),
    "send_back": ("What has to change?", "Send it back"),
    "stop": ("Why does it stop?", "Stop this copy"),
}


@bp.get("/data")
@allow("coordinator", "manager")
def index() -> ResponseReturnValue:
    rows, named = preparing.waiting(me()), me().role == "manager"
    if named:
        seen([row.young_person.ref for row in rows])
    new = preparing.not_begun() if me().role == "coordinator" else []
    return render_template("privacy/index.html", rows=rows, new=new, named=named, pages=pages)


@bp.post(f"/data/requests/{REF}/begin")
@allow("coordinator")
def begin(ref: str) -> ResponseReturnValue:
    asked = requests.find(ref, by=me())
    if known := preparing.of_request(asked):
        return redirect(url_for(".copy", ref=known.ref))
    try:
        row = preparing.begin(asked, by=me())
    except DomainError as error:
        flash(error.words, "error")
        return redirect(url_for(".index"))
    return redirect(url_for(".copy", ref=row.ref))


@bp.route("/data/copies/new", methods=["GET", "POST"])
@allow("coordinator")
def new() -> ResponseReturnValue:
    form = AskedForm()
    if form.validate_on_submit():
        reference, asked = form.answers()
        try:
            row = preparing.begin_for(people.named(reference), asked, by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            return redirect(url_for(".copy", ref=row.ref))
    return _page("new", form, due=pages.due_today())


@bp.get(COPY)
@allow("coordinator", "manager", "advisor")
def copy(ref: str) -> ResponseReturnValue:
    row = preparing.find(ref, by=me())
    seen([row.young_person.ref], reason=preparing.WHY)
    return _page("copy", None, **pages.copy(row, me()))


@bp.route(f"{COPY}/places/<int(min=1, max=9999):number>", methods=["GET", "POST"])
@allow("coordinator")
def place(ref: str, number: int) -> ResponseReturnValue:
    row = preparing.find(ref, by=me())
    here, total = pages.place(row, number)
    seen([row.young_person.ref], reason=preparing.WHY)
    form = PlaceForm.about(here)
    if form.validate_on_submit():
        try:
            preparing.decide(ref, form.still(here), form.outcome(), by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            return _onward(ref)
    return _page("place", form, it=row, place=here, total=total, sources=pages.sources())


def _onward(ref: str) -> ResponseReturnValue:
    following = pages.next_place(pages.places(preparing.find(ref, by=me())))
    if following is None:
        flash("You have looked at every place")
        return redirect(url_for(".copy", ref=ref))
    return redirect(url_for(".place", ref=ref, number=following.number))


@bp.post(f"{COPY}/<any(ask_check, release, resume):verb>")
@allow("coordinator", "manager")
def act(ref: str, verb: str) -> ResponseReturnValue:
    if me().role != "coordinator" and verb != "release":
        abort(404)
    does = {"ask_check": preparing.ask_check, "resume": preparing.resume}
    try:
        does.get(verb, preparing.release)(ref, by=me())
    except DomainError as error:
        flash(error.words, "error")
    else:
        flash("Done")
    return redirect(url_for(".copy", ref=ref))


@bp.route(f"{COPY}/<any(pause, extend, send_back, stop):verb>", methods=["GET", "POST"])
@allow("coordinator", "manager")
def say_why(ref: str, verb: str) -> ResponseReturnValue:
    row = preparing.find(ref, by=me())
    if me().role != "coordinator" and verb != "send_back":
        abort(404)
    form = WhyForm()
    if form.validate_on_submit():
        try:
            getattr(preparing, verb)(ref, text(form.why), by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash("Done")
            return redirect(url_for(".index") if verb == "stop" else url_for(".copy", ref=ref))
    title, button = TITLES[verb]
    return _page("why", form, it=row, title=title, button=button, verb=verb)


@bp.route(f"{COPY}/hand-over", methods=["GET", "POST"])
@allow("coordinator", "manager", "advisor")
def hand_over(ref: str) -> ResponseReturnValue:
    row = preparing.find(ref, by=me())
    form = HandForm()
    if form.validate_on_submit():
        try:
            preparing.hand_over(row, str(form.how.data), by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash("Written down: they have it")
            return redirect(url_for(".copy", ref=ref))
    return _page("hand_over", form, it=row)


@bp.post(f"{COPY}/<any(paper, all):what>")
@allow("coordinator", "manager", "advisor")
def fetch(ref: str, what: str) -> ResponseReturnValue:
    if not ButtonForm().validate_on_submit():
        return redirect(url_for(".copy", ref=ref))
    row = preparing.find(ref, by=me())
    seen([row.young_person.ref], page="privacy.fetch", reason=preparing.WHY)
    return file(preparing.shown(row), what)


def _page(template: str, form: Form | None, **about: Any) -> ResponseReturnValue:
    page = render_template(f"privacy/{template}.html", form=form, **about)
    return page, 422 if form and (form.errors or form.form_errors) else 200
