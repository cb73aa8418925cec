"""What the young person answers to an offered place, and what it means for everything else."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from app import db
from app.introductions import messages, queries, services
from app.introductions.models import Introduction
from app.introductions.states import INTRODUCTION
from app.opportunities import services as opportunities

if TYPE_CHECKING:
    from app.accounts.models import User


@db.transaction()
def accept(introduction: Introduction, *, by: User, keep: Collection[str] = ()) -> Introduction:
    """Take the place; other introductions of the same person end, but for those to keep.

    Raises NoPlaceLeft when somebody else has the last place; then nothing has changed. Whoever
    makes placements follows the move and does so in the same transaction.
    """
    row = queries.hold(introduction, by=by)
    INTRODUCTION.apply(row, "accept", by=by)
    opportunities.take_place(row.opportunity)
    for other in queries.others_open(row):
        if other.ref not in keep:
            services.close(queries.hold(other, by=None), "placed_elsewhere", by=by)
    messages.accepted(row)
    return row


@db.transaction()
def decline(introduction: Introduction, *, reason: str, by: User) -> Introduction:
    """Say no to the place; the reason stays with the advisor."""
    row = queries.hold(introduction, by=by)
    services.close(row, "decline", by=by, reason=reason)
    return row
