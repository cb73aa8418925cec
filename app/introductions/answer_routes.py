"""Answering by the link in a mail: one question, no account; nothing personal is shown here."""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.errors import DomainError
from app.introductions import answers, links
from app.introductions.blueprint import bp
from app.introductions.forms import CallForm, InterviewForm, RefusalForm
from app.introductions.links import Asked, LinkOver
from app.security import public

LINK = "/answer/<string(minlength=20, maxlength=100):secret>"
THANKS = {
    "meet": "The meeting is set. You get it by email with a calendar file.",
    "no": "Thank you for the clear answer. It is passed on kindly.",
    "call": "We ring you, usually within two working days.",
}


@bp.get("/answer/thank-you/<any(meet, no, call):how>")
@public
def thanks(how: str) -> ResponseReturnValue:
    return render_template("introductions/thanks.html", words=THANKS[how])


@bp.errorhandler(LinkOver)
def over(_: LinkOver) -> Response:
    """Say that a link is over: the same words whether it was used, is too old or never was."""
    return _private(render_template("introductions/link_over.html"), 404)


@bp.get(LINK)
@public
def question(secret: str) -> ResponseReturnValue:
    row = links.asked(secret).introduction
    return _private(render_template("introductions/question.html", it=row, secret=secret))


@bp.route(f"{LINK}/<any(meet, no, call):how>", methods=["GET", "POST"])
@public
def answer(secret: str, how: str) -> ResponseReturnValue:
    asked = links.asked(secret)
    form = _form(how, asked)
    if form.validate_on_submit():
        try:
            _answer(how, asked, form)
        except DomainError as error:
            error.show_on(form)
        else:
            return redirect(url_for(".thanks", how=how))
    return _asked(how, asked, form, secret)


def _asked(how: str, asked: Asked, form: Any, secret: str) -> Response:
    template = f"introductions/answer_{how}.html"
    page = render_template(template, form=form, it=asked.introduction, secret=secret)
    return _private(page, 422 if form.errors or form.form_errors else 200)


def _form(how: str, asked: Asked) -> Any:
    if how == "meet":
        return InterviewForm.of(asked.introduction)
    return RefusalForm() if how == "no" else CallForm()


def _answer(how: str, asked: Asked, form: Any) -> None:
    row, by = asked.introduction, asked.user
    if how == "meet":
        answers.invite(row, form.answers(), by=by)
    elif how == "no":
        answers.refuse(row, form.answers(), by=by)
    else:
        answers.ask_for_call(row, by=by)


def _private(page: str, status: int = 200) -> Response:
    # The address itself is the key: it must reach no other site and no cache.
    found = make_response(page, status)
    found.headers["Referrer-Policy"] = "no-referrer"
    found.headers["Cache-Control"] = "no-store"
    return found
