"""Sheets to print and talk through: one young person’s, or several at once."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from app.matches import sheets
from app.security import allow, me
from app.young_people import queries, reading, together

bp = Blueprint("sheets", __name__, url_prefix="/young-people")
STAFF = ("advisor", "manager")


@bp.get("/<string(length=22):ref>/suggestions/sheet")
@allow(*STAFF)
def one(ref: str) -> ResponseReturnValue:
    person = reading.open_record(ref, *queries.INTERESTS, *queries.CONSENTS)
    home = url_for("matches.index", ref=ref)
    return render_template("matches/sheet.html", found=[sheets.of(person)], home=home)


@bp.get("/together/sheets")
@allow(*STAFF)
def several() -> ResponseReturnValue:
    people = together.chosen(me())
    reading.seen(person.ref for person in people)
    home = url_for("young_people.index")
    found = [sheets.of(person) for person in people]
    return render_template("matches/sheet.html", found=found, home=home)
