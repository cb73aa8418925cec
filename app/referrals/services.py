"""What can happen to a referral."""

from __future__ import annotations

from dataclasses import dataclass

from app import clock, db
from app.accounts.models import User
from app.audit import services as audit
from app.employers import services as employers
from app.employers.models import Employer
from app.outbox import services as outbox
from app.referrals import queries
from app.referrals.models import Referral, ReferralState
from app.referrals.states import REFERRAL
from app.settings import services as settings


@dataclass(frozen=True)
class NewReferral:
    """What a councillor tells us about an employer."""

    employer_name: str
    contact_name: str
    contact_email: str | None
    contact_phone: str | None
    how_known: str
    ward: str
    interest_declared: str


@db.transaction()
def refer_employer(new: NewReferral, *, by: User) -> Referral:
    """Record a referral; one that was made before is credited to the first, and both are told."""
    plain = employers.plain_name(new.employer_name)
    first = queries.first_of(plain)
    today = clock.today()
    referral = Referral(
        **vars(new),
        plain_name=plain,
        contact_agreed=True,
        councillor_id=by.id,
        created_at=clock.now(),
        acknowledge_due=clock.add_working_days(
            today, settings.value("referral.acknowledge_working_days")
        ),
    )
    db.session.add(referral)
    db.session.flush()
    audit.record("referral.made", "referral", referral.ref, by=by)
    if first:
        _credit(referral, first)
    return referral


def _credit(referral: Referral, first: Referral) -> None:
    REFERRAL.apply(referral, "duplicate", by=None)
    referral.credited_to_id, referral.employer_id = first.id, first.employer_id
    for told in {referral.councillor_id: referral, first.councillor_id: first}.values():
        _tell(told, "duplicate", f"duplicate-{referral.ref}-{told.ref}")


@db.transaction()
def act(referral: Referral, verb: str, *, by: User, reason: str | None = None) -> Referral:
    """Make a move of the coordinator's; the councillor is told what came of it."""
    REFERRAL.apply(referral, verb, by=by, reason=reason)
    _tell(referral, verb, f"referral-{verb}-{referral.ref}")
    return referral


TOLD = {"acknowledge", "contact", "register", "not_interested", "offer_live", "duplicate"}


def _tell(referral: Referral, verb: str, key: str) -> None:
    if verb in TOLD:
        outbox.post(
            f"referrals_{verb}",
            to=db.session.get_one(User, referral.councillor_id).email,
            key=key,
            referral=referral,
            link=outbox.link("referrals.show", ref=referral.ref),
        )


def employer_registered(employer: Employer) -> None:
    """Link the referral an employer registered with, within the open transaction."""
    referral = queries.of_code(employer.referral_code)
    if referral and REFERRAL.find(referral.state, "register"):
        referral.employer_id = employer.id
        _by_itself(referral, "register")


def offer_went_live(employer_id: int) -> None:
    """Move the referrals of an employer whose first offer is live."""
    for referral in queries.waiting_for_offers(employer_id, ReferralState.REGISTERED):
        _by_itself(referral, "offer_live")


def placement_began(employer_id: int) -> None:
    """Move the referrals of an employer whose first placement began; nobody is written to."""
    for referral in queries.waiting_for_offers(employer_id, ReferralState.OFFER_LIVE):
        _by_itself(referral, "first_placement")


def _by_itself(referral: Referral, verb: str) -> None:
    REFERRAL.apply(referral, verb, by=None)
    _tell(referral, verb, f"referral-{verb}-{referral.ref}")
