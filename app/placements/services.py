"""Placing: see what must be seen, agree, start, end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete

from app import clock, db
from app.accounts.models import Role
from app.audit import services as audit
from app.audit.services import YOUNG_PERSON, Actor
from app.errors import DomainError, NotAllowed
from app.introductions.models import Introduction
from app.opportunities import services as opportunities
from app.placements import messages, queries, seeing
from app.placements.choices import CHECKS
from app.placements.models import (
    Agreement,
    FollowUp,
    Party,
    Placement,
    PlacementNote,
    PlacementState,
    Review,
)
from app.placements.states import ENDED, PLACEMENT
from app.settings import services as settings
from app.states import ReasonNeeded

if TYPE_CHECKING:
    from app.accounts.models import User

# What is looked at again when the days change.
ABOUT_DAYS = ("insurance", "risk_assessment", "hours", "dbs", "pay")


class NotSeen(DomainError):
    """What is not right cannot be ticked."""


class WrongDays(DomainError):
    """A last day before the first."""

    message = "The last day must be the same as or after the first day"
    field = "end"


class NotYet(DomainError):
    """Nothing has happened that lies ahead."""

    message = "Enter a day that is today or in the past"
    field = "day"


@dataclass(frozen=True)
class Ending:
    """When it ended; and if early, who ended it and why."""

    day: date
    who: str = ""
    why: str = ""


@dataclass(frozen=True)
class Said:
    """How it is, from one side: a face, words, and what they would like next."""

    face: int
    words: str = ""
    again: bool | None = None
    wants_to_talk: bool = False


def begin(introduction: Introduction, *, by: User | None) -> Placement:
    """Make the placement of an accepted introduction, within its transaction."""
    offer = introduction.opportunity
    start = introduction.offered_start or offer.start
    placement = Placement(
        introduction=introduction,
        young_person=introduction.young_person,
        opportunity=offer,
        start=start,
        end=_last_day(start, offer.start, offer.end),
        week=offer.week or [],
        created_at=clock.now(),
    )
    db.session.add(placement)
    db.session.flush()
    audit.record("placement.prepare", "placement", placement.ref, by=by)
    return placement


def _last_day(start: date | None, planned: date | None, end: date | None) -> date | None:
    # Somebody who starts a week later stays as long as was planned.
    if start is None or planned is None or end is None:
        return end
    return max(start, end + (start - planned))


@db.transaction()
def tick(placement: Placement, name: str, *, by: User) -> Placement:
    """Note that somebody of the council has seen one of the six things, unless it is wrong."""
    row = _preparing(placement, by)
    found = {check.name: check for check in seeing.checks(row)}
    if found[name].problem:
        raise NotSeen(found[name].problem)
    at = clock.now().replace(microsecond=0).isoformat()
    row.checks = {**row.checks, name: {"by": by.id, "at": at}}
    audit.record("placement.see", "placement", row.ref, by=by, check=name)
    return _settle(row, by)


@db.transaction()
def untick(placement: Placement, name: str, *, by: User) -> Placement:
    """Take a tick back."""
    row = _preparing(placement, by)
    row.checks = {key: value for key, value in row.checks.items() if key != name}
    audit.record("placement.unsee", "placement", row.ref, by=by, check=name)
    return row


def _preparing(placement: Placement, by: Actor) -> Placement:
    row = queries.hold(placement, by=by)
    if row.state != PlacementState.PREPARING:
        raise NotAllowed("This is not being prepared any more")
    return row


@db.transaction()
def set_days(placement: Placement, start: date, end: date | None, *, by: User) -> Placement:
    """Change the first and last day; everybody looks and agrees again."""
    if end is not None and end < start:
        raise WrongDays
    row = queries.hold(placement, by=by)
    if (row.start, row.end) == (start, end):
        return row
    if row.state == PlacementState.AGREED:
        PLACEMENT.apply(row, "change", by=by)
    elif row.state != PlacementState.PREPARING:
        raise NotAllowed("The days cannot be changed any more")
    row.start, row.end = start, end
    row.checks = {key: value for key, value in row.checks.items() if key not in ABOUT_DAYS}
    db.session.execute(delete(Agreement).where(Agreement.placement_id == row.id))
    db.session.expire(row, ["agreements"])
    audit.record("placement.set_days", "placement", row.ref, by=by)
    messages.days_changed(row)
    return row


@db.transaction()
def agree(placement: Placement, party: Party, *, by: Actor, reason: str | None = None) -> Placement:
    """Record one side’s yes; on behalf of an employer only with a reason.

    When all three have agreed and everything has been seen, the placement is agreed.
    """
    row = _preparing(placement, by)
    _may_agree(party, by, reason)
    if party not in {one.party for one in row.agreements}:
        on_behalf = reason if by.role != Role.BUSINESS and party == Party.EMPLOYER else None
        yes = Agreement(placement_id=row.id, party=party, by_id=by.id, at=clock.now())
        yes.on_behalf_reason = on_behalf
        db.session.add(yes)
        db.session.flush()
        db.session.expire(row, ["agreements"])
        audit.record("placement.yes", "placement", row.ref, by=by, party=party.value)
    return _settle(row, by)


def _may_agree(party: Party, by: Actor, reason: str | None) -> None:
    own = {Role.BUSINESS: Party.EMPLOYER, YOUNG_PERSON: Party.YOUNG_PERSON}
    if by.role in own and party != own[by.role]:
        raise NotAllowed("Only they can agree for themselves")
    if by.role != Role.BUSINESS and party == Party.EMPLOYER and not (reason or "").strip():
        raise ReasonNeeded("Enter why you agree on the employer’s behalf")


def _settle(row: Placement, by: Actor) -> Placement:
    agreed = {one.party for one in row.agreements} == set(Party)
    if agreed and set(CHECKS) <= set(row.checks):
        PLACEMENT.apply(row, "agree", by=by)
        messages.agreed(row)
    return row


@db.transaction()
def start(placement: Placement, day: date, *, by: User) -> Placement:
    """Note the first day; from it on, follow-ups come due."""
    _not_ahead(day)
    row = queries.hold(placement, by=by)
    PLACEMENT.apply(row, "start", by=by)
    row.start = day
    if row.end and row.end < day:
        row.end = None
    weeks = settings.value("placement.follow_up_weeks")
    db.session.add_all(
        FollowUp(placement_id=row.id, weeks=number, due=day + timedelta(weeks=number))
        for number in weeks
    )
    return row


@db.transaction()
def complete(placement: Placement, ending: Ending, *, by: User) -> Placement:
    """Note that it ran its course; both sides are asked how it went."""
    return _end(placement, "complete", ending, by)


@db.transaction()
def end_early(placement: Placement, ending: Ending, *, by: User) -> Placement:
    """Note that it ended early, who ended it and why."""
    return _end(placement, "end_early", ending, by)


def _end(placement: Placement, verb: str, ending: Ending, by: User) -> Placement:
    _not_ahead(ending.day)
    row = queries.hold(placement, by=by)
    if row.start and ending.day < row.start:
        raise WrongDays(field="day")
    PLACEMENT.apply(row, verb, by=by, reason=ending.why or None)
    row.ended_on, row.ended_why = ending.day, ending.why
    row.ended_by = ending.who or None
    messages.ended(row)
    return row


def _not_ahead(day: date) -> None:
    if day > clock.today():
        raise NotYet


@db.transaction()
def did_not_start(placement: Placement, ending: Ending, *, by: User) -> Placement:
    """Note that it never began; the place is free again."""
    row = queries.hold(placement, by=by)
    PLACEMENT.apply(row, "did_not_start", by=by, reason=ending.why)
    row.ended_on, row.ended_why = clock.today(), ending.why
    row.ended_by = ending.who or None
    opportunities.free_place(row.opportunity)
    messages.did_not_start(row)
    return row


@db.transaction()
def note(placement: Placement, party: Party, said: Said, *, by: Actor) -> Placement:
    """Write down how it is going, from one side."""
    row = queries.hold(placement, by=by)
    if row.state != PlacementState.ACTIVE:
        raise NotAllowed("This is not under way")
    new = PlacementNote(placement_id=row.id, party=party, face=said.face, words=said.words)
    new.by_id, new.at, new.wants_to_talk = by.id, clock.now(), said.wants_to_talk
    db.session.add(new)
    audit.record("placement.note", "placement", row.ref, by=by, party=party.value)
    return row


@db.transaction()
def review(placement: Placement, party: Party, said: Said, *, by: Actor) -> Placement:
    """Keep how it went, from one side; once both have said so, it is reviewed."""
    row = queries.hold(placement, by=by)
    if row.state not in ENDED:
        raise NotAllowed("It has not ended yet")
    if by.role == Role.BUSINESS and party != Party.EMPLOYER:
        raise NotAllowed("Only they can speak for themselves")
    if party in {one.party for one in row.reviews}:
        raise NotAllowed("This has been answered already")
    new = Review(placement_id=row.id, party=party, face=said.face, words=said.words)
    new.again, new.by_id, new.at = said.again, by.id, clock.now()
    db.session.add(new)
    db.session.flush()
    db.session.expire(row, ["reviews"])
    audit.record("placement.say", "placement", row.ref, by=by, party=party.value)
    if {Party.YOUNG_PERSON, Party.EMPLOYER} <= {one.party for one in row.reviews}:
        PLACEMENT.apply(row, "review", by=by)
    return row
