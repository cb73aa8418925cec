"""Match runs: written under their own number, published by one flip."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from app import clock, db
from app.matches import facts
from app.matches.engine.ranking import ENGINE_VERSION, Empty, Engine, Ranked, digest
from app.matches.facts import PersonFacts
from app.matches.models import (
    MatchRequest,
    MatchRun,
    Proposal,
    PublishedList,
    RunState,
    SectorProposal,
)
from app.scheduling.services import wall_clock
from app.settings import services as settings

log = logging.getLogger(__name__)
CHUNK = 100  # people a transaction: each is a beat, so progress shows and a dead run is noticed
DEAD_AFTER = timedelta(minutes=10)
KEEP = timedelta(days=30)

Numbered = list[tuple[int, PersonFacts]]


def run(trigger: str, people: Iterable[int] | None = None) -> MatchRun:
    """Match these young people, or all of them, and publish their lists; return the run.

    A full run that finds the inputs of the last one changes nothing.
    """
    clear_dead()
    offers, offer_ids = facts.offers()
    persons = [(row.id, known) for row, known in facts.people(people)]
    engine = Engine(
        offers,
        on=clock.today(),
        top=settings.value("matching.top"),
        floor=settings.value("matching.coverage_floor"),
    )
    digests = {"people": digest(known for _, known in persons), "offers": digest(offers)}
    number = _begin(trigger, engine, digests, len(persons), len(offers))
    if people is None and _nothing_new(number):
        return _finish(number, RunState.UNCHANGED)
    try:
        empty = _propose_all(number, engine, persons, offer_ids)
        return publish(number, [person for person, _ in persons], empty)
    except Exception as error:
        db.session.rollback()
        _finish(number, RunState.FAILED, f"{type(error).__name__}: {error}"[:500])
        raise


@db.transaction()
def _begin(trigger: str, engine: Engine, digests: dict[str, Any], people: int, offers: int) -> int:
    record = engine.record()
    row = MatchRun(
        trigger=trigger,
        engine_version=ENGINE_VERSION,
        weights=record["weights"],
        options=record["settings"] | {"top": engine.top, "floor": engine.floor},
        digests=digests,
        on_day=clock.today(),
        people=people,
        opportunities=offers,
        started_at=clock.now(),
        beat_at=wall_clock(),
    )
    db.session.add(row)
    db.session.flush()
    return row.id


def _nothing_new(number: int) -> bool:
    this = db.session.get_one(MatchRun, number)
    statement = (
        select(MatchRun)
        .where(MatchRun.state == RunState.PUBLISHED, MatchRun.id < number)
        .order_by(MatchRun.id.desc())
        .limit(1)
    )
    last = db.session.scalars(statement).first()
    return last is not None and _inputs(last) == _inputs(this)


def _inputs(row: MatchRun) -> tuple[Any, ...]:
    return row.engine_version, row.weights, row.options, row.digests, row.on_day


def _propose_all(
    number: int, engine: Engine, persons: Numbered, offer_ids: dict[str, int]
) -> dict[int, list[dict[str, Any]]]:
    empty: dict[int, list[dict[str, Any]]] = {}
    names = [sector.key for sector in settings.sectors()]
    for chunk in _chunks(persons):
        ids = {known.id: person for person, known in chunk}
        lines = list(engine.rank(known for _, known in chunk))
        empty |= {ids[line.person]: line.rules for line in lines if isinstance(line, Empty)}
        ranked = [line for line in lines if isinstance(line, Ranked)]
        sectors = [
            row for person, known in chunk for row in _sector_rows(engine, person, known, names)
        ]
        _write(number, [_row(line, ids, offer_ids) for line in ranked], sectors, len(chunk))
    return empty


def _chunks(persons: Numbered) -> Iterator[Numbered]:
    for start in range(0, len(persons), CHUNK):
        yield persons[start : start + CHUNK]


def _row(line: Ranked, people: dict[str, int], offers: dict[str, int]) -> dict[str, Any]:
    return {
        "young_person_id": people[line.person],
        "opportunity_id": offers[line.opportunity],
        "rank": line.rank,
        "band": line.band,
        "score_micro": line.score_micro,
        "coverage": line.coverage,
        "terms": line.terms,
    }


def _sector_rows(
    engine: Engine, person: int, known: PersonFacts, names: Sequence[str]
) -> list[dict[str, Any]]:
    return [
        {
            "young_person_id": person,
            "sector_key": row.sector,
            "rank": row.rank,
            "score_micro": row.score_micro,
            "terms": row.terms,
        }
        for row in (engine.sectors(known, names) if known.ready and known.consent else [])
    ]


@db.transaction()
def _write(
    number: int, proposals: list[dict[str, Any]], sectors: list[dict[str, Any]], done: int
) -> None:
    if proposals:
        db.session.execute(insert(Proposal), [row | {"run_id": number} for row in proposals])
    if sectors:
        db.session.execute(insert(SectorProposal), [row | {"run_id": number} for row in sectors])
    statement = update(MatchRun).where(MatchRun.id == number)
    db.session.execute(statement.values(done=MatchRun.done + done, beat_at=wall_clock()))


@db.transaction()
def publish(number: int, people: list[int], empty: dict[int, list[dict[str, Any]]]) -> MatchRun:
    """Show the run's lists, all at once. A later run's list is never replaced by an earlier one's."""
    statement = select(PublishedList).where(PublishedList.young_person_id.in_(people))
    standing = {row.young_person_id: row for row in db.session.scalars(statement)}
    for person in people:
        row = standing.get(person)
        if row is None:
            row = PublishedList(young_person_id=person, run_id=number)
            db.session.add(row)
        if row.run_id <= number:
            row.run_id, row.published_at = number, clock.now()
            row.why_empty = empty.get(person, [])
    return _finish(number, RunState.PUBLISHED)


