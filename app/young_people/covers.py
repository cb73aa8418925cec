"""Looking after somebody else’s caseload: for a while, or from now on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select

from app import clock, db
from app.accounts.models import Role, User
from app.audit import services as audit
from app.errors import DomainError
from app.outbox import services as outbox
from app.young_people import holding, queries, signals
from app.young_people.models import Cover, Transfer, YoungPerson

LONGEST = timedelta(days=366)


class WrongCover(DomainError):
    """Dates or people that cannot be."""


@db.transaction()
def set_cover(advisor: User, covered_by: User, *, begins: date, ends: date, by: User) -> Cover:
    """Let one advisor of the team see another’s caseload between two days; it ends by itself."""
    _check_people(advisor, covered_by, by)
    _check_days(begins, ends)
    if _overlapping(advisor, begins, ends):
        raise WrongCover(
            "Somebody covers in this time already. End that cover first", field="begins"
        )
    cover = Cover(
        advisor_id=advisor.id,
        covered_by_id=covered_by.id,
        begins=begins,
        ends=ends,
        set_by_id=by.id,
    )
    db.session.add(cover)
    db.session.flush()
    audit.record(
        "cover.set", "cover", cover.ref, by=by, advisor=advisor.ref, covered_by=covered_by.ref
    )
    outbox.post(
        "young_people_cover",
        to=covered_by.email,
        key=f"cover-{cover.ref}",
        person=covered_by,
        absent=advisor,
        cover=cover,
        address=outbox.link("young_people.index"),
    )
    return cover


def _check_people(advisor: User, covered_by: User, by: User) -> None:
    if advisor.id == covered_by.id:
        raise WrongCover("Select somebody else: nobody can cover for themself", field="covered_by")
    team = {advisor.team_id, covered_by.team_id, by.team_id}
    if len(team) != 1 or covered_by.role != Role.ADVISOR or not covered_by.active:
        raise WrongCover("Select an advisor of your team", field="covered_by")


def _check_days(begins: date, ends: date) -> None:
    if ends < begins:
        raise WrongCover("The last day must be the same as or after the first day", field="ends")
    if ends < clock.today():
        raise WrongCover("The last day must be today or later", field="ends")
    if ends - begins > LONGEST:
        raise WrongCover(
            "Cover can last a year at most. To give a caseload away, hand it over", field="ends"
        )


def _overlapping(advisor: User, begins: date, ends: date) -> Cover | None:
    # The advisor’s row is the lock: two managers cannot set two covers at once.
    db.session.scalars(select(User).where(User.id == advisor.id).with_for_update(of=User)).one()
    statement = select(Cover).where(
        Cover.advisor_id == advisor.id, Cover.begins <= ends, Cover.ends >= begins
    )
    return db.session.scalars(statement).first()


@db.transaction()
def end_cover(cover: Cover, *, by: User) -> None:
    """End a cover now: its last day was yesterday. One that has not begun never begins."""
    cover.ends = min(cover.ends, clock.today() - timedelta(days=1))
    cover.begins = min(cover.begins, cover.ends)
    audit.record("cover.end", "cover", cover.ref, by=by)


def covers_of(team: Sequence[User]) -> list[Cover]:
    """Return the covers of these advisors that run or are still to come, soonest first."""
    numbers = [person.id for person in team]
    statement = select(Cover).where(Cover.advisor_id.in_(numbers), Cover.ends >= clock.today())
    return list(db.session.scalars(statement.order_by(Cover.begins, Cover.id)))


def find_cover(ref: str, *, manager: User) -> Cover:
    """Return a cover within the manager’s team; NoResultFound otherwise."""
    numbers = [person.id for person in queries.team_of(manager)]
    statement = select(Cover).where(Cover.ref == ref, Cover.advisor_id.in_(numbers))
    return db.session.scalars(statement).one()


@db.transaction()
def hand_over(people: Sequence[YoungPerson], to: User, *, reason: str, by: User) -> int:
    """Give young people another advisor of the manager’s team; return how many moved.

    Who had them before loses sight of them with the next request; history keeps both names.
    """
    if to.team_id != by.team_id or to.role != Role.ADVISOR or not to.active:
        raise WrongCover("Select an advisor of your team", field="to")
    moving = [holding.hold(person, by=by) for person in people]
    moving = [person for person in moving if person.advisor_id != to.id]
    for person in moving:
        _give(person, to, reason, by)
    if moving:
        _tell(to, moving)
    return len(moving)


def _give(person: YoungPerson, to: User, reason: str, by: User) -> None:
    before = person.advisor
    transfer = Transfer(
        young_person_id=person.id,
        from_id=person.advisor_id,
        to_id=to.id,
        by_id=by.id,
        reason=reason,
        at=clock.now(),
    )
    db.session.add(transfer)
    person.advisor = to
    holding.touch(person, ["advisor"], by=by, action="hand_over")
    signals.handed_over.send(person, frm=before, to=to, by=by)


def _tell(to: User, moving: list[YoungPerson]) -> None:
    # The message says how many, never who.
    outbox.post(
        "young_people_handed_over",
        to=to.email,
        key=f"handed-over-{moving[0].ref}-{moving[0].version}-{to.id}-{len(moving)}",
        person=to,
        count=len(moving),
        address=outbox.link("young_people.index"),
    )
