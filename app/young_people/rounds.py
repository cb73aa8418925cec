"""Going through a caseload: done for today, or put off until a day with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, update

from app import clock, db
from app.accounts.models import User
from app.audit import services as audit
from app.errors import DomainError
from app.filters import long_date
from app.young_people import attention, holding
from app.young_people.models import RoundMark, YoungPerson


class WrongDay(DomainError):
    """A day until which nothing can be put off."""

    field = "until"


@dataclass(frozen=True)
class Marks:
    """When somebody last went through a record, and until when it is put off, by whom and why."""

    seen_on: date | None = None
    by_id: int = 0
    put_off_on: date | None = None
    until: date | None = None
    reason: str = ""

    @property
    def put_off(self) -> bool:
        """Whether it is put off today."""
        return self.until is not None and self.until > clock.today()

    def hides(self, due: date | None) -> bool:
        """Whether something that is due on this day, if any, is out of sight for now.

        What falls due after it was put off and before it comes back shows all the same.
        """
        if not self.put_off or self.put_off_on is None or self.until is None:
            return False
        return due is None or not self.put_off_on <= due <= self.until


NONE = Marks()


def marks(people: list[int]) -> dict[int, Marks]:
    """Return the marks of these records that have any, with one query."""
    return told(db.session.execute(rows(people)))


def rows(people: list[int], *more: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    """Return the statement for the last marks of these records, with more columns before them."""
    last = (
        select(func.max(RoundMark.id))
        .where(RoundMark.young_person_id.in_(people))
        .group_by(RoundMark.young_person_id, RoundMark.until.is_(None))
    )
    mark = RoundMark
    person = mark.young_person_id.label("person")
    columns = (person, mark.at, mark.until, mark.by_id, mark.reason)
    return select(*more, *columns).where(mark.id.in_(last))


def told(found: Iterable[Any]) -> dict[int, Marks]:
    """Return rows of that statement as marks."""
    known: dict[int, Marks] = {}
    for row in found:
        known[row.person] = _with(known.get(row.person, NONE), row)
    return known


def put_off_today() -> Select[int]:
    """Return the numbers of those whose own things are put off today."""
    return select(RoundMark.young_person_id).where(RoundMark.until > clock.today())


def _with(known: Marks, row: Any) -> Marks:
    on = _day(row.at)
    seen = max(on, known.seen_on or on)
    if row.until is None:
        return replace(known, seen_on=seen)
    return Marks(seen, row.by_id, on, row.until, row.reason)


def _day(moment: datetime) -> date:
    return clock.local(moment).date()


def next_week(before: date | None) -> date | None:
    """Return the day that is offered first: a week from now, where nothing falls due before."""
    day = clock.today() + timedelta(weeks=1)
    return None if before is not None and before <= day else day


@db.transaction()
def done(person: YoungPerson, *, by: User) -> None:
    """Note that somebody went through a record today; raise NoResultFound when it is not theirs."""
    held = holding.hold(person, by=by)
    db.session.add(RoundMark(young_person_id=held.id, by_id=by.id, at=clock.now()))
    audit.record("young_person.gone_through", "young_person", held.ref, by=by)


@db.transaction()
def put_off(
    person: YoungPerson, until: date, reason: str, *, before: date | None, by: User
) -> None:
    """Put off what waits until a day; `before` is the first day on which any of it falls due."""
    held = holding.hold(person, by=by)
    _check(until, before)
    mark = RoundMark(
        young_person_id=held.id, by_id=by.id, at=clock.now(), until=until, reason=reason
    )
    db.session.add(mark)
    audit.record("young_person.put_off", "young_person", held.ref, by=by, until=until.isoformat())


def _check(until: date, before: date | None) -> None:
    weeks = attention.limit("young_people.put_off_weeks")
    latest = clock.today() + timedelta(weeks=weeks)
    if until <= clock.today():
        raise WrongDay("Enter a day that is still to come")
    if until > latest:
        raise WrongDay(f"Enter a day by {long_date(latest)}: {weeks} weeks is the most")
    if before is not None and until >= before:
        raise WrongDay(f"Something falls due on {long_date(before)}. Enter a day before that")


@db.transaction()
def bring_back(person: YoungPerson, *, by: User) -> None:
    """Let what was put off wait again from today."""
    held = holding.hold(person, by=by)
    db.session.execute(
        update(RoundMark)
        .where(RoundMark.young_person_id == held.id, RoundMark.until > clock.today())
        .values(until=clock.today())
    )
    audit.record("young_person.bring_back", "young_person", held.ref, by=by)
