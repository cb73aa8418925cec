"""How a placement moves from preparation to review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import DomainError
from app.placements import seeing
from app.placements.models import Party
from app.placements.models import PlacementState as S
from app.states import Machine, move

if TYPE_CHECKING:
    from app.placements.models import Placement


class NotPrepared(DomainError):
    """Something must still be seen before anybody can agree."""

    message = "Tick every check before this can be agreed"


class NotAgreed(DomainError):
    """All three must agree."""

    message = "The young person, the employer and the council must each agree first"


class NotReviewed(DomainError):
    """Both sides review."""

    message = "Both sides must say how it went first"


def prepared_and_agreed(placement: Placement) -> None:
    """Refuse unless every check is ticked, still true today, and each party has agreed."""
    for check in seeing.checks(placement):
        if check.problem:
            raise NotPrepared(check.problem)
        if not check.ticked:
            raise NotPrepared
    if {row.party for row in placement.agreements} != set(Party):
        raise NotAgreed


def reviewed_by_both(placement: Placement) -> None:
    """Refuse unless young person and employer have both said how it went."""
    if not {Party.YOUNG_PERSON, Party.EMPLOYER} <= {row.party for row in placement.reviews}:
        raise NotReviewed


STAFF = "advisor manager"
ENDED = (S.COMPLETED, S.ENDED_EARLY)

PLACEMENT = Machine(
    "placement",
    S,
    S.PREPARING,
    (
        move(
            "agree",
            S.PREPARING,
            S.AGREED,
            STAFF + " business young_person system",
            "Everybody agrees",
            when=prepared_and_agreed,
            tone="primary",
        ),
        move("change", S.AGREED, S.PREPARING, STAFF, "Change the details"),
        move(
            "start",
            S.AGREED,
            S.ACTIVE,
            STAFF + " business system",
            "It has started",
            tone="primary",
        ),
        move(
            "complete",
            S.ACTIVE,
            S.COMPLETED,
            STAFF + " business system",
            "It is finished",
            tone="primary",
        ),
        move(
            "end_early",
            S.ACTIVE,
            S.ENDED_EARLY,
            STAFF + " business",
            "It ended early",
            needs_reason=True,
            tone="warning",
        ),
        move(
            "did_not_start",
            (S.PREPARING, S.AGREED),
            S.DID_NOT_START,
            STAFF,
            "It did not start",
            needs_reason=True,
            tone="warning",
        ),
        move(
            "review",
            ENDED,
            S.REVIEWED,
            STAFF + " business young_person system",
            "Both sides have said how it went",
            when=reviewed_by_both,
        ),
    ),
)
