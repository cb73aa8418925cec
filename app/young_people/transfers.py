"""Giving young people another advisor for good: with a note, an answer by a clock, and a way back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.exc import NoResultFound

from app import clock, db
from app.accounts.models import Role, User
from app.db import new_ref
from app.errors import DomainError
from app.filters import listing
from app.outbox import services as outbox
from app.settings import services as settings
from app.young_people import holding, passing, queries, signals
from app.young_people.cover_queries import managers_of
from app.young_people.models import Transfer, TransferState, YoungPerson
from app.young_people.passing import TRANSFER

ANSWERED = {
    "take_on": "{name} is in your care. Get in touch, and write a note about it",
    "query": "Your manager has been told. Until they decide, {name} is in your care",
}
WAITS = (TransferState.GIVEN, TransferState.QUERIED)


class WrongTransfer(DomainError):
    """An advisor who cannot take somebody on."""


class MovedAlready(DomainError):
    """Somebody else was quicker."""


@dataclass(frozen=True)
class Gift:
    """Who gets another advisor, whom, and what that one should know."""

    person: YoungPerson
    to: User
    note: str = ""


@db.transaction()
def hand_over(gifts: Sequence[Gift], *, frm: User | None, reason: str, by: User) -> str:
    """Give young people to other advisors of the manager’s team; return what names them together.

    Who had them before loses sight of them with the next request; history keeps both names. When
    one of them is not with `frm` any more, nobody is moved and the words say who moved them.
    """
    check_takers([gift.to for gift in gifts], by)
    # Everybody locks in one order, whatever the order on the page.
    held = {gift.person.id: _hold(gift.person, frm, by) for gift in sorted(gifts, key=_number)}
    return give_all([replace(gift, person=held[gift.person.id]) for gift in gifts], reason, by)


def _number(gift: Gift) -> int:
    return gift.person.id


def check_takers(to: Iterable[User], by: User) -> None:
    """Refuse whoever cannot take somebody on in this manager’s team."""
    if any(not passing.works(one) or one.team_id != by.team_id for one in to):
        raise WrongTransfer("Select an advisor of your team", field="to")


def give_all(gifts: Sequence[Gift], reason: str, by: User) -> str:
    """Give young people who are held already, within the open transaction."""
    batch = new_ref()
    for gift in gifts:
        _give(gift, reason, by, batch)
    for to in {gift.to.id: gift.to for gift in gifts}.values():
        count = sum(gift.to.id == to.id for gift in gifts)
        _tell("young_people_handed_over", to, batch, count=count, due=due())
    return batch


def due() -> date:
    """Return the day by which whoever is given somebody today says that they have read about it."""
    days = int(settings.value("young_people.hand_over_working_days"))
    return clock.add_working_days(clock.today(), days)


def _hold(person: YoungPerson, frm: User | None, by: User) -> YoungPerson:
    number = frm.id if frm else None
    try:
        held = holding.hold(person, by=by)
    except NoResultFound:
        raise MovedAlready("One of them is not in your team any more. Nobody was moved") from None
    if held.advisor_id != number:
        now = held.advisor.name if held.advisor else "nobody"
        raise MovedAlready(
            f"Somebody gave {held.preferred_name} to {now} just now. Nobody was moved; look again"
        )
    return held


def _give(gift: Gift, reason: str, by: User, batch: str) -> None:
    person, before = gift.person, gift.person.advisor
    _close_earlier(person)
    transfer = Transfer(
        young_person_id=person.id,
        from_id=person.advisor_id,
        to_id=gift.to.id,
        by_id=by.id,
        reason=reason,
        note=gift.note,
        due=due(),
        batch=batch,
        at=clock.now(),
    )
    db.session.add(transfer)
    _change_hands(person, before, gift.to, by, "hand_over")


def _change_hands(
    person: YoungPerson, before: User | None, to: User, by: User, action: str
) -> None:
    person.advisor = to
    holding.touch(person, ["advisor"], by=by, action=action)
    signals.handed_over.send(person, frm=before, to=to, by=by)


def _close_earlier(person: YoungPerson) -> None:
    for earlier in db.session.scalars(_open_to_answer().where(_of(person))):
        TRANSFER.apply(earlier, "pass_on", by=None)
        earlier.done_at = clock.now()


def _open_to_answer() -> Select[Transfer]:
    return select(Transfer).where(Transfer.state.in_(WAITS)).order_by(Transfer.due, Transfer.id)


def _of(person: YoungPerson) -> ColumnElement[bool]:
    return Transfer.young_person_id == person.id


def _tell(name: str, to: User, stamp: str, **context: Any) -> None:
    # The message says how many, never who.
    outbox.post(
        name,
        to=to.email,
        key=f"{name}-{stamp}-{to.id}",
        person=to,
        address=outbox.link("young_people.handed_to_me"),
        **context,
    )


@db.transaction()
def answer(person: YoungPerson, verb: str, *, by: User, reason: str | None = None) -> str:
    """Take somebody on, or ask the manager to think again; return the words of the move."""
    held = holding.hold(person, by=by)
    transfer = latest(held)
    if transfer is None or transfer.to_id != by.id:
        raise NoResultFound
    line = TRANSFER.apply(transfer, verb, by=by, reason=reason)
    if verb == "query":
        transfer.query = (reason or "").strip()
        for manager in managers_of(by):
            _tell("young_people_queried", manager, f"{transfer.id}", asking=by)
    else:
        transfer.done_at = clock.now()
    return line.label


def latest(person: YoungPerson) -> Transfer | None:
    """Return the last time somebody was handed over, whatever became of it."""
    statement = select(Transfer).where(_of(person)).order_by(Transfer.id.desc()).limit(1)
    return db.session.scalars(statement).first()


@db.transaction()
def undo(batch: str, *, by: User) -> int:
    """Give those who were handed over together back to who had them; return how many.

    Refused, with nobody moved, when it is too late or somebody has gone on since.
    """
    given = of_batch(batch, manager=by)
    for transfer in sorted(given, key=lambda row: row.young_person_id):
        person = holding.hold(transfer.young_person, by=by)
        TRANSFER.apply(transfer, "undo", by=by)
        transfer.done_at = clock.now()
        if transfer.frm:
            _change_hands(person, transfer.to, transfer.frm, by, "hand_over_undone")
    takers = {row.to_id: row.to for row in given}
    for to in takers.values():
        count = sum(row.to_id == to.id for row in given)
        _tell("young_people_taken_back", to, batch, count=count)
    return len(given)


def of_batch(batch: str, *, manager: User) -> list[Transfer]:
    """Return those who were handed over together, within the manager’s team; else NoResultFound."""
    team = select(User.id).where(User.team_id == manager.team_id)
    statement = select(Transfer).where(
        Transfer.batch == batch, Transfer.batch != "", Transfer.to_id.in_(team)
    )
    rows = list(db.session.scalars(statement.order_by(Transfer.id)).unique())
    if not rows or manager.team_id is None:
        raise NoResultFound
    return rows


def may_undo(given: Sequence[Transfer]) -> bool:
    """Whether all of those who were handed over together can still go back."""
    return all(TRANSFER.find(row.state, "undo") and passing.can_go_back(row) for row in given)


def to_answer(user: User) -> list[Transfer]:
    """Return what waits for an answer: of this advisor; for a manager, what is late or asked back."""
    statement = _open_to_answer()
    if user.role == Role.ADVISOR:
        return list(db.session.scalars(statement.where(Transfer.to_id == user.id)).unique())
    if user.team_id is None:
        return []
    team = select(User.id).where(User.team_id == user.team_id)
    pressing = or_(Transfer.state == TransferState.QUERIED, Transfer.due < clock.today())
    return list(db.session.scalars(statement.where(Transfer.to_id.in_(team), pressing)).unique())


def recent(manager: User, most: int = 10) -> list[tuple[str, list[Transfer]]]:
    """Return what was handed over lately in a manager’s team, by what was given together."""
    team = select(User.id).where(User.team_id == manager.team_id)
    statement = (
        select(Transfer)
        .where(Transfer.to_id.in_(team), Transfer.batch != "")
        .order_by(Transfer.id.desc())
        .limit(100)
    )
    found: dict[str, list[Transfer]] = {}
    for row in db.session.scalars(statement).unique():
        found.setdefault(row.batch, []).append(row)
    return list(found.items())[:most]


def goes_along(people: Sequence[YoungPerson]) -> dict[int, list[str]]:
    """Return what goes to the next advisor with each of them, in words."""
    numbers = [person.id for person in people]
    found: dict[int, list[str]] = {number: [] for number in numbers}
    answers: Iterable[tuple[object, Mapping[int, list[str]]]] = signals.asked_what_goes_along.send(
        None, people=numbers
    )
    for _, answer in answers:
        for number, words in answer.items():
            found[number] += words
    for person in people:
        found[person.id] += _named(person)
    return found


def _named(person: YoungPerson) -> list[str]:
    # An agreement was explained in words that may name whoever is their advisor now.
    advisor = person.advisor
    if advisor is None:
        return []
    naming = [row for row in person.consents if queries.stands(row) and advisor.name in row.wording]
    return [f"An agreement that names {advisor.name}: explain it again"] if naming else []


def left(ref: str, user: User) -> Transfer | None:
    """Return the hand-over by which somebody lost sight of this record in the last day, if any."""
    statement = (
        select(Transfer)
        .join(YoungPerson, YoungPerson.id == Transfer.young_person_id)
        .where(YoungPerson.ref == ref)
        .order_by(Transfer.id.desc())
        .limit(1)
    )
    last = db.session.scalars(statement).first()
    moved = last and last.from_id == user.id and last.state != TransferState.UNDONE
    return last if last and moved and (clock.now() - last.at).days < 1 else None


def names(transfers: Iterable[Transfer]) -> str:
    """Return to whom these went, as a list of names."""
    return listing(sorted({row.to.name for row in transfers}))
