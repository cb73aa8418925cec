"""How employers answer: measured, kept on their row, shown to advisors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from sqlalchemy import func, select, update
from sqlalchemy.orm import lazyload

from app import clock, db
from app.employers.models import Employer
from app.introductions.models import Introduction
from app.introductions.models import IntroductionState as S
from app.opportunities.models import Opportunity

LOOK_BACK = timedelta(days=365)
SILENT_FOR = timedelta(days=90)


@dataclass(frozen=True)
class Responsiveness:
    """What came of the introductions an employer has had time to answer."""

    asked: int
    in_time: int
    usual_days: int | None  # working days, the median of what was answered

    @property
    def share(self) -> float | None:
        """Return the share answered in time, or None when nobody has been asked."""
        return self.in_time / self.asked if self.asked else None

    @property
    def words(self) -> str:
        """Return it as advisors read it."""
        if not self.asked:
            return "No introductions to judge by yet"
        usual = "" if self.usual_days is None else f", usually after {self.usual_days} working days"
        usual = usual.replace(" 1 working days", " 1 working day")
        return f"Answered {self.in_time} of {self.asked} in time{usual}"


def responsiveness(employer_ids: Iterable[int]) -> dict[int, Responsiveness]:
    """Return how each of these employers answers, from the last year, with one query.

    What is not due yet and not answered yet counts neither way; nor what was withdrawn before.
    """
    numbers = set(employer_ids)
    statement = (
        select(
            Opportunity.employer_id,
            Introduction.sent_at,
            Introduction.answered_at,
            Introduction.answer_due,
            Introduction.state,
        )
        .join(Opportunity, Opportunity.id == Introduction.opportunity_id)
        .where(Opportunity.employer_id.in_(numbers))
        .where(Introduction.sent_at >= clock.now() - LOOK_BACK)
    )
    rows: dict[int, list[tuple[bool, int | None]]] = {number: [] for number in numbers}
    for employer_id, sent, answered, due, state in db.session.execute(statement):
        judged = _judge(sent, answered, due, state)
        if judged:
            rows[employer_id].append(judged)
    return {number: _sum(found) for number, found in rows.items()}


def _judge(
    sent: datetime | None, answered: datetime | None, due: date | None, state: S
) -> tuple[bool, int | None] | None:
    if answered and sent:
        on = clock.local(answered).date()
        days = clock.working_days_between(clock.local(sent).date(), on)
        return (due is None or on <= due), days
    late = due is not None and due < clock.today() and state in {S.SENT, S.SEEN}
    return (False, None) if late or state == S.NO_RESPONSE else None


def _sum(found: list[tuple[bool, int | None]]) -> Responsiveness:
    days = [number for _, number in found if number is not None]
    in_time = sum(good for good, _ in found)
    return Responsiveness(len(found), in_time, round(median(days)) if days else None)


def keep(employer_id: int) -> None:
    """Write the share onto the employer’s row, within the open transaction.

    Not through the row itself: nobody’s open edit of the organisation becomes stale by it.
    """
    db.session.flush()
    share = responsiveness([employer_id])[employer_id].share
    statement = update(Employer).where(Employer.id == employer_id).values(response_rate=share)
    db.session.execute(statement.execution_options(synchronize_session=False))


@dataclass(frozen=True)
class Silent:
    """An employer that owes answers, as the coordinator sees it: no young person in it."""

    employer: Employer
    waiting: int
    since: datetime | None
    gave_up: int


def silent() -> list[Silent]:
    """Return the employers with unanswered introductions, the longest first."""
    gone = Introduction.state == S.NO_RESPONSE
    late = Introduction.state.in_((S.SENT, S.SEEN)) & (Introduction.answer_due <= clock.today())
    since = func.min(Introduction.sent_at)
    statement = (
        select(Employer, func.count().filter(late), since, func.count().filter(gone))
        .join(Opportunity, Opportunity.employer_id == Employer.id)
        .join(Introduction, Introduction.opportunity_id == Opportunity.id)
        .where(gone | late, Introduction.answered_at.is_(None))
        .where(Introduction.sent_at >= clock.now() - SILENT_FOR)
        .options(lazyload(Employer.sector))
        .group_by(Employer.id)
        .order_by(since)
    )
    return [Silent(*row) for row in db.session.execute(statement)]
