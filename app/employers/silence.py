"""Organisations that have gone quiet: why it looks so, since when, and who was rung when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from app import clock, db
from app.accounts.models import User
from app.audit import services as audit
from app.employers import jobs, letters, services
from app.employers.models import Employer, EmployerContact, EmployerState, Membership
from app.employers.signals import Owed, asked_who_owes_answers
from app.errors import DomainError
from app.filters import plural
from app.outbox.models import Message
from app.settings import services as settings

if TYPE_CHECKING:
    from collections.abc import Iterable

WATCHED = (EmployerState.APPROVED, EmployerState.DORMANT)
KINDS = {
    "answers": "Introductions",
    "happy": "“Still happy?”",
    "bounced": "Messages come back",
    "away": "Not been here",
}
HOW = {"call": "I rang them", "email": "I wrote to them", "visit": "I went there"}
OUTCOMES = {
    "spoke": "We spoke: all is well",
    "promised": "They promised to answer",
    "no_answer": "Nobody answered",
    "message": "I left a message",
    "stop": "They do not want to go on",
    "sent": "Reminder sent",
}


@dataclass(frozen=True)
class Sign:
    """One sign of silence, and since when."""

    kind: str
    words: str
    since: datetime | None
    answers: int = 0  # introductions that wait


@dataclass
class Silent:
    """An organisation that has gone quiet."""

    employer: Employer
    signs: list[Sign]
    people: list[User] = field(default_factory=list)
    contact: EmployerContact | None = None

    @property
    def since(self) -> datetime | None:
        """Return since when the oldest sign lasts."""
        return min((sign.since for sign in self.signs if sign.since), default=None)

    @property
    def can_remind(self) -> bool:
        """Say whether there is something to remind them of."""
        return any(sign.kind in {"answers", "happy"} for sign in self.signs)

    @property
    def next_on(self) -> date | None:
        """Return when somebody is to try again."""
        return self.contact.next_on if self.contact and not self.contact.done_at else None


class NothingToRemindOf(DomainError):
    """A reminder says what waits."""

    message = "Nothing waits for an answer from them, or they had a reminder today"


def silent() -> list[Silent]:
    """Return the organisations that have gone quiet, the longest first; a fixed few statements."""
    owed = _owed()
    people = _people()
    bounced = _bounced(person.email for line in people.values() for person in line)
    statement = select(Employer).where(Employer.state.in_(WATCHED)).order_by(Employer.id)
    found = [
        Silent(employer, signs, people.get(employer.id, []))
        for employer in db.session.scalars(statement)
        if (signs := _signs(employer, people.get(employer.id, []), bounced, owed.get(employer.id)))
    ]
    contacts = _contacts([row.employer.id for row in found])
    for row in found:
        row.contact = contacts.get(row.employer.id)
    return sorted(found, key=_urgency)


def _urgency(row: Silent) -> tuple[date, int, datetime]:
    # Who is to be rung later waits; somebody hopes for an answer, and that weighs most.
    order = list(KINDS)
    gravest = min(order.index(sign.kind) for sign in row.signs)
    later = row.next_on if row.next_on and row.next_on > clock.today() else date.min
    return (later, gravest, row.since or clock.now())


def counts(rows: list[Silent]) -> dict[str, int]:
    """Return how many organisations show each sign."""
    kinds = [{sign.kind for sign in row.signs} for row in rows]
    return {kind: sum(kind in found for found in kinds) for kind in KINDS}


def showing(rows: list[Silent], kind: str) -> list[Silent]:
    """Return the organisations that show this sign; all without one."""
    return [row for row in rows if kind not in KINDS or kind in {sign.kind for sign in row.signs}]


def _owed() -> dict[int, Owed]:
    found: dict[int, Owed] = {}
    for _, answer in asked_who_owes_answers.send(None):
        found |= answer
    return found


def _people() -> dict[int, list[User]]:
    statement = (
        select(Membership.employer_id, User)
        .join(User, User.id == Membership.user_id)
        .join(Employer, Employer.id == Membership.employer_id)
        .where(Employer.state.in_(WATCHED), User.active)
        .order_by(Membership.owner.desc(), Membership.id)
    )
    found: dict[int, list[User]] = {}
    for number, user in db.session.execute(statement):
        found.setdefault(number, []).append(user)
    return found


def _bounced(addresses: Iterable[str]) -> dict[str, datetime]:
    failed = select(Message.to_address, func.min(Message.failed_at)).where(
        Message.failed_at.is_not(None), Message.sent_at.is_(None)
    )
    known = set(addresses)
    rows = db.session.execute(failed.group_by(Message.to_address))
    return {address: when for address, when in rows if address in known and when}


def _contacts(numbers: list[int]) -> dict[int, EmployerContact]:
    statement = (
        select(EmployerContact)
        .where(EmployerContact.employer_id.in_(numbers))
        .order_by(EmployerContact.id)
    )
    return {row.employer_id: row for row in db.session.scalars(statement)}


def _signs(
    employer: Employer, people: list[User], bounced: dict[str, datetime], owed: Owed | None
) -> list[Sign]:
    found = []
    if owed:
        words = f"{plural(owed.count, 'introduction')} without an answer"
        found.append(Sign("answers", words, owed.since, owed.count))
    if _should_have_answered(employer):
        found.append(Sign("happy", "No answer to “still happy?”", employer.asked_at))
    for person in people:
        if when := bounced.get(person.email):
            found.append(Sign("bounced", f"Messages to {person.email} do not arrive", when))
    seen = _seen(employer, people)
    if clock.now() - seen > timedelta(days=settings.value("silence.sign_in_days")):
        words = "Nobody has signed in" if people else "Nobody can sign in"
        found.append(Sign("away", words, seen))
    return found


def _should_have_answered(employer: Employer) -> bool:
    """Say whether “still happy?” has waited longer than a coordinator would."""
    if not employer.asked_at or not jobs.was_asked(employer):
        return False
    waited = clock.working_days_between(clock.local(employer.asked_at).date(), clock.today())
    return waited >= int(settings.value("silence.call_again_working_days"))


def _seen(employer: Employer, people: list[User]) -> datetime:
    """Return the last sign of life: registered, approved, still happy, signed in."""
    moments = [employer.created_at, employer.approved_at, employer.confirmed_at]
    moments += [moment for p in people for moment in (p.last_signed_in_at, p.created_at)]
    return max(moment for moment in moments if moment)


@dataclass(frozen=True)
class NewContact:
    """How somebody reached out, what came of it, and when to try again."""

    how: str
    outcome: str
    words: str = ""
    next_on: date | None = None


@db.transaction()
def log(employer: Employer, new: NewContact, *, by: User) -> EmployerContact:
    """Keep a call; whatever was to be done before is done by it."""
    services.lock(employer)
    before = select(EmployerContact).where(
        EmployerContact.employer_id == employer.id, EmployerContact.done_at.is_(None)
    )
    for row in db.session.scalars(before):
        row.done_at = clock.now()
    contact = EmployerContact(employer_id=employer.id, by_id=by.id, at=clock.now(), **vars(new))
    contact.owner_id = by.id if new.next_on else None
    contact.done_at = None if new.next_on else clock.now()
    db.session.add(contact)
    audit.record("employer.contacted", "employer", employer.ref, by=by, outcome=new.outcome)
    return contact


def call_again_on() -> date:
    """Return when to try again, unless somebody says otherwise."""
    days = settings.value("silence.call_again_working_days")
    return clock.add_working_days(clock.today(), days)


@db.transaction()
def remind(employer: Employer, *, by: User) -> None:
    """Send one reminder of all that waits, at most once a day, and note when to look again."""
    row = next((row for row in silent() if row.employer.id == employer.id), None)
    answers = sum(sign.answers for sign in row.signs) if row else 0
    asked = jobs.was_asked(employer)
    if not answers and not asked:
        raise NothingToRemindOf
    today = clock.today()
    posted = [
        letters.write(
            user,
            "reminder",
            about=f"{employer.ref}-{today}",
            employer=employer,
            answers=answers,
            still_happy=asked,
        )
        for user in services.contacts(employer)
    ]
    if not any(posted):
        raise NothingToRemindOf
    log(employer, NewContact("email", "sent", next_on=call_again_on()), by=by)


def contacts_of(employer: Employer) -> list[EmployerContact]:
    """Return how an organisation was reached, newest first."""
    statement = select(EmployerContact).where(EmployerContact.employer_id == employer.id)
    return list(db.session.scalars(statement.order_by(EmployerContact.id.desc())))
