"""Steps of a case that need answers: the grid, the second review, the interview, feedback, reasons."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import states
from app.errors import DomainError
from app.fields import text
from app.guarantee import clocks, reviews, seeing, services, story
from app.guarantee.blueprint import REF, bp
from app.guarantee.forms import BreachForm, FeedbackForm, GridForm, InterviewForm, ReviewForm
from app.guarantee.forms import VersionedForm as Versioned
from app.guarantee.models import GuaranteeCase
from app.guarantee.states import GUARANTEE, counting
from app.security import allow, me

INTERVIEWS = {"invite": "Record the invitation", "rebook": "Offer another date"}


def finish(
    case: GuaranteeCase, form: Versioned, done: str, work: Callable[[], object]
) -> ResponseReturnValue | None:
    """Do the work and go back to the case; None, with the error on the form, when it is refused."""
    try:
        work()
    except DomainError as error:
        form.refused(error, case)
        return None
    flash(done)
    return redirect(url_for("guarantee.show", ref=case.ref))


def shown(template: str, case: GuaranteeCase, form: Versioned, **more: Any) -> ResponseReturnValue:
    """Return the page with its form; 409 when somebody else saved first."""
    return render_template(f"guarantee/{template}.html", case=case, form=form, **more), form.status


@bp.route(REF + "/grid", methods=["GET", "POST"])
@allow("hr")
def grid(ref: str) -> ResponseReturnValue:
    case = seeing.one(ref)
    deciding = {line.id for line in counting(case)}
    form = GridForm.about(case.vacancy.criteria, deciding).on(case, **GridForm.stored(case))
    if form.validate_on_submit():
        answers, version = form.answers(), form.seen()
        done = "The grid is saved. The decision follows from it."
        answer = finish(
            case, form, done, lambda: services.mark(case, answers, version=version, by=me())
        )
        if answer:
            return answer
    return shown("grid", case, form, deciding=deciding)


@bp.route(REF + "/refuse", methods=["GET", "POST"])
@allow("hr")
def refuse(ref: str) -> ResponseReturnValue:
    case = seeing.one(ref)
    form = FeedbackForm.on(case, feedback=case.feedback)
    if form.validate_on_submit():
        words, version = text(form.feedback), form.seen()
        done = "A colleague in HR gives the second review next. Nobody is told anything before."
        answer = finish(
            case, form, done, lambda: reviews.ask(case, words, version=version, by=me())
        )
        if answer:
            return answer
    return shown("refuse", case, form, grid=story.grid(case))


@bp.route(REF + "/second-review", methods=["GET", "POST"])
@allow("hr")
def second_review(ref: str) -> ResponseReturnValue:
    case = seeing.one(ref)
    form = ReviewForm.on(case)
    if form.validate_on_submit():
        agrees = form.view.data == "agree"
        answer = finish(case, form, REVIEWED[agrees], lambda: review(case, form))
        if answer:
            return answer
    # What somebody typed stays on the page, even when nobody asks for it any more.
    asked = reviews.may_review(case, me()) or form.is_submitted()
    return shown("second_review", case, form, grid=story.grid(case), may_review=asked)


REVIEWED = {
    True: "You agreed, so the case is decided. HR gives the candidate the feedback next.",
    False: "Your view is on the case. The first reviewer looks at the grid again next.",
}


def review(case: GuaranteeCase, form: ReviewForm) -> None:
    """Record the second reviewer's view."""
    if form.view.data == "agree":
        reviews.agree(case, version=form.seen(), by=me())
    else:
        reviews.disagree(case, text(form.words), version=form.seen(), by=me())


@bp.route(REF + "/<any(invite, rebook):verb>", methods=["GET", "POST"])
@allow("hr")
def invite(ref: str, verb: str) -> ResponseReturnValue:
    case = seeing.one(ref)
    form = InterviewForm.on(case)
    if form.validate_on_submit():
        new, version = form.answers(), form.seen()
        done = "Recorded. The interview is in your email as a calendar file you can pass on."
        answer = finish(
            case,
            form,
            done,
            lambda: services.invite(case, new, verb=verb, version=version, by=me()),
        )
        if answer:
            return answer
    return shown("interview", case, form, title=INTERVIEWS[verb])


@bp.route(REF + "/change-interview", methods=["GET", "POST"])
@allow("hr")
def change_interview(ref: str) -> ResponseReturnValue:
    case = seeing.one(ref)
    form = InterviewForm.on(case, **InterviewForm.stored(case))
    if form.validate_on_submit():
        new, version = form.answers(), form.seen()
        done = "Changed. Tell the candidate and the panel; the new calendar file is in your email."
        answer = finish(
            case, form, done, lambda: services.change_interview(case, new, version=version, by=me())
        )
        if answer:
            return answer
    return shown("interview", case, form, title="Change the interview")


@bp.route(REF + "/feed_back", methods=["GET", "POST"])
@allow("hr")
def feed_back(ref: str) -> ResponseReturnValue:
    case = seeing.one(ref)
    form = FeedbackForm.on(case, feedback=case.feedback)
    if form.validate_on_submit():
        words, version = text(form.feedback), form.seen()
        done = (
            "Recorded that the feedback has been given. Close the case when nothing is left to do."
        )
        answer = finish(
            case, form, done, lambda: services.give_feedback(case, words, version=version, by=me())
        )
        if answer:
            return answer
    return shown("feedback", case, form, move=states.move_of(GUARANTEE, "feed_back"))


@bp.route(REF + "/late/<any(decision, invitation, feedback):name>", methods=["GET", "POST"])
@allow("hr")
def breach(ref: str, name: str) -> ResponseReturnValue:
    case = seeing.one(ref)
    row = clocks.broken(case, name)
    form = BreachForm.on(case, reason=row.breach_reason)
    if form.validate_on_submit():
        why, version = text(form.reason), form.seen()
        work = partial(services.explain_breach, case, name, why, version=version, by=me())
        if answer := finish(case, form, f"Noted why the {name} was late.", work):
            return answer
    return shown("breach", case, form, row=row, late=clocks.days_late(row))
