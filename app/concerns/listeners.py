"""What this feature answers when a room below asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.concerns import queries
from app.employers import signals

if TYPE_CHECKING:
    from app.employers.models import Employer
    from app.employers.signals import Above


def listen() -> None:
    """Tell the desk which concerns there are about an organisation."""
    signals.asked_what_is_known.connect(_known)


def _known(employer: Employer) -> list[Above]:
    return queries.about(employer)
