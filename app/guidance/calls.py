"""“Call me back”: asking for a call, ringing, trying again, and forgetting who asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from app import clock, db
from app.accounts import throttle
from app.audit import services as audit
from app.guidance.models import CallBack, CallState
from app.guidance.states import CALL, OPEN
from app.outbox import services as outbox
from app.settings import services as settings

if TYPE_CHECKING:
    from app.accounts.models import User

LIMIT = throttle.Limit(
    *("call_back", 3, 20, timedelta(hours=1)),
    words="We have your request already. If it is urgent, ring us: the number is on this page",
)


@dataclass(frozen=True)
class NewCall:
    """What somebody tells us who wants to be rung."""

    name: str
    organisation: str
    phone: str
    email: str | None
    when_suits: str
    about: str


def ask(new: NewCall, *, by: User | None, address: str | None) -> CallBack:
    """Note a request and say by when we ring; raise TooManyTries for the fourth in an hour."""
    throttle.take(LIMIT, account=new.phone, address=address)
    return _note(new, by)


@db.transaction()
def _note(new: NewCall, by: User | None) -> CallBack:
    days = int(settings.value("guidance.call_working_days"))
    call = CallBack(
        **vars(new),
        asked_by_id=by.id if by else None,
        asked_at=clock.now(),
        due=clock.add_working_days(clock.today(), days),
    )
    db.session.add(call)
    db.session.flush()
    audit.record("call_back.asked", "call_back", call.ref, by=by)
    if new.email:
        # Anybody may type any address here, so the message repeats nothing that was typed.
        outbox.post("guidance_call_asked", to=new.email, key=f"call-{call.ref}", due=call.due)
    return call


@db.transaction()
def act(call: CallBack, verb: str, *, by: User, reason: str | None = None) -> CallBack:
    """Make a move; whoever acts on a call has taken it."""
    CALL.apply(call, verb, by=by, reason=reason)
    call.owner_id = by.id
    if verb == "no_answer":
        call.tries += 1
    if verb in {"no_answer", "reopen"}:
        days = int(settings.value("guidance.try_again_working_days"))
        call.due = clock.add_working_days(clock.today(), days)
    call.settled_at = clock.now() if call.state not in OPEN else None
    return call


@db.transaction()
def take(call: CallBack, *, by: User) -> CallBack:
    """Say that this person rings."""
    call.owner_id = by.id
    audit.record("call_back.taken", "call_back", call.ref, by=by)
    return call


def _open_and_due(on: date) -> list[CallBack]:
    statement = select(CallBack).where(CallBack.state.in_(OPEN), CallBack.due <= on)
    return list(db.session.scalars(statement.order_by(CallBack.id)))


@db.transaction()
def remind() -> int:
    """Remind whoever took a call, or the team, of those due today or before; return how many."""
    if not clock.is_working_day(clock.today()):
        return 0
    due = _open_and_due(clock.today())
    for call in due:
        outbox.post(
            "guidance_call_due",
            to=call.owner.email if call.owner else settings.contact()["email"],
            key=f"call-due-{call.ref}-{clock.today().isoformat()}",
            call=call,
            link=outbox.link("guidance.call", ref=call.ref),
        )
    return len(due)


@db.transaction()
def forget() -> int:
    """Remove what names somebody from calls settled long ago; return from how many."""
    months = int(settings.value("guidance.keep_calls_months"))
    before = clock.at(clock.months_after(clock.today(), -months), clock.local(clock.now()).time())
    statement = select(CallBack).where(CallBack.settled_at < before, CallBack.name.is_not(None))
    found = list(db.session.scalars(statement))
    for call in found:
        call.name = call.organisation = call.phone = call.email = None
        call.when_suits = call.about = ""
        audit.record("call_back.forgotten", "call_back", call.ref, by=None)
    return len(found)


def find(ref: str) -> CallBack:
    """Return a call; raise NoResultFound where there is none."""
    return db.session.scalars(select(CallBack).where(CallBack.ref == ref)).one()


STATES = {"open": OPEN, "settled": (CallState.DONE, CallState.STOPPED), "all": tuple(CallState)}
