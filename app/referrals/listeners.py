"""A referral follows its employer: registered, first offer live, first placement begun."""

from __future__ import annotations

from typing import Any

from app.employers import codes
from app.employers.models import Employer, EmployerState
from app.employers.signals import code_put_right
from app.referrals import queries, services
from app.states import moved


def listen() -> None:
    """Follow employers, offers and placements."""
    moved.connect(_something_moved)
    codes.checked_by(lambda code: queries.of_code(code) is not None)
    code_put_right.connect(_code_put_right)


def _code_put_right(employer: Employer, **_: Any) -> None:
    if employer.state != EmployerState.EMAIL_UNVERIFIED:
        services.employer_registered(employer)


def _something_moved(subject: Any, *, machine: str, move: Any, **_: Any) -> None:
    match machine, move.verb:
        case "employer", "verify_email":
            services.employer_registered(subject)
        case "opportunity", "approve":
            services.offer_went_live(subject.employer_id)
        case "placement", "start":
            services.placement_began(subject.opportunity.employer_id)
