"""Handing over for good: who and to whom, a second look, undoing, and the answer of who takes on."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts.models import User
from app.errors import DomainError
from app.fields import Form, text
from app.filters import plural
from app.security import allow, me
from app.young_people import nobody, plans, queries, transfers
from app.young_people.blueprint import REF, STAFF, bp
from app.young_people.cover_forms import AdoptForm, HandOverForm, ReasonForm
from app.young_people.passing import TRANSFER
from app.young_people.reading import open_record, seen
from app.young_people.transfers import Gift

ADVISOR = "/team/<string(length=22):advisor>"
BATCH = "/team/handed-over/<string(length=22):batch>"
ANSWER = f"{REF}/handed-over/<any(take_on, query):verb>"


@bp.route(f"{ADVISOR}/hand-over", methods=["GET", "POST"])
@allow("manager")
def hand_over(advisor: str) -> ResponseReturnValue:
    frm = queries.member_of_team(advisor, manager=me())
    people = plans.people_of(frm, manager=me())
    form = HandOverForm.asking(plans.colleagues(frm, manager=me()), people)
    if people and form.to.choices and form.validate_on_submit():
        plans.keep(frm, form)
        return redirect(url_for(".check_hand_over", advisor=advisor))
    seen(person.ref for person in people)
    return render_template("young_people/hand_over.html", form=form, frm=frm)


@bp.route(f"{ADVISOR}/hand-over/check", methods=["GET", "POST"])
@allow("manager")
def check_hand_over(advisor: str) -> ResponseReturnValue:
    frm = queries.member_of_team(advisor, manager=me())
    plan = plans.kept(frm)
    shown = plans.check(plan, frm, manager=me()) if plan else None
    if plan is None or shown is None:
        return redirect(url_for(".hand_over", advisor=advisor))
    if shown["form"].validate_on_submit():
        return _hand_over(frm, plans.gifts(shown["form"], shown), plan["reason"])
    seen(person.ref for person in shown["people"])
    return render_template("young_people/check_hand_over.html", frm=frm, plan=plan, **shown)


def _hand_over(frm: User, given: list[Gift], reason: str) -> ResponseReturnValue:
    try:
        batch = transfers.hand_over(given, frm=frm, reason=reason, by=me())
    except DomainError as error:
        flash(error.words, "error")
        return redirect(url_for(".hand_over", advisor=frm.ref))
    plans.forget()
    return redirect(url_for(".handed_over", batch=batch))


@bp.get(BATCH)
@allow("manager")
def handed_over(batch: str) -> ResponseReturnValue:
    given = transfers.of_batch(batch, manager=me())
    seen(row.young_person.ref for row in given)
    return render_template(
        "young_people/handed_over.html", given=given, undo=transfers.may_undo(given), batch=batch
    )


@bp.post(f"{BATCH}/undo")
@allow("manager")
def undo_hand_over(batch: str) -> ResponseReturnValue:
    try:
        count = transfers.undo(batch, by=me())
    except DomainError as error:
        flash(error.words, "error")
    else:
        flash(
            f"Undone. {plural(count, 'young person is', 'young people are')} back where they were"
        )
    return redirect(url_for(".team"))


@bp.get("/handed-over")
@allow(*STAFF)
def handed_to_me() -> ResponseReturnValue:
    rows = transfers.to_answer(me())
    along = transfers.goes_along([row.young_person for row in rows])
    seen(row.young_person.ref for row in rows)
    return render_template("young_people/handed_to_me.html", rows=rows, along=along)


@bp.get(ANSWER)
@allow("advisor")
def ask_answer(ref: str, verb: str) -> ResponseReturnValue:
    person = open_record(ref)
    last = transfers.latest(person)
    line = TRANSFER.find(last.state, verb) if last else None
    if line is None or not line.needs_reason:
        abort(404)
    return render_template(
        "young_people/query_hand_over.html", form=ReasonForm(), person=person, line=line
    )


@bp.post(ANSWER)
@allow("advisor")
def answer_hand_over(ref: str, verb: str) -> ResponseReturnValue:
    person = open_record(ref)
    form = ReasonForm() if verb == "query" else Form()
    if not form.validate():
        shown = {"person": person, "line": {"label": "Ask to think again", "tone": "secondary"}}
        return render_template("young_people/query_hand_over.html", form=form, **shown), 422
    reason = text(form.reason) if isinstance(form, ReasonForm) else None
    try:
        transfers.answer(person, verb, by=me(), reason=reason)
    except DomainError as error:
        flash(error.words, "error")
    else:
        flash(transfers.ANSWERED[verb].format(name=person.preferred_name))
    return redirect(url_for(".handed_to_me"))


@bp.route("/team/nobody", methods=["GET", "POST"])
@allow("manager")
def without_anybody() -> ResponseReturnValue:
    form = AdoptForm()
    advisors = queries.advisors_of(me())
    form.to.choices = [(user.ref, user.name) for user in advisors]
    if form.validate_on_submit():
        chosen = [user for user in advisors if user.ref in (form.to.data or ())]
        count = nobody.adopt(chosen, reason=text(form.reason), by=me())
        flash(f"{plural(count, 'young person is', 'young people are')} in your team now")
        return redirect(url_for(".team"))
    return render_template(
        "young_people/nobody.html",
        form=form,
        without=nobody.without_anybody(me()),
    )
