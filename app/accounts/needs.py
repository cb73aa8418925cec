"""What waits for an administrator among the accounts."""

from __future__ import annotations

from flask import url_for

from app.accounts import queries
from app.accounts.models import Role, User
from app.filters import plural
from app.needs import Need


def needs(user: User) -> list[Need]:
    """Return one line when open accounts have not been used for long."""
    unused = queries.unused_accounts() if user.role == Role.ADMIN else 0
    if not unused:
        return []
    what = f"{plural(unused, 'open account')} not used for {queries.UNUSED.days} days"
    href = url_for("accounts.index", standing="unused", sort="seen")
    return [Need("Accounts", what, href, "Look at them")]
