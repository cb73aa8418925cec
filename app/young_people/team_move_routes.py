"""Offering young people to another team, and answering such an offer."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.errors import DomainError
from app.fields import Form, text
from app.filters import plural
from app.security import allow, me
from app.young_people import plans, queries, team_moves
from app.young_people.blueprint import bp
from app.young_people.cover_forms import OfferForm, ReasonForm, TakersForm
from app.young_people.models import TeamMove
from app.young_people.passing import TEAM_MOVE
from app.young_people.reading import seen

ADVISOR = "/team/<string(length=22):advisor>"
ONE = "/team/moves/<string(length=22):move>"
VERB = f"{ONE}/<any(decline, take_back):verb>"
DONE = {
    "decline": "You said no, and why. The other team has been told",
    "take_back": "You took it back. Nobody was moved",
}


@bp.route(f"{ADVISOR}/to-another-team", methods=["GET", "POST"])
@allow("manager")
def to_another_team(advisor: str) -> ResponseReturnValue:
    frm = queries.member_of_team(advisor, manager=me())
    people, teams = plans.people_of(frm, manager=me()), team_moves.other_teams(me())
    form = OfferForm.asking(teams, people)
    if people and teams and form.validate_on_submit():
        try:
            row = team_moves.offer(form.offer(teams, people), by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash(f"Offered to {row.to_team.name}. Until they take them in, nothing changes")
            return redirect(url_for(".show_team_move", move=row.ref))
    seen(person.ref for person in people)
    return render_template("young_people/to_another_team.html", form=form, frm=frm)


@bp.route(ONE, methods=["GET", "POST"])
@allow("manager")
def show_team_move(move: str) -> ResponseReturnValue:
    row = team_moves.find(move, by=me())
    form = TakersForm()
    advisors = queries.advisors_of(me())
    form.to.choices = [(user.ref, user.name) for user in advisors]
    if form.validate_on_submit():
        return _take_in(row, form)
    return _page(row, form)


def _page(row: TeamMove, form: TakersForm) -> str:
    ours = row.from_team_id == me().team_id
    people = team_moves.people_of(row) if ours else []
    seen(person.ref for person in people)
    wanted = {"take_back"} if ours else {"decline"}
    moves = [line for line in TEAM_MOVE.allowed(row, role="manager") if line.verb in wanted]
    return render_template(
        "young_people/team_move.html", row=row, form=form, ours=ours, people=people, moves=moves
    )


def _take_in(row: TeamMove, form: TakersForm) -> ResponseReturnValue:
    to = [user for user in queries.advisors_of(me()) if user.ref in (form.to.data or ())]
    try:
        count = team_moves.take_in(row, to, by=me())
    except DomainError as error:
        flash(error.words, "error")
    else:
        flash(f"{plural(count, 'young person is', 'young people are')} in your team now")
    return redirect(url_for(".show_team_move", move=row.ref))


@bp.get(VERB)
@allow("manager")
def ask_team_move(move: str, verb: str) -> ResponseReturnValue:
    row = team_moves.find(move, by=me())
    line = TEAM_MOVE.find(row.state, verb)
    if line is None or not line.needs_reason or row.from_team_id == me().team_id:
        abort(404)
    return _why(row, ReasonForm())


def _why(row: TeamMove, form: Form) -> str:
    return render_template("young_people/decline_team_move.html", row=row, form=form)


@bp.post(VERB)
@allow("manager")
def answer_team_move(move: str, verb: str) -> ResponseReturnValue:
    row = team_moves.find(move, by=me())
    form = ReasonForm() if verb == "decline" else Form()
    if not form.validate():
        return _why(row, form), 422
    reason = text(form.reason) if isinstance(form, ReasonForm) else None
    try:
        team_moves.make_move(row, verb, by=me(), reason=reason)
    except DomainError as error:
        flash(error.words, "error")
    else:
        flash(DONE[verb])
    return redirect(url_for(".team"))
