"""Suggestions for one young person: the list, one pair, decisions, what was ruled out."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.errors import DomainError
from app.matches import pages, queries, runs, services
from app.matches.forms import ReasonForm
from app.matches.models import SuggestionState
from app.matches.states import SUGGESTION
from app.opportunities.models import Opportunity
from app.security import allow, me
from app.states import Move, move_of
from app.young_people import queries as young_people
from app.young_people.models import YoungPerson
from app.young_people.reading import open_record

bp = Blueprint("matches", __name__, url_prefix="/young-people/<string(length=22):ref>/suggestions")
STAFF = ("advisor", "manager")
OFFER = "/<string(length=22):offer>"
# Young people's pages lie below this feature and cannot ask it; their template can.
bp.add_app_template_global(queries.best, "best_suggestions")


@bp.get("")
@allow(*STAFF)
def index(ref: str) -> ResponseReturnValue:
    person = open_record(ref)
    return render_template(
        "matches/index.html", person=person, found=queries.suggestions_for(person)
    )


@bp.get("/ruled-out")
@allow(*STAFF)
def ruled_out(ref: str) -> ResponseReturnValue:
    person = open_record(ref)
    search = request.args.get("q", "").replace("\x00", "").strip()[:100]
    number = request.args.get("page", 1, type=int)
    found = queries.ruled_out(person, search=search, page=number)
    pager = pages.pager(found, ref=ref, search=search)
    return render_template(
        "matches/ruled_out.html", person=person, found=found, pager=pager, search=search
    )


@bp.post("/refresh")
@allow(*STAFF)
def refresh(ref: str) -> ResponseReturnValue:
    person = young_people.find(ref, by=me())
    runs.ask(person.id)
    flash("New suggestions are on their way. They are here within a minute.")
    return redirect(url_for(".index", ref=ref))


@bp.get(OFFER)
@allow(*STAFF)
def show(ref: str, offer: str) -> ResponseReturnValue:
    person = open_record(ref)
    return render_template("matches/show.html", **pages.pair(person, queries.find_offer(offer)))


@bp.route(OFFER + "/add", methods=["GET", "POST"])
@allow(*STAFF)
def add(ref: str, offer: str) -> ResponseReturnValue:
    person, opportunity = open_record(ref), queries.find_offer(offer)
    form = ReasonForm()
    if form.validate_on_submit():
        try:
            services.add(person, opportunity, reason=form.answer(), by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash(f"“{opportunity.title}” is on the shortlist. Talk it through with them next.")
            return redirect(url_for(".index", ref=ref))
    return render_template("matches/add.html", form=form, person=person, opportunity=opportunity)


@bp.post(OFFER + "/<verb>")
@allow(*STAFF)
def act(ref: str, offer: str, verb: str) -> ResponseReturnValue:
    person, opportunity = open_record(ref), queries.find_offer(offer)
    move = move_of(SUGGESTION, verb)
    form = ReasonForm()
    if move.needs_reason and not form.validate_on_submit():
        return asked_why(person, opportunity, move, form)
    try:
        services.act(person, opportunity, verb, by=me(), reason=form.answer() or None)
    except DomainError as error:
        flash(error.words, "error")
    else:
        flash(pages.done(verb, opportunity))
    return redirect(url_for(".show", ref=ref, offer=offer))


@bp.get(OFFER + "/<verb>")
@allow(*STAFF)
def why(ref: str, offer: str, verb: str) -> ResponseReturnValue:
    person, opportunity = open_record(ref), queries.find_offer(offer)
    move = move_of(SUGGESTION, verb)
    if not move.needs_reason:
        return redirect(url_for(".show", ref=ref, offer=offer))
    return asked_why(person, opportunity, move, ReasonForm())


def asked_why(
    person: YoungPerson, opportunity: Opportunity, move: Move[SuggestionState], form: ReasonForm
) -> ResponseReturnValue:
    """Ask for the reason of a decision."""
    return render_template(
        "matches/act.html", form=form, move=move, person=person, opportunity=opportunity
    )
