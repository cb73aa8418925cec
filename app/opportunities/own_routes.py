"""Pages of an employer’s own offers: the list, several at once, how many people at a time."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.employers import services as employers
from app.errors import DomainError
from app.opportunities import limits, own_list
from app.opportunities.addresses import pages
from app.opportunities.blueprint import bp
from app.opportunities.forms.life import BulkForm, EmployerLimitsForm, OwnListForm
from app.paging import asked_page
from app.security import allow, me


@bp.get("/offers")
@allow("business")
def mine() -> ResponseReturnValue:
    return _list(BulkForm())


def _list(bulk: BulkForm) -> str:
    employer, form = employers.employer_of(me()), OwnListForm(request.args)
    form.validate()
    counts = own_list.counts(employer.id)
    found = own_list.found(employer.id, form.wanted(), asked_page())
    return render_template(
        "opportunities/mine.html",
        employer=employer,
        filter=form,
        kept=form.kept(),
        found=pages(found, ".mine", form.kept()),
        counts=counts,
        many=sum(counts.values()) > own_list.PAGE // 3,
        bulk=bulk,
        form=bulk,
    )


@bp.post("/offers/together")
@allow("business")
def together() -> ResponseReturnValue:
    form, verb = BulkForm(), request.form.get("verb", "")
    if form.validate_on_submit() and verb in own_list.DONE:
        try:
            outcome = _together(form, verb)
        except DomainError as error:
            error.show_on(form)
        else:
            flash(outcome.words, "error" if outcome.refused else "message")
            return redirect(url_for(".mine"))
    return _list(form)


def _together(form: BulkForm, verb: str) -> own_list.Outcome:
    number = employers.employer_of(me()).id
    refs, closes = form.refs.data or [], form.closes.data
    return own_list.together(refs, verb, employer_id=number, closes=closes, by=me())


@bp.route("/offers/limits", methods=["GET", "POST"])
@allow("business")
def employer_limits() -> ResponseReturnValue:
    employer = employers.employer_of(me())
    form = EmployerLimitsForm.about(employer)
    if form.validate_on_submit():
        try:
            limits.of_employer(employer, **form.answers(), by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash("Saved. It holds for all your offers, and advisors see it")
            return redirect(url_for(".mine"))
    return render_template("opportunities/employer_limits.html", form=form, employer=employer)
