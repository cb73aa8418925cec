"""Counting: how far people, offers and employers have come. Nothing here is suppressed yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select

from app import clock, db
from app.employers.models import Pledge
from app.placements.models import FollowUp
from app.states import StateChange

# What counts as which step: the machine and the state that was reached. Pledges and
# follow-ups have no machine; they are counted from their own dates.
STEPS = (
    ("employers_approved", "Employers approved", ("employer", "APPROVED")),
    ("pledges", "Pledges made", None),
    ("offers_live", "Offers gone live", ("opportunity", "LIVE")),
    ("young_people_ready", "Young people ready", ("young_person", "READY")),
    ("suggestions_accepted", "Suggestions they said yes to", ("suggestion", "YP_INTERESTED")),
    ("introductions_sent", "Introductions sent", ("introduction", "SENT")),
    ("interviews", "Interviews booked", ("introduction", "INTERVIEW_BOOKED")),
    ("places_offered", "Places offered", ("introduction", "OFFERED")),
    ("places_accepted", "Places accepted", ("introduction", "ACCEPTED")),
    ("started", "Placements started", ("placement", "ACTIVE")),
    ("completed", "Placements completed", ("placement", "COMPLETED")),
    ("sustained_13", "In something after 13 weeks", None),
    ("sustained_26", "In something after 26 weeks", None),
)
GUARANTEE = (
    ("declared", "Guarantee declared", ("guarantee_case", "ELIGIBILITY_CHECK")),
    ("verified", "Eligibility confirmed", ("guarantee_case", "CRITERIA_CHECK")),
    ("guaranteed", "Interview guaranteed", ("guarantee_case", "INTERVIEW_GUARANTEED")),
    ("interviewed", "Interviewed", ("guarantee_case", "INTERVIEWED")),
    ("appointed", "Offered the job", ("guarantee_case", "OFFERED")),
)
IN_SOMETHING = ("still_there", "something_else")


@dataclass(frozen=True)
class Period:
    """Days counted, both included."""

    since: date
    until: date

    @property
    def begin(self) -> datetime:
        """The first moment counted."""
        return clock.at(self.since, time())

    @property
    def end(self) -> datetime:
        """The first moment not counted any more."""
        return clock.at(self.until + timedelta(days=1), time())


@dataclass(frozen=True)
class Step:
    """One step of a funnel with its count."""

    key: str
    words: str
    count: int


def reached(period: Period) -> dict[tuple[str, str], int]:
    """Return how many different subjects of each machine reached each state in a period."""
    statement = (
        select(
            StateChange.machine,
            StateChange.to_state,
            func.count(StateChange.subject_id.distinct()),
        )
        .where(StateChange.at >= period.begin, StateChange.at < period.end)
        .group_by(StateChange.machine, StateChange.to_state)
    )
    return {(machine, state): count for machine, state, count in db.session.execute(statement)}


def funnel(period: Period) -> list[Step]:
    """Return every step from the first employer to 26 weeks on."""
    counts = reached(period)
    others = {"pledges": _pledges(period)}
    others |= {f"sustained_{weeks}": number for weeks, number in _sustained(period).items()}
    return [
        Step(key, words, counts.get(where, 0) if where else others.get(key, 0))
        for key, words, where in STEPS
    ]


def guarantee(period: Period) -> list[Step]:
    """Return the steps of guaranteed interviews."""
    counts = reached(period)
    return [Step(key, words, counts.get(where, 0)) for key, words, where in GUARANTEE]


def _pledges(period: Period) -> int:
    inside = Pledge.created_at >= period.begin, Pledge.created_at < period.end
    return db.session.scalar(select(func.count()).select_from(Pledge).where(*inside)) or 0


def _sustained(period: Period) -> dict[int, int]:
    statement = (
        select(FollowUp.weeks, func.count())
        .where(
            FollowUp.answer.in_(IN_SOMETHING),
            FollowUp.at >= period.begin,
            FollowUp.at < period.end,
        )
        .group_by(FollowUp.weeks)
    )
    return dict(db.session.execute(statement).all())
