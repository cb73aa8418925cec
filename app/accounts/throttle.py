"""Guessing is slowed down: so many tries for an account and for a network, then a wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address, ip_network
from typing import Any

from sqlalchemy import delete, func, select

from app import clock, db
from app.accounts.models import SignInAttempt
from app.accounts.sessions import digest
from app.errors import DomainError


class TooManyTries(DomainError):
    """Enough guesses for now."""

    message = "There were too many tries. Wait 5 minutes, then try again"

    def show_on(self, form: Any) -> None:
        """Put the sentence above the form, and let the answer say 429."""
        super().show_on(form)
        form.status = 429


@dataclass(frozen=True)
class Limit:
    """How many tries of a kind, for an account and for a network, within a time."""

    kind: str
    account: int
    network: int
    within: timedelta
    words: str = TooManyTries.message


SIGN_IN = Limit("sign_in", 8, 30, timedelta(minutes=5))
FORGOTTEN = Limit(
    *("forgotten", 5, 30, timedelta(hours=1)),
    words="There were too many tries. Wait an hour, then try again",
)
REGISTER = Limit(
    *("register", 10, 60, timedelta(hours=1)),
    words="There were too many registrations from where you are. Wait an hour, then try again",
)
KEEP = timedelta(days=1)


def take(limit: Limit, *, account: str, address: str | None) -> int:
    """Write down a try, or raise TooManyTries; return its number for `give_back`.

    It is written down before it is counted, so that many at once cannot slip through.
    """
    number = _note(limit, account, address)
    if _is_over(limit, number):
        give_back(number)
        raise TooManyTries(limit.words)
    return number


@db.transaction()
def give_back(number: int) -> None:
    """Forget a try that was no guess."""
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.id == number))


@db.transaction()
def _note(limit: Limit, account: str, address: str | None) -> int:
    attempt = SignInAttempt(
        account=digest(f"{limit.kind}:{account}"),
        address=digest(f"{limit.kind}:{network(address)}"),
        at=clock.now(),
    )
    db.session.add(attempt)
    db.session.flush()
    return attempt.id


def _is_over(limit: Limit, number: int) -> bool:
    attempt = db.session.get_one(SignInAttempt, number)
    recent = SignInAttempt.at > clock.now() - limit.within
    for column, value, most in (
        (SignInAttempt.account, attempt.account, limit.account),
        (SignInAttempt.address, attempt.address, limit.network),
    ):
        counted = select(func.count()).select_from(SignInAttempt).where(column == value, recent)
        if (db.session.scalar(counted) or 0) > most:
            return True
    return False


def network(address: str | None) -> str:
    """Return what counts as one place: an IPv4 address, or the 64-bit network of an IPv6 one."""
    try:
        parsed = ip_address(address or "")
    except ValueError:
        return "unknown"
    return str(ip_network((parsed, 64), strict=False)) if parsed.version == 6 else str(parsed)


@db.transaction()
def forget_old() -> None:
    """Remove tries that no longer count."""
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.at < clock.now() - KEEP))
