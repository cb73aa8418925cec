"""Reading the history of models."""

from __future__ import annotations

from sqlalchemy import select

from app import clock, db
from app.matches import standing
from app.matches.engine.weights import DamagedWeights, opened
from app.matches.models import ModelState, WeightModel

MOST = 100
WORDS = {
    ModelState.STANDING: "in use",
    ModelState.RETIRED: "was in use",
    ModelState.WAITING: "waits for a yes",
    ModelState.REFUSED: "not used",
}


def history() -> list[WeightModel]:
    """Return every model, newest first."""
    statement = select(WeightModel).order_by(WeightModel.version.desc()).limit(MOST)
    return list(db.session.scalars(statement))


def problem() -> str | None:
    """Return what is wrong with the model that stands, if anything is."""
    try:
        opened(standing.weights())
    except DamagedWeights as error:
        return error.words
    return None


def line(row: WeightModel) -> str:
    """Return one line about a model, for the command line."""
    day = clock.local(row.learnt_at).date().isoformat()
    digest = str(row.weights.get("digest", ""))[:12]
    return f"version {row.version}  {day}  {digest}  {row.origin}, {WORDS[row.state]}: {row.why}"
