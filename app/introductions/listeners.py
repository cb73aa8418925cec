"""What this feature does when something moves below it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, or_, select

from app import db
from app.employers.signals import Owed, asked_who_owes_answers
from app.introductions import queries, responsiveness, services, story, yeses
from app.introductions.choices import ENDED
from app.introductions.models import Introduction
from app.introductions.models import IntroductionState as S
from app.introductions.states import BEFORE, OPEN
from app.introductions.turns import waiting
from app.opportunities.models import Opportunity
from app.opportunities.signals import asked_if_used
from app.states import moved
from app.young_people import signals
from app.young_people.models import Purpose

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.models import User
    from app.young_people.models import Consent, YoungPerson
    from app.young_people.signals import Event, Span, Waiting

GONE = {
    ("opportunity", "withdraw"): "The council took the offer down",
    ("employer", "suspend"): "The council paused this employer",
}
UNDER_WAY = (*OPEN, S.NO_RESPONSE)


def listen() -> None:
    """Follow agreements that end, young people who are handed over, offers that are taken down."""
    signals.consent_ended.connect(_consent_ended)
    signals.handed_over.connect(_handed_over)
    signals.asked_whose_turn.connect(_whose_turn)
    signals.asked_whose_turn.connect(_said_yes)
    signals.asked_for_story.connect(_story)
    signals.asked_for_spans.connect(_spans)
    signals.asked_what_goes_along.connect(_under_way)
    signals.asked_what_happened.connect(_happened)
    moved.connect(_something_moved)
    asked_if_used.connect(_used)
    asked_who_owes_answers.connect(_owing)


def _owing(_: object) -> dict[int, Owed]:
    return {
        one.employer.id: Owed(one.waiting + one.gave_up, one.since)
        for one in responsiveness.silent()
    }


def _used(_: object, *, offers: list[int]) -> set[int]:
    """Return which of these offers anybody has been introduced for."""
    wanted = set(offers)
    rows = db.session.scalars(select(Introduction.opportunity_id).distinct())
    return {number for number in rows if number in wanted}


def _consent_ended(consent: Consent, **_: Any) -> None:
    if consent.purpose == Purpose.SHARE:
        of_employer = Opportunity.employer_id == consent.employer_id
        person = Introduction.young_person_id == consent.young_person_id
        _end(of_employer & person, ENDED)


def _something_moved(subject: Any, *, machine: str, move: Any, **_: Any) -> None:
    why = GONE.get((machine, move.verb))
    if why:
        column = Opportunity.id if machine == "opportunity" else Opportunity.employer_id
        _end(column == subject.id, why)


def _end(which: ColumnElement[bool], why: str) -> None:
    statement = (
        select(Introduction)
        .join(Opportunity, Opportunity.id == Introduction.opportunity_id)
        .where(which, Introduction.state.in_(UNDER_WAY))
        .order_by(Introduction.young_person_id, Introduction.id)
    )
    for row in db.session.scalars(statement).all():
        held = queries.hold(row, by=None)
        if held.state in UNDER_WAY:
            services.close(held, "withdraw", by=None, reason=why)


def _handed_over(person: YoungPerson, *, to: User, **_: Any) -> None:
    statement = select(Introduction).where(
        Introduction.young_person_id == person.id, Introduction.state.in_((*BEFORE, *UNDER_WAY))
    )
    for row in db.session.scalars(statement):
        row.advisor_id = to.id


def _whose_turn(_: object, *, people: list[int]) -> dict[int, Waiting]:
    untold = (Introduction.state == S.NOT_SUCCESSFUL) & Introduction.told_at.is_(None)
    statement = (
        select(Introduction)
        .where(Introduction.young_person_id.in_(people))
        .where(or_(Introduction.state.in_((*BEFORE, *UNDER_WAY)), untold))
        .options(*queries.IN_LIST)
    )
    found: dict[int, Waiting] = {}
    for row in db.session.scalars(statement):
        turn = waiting(row)
        held = found.get(row.young_person_id)
        if turn and (held is None or _urgency(turn) < _urgency(held)):
            kind = "interview" if row.state == S.INTERVIEW_BOOKED else "introduction"
            found[row.young_person_id] = replace(
                turn, key=kind, endpoint="introductions.record", values=(("ref", row.ref),)
            )
    return found


def _said_yes(_: object, *, people: list[int]) -> dict[int, Waiting]:
    return yeses.to_introduce(people)


def _urgency(turn: Waiting) -> tuple[date, date]:
    return (turn.due or date.max, turn.since or date.max)


def _story(person: YoungPerson) -> list[Event]:
    return story.events(person)


def _spans(person: YoungPerson) -> list[Span]:
    return story.spans(person)


def _under_way(_: object, *, people: list[int]) -> dict[int, list[str]]:
    return story.under_way(people)


def _happened(
    _: object, *, people: list[int], since: datetime, until: datetime
) -> dict[int, list[Event]]:
    return story.happened(people, since, until)
