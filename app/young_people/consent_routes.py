"""Agreement, activity and what is kept out: pages that add one thing to a record."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.errors import DomainError
from app.fields import Form, text
from app.security import allow, me
from app.young_people import choices, consents, exclusions, queries, services, wordings
from app.young_people.blueprint import REF, STAFF, bp
from app.young_people.forms import ActivityForm, ConsentForm, ExclusionForm
from app.young_people.models import Consent, Purpose, YoungPerson
from app.young_people.reading import open_record


@bp.route(f"{REF}/consent/matching", methods=["GET", "POST"])
@allow(*STAFF)
def agree_matching(ref: str) -> ResponseReturnValue:
    return _agree(open_record(ref), Purpose.MATCHING)


@bp.route(f"{REF}/consent/share", methods=["GET", "POST"])
@allow(*STAFF)
def agree_share(ref: str) -> ResponseReturnValue:
    return _agree(open_record(ref), Purpose.SHARE)


def _agree(person: YoungPerson, purpose: Purpose) -> ResponseReturnValue:
    form = ConsentForm.asking(purpose, young=consents.may_need_authority(person))
    if form.validate_on_submit():
        try:
            services.record_consent(person, _agreement(form, purpose), by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash(f"Agreement recorded. {person.preferred_name} can take it back at any time")
            return redirect(url_for(".section", ref=person.ref, name="consent"))
    return render_template(
        "young_people/agree.html",
        person=person,
        form=form,
        purpose=purpose,
        wording=wordings.standing(purpose)[0],
        employers=queries.employer_names() if purpose == Purpose.SHARE else [],
    ), 422 if form.errors or form.form_errors else 200


def _agreement(form: ConsentForm, purpose: Purpose) -> services.Agreement:
    employer = exclusions.employer_called(text(form.employer)) if "employer" in form else None
    return form.answers(purpose, employer)


@bp.route(f"{REF}/consent/<string(length=22):consent>/withdraw", methods=["GET", "POST"])
@allow(*STAFF)
def withdraw(ref: str, consent: str) -> ResponseReturnValue:
    person = open_record(ref)
    agreement, form = queries.consent_of(person, consent), Form()
    if form.validate_on_submit():
        services.withdraw_consent(agreement, by=me())
        flash(_taken_back(agreement, person.preferred_name))
        return redirect(url_for(".section", ref=ref, name="consent"))
    return render_template(
        "young_people/withdraw.html", person=person, consent=agreement, form=form
    )


@bp.get(f"{REF}/consent/<string(length=22):consent>/paper")
@allow(*STAFF)
def consent_paper(ref: str, consent: str) -> ResponseReturnValue:
    person = open_record(ref)
    agreement = queries.consent_of(person, consent)
    return render_template(
        "young_people/consent_paper.html",
        person=person,
        consent=agreement,
        told=choices.many(choices.SHARED, agreement.shared_fields),
        given_by=dict(choices.GIVEN_BY),
        authority=dict(choices.AUTHORITY),
    )


def _taken_back(consent: Consent, name: str) -> str:
    if consent.purpose == Purpose.MATCHING:
        return f"The agreement is taken back. Nothing is suggested to {name} any more"
    return "The agreement is taken back. The employer no longer sees anything"


@bp.route(f"{REF}/activity/new", methods=["GET", "POST"])
@allow(*STAFF)
def new_activity(ref: str) -> ResponseReturnValue:
    person, form = open_record(ref), ActivityForm()
    if form.validate_on_submit():
        try:
            services.record_activity(person, form.answers(), by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash("Activity recorded. The earlier codes are kept")
            return redirect(url_for(".section", ref=ref, name="activity"))
    return render_template("young_people/new_activity.html", person=person, form=form)


@bp.route(f"{REF}/kept-out/new", methods=["GET", "POST"])
@allow(*STAFF)
def keep_out(ref: str) -> ResponseReturnValue:
    person, form = open_record(ref), ExclusionForm()
    if form.validate_on_submit():
        try:
            name, area, reason = text(form.employer), form.area.data, text(form.reason)
            exclusions.keep_out(person, employer=name, area=area, reason=reason, by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash(f"{name or area} is never suggested again")
            return redirect(url_for(".section", ref=ref, name="about"))
    employers = queries.employer_names()
    return render_template(
        "young_people/keep_out.html", person=person, form=form, employers=employers
    )


@bp.post(f"{REF}/kept-out/<string(length=22):exclusion>/remove")
@allow(*STAFF)
def let_in(ref: str, exclusion: str) -> ResponseReturnValue:
    exclusions.let_in(open_record(ref), exclusion, by=me())
    flash("It may be suggested again")
    return redirect(url_for(".section", ref=ref, name="about"))
