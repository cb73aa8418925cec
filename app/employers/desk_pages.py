"""The coordinator’s pages: who waits, one organisation, and what is done about it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import paging
from app.employers import (
    facts,
    findings,
    merge_pages,
    merging,
    queries,
    services,
    silent_pages,
    vetting,
)
from app.employers.blueprint import REF, bp
from app.employers.desk_forms import FindForm, NoteForm, ReasonForm
from app.employers.models import Employer, EmployerState
from app.employers.queries import Wanted
from app.employers.states import EMPLOYER, two_people
from app.errors import DomainError
from app.security import allow, me
from app.states import Move

__all__ = ["merge_pages", "silent_pages"]
HEADS = {"name": "Organisation", "since": "Registered", "due": "Check by"}
QUEUES = {
    queries.WAITING: "To check",
    queries.CHANGED: "Changed since",
    queries.ASKED: "Waiting for them",
    queries.ALL: "All",
}
# What a coordinator reads before a move, and after it.
CONSEQUENCES = {
    "approve": "They hear at once, and may send offers in for checking.",
    "ask": "They hear at once what you need. Your notes that are not only for the council go with it.",
    "resume": "Say what you heard, and how. They are not written to; the clock starts again.",
    "decline": "They hear at once, with your reason. You can look again later.",
    "reopen": "They hear at once that you look again.",
    "rest": "They hear at once. Their offers are not suggested until they say that they are still happy.",
    "wake": "Their offers may be suggested again.",
    "suspend": "They hear at once, with your reason. Nobody is introduced to them until you lift it.",
    "lift": "They hear at once. Two coordinators have to approve them again.",
    "archive": "They hear at once, with your reason. This cannot be undone.",
}


def wanted_here() -> Wanted:
    """Return what the address asks the desk for."""
    asked = dict(
        zip(("words", "sector", "state"), map(paging.asked, ("q", "sector", "state")), strict=True)
    )
    queue = paging.asked("queue") or (queries.ALL if any(asked.values()) else queries.WAITING)
    return Wanted(queue=queue, sort=paging.asked("sort") or "due", **asked)


@bp.get("/employers/desk")
@allow("coordinator")
def desk() -> ResponseReturnValue:
    wanted = wanted_here()
    return render_template(
        "employers/desk.html",
        found=paging.page_of(queries.desk(wanted), paging.asked_page()),
        wanted=wanted,
        search=FindForm(request.args),
        heads=paging.sorting(HEADS, "due"),
        queues=[(QUEUES[name], name, count) for name, count in queries.counts().items()],
        time_left=queries.time_left,
    )


@bp.get(f"/employers/{REF}")
@allow("coordinator")
def review(ref: str) -> ResponseReturnValue:
    return _review(services.find(ref), NoteForm())


def _review(employer: Employer, form: NoteForm) -> str:
    people, notes = services.members(employer), queries.notes_on(employer)
    waits = employer.state == EmployerState.PENDING_REVIEW
    return render_template(
        "employers/review.html",
        form=form,
        employer=employer,
        rows=facts.rows(employer),
        people=people,
        findings=findings.findings(employer, people),
        register_url=findings.register_url(employer),
        open_notes=queries.still_open(notes),
        field_names=queries.FIELDS,
        moves=moves(employer),
        time_left=queries.time_left(employer.review_due),
        history=queries.history(employer, notes),
        pledges=services.pledges(employer),
        joins=merging.merges_of(employer),
        what_moved=merging.what_moved,
        known=queries.known_above(employer),
        since_then=vetting.since_then(employer),
        mine_said_yes=waits and employer.first_yes_by_id == me().id,
    )


def moves(employer: Employer) -> list[Move[Any]]:
    """Return what a coordinator may do now; the first yes of two is called that."""
    allowed = [
        line for line in EMPLOYER.allowed(employer, role=me().role) if line.verb in CONSEQUENCES
    ]
    if not two_people() or employer.first_yes_by_id not in {None, me().id}:
        return allowed
    if employer.first_yes_by_id == me().id:
        return [line for line in allowed if line.verb != "approve"]
    first = "Say yes (first of two)"
    return [replace(line, label=first) if line.verb == "approve" else line for line in allowed]


@bp.post(f"/employers/{REF}/notes")
@allow("coordinator")
def note(ref: str) -> ResponseReturnValue:
    employer, form = services.find(ref), NoteForm()
    if form.validate_on_submit():
        vetting.note(employer, form.answers(), by=me())
        flash("Your note is saved.")
        return redirect(url_for(".review", ref=ref))
    return _review(employer, form)


@bp.post(f"/employers/{REF}/seen")
@allow("coordinator")
def seen(ref: str) -> ResponseReturnValue:
    employer = services.find(ref)
    try:
        vetting.seen_again(employer, by=me())
    except DomainError as error:
        flash(error.words, "error")
    else:
        flash(f"{employer.name} stays approved.")
    return redirect(url_for(".review", ref=ref))


@bp.post(f"/employers/{REF}/take-back")
@allow("coordinator")
def take_back(ref: str) -> ResponseReturnValue:
    employer = services.find(ref)
    try:
        vetting.take_back(employer, by=me())
    except DomainError as error:
        flash(error.words, "error")
    else:
        flash(f"Your yes to {employer.name} is taken back.")
    return redirect(url_for(".review", ref=ref))


@bp.route(f"/employers/{REF}/<verb>", methods=["GET", "POST"])
@allow("coordinator")
def move(ref: str, verb: str) -> ResponseReturnValue:
    employer = services.find(ref)
    line = next((line for line in EMPLOYER.moves if line.verb == verb), None)
    if line is None or verb not in CONSEQUENCES:
        abort(404)
    form = ReasonForm.for_move(line)
    if form.validate_on_submit():
        try:
            done = vetting.act(employer, verb, by=me(), reason=form.answer())
        except DomainError as error:
            error.show_on(form)
        else:
            flash(after(employer, verb, done))
            return redirect(url_for(".review", ref=ref))
    return _confirm(employer, form, line)


def _confirm(employer: Employer, form: ReasonForm, line: Move[Any]) -> str:
    return render_template(
        "employers/move.html",
        form=form,
        employer=employer,
        move=line,
        consequence=CONSEQUENCES[line.verb],
        asked=services.asked(employer) if line.verb == "ask" else [],
        field_names=queries.FIELDS,
    )


def after(employer: Employer, verb: str, done: bool) -> str:
    """Return the sentence that says what happened and what comes next."""
    if not done:
        return f"Your yes to {employer.name} is saved. A second coordinator has to say yes too."
    return f"{employer.name}: {queries.TITLES[verb].lower()}. {CONSEQUENCES[verb]}"
