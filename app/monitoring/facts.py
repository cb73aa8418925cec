"""What the record is made from: the engine that stands, its last run, and what holds today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app import clock, suppression
from app.matches.engine import about
from app.matches.engine.about import Inputs, Rule
from app.monitoring import public, queries
from app.monitoring.groups import DIMENSIONS, NOT_RECORDED
from app.monitoring.public import InForce, Tested, Uptake
from app.monitoring.standing import StandingModel, standing_model
from app.settings import services as settings
from app.suppression import Figure


@dataclass(frozen=True)
class Facts:
    """Everything live that a field of the record may say; no count that was not suppressed."""

    today: date
    model: StandingModel
    people: Figure | None  # of the last run about everybody before this month
    offers: Figure | None
    inputs: Inputs
    rules: list[Rule]
    settings: list[InForce]
    tested: Tested
    uptake: Uptake
    contact: dict[str, str]
    last_setting: date | None
    watched: list[str]
    not_recorded: list[str]


def facts() -> Facts:
    """Return what the record is made from today."""
    run = queries.full_run_before(public.month_begins())
    held = public.in_force()
    record = settings.in_force("record.")
    changed = [row.since for row in held] + [row.valid_from for row in record]
    return Facts(
        today=clock.today(),
        model=standing_model(),
        people=suppression.one(run.people) if run else None,
        offers=suppression.one(run.opportunities) if run else None,
        inputs=about.inputs(),
        rules=about.rules(),
        settings=held,
        tested=public.tested(),
        uptake=public.uptake(),
        contact=settings.contact(),
        last_setting=max((day for day in changed if day <= clock.today()), default=None),
        watched=[name for name, _, _ in DIMENSIONS.values()],
        not_recorded=list(NOT_RECORDED),
    )
