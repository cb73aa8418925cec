"""What waits for somebody in this feature."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.accounts.models import User
    from app.needs import Need


def needs(user: User) -> list[Need]:
    """Return what waits for this person here."""
    return []
