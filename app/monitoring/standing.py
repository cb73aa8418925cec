"""The model that stands now, read from the last run that published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import current_app, url_for

from app.matches.engine import about
from app.matches.engine.about import Term
from app.monitoring import queries

# Where unmet demand is shown, if that room is open: the first of these pages that exists.
DEMAND = ("unlocks.demand", "unlocks.cohort", "unlocks.index")


@dataclass(frozen=True)
class StandingModel:
    """What makes suggestions now."""

    version: str
    origin: str
    digest: str
    since: date | None
    before: date | None  # the last day of the model before it
    terms: list[Term]
    options: dict[str, Any]

    @property
    def has_run(self) -> bool:
        """Whether it has made a list that people see."""
        return self.since is not None

    @property
    def given(self) -> list[Term]:
        """The terms that are given something to look at here."""
        return [term for term in self.terms if not term.needs_a_log]


def standing_model() -> StandingModel:
    """Return the model of the last published run, or the engine's own before the first."""
    run = queries.standing_run()
    if run is None:
        weights, since, before = about.own_weights(), None, None
        version, options = about.VERSION, about.own_settings()
    else:
        weights, options, version = run.weights, run.options, run.engine_version
        since, before = queries.model_since(run)
    return StandingModel(
        version,
        str(weights.get("origin", "")),
        str(weights.get("digest", "")),
        since,
        before,
        about.terms(weights),
        dict(options),
    )


def demand_url() -> str | None:
    """Return the address of unmet demand, where there is such a page."""
    known = [name for name in DEMAND if name in current_app.view_functions]
    return url_for(known[0]) if known else None
