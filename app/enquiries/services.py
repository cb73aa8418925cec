"""Asking about an offer from outside, and answering.

A question is read by a person at the council before anybody else hears of it, and only after whoever
asked has confirmed their address: so nobody can have the council write to somebody else. Nothing is
ever looked up about the address. Whoever asks gets the same pages and messages, whether the council
knows them or not.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, or_
from sqlalchemy.exc import NoResultFound

from app import clock, db
from app.accounts import throttle
from app.accounts.sessions import digest
from app.audit import services as audit
from app.enquiries import queries
from app.enquiries.models import Enquiry, EnquiryState
from app.enquiries.states import ENQUIRY
from app.errors import DomainError
from app.opportunities import looking
from app.outbox import services as outbox
from app.settings import services as settings

if TYPE_CHECKING:
    from app.accounts.models import User
    from app.opportunities.models import Opportunity

ASK = throttle.Limit(
    *("enquiry", 10, 10, timedelta(hours=1)),
    words="Many questions came from where you are. Ring us, or try again in an hour",
)
MOST_OPEN = 3  # unconfirmed questions of one address a day: nobody’s inbox is flooded through us
CONFIRM_DAYS = 7


class Done(DomainError):
    """Somebody answered or closed it in between."""

    message = "This question has been answered or closed"


@dataclass(frozen=True)
class NewEnquiry:
    """What somebody asks, and where the answer goes."""

    words: str
    email: str
    name: str = ""


def offer(ref: str) -> Opportunity:
    """Return an offer everybody may see; raise NoResultFound for any other, also one that is over."""
    try:
        return looking.shown(ref, None)
    except looking.Over:
        raise NoResultFound from None


def ask(new: NewEnquiry, opportunity: Opportunity, *, address: str | None) -> None:
    """Keep a question until its address is confirmed; raise TooManyTries from a busy network.

    An address that has not confirmed its last questions gets no further message, and nothing says so.
    """
    throttle.take(ASK, account=throttle.network(address), address=address)
    if queries.unconfirmed_today(new.email) < MOST_OPEN:
        _keep(new, opportunity)


@db.transaction()
def _keep(new: NewEnquiry, opportunity: Opportunity) -> None:
    secret = secrets.token_urlsafe(32)
    enquiry = Enquiry(
        opportunity=opportunity,
        name=new.name,
        email=new.email,
        words=new.words,
        link=digest(secret),
        created_at=clock.now(),
    )
    db.session.add(enquiry)
    db.session.flush()
    audit.record("enquiry.asked", "enquiry", enquiry.ref, by=None, offer=opportunity.ref)
    _write(enquiry, "confirm", href=outbox.link("enquiries.confirm", secret=secret))


def _write(enquiry: Enquiry, name: str, **context: Any) -> None:
    outbox.post(
        f"enquiries_{name}",
        to=enquiry.email,
        key=f"enquiry-{name}:{enquiry.ref}",
        enquiry=enquiry,
        offer=enquiry.opportunity,
        council=settings.contact(),
        **context,
    )


@db.transaction()
def confirm(secret: str) -> Enquiry:
    """Let a question go to the council; a second time changes nothing."""
    enquiry = queries.of_link(secret)
    if enquiry.state == EnquiryState.UNCONFIRMED:
        days = settings.value("enquiry.answer_working_days")
        enquiry.due = clock.add_working_days(clock.today(), days)
        ENQUIRY.apply(enquiry, "confirm", by=None)
        outbox.post(
            "enquiries_new",
            to=settings.contact()["email"],
            key=f"enquiry-new:{enquiry.ref}",
            due=enquiry.due,
            href=outbox.link("enquiries.show", ref=enquiry.ref),
        )
    return enquiry


@db.transaction()
def take(enquiry: Enquiry, *, by: User) -> None:
    """Let somebody own a question."""
    db.session.refresh(enquiry, with_for_update={"of": Enquiry})
    enquiry.owner_id = by.id
    audit.record("enquiry.taken", "enquiry", enquiry.ref, by=by)


@db.transaction()
def answer(enquiry: Enquiry, words: str, *, by: User) -> None:
    """Answer a question by e-mail."""
    _end(enquiry, "answer", by=by)
    enquiry.answer = words
    _write(
        enquiry,
        "answer",
        href=outbox.link("opportunities.public_page", ref=enquiry.opportunity.ref),
    )


@db.transaction()
def close(enquiry: Enquiry, reason: str, *, by: User) -> None:
    """Close a question that needs no answer, such as an advertisement; nothing is sent."""
    _end(enquiry, "close", by=by, reason=reason)


def _end(enquiry: Enquiry, verb: str, *, by: User, reason: str | None = None) -> None:
    db.session.refresh(enquiry, with_for_update={"of": Enquiry})
    if enquiry.state != EnquiryState.WAITING:
        raise Done
    ENQUIRY.apply(enquiry, verb, by=by, reason=reason)
    enquiry.owner_id, enquiry.done_at, enquiry.due = by.id, clock.now(), None


@db.transaction()
def forget_old() -> int:
    """Remove questions nobody confirmed, and those that were done long ago; return how many."""
    now, months = clock.now(), settings.value("enquiry.keep_months")
    never = Enquiry.state == EnquiryState.UNCONFIRMED
    old = or_(
        never & (Enquiry.created_at < now - timedelta(days=CONFIRM_DAYS)),
        Enquiry.done_at < now - timedelta(days=round(30.44 * months)),
    )
    return int(db.session.execute(delete(Enquiry).where(old)).rowcount)  # type: ignore[attr-defined]
