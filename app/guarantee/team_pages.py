"""The yes or no, broken promises, the wordings of the guarantee, and the report."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import paging
from app.errors import DomainError
from app.guarantee import clocks, figures, policies, queries, seeing, services
from app.guarantee.blueprint import REF, bp
from app.guarantee.forms import AnswerForm, PeriodForm
from app.guarantee.models import CaseState
from app.guarantee.vacancy_forms import MODES, PolicyForm
from app.security import allow, me


@bp.get("/eligibility")
@allow("coordinator")
def eligibility() -> ResponseReturnValue:
    found = seeing.page_of(queries.asked())
    return render_template("guarantee/eligibility.html", found=found, clocks=clocks)


@bp.route("/eligibility" + REF, methods=["GET", "POST"])
@allow("coordinator")
def answer(ref: str) -> ResponseReturnValue:
    case = seeing.asked_about(ref)
    form = AnswerForm()
    if case.state == CaseState.ELIGIBILITY_CHECK and form.validate_on_submit():
        try:
            services.answer(case, form.applies.data == "yes", by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash("Answered. HR sees the yes or no, and nothing else.")
            return redirect(url_for(".eligibility"))
    return render_template("guarantee/answer.html", form=form, case=case, clocks=clocks)


@bp.get("/breaches")
@allow("hr")
def breaches() -> ResponseReturnValue:
    unexplained = paging.asked("show") == "unexplained"
    found = paging.page_of(queries.breaches(unexplained=unexplained), paging.asked_page())
    return render_template(
        "guarantee/breaches.html", found=found, unexplained=unexplained, clocks=clocks
    )


@bp.get("/policies", endpoint="policies")
@allow("hr", "coordinator")
def policies_page() -> ResponseReturnValue:
    return render_template("guarantee/policies.html", versions=policies.versions(), modes=MODES)


@bp.route("/policies/new", methods=["GET", "POST"])
@allow("hr", "coordinator")
def new_policy() -> ResponseReturnValue:
    form = PolicyForm()
    if form.validate_on_submit():
        try:
            policy = policies.add(form.answers(), by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash(f"“{policy.title}” is added. Cases declared before it keep their wording.")
            return redirect(url_for(".policies"))
    return render_template("guarantee/policy_form.html", form=form)


@bp.get("/report")
@allow("hr")
def report() -> ResponseReturnValue:
    form = PeriodForm.asked(request.args)
    if not form.validate():
        return render_template("guarantee/report.html", form=form, found=None, steps=figures.STEPS)
    since, until = form.period()
    found = figures.figures(since, until)
    return render_template(
        "guarantee/report.html",
        form=form,
        found=found,
        steps=figures.STEPS,
        since=since,
        until=until,
    )
