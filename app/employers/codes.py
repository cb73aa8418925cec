"""Referral codes an organisation registers with: read kindly, looked up by whoever gives them out.

Referrals are a room above this one, so that room is told to answer; without an answer every code counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from app import db
from app.audit import services as audit
from app.employers import services
from app.employers.signals import code_put_right
from app.errors import DomainError

if TYPE_CHECKING:
    from app.accounts.models import User
    from app.employers.models import Employer

LONGEST = 22
_IN_ADDRESS = re.compile(r"[?&]code=([\w-]{1,22})", re.ASCII)
_known: list[Callable[[str], bool]] = []


class UnknownCode(DomainError):
    """A slip of the finger; nothing is lost by it."""

    message = (
        "We do not know this code. Check it against the message you got, or leave it: your "
        "registration counts without it"
    )
    field = "code"


def checked_by(known: Callable[[str], bool]) -> None:
    """Let this say from now on whether there is such a code."""
    _known[:] = [known]


def read(typed: str) -> str:
    """Return the code in what somebody typed or pasted, which may be the whole address."""
    found = _IN_ADDRESS.search(typed)
    return found[1] if found else re.sub(r"\s", "", typed)


def known(code: str | None) -> bool:
    """Say whether a code leads somewhere; no code at all is no mistake."""
    return not code or not _known or _known[0](code)


@db.transaction()
def put_right(employer: Employer, code: str, *, by: User) -> None:
    """Keep a corrected code, so that who put the organisation forward is credited after all."""
    if not code or not known(code):
        raise UnknownCode
    services.lock(employer)
    employer.referral_code = code
    audit.record("employer.code_put_right", "employer", employer.ref, by=by)
    code_put_right.send(employer, by=by)
