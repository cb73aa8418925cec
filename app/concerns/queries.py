"""Reading concerns: the coordinator’s list, one concern’s story, those about an organisation."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Select, case, func, or_, select

from app import db
from app.accounts.models import User
from app.concerns.models import CATEGORIES, Category, Concern, ConcernNote, ConcernState
from app.concerns.states import CONCERN
from app.employers import services as employers
from app.employers.models import Employer, EmployerState
from app.employers.queries import Event
from app.employers.signals import Above
from app.states import StateChange

OPEN = tuple(state for state in ConcernState if state != ConcernState.CLOSED)
URGENT_FIRST = case((Concern.category == Category.DANGER, 0), else_=1)
TITLES = {
    "look": "Somebody looks into it",
    "act": "Something was done",
    "leave": "Nothing needs doing",
    "close": "Closed",
    "reopen": "Looked at again",
}


def find(ref: str) -> Concern:
    """Return a concern; raise NoResultFound when there is none."""
    return db.session.scalars(select(Concern).where(Concern.ref == ref)).unique().one()


def desk(words: str, state: str, category: str) -> Select[Concern]:
    """Return the coordinator’s list, what cannot wait first, then what is due first."""
    statement = select(Concern).outerjoin(Concern.employer)
    if state in set(ConcernState):
        statement = statement.where(Concern.state == ConcernState(state))
    elif state != "all":
        statement = statement.where(Concern.state.in_(OPEN))
    if category in set(Category):
        statement = statement.where(Concern.category == Category(category))
    if words:
        columns = (Concern.words, Concern.about, Employer.name)
        statement = statement.where(or_(*(c.icontains(words, autoescape=True) for c in columns)))
    due = Concern.due.asc().nulls_last()
    return statement.order_by(URGENT_FIRST, due, Concern.id)


def waiting(limit: int) -> list[Concern]:
    """Return the concerns somebody has to do something about, the most urgent first."""
    statement = select(Concern).where(Concern.state.in_(OPEN))
    ordered = statement.order_by(URGENT_FIRST, Concern.due, Concern.id)
    return list(db.session.scalars(ordered.limit(limit)).unique())


def story(concern: Concern) -> list[Event]:
    """Return what happened to a concern, newest first."""
    moves = (
        select(StateChange, User.name)
        .outerjoin(User, User.id == StateChange.by_id)
        .where(StateChange.machine == CONCERN.name, StateChange.subject_id == concern.id)
        .order_by(StateChange.id.desc())
    )
    notes = (
        select(ConcernNote, User.name)
        .join(User, User.id == ConcernNote.by_id)
        .where(ConcernNote.concern_id == concern.id)
        .order_by(ConcernNote.id.desc())
    )
    events = [
        Event(row.at, TITLES.get(row.verb, row.verb), name or "", row.reason)
        for row, name in db.session.execute(moves)
    ]
    events += [Event(row.at, "Note", name, row.words) for row, name in db.session.execute(notes)]
    if concern.told_at:
        events.append(Event(concern.told_at, "Told what came of it", "", concern.told_words))
    events.append(Event(concern.created_at, "Reported", concern.reporter_name))
    return sorted(events, key=lambda event: event.when, reverse=True)


def about(employer: Employer) -> list[Above]:
    """Return the concerns about an organisation, newest first, for its page on the desk."""
    statement = select(Concern).where(Concern.employer_id == employer.id)
    rows: Iterable[Concern] = db.session.scalars(statement.order_by(Concern.id.desc())).unique()
    return [
        Above(CATEGORIES[row.category], "concerns.show", row.ref, row.created_at, row.state.value)
        for row in rows
    ]


def employer_called(name: str) -> Employer | None:
    """Return the organisation of this name, if exactly one bears it."""
    statement = select(Employer).where(
        Employer.plain_name == employers.plain_name(name), Employer.state != EmployerState.ARCHIVED
    )
    found = list(db.session.scalars(statement.limit(2)))
    return found[0] if len(found) == 1 and name else None


def open_count() -> int:
    """Return how many concerns are open."""
    counted = select(func.count()).select_from(Concern).where(Concern.state.in_(OPEN))
    return db.session.scalar(counted) or 0
