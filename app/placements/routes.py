"""The list, one placement, its card; the other files named …_routes hang on the same blueprint."""

from __future__ import annotations

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from app import paging
from app.accounts.models import Role
from app.downloads import download
from app.introductions.forms import SearchForm
from app.placements import agree_routes, calendars, follow_routes, pages, queries, step_routes
from app.placements.blueprint import EITHER, REF, bp
from app.placements.models import Placement
from app.security import allow, me
from app.young_people.reading import seen

__all__ = ["agree_routes", "bp", "follow_routes", "step_routes"]

SEARCH = "placements.search"


@bp.get("")
@allow(*EITHER)
def index() -> ResponseReturnValue:
    words = str(session.get(SEARCH, "")) if paging.asked("search") else ""
    shown = pages.index(paging.asked("tab"), words, me())
    seen(dict.fromkeys(row.young_person.ref for row, _, _ in shown["lines"]))
    return render_template("placements/index.html", search=SearchForm(None, q=words), **shown)


@bp.post("/search")
@allow("advisor", "manager")
def search() -> ResponseReturnValue:
    # What was searched for stays in the session: names belong in no address and no log.
    form = SearchForm()
    if not form.validate():
        flash("Enter a shorter name", "error")
        return redirect(url_for(".index"))
    session[SEARCH] = form.q.data or ""
    return redirect(url_for(".index", search="1") if form.q.data else url_for(".index"))


def open_(ref: str) -> Placement:
    """Return a placement for the page that is being answered, and write down who reads it."""
    row = queries.find(ref, by=me())
    seen([row.young_person.ref])
    return row


@bp.get(REF)
@allow(*EITHER)
def show(ref: str) -> ResponseReturnValue:
    shown = pages.show(open_(ref), me())
    side = "employer" if me().role == Role.BUSINESS else "staff"
    return render_template(f"placements/show_{side}.html", **shown)


@bp.get(f"{REF}/day-one")
@allow(*EITHER)
def day_one(ref: str) -> ResponseReturnValue:
    return render_template("placements/day_one.html", **pages.day_one(open_(ref), me()))


@bp.get(f"{REF}/first-day.ics")
@allow(*EITHER)
def calendar(ref: str) -> ResponseReturnValue:
    row = queries.find(ref, by=me())
    if row.start is None or (me().role == Role.BUSINESS and not pages.may_see(row)):
        return redirect(url_for(".show", ref=ref))
    return download(calendars.first_day(row), "first-day.ics")
