"""Who is in the OC3 file of a year, with what, and who is left out and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from app import clock, db
from app.returns.rules import Fault, Line, Year, check
from app.settings import services as settings
from app.young_people.models import Activity, Category, YoungPerson, YoungPersonState

FIRST_AGE, LAST_AGE = 17, 25
LEAVING_AGES = (17, 18)
# The return looks at the birthday, from three months before to a month after it.
AFTER = timedelta(days=31)


@dataclass(frozen=True)
class Entry:
    """One young person in the return: their line, what is wrong with it, on which birthday."""

    person: YoungPerson
    age: int
    birthday: date
    line: Line
    faults: list[Fault]


@dataclass(frozen=True)
class LeftOut:
    """One young person who is not in the return, and why."""

    person: YoungPerson
    why: str


@dataclass
class Return:
    """A year’s return for some caseloads."""

    year: Year
    entries: list[Entry] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    @property
    def ready(self) -> list[Entry]:
        """The entries with nothing wrong."""
        return [entry for entry in self.entries if not entry.faults]

    @property
    def wrong(self) -> list[Entry]:
        """The entries with something to mend, the nearest birthday first."""
        return [entry for entry in self.entries if entry.faults]


def current_year() -> Year:
    """Return the collection year today falls in."""
    today = clock.today()
    return Year(today.year + (today >= date(today.year, 4, 1)))


def years() -> list[Year]:
    """Return the years that can be looked at: this one and the two before it."""
    now = current_year().ends
    return [Year(now - back) for back in range(3)]


def make(scope: Select[YoungPerson], year: Year) -> Return:
    """Return the return of everybody in a scope; the scope decides who may be seen."""
    statement = scope.options(selectinload(YoungPerson.activities)).order_by(YoungPerson.id)
    made, own = Return(year), str(settings.value("returns.authority"))
    for person in db.session.scalars(statement).unique():
        _add(made, person, own)
    made.entries.sort(key=lambda entry: (entry.birthday, entry.person.id))
    return made


def everybody() -> Select[YoungPerson]:
    """Return the scope of the whole council; only for whoever gave a reason that was written down."""
    return select(YoungPerson)


def _add(made: Return, person: YoungPerson, own: str) -> None:
    if person.born is None:
        # Whether they belong to this year cannot be told, so nobody may overlook them.
        why = "Their date of birth is not known"
        made.left_out.append(LeftOut(person, why))
        return
    day = birthday_in(person.born, made.year)
    age = day.year - person.born.year
    if not FIRST_AGE <= age <= LAST_AGE:
        return
    why_not = _why_not(person, age, own)
    if why_not:
        made.left_out.append(LeftOut(person, why_not))
        return
    line = _line(person, day, made.year)
    made.entries.append(Entry(person, age, day, line, check(line, made.year)))


def birthday_in(born: date, year: Year) -> date:
    """Return the birthday that falls into a year; 29 February is kept on the 28th."""
    day = clock.months_after(born, 12 * (year.first.year - born.year))
    return day if day >= year.first else clock.months_after(born, 12 * (year.ends - born.year))


def _why_not(person: YoungPerson, age: int, own: str) -> str:
    if person.category == Category.ELIGIBLE and age in LEAVING_AGES:
        return "Still looked after at 17 or 18 (rules 1007 and 1016)"
    if person.category == Category.QUALIFYING:
        return "Qualifying for advice only: not in this part of the return"
    if person.authority.strip() and not person.authority.casefold().startswith(own.casefold()):
        return f"{person.authority} returns them (rule 1011)"
    if person.state == YoungPersonState.CLOSED and person.exit_type == "opened by mistake":
        return "The record was opened by mistake"
    return ""


def _line(person: YoungPerson, day: date, year: Year) -> Line:
    rows = sorted(person.activities, key=lambda row: (row.since, row.id))
    held = at_birthday(rows, day)
    homes = [row.accommodation for row in rows if row.accommodation and row.since <= day + AFTER]
    return Line(
        child=person.case_reference,
        born=person.born,
        in_touch=held.in_touch if held else None,
        activity=held.code if held else None,
        accommodation=homes[-1] if homes else None,
        died_before=any(row.in_touch == "DIED" and row.since < year.first for row in rows),
    )


def at_birthday(rows: Sequence[Activity], day: date) -> Activity | None:
    """Return what held on the birthday, else the first thing that was recorded in the month after."""
    before = [row for row in rows if row.since <= day]
    after = [row for row in rows if day < row.since <= day + AFTER]
    return before[-1] if before else (after[0] if after else None)


def refs(entries: Iterable[Entry | LeftOut]) -> list[str]:
    """Return the references of young people, for the audit trail."""
    return [entry.person.ref for entry in entries]
