"""Asking to be rung, open to everybody; and the coordinator’s list of calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app import paging, states
from app.employers import services as employers
from app.errors import DomainError
from app.fields import text
from app.guidance import calls, library, people, queries
from app.guidance.blueprint import bp
from app.guidance.forms.asking import CallForm, ReasonForm
from app.guidance.states import CALL
from app.security import allow, me, public

if TYPE_CHECKING:
    from app.accounts.models import User

REF = "/<string(length=22):ref>"
DONE = {
    "done": "Good. The call is settled.",
    "no_answer": "Noted. It comes back on the next working day.",
    "stop": "Noted. Nobody rings any more.",
    "reopen": "It is on the list again.",
}


@bp.route("/call-me", methods=["GET", "POST"])
@public
def ask_for_call() -> ResponseReturnValue:
    user = me() if current_user.is_authenticated else None
    form = CallForm.about_person(user, organisation(user), topic(request.args.get("about")))
    if form.validate_on_submit():
        try:
            call = calls.ask(form.answers(), by=user, address=request.remote_addr)
        except DomainError as error:
            error.show_on(form)
        else:
            return redirect(url_for(".asked", ref=call.ref))
    return render_template(
        "guidance/call_me.html", form=form, contact=people.contact()
    ), form.status


def organisation(user: User | None) -> str:
    """Return the name of the organisation somebody acts for, if there is one."""
    employer = employers.employer_or_none(user) if user else None
    return employer.name if employer else ""


def topic(slug: str | None) -> str:
    """Return what somebody asks about, when they come from a guide."""
    guide = library.by_slug().get(slug or "")
    return f"A question about “{guide.title}”" if guide else ""


@bp.get(f"/call-me{REF}")
@public
def asked(ref: str) -> ResponseReturnValue:
    return render_template("guidance/asked.html", call=calls.find(ref), contact=people.contact())


@bp.get("/calls")
@allow("coordinator")
def call_list() -> ResponseReturnValue:
    chosen = paging.asked("state") or "open"
    found = paging.page_of(queries.calls(chosen), paging.asked_page())
    return render_template("guidance/calls.html", found=found, chosen=chosen)


@bp.get(f"/calls{REF}")
@allow("coordinator")
def call(ref: str) -> ResponseReturnValue:
    row = calls.find(ref)
    past = states.history(CALL, row.id)
    moves = CALL.allowed(row, role=me().role)
    return render_template("guidance/call.html", call=row, past=past, moves=moves)


@bp.post(f"/calls{REF}/take")
@allow("coordinator")
def take(ref: str) -> ResponseReturnValue:
    calls.take(calls.find(ref), by=me())
    flash("You ring them. It is marked as yours.")
    return redirect(url_for(".call", ref=ref))


@bp.route(f"/calls{REF}/<any(done, no_answer, stop, reopen):verb>", methods=["GET", "POST"])
@allow("coordinator")
def act(ref: str, verb: str) -> ResponseReturnValue:
    row, move, form = calls.find(ref), states.move_of(CALL, verb), ReasonForm()
    if request.method == "GET" or (move.needs_reason and not form.validate_on_submit()):
        return render_template("guidance/call_act.html", form=form, move=move, call=row)
    try:
        calls.act(row, verb, by=me(), reason=text(form.reason) or None)
    except DomainError as error:
        flash(error.words, "error")
    else:
        flash(DONE[verb])
    return redirect(url_for(".call", ref=ref))
