"""What can happen to a young person’s record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from app import clock, db
from app.accounts.models import User
from app.audit import services as audit
from app.audit.services import Actor
from app.errors import DomainError
from app.young_people import changes, checks, holding
from app.young_people.activities import NewActivity, WrongActivity, record_activity
from app.young_people.consents import Agreement, record_consent, withdraw_consent
from app.young_people.models import Interest, Level, YoungPerson, YoungPersonState
from app.young_people.queries import standing_consent
from app.young_people.signals import (
    asked_for_story,
    asked_whose_turn,
    changed,
    consent_ended,
    handed_over,
)
from app.young_people.states import YOUNG_PERSON

# What other features call; each lives in a module of its own.
__all__ = [
    "Agreement",
    "NewActivity",
    "NewYoungPerson",
    "WrongActivity",
    "asked_for_story",
    "asked_whose_turn",
    "change",
    "changed",
    "confirm_interests",
    "consent_ended",
    "handed_over",
    "make_move",
    "record_activity",
    "record_consent",
    "save_interests",
    "standing_consent",
    "start_record",
    "withdraw_consent",
]


@dataclass(frozen=True)
class NewYoungPerson:
    """The little that is needed to start a record."""

    preferred_name: str
    surname: str = ""
    pronouns: str = ""
    born: date | None = None
    case_reference: str | None = None
    outward: str | None = None


@db.transaction()
def start_record(new: NewYoungPerson, *, advisor: User, by: User) -> YoungPerson:
    """Start a record in this advisor’s caseload."""
    answers = asdict(new)
    checks.check(None, answers, list(answers))
    person = YoungPerson(**answers, advisor=advisor, created_at=clock.now(), changed_at=clock.now())
    db.session.add(person)
    checks.flush()
    audit.record("young_person.start", "young_person", person.ref, by=by, advisor=advisor.ref)
    return person


@db.transaction()
def change(person: YoungPerson, answers: Mapping[str, Any], *, version: int, by: User) -> list[str]:
    """Save answers about a young person and return the names of those that differ.

    Raises Stale when somebody saved in between, and WrongAnswer for what cannot be right.
    """
    person = holding.hold(person, by=by, version=version)
    differing = [
        name for name, value in answers.items() if _differ(name, getattr(person, name), value)
    ]
    checks.check(person, answers, differing)
    changes.note(
        person,
        {name: getattr(person, name) for name in differing},
        {name: answers[name] for name in differing},
        by=by,
    )
    for name in differing:
        setattr(person, name, answers[name])
    # An answer of “none”, given for the first time, is news as well.
    first = set(answers) - set(person.answered)
    person.answered = sorted({*person.answered, *answers})
    if differing or first:
        checks.flush()
        holding.touch(person, differing or first, by=by)
    return differing


TICKED = {"travel_modes", "kinds", "days", "adjustments"}  # boxes that are ticked have no order


def _differ(name: str, kept: Any, given: Any) -> bool:
    return set(kept) != set(given) if name in TICKED else bool(kept != given)


@db.transaction()
def save_interests(
    person: YoungPerson,
    levels: Mapping[str, Level | None],
    own_words: str,
    *,
    version: int,
    by: Actor,
) -> None:
    """Save what a young person thinks of each sector, and their own words, as of today."""
    person = holding.hold(person, by=by, version=version)
    before = {"own_words": person.own_words} | _set_levels(person, levels)
    after = {f"{changes.INTEREST}{key}": level for key, level in levels.items()}
    changes.note(person, before, after | {"own_words": own_words}, by=by)
    person.own_words, person.interests_at = own_words, clock.now()
    person.answered = sorted({*person.answered, "interests", "own_words"})
    holding.touch(person, ["interests", "own_words"], by=by)
    if person.state == YoungPersonState.NOT_STARTED and (own_words or any(levels.values())):
        YOUNG_PERSON.apply(person, "begin", by=by)


class NothingToConfirm(DomainError):
    """Interests that were never talked about cannot still be true."""

    message = "Talk about interests first: there is nothing yet that could still be true"


@db.transaction()
def confirm_interests(person: YoungPerson, *, by: User) -> None:
    """Note that what they want is today what it was; raise NothingToConfirm when nothing is known."""
    person = holding.hold(person, by=by)
    if person.interests_at is None:
        raise NothingToConfirm
    before = clock.local(person.interests_at).date()
    person.interests_at = clock.now()
    changes.note(person, {"interests_at": before}, {"interests_at": clock.today()}, by=by)
    holding.touch(person, ["interests_at"], by=by)


def _set_levels(person: YoungPerson, levels: Mapping[str, Level | None]) -> dict[str, str]:
    """Store what they think of each sector; return what they thought before."""
    statement = select(Interest).where(Interest.young_person_id == person.id)
    known = {interest.sector_key: interest for interest in db.session.scalars(statement)}
    before = {f"{changes.INTEREST}{key}": row.level.value for key, row in known.items()}
    for key, level in levels.items():
        row = known.get(key)
        if level is None:
            if row:
                db.session.delete(row)
        elif row:
            row.level = level
        else:
            db.session.add(Interest(young_person_id=person.id, sector_key=key, level=level))
    return before


@db.transaction()
def make_move(
    person: YoungPerson,
    verb: str,
    *,
    by: User,
    reason: str | None = None,
    details: Mapping[str, Any] | None = None,
) -> str:
    """Move the record; return the words of the move. Details of an earlier state are let go."""
    person = holding.hold(person, by=by)
    line = YOUNG_PERSON.apply(person, verb, by=by, reason=reason)
    given = details or {}
    person.state_reason = (reason or "").strip()
    person.what_would_change = given.get("what_would_change") or ""
    person.revisit_on = given.get("revisit_on")
    person.exit_type = given.get("exit_type")
    holding.touch(person, ["state"], by=by)
    return line.label
