"""Reading the history of models."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, literal, select

from app import clock, db
from app.accounts.models import User
from app.learning.models import ListDay
from app.matches import standing
from app.matches.engine.weights import DamagedWeights, opened
from app.matches.models import MatchRun, ModelState, WeightModel

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


def find(version: int) -> WeightModel:
    """Return one model; NoResultFound when there is none."""
    return db.session.get_one(WeightModel, version)


def waiting() -> list[WeightModel]:
    """Return the models that wait for somebody’s yes."""
    statement = select(WeightModel).where(WeightModel.state == ModelState.WAITING)
    return list(db.session.scalars(statement.order_by(WeightModel.version)))


@dataclass(frozen=True)
class Glance:
    """What a coordinator’s home has to know of the engine."""

    waiting: list[WeightModel]
    standing: WeightModel | None
    day: ListDay | None
    run: MatchRun | None


def at_a_glance() -> Glance:
    """Return the models that wait for a yes, the one that stands, the newest counted day and run.

    One question, since every coordinator’s home asks it: each part is hung on a line of its own,
    so that none needs another to be there.
    """
    line = select(literal(1).label("one")).subquery()
    open_ = WeightModel.state.in_((ModelState.WAITING, ModelState.STANDING))
    newest = select(func.max(ListDay.on_day)).scalar_subquery()
    latest = select(func.max(MatchRun.id)).scalar_subquery()
    statement = (
        select(WeightModel, ListDay, MatchRun)
        .select_from(line)
        .outerjoin(WeightModel, open_)
        .outerjoin(ListDay, ListDay.on_day == newest)
        .outerjoin(MatchRun, MatchRun.id == latest)
        .order_by(WeightModel.version)
    )
    rows = list(db.session.execute(statement))
    models = [row for row, *_ in rows if row is not None]
    stands = [row for row in models if row.state == ModelState.STANDING]
    waits = [row for row in models if row.state == ModelState.WAITING]
    return Glance(waits, stands[0] if stands else None, *rows[0][1:])


def before(row: WeightModel) -> WeightModel | None:
    """Return the model that stood when this one was learnt or brought back."""
    stood = WeightModel.published_at.is_not(None)
    statement = select(WeightModel).where(stood, WeightModel.version < row.version)
    return db.session.scalars(statement.order_by(WeightModel.version.desc()).limit(1)).first()


def earlier(standing: WeightModel | None) -> bool:
    """Say whether there is a model to go back to."""
    if standing is None:
        return False
    left = standing.copy_of or standing.version
    statement = select(WeightModel.version).where(
        WeightModel.state == ModelState.RETIRED, WeightModel.version < left
    )
    return db.session.scalar(statement.limit(1)) is not None


def people_of(row: WeightModel) -> dict[str, str]:
    """Return the names of who made a model and who agreed to it."""
    ids = {"by": row.by_id, "agreed": row.agreed_by_id}
    statement = select(User.id, User.name).where(User.id.in_([n for n in ids.values() if n]))
    names = {row.id: row.name for row in db.session.execute(statement)}
    return {part: names[number] for part, number in ids.items() if number}


def damaged(row: WeightModel) -> bool:
    """Say whether a stored model is not what it was."""
    try:
        opened(row.weights)
    except DamagedWeights:
        return True
    return False


def problem() -> str | None:
    """Return what is wrong with what stands, weights or sector model, if anything is."""
    try:
        weights, _ = standing.ready()
        opened(weights)
    except DamagedWeights as error:
        return error.words
    return None


def line(row: WeightModel) -> str:
    """Return one line about a model, for the command line."""
    day = clock.local(row.learnt_at).date().isoformat()
    digest = str(row.weights.get("digest", ""))[:12]
    return f"version {row.version}  {day}  {digest}  {row.origin}, {WORDS[row.state]}: {row.why}"
