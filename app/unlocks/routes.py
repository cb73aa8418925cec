"""What would open more: for one young person, and for the whole cohort."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.downloads import download
from app.security import allow
from app.unlocks import exports, pages, queries
from app.young_people.reading import open_record

bp = Blueprint("unlocks", __name__)
STAFF = ("advisor", "manager")
PERSON = "/young-people/<string(length=22):ref>/would-open"
KEY = "/<string(length=12):key>"
# Pages of young people and of suggestions lie below this feature; their templates can ask it.
bp.add_app_template_global(pages.would_open, "would_open")
bp.add_app_template_global(pages.would_lift, "would_lift")


@bp.get(PERSON)
@allow(*STAFF)
def index(ref: str) -> ResponseReturnValue:
    person = open_record(ref)
    return render_template("unlocks/index.html", person=person, found=pages.would_open(person))


@bp.get(PERSON + KEY)
@allow(*STAFF)
def show(ref: str, key: str) -> ResponseReturnValue:
    person = open_record(ref)
    line = pages.would_open(person).find(key)
    if line is None:
        flash("The list has changed meanwhile. This is what would open more now.")
        return redirect(url_for(".index", ref=ref))
    offers = queries.offers(line.numbers)
    return render_template("unlocks/show.html", person=person, line=line, offers=offers)


@bp.get("/unmet-demand")
@allow("coordinator")
def demand() -> ResponseReturnValue:
    found, chosen = queries.standing(), request.args.get("sort", "")
    by = "people" if request.args.get("by") == "people" else "pairs"
    return render_template(
        "unlocks/demand.html",
        demand=found,
        chosen=chosen if chosen in pages.GROUPS else "",
        by=by,
        groups=pages.groups(found, chosen, by=by) if found else [],
        finding=pages.finding(found) if found else "",
        names=pages.NAMES,
    )


@bp.get("/unmet-demand.csv")
@allow("coordinator")
def demand_csv() -> ResponseReturnValue:
    found = queries.standing()
    rows = pages.rows_of_file(found) if found else []
    return download(exports.as_csv(rows), "unmet-demand.csv")


@bp.get("/unmet-demand" + KEY)
@allow("coordinator")
def barrier(key: str) -> ResponseReturnValue:
    found = pages.barrier(queries.standing(), key)
    if found is None:
        abort(404)
    row, offers = found
    return render_template("unlocks/barrier.html", row=row, offers=offers)
