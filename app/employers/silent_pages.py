"""The coordinator’s pages for organisations that have gone quiet: who, why, and what was tried."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import paging
from app.employers import services, silence
from app.employers.blueprint import REF, bp
from app.employers.desk_forms import ContactForm
from app.errors import DomainError
from app.security import allow, me


@bp.get("/employers/silent")
@allow("coordinator")
def silent() -> ResponseReturnValue:
    rows, kind = silence.silent(), paging.asked("kind")
    counted = {"": len(rows), **silence.counts(rows)}
    names = {"": "All", **silence.KINDS}
    return render_template(
        "employers/silent.html",
        found=paging.cut(silence.showing(rows, kind), paging.asked_page()),
        outcomes=silence.OUTCOMES,
        tabs=[
            (names[key], url_for(".silent", kind=key or None), kind == key, counted[key])
            for key in names
        ],
        total=len(rows),
    )


@bp.route(f"/employers/{REF}/contact", methods=["GET", "POST"])
@allow("coordinator")
def contact(ref: str) -> ResponseReturnValue:
    employer = services.find(ref)
    form = ContactForm(next_on=silence.call_again_on())
    if form.validate_on_submit():
        silence.log(employer, form.answers(), by=me())
        flash(f"Noted what you did about {employer.name}.")
        return redirect(url_for(".silent"))
    return render_template(
        "employers/contact.html",
        form=form,
        employer=employer,
        people=services.contacts(employer),
        past=silence.contacts_of(employer),
        words=silence.HOW | silence.OUTCOMES,
    )


@bp.post(f"/employers/{REF}/remind")
@allow("coordinator")
def remind(ref: str) -> ResponseReturnValue:
    employer = services.find(ref)
    try:
        silence.remind(employer, by=me())
    except DomainError as error:
        flash(error.words, "error")
    else:
        flash(f"A reminder is on its way to {employer.name}.")
    return redirect(url_for(".silent"))
