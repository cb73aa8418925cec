"""What an employer answers: let’s meet, not this time, ring me, here is the place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from app import clock, db
from app.audit import services as audit
from app.errors import DomainError, NotAllowed
from app.introductions import links, messages, queries, responsiveness
from app.introductions.choices import KIND_WORDS
from app.introductions.models import Introduction, IntroductionState, Outcome
from app.introductions.states import INTRODUCTION, WAITING, NotYet

if TYPE_CHECKING:
    from app.accounts.models import User


class InThePast(DomainError):
    """Nobody can come to an interview that is over."""

    message = "Enter a day and time that are still to come"
    field = "day"


class StartInThePast(DomainError):
    """A first day lies ahead."""

    message = "Enter a first day that is still to come"
    field = "start"


@dataclass(frozen=True)
class Interview:
    """When and where to meet, and what to bring."""

    at: datetime
    where: str
    notes: str = ""


@dataclass(frozen=True)
class Refusal:
    """Why not this time: a code, words for the young person, a note for the advisor alone."""

    outcome: Outcome
    words: str = ""
    note: str = ""


@db.transaction()
def see(introduction: Introduction, *, by: User) -> Introduction:
    """Note that the employer has opened it; opening it again changes nothing."""
    row = queries.hold(introduction, by=by)
    if row.state == IntroductionState.SENT:
        INTRODUCTION.apply(row, "see", by=by)
    return row


@db.transaction()
def invite(introduction: Introduction, interview: Interview, *, by: User) -> Introduction:
    """Book an interview, or move it to another time; both sides get it as a calendar file."""
    if interview.at <= clock.now():
        raise InThePast
    row = queries.hold(introduction, by=by)
    INTRODUCTION.apply(row, "book", by=by)
    row.interview_at, row.interview_where = interview.at, interview.where
    row.interview_notes = interview.notes
    _answered(row)
    messages.booked(row)
    return row


@db.transaction()
def refuse(introduction: Introduction, refusal: Refusal, *, by: User) -> Introduction:
    """Say “not this time”; the young person reads kind words, the advisor the note as well."""
    row = queries.hold(introduction, by=by)
    INTRODUCTION.apply(row, "refuse", by=by)
    row.outcome, row.note_for_advisor = refusal.outcome, refusal.note
    row.words_for_young_person = refusal.words or KIND_WORDS[refusal.outcome]
    _answered(row)
    messages.answered(row)
    return row


@db.transaction()
def offer(introduction: Introduction, start: date | None, *, by: User) -> Introduction:
    """Offer the place, with its first day."""
    if start is not None and start < clock.today():
        raise StartInThePast
    row = queries.hold(introduction, by=by)
    INTRODUCTION.apply(row, "offer", by=by)
    row.offered_start = start
    _answered(row)
    messages.answered(row)
    return row


@db.transaction()
def ask_for_call(introduction: Introduction, *, by: User) -> Introduction:
    """Ask the advisor to ring: an answer too, so the reminders stop."""
    row = queries.hold(introduction, by=by)
    if row.state not in WAITING:
        raise NotAllowed("This has been answered already")
    if row.call_asked_at is None:
        row.call_asked_at = clock.now()
        audit.record("introduction.ask_for_call", "introduction", row.ref, by=by)
        _answered(row)
        messages.answered(row)
    return row


@db.transaction()
def met(introduction: Introduction, *, by: User) -> Introduction:
    """Note that the interview took place."""
    row = queries.hold(introduction, by=by)
    if row.interview_at and row.interview_at > clock.now():
        raise NotYet
    INTRODUCTION.apply(row, "meet", by=by)
    return row


def _answered(row: Introduction) -> None:
    row.answered_at = row.answered_at or clock.now()
    links.end(row)
    responsiveness.keep(row.opportunity.employer_id)
