"""Where employers come in: what it is about, registering, confirming the address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.accounts import visits
from app.employers import (
    asking_pages,
    codes,
    desk_pages,
    journey,
    own_pages,
    people_pages,
    registration,
    services,
)
from app.employers.blueprint import bp
from app.employers.forms import CodeForm, PledgeForm, RegisterForm
from app.employers.prospects import invited_pages
from app.employers.prospects import pages as prospect_pages
from app.errors import DomainError
from app.security import allow, me, public
from app.settings import hints
from app.settings import services as settings

if TYPE_CHECKING:
    from app.accounts.models import User

__all__ = [
    "asking_pages",
    "bp",
    "desk_pages",
    "invited_pages",
    "own_pages",
    "people_pages",
    "prospect_pages",
]
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
    form = RegisterForm(code=codes.read(request.args.get("code", ""))[: codes.LONGEST])
    if current_user.is_authenticated:
        return redirect(url_for("home.index"))
    if form.validate_on_submit():
        try:
            user = registration.register(**form.answers(), address=request.remote_addr)
        except DomainError as error:
            error.show_on(form)
        else:
            return _entered(user)
    return render_template("employers/register.html", form=form, **_beside(form)), form.status


def _entered(user: User | None) -> ResponseReturnValue:
    if user is None:
        return redirect(url_for(".check_email"))
    visits.begin(user)
    return redirect(url_for(".registered"))


def _beside(form: RegisterForm) -> dict[str, Any]:
    return {"unknown_code": not codes.known(form.code.data), "council": settings.contact()}


@bp.get("/employers/check-email")
@public
def check_email() -> ResponseReturnValue:
    return render_template("employers/check_email.html")


@bp.get("/organisation/registered")
@allow("business")
def registered() -> ResponseReturnValue:
    employer = services.employer_of(me())
    return render_template(
        "employers/registered.html",
        employer=employer,
        hint=hints.other_than(employer.sector_key, employer.about),
        pledge=PledgeForm(sector=employer.sector_key, how_many=1),
        code=None if codes.known(employer.referral_code) else CodeForm(code=employer.referral_code),
        council=settings.contact(),
    )


@bp.route("/organisation/referral-code", methods=["GET", "POST"])
@allow("business")
def referral_code() -> ResponseReturnValue:
    employer = services.employer_of(me())
    form = CodeForm(code=employer.referral_code)
    if form.validate_on_submit():
        try:
            codes.put_right(employer, form.typed(), by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash("Thank you. Whoever put you forward hears of it.")
            return redirect(url_for(".mine"))
    return render_template("employers/code.html", form=form)


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
