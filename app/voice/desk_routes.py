"""Staff and the young person’s own page: send the link, end it, read what was said, answer."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.errors import DomainError
from app.fields import Form, text
from app.filters import moment
from app.security import allow, me
from app.voice import desk_pages, invitations, links, news, requests
from app.voice.blueprint import desk
from app.voice.forms import ButtonForm, ReplyForm, SendForm, WhoForm
from app.young_people.reading import open_record, seen

STAFF = ("advisor", "manager")
PAGE = "/young-people/<string(length=22):ref>/their-page"
REQUEST = "/requests/<string(length=22):ref>"


@desk.route(PAGE, methods=["GET", "POST"])
@allow(*STAFF)
def page(ref: str) -> ResponseReturnValue:
    person = open_record(ref)
    ways = invitations.ways(person)
    form = SendForm.by(ways)
    if ways and form.validate_on_submit():
        try:
            leaves = invitations.send(person, *form.answers(), by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash(f"The link leaves {moment(leaves)}")
            return redirect(url_for(".page", ref=ref))
    return _shown("desk", form if ways else None, desk_pages.page(person))


def _shown(template: str, form: Form | None, about: dict[str, Any]) -> ResponseReturnValue:
    page = render_template(f"voice/{template}.html", form=form, **about)
    return page, 422 if form and (form.errors or form.form_errors) else 200


@desk.post(f"{PAGE}/end")
@allow(*STAFF)
def end(ref: str) -> ResponseReturnValue:
    person = open_record(ref)
    links.revoke(person, by=me())
    flash("The links are closed. Whoever has the page open is out with the next tap")
    return redirect(url_for(".page", ref=ref))


@desk.post(f"{PAGE}/read")
@allow(*STAFF)
def mark_read(ref: str) -> ResponseReturnValue:
    person = open_record(ref)
    news.mark_read(person, by=me())
    flash("Marked as read")
    return redirect(url_for(".page", ref=ref))


@desk.route(REQUEST, methods=["GET", "POST"])
@allow(*STAFF, "coordinator")
def request_page(ref: str) -> ResponseReturnValue:
    row = requests.find(ref, by=me())
    seen([row.young_person.ref], reason="They asked for this on their own page")
    form = ReplyForm()
    if form.validate_on_submit():
        try:
            requests.finish(ref, text(form.answer), by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash("Answered. They read it on their page")
            return redirect(url_for(".request_page", ref=ref))
    return _shown("request", form, desk_pages.request(row, me()))


@desk.post(f"{REQUEST}/who")
@allow("coordinator")
def who(ref: str) -> ResponseReturnValue:
    row, form = requests.find(ref, by=me()), WhoForm()
    if form.validate_on_submit():
        desk_pages.say_why(row, text(form.reason), by=me())
        return redirect(url_for(".request_page", ref=ref))
    return _shown("request", ReplyForm(None), desk_pages.request(row, me()) | {"who_form": form})


@desk.post(f"{REQUEST}/acknowledge")
@allow(*STAFF, "coordinator")
def acknowledge(ref: str) -> ResponseReturnValue:
    form = ButtonForm()
    if form.validate_on_submit():
        try:
            requests.acknowledge(ref, by=me())
        except DomainError as error:
            flash(error.words, "error")
        else:
            flash("They can see now that you have read it")
    return redirect(url_for(".request_page", ref=ref))


@desk.get("/requests")
@allow(*STAFF, "coordinator")
def index() -> ResponseReturnValue:
    rows = requests.waiting(me())
    seen([row.young_person.ref for row in rows])
    named = me().role != "coordinator"
    return render_template("voice/requests.html", lines=desk_pages.lines(rows), named=named)
