"""Watching the lists: counted every day, compared with some weeks before, told when they differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from app import clock, db
from app.filters import long_date
from app.learning import drift
from app.learning.drift import Compared, Line
from app.learning.models import ListDay
from app.matches.engine import about
from app.matches.models import MatchRun, Proposal, PublishedList
from app.settings import services as settings
from app.young_people.models import YoungPerson, YoungPersonState

KEEP = timedelta(days=730)
NOTHING_YET = "There is nothing to compare with yet."
NAMES = {"coverage": "How much is known", "score": "The scores"}


@dataclass(frozen=True)
class Watch:
    """The newest day beside an earlier one, and what is said of it."""

    day: ListDay | None
    earlier: ListDay | None
    compared: Compared | None
    alarms: list[str]
    verdict: str

    @property
    def rows(self) -> list[tuple[str, float, str]]:
        """What moved, how far, and in words."""
        return [
            (name(row.key), row.index, _how_far(row.index))
            for row in (self.compared.moved if self.compared else ())
        ]


def name(key: str) -> str:
    """Return what people call a part of a score, or of a list."""
    labels = {term.name: term.label for term in about.terms()}
    return NAMES.get(key) or labels.get(key, key)


def _how_far(index: float) -> str:
    if index > float(settings.value("learning.drift_alarm")):
        return "clearly different"
    return "a little different" if index > drift.A_LITTLE else "as before"


def count_lists() -> ListDay:
    """Count what everybody’s list shows today, and say how it compares; once more writes it over."""
    found = drift.counted(_lines(), people=_takes_part(), without=_without())
    return keep(found, clock.today())


@db.transaction()
def keep(found: dict[str, Any], on_day: date) -> ListDay:
    """Keep the counts of a day with what is said of them; forget what is two years old."""
    row = db.session.get(ListDay, on_day) or ListDay(on_day=on_day)
    row.taken_at, row.figures = clock.now(), found
    db.session.add(row)
    db.session.flush()
    seen = _beside(row)
    row.figures = {**found, "verdict": seen.verdict, "alarms": seen.alarms}
    for old in db.session.scalars(select(ListDay).where(ListDay.on_day < on_day - KEEP)):
        db.session.delete(old)
    return row


def _lines() -> Iterator[Line]:
    columns = (Proposal.band, Proposal.coverage, Proposal.score_micro, Proposal.terms)
    statement = (
        select(*columns, MatchRun.id)
        .join(MatchRun, MatchRun.id == Proposal.run_id)
        .join(
            PublishedList,
            (PublishedList.run_id == Proposal.run_id)
            & (PublishedList.young_person_id == Proposal.young_person_id),
        )
    )
    runs = select(MatchRun.id, MatchRun.weights).where(_shown())
    weights = {row.id: row.weights for row in db.session.execute(runs)}
    for band, coverage, score, terms, run in db.session.execute(statement):
        known = weights[run].get("values", {})
        values = {term["term"]: _value(term, known) for term in terms}
        yield Line(band, coverage, None if score is None else score / 1e6, values)


def _shown() -> Any:
    return MatchRun.id.in_(select(PublishedList.run_id))


def _value(term: dict[str, Any], weights: dict[str, float]) -> float | None:
    # What was known, whatever it weighs: learning changes weights on purpose.
    weight = weights.get(term["term"], 0.0)
    if term["state"] == "unknown" or not weight:
        return None
    return float(term["micro"]) / 1e6 / weight


def _takes_part() -> int:
    statement = (
        select(func.count())
        .select_from(PublishedList)
        .join(YoungPerson, YoungPerson.id == PublishedList.young_person_id)
    )
    return db.session.scalar(statement.where(YoungPerson.state == YoungPersonState.READY)) or 0


def _without() -> int:
    some = select(Proposal.id).where(
        Proposal.run_id == PublishedList.run_id,
        Proposal.young_person_id == PublishedList.young_person_id,
    )
    statement = (
        select(func.count())
        .select_from(PublishedList)
        .join(YoungPerson, YoungPerson.id == PublishedList.young_person_id)
        .where(YoungPerson.state == YoungPersonState.READY, ~some.exists())
    )
    return db.session.scalar(statement) or 0


def last() -> ListDay | None:
    """Return the newest day that was counted."""
    return db.session.scalars(select(ListDay).order_by(ListDay.on_day.desc()).limit(1)).first()


def watch() -> Watch:
    """Return the newest day beside the one some weeks before, or the first there is."""
    day = last()
    return _beside(day) if day else Watch(None, None, None, [], NOTHING_YET)


def _beside(day: ListDay) -> Watch:
    earlier = _before(day)
    if earlier is None:
        return Watch(day, None, None, [], NOTHING_YET)
    found = drift.compared(earlier.figures, day.figures)
    alarms = _alarms(found)
    return Watch(day, earlier, found, alarms, _verdict(found, alarms, long_date(earlier.on_day)))


def _before(day: ListDay) -> ListDay | None:
    far = day.on_day - timedelta(days=int(settings.value("learning.compare_days")))
    statement = select(ListDay).where(ListDay.on_day < day.on_day)
    late = statement.where(ListDay.on_day >= far).order_by(ListDay.on_day).limit(1)
    return (
        db.session.scalars(late).first()
        or db.session.scalars(statement.order_by(ListDay.on_day.desc()).limit(1)).first()
    )


def _alarms(found: Compared) -> list[str]:
    most = float(settings.value("learning.drift_alarm"))
    step = float(settings.value("learning.share_alarm"))
    alarms = [
        f"{name(row.key)}: clearly different from before" for row in found.moved if row.index > most
    ]
    if found.enough and found.ask[1] - found.ask[0] > step:
        alarms.append(
            f"{found.ask[1]:.0%} of suggestions can only be asked about, {found.ask[0]:.0%} before"
        )
    if found.enough and found.without[1] - found.without[0] > step:
        alarms.append(
            f"{found.without[1]:.0%} of young people have nothing, {found.without[0]:.0%} before"
        )
    return alarms


def _verdict(found: Compared, alarms: list[str], when: str) -> str:
    if not found.enough:
        return f"Too few suggestions to compare with {when}."
    if alarms:
        return f"The lists are clearly different from {when}. Find out why."
    most = found.most()
    if most and most.index > drift.A_LITTLE:
        return f"The lists are a little different from {when}."
    return f"The lists look as they did on {when}."
