"""Pages about the people of an organisation: inviting, what each may do, leaving, joining."""

from __future__ import annotations

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.employers import joining, parts, services, team
from app.employers.blueprint import REF, bp
from app.employers.joining import Standing
from app.employers.models import MemberInvitation
from app.employers.people_forms import ColleagueForm, JoinForm, PartForm
from app.errors import DomainError
from app.security import allow, me, public
from app.tables.forms import ConfirmForm

PEOPLE = "/organisation/people"
SECRET = "<string(minlength=20, maxlength=100):secret>"  # noqa: S105  a rule for addresses

bp.before_app_request(parts.gate)
bp.add_app_template_global(parts.may, "may")
bp.add_app_template_global(parts.opens, "opens")
bp.add_app_template_global(parts.NAMES.get, "part_name")


@bp.route(f"{PEOPLE}/new", methods=["GET", "POST"])
@allow("business")
def invite() -> ResponseReturnValue:
    form = ColleagueForm()
    if form.validate_on_submit():
        colleague = form.answers()
        try:
            joining.invite(services.employer_of(me()), colleague, by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash(f"An invitation is on its way to {colleague.email}. It works for seven days.")
            return redirect(url_for(".mine"))
    return render_template("employers/invite.html", form=form)


@bp.post(f"{PEOPLE}/invited/{REF}/again")
@allow("business")
def invited_again(ref: str) -> ResponseReturnValue:
    invitation = joining.send_again(services.employer_of(me()), ref, by=me())
    flash(f"A new invitation is on its way to {invitation.email}. The older link is off.")
    return redirect(url_for(".mine"))


@bp.post(f"{PEOPLE}/invited/{REF}/cancel")
@allow("business")
def invited_cancel(ref: str) -> ResponseReturnValue:
    name = joining.cancel(services.employer_of(me()), ref, by=me())
    flash(f"The invitation of {name} is taken back. Its link does not work any more.")
    return redirect(url_for(".mine"))


@bp.route(f"{PEOPLE}/{REF}", methods=["GET", "POST"])
@allow("business")
def person(ref: str) -> ResponseReturnValue:
    employer = services.employer_of(me())
    member = team.find(employer, ref)
    form = PartForm(part=member.part.value)
    if form.validate_on_submit():
        try:
            team.change(employer, ref, form.answer(), by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash(f"{member.user.name}: {parts.NAMES[member.part]}. It holds from now on.")
            return redirect(url_for(".mine"))
    return render_template("employers/person.html", form=form, member=member, employer=employer)


@bp.post(f"{PEOPLE}/{REF}/hand-over")
@allow("business")
def hand_over(ref: str) -> ResponseReturnValue:
    member = team.hand_over(services.employer_of(me()), ref, by=me())
    flash(f"{member.user.name} is an owner now. You write offers and answer introductions.")
    return redirect(url_for(".mine"))


@bp.post(f"{PEOPLE}/{REF}/remove")
@allow("business")
def remove(ref: str) -> ResponseReturnValue:
    try:
        name = team.remove(services.employer_of(me()), ref, by=me())
    except DomainError as error:
        flash(error.words, "error")
    else:
        flash(f"{name} cannot sign in for your organisation any more.")
    return redirect(url_for(".mine"))


@bp.route(f"/join/{SECRET}", methods=["GET", "POST"])
@public
def join(secret: str) -> ResponseReturnValue:
    g.private = True  # the address is the key: it goes to nobody as a referrer
    invitation = joining.holder(secret)
    if invitation is None:
        return render_template("employers/join_over.html"), 410
    user = me() if current_user.is_authenticated else None
    state = joining.standing(invitation, user)
    form = JoinForm() if state == Standing.NEW else ConfirmForm()
    if form.validate_on_submit():
        try:
            return _accepted(secret, state, form)
        except DomainError as error:
            error.show_on(form)
    return _join_page(invitation, state, form)


def _accepted(secret: str, state: Standing, form: JoinForm | ConfirmForm) -> ResponseReturnValue:
    if isinstance(form, JoinForm):
        joining.join(secret, password=str(form.password.data))
        flash("Your account is ready. Sign in with your new password.")
        return redirect(url_for("accounts.sign_in"))
    if not current_user.is_authenticated:
        return redirect(url_for("accounts.sign_in", next=request.path))
    employer = joining.accept(secret, by=me())
    flash(f"You act for {employer.name} now.")
    return redirect(url_for(".mine"))


def _join_page(invitation: MemberInvitation, state: Standing, form: JoinForm | ConfirmForm) -> str:
    user = me() if current_user.is_authenticated else None
    return render_template(
        "employers/join.html",
        invitation=invitation,
        state=state.value,
        form=form,
        part=f"{parts.NAMES[invitation.part]}. {parts.HINTS[invitation.part]}",
        now_for=services.employer_or_none(user) if user else None,
        back_here=request.path,
    )