@db.transaction()
def _finish(number: int, state: RunState, problem: str | None = None) -> MatchRun:
    row = db.session.get_one(MatchRun, number)
    row.state, row.problem, row.finished_at = state, problem, clock.now()
    return row


@db.transaction()
def clear_dead() -> None:
    """Give up runs whose process was killed; what they had written was never shown."""
    dead = select(MatchRun.id).where(
        MatchRun.state == RunState.RUNNING, MatchRun.beat_at < wall_clock() - DEAD_AFTER
    )
    numbers = list(db.session.scalars(dead))
    if numbers:
        _forget(numbers)
        statement = update(MatchRun).where(MatchRun.id.in_(numbers))
        db.session.execute(statement.values(state=RunState.FAILED, problem="The process ended"))


def _forget(numbers: list[int]) -> None:
    for table in (Proposal, SectorProposal):
        db.session.execute(delete(table).where(table.run_id.in_(numbers)))


@db.transaction()
def forget_old() -> int:
    """Remove proposals of old runs that no list shows; the run's own record stays."""
    shown = select(PublishedList.run_id)
    statement = select(MatchRun.id).where(
        MatchRun.id.not_in(shown),
        MatchRun.state != RunState.RUNNING,
        MatchRun.beat_at < wall_clock() - KEEP,
    )
    numbers = list(db.session.scalars(statement))
    if numbers:
        _forget(numbers)
    return len(numbers)


@db.transaction()
def ask(person: int | None) -> None:
    """Ask for a small run for one young person, or with None for everybody."""
    waiting = select(MatchRequest.id).where(
        MatchRequest.young_person_id.is_(None)
        if person is None
        else MatchRequest.young_person_id == person
    )
    if db.session.scalar(waiting.limit(1)) is None:
        db.session.add(MatchRequest(young_person_id=person, asked_at=clock.now()))


def waiting(person: int) -> bool:
    """Say whether a young person's list is about to be made anew."""
    mine = (MatchRequest.young_person_id == person) | MatchRequest.young_person_id.is_(None)
    statement = select(func.count()).select_from(MatchRequest).where(mine)
    return bool(db.session.scalar(statement))


def answer_requests() -> MatchRun | None:
    """Run what was asked for; requests made meanwhile stay for the next time."""
    asked = list(db.session.scalars(select(MatchRequest).order_by(MatchRequest.id)))
    if not asked:
        return None
    numbers = [row.id for row in asked]
    everybody = any(row.young_person_id is None for row in asked)
    people = (
        None if everybody else sorted({row.young_person_id for row in asked if row.young_person_id})
    )
    done = run("change", people)
    _answered(numbers)
    return done


@db.transaction()
def _answered(numbers: list[int]) -> None:
    db.session.execute(delete(MatchRequest).where(MatchRequest.id.in_(numbers)))
