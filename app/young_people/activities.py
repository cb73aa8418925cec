"""What young people are doing, in the codes of the SSDA903 return."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app import clock, db
from app.accounts.models import User
from app.errors import DomainError
from app.young_people import choices, holding
from app.young_people.models import Activity, YoungPerson

CODES = frozenset(code for code, _ in choices.ACTIVITIES)
CONTACTS = frozenset(code for code, _ in choices.IN_TOUCH)
HOMES = frozenset(code for code, _ in choices.ACCOMMODATION)
UNKNOWN = "0"
ADULT = 18


class WrongActivity(DomainError):
    """A code that the return would refuse."""


@dataclass(frozen=True)
class NewActivity:
    """What somebody has been doing since a day, and whether the council is in touch."""

    code: str
    since: date
    in_touch: str = "YES"
    accommodation: str | None = None  # None: not asked this time


def check(person: YoungPerson, new: NewActivity) -> None:
    """Raise WrongActivity unless the return would accept this (its rules 344 and 345)."""
    if new.code not in CODES:
        raise WrongActivity("Select what they are doing", field="code")
    if new.in_touch not in CONTACTS:
        raise WrongActivity("Select whether you are in touch", field="in_touch")
    if new.in_touch == "YES" and new.code == UNKNOWN:
        words = (
            "You are in touch, so select what they are doing. “Not known” is for when you are not"
        )
        raise WrongActivity(words, field="code")
    if new.in_touch in {"DIED", "RHOM"} and new.code != UNKNOWN:
        raise WrongActivity(
            "Select “Not known”: the return asks for no activity here", field="code"
        )
    if new.accommodation is not None:
        _check_home(person, new)
    _check_day(person, new.since)


def _check_home(person: YoungPerson, new: NewActivity) -> None:
    # Rules 133, 344, 345 and 347 of the return.
    if new.accommodation not in HOMES:
        raise WrongActivity("Select where they live", field="accommodation")
    if new.in_touch == "YES" and new.accommodation == UNKNOWN:
        words = "You are in touch, so select where they live"
        raise WrongActivity(words, field="accommodation")
    if new.in_touch in {"DIED", "RHOM"} and new.accommodation != UNKNOWN:
        words = "Select “Not asked for”: the return wants no accommodation here"
        raise WrongActivity(words, field="accommodation")
    young = person.born and clock.age_on(person.born, new.since) < ADULT
    if young and new.accommodation[:1] == "T":
        raise WrongActivity("Nobody under 18 can live in a foyer", field="accommodation")


def _check_day(person: YoungPerson, since: date) -> None:
    if since > clock.today():
        raise WrongActivity("The day must be today or in the past", field="since")
    if person.born and since <= person.born:
        raise WrongActivity("The day must be after they were born", field="since")


@db.transaction()
def record_activity(person: YoungPerson, new: NewActivity, *, by: User) -> Activity:
    """Add a code from a day on; earlier ones stay as history."""
    person = holding.hold(person, by=by)
    check(person, new)
    activity = Activity(
        young_person_id=person.id,
        code=new.code,
        in_touch=new.in_touch,
        accommodation=new.accommodation,
        since=new.since,
        recorded_by_id=by.id,
        at=clock.now(),
    )
    db.session.add(activity)
    holding.touch(person, ["activity"], by=by)
    return activity


def history(person: YoungPerson) -> list[Activity]:
    """Return every code, the one that holds now first."""
    statement = select(Activity).where(Activity.young_person_id == person.id)
    return list(db.session.scalars(statement.order_by(Activity.since.desc(), Activity.id.desc())))
