"""Match runs: written under their own number, published by one flip."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, insert, select, update

from app import clock, db
from app.matches import facts, keeping
from app.matches.engine import index, lines
from app.matches.engine.ranking import ENGINE_VERSION, Empty, Engine, Ranked, RankedSector
from app.matches.facts import PersonFacts
from app.matches.models import (
    MatchRequest,
    MatchRun,
    MatchRunPerson,
    Proposal,
    PublishedList,
    RunState,
    SectorProposal,
)
from app.matches.publishing import finish, publish
from app.scheduling.services import wall_clock
from app.settings import services as settings
from app.young_people.models import YoungPerson, YoungPersonState

log = logging.getLogger(__name__)
CHUNK = 100  # people a transaction: each is a beat, so progress shows and a dead run is noticed
REST = timedelta(minutes=2)  # after a run that failed

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Asked:
    """One young person a run is about."""

    number: int
    known: PersonFacts
    line: str
    stands_on: str


@dataclass(frozen=True)
class Answered:
    """How one young person’s list came out, and whether it is another than the one that stands."""

    asked: Asked
    ranked: list[Ranked]
    empty: list[dict[str, Any]]
    sectors: list[RankedSector]
    list_lines: list[str]
    standing: tuple[str, str] | None

    @property
    def digests(self) -> tuple[str, str]:
        """The digests of the list and of the sectors."""
        sectors = (lines.row_line(vars(row)) for row in self.sectors)
        return lines.digest_of(*self.list_lines), lines.digest_of(*sectors)

    @property
    def changed(self) -> bool:
        """Whether this list is not the one that stands."""
        return self.digests != self.standing


def nobody_listens(_: int, __: int) -> None:
    """Progress that nobody asked for."""


def run(
    trigger: str,
    people: Iterable[int] | None = None,
    *,
    anew: bool = False,
    tell: Progress = nobody_listens,
) -> MatchRun:
    """Match these young people, or all of them, and publish their lists; return the run.

    Who stands where they stood is passed over, unless everything is to be done `anew`; a list
    that comes out as it was is not written again. `tell` hears how many of how many are done.
    """
    keeping.clear_dead()
    # The number comes before the reading: a later number never knows less than an earlier one.
    number = _begin(trigger)
    try:
        return _match(number, None if people is None else list(people), anew=anew, tell=tell)
    except Exception as error:
        db.session.rollback()
        finish(number, RunState.FAILED, f"{type(error).__name__}: {error}"[:500])
        raise


@db.transaction()
def _begin(trigger: str) -> int:
    row = MatchRun(
        trigger=trigger,
        engine_version=ENGINE_VERSION,
        weights={},
        options={},
        digests={},
        on_day=clock.today(),
        started_at=clock.now(),
        beat_at=wall_clock(),
    )
    db.session.add(row)
    db.session.flush()
    return row.id


def _match(number: int, people: list[int] | None, *, anew: bool, tell: Progress) -> MatchRun:
    engine = index.current()
    asked = list(_asked(engine, people))
    standing = _standing(people)
    todo = [one for one in asked if anew or standing.get(one.number, NEVER)[0] != one.stands_on]
    _note(number, engine, asked, todo)
    if not todo:
        return finish(number, RunState.UNCHANGED)
    tell(0, len(todo))
    done, heard = 0, []
    for chunk in _chunks(todo):
        answers = list(_answers(engine, chunk, standing))
        _write(number, answers)
        heard += [line for answer in answers for line in answer.list_lines]
        done += len(chunk)
        tell(done, len(todo))
    return publish(number, {"list": lines.digest_of(*heard)})


NEVER: tuple[str, str, str] = ("", "", "")


def _asked(engine: Engine, people: list[int] | None) -> Iterator[Asked]:
    for row, known in facts.people(people):
        line = engine.person_line(known)
        yield Asked(row.id, known, line, lines.digest_of(line, engine.stands_on))


def _standing(people: list[int] | None) -> dict[int, tuple[str, str, str]]:
    statement = select(
        PublishedList.young_person_id,
        PublishedList.stands_on,
        PublishedList.list_digest,
        PublishedList.sectors_digest,
    )
    if people is not None:
        statement = statement.where(PublishedList.young_person_id.in_(people))
    return {row[0]: (row[1], row[2], row[3]) for row in db.session.execute(statement)}


@db.transaction()
def _note(number: int, engine: Engine, asked: list[Asked], todo: list[Asked]) -> None:
    row = db.session.get_one(MatchRun, number)
    record = engine.record()
    row.weights = record["weights"]
    row.options = record["settings"] | {"top": engine.top, "floor": engine.floor}
    row.on_day, row.beat_at = engine.on, wall_clock()
    row.people, row.opportunities = len(asked), len(engine.pool)
    row.digests = {
        "people": lines.digest_of(*(one.line for one in todo)),
        "offers": engine.offers_digest,
    }
    if todo:
        row.offers_input = keeping.keep({None: engine.offer_lines})[None]


def _chunks(todo: list[Asked]) -> Iterator[list[Asked]]:
    for start in range(0, len(todo), CHUNK):
        yield todo[start : start + CHUNK]


def _answers(
    engine: Engine, chunk: list[Asked], standing: dict[int, tuple[str, str, str]]
) -> Iterator[Answered]:
    names = [sector.key for sector in settings.sectors()]
    found: dict[str, list[Ranked | Empty]] = {}
    for line in engine.rank(one.known for one in chunk):
        found.setdefault(line.person, []).append(line)
    for one in chunk:
        answer = found.get(one.known.id, [])
        open_door = one.known.ready and one.known.consent
        before = standing.get(one.number)
        yield Answered(
            asked=one,
            ranked=[line for line in answer if isinstance(line, Ranked)],
            empty=[rule for line in answer if isinstance(line, Empty) for rule in line.rules],
            sectors=engine.sectors(one.known, names) if open_door else [],
            list_lines=[line.line for line in answer],
            standing=before[1:] if before else None,
        )


@db.transaction()
def _write(number: int, answers: list[Answered]) -> None:
    inputs = keeping.keep({answer.asked.number: [answer.asked.line] for answer in answers})
    changed = [answer for answer in answers if answer.changed]
    offers = facts.numbers_of({line.opportunity for answer in changed for line in answer.ranked})
    for table, rows in (
        (MatchRunPerson, [_person_row(answer, inputs) for answer in answers]),
        (Proposal, [row for answer in changed for row in _rows(answer, offers)]),
        (SectorProposal, [row for answer in changed for row in _sector_rows(answer)]),
    ):
        if rows:
            db.session.execute(insert(table), [row | {"run_id": number} for row in rows])
    statement = update(MatchRun).where(MatchRun.id == number)
    db.session.execute(
        statement.values(
            done=MatchRun.done + len(answers),
            changed=MatchRun.changed + len(changed),
            beat_at=wall_clock(),
        )
    )


def _person_row(answer: Answered, inputs: dict[int | None, int]) -> dict[str, Any]:
    listed, sectors = answer.digests
    return {
        "young_person_id": answer.asked.number,
        "input_id": inputs[answer.asked.number],
        "stands_on": answer.asked.stands_on,
        "list_digest": listed,
        "sectors_digest": sectors,
        "changed": answer.changed,
        "why_empty": answer.empty,
    }


def _rows(answer: Answered, offers: dict[str, int]) -> Iterator[dict[str, Any]]:
    for line in answer.ranked:
        yield {
            "young_person_id": answer.asked.number,
            "opportunity_id": offers[line.opportunity],
            "rank": line.rank,
            "band": line.band,
            "score_micro": line.score_micro,
            "coverage": line.coverage,
            "terms": line.terms,
        }


def _sector_rows(answer: Answered) -> Iterator[dict[str, Any]]:
    for row in answer.sectors:
        yield {
            "young_person_id": answer.asked.number,
            "sector_key": row.sector,
            "rank": row.rank,
            "score_micro": row.score_micro,
            "terms": row.terms,
        }


@db.transaction()
def ask(person: int | None, *, why: str = "change") -> None:
    """Ask for a small run for one young person, or with None for everybody."""
    waiting = select(MatchRequest.id).where(
        MatchRequest.young_person_id.is_(None)
        if person is None
        else MatchRequest.young_person_id == person
    )
    if db.session.scalar(waiting.limit(1)) is None:
        db.session.add(MatchRequest(young_person_id=person, asked_at=clock.now(), why=why))


def waiting(person: int) -> bool:
    """Say whether a young person's list is about to be made anew."""
    return list_of(person)[1]


