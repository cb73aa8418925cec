"""What this feature does when something moves: an approved offer keeps its employer's pledge."""

from __future__ import annotations

from typing import Any

from app.employers import journey, keeping
from app.opportunities import coming, law_change, law_table
from app.states import moved


def listen() -> None:
    """Follow offers that go live for the first time; let the law be a dated table."""
    law_table.register()
    law_change.register()
    moved.connect(_offer_approved)
    journey.goes_on(coming.of_organisation)


def _offer_approved(subject: Any, *, machine: str, move: Any, **_: Any) -> None:
    if machine == "opportunity" and move.verb == "approve":
        keeping.keep_one(subject.employer_id, kind=str(subject.kind), sector=subject.sector_key)
