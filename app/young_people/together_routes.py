"""What can be done for several young people at once, and notes about one or several."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.downloads import download
from app.fields import text
from app.filters import plural
from app.security import allow, me
from app.young_people import caseload, exports, notes, queries, together
from app.young_people.blueprint import REF, STAFF, bp
from app.young_people.caseload import View
from app.young_people.forms import NoteForm
from app.young_people.helping import Sounds, sounds_like_health
from app.young_people.models import YoungPerson
from app.young_people.reading import open_record, seen

WAYS = {"note": ".note_together", "sheets": "sheets.several", "file": ".file_together"}


@bp.post("/together")
@allow(*STAFF)
def choose_together() -> ResponseReturnValue:
    where = WAYS.get(request.form.get("do", ""))
    if where is None or not together.choose(request.form.getlist("people")):
        flash("Tick at least one young person first", "error")
        return redirect(url_for(".index"))
    return redirect(url_for(where))


@bp.route("/together/note", methods=["GET", "POST"])
@allow(*STAFF)
def note_together() -> ResponseReturnValue:
    return _note(together.chosen(me()), url_for(".index"))


@bp.route(f"{REF}/notes/new", methods=["GET", "POST"])
@allow(*STAFF)
def note(ref: str) -> ResponseReturnValue:
    # From the list back to the list, from the record back to the record.
    listed = request.args.get("back") == "list"
    return _note([open_record(ref)], url_for(".index") if listed else url_for(".show", ref=ref))


def _note(people: list[YoungPerson], home: str) -> ResponseReturnValue:
    form, sounds = NoteForm(), list[Sounds]()
    if form.validate_on_submit() and "as_it_is" not in request.form:
        sounds = sounds_like_health(text(form.words))
    if form.validate_on_submit() and not sounds:
        count = notes.write(people, text(form.words), contact=form.contact.data, by=me())
        flash(f"Your note is on {plural(count, 'record')}" if count > 1 else "Your note is saved")
        return redirect(home)
    seen(person.ref for person in people)
    shown = render_template(
        "young_people/note.html", form=form, people=people, home=home, sounds=sounds
    )
    return shown, 422 if form.errors or sounds else 200


@bp.get("/together/file")
@allow(*STAFF)
def file_together() -> ResponseReturnValue:
    wanted = {person.ref for person in together.chosen(me())}
    everybody = caseload.own_lines(me(), queries.visible_to(me()))
    lines = [line for line in caseload.chosen(everybody, View(sort="name")) if line.ref in wanted]
    seen(line.ref for line in lines)
    return download("\ufeff" + exports.as_csv(lines), "chosen.csv")
