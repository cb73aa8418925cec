"""What became of the cases declared in a period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app import clock, db, suppression
from app.guarantee import clocks
from app.guarantee.models import GuaranteeCase
from app.guarantee.states import GUARANTEE
from app.states import StateChange
from app.suppression import Figure


@dataclass(frozen=True)
class Figures:
    """Exact counts, for HR's own eyes; `published` is for everybody else."""

    declared: int
    verified: int
    met: int
    interviewed: int
    appointed: int
    breaches: int
    breaches_by_clock: dict[str, int]
    decision_days: float | None  # median working days from declaration to decision
    interview_days: float | None  # median working days from declaration to interview


STEPS = {
    "declared": "Declared",
    "verified": "Answered with yes",
    "met": "Criteria met",
    "interviewed": "Interviewed",
    "appointed": "Offered the job",
}


def figures(since: date, until: date) -> Figures:
    """Return the figures of the cases declared between two days, both included."""
    begin, end = clock.at(since, time()), clock.at(until + timedelta(days=1), time())
    inside = GuaranteeCase.declared_at >= begin, GuaranteeCase.declared_at < end
    cases = list(
        db.session.scalars(
            select(GuaranteeCase).where(*inside).options(selectinload(GuaranteeCase.clocks))
        )
    )
    moves = _moves(begin, end)
    late = [row.name for case in cases for row in case.clocks if clocks.breached(row)]
    return Figures(
        declared=len(cases),
        verified=sum(case.eligible is True for case in cases),
        met=len(moves["guarantee"]),
        interviewed=len(moves["interview"]),
        appointed=len(moves["offer"]),
        breaches=len(late),
        breaches_by_clock={name: late.count(name) for name in clocks.NAMES},
        decision_days=_median(cases, moves["guarantee"] | moves["refuse"]),
        interview_days=_median(cases, moves["interview"]),
    )


VERBS = ("guarantee", "refuse", "interview", "offer")


def _moves(begin: datetime, end: datetime) -> dict[str, dict[int, date]]:
    statement = (
        select(StateChange.verb, StateChange.subject_id, StateChange.at)
        .join(GuaranteeCase, GuaranteeCase.id == StateChange.subject_id)
        .where(
            StateChange.machine == GUARANTEE.name,
            StateChange.verb.in_(VERBS),
            GuaranteeCase.declared_at >= begin,
            GuaranteeCase.declared_at < end,
        )
    )
    found: dict[str, dict[int, date]] = {verb: {} for verb in VERBS}
    for verb, number, at in db.session.execute(statement):
        found[verb][number] = clock.local(at).date()
    return found


def _median(cases: list[GuaranteeCase], reached: dict[int, date]) -> float | None:
    days = [
        max(0, clock.working_days_between(clock.local(case.declared_at).date(), reached[case.id]))
        for case in cases
        if case.id in reached
    ]
    return median(days) if days else None


def published(exact: Figures) -> dict[str, Figure]:
    """Return the counts as they may leave HR: small ones hidden, the others rounded."""
    counts = {name: getattr(exact, name) for name in (*STEPS, "breaches")}
    return {name: suppression.one(count) for name, count in counts.items()}
