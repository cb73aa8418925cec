"""What came of suggestions, introductions and placements, as the engine learns from it.

Three limits, on purpose. Facts of people and offers are taken as they are known today, not as they
were on the day. Only those whose record is open and who agree to matching teach, so what is learnt
ends with their agreement. And an employer’s no, a “not now” and a place that was not taken up teach
nothing: none of them says whether the pair fitted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, select

from app import clock, db
from app.accounts.models import User
from app.introductions.models import Introduction
from app.introductions.models import IntroductionState as I
from app.matches import facts
from app.matches.engine.learning import Happened, Past
from app.matches.models import Suggestion
from app.matches.models import SuggestionState as S
from app.opportunities.models import Opportunity
from app.placements.models import FollowUp, Placement
from app.placements.models import PlacementState as P
from app.settings import services as settings
from app.states import StateChange
from app.young_people.models import YoungPerson

STILL_THERE = "still_there"
# The machine, the state that was reached, and what the engine calls it.
EVENTS: dict[tuple[str, str], str] = {
    ("suggestion", S.SHORTLISTED): "opened",
    ("suggestion", S.DISMISSED): "dismissed",
    ("suggestion", S.YP_INTERESTED): "interested",
    ("suggestion", S.YP_DECLINED): "declined",
    ("introduction", I.SENT): "introduced",
    ("introduction", I.INTERVIEWED): "interviewed",
    ("introduction", I.OFFERED): "offered",
    ("introduction", I.DECLINED_BY_YP): "declined",
    ("placement", P.ACTIVE): "started",
    ("placement", P.COMPLETED): "completed",
    ("placement", P.ENDED_EARLY): "ended_early",
    ("follow_up", STILL_THERE): "sustained",
}
# What takes back what was said of a pair before: the words it takes back.
TAKEN_BACK: dict[tuple[str, str], set[str]] = {
    ("suggestion", S.SUGGESTED): {"opened", "dismissed", "interested", "declined"},
    ("placement", P.DID_NOT_START): {"offered"},
}
SUBJECTS: dict[str, Any] = {
    "suggestion": Suggestion,
    "introduction": Introduction,
    "placement": Placement,
}


@dataclass(frozen=True)
class Step:
    """One row of the log: a pair, what was reached, when, and who wrote it down."""

    person: str
    offer: str
    machine: str
    state: str
    at: datetime
    actor: str | None


def read() -> list[Happened]:
    """Return everything that came of each pair, oldest first, each with who recorded it.

    Who acts is known by an opaque reference. What the clock did is laid at the door of whoever
    took the step before it, so that nobody teaches through the clock.
    """
    told: dict[tuple[str, str], list[Happened]] = {}
    for step in sorted(_steps(), key=lambda step: step.at):
        pair = told.setdefault((step.person, step.offer), [])
        gone = TAKEN_BACK.get((step.machine, step.state), set())
        pair[:] = [row for row in pair if row.event not in gone]
        event = EVENTS.get((step.machine, step.state))
        if event:
            actor = step.actor or (pair[-1].actor if pair else None)
            pair.append(Happened(step.person, step.offer, event, step.at, actor))
    rows = [row for pair in told.values() for row in pair]
    return sorted(rows, key=lambda row: (row.at, row.person, row.opportunity, row.event))


def past() -> Past:
    """Return all there is to learn from: outcomes of people who agree to matching, and facts."""
    people = {row.id: row for _, row in facts.people() if row.consent}
    happened = [row for row in read() if row.person in people]
    live, _ = facts.offers()
    offers = {row.id: row for row in live}
    gone = {row.opportunity for row in happened} - set(offers)
    offers |= {row.id: row for row in facts.some_offers(sorted(gone))}
    met = {row.person for row in happened}
    return Past(
        people=[row for ref, row in people.items() if ref in met],
        offers=[offers[ref] for ref in sorted(offers)],
        happened=[row for row in happened if row.opportunity in offers],
        on=clock.today(),
    )


def _steps() -> Iterator[Step]:
    for machine in SUBJECTS:
        for row in db.session.execute(_moves(machine)):
            yield Step(*row)
    for ref, offer, at, actor in db.session.execute(_follow_ups()):
        yield Step(ref, offer, "follow_up", STILL_THERE, at, actor)


def _moves(machine: str) -> Select[str, str, str, str, datetime, str]:
    subject = SUBJECTS[machine]
    of_subject = and_(StateChange.machine == machine, StateChange.subject_id == subject.id)
    wanted = [state for name, state in (*EVENTS, *TAKEN_BACK) if name == machine]
    return (
        select(
            YoungPerson.ref,
            Opportunity.ref,
            StateChange.machine,
            StateChange.to_state,
            StateChange.at,
            User.ref,
        )
        .select_from(StateChange)
        .join(subject, of_subject)
        .join(YoungPerson, YoungPerson.id == subject.young_person_id)
        .join(Opportunity, Opportunity.id == subject.opportunity_id)
        .outerjoin(User, User.id == StateChange.by_id)
        .where(StateChange.to_state.in_([str(state) for state in wanted]))
        .order_by(StateChange.id)
    )


def _follow_ups() -> Select[str, str, Any, str]:
    weeks = int(settings.value("learning.sustained_weeks"))
    return (
        select(YoungPerson.ref, Opportunity.ref, FollowUp.at, User.ref)
        .select_from(FollowUp)
        .join(Placement, Placement.id == FollowUp.placement_id)
        .join(YoungPerson, YoungPerson.id == Placement.young_person_id)
        .join(Opportunity, Opportunity.id == Placement.opportunity_id)
        .outerjoin(User, User.id == FollowUp.by_id)
        .where(FollowUp.answer == STILL_THERE, FollowUp.weeks >= weeks, FollowUp.at.is_not(None))
        .order_by(FollowUp.id)
    )
