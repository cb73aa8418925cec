"""Changing a record, one subject on each page; a save that comes too late loses nothing."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.errors import DomainError, Stale
from app.security import allow, me
from app.settings import services as settings
from app.young_people import choices, queries, services
from app.young_people.blueprint import REF, STAFF, bp
from app.young_people.models import YoungPerson
from app.young_people.questions import Questions
from app.young_people.reading import open_record
from app.young_people.sheets import READY, Interests
from app.young_people.subjects import PAGES

SUBJECTS: dict[str, type[Questions]] = {**PAGES, "ready": READY}
OWN_TEMPLATE = {"qualifications", "ready"}


@bp.route(f"{REF}/change/<string:subject>", methods=["GET", "POST"])
@allow(*STAFF)
def edit(ref: str, subject: str) -> ResponseReturnValue:
    if subject not in SUBJECTS:
        abort(404)
    person = open_record(ref)
    form = SUBJECTS[subject].on(person)
    if form.validate_on_submit():
        if "as_it_is" not in request.form and (sounds := form.sounds()):
            return _page(person, form, subject, status=422, sounds=sounds)
        try:
            services.change(person, form.answers(), version=form.seen_version, by=me())
        except DomainError as error:
            return _refused(person, form, error, subject)
        return _saved(person, form)
    return _page(person, form, subject)


@bp.route(f"{REF}/change/interests", methods=["GET", "POST"])
@allow(*STAFF)
def interests(ref: str) -> ResponseReturnValue:
    person = open_record(ref, *queries.INTERESTS)
    sectors = settings.sectors()
    form = Interests.about([(sector.key, sector.name) for sector in sectors]).on(person)
    if form.validate_on_submit():
        try:
            version = form.seen_version
            services.save_interests(person, form.levels(), form.said(), version=version, by=me())
        except DomainError as error:
            return _refused(person, form, error, "interests", sectors=settings.sectors())
        return _saved(person, form)
    return _page(person, form, "interests", sectors=sectors)


@bp.post(f"{REF}/ready/<string:item>/<string:state>")
@allow(*STAFF)
def tick(ref: str, item: str, state: str) -> ResponseReturnValue:
    if item not in choices.CHECKLIST or state not in dict(choices.PROGRESS):
        abort(404)
    person = open_record(ref)
    ticked = {"checklist": {**person.checklist, item: state}}
    try:
        services.change(person, ticked, version=person.version, by=me())
    except DomainError as error:
        flash(error.words, "error")
    return redirect(url_for(".section", ref=ref, name="ready", _anchor=item))


def _saved(person: YoungPerson, form: Questions) -> ResponseReturnValue:
    flash(f"Saved: {form.title[:1].lower()}{form.title[1:]}")
    return redirect(url_for(".section", ref=person.ref, name=form.back_to))


def _refused(
    person: YoungPerson, form: Questions, error: DomainError, subject: str, **more: object
) -> ResponseReturnValue:
    error.show_on(form)
    if not isinstance(error, Stale):
        return _page(person, form, subject, status=422, **more)
    # The next save is compared with what is on the screen now.
    differences = form.differences(person)
    form.compare_with(person)
    return _page(person, form, subject, status=409, differences=differences, **more)


def _page(
    person: YoungPerson, form: Questions, subject: str, *, status: int = 0, **more: object
) -> ResponseReturnValue:
    own = subject in OWN_TEMPLATE or subject == "interests"
    file = f"edit_{subject}" if own else "edit"
    shown = render_template(f"young_people/{file}.html", person=person, form=form, **more)
    return shown, status or (422 if form.errors else 200)
