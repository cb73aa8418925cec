"""Moving a record: at once, or after a page that asks why."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.errors import DomainError
from app.fields import Form, text
from app.security import allow, me
from app.young_people import services
from app.young_people.blueprint import REF, STAFF, bp
from app.young_people.forms import MOVE_FORMS, ReasonForm
from app.young_people.reading import open_record
from app.young_people.states import YOUNG_PERSON

# What happens after each move, said when it is done.
NEXT = {
    "begin": "Next: ask what they would like to try",
    "ready": "Suggestions are on their way",
    "again": "Nothing is suggested until they are ready",
    "not_now": "You will be reminded on the day you chose",
    "close": "The record is kept, and can be opened again",
    "return": "Next: ask what they would like to try now",
}
ASKS = {line.verb for line in YOUNG_PERSON.moves if line.needs_reason}


@bp.get(f"{REF}/move/<string:verb>")
@allow(*STAFF)
def ask_move(ref: str, verb: str) -> ResponseReturnValue:
    person = open_record(ref)
    line = YOUNG_PERSON.find(person.state, verb)
    if line is None or not line.needs_reason:
        abort(404)
    return render_template("young_people/move.html", person=person, line=line, form=_form(verb))


@bp.post(f"{REF}/move/<string:verb>")
@allow(*STAFF)
def move(ref: str, verb: str) -> ResponseReturnValue:
    person = open_record(ref)
    form = _form(verb)
    line = YOUNG_PERSON.find(person.state, verb)
    if form.validate():
        try:
            services.make_move(person, verb, by=me(), **_why(form))
        except DomainError as error:
            flash(error.words, "error")
        else:
            flash(f"{line.label if line else 'Done'}. {NEXT[verb]}")
        return redirect(url_for(".show", ref=ref))
    return render_template("young_people/move.html", person=person, line=line, form=form), 422


def _form(verb: str) -> Form:
    return MOVE_FORMS.get(verb, ReasonForm)() if verb in ASKS else Form()


def _why(form: Form) -> dict[str, Any]:
    if not isinstance(form, ReasonForm):
        return {}
    return {"reason": text(form.reason), "details": form.details()}
