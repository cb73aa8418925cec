"""What this room does when something happens in it: a contact of a list that registers is noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.employers.models import Employer
from app.employers.prospects import inviting
from app.employers.signals import registered

if TYPE_CHECKING:
    from app.accounts.models import User


def listen() -> None:
    """Follow registrations."""
    registered.connect(_registered)


def _registered(employer: Employer, *, by: User) -> None:
    inviting.registered(employer, by=by)
