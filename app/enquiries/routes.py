"""Asking about an offer without an account, and the coordinator’s pages for answering."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import paging
from app.employers.queries import time_left
from app.enquiries import queries, services
from app.enquiries.forms import AnswerForm, AskForm, CloseForm, ConfirmForm
from app.enquiries.models import Enquiry
from app.errors import DomainError
from app.fields import text
from app.security import allow, me, public
from app.settings import services as settings

bp = Blueprint("enquiries", __name__)
REF = "/questions/<string(length=22):ref>"


@bp.route("/opportunities/<string(length=22):ref>/ask", methods=["GET", "POST"])
@public
def ask(ref: str) -> ResponseReturnValue:
    offer, form = services.offer(ref), AskForm()
    if form.validate_on_submit():
        try:
            services.ask(form.answers(), offer, address=request.remote_addr)
        except DomainError as error:
            error.show_on(form)
        else:
            return redirect(url_for(".asked"))
    shown = {"offer": offer, "council": settings.contact()}
    return render_template("enquiries/ask.html", form=form, **shown), form.status


@bp.get("/questions/sent")
@public
def asked() -> ResponseReturnValue:
    return render_template("enquiries/asked.html", days=services.CONFIRM_DAYS)


@bp.route("/asked/<string(minlength=20, maxlength=100):secret>", methods=["GET", "POST"])
@public
def confirm(secret: str) -> ResponseReturnValue:
    # Opening needs a second step, so that a scanner of mail cannot send anybody’s question.
    g.private = True
    enquiry, form = queries.of_link(secret), ConfirmForm()
    if form.validate_on_submit():
        services.confirm(secret)
        return redirect(url_for(".confirm", secret=secret))
    return render_template("enquiries/confirm.html", form=form, enquiry=enquiry)


@bp.get("/questions")
@allow("coordinator")
def desk() -> ResponseReturnValue:
    state = paging.asked("state")
    found = paging.page_of(queries.desk(state), paging.asked_page())
    return render_template("enquiries/desk.html", found=found, state=state, time_left=time_left)


@bp.route(REF, methods=["GET", "POST"])
@allow("coordinator")
def show(ref: str) -> ResponseReturnValue:
    enquiry, form = queries.find(ref), AnswerForm()
    if form.validate_on_submit():
        try:
            services.answer(enquiry, text(form.words), by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            return _done("Your answer is on its way to them.")
    return _page("show", form, enquiry)


@bp.post(f"{REF}/take")
@allow("coordinator")
def take(ref: str) -> ResponseReturnValue:
    services.take(queries.find(ref), by=me())
    flash("It is yours now.")
    return redirect(url_for(".show", ref=ref))


@bp.route(f"{REF}/close", methods=["GET", "POST"])
@allow("coordinator")
def close(ref: str) -> ResponseReturnValue:
    enquiry, form = queries.find(ref), CloseForm()
    if form.validate_on_submit():
        try:
            services.close(enquiry, text(form.reason), by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            return _done("Closed. Nothing was sent.")
    return _page("close", form, enquiry)


def _done(words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for(".desk"))


def _page(name: str, form: AnswerForm | CloseForm, enquiry: Enquiry) -> str:
    left = time_left(enquiry.due)
    return render_template(f"enquiries/{name}.html", form=form, enquiry=enquiry, left=left)
