"""From the first day to the review: start, note, end, how it went."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts.models import Role
from app.errors import DomainError
from app.placements import pages, queries, services
from app.placements.blueprint import EITHER, REF, STAFF, bp
from app.placements.forms import (
    CompleteForm,
    DidNotStartForm,
    EndEarlyForm,
    NoteForm,
    ReviewForm,
    StartForm,
)
from app.placements.models import Party, Placement
from app.security import allow, me
from app.young_people.reading import seen


def _open(ref: str) -> Placement:
    row = queries.find(ref, by=me())
    seen([row.young_person.ref])
    return row


def _step(
    row: Placement, form: Any, do: Callable[[], object], done: str, words: dict[str, str]
) -> ResponseReturnValue:
    if form.validate_on_submit():
        try:
            do()
        except DomainError as error:
            error.show_on(form)
        else:
            flash(done)
            return redirect(url_for(".show", ref=row.ref))
    page = render_template(
        "placements/step.html", form=form, it=row, name=pages.name(row, me()), **words
    )
    return page, 422 if form.errors or form.form_errors else 200


@bp.route(f"{REF}/start", methods=["GET", "POST"])
@allow(*EITHER)
def start(ref: str) -> ResponseReturnValue:
    row = _open(ref)
    form = StartForm.of(row)
    words = {"title": "It has started", "button": "Record the start"}
    done = "It is under way. Follow-ups come due by themselves"
    return _step(row, form, lambda: services.start(row, form.when(), by=me()), done, words)


@bp.route(f"{REF}/complete", methods=["GET", "POST"])
@allow(*EITHER)
def complete(ref: str) -> ResponseReturnValue:
    row = _open(ref)
    form = CompleteForm.of(row)
    words = {"title": "It is finished", "button": "Record the end"}
    done = "Well done, everybody. Next: say how it went"
    return _step(row, form, lambda: services.complete(row, form.answers(), by=me()), done, words)


@bp.route(f"{REF}/end-early", methods=["GET", "POST"])
@allow(*EITHER)
def end_early(ref: str) -> ResponseReturnValue:
    row = _open(ref)
    form = EndEarlyForm.of(row)
    words = {"title": "It ended early", "button": "Record that it ended early"}
    done = "Recorded. It still counts: say how it went"
    return _step(row, form, lambda: services.end_early(row, form.answers(), by=me()), done, words)


@bp.route(f"{REF}/did-not-start", methods=["GET", "POST"])
@allow(*STAFF)
def did_not_start(ref: str) -> ResponseReturnValue:
    row, form = _open(ref), DidNotStartForm()
    words = {"title": "It did not start", "button": "Record that it did not start"}
    done = "Recorded. The place is free again"
    return _step(
        row, form, lambda: services.did_not_start(row, form.answers(), by=me()), done, words
    )


@bp.route(f"{REF}/note", methods=["GET", "POST"])
@allow(*EITHER)
def note(ref: str) -> ResponseReturnValue:
    row, form = _open(ref), NoteForm()
    own = me().role == Role.BUSINESS
    party = Party.EMPLOYER if own else Party.YOUNG_PERSON
    if own:
        del form.wants_to_talk
    words = {"title": "How is it going?", "button": "Save"}
    return _step(
        row, form, lambda: services.note(row, party, form.answers(), by=me()), "Saved", words
    )


@bp.route(f"{REF}/review/<any(young_person, employer):party>", methods=["GET", "POST"])
@allow(*EITHER)
def review(ref: str, party: str) -> ResponseReturnValue:
    if me().role == Role.BUSINESS and party != Party.EMPLOYER:
        abort(404)
    row, form = _open(ref), ReviewForm()
    side = Party(party)
    words = {"title": "How did it go?", "button": "Save", "side": side.value}
    done = "Thank you. That helps whoever comes next"
    return _step(
        row, form, lambda: services.review(row, side, form.answers(), by=me()), done, words
    )
