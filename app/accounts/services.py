"""Signing in and out, accounts and their passwords."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app import clock, db
from app.accounts import links, passwords, sessions, throttle
from app.accounts.links import Purpose
from app.accounts.models import Role, Team, User
from app.audit import services as audit
from app.errors import DomainError
from app.outbox import services as outbox

UNKNOWN = "unknown"


class WrongPassword(DomainError):
    """The same words whether the account exists or not."""

    message = "The email address or password is not right. Check both and try again"
    field = "email"


class WrongOldPassword(DomainError):
    """Somebody at an open screen does not know the password."""

    message = "Enter the password you use now"
    field = "old"


class AddressTaken(DomainError):
    """Two accounts cannot share an address."""

    message = "There is an account with this email address already"
    field = "email"


def find(number: str) -> User | None:
    """Return the open account of a session, or None when it is closed or gone."""
    user = db.session.get(User, int(number)) if number.isdigit() else None
    return user if user and user.active else None


def same_address(email: str) -> str:
    """Return an e-mail address as accounts keep it: nobody has two that differ in capitals."""
    return email.strip().lower()


def with_address(email: str) -> User | None:
    """Return the account with this e-mail address, open or closed."""
    return db.session.scalar(select(User).where(User.email == same_address(email)))


@db.transaction()
def create_user(
    *,
    email: str,
    name: str,
    role: Role | str,
    by: User | None,
    password: str | None = None,
    phone: str | None = None,
    team: Team | None = None,
    ward: str | None = None,
) -> User:
    """Add an account; raise AddressTaken or WeakPassword. `by=None`: they registered themselves."""
    if password is not None:
        passwords.check_new(password, email, name)
    user = User(
        email=same_address(email),
        name=name,
        role=Role(role),
        phone=phone,
        team_id=team.id if team else None,
        ward=ward,
        password_hash=passwords.keep(password) if password is not None else None,
        created_at=clock.now(),
    )
    _add(user)
    audit.record("account.added", "user", user.ref, by=by, role=user.role)
    return user


def _add(user: User) -> None:
    if with_address(user.email):
        raise AddressTaken
    try:
        with db.session.begin_nested():
            db.session.add(user)
    except IntegrityError:
        raise AddressTaken from None


def sign_in(email: str, password: str, *, address: str | None) -> User:
    """Return the person; raise WrongPassword or TooManyTries.

    The answer and its time are the same for an unknown, closed or passwordless account.
    """
    attempt = throttle.take(throttle.SIGN_IN, account=same_address(email), address=address)
    user = with_address(email)
    right = passwords.fits(user.password_hash if user else None, password)
    if user is None or not right or not user.active:
        _refused(user)
        raise WrongPassword
    _welcomed(user, password)
    throttle.give_back(attempt)
    return user


@db.transaction()
def _refused(user: User | None) -> None:
    audit.record("account.sign_in_refused", "user", user.ref if user else UNKNOWN, by=None)


@db.transaction()
def _welcomed(user: User, password: str) -> None:
    user.last_signed_in_at = clock.now()
    if user.password_hash and passwords.is_dated(user.password_hash):
        user.password_hash = passwords.keep(password)
    audit.record("account.signed_in", "user", user.ref, by=user)


@db.transaction()
def entered(user: User) -> None:
    """Note that somebody came in by another door: straight after registering."""
    user.last_signed_in_at = clock.now()
    audit.record("account.signed_in", "user", user.ref, by=user)


@db.transaction()
def sign_out(user: User) -> None:
    """Note that somebody left."""
    audit.record("account.signed_out", "user", user.ref, by=user)


def forgot_password(email: str, *, address: str | None) -> None:
    """Send a link to choose a new password, if there is an account; never say whether there is."""
    throttle.take(throttle.FORGOTTEN, account=same_address(email), address=address)
    _send_password_link(with_address(email))


@db.transaction()
def _send_password_link(user: User | None) -> None:
    audit.record("account.password_asked", "user", user.ref if user else UNKNOWN, by=None)
    if user is not None and user.active:
        secret = links.make(user, Purpose.PASSWORD)
        send_link("accounts_password", user, secret)


def send_link(template: str, user: User, secret: str) -> None:
    """Post the message that carries a link to choose a password."""
    url = outbox.link("accounts.choose_password", secret=secret)
    key = f"{template}-{sessions.digest(secret)[:32]}"
    outbox.post(template, to=user.email, key=key, user=user, url=url)


@db.transaction()
def choose_password(secret: str, password: str) -> User:
    """Spend a link and keep the new password; every session of the account ends."""
    user = links.spend(secret, Purpose.PASSWORD, Purpose.INVITATION)
    # The link came by e-mail, so the address is theirs.
    user.email_verified_at = user.email_verified_at or clock.now()
    _keep_password(user, password)
    sessions.end_all(user.id)
    return user


@dataclass(frozen=True)
class Where:
    """A browser: the id of its session, and the network address it asks from."""

    session: str
    address: str | None


def change_password(user: User, old: str, new: str, *, here: Where) -> None:
    """Keep a new password for somebody who knows the old one; all their other sessions end."""
    attempt = throttle.take(throttle.SIGN_IN, account=user.email, address=here.address)
    if not passwords.fits(user.password_hash, old):
        _refused(user)
        raise WrongOldPassword
    _change_password(user, new, here.session)
    throttle.give_back(attempt)


@db.transaction()
def _change_password(user: User, new: str, this: str) -> None:
    _keep_password(user, new)
    sessions.end_all(user.id, but=this)


@db.transaction()
def set_password(user: User, password: str, *, by: User | None) -> None:
    """Set somebody’s password from the operator’s desk; every session of theirs ends."""
    _keep_password(user, password, by=by)
    sessions.end_all(user.id)


def _keep_password(user: User, password: str, *, by: User | None = None) -> None:
    passwords.check_new(password, user.email, user.name)
    user.password_hash = passwords.keep(password)
    audit.record("account.password_changed", "user", user.ref, by=by or user)
    key = f"accounts_changed-{user.ref}-{clock.now().timestamp():.6f}"
    outbox.post("accounts_changed", to=user.email, key=key, user=user, link=outbox.link)
