"""Watching the engine: the figures of now, one row of them a day, and the file to take away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app import clock, db
from app.audit import services as audit
from app.matches.engine import exposure
from app.matches.engine.exposure import Fairness
from app.matches.models import MatchRun, RunState
from app.monitoring import decided, figures, groups, queries
from app.monitoring.decided import Decision
from app.monitoring.figures import Acceptance, Coverage, Overrides
from app.monitoring.models import EngineDay
from app.monitoring.queries import Lists
from app.settings import services as settings


@dataclass(frozen=True)
class Watched:
    """Everything that is watched, as it is now."""

    coverage: Coverage
    acceptance: Acceptance
    overrides: Overrides
    fairness: Fairness
    aside: int
    floor: float


def now() -> Watched:
    """Return the figures of now, without groups of people."""
    lists, decisions = queries.lists(), decided.decisions()
    return _watched(lists, decisions, exposure.measure(_standing(lists, []), {}))


def whole() -> Watched:
    """Return the figures of now, groups and all."""
    lists, decisions = queries.lists(), decided.decisions()
    return _watched(lists, decisions, _fairness(lists, decisions))


def _watched(lists: Lists, decisions: list[Decision], fair: Fairness) -> Watched:
    return Watched(
        coverage=figures.coverage(lists.lines),
        acceptance=figures.acceptance(lists.lines, decisions, decided.reached()),
        overrides=figures.overrides(decisions),
        fairness=fair,
        aside=lists.aside,
        floor=float(settings.value("matching.coverage_floor")),
    )


def fairness() -> Fairness:
    """Return the figures of fairness and exposure alone."""
    return _fairness(queries.lists(), decided.decisions())


def _fairness(lists: Lists, decisions: list[Decision]) -> Fairness:
    members, ways = queries.members(lists)
    standing = _standing(lists, decided.judged(lists, decisions))
    return exposure.measure(standing, groups.groups_of(members, ways))


def _standing(lists: Lists, judged: list[exposure.Judged]) -> exposure.Standing:
    return exposure.Standing(
        seen=queries.seen(lists),
        why_empty={str(person): rules for person, rules in lists.why_empty.items()},
        offers={offer.ref: offer.employer for offer in lists.offers.values()},
        people=[str(person) for person in sorted(lists.takes_part)],
        judged=judged,
    )


def measure() -> EngineDay:
    """Keep today's figures; a second time the same day they are written over."""
    return _keep(kept(whole()))  # worked out first, so that nobody waits for the database


@db.transaction()
def _keep(found: dict[str, Any]) -> EngineDay:
    today, run = clock.today(), queries.standing_run()
    row = db.session.scalars(select(EngineDay).where(EngineDay.on_day == today)).first()
    if row is None:
        row = EngineDay(on_day=today)
        db.session.add(row)
    row.taken_at, row.run_id, row.figures = clock.now(), run.id if run else None, found
    audit.record("engine.measured", "engine", today.isoformat(), by=None)
    return row


def kept(watched: Watched) -> dict[str, Any]:
    """Return what is kept of a day: shares and counts of lists and decisions, nobody's."""
    decisions = watched.overrides.everybody
    return {
        "suggestions": watched.coverage.suggestions,
        "below_floor": watched.coverage.below_share,
        "mean_coverage": watched.coverage.mean,
        "offers_gini": watched.fairness.offers.gini,
        "employers_gini": watched.fairness.employers.gini,
        "decided": decisions.decided,
        "differing": decisions.differing,
        "shortlisted": watched.acceptance.shortlisted,
        "yes": watched.acceptance.yes,
        "without": watched.fairness.without,
        "parity": {each.key: each.parity for each in watched.fairness.dimensions},
    }


MOST_POINTS = 6  # as many dates as stand side by side under a small chart


def drift(days: Sequence[EngineDay], name: str) -> list[tuple[str, float]]:
    """Return one figure over time, the last day of each week, as a line wants it."""
    weeks = {day.on_day.isocalendar()[:2]: day for day in days if day.figures.get(name) is not None}
    last = list(weeks.values())[-MOST_POINTS:]
    return [(f"{day.on_day.day} {day.on_day:%b}", day.figures[name]) for day in last]


@dataclass(frozen=True)
class RunLine:
    """One run as a table shows it."""

    run: MatchRun
    seconds: float | None
    model: str

    @property
    def unchanged(self) -> bool:
        """Whether it found nothing new and changed nothing."""
        return self.run.state == RunState.UNCHANGED


def run_lines() -> list[RunLine]:
    """Return the last runs with how long each took."""
    return [
        RunLine(
            run,
            (run.finished_at - run.started_at).total_seconds() if run.finished_at else None,
            str(run.weights.get("digest", ""))[:8],
        )
        for run in queries.last_runs()
    ]
