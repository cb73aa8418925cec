"""Where employers come in: what it is about, registering, confirming the address."""

from __future__ import annotations

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.accounts import visits
from app.employers import asking_pages, desk_pages, journey, own_pages, registration, services
from app.employers.blueprint import bp
from app.employers.forms import RegisterForm
from app.employers.prospects import invited_pages
from app.employers.prospects import pages as prospect_pages
from app.errors import DomainError
from app.security import allow, me, public
from app.settings import hints
from app.settings import services as settings

__all__ = ["asking_pages", "bp", "desk_pages", "invited_pages", "own_pages", "prospect_pages"]
bp.app_context_processor(journey.for_pages)


@bp.get("/employers")
@public
def start() -> ResponseReturnValue:
    return render_template(
        "employers/start.html",
        council=settings.contact(),
        code=request.args.get("code", "")[:22],
        **services.review_times(),
    )


@bp.route("/employers/register", methods=["GET", "POST"])
@public
def register() -> ResponseReturnValue:
    form = RegisterForm(code=request.args.get("code", "")[:22])
    if current_user.is_authenticated:
        return redirect(url_for("home.index"))
    if form.validate_on_submit():
        try:
            user = registration.register(**form.answers(), address=request.remote_addr)
        except DomainError as error:
            error.show_on(form)
        else:
            if user is None:
                return redirect(url_for(".check_email"))
            visits.begin(user)
            return redirect(url_for(".registered"))
    return render_template("employers/register.html", form=form), form.status


@bp.get("/employers/check-email")
@public
def check_email() -> ResponseReturnValue:
    return render_template("employers/check_email.html")


@bp.get("/organisation/registered")
@allow("business")
def registered() -> ResponseReturnValue:
    return render_template(
        "employers/registered.html",
        employer=(employer := services.employer_of(me())),
        hint=hints.other_than(employer.sector_key, employer.about),
        review_by=services.review_by(),
        council=settings.contact(),
    )


@bp.route("/employers/confirm/<string(length=43):secret>", methods=["GET", "POST"])
@public
def confirm(secret: str) -> ResponseReturnValue:
    g.private = True  # the address is the key: it goes to nobody as a referrer
    user = registration.holder(secret)
    if user is None:
        return render_template("employers/confirm_over.html"), 410
    if request.method == "POST":
        employer = registration.confirm(secret)
        flash(f"Thank you. The council now looks at {employer.name}.")
        return redirect(url_for(".mine"))
    return render_template("employers/confirm.html", user=user)


@bp.post("/organisation/send-again")
@allow("business")
def send_again() -> ResponseReturnValue:
    try:
        registration.send_again(me(), address=request.remote_addr)
    except DomainError as error:
        flash(error.words, "error")
    else:
        flash(f"A new link is on its way to {me().email}. It works for seven days.")
    return redirect(url_for(".mine"))
