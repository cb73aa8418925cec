"""Fair days: the list, planning one, its page, moving it on, opening the names."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import paging, states
from app.errors import DomainError
from app.fairdays import (
    offer_pages,
    own_pages,
    people_pages,
    person_pages,
    queries,
    seeing,
    services,
    sheet_pages,
)
from app.fairdays.blueprint import REF, bp
from app.fairdays.forms import DayForm, ReasonForm
from app.fairdays.models import FairDayState
from app.fairdays.states import FAIR_DAY
from app.fields import text
from app.security import allow, me

__all__ = ["bp", "offer_pages", "own_pages", "people_pages", "person_pages", "sheet_pages"]
DONE = {
    "draw": "Drawn. Look at both, then choose which one to start from.",
    "change": "You can change who comes and what is offered. Draw again afterwards.",
    "start_stable": "You start from the stable one. Change what you like, then confirm person by person.",
    "start_optimal": "You start from the best total. Change what you like, then confirm person by person.",
    "compare": "Nothing is proposed any more. Look at both again.",
    "finish": "The day is done. Advisors keep what was confirmed.",
    "cancel": "The day is cancelled, and what was confirmed is taken back.",
}


@bp.get("")
@allow("coordinator", "advisor", "manager")
def index() -> ResponseReturnValue:
    asked = {name: paging.asked(name) for name in ("search", "state")}
    found = paging.page_of(queries.listed(me(), **asked), paging.asked_page())
    return render_template(
        "fairdays/index.html",
        found=found,
        asked=asked,
        counts=queries.counts(found.rows),
        states=FairDayState,
    )


@bp.route("/new", methods=["GET", "POST"])
@allow("coordinator")
def new() -> ResponseReturnValue:
    form = DayForm()
    if form.validate_on_submit():
        day = services.create(form.answers(), by=me())
        flash(f"{day.name} is planned. Choose what is offered next.")
        return redirect(url_for(".offers", ref=day.ref))
    return render_template("fairdays/edit.html", form=form, day=None)


@bp.route(f"{REF}/edit", methods=["GET", "POST"])
@allow("coordinator")
def edit(ref: str) -> ResponseReturnValue:
    day = queries.find(ref, by=me())
    form = DayForm(obj=day)
    if form.validate_on_submit():
        services.edit(day, form.answers(), by=me())
        flash("Saved.")
        return redirect(url_for(".show", ref=ref))
    return render_template("fairdays/edit.html", form=form, day=day)


@bp.get(REF)
@allow("coordinator")
def show(ref: str) -> ResponseReturnValue:
    day = queries.whole(ref, by=me())
    moves = seeing.moves(day)
    if day.state == FairDayState.PLANNED:
        return render_template("fairdays/planned.html", day=day, moves=moves)
    page = "drawn" if day.state == FairDayState.DRAWN else "board"
    search = paging.asked("search")
    return render_template(
        f"fairdays/{page}.html", day=day, moves=moves, board=seeing.board(day), search=search
    )


@bp.get(f"{REF}/both")
@allow("coordinator")
def both(ref: str) -> ResponseReturnValue:
    day = queries.whole(ref, by=me())
    if day.drawn_at is None or day.state == FairDayState.PLANNED:
        return redirect(url_for(".show", ref=ref))
    return render_template("fairdays/drawn.html", day=day, moves=(), board=seeing.board(day))


@bp.route(f"{REF}/names", methods=["GET", "POST"])
@allow("coordinator")
def names(ref: str) -> ResponseReturnValue:
    day, form = queries.find(ref, by=me()), ReasonForm()
    if form.validate_on_submit():
        services.open_names(day, reason=text(form.reason), by=me())
        flash("You see first names on this day until midnight. Your reason is kept.")
        return redirect(url_for(".show", ref=ref))
    return render_template("fairdays/names.html", form=form, day=day)


VERBS = ", ".join(sorted(DONE))


@bp.route(f"{REF}/<any({VERBS}):verb>", methods=["GET", "POST"])
@allow("coordinator")
def act(ref: str, verb: str) -> ResponseReturnValue:
    day, move, form = queries.find(ref, by=me()), states.move_of(FAIR_DAY, verb), ReasonForm()
    sent = form.is_submitted() and (not move.needs_reason or form.validate())
    if not sent:
        return render_template("fairdays/act.html", form=form, move=move, day=day)
    try:
        services.act(day, verb, by=me(), reason=text(form.reason) or None)
    except DomainError as error:
        flash(error.words, "error")
    else:
        flash(DONE[verb])
    return redirect(url_for(".show", ref=ref))
