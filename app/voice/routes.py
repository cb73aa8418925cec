"""The young person’s own page: what waits for them, ideas, dates, and what they say to them."""

from __future__ import annotations

from flask import Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.downloads import download
from app.errors import DomainError
from app.fields import text
from app.voice import (
    agreeing_routes,
    ask_routes,
    desk_routes,
    kept,
    opening_routes,
    pages,
    places,
    saying_routes,
    steps,
)
from app.voice import dates as ahead
from app.voice import ideas as found
from app.voice import thanks as thanking
from app.voice.access import by_link, whose
from app.voice.blueprint import bp, desk
from app.voice.forms import AgreeForm, AnswerForm, MeetingForm, PlaceForm

__all__ = [
    "agreeing_routes",
    "ask_routes",
    "bp",
    "desk",
    "desk_routes",
    "opening_routes",
    "saying_routes",
]
NUMBER = "<int(min=1, max=999):number>"
THANKS = ", ".join(thanking.SENTENCES)


@bp.get("/page")
@by_link
def home() -> ResponseReturnValue:
    return render_template("voice/home.html", **pages.home(whose()))


@bp.get(f"/page/thanks/<any({THANKS}):what>")
@by_link
def thanks(what: str) -> ResponseReturnValue:
    return render_template("voice/thanks.html", **thanking.thanks(what, whose()))


@bp.get("/page/ideas")
@by_link
def ideas() -> ResponseReturnValue:
    person = whose()
    return render_template("voice/ideas.html", **pages.ideas_page(person))


@bp.route(f"/page/ideas/{NUMBER}", methods=["GET", "POST"])
@by_link
def idea(number: int) -> ResponseReturnValue:
    form = AnswerForm()
    if form.validate_on_submit():
        try:
            found.answer(whose(), form.ref.data or "", form.answer.data, form.why.data or "")
        except DomainError as error:
            error.show_on(form)
        else:
            return redirect(url_for(".thanks", what="answer"), 303)
    one = found.at(whose(), number)
    form = form.showing(one.opportunity.ref)
    page = render_template("voice/idea.html", form=form, idea=one, **pages.offer(one, whose()))
    return page, 422 if form.errors or form.form_errors else 200


@bp.get("/page/dates")
@by_link
def dates() -> ResponseReturnValue:
    person = whose()
    return render_template("voice/dates.html", cards=ahead.cards(person), **pages.frame(person))


@bp.route(f"/page/dates/{NUMBER}", methods=["GET", "POST"])
@by_link
def date(number: int) -> ResponseReturnValue:
    form = MeetingForm()
    if form.validate_on_submit():
        row = ahead.meeting(whose(), form.ref.data or "")
        places.answer_meeting(whose(), row, form.answer.data, text(form.why))
        return redirect(url_for(".thanks", what="meeting"), 303)
    card = pages.at(ahead.cards(whose()), number)
    shown = pages.one_date(card, form.showing(card.ref), number, whose())
    return render_template("voice/date.html", **shown), 422 if form.errors else 200


@bp.get("/page/next")
@by_link
def next_steps() -> ResponseReturnValue:
    around = pages.frame(whose())
    return render_template(
        "voice/next.html", steps=steps.steps(whose(), around["helper"]), **around
    )


@bp.route(f"/page/place/{NUMBER}", methods=["GET", "POST"])
@by_link
def place(number: int) -> ResponseReturnValue:
    form = PlaceForm()
    if form.validate_on_submit():
        said = form.answer.data
        places.answer(whose(), form.ref.data or "", said, text(form.why))
        return redirect(url_for(".thanks", what="talk" if said == "talk" else "place"), 303)
    row = pages.at(places.offered(whose()), number)
    shown = pages.place(row, whose())
    page = render_template("voice/place.html", form=form.showing(row.ref), **shown)
    return page, 422 if form.errors else 200


@bp.route(f"/page/agree/{NUMBER}", methods=["GET", "POST"])
@by_link
def agree(number: int) -> ResponseReturnValue:
    row = pages.at(places.to_agree(whose()), number)
    form = AgreeForm().showing(row.ref)
    if form.validate_on_submit():
        ref, why, seen = form.ref.data or "", text(form.why), form.seen.data or ""
        try:
            came = places.agree(whose(), ref, form.answer.data, why, version=seen)
        except DomainError as error:
            error.show_on(form)
        else:
            return redirect(url_for(".thanks", what=came), 303)
    form.seen.data = str(row.version)
    page = render_template("voice/agree.html", form=form, **pages.agree(row, whose()))
    return page, 422 if form.errors or form.form_errors else 200


@bp.post("/page/typed/forget")
@by_link
def forget_typed() -> ResponseReturnValue:
    kept.forget(whose())
    return redirect(url_for(".home"), 303)


@bp.get(f"/page/dates/{NUMBER}/calendar.ics")
@by_link
def date_ics(number: int) -> Response:
    return download(pages.at(ahead.cards(whose()), number).calendar, "date.ics")


@bp.get("/page/print")
@by_link
def everything() -> ResponseReturnValue:
    listed = steps.steps(whose(), pages.helper(whose()))
    return render_template("voice/print.html", steps=listed, **pages.everything(whose()))


@bp.get("/page/help")
@by_link
def help_page() -> ResponseReturnValue:
    return render_template("voice/help.html", **pages.help_page(whose()))
