"""Reading questions: one, the coordinator’s list, those that wait."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Select, func, select

from app import clock, db
from app.accounts.sessions import digest
from app.enquiries.models import Enquiry, EnquiryState


def find(ref: str) -> Enquiry:
    """Return a question the council may read; raise NoResultFound when there is none."""
    known = Enquiry.state != EnquiryState.UNCONFIRMED
    return db.session.scalars(select(Enquiry).where(Enquiry.ref == ref, known)).unique().one()


def of_link(secret: str) -> Enquiry:
    """Return the question a confirming link is for; raise NoResultFound when there is none."""
    wanted = select(Enquiry).where(Enquiry.link == digest(secret))
    return db.session.scalars(wanted).unique().one()


def desk(state: str) -> Select[Enquiry]:
    """Return the coordinator’s list: what waits, or what is done, or both."""
    states = {"done": (EnquiryState.ANSWERED, EnquiryState.CLOSED)}
    shown = states.get(state, (EnquiryState.WAITING,))
    wanted = select(Enquiry).where(Enquiry.state.in_(shown))
    return wanted.order_by(Enquiry.due.asc().nulls_last(), Enquiry.id.desc())


def waiting(limit: int) -> list[Enquiry]:
    """Return the questions somebody has to answer, the most urgent first."""
    return list(db.session.scalars(desk("").limit(limit)).unique())


def unconfirmed_today(email: str) -> int:
    """Return how many questions of this address were not confirmed yet since a day ago."""
    counted = select(func.count()).where(
        func.lower(Enquiry.email) == email.lower(),
        Enquiry.state == EnquiryState.UNCONFIRMED,
        Enquiry.created_at > clock.now() - timedelta(days=1),
    )
    return db.session.scalar(counted) or 0
