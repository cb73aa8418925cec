"""Whose turn it is in an introduction, in the advisor’s words."""

from __future__ import annotations

from datetime import date, datetime

from app import clock
from app.filters import clock_time, day_month
from app.introductions.models import Introduction
from app.introductions.models import IntroductionState as S
from app.young_people.queries import stands
from app.young_people.signals import Waiting

ADVISOR, YOUNG_PERSON, EMPLOYER = "advisor", "young_person", "employer"
NAMES = {
    ADVISOR: "Your turn",
    YOUNG_PERSON: "The young person’s turn",
    EMPLOYER: "The employer’s turn",
}


def waiting(row: Introduction) -> Waiting | None:
    """Return who has to move next and until when; None when it is over."""
    employer = row.opportunity.employer.name
    if row.state == S.DRAFT:
        return Waiting(
            ADVISOR, f"Finish and send the introduction to {employer}", day(row.created_at)
        )
    if row.state == S.AWAITING_AGREEMENT and row.consent and stands(row.consent):
        words = f"Send the introduction to {employer}: they agreed"
        return Waiting(ADVISOR, words, day(row.consent.at))
    if row.state == S.AWAITING_AGREEMENT:
        words = f"Says whether {employer} may be told about them"
        return Waiting(YOUNG_PERSON, words, day(row.created_at))
    if row.call_asked_at and row.state in {S.SENT, S.SEEN}:
        return Waiting(ADVISOR, f"Ring {employer}: they asked for a call", day(row.call_asked_at))
    if row.state in {S.SENT, S.SEEN}:
        return Waiting(EMPLOYER, f"{employer} answers", day(row.sent_at), row.answer_due)
    return _later(row, employer)


def _later(row: Introduction, employer: str) -> Waiting | None:
    if row.state == S.INTERVIEW_BOOKED:
        return _interview(row, employer)
    if row.state == S.INTERVIEWED:
        return Waiting(EMPLOYER, f"{employer} decides after the interview", day(row.interview_at))
    if row.state == S.OFFERED:
        words = f"Says yes or no to the place at {employer}"
        return Waiting(YOUNG_PERSON, words, day(row.answered_at))
    if row.state == S.NO_RESPONSE:
        words = f"{employer} did not answer: end it, or introduce them again"
        return Waiting(ADVISOR, words, row.answer_due)
    if row.state == S.NOT_SUCCESSFUL and row.told_at is None:
        return Waiting(ADVISOR, f"Pass on what {employer} said", day(row.answered_at))
    return None


def _interview(row: Introduction, employer: str) -> Waiting:
    at = row.interview_at
    if at is None or at <= clock.now():
        words = f"Record how the interview at {employer} went"
        return Waiting(ADVISOR, words, day(at), due=day(at))
    if clock.local(at).date() <= clock.add_working_days(clock.today(), 1):
        words = f"Meets {employer} on {day_month(at)} at {clock_time(at)}: are they all set?"
        return Waiting(ADVISOR, words, due=day(at))
    words = f"Meets {employer} on {day_month(at)} at {clock_time(at)}"
    return Waiting(YOUNG_PERSON, words, due=day(at))


def day(moment: datetime | None) -> date | None:
    """Return the London date of a moment."""
    return clock.local(moment).date() if moment else None
