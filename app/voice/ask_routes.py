"""What somebody may ask: who looked, a copy of their data, to put it right, to complain."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.errors import DomainError
from app.fields import text
from app.voice import pages, requests, seen
from app.voice.access import by_link, whose
from app.voice.blueprint import bp
from app.voice.forms import AskForm, ButtonForm, ComplainForm, WrongForm
from app.voice.models import RequestKind

NUMBER = "<int(min=1, max=999):number>"


@bp.get("/page/looks")
@by_link
def looks() -> ResponseReturnValue:
    person = whose()
    return render_template("voice/looks.html", looks=seen.looks(person), **pages.frame(person))


@bp.get("/page/ask")
@by_link
def asking() -> ResponseReturnValue:
    return render_template("voice/asking.html", **pages.asking(whose()))


@bp.route("/page/ask/<any(data, correct, complain):kind>", methods=["GET", "POST"])
@by_link
def ask(kind: str) -> ResponseReturnValue:
    form = _form(kind)
    if form.validate_on_submit():
        alone = kind == "complain" and form.read.data == "team"
        asked = RequestKind(kind)
        requests.ask(whose(), asked, text(form.words), advisor_may_read=not alone)
        return redirect(url_for(".thanks", what="asked"), 303)
    page = render_template("voice/ask.html", form=form, **pages.ask(kind, whose()))
    return page, 422 if form.errors else 200


def _form(kind: str) -> AskForm | WrongForm | ComplainForm:
    if kind == "complain":
        return ComplainForm.about(pages.helper(whose()))
    return WrongForm() if kind == "correct" else AskForm()


@bp.route(f"/page/asked/{NUMBER}", methods=["GET", "POST"])
@by_link
def one_asked(number: int) -> ResponseReturnValue:
    form = ButtonForm()
    if form.validate_on_submit():
        try:
            requests.take_back(whose(), number)
        except DomainError as error:
            error.show_on(form)
        else:
            return redirect(url_for(".asking"), 303)
    page = render_template("voice/one_asked.html", form=form, **pages.one_asked(number, whose()))
    return page, 422 if form.errors or form.form_errors else 200
