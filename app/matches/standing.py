"""Which weights the engine uses: those that stand, or those it ships with when none do."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from app import db
from app.matches.models import ModelState, WeightModel


def model() -> WeightModel | None:
    """Return the model that stands; None while the engine uses the weights it ships with."""
    statement = select(WeightModel).where(WeightModel.state == ModelState.STANDING)
    return db.session.scalars(statement).first()


def weights() -> dict[str, Any] | None:
    """Return the standing weights as they are stored; whoever uses them checks their digest."""
    found = model()
    return found.weights if found else None
