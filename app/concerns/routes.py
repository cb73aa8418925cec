"""Reporting a concern, and the coordinator’s pages for looking into it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app import paging, states
from app.concerns import queries, services
from app.concerns.forms import DeskForm, LinkForm, ReasonForm, ReportForm, WordsForm
from app.concerns.models import CATEGORIES, SOURCES, Concern, Source
from app.concerns.states import CONCERN
from app.employers.queries import time_left
from app.errors import DomainError
from app.fields import text
from app.security import allow, me, public
from app.settings import services as settings

if TYPE_CHECKING:
    from app.accounts.models import User

bp = Blueprint("concerns", __name__, url_prefix="/concerns")
REF = "/<string(length=22):ref>"
DONE = {
    "look": "It is yours now. Write down what you find; decide when you know enough.",
    "act": "Noted. Tell whoever reported it, then close it.",
    "leave": "Noted. Tell whoever reported it, then close it.",
    "close": "Closed. You can look again at any time.",
    "reopen": "It is open again, and yours.",
}


@bp.route("/report", methods=["GET", "POST"])
@public
def report() -> ResponseReturnValue:
    """Let anybody say that something is wrong; no account is needed."""
    offer = services.offer_seen(paging.asked("offer"), _role())
    form = ReportForm.for_offer(offer is not None)
    if form.validate_on_submit():
        try:
            services.report_from_outside(
                form.answers(), offer, by=_who(), address=request.remote_addr
            )
        except DomainError as error:
            error.show_on(form)
        else:
            return redirect(url_for(".thanks"))
    shown = {"offer": offer, **help_now()}
    return render_template("concerns/report.html", form=form, **shown), form.status


def _who() -> User | None:
    return me() if current_user.is_authenticated else None


def _role() -> str | None:
    return me().role.value if current_user.is_authenticated else None


def help_now() -> dict[str, Any]:
    """Return whom to ring when it cannot wait, as the settings say."""
    names = ("emergency_phone", "safeguarding_name", "safeguarding_phone")
    return {name: settings.value(f"concern.{name}") for name in names} | {
        "council": settings.contact()
    }


@bp.get("/thanks")
@public
def thanks() -> ResponseReturnValue:
    days = settings.value("concern.look_working_days")
    return render_template("concerns/thanks.html", days=days, **help_now())


@bp.get("")
@allow("coordinator")
def desk() -> ResponseReturnValue:
    asked = [paging.asked(name) for name in ("q", "state", "category")]
    return render_template(
        "concerns/desk.html",
        found=paging.page_of(queries.desk(*asked), paging.asked_page()),
        chosen=[word for word in asked if word],
        search=DeskForm(request.args),
        names=CATEGORIES,
        time_left=time_left,
    )


@bp.route("/new", methods=["GET", "POST"])
@allow("coordinator")
def new() -> ResponseReturnValue:
    form = ReportForm()
    if form.validate_on_submit():
        found = services.employer_called(text(form.about))
        concern = services.report(form.answers(), source=Source.PHONE, employer=found, by=me())
        flash("The concern is saved. Look into it, or leave it for a colleague.")
        return redirect(url_for(".show", ref=concern.ref))
    return render_template("concerns/new.html", form=form)


@bp.get(REF)
@allow("coordinator")
def show(ref: str) -> ResponseReturnValue:
    return _show(queries.find(ref), WordsForm())


def _show(concern: Concern, form: WordsForm, linking: LinkForm | None = None) -> str:
    if linking:  # the summary above the page speaks for the first form
        form.form_errors = [str(words) for words in linking.name.errors]
    return render_template(
        "concerns/show.html",
        concern=concern,
        form=form,
        names=CATEGORIES,
        sources=SOURCES,
        story=queries.story(concern),
        moves=CONCERN.allowed(concern, role=me().role),
        left=time_left(concern.due),
        linking=linking or LinkForm(formdata=None),
        **help_now(),
    )


@bp.post(REF + "/notes")
@allow("coordinator")
def note(ref: str) -> ResponseReturnValue:
    concern, form = queries.find(ref), WordsForm()
    if form.validate_on_submit():
        services.note(concern, text(form.words), by=me())
        flash("Your note is saved, for the council alone.")
        return redirect(url_for(".show", ref=ref))
    return _show(concern, form)


@bp.post(REF + "/link")
@allow("coordinator")
def link(ref: str) -> ResponseReturnValue:
    concern, linking = queries.find(ref), LinkForm()
    if linking.validate_on_submit():
        try:
            services.link(concern, text(linking.name), by=me())
        except DomainError as error:
            error.show_on(linking)
        else:
            flash(f"The concern is on the page of {concern.subject} now.")
            return redirect(url_for(".show", ref=ref))
    return _show(concern, WordsForm(formdata=None), linking)


@bp.post(REF + "/take")
@allow("coordinator")
def take(ref: str) -> ResponseReturnValue:
    services.take(queries.find(ref), by=me())
    flash("It is yours now.")
    return redirect(url_for(".show", ref=ref))


@bp.route(REF + "/tell", methods=["GET", "POST"])
@allow("coordinator")
def tell(ref: str) -> ResponseReturnValue:
    concern, form = queries.find(ref), WordsForm()
    if form.validate_on_submit():
        try:
            services.tell(concern, text(form.words), by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash("They have been told." if concern.reporter_email else "Noted: you told them.")
            return redirect(url_for(".show", ref=ref))
    return render_template("concerns/tell.html", form=form, concern=concern)


@bp.route(REF + "/<verb>", methods=["GET", "POST"])
@allow("coordinator")
def act(ref: str, verb: str) -> ResponseReturnValue:
    concern, line, form = queries.find(ref), states.move_of(CONCERN, verb), ReasonForm()
    if not line.needs_reason:
        del form.reason
    if form.validate_on_submit():
        try:
            services.act(concern, verb, by=me(), reason=text(form.reason) if form.reason else None)
        except DomainError as error:
            error.show_on(form)
        else:
            flash(DONE[verb])
            return redirect(url_for(".show", ref=ref))
    return render_template("concerns/act.html", form=form, move=line, concern=concern)
