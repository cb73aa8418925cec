"""Messages to an organisation: what happened, and what happens next and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app import clock
from app.employers import services
from app.outbox import services as outbox
from app.settings import services as settings

if TYPE_CHECKING:
    from app.accounts.models import User
    from app.employers.models import Employer


def tell(employer: Employer, name: str, **context: Any) -> None:
    """Post a message to everybody who acts for an organisation, within the open transaction."""
    for user in services.contacts(employer):
        write(user, name, about=f"{employer.ref}-{employer.version}", employer=employer, **context)


def write(user: User, name: str, *, about: str, **context: Any) -> bool:
    """Post a message to one person; return False when the same one, by `about`, has gone out."""
    posted = outbox.post(
        f"employers_{name}",
        to=user.email,
        key=f"employers_{name}-{about}-{user.id}",
        user=user,
        link=outbox.link,
        council=settings.contact(),
        today=clock.today(),
        **context,
    )
    return posted is not None
