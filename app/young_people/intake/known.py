"""What is stored already, read in a few questions however long the file is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from app import db
from app.accounts.models import Role, User
from app.young_people import queries
from app.young_people.intake.lists import plain
from app.young_people.models import Activity, Interest, Level, YoungPerson, YoungPersonState

if TYPE_CHECKING:
    from sqlalchemy import Select

Interests = dict[int, dict[str, Interest]]
NO_LEVELS: dict[str, Level] = {}


class Known:
    """The records somebody answers for, and which case references are taken by anybody at all."""

    def __init__(self, by: User, *, lock: bool = False) -> None:
        scope = queries.own(by)
        self.people = _people(scope, lock=lock)
        self.by_ref = {person.ref: person for person in self.people}
        referred = [(it.case_reference, it) for it in self.people if it.case_reference]
        self.by_reference = dict(referred)
        self.by_plain = {plain(reference): person for reference, person in referred}
        self.taken = {plain(it) for it in _references()}
        self.interests = _interests(scope)
        self.activities = _activities(scope)
        self.advisors = _named([by] if by.role == Role.ADVISOR else queries.advisors_of(by))
        self.namesakes = _namesakes(self.people)

    def levels(self, person: YoungPerson | None) -> dict[str, Level]:
        """Return what somebody thinks of each sector."""
        if person is None:
            return NO_LEVELS
        return {key: row.level for key, row in self.interests.get(person.id, {}).items()}

    def history(self, person: YoungPerson | None) -> list[Activity]:
        """Return somebody’s activities, the one that holds now last."""
        return self.activities.get(person.id, []) if person else []

    def current(self, person: YoungPerson | None) -> Activity | None:
        """Return the activity that holds now."""
        return next(reversed(self.history(person)), None)

    def advisor(self, words: str) -> User | None:
        """Return the advisor of this email address, or of this name where only one has it."""
        last, comma, first = words.partition(",")
        return self.advisors.get(plain(f"{first} {last}" if comma else words))


def identity(name: str, born: date | None) -> tuple[str, date] | None:
    """Return what two records of the same young person would share, or None for too little."""
    return (plain(name), born) if name and born else None


def _people(scope: Select[YoungPerson], *, lock: bool) -> list[YoungPerson]:
    statement = scope.order_by(YoungPerson.id)
    if lock:
        statement = statement.with_for_update(of=YoungPerson)
    return list(db.session.scalars(statement.execution_options(populate_existing=True)))


def _references() -> Iterable[str]:
    """Return every case reference there is; whose each is stays unsaid."""
    statement = select(YoungPerson.case_reference).where(YoungPerson.case_reference.is_not(None))
    return [found for found in db.session.scalars(statement) if found]


def _interests(scope: Select[YoungPerson]) -> Interests:
    people = scope.with_only_columns(YoungPerson.id)
    found: Interests = defaultdict(dict)
    for row in db.session.scalars(select(Interest).where(Interest.young_person_id.in_(people))):
        found[row.young_person_id][row.sector_key] = row
    return found


def _activities(scope: Select[YoungPerson]) -> dict[int, list[Activity]]:
    people = scope.with_only_columns(YoungPerson.id)
    statement = select(Activity).where(Activity.young_person_id.in_(people))
    found: dict[int, list[Activity]] = defaultdict(list)
    for row in db.session.scalars(statement.order_by(Activity.since, Activity.id)):
        found[row.young_person_id].append(row)
    return found


def _named(advisors: Iterable[User]) -> dict[str, User]:
    found: dict[str, User] = {}
    twice: set[str] = set()
    for user in advisors:
        name = plain(user.name)
        twice |= {name} & found.keys()
        found[name] = user
        found[plain(user.email)] = user
    return {words: user for words, user in found.items() if words not in twice}


def _namesakes(people: Iterable[YoungPerson]) -> dict[tuple[str, date], list[YoungPerson]]:
    found: dict[tuple[str, date], list[YoungPerson]] = defaultdict(list)
    for person in people:
        key = identity(person.full_name, person.born)
        if key and not (person.state == YoungPersonState.CLOSED and not person.case_reference):
            found[key].append(person)
    return found
