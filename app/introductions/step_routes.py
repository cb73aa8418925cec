"""Advisors and managers: what becomes of an introduction, step by step."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.errors import DomainError
from app.introductions import outcomes, pages, queries, services
from app.introductions.blueprint import REF, STAFF, bp
from app.introductions.forms import AcceptForm, ReasonForm
from app.introductions.models import Introduction
from app.security import allow, me
from app.young_people.reading import seen


def _open(ref: str) -> Introduction:
    row = queries.find(ref, by=me(), options=queries.IN_LIST)
    seen([row.young_person.ref])
    return row


@bp.route(f"{REF}/withdraw", methods=["GET", "POST"])
@allow(*STAFF)
def withdraw(ref: str) -> ResponseReturnValue:
    row = _open(ref)
    employer = row.opportunity.employer.name
    question = {
        "title": "Withdraw this introduction?" if row.sent_at else "Drop this introduction?",
        "button": "Withdraw it" if row.sent_at else "Drop it",
        "tells": f"{employer} hears only that it is over." if row.sent_at else "Nobody is told.",
    }
    return _why(row, services.withdraw, f"Withdrawn. {employer} sees nothing more", question)


@bp.route(f"{REF}/decline", methods=["GET", "POST"])
@allow(*STAFF)
def decline(ref: str) -> ResponseReturnValue:
    row = _open(ref)
    employer = row.opportunity.employer.name
    question = {
        "title": f"{row.young_person.preferred_name} said no to the place",
        "button": "Record the no",
        "tells": f"{employer} hears only that it is over. The reason stays here.",
    }
    return _why(row, outcomes.decline, f"Recorded. {employer} is told that it is over", question)


def _why(
    row: Introduction, do: Callable[..., object], done: str, question: dict[str, str]
) -> ResponseReturnValue:
    form = ReasonForm()
    if form.validate_on_submit():
        try:
            do(row, reason=form.reason.data, by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash(done)
            return redirect(url_for(".record", ref=row.ref))
    page = render_template("introductions/why.html", form=form, it=row, **question)
    return page, 422 if form.errors or form.form_errors else 200


@bp.route(f"{REF}/accept", methods=["GET", "POST"])
@allow(*STAFF)
def accept(ref: str) -> ResponseReturnValue:
    row = _open(ref)
    others = queries.others_open(row)
    form = AcceptForm.among(others)
    if form.validate_on_submit():
        try:
            outcomes.accept(row, keep=form.kept(), by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash(pages.accepted_words(row))
            return redirect(url_for(".record", ref=ref))
    page = render_template("introductions/accept.html", form=form, it=row, others=others)
    return page, 422 if form.errors or form.form_errors else 200


@bp.post(f"{REF}/keep")
@allow(*STAFF)
def keep(ref: str) -> ResponseReturnValue:
    return _at_once(_open(ref), services.keep, "It is open again. The employer has been asked anew")


@bp.post(f"{REF}/told")
@allow(*STAFF)
def told(ref: str) -> ResponseReturnValue:
    return _at_once(_open(ref), services.told, "Noted. Look for the next chance together")


def _at_once(row: Introduction, do: Callable[..., object], done: str) -> ResponseReturnValue:
    try:
        do(row, by=me())
    except DomainError as error:
        flash(error.words, "error")
    else:
        flash(done)
    return redirect(url_for(".record", ref=row.ref))
