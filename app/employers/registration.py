"""Registering in one sitting, and confirming the e-mail address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import clock, db
from app.accounts import links, passwords, throttle
from app.accounts import services as accounts
from app.accounts.links import Purpose
from app.accounts.models import Role
from app.accounts.sessions import digest
from app.audit import services as audit
from app.employers import letters, services
from app.employers.models import Employer, EmployerKind, EmployerState, Membership
from app.employers.signals import registered
from app.employers.states import EMPLOYER
from app.errors import DomainError
from app.outbox import services as outbox
from app.places import services as places

if TYPE_CHECKING:
    from app.accounts.models import User


class NoSuchPostcode(DomainError):
    """It has the right shape, but no letter would arrive."""

    message = (
        "Enter a postcode that exists, like MK9 3EJ. Is yours brand new? Then it is not on our list "
        "yet: enter a neighbour’s, and tell us"
    )
    field = "postcode"


@dataclass(frozen=True)
class Organisation:
    """What an organisation says about itself."""

    name: str
    kind: EmployerKind
    number: str | None
    postcode: str
    sector_key: str
    size: str
    about: str = ""
    website: str | None = None
    directorate: str | None = None


@dataclass(frozen=True)
class Contact:
    """Who registers it."""

    name: str
    email: str
    phone: str
    password: str
    job_title: str = ""


@dataclass(frozen=True)
class Origin:
    """How they came to us."""

    how_heard: str = ""
    referral_code: str | None = None


def register(
    organisation: Organisation, contact: Contact, origin: Origin, *, address: str | None
) -> User | None:
    """Add an organisation with its first member and send the link that confirms the address.

    Returns None when the address has an account already: its owner is told by e-mail, and
    whoever asks learns nothing. An organisation that may be here already registers like any
    other, so that nobody learns who is: the council sees that the two are alike and joins them.
    Raises NoSuchPostcode, WeakPassword or TooManyTries.
    """
    email = accounts.same_address(contact.email)
    throttle.take(throttle.REGISTER, account=email, address=address)
    passwords.check_new(contact.password, email, contact.name, organisation.name)
    employer = new_employer(organisation, origin)
    if owner := accounts.with_address(email):
        tell_owner(owner)
        return None
    return _store(employer, contact)


def new_employer(organisation: Organisation, origin: Origin) -> Employer:
    """Return the row of an organisation, not stored yet; raise NoSuchPostcode."""
    check_postcode(organisation.postcode)
    return Employer(
        **vars(organisation),
        **vars(origin),
        plain_name=services.plain_name(organisation.name),
        state=EmployerState.EMAIL_UNVERIFIED,
        created_at=clock.now(),
    )


def check_postcode(postcode: str) -> None:
    """Raise NoSuchPostcode unless there is such a place."""
    if places.find(postcode) is None:
        raise NoSuchPostcode


@db.transaction()
def _store(employer: Employer, contact: Contact) -> User:
    user = accounts.create_user(
        email=contact.email,
        name=contact.name,
        role=Role.BUSINESS,
        phone=contact.phone,
        password=contact.password,
        by=None,
    )
    db.session.add(employer)
    db.session.flush()
    db.session.add(
        Membership(
            employer_id=employer.id,
            user_id=user.id,
            job_title=contact.job_title,
            owner=True,
            has_authority=True,
        )
    )
    audit.record("employer.registered", "employer", employer.ref, by=user)
    registered.send(employer, by=user)
    _ask_to_confirm(user, employer)
    accounts.entered(user)
    return user


def _ask_to_confirm(user: User, employer: Employer) -> None:
    secret = links.make(user, Purpose.ADDRESS)
    url = outbox.link("employers.confirm", secret=secret)
    about = digest(secret)[:32]
    letters.write(user, "confirm", about=about, employer=employer, url=url)


@db.transaction()
def tell_owner(owner: User) -> None:
    """Tell somebody that their address was used to register, though they have an account."""
    audit.record("account.address_used_again", "user", owner.ref, by=None)
    if owner.active:
        letters.write(owner, "already", about=f"{clock.now().timestamp():.6f}")


def send_again(user: User, *, address: str | None) -> None:
    """Send the link that confirms the address once more; the older one stops working."""
    throttle.take(throttle.FORGOTTEN, account=user.email, address=address)
    with db.transaction():
        _ask_to_confirm(user, services.employer_of(user))


def holder(secret: str) -> User | None:
    """Return whose address a link confirms, while it works."""
    return links.holder(secret, Purpose.ADDRESS)


@db.transaction()
def confirm(secret: str) -> Employer:
    """Spend the link: the address is theirs, and the council starts looking at the organisation."""
    user = links.spend(secret, Purpose.ADDRESS)
    user.email_verified_at = user.email_verified_at or clock.now()
    employer = services.employer_of(user)
    services.lock(employer)
    if employer.state == EmployerState.EMAIL_UNVERIFIED:
        EMPLOYER.apply(employer, "verify_email", by=user)
        employer.review_due = services.review_by(employer)
        letters.tell(employer, "received")
    return employer
