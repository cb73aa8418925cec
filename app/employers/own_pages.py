"""Pages of an organisation: its facts and pledges."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.employers import details, facts, jobs, joining, pledges, queries, services
from app.employers.blueprint import REF, bp
from app.employers.forms import AnswerForm, DetailsForm, PledgeForm
from app.employers.parts import Task, may
from app.errors import DomainError
from app.filters import long_date
from app.security import allow, me
from app.settings import services as settings


@bp.get("/organisation")
@allow("business")
def mine() -> ResponseReturnValue:
    employer = services.employer_of(me())
    return render_template(
        "employers/mine.html",
        employer=employer,
        rows=facts.rows(employer, url_for(".edit") if may(Task.ORGANISATION) else None),
        people=services.members(employer),
        invited=joining.pending(employer) if may(Task.PEOPLE) else [],
        asked=services.asked(employer),
        field_names=queries.FIELDS,
        still_happy=jobs.was_asked(employer),
        council=settings.contact(),
    )


@bp.route("/organisation/edit", methods=["GET", "POST"])
@allow("business")
def edit() -> ResponseReturnValue:
    employer = services.employer_of(me())
    form = DetailsForm.about_employer(employer)
    if form.validate_on_submit():
        try:
            details.change(employer, **form.answers(), by=me())
        except DomainError as error:
            form.refused(error, employer)
        else:
            flash("Saved. It shows everywhere from now on.")
            return redirect(url_for(".mine"))
    shown = {"rows": facts.rows(employer), "asked": services.asked_now(employer)}
    page = render_template("employers/edit.html", form=form, employer=employer, **shown)
    return page, form.status


@bp.route("/organisation/answer", methods=["GET", "POST"])
@allow("business")
def answer() -> ResponseReturnValue:
    employer = services.employer_of(me())
    form = AnswerForm()
    if form.validate_on_submit():
        try:
            details.answer(employer, form.answer(), by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash(f"Your answer is with the council. You hear by {long_date(employer.review_due)}.")
            return redirect(url_for(".mine"))
    asked = services.asked(employer)
    return render_template(
        "employers/answer.html", form=form, asked=asked, field_names=queries.FIELDS
    )


@bp.post("/organisation/still-happy")
@allow("business")
def still_happy() -> ResponseReturnValue:
    employer = services.employer_of(me())
    try:
        details.still_happy(employer, by=me())
    except DomainError as error:
        flash(error.words, "error")
    else:
        flash("Thank you. Your offers stay in view.")
    return redirect(url_for(".mine"))


@bp.get("/organisation/pledges")
@allow("business")
def pledge_list() -> ResponseReturnValue:
    employer = services.employer_of(me())
    return render_template(
        "employers/pledges.html", employer=employer, pledges=services.pledges(employer)
    )


@bp.route("/organisation/pledges/new", methods=["GET", "POST"])
@allow("business")
def pledge_new() -> ResponseReturnValue:
    employer = services.employer_of(me())
    form = PledgeForm(sector=employer.sector_key)
    if form.validate_on_submit():
        try:
            pledges.add(employer, form.answers(), by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash("Thank you for your pledge. When you are ready, turn it into an offer.")
            return redirect(url_for(".pledge_list"))
    return render_template("employers/pledge.html", form=form, pledge=None)


@bp.route(f"/organisation/pledges/{REF}", methods=["GET", "POST"])
@allow("business")
def pledge_edit(ref: str) -> ResponseReturnValue:
    pledge = pledges.find(services.employer_of(me()), ref)
    form = PledgeForm.about_pledge(pledge)
    if form.validate_on_submit():
        try:
            pledges.change(pledge, form.answers(), version=form.seen(), by=me())
        except DomainError as error:
            form.refused(error, pledge)
        else:
            flash("Your pledge is saved.")
            return redirect(url_for(".pledge_list"))
    return render_template("employers/pledge.html", form=form, pledge=pledge), form.status


@bp.post(f"/organisation/pledges/{REF}/take-back")
@allow("business")
def pledge_take_back(ref: str) -> ResponseReturnValue:
    pledge = pledges.find(services.employer_of(me()), ref)
    pledges.take_back(pledge, by=me())
    flash("Your pledge is taken back. You can make a new one at any time.")
    return redirect(url_for(".pledge_list"))
