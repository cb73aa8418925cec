"""Dated tables: what holds, what comes, and changes that two people make."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.errors import DomainError
from app.security import allow, me
from app.settings import changing, pages, tables
from app.settings.forms import ReasonForm, row_form

bp = Blueprint("settings", __name__, url_prefix="/settings")
bp.add_app_template_filter(tables.said, "row_words")
bp.add_app_template_filter(tables.in_brief, "row_brief")
TABLE = "/<string(maxlength=40):name>"
ROW = "/rows/<string(length=22):ref>"
DONE = {
    "confirm": "Confirmed. It holds from its first day",
    "take_back": "Taken back. Nothing has changed",
}


@bp.get("")
@allow("coordinator", "admin")
def index() -> ResponseReturnValue:
    waiting = [(row, tables.find(row.table_name)) for row in changing.waiting()]
    return render_template("settings/index.html", overviews=pages.overviews(), waiting=waiting)


@bp.get(TABLE)
@allow("coordinator", "admin")
def table(name: str) -> ResponseReturnValue:
    found = tables.find(name)
    groups, history = pages.entries(found), pages.history(found)
    return render_template("settings/table.html", table=found, groups=groups, history=history)


@bp.route(f"{TABLE}/propose", methods=["GET", "POST"])
@allow("coordinator", "admin")
def propose(name: str) -> ResponseReturnValue:
    found, key = tables.find(name), request.args.get("key", "")[:80]
    start = pages.starting_point(found, key, new_law="new" in request.args)
    form = row_form(found, key, start)
    if form.validate_on_submit():
        try:
            row = changing.propose(name, form.answers(key), by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            return redirect(url_for(".row", ref=row.ref))
    shown = {"table": found, "form": form, "title": pages.title(found, key)}
    shown |= {"start": start, "group": found.groups().get(key)}
    return render_template("settings/propose.html", **shown)


@bp.get(ROW)
@allow("coordinator", "admin")
def row(ref: str) -> ResponseReturnValue:
    return render_template("settings/row.html", **pages.one(changing.find(ref), by=me()))


@bp.post(f"{ROW}/<any(confirm, take_back):verb>")
@allow("coordinator", "admin")
def act(ref: str, verb: str) -> ResponseReturnValue:
    try:
        changing.confirm(ref, by=me()) if verb == "confirm" else changing.take_back(ref, by=me())
    except DomainError as error:
        flash(error.words, "error")
    else:
        flash(DONE[verb])
    return redirect(url_for(".row", ref=ref))


@bp.route(f"{ROW}/send_back", methods=["GET", "POST"])
@allow("coordinator", "admin")
def send_back(ref: str) -> ResponseReturnValue:
    form, found = ReasonForm(), changing.find(ref)
    if form.validate_on_submit():
        try:
            changing.send_back(ref, reason=form.answer(), by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash("Sent back. The person who proposed it can read why")
            return redirect(url_for(".row", ref=ref))
    return render_template("settings/send_back.html", form=form, row=found)
