"""One person on the day: what fits, what a move would do, confirming and undoing."""

from __future__ import annotations

from flask import flash, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import paging
from app.errors import DomainError
from app.fairdays import choosing, placing, queries, seeing
from app.fairdays.blueprint import PERSON, bp
from app.fairdays.forms import ConfirmForm
from app.fields import text
from app.security import allow, me


@bp.get(PERSON)
@allow("coordinator")
def person(ref: str, person: str) -> ResponseReturnValue:
    found = seeing.board(queries.whole(ref, by=me()))
    shown = choosing.shown(found, person, paging.asked("to"))
    return render_template("fairdays/person.html", form=ConfirmForm(), **shown)


@bp.get(f"{PERSON}/consequence")
@allow("coordinator")
def consequence(ref: str, person: str) -> ResponseReturnValue:
    day = queries.whole(ref, by=me())
    told = choosing.told(day, seeing.names(day, person), person, paging.asked("to"))
    return jsonify(possible=told.possible, sentences=told.sentences)


@bp.post(f"{PERSON}/move")
@allow("coordinator")
def move(ref: str, person: str) -> ResponseReturnValue:
    day = queries.find(ref, by=me())
    row = queries.person_on(day, person)
    try:
        found = placing.move(row, choosing.wanted(), by=me())
    except DomainError as error:
        return refused(ref, error)
    flash(choosing.moved(found, seeing.names(queries.whole(ref, by=me()), person)))
    return redirect(url_for(".show", ref=ref, _anchor=f"person-{row.number}"))


@bp.post(f"{PERSON}/confirm")
@allow("coordinator")
def confirm(ref: str, person: str) -> ResponseReturnValue:
    row, form = queries.person_on(queries.find(ref, by=me()), person), ConfirmForm()
    number = row.number
    if not form.validate_on_submit():
        flash(str((form.reason.errors or ["Send this again"])[0]), "error")
        return redirect(url_for(".person", ref=ref, person=person))
    try:
        placing.confirm(row, choosing.wanted("offer"), reason=text(form.reason), by=me())
    except DomainError as error:
        return refused(ref, error)
    flash("Confirmed. Their advisor is asked to talk it through with them.")
    return redirect(url_for(".show", ref=ref, _anchor=f"person-{number}"))


@bp.post(f"{PERSON}/undo")
@allow("coordinator")
def undo(ref: str, person: str) -> ResponseReturnValue:
    row = queries.person_on(queries.find(ref, by=me()), person)
    number = row.number
    try:
        gone = placing.undo(row, by=me())
    except DomainError as error:
        return refused(ref, error)
    kept = "Undone. They have talked about it already, so it stays on their list."
    flash("Undone. It is off their list again." if gone else kept)
    return redirect(url_for(".show", ref=ref, _anchor=f"person-{number}"))


def refused(ref: str, error: DomainError) -> ResponseReturnValue:
    """Go to the top of the day, where it is said what stood in the way."""
    flash(error.words, "error")
    return redirect(url_for(".show", ref=ref))
