"""Cases: the list, opening one, its page, and the moves that need no more than a click."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import paging, states
from app.downloads import download
from app.errors import DomainError, NotAllowed
from app.fields import text
from app.guarantee import (
    clocks,
    import_pages,
    messages,
    queries,
    reviews,
    seeing,
    services,
    step_pages,
    story,
    team_pages,
    vacancy_pages,
)
from app.guarantee.blueprint import REF, bp
from app.guarantee.forms import CaseForm, ReasonForm
from app.guarantee.models import CaseState, GuaranteeCase
from app.guarantee.states import GUARANTEE
from app.security import allow, me

__all__ = ["bp", "import_pages", "step_pages", "team_pages", "vacancy_pages"]
HEADS = {"name": "Candidate", "vacancy": "Vacancy", "declared": "Declared", "due": "Next promise"}
DONE = {
    "check": "Asked. The leaving-care team answers yes or no next.",
    "ask_again": "Asked again. The leaving-care team answers yes or no next.",
    "guarantee": "The interview is guaranteed. Invite the candidate next.",
    "interview": "Recorded. Say next what came of it.",
    "no_show": "Recorded. You can offer one other date.",
    "offer": "Recorded. Give the candidate feedback next.",
    "not_appointed": "Recorded. Give the candidate feedback next.",
    "close": "The case is closed.",
    "withdraw": "Recorded that the candidate withdrew. Nothing more is to be done.",
}
PANEL = (
    CaseState.INTERVIEW_GUARANTEED,
    CaseState.INVITED,
    CaseState.NO_SHOW,
    CaseState.INTERVIEWED,
)


@bp.get("")
@allow("hr")
def index() -> ResponseReturnValue:
    asked = {name: paging.asked(name) for name in ("search", "state", "clock")}
    wanted = queries.Wanted(**asked, sort=paging.asked("sort") or "due")
    found = seeing.page_of(queries.cases(wanted))
    return render_template(
        "guarantee/index.html",
        found=found,
        wanted=wanted,
        heads=paging.sorting(HEADS, "due"),
        states=CaseState,
        counts=queries.counts(),
        clocks=clocks,
    )


@bp.route("/new", methods=["GET", "POST"])
@allow("hr")
def new() -> ResponseReturnValue:
    choices = queries.vacancy_choices()
    form = CaseForm(vacancy=paging.asked("vacancy"))
    form.offer(choices)
    if form.validate_on_submit():
        try:
            case = services.open_case(form.answers(), by=me())
        except DomainError as error:
            error.show_on(form)
        else:
            flash(f"You opened case {case.number}. Ask the leaving-care team next.")
            return redirect(url_for(".show", ref=case.ref))
    return render_template("guarantee/new.html", form=form, vacancies=choices)


@bp.get(REF)
@allow("hr")
def show(ref: str) -> ResponseReturnValue:
    return render_template("guarantee/show.html", **page(seeing.one(ref)))


def page(case: GuaranteeCase) -> dict[str, Any]:
    """Return what a case's page shows."""
    past = states.history(GUARANTEE, case.id)
    people = queries.names({case.opened_by_id, *(row.by_id for row in past if row.by_id)})
    return {
        "case": case,
        "steps": story.steps(case, past),
        "next_words": story.next_words(case),
        "moves": story.moves(case, me()),
        "grid": story.grid(case),
        "history": story.timeline(case, past, people),
        "clocks": clocks,
        "may_review": reviews.may_review(case, me()),
        "may_mark": case.state == CaseState.CRITERIA_CHECK,
        "for_panel": case.state in PANEL,
    }


@bp.get(REF + "/interview.ics")
@allow("hr")
def calendar(ref: str) -> ResponseReturnValue:
    case = seeing.one(ref)
    if case.interview_at is None:
        raise NotAllowed("This interview has no date yet, so there is no calendar file")
    return download(messages.calendar_file(case), "interview.ics")


@bp.get(REF + "/panel-note")
@allow("hr")
def panel_note(ref: str) -> ResponseReturnValue:
    case = seeing.one(ref)
    if case.state not in PANEL:
        raise NotAllowed("There is a note for the panel once the interview is guaranteed")
    return render_template("guarantee/panel_note.html", case=case)


@bp.route(REF + "/<verb>", methods=["GET", "POST"])
@allow("hr")
def act(ref: str, verb: str) -> ResponseReturnValue:
    move, case = states.move_of(GUARANTEE, verb), seeing.one(ref)
    move = GUARANTEE.find(case.state, verb) or move
    form = ReasonForm()
    asked = move.needs_reason and not form.validate_on_submit()
    if asked or request.method == "GET":
        return render_template("guarantee/act.html", form=form, move=move, case=case)
    try:
        services.act(case, verb, by=me(), reason=text(form.reason) if move.needs_reason else None)
    except DomainError as error:
        flash(error.words, "error")
    else:
        flash(DONE[verb])
    return redirect(url_for(".show", ref=ref))
