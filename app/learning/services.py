"""Learning: try, publish what is better, go back. Every attempt is kept, good or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from app import clock, db
from app.audit import services as audit
from app.errors import DomainError, NotAllowed
from app.learning import outcomes, queries, verdicts
from app.matches import runs, standing
from app.matches.engine.learning import Attempt, attempt
from app.matches.engine.ranking import ENGINE_VERSION
from app.matches.engine.weights import opened, shipped
from app.matches.models import ModelState, WeightModel
from app.settings import services as settings
from app.states import ReasonNeeded

if TYPE_CHECKING:
    from app.accounts.models import User

PRIOR, LEARNT, ROLLED_BACK = "prior", "learnt", "rolled_back"


class NothingEarlier(DomainError):
    """There is no model to go back to."""

    message = "There is no earlier model to go back to"


class SecondPerson(DomainError):
    """Two people, when the Council has decided so."""

    message = "Somebody else must agree to this: the Council asks for two people"


def learn(*, by: User | None) -> WeightModel:
    """Try to weigh the score better, and use the new weights if they beat those that stand.

    What was tried is kept either way, with its figures and a reason in plain words. A model that
    stood when the trial began and does not any more is never replaced by its outcome; and what
    somebody went back to is replaced only with somebody’s yes.
    """
    begin()
    before = standing.model()
    number, stored = (before.version, before.weights) if before else (0, None)
    since = before.learnt_at if before and before.origin != PRIOR else None
    past = outcomes.past()
    most = float(settings.value("learning.most_by_one_person"))
    tried = attempt(past, standing=stored, since=since, most=most)
    return _keep(tried, past.digest, number, by)


@db.transaction()
def begin() -> None:
    """Write down the weights the engine ships with as the first model, once."""
    if db.session.get(WeightModel, 1) is None:
        now = clock.now()
        row = _row(1, ModelState.STANDING, PRIOR, shipped(), by=None)
        row.why, row.published_at = "The engine came with these. The Council can change them.", now
        db.session.add(row)


@db.transaction()
def _keep(tried: Attempt, digest: str, compared_with: int, by: User | None) -> WeightModel:
    before = _standing()
    row = _row(_next(), ModelState.REFUSED, LEARNT, tried.weights, by=by)
    row.figures, row.outcomes_digest = tried.figures(), digest
    good = verdicts.good_enough(tried)
    row.why = verdicts.of(tried, compared_with)
    if good and before is not None and before.version != compared_with:
        good, row.why = False, verdicts.OVERTAKEN
    db.session.add(row)
    audit.record("weights.learn", "weights", str(row.version), by=by, better=good)
    if good:
        _set_aside_waiting(row.version)
        row.state = ModelState.WAITING
        if before is not None and before.origin == ROLLED_BACK:
            row.why += " " + verdicts.WENT_BACK
        elif settings.value("learning.publish_by_itself"):
            _publish(row, by, None)
    return row


def _set_aside_waiting(newer: int) -> None:
    statement = select(WeightModel).where(
        WeightModel.state == ModelState.WAITING, WeightModel.origin == LEARNT
    )
    for row in db.session.scalars(statement):
        if row.version != newer:
            row.state, row.why = ModelState.REFUSED, f"Version {newer} was learnt in the meantime."


@db.transaction()
def publish(version: int, *, reason: str, by: User) -> WeightModel:
    """Use a model that waits for somebody’s yes; raise SecondPerson when that must be another."""
    if not reason.strip():
        raise ReasonNeeded
    _standing()
    row = db.session.get_one(WeightModel, version)
    if row.state != ModelState.WAITING:
        raise NotAllowed("This model does not wait for an answer any more")
    if row.by_id == by.id and settings.value("learning.two_people"):
        raise SecondPerson
    return _publish(row, by, reason)


@db.transaction()
def turn_down(version: int, *, reason: str, by: User) -> WeightModel:
    """Leave a model that waits unused."""
    if not reason.strip():
        raise ReasonNeeded
    row = db.session.get_one(WeightModel, version)
    if row.state != ModelState.WAITING:
        raise NotAllowed("This model does not wait for an answer any more")
    row.state, row.reason, row.agreed_by_id = ModelState.REFUSED, reason, by.id
    audit.record("weights.turn_down", "weights", str(version), by=by, reason=reason)
    return row


@db.transaction()
def go_back(version: int | None = None, *, reason: str, by: User | None) -> WeightModel:
    """Use an earlier model again: the one before, or a given one; the next run follows it.

    On the coordinator’s page a second person must agree when the Council has decided so; an
    operator’s command works at once.
    """
    if not reason.strip():
        raise ReasonNeeded
    now = _standing()
    earlier = _earlier(now, version)
    weights = shipped() if earlier.origin == PRIOR else opened(earlier.weights).to_json()
    row = _row(_next(), ModelState.WAITING, ROLLED_BACK, weights, by=by)
    row.copy_of, row.reason, row.figures = earlier.version, reason, dict(earlier.figures)
    row.why = f"Back to version {earlier.version}."
    db.session.add(row)
    if by is None or not settings.value("learning.two_people"):
        _publish(row, by, reason)
    else:
        audit.record("weights.ask_to_go_back", "weights", str(row.version), by=by, reason=reason)
    return row


def _earlier(now: WeightModel | None, version: int | None) -> WeightModel:
    stood = (ModelState.RETIRED, ModelState.STANDING)
    wanted = WeightModel.state.in_(stood), WeightModel.version != (now.version if now else 0)
    statement = select(WeightModel).where(*wanted)
    if version is not None:
        statement = statement.where(WeightModel.version == version)
    else:
        # Twice back is back to the model before, not to the one that was left.
        left = now.copy_of if now and now.copy_of else (now.version if now else 0)
        statement = statement.where(
            WeightModel.version < left, WeightModel.origin != ROLLED_BACK
        ).order_by(WeightModel.version.desc())
    found = db.session.scalars(statement.limit(1)).first()
    if found is None and now is not None and now.origin == PRIOR and queries.problem():
        return now  # what the engine ships with cannot be spoilt in the store
    if found is None:
        raise NothingEarlier
    return found


def _publish(row: WeightModel, by: User | None, reason: str | None) -> WeightModel:
    before = _standing()
    if before is not None:
        before.state = ModelState.RETIRED
    row.state, row.published_at = ModelState.STANDING, clock.now()
    row.agreed_by_id = by.id if by else None
    digest = str(row.weights.get("digest"))
    audit.record(
        "weights.publish", "weights", str(row.version), by=by, reason=reason, digest=digest
    )
    runs.ask(None)
    return row


def _standing() -> WeightModel | None:
    # Held until the transaction ends, so that two people cannot both put theirs in its place.
    statement = select(WeightModel).where(WeightModel.state == ModelState.STANDING)
    return db.session.scalars(statement.with_for_update()).first()


def _next() -> int:
    return (db.session.scalar(select(func.max(WeightModel.version))) or 0) + 1


def _row(
    version: int, state: ModelState, origin: str, weights: dict[str, Any], *, by: User | None
) -> WeightModel:
    return WeightModel(
        version=version,
        state=state,
        origin=origin,
        engine_version=ENGINE_VERSION,
        weights=weights,
        learnt_at=clock.now(),
        by_id=by.id if by else None,
    )
