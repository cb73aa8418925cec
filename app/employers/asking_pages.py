"""The page behind “still happy to help?” in a message: three answers, no account needed."""

from __future__ import annotations

from flask import Response, flash, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.employers import asking
from app.employers.asking import LinkOver
from app.employers.blueprint import bp
from app.employers.desk_forms import NotAnyMoreForm
from app.errors import DomainError
from app.fields import text
from app.security import public

SECRET = "<string(minlength=20, maxlength=400):secret>"  # noqa: S105  a rule for addresses


@bp.errorhandler(LinkOver)
def happy_link_over(_: LinkOver) -> Response:
    """Say that a link is over: the same words whether it was used, is too old or never was."""
    return make_response(render_template("employers/still_happy_over.html"), 404)


@bp.route(f"/still-happy/{SECRET}", methods=["GET", "POST"])
@public
def still_happy_by_mail(secret: str) -> ResponseReturnValue:
    g.private = True  # the address is the key: it goes to nobody as a referrer
    asked, form = asking.asked(secret), NotAnyMoreForm()
    how = request.form.get("answer", "")
    if form.validate_on_submit() and how in asking.ANSWERS:
        try:
            asking.answer(asked, how, text(form.words))
        except DomainError as error:
            error.show_on(form)
        else:
            return _thanks(how)
    return render_template("employers/still_happy.html", asked=asked, form=form)


def _thanks(how: str) -> ResponseReturnValue:
    if how == "change":
        flash("Thank you. Your offers stay in view. Sign in and change what is not so any more.")
        return redirect(url_for(".edit"))
    return redirect(url_for(".thanks_for_answer", how=how))


@bp.get("/still-happy/thanks/<any(yes, no):how>")
@public
def thanks_for_answer(how: str) -> ResponseReturnValue:
    return render_template("employers/still_happy_thanks.html", how=how)
