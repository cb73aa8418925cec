"""What somebody may agree to on their own page, and the paper that says what they agreed to."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.errors import DomainError
from app.fields import text
from app.voice import agreeing, pages, saying
from app.voice.access import by_link, whose
from app.voice.blueprint import bp
from app.voice.forms import GoOnForm, TellForm
from app.young_people import wordings

NUMBER = "<int(min=1, max=999):number>"
THANKS = {"yes": "told", "wish": "wish", "not_now": "untold", "no": "untold"}


@bp.route(f"/page/tell/{NUMBER}", methods=["GET", "POST"])
@by_link
def tell(number: int) -> ResponseReturnValue:
    ask = pages.at(agreeing.asks(whose()), number)
    form = TellForm.about(ask)
    if form.validate_on_submit():
        try:
            came = _told(form)
        except DomainError as error:
            error.show_on(form)
            form.seen.data = ask.seen
        else:
            return redirect(url_for(".thanks", what=THANKS[came]), 303)
    page = render_template("voice/tell.html", form=form, ask=ask, **pages.frame(whose()))
    return page, 422 if form.errors or form.form_errors else 200


def _told(form: TellForm) -> str:
    out, why, seen = form.leave_out.data or (), text(form.why), form.seen.data or ""
    said, ref = form.answer.data, form.ref.data or ""
    return agreeing.answer(whose(), ref, said, leave_out=out, why=why, seen=seen)


@bp.route(f"/page/go-on/{NUMBER}", methods=["GET", "POST"])
@by_link
def go_on(number: int) -> ResponseReturnValue:
    consent = pages.at(agreeing.ending(whose()), number)
    words, version = wordings.standing(consent.purpose)
    form = GoOnForm.about(consent, version)
    if form.validate_on_submit():
        try:
            came = agreeing.go_on(whose(), *form.answers())
        except DomainError as error:
            error.show_on(form)
            form.version.data = version
        else:
            return redirect(url_for(".thanks", what=came), 303)
    shown = pages.going_on(consent, words, whose())
    page = render_template("voice/go_on.html", form=form, **shown)
    return page, 422 if form.errors or form.form_errors else 200


@bp.get(f"/page/sharing/{NUMBER}/paper")
@by_link
def receipt(number: int) -> ResponseReturnValue:
    consent = saying.agreement_at(whose(), number)
    return render_template("voice/receipt.html", **pages.receipt(consent, whose()))