def _waits(person: int) -> ColumnElement[bool]:
    mine = (MatchRequest.young_person_id == person) | MatchRequest.young_person_id.is_(None)
    return exists(select(MatchRequest.id).where(mine))


def list_of(person: int) -> tuple[PublishedList | None, bool]:
    """Return a young person's list, if there is one, and whether it is about to be made anew."""
    statement = (
        select(PublishedList, _waits(person))
        .select_from(YoungPerson)
        .outerjoin(PublishedList, PublishedList.young_person_id == YoungPerson.id)
        .where(YoungPerson.id == person)
    )
    published, soon = db.session.execute(statement).one()
    return published, bool(soon)


_followed: dict[str, tuple[Any, ...]] = {}


def follow_offers() -> None:
    """Ask for everybody when offers, weights or settings are others than the last time we looked.

    Whatever changed them: a form, an import, a place that was taken, a command. The first look
    of a process asks as well, since nobody knows what happened before.
    """
    database, now = str(db.orm.engine.url), index.signature()
    if _followed.get(database) != now:
        ask(None)
        _followed[database] = now


def _has_just_failed() -> bool:
    # What fails would fail again in five seconds; it is tried anew when somebody may have helped.
    last = db.session.scalars(select(MatchRun).order_by(MatchRun.id.desc()).limit(1)).first()
    if last is None or last.state != RunState.FAILED:
        return False
    return last.beat_at > wall_clock() - REST


def answer_requests() -> MatchRun | None:
    """Run what was asked for; requests made meanwhile stay for the next time."""
    asked = list(db.session.scalars(select(MatchRequest).order_by(MatchRequest.id)))
    if not asked or _has_just_failed():
        return None
    numbers = [row.id for row in asked]
    everybody = any(row.young_person_id is None for row in asked)
    people = (
        None if everybody else sorted({row.young_person_id for row in asked if row.young_person_id})
    )
    done = run("asked" if any(row.why == "asked" for row in asked) else "change", people)
    _answered(numbers)
    return done


@db.transaction()
def _answered(numbers: list[int]) -> None:
    db.session.execute(delete(MatchRequest).where(MatchRequest.id.in_(numbers)))


def number_of(ref: str) -> int:
    """Return the row number of an open record; NoResultFound when there is none."""
    statement = select(YoungPerson.id).where(
        YoungPerson.ref == ref, YoungPerson.state != YoungPersonState.CLOSED
    )
    return db.session.scalars(statement).one()


def recent(most: int = 20) -> list[MatchRun]:
    """Return the last runs, newest first."""
    return list(db.session.scalars(select(MatchRun).order_by(MatchRun.id.desc()).limit(most)))
