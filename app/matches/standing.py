"""Which weights and which sector model the engine uses: those that stand, or those it ships with."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from app import db
from app.matches.engine import sectors
from app.matches.models import ModelState, TextModel, WeightModel


def model() -> WeightModel | None:
    """Return the model that stands; None while the engine uses the weights it ships with."""
    statement = select(WeightModel).where(WeightModel.state == ModelState.STANDING)
    return db.session.scalars(statement).first()


def weights() -> dict[str, Any] | None:
    """Return the standing weights as they are stored; whoever uses them checks their digest."""
    found = model()
    return found.weights if found else None


def ready() -> tuple[dict[str, Any] | None, int]:
    """Return the standing weights, and the version of the sector model, which is in use from now on.

    What was learnt on a sector model that does not ship any more is passed over. Raises
    DamagedWeights when a byte of what was learnt about sectors has changed.
    """
    own = select(WeightModel.weights).where(WeightModel.state == ModelState.STANDING)
    text = select(TextModel.version).where(
        TextModel.state == ModelState.STANDING,
        TextModel.shipped == sectors.shipped().card["digest"],
    )
    row = db.session.execute(select(own.scalar_subquery(), text.scalar_subquery())).one()
    version = int(row[1] or sectors.NOTHING_LEARNT)
    return row[0], sectors.use(version, lambda: _sealed(version))


def _sealed(version: int) -> bytes | None:
    return db.session.scalar(select(TextModel.sealed).where(TextModel.version == version))
