"""How many young people an offer could reach: one picture of the pool a day, and not asked too often."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from flask import current_app

from app import clock
from app.matches import facts
from app.matches.engine import reach as engine
from app.matches.facts import OfferFacts
from app.opportunities.reach import TooOften, Wanted
from app.places import services as places
from app.settings import services as settings

KEPT = "reach_of_today"


@dataclass
class _Today:
    """The pool as it was when somebody first asked today, and every answer given since."""

    day: date
    groups: list[engine.Group]
    answers: dict[Wanted, int] = field(default_factory=dict)
    asked: dict[int, set[Wanted]] = field(default_factory=lambda: defaultdict(set))


def counts(wanted: Sequence[Wanted], employer: int) -> list[int] | None:
    """Return how many could take up each of these; None in a pool so small that nothing is said.

    Raises TooOften when an organisation has asked about as many offers today as it may.
    """
    today = _today()
    if sum(map(len, today.groups)) < settings.value("reach.fewest_people"):
        return None
    asked = today.asked[employer]
    if wanted[0] not in asked and len(asked) >= settings.value("reach.asked_a_day"):
        raise TooOften
    asked.add(wanted[0])
    for each in wanted:
        if each not in today.answers:
            today.answers[each] = engine.count(_offer(each), today.groups, today.day)
    return [today.answers[each] for each in wanted]


def _today() -> _Today:
    kept: _Today | None = current_app.extensions.get(KEPT)
    if kept is None or kept.day != clock.today() or not kept.groups:
        pool = engine.groups(known for _, known in facts.people())
        kept = current_app.extensions[KEPT] = _Today(clock.today(), pool)
    return kept


def forget() -> None:
    """Look at the pool anew at the next question."""
    current_app.extensions.pop(KEPT, None)


def _offer(wanted: Wanted) -> OfferFacts:
    middle = places.centre_of(wanted.area) if wanted.area else None
    rows = tuple((name, None) for name in wanted.names)
    nothing = dict.fromkeys(NOT_SAID)
    return OfferFacts(
        **nothing,
        id="",
        employer="",
        title="",
        text="",
        kind=wanted.kind,
        sector=wanted.sector,
        essential_qualifications=rows or None,
        min_level=wanted.level,
        place=(middle.latitude, middle.longitude) if middle else None,
        remote=False,
        start=wanted.month,
        hours_per_week=wanted.hours,
        places=1,
        places_taken=0,
        min_age=wanted.youngest,
        max_age=wanted.oldest,
        dbs_required=wanted.dbs,
    )


NOT_SAID = (
    *("skills", "area", "opens", "closes", "end", "days", "pay_per_hour", "adjustments_offered"),
    "employer_response_rate",
)
