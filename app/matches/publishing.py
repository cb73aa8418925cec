"""The flip: a run’s lists are shown all at once, and never in the place of later ones."""

from __future__ import annotations

from sqlalchemy import literal, select, update

from app import clock, db
from app.errors import DomainError
from app.matches import keeping
from app.matches.models import MatchRequest, MatchRun, MatchRunPerson, PublishedList, RunState


class GivenUp(DomainError):
    """A run that was silent for so long that it was taken for dead must not publish."""

    message = "This run was taken for dead, so its lists are not shown. Start another one."


@db.transaction()
def publish(number: int, digests: dict[str, str] | None = None) -> MatchRun:
    """Show the run’s lists, all at once; what a later run has looked at stays as it is."""
    statement = select(MatchRun).where(MatchRun.id == number).with_for_update()
    row = db.session.scalars(statement).one()
    if row.state == RunState.FAILED:
        raise GivenUp
    _flip(number)
    _confirm(number)
    row.digests = row.digests | (digests or {})
    if not row.changed:
        # Its lists are those that stand, under the numbers of the runs that wrote them.
        db.session.flush()
        keeping.drop([number])
        return finish(number, RunState.UNCHANGED)
    return finish(number, RunState.PUBLISHED)


KNOWN = ("stands_on", "list_digest", "sectors_digest", "why_empty")


def _flip(number: int) -> None:
    # One statement for everybody. It decides at the row, so that of two runs that publish at
    # the same moment the later one stands, whichever comes first.
    now = literal(clock.now(), PublishedList.published_at.type)
    lists = select(
        MatchRunPerson.young_person_id,
        *(getattr(MatchRunPerson, name) for name in KNOWN),
        literal(number),
        literal(number),
        now,
        now,
    ).where(MatchRunPerson.run_id == number, MatchRunPerson.changed)
    columns = (*KNOWN, "run_id", "checked_run", "published_at", "checked_at")
    new = keeping.upsert(PublishedList).from_select(
        ["young_person_id", *columns], lists.order_by(MatchRunPerson.young_person_id)
    )
    db.session.execute(
        new.on_conflict_do_update(
            index_elements=["young_person_id"],
            set_={name: new.excluded[name] for name in columns},
            where=PublishedList.checked_run <= number,
        )
    )


def _confirm(number: int) -> None:
    # The same list again: only who looked last is written down.
    mine = (
        (MatchRunPerson.run_id == number)
        & ~MatchRunPerson.changed
        & (MatchRunPerson.young_person_id == PublishedList.young_person_id)
    )
    same = (MatchRunPerson.list_digest == PublishedList.list_digest) & (
        MatchRunPerson.sectors_digest == PublishedList.sectors_digest
    )
    overtaken = select(PublishedList.young_person_id).join(MatchRunPerson, mine & ~same)
    for person in db.session.scalars(overtaken.where(PublishedList.checked_run <= number)):
        db.session.add(MatchRequest(young_person_id=person, asked_at=clock.now()))
    confirmed = select(MatchRunPerson.stands_on).where(mine & same)
    db.session.execute(
        update(PublishedList)
        .where(confirmed.exists(), PublishedList.checked_run <= number)
        .values(stands_on=confirmed.scalar_subquery(), checked_run=number, checked_at=clock.now())
        .execution_options(synchronize_session=False)
    )


@db.transaction()
def finish(number: int, state: RunState, problem: str | None = None) -> MatchRun:
    """Write down how a run ended."""
    row = db.session.get_one(MatchRun, number)
    row.state, row.problem, row.finished_at = state, problem, clock.now()
    return row
