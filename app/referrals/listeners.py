"""A referral follows its employer: registered, first offer live, first placement begun."""

from __future__ import annotations

from typing import Any

from app.referrals import services
from app.states import moved


def listen() -> None:
    """Follow employers, offers and placements."""
    moved.connect(_something_moved)


def _something_moved(subject: Any, *, machine: str, move: Any, **_: Any) -> None:
    match machine, move.verb:
        case "employer", "verify_email":
            services.employer_registered(subject)
        case "opportunity", "approve":
            services.offer_went_live(subject.employer_id)
        case "placement", "start":
            services.placement_began(subject.opportunity.employer_id)
