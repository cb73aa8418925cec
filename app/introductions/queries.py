"""Reading introductions: `visible_to` is the only way to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Select, false, func, or_, select
from sqlalchemy.orm import aliased, joinedload
from sqlalchemy.orm.interfaces import ORMOption

from app import clock, db
from app.accounts.models import Role, User
from app.accounts.queries import escaped
from app.employers import services as employers
from app.employers.models import Employer
from app.introductions.cards import Coarse, age_band, times_band
from app.introductions.models import Introduction
from app.introductions.models import IntroductionState as S
from app.introductions.states import OPEN, WAITING
from app.matches.models import Suggestion
from app.opportunities.models import Opportunity
from app.young_people import queries as young_people
from app.young_people.models import (
    Consent,
    Exclusion,
    Interest,
    Level,
    Purpose,
    YoungPerson,
    YoungPersonState,
)

# What a list of introductions needs beside the rows themselves.
IN_LIST = (
    joinedload(Introduction.opportunity).joinedload(Opportunity.employer),
    joinedload(Introduction.consent),
)


def visible_to(user: User) -> Select[Introduction]:
    """Return the introductions this person may see, as of now: the only scope there is.

    An advisor or manager: those of the young people they may see. An employer: those to its own
    offers, once somebody has asked the young person. Nobody else.
    """
    return select(Introduction).where(_open_to(user))


def _open_to(user: User) -> ColumnElement[bool]:
    if user.role in {Role.ADVISOR, Role.MANAGER}:
        people = young_people.visible_to(user).with_only_columns(YoungPerson.id)
        return Introduction.young_person_id.in_(people)
    employer = employers.employer_or_none(user) if user.role == Role.BUSINESS else None
    if employer is None:
        return false()
    offers = select(Opportunity.id).where(Opportunity.employer_id == employer.id)
    return Introduction.opportunity_id.in_(offers) & (Introduction.state != S.DRAFT)


def find(ref: str, *, by: User, options: tuple[ORMOption, ...] = ()) -> Introduction:
    """Return an introduction; NoResultFound when there is none, or none for this person."""
    statement = visible_to(by).where(Introduction.ref == ref).options(*options)
    return db.session.scalars(statement).one()


def hold(introduction: Introduction, *, by: User | None) -> Introduction:
    """Lock the young person, then the introduction, and read it afresh within the transaction.

    Everybody locks in this order. Raises NoResultFound when it is not this person’s (any more);
    `by=None` is the system itself.
    """
    person = select(YoungPerson.id).where(YoungPerson.id == introduction.young_person_id)
    db.session.execute(person.with_for_update(key_share=True))
    scope = visible_to(by) if by else select(Introduction)
    statement = scope.where(Introduction.id == introduction.id).with_for_update(of=Introduction)
    return db.session.scalars(statement.execution_options(populate_existing=True)).one()


def of_pair(person: YoungPerson, opportunity: Opportunity) -> Introduction | None:
    """Return the introduction of a young person to an offer, whatever its state."""
    statement = select(Introduction).where(
        Introduction.young_person_id == person.id, Introduction.opportunity_id == opportunity.id
    )
    return db.session.scalars(statement).first()


def suggestion_of(person: YoungPerson, opportunity: Opportunity) -> Suggestion | None:
    """Return what was decided about this offer for this person."""
    statement = select(Suggestion).where(
        Suggestion.young_person_id == person.id, Suggestion.opportunity_id == opportunity.id
    )
    return db.session.scalars(statement).first()


def others_open(introduction: Introduction) -> list[Introduction]:
    """Return the other introductions of the same young person that are not over."""
    statement = (
        select(Introduction)
        .where(Introduction.young_person_id == introduction.young_person_id)
        .where(Introduction.id != introduction.id)
        .where(Introduction.state.in_((S.DRAFT, S.AWAITING_AGREEMENT, *OPEN)))
        .order_by(Introduction.id)
        .options(*IN_LIST)
    )
    return list(db.session.scalars(statement))


def of_person(person: YoungPerson) -> list[Introduction]:
    """Return every introduction of a young person, newest first."""
    statement = select(Introduction).where(Introduction.young_person_id == person.id)
    return list(db.session.scalars(statement.order_by(Introduction.id.desc()).options(*IN_LIST)))


def kept_out(person: YoungPerson, employer: Employer) -> bool:
    """Whether this employer is on the list of those a young person is never put to."""
    statement = select(Exclusion.id).where(
        Exclusion.young_person_id == person.id, Exclusion.employer_id == employer.id
    )
    return db.session.scalar(statement.limit(1)) is not None


def agreed_fields(introduction: Introduction) -> list[str] | None:
    """Return what the young person agreed to share with this employer today; None: nothing at all."""
    employer = introduction.opportunity.employer
    consent = young_people.standing_consent(introduction.young_person, Purpose.SHARE, employer)
    return list(consent.shared_fields) if consent else None


class OfPerson(Protocol):
    """Anything that puts a young person to an offer: an introduction, a placement."""

    @property
    def id(self) -> Any:
        """Its number."""

    @property
    def young_person_id(self) -> Any:
        """Whose it is."""

    @property
    def opportunity(self) -> Any:
        """What for."""


def agreed_names(found: Iterable[OfPerson]) -> dict[int, list[str]]:
    """Return the agreed fields of many introductions or placements at once; none: left out."""
    rows = list(found)
    latest = (
        select(func.max(Consent.id))
        .where(Consent.purpose == Purpose.SHARE)
        .where(Consent.young_person_id.in_({row.young_person_id for row in rows}))
        .where(Consent.employer_id.in_({row.opportunity.employer_id for row in rows}))
        .group_by(Consent.young_person_id, Consent.employer_id)
    )
    fields = {
        (one.young_person_id, one.employer_id): list(one.shared_fields)
        for one in db.session.scalars(select(Consent).where(Consent.id.in_(latest)))
        if young_people.stands(one)
    }
    keys = {row.id: (row.young_person_id, row.opportunity.employer_id) for row in rows}
    return {number: fields[key] for number, key in keys.items() if key in fields}


def active_pool() -> list[Coarse]:
    """Return everybody who is ready, in bands: among them nobody may be made out."""
    likes: dict[int, set[str]] = {}
    liked = select(Interest.young_person_id, Interest.sector_key).where(
        Interest.level != Level.NOT_FOR_ME
    )
    for number, sector in db.session.execute(liked):
        likes.setdefault(number, set()).add(sector)
    today = clock.today()
    people = select(YoungPerson.id, YoungPerson.born, YoungPerson.hours_per_week_max)
    ready = people.where(YoungPerson.state == YoungPersonState.READY)
    return [
        Coarse(number, age_band(born, today), times_band(hours), frozenset(likes.get(number, ())))
        for number, born, hours in db.session.execute(ready)
    ]


def live_counts(opportunity: Opportunity) -> tuple[int, int]:
    """Return how many introductions wait for an answer or an end: on this offer, at this employer."""
    statement = (
        select(Introduction.opportunity_id, func.count())
        .join(Opportunity, Opportunity.id == Introduction.opportunity_id)
        .where(Opportunity.employer_id == opportunity.employer_id, Introduction.state.in_(OPEN))
        .group_by(Introduction.opportunity_id)
    )
    counts = dict(db.session.execute(statement).all())
    return counts.get(opportunity.id, 0), sum(counts.values())


def sent_since(employer: Employer, day: date) -> int:
    """Return how many introductions an employer was sent since a day, whatever came of them."""
    statement = (
        select(func.count())
        .select_from(Introduction)
        .join(Opportunity, Opportunity.id == Introduction.opportunity_id)
        .where(Opportunity.employer_id == employer.id)
        .where(Introduction.sent_at >= clock.at(day, time.min))
    )
    return db.session.scalar(statement) or 0


def unanswered() -> list[Introduction]:
    """Return what employers have not answered yet."""
    statement = (
        select(Introduction)
        .where(Introduction.state.in_(WAITING), Introduction.answered_at.is_(None))
        .where(Introduction.sent_at.is_not(None))
        .order_by(Introduction.id)
    )
    return list(db.session.scalars(statement))


def search(statement: Select[Introduction], words: str) -> Select[Introduction]:
    """Narrow introductions to those of a name, an employer or an offer."""
    like = f"%{escaped(words.lower())}%"
    person, offer, employer = aliased(YoungPerson), aliased(Opportunity), aliased(Employer)
    columns = (person.preferred_name, person.surname, offer.title, employer.name)
    return (
        statement.join(person, person.id == Introduction.young_person_id)
        .join(offer, offer.id == Introduction.opportunity_id)
        .join(employer, employer.id == offer.employer_id)
        .where(or_(*(func.lower(column).like(like, escape="\\") for column in columns)))
    )
