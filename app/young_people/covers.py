"""Looking after somebody else’s young people for a while: asking, setting, sharing out, ending."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, select

from app import clock, db
from app.accounts.models import Role, User
from app.audit import services as audit
from app.errors import DomainError
from app.filters import date_range
from app.young_people import cover_messages, passing
from app.young_people.cover_queries import HOLDS, involved, loads, managers_of, open_of
from app.young_people.models import Cover, CoverShare, CoverState, YoungPerson
from app.young_people.passing import COVER
from app.young_people.spreading import spread

LONGEST = timedelta(days=366)


class WrongCover(DomainError):
    """Dates or people that cannot be."""


@dataclass(frozen=True)
class NewCover:
    """From when to when, what those who cover should know, and for whom if not for everybody."""

    begins: date
    ends: date
    note: str = ""
    only: tuple[YoungPerson, ...] = ()
    outside_reason: str = ""


@db.transaction()
def set_cover(advisor: User, by_whom: Sequence[User], new: NewCover, *, by: User) -> Cover:
    """Let others look after an advisor’s young people between two days; it ends by itself.

    Several share them by load. A manager sets it; the advisor themself asks for it.
    """
    check_people(advisor, by_whom, new.outside_reason, by=by)
    _check_days(new.begins, new.ends)
    lock(advisor)
    _check_free(advisor, new.begins, new.ends)
    if not new.only:
        _check_present(by_whom, new.begins, new.ends)
    outside = any(one.team_id != advisor.team_id for one in by_whom)
    cover = Cover(
        advisor_id=advisor.id,
        covered_by_id=by_whom[0].id,
        begins=new.begins,
        ends=new.ends,
        set_by_id=by.id,
        state=CoverState.SET if by.role == Role.MANAGER else CoverState.ASKED,
        only_named=bool(new.only),
        note=new.note,
        made_at=clock.now(),
        outside_team_id=advisor.team_id if outside else None,
        outside_reason=new.outside_reason if outside else "",
    )
    db.session.add(cover)
    db.session.flush()
    _share(cover, by_whom, new.only)
    _written("set" if cover.state == CoverState.SET else "ask", cover, by, by_whom)
    if cover.state == CoverState.SET:
        cover_messages.begun(cover)
    else:
        cover_messages.asked(cover, managers_of(advisor))
    return cover


def _written(what: str, cover: Cover, by: User, by_whom: Sequence[User]) -> None:
    audit.record(
        f"cover.{what}",
        "cover",
        cover.ref,
        by=by,
        reason=cover.outside_reason or None,
        advisor=db.session.get_one(User, cover.advisor_id).ref,
        covered_by=[one.ref for one in by_whom],
        begins=cover.begins.isoformat(),
        ends=cover.ends.isoformat(),
    )


def check_people(advisor: User, by_whom: Sequence[User], outside_reason: str, *, by: User) -> None:
    """Refuse whoever cannot cover; somebody outside the team needs a manager’s reason."""
    if not by_whom:
        raise WrongCover("Select who covers", field="covered_by")
    if advisor.id in {one.id for one in by_whom}:
        raise WrongCover("Select somebody else: nobody can cover for themself", field="covered_by")
    if by.team_id is None or advisor.team_id != by.team_id:
        raise WrongCover("Select an advisor of your team", field="covered_by")
    if not all(passing.works(one) for one in by_whom):
        raise WrongCover("Select an advisor of your team", field="covered_by")
    if any(one.team_id != advisor.team_id for one in by_whom):
        if by.role != Role.MANAGER:
            raise WrongCover("Select an advisor of your team", field="covered_by")
        if not outside_reason.strip():
            words = "Enter why somebody of another team covers"
            raise WrongCover(words, field="outside_reason")


def _check_days(begins: date, ends: date) -> None:
    if ends < begins:
        raise WrongCover("The last day must be the same as or after the first day", field="ends")
    if ends < clock.today():
        raise WrongCover("The last day must be today or later", field="ends")
    if ends - begins > LONGEST:
        raise WrongCover(
            "Cover can last a year at most. To give a caseload away, hand it over", field="ends"
        )


def lock(advisor: User) -> None:
    """Hold an advisor’s row: two people cannot change the cover of one caseload at once."""
    db.session.scalars(select(User).where(User.id == advisor.id).with_for_update(of=User)).one()


def _check_free(advisor: User, begins: date, ends: date, apart_from: Cover | None = None) -> None:
    statement = select(Cover).where(
        Cover.advisor_id == advisor.id,
        Cover.state.in_(HOLDS),
        Cover.begins <= ends,
        Cover.ends >= begins,
        Cover.id != (apart_from.id if apart_from else 0),
    )
    other = db.session.scalars(statement.order_by(Cover.begins)).first()
    if other:
        days = date_range(other.begins, other.ends)
        raise WrongCover(
            f"{other.covered_by.name} covers already, {days}. Change or end that cover instead",
            field="begins",
        )


def _check_present(by_whom: Sequence[User], begins: date, ends: date) -> None:
    statement = select(Cover).where(
        Cover.advisor_id.in_([one.id for one in by_whom]),
        Cover.state == CoverState.SET,
        Cover.only_named.is_(False),
        Cover.begins <= ends,
        Cover.ends >= begins,
    )
    away = db.session.scalars(statement.order_by(Cover.begins)).first()
    if away:
        days = date_range(away.begins, away.ends)
        raise WrongCover(
            f"{away.advisor.name} is away then too, {days}. Select somebody else",
            field="covered_by",
        )


def _share(cover: Cover, by_whom: Sequence[User], only: Sequence[YoungPerson]) -> None:
    # One who covers everybody needs no shares: whoever joins the caseload meanwhile is covered too.
    if not only and len(by_whom) == 1:
        return
    wanted = [person.id for person in only] or open_of(cover.advisor_id)
    load = loads(by_whom)
    for person_id, advisor_id in spread(wanted, load).items():
        share = CoverShare(cover_id=cover.id, young_person_id=person_id, covered_by_id=advisor_id)
        db.session.add(share)
    cover.covered_by_id = min(load, key=lambda advisor: load[advisor])
    db.session.flush()


@db.transaction()
def share_out(cover: Cover, answers: Mapping[int, tuple[User | None, str]], *, by: User) -> None:
    """Say who looks after whom, and what they should know; nobody means whoever covers the rest.

    A manager may change both at any time; the advisor themself until it is agreed, notes always.
    """
    cover = _hold(cover)
    named = [user for user, _ in answers.values() if user]
    may_choose = by.role == Role.MANAGER or cover.state == CoverState.ASKED
    if named and may_choose:
        check_people(cover.advisor, named, cover.outside_reason, by=by)
    mine = set(db.session.scalars(_ids_of(cover.advisor_id)))
    before = {share.young_person_id: share for share in cover.shares}
    for number in sorted(set(answers) & mine):
        user, note = answers[number]
        share = before.get(number)
        left_out = cover.only_named and may_choose and user is None
        wanted = note or (may_choose and user and user.id != cover.covered_by_id)
        if share is None and wanted and not left_out:
            share = CoverShare(
                cover_id=cover.id, young_person_id=number, covered_by_id=cover.covered_by_id
            )
            db.session.add(share)
        if share and left_out:
            db.session.delete(share)
        elif share:
            share.note = note
            share.covered_by_id = user.id if user and may_choose else share.covered_by_id
    if named and may_choose and cover.covered_by_id not in {user.id for user in named}:
        # Whoever joins the caseload meanwhile goes to somebody who covers at all.
        cover.covered_by_id = named[0].id
    db.session.flush()
    db.session.expire(cover, ["shares"])
    audit.record("cover.share", "cover", cover.ref, by=by, shares=_shared(cover))
    if cover.state == CoverState.SET:
        cover_messages.begun(cover)


def _shared(cover: Cover) -> dict[str, str]:
    """Return who looks after whom, by their references."""
    statement = (
        select(YoungPerson.ref, User.ref)
        .join(CoverShare, CoverShare.young_person_id == YoungPerson.id)
        .join(User, User.id == CoverShare.covered_by_id)
        .where(CoverShare.cover_id == cover.id)
    )
    return {row[0]: row[1] for row in db.session.execute(statement)}


def _ids_of(advisor_id: int) -> Select[int]:
    return select(YoungPerson.id).where(YoungPerson.advisor_id == advisor_id)


def _hold(cover: Cover) -> Cover:
    lock(cover.advisor)
    statement = select(Cover).where(Cover.id == cover.id).with_for_update(of=Cover)
    return db.session.scalars(statement.execution_options(populate_existing=True)).one()


@db.transaction()
def change_days(cover: Cover, begins: date, ends: date, *, by: User) -> None:
    """Let a cover begin or end on another day; its first day stays once it has begun."""
    cover = _hold(cover)
    if cover.state not in HOLDS:
        raise WrongCover("This cover has ended. Set a new one", field="ends")
    if cover.begins <= clock.today() and cover.state == CoverState.SET:
        begins = cover.begins
    _check_days(begins, ends)
    _check_free(cover.advisor, begins, ends, apart_from=cover)
    before = cover.begins, cover.ends
    cover.begins, cover.ends = begins, ends
    audit.record(
        "cover.change_days",
        "cover",
        cover.ref,
        by=by,
        before=[day.isoformat() for day in before],
        after=[begins.isoformat(), ends.isoformat()],
    )
    if cover.state == CoverState.SET and before != (begins, ends):
        cover_messages.changed(cover)


@db.transaction()
def make_move(cover: Cover, verb: str, *, by: User | None, reason: str | None = None) -> str:
    """Agree to a cover, decline it, take it back or end it; return the words of the move."""
    cover = _hold(cover)
    if by and by.role == Role.ADVISOR and by.id != cover.advisor_id:
        raise WrongCover("Only the advisor who is away, or the manager, can change this")
    line = COVER.apply(cover, verb, by=by, reason=reason)
    if verb == "agree":
        check_people(cover.advisor, involved(cover), cover.outside_reason, by=by or cover.advisor)
        cover_messages.begun(cover)
        cover_messages.answered(cover, "")
    elif verb == "decline":
        cover_messages.answered(cover, reason or "")
    if cover.state in {CoverState.ENDED, CoverState.NOT_AGREED}:
        cover.ended_at = clock.now()
    if verb == "end":
        cover_messages.changed(cover)
    return line.label


def follow() -> None:
    """End what is over and remind of what begins today; each cover in a transaction of its own."""
    today = clock.today()
    statement = select(Cover.id).where(Cover.state.in_(HOLDS), Cover.ends < today)
    for number in db.session.scalars(statement.order_by(Cover.id)).all():
        _end_by_itself(number)
    begins = select(Cover).where(Cover.state == CoverState.SET, Cover.begins == today)
    for cover in db.session.scalars(begins.order_by(Cover.id)).all():
        if cover.made_at and clock.local(cover.made_at).date() < today:
            with db.transaction():
                cover_messages.begins_today(cover)


@db.transaction()
def _end_by_itself(number: int) -> None:
    cover = _hold(db.session.get_one(Cover, number))
    if cover.state not in HOLDS or cover.ends >= clock.today():
        return
    was_set = cover.state == CoverState.SET
    COVER.apply(cover, "run_out" if was_set else "lapse", by=None)
    cover.ended_at = clock.now()
    if was_set:
        cover_messages.over(cover)
    else:
        cover_messages.answered(cover, "nobody answered before the last day")
