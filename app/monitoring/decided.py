"""Reading what people decided about suggestions, and what became of them; no words and no names."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from app import db
from app.accounts.models import Team, User
from app.introductions.models import Introduction, IntroductionState
from app.matches.engine.exposure import Judged
from app.matches.models import Suggestion
from app.matches.models import SuggestionState as S
from app.monitoring.queries import Lists
from app.placements.models import Placement, PlacementState
from app.states import StateChange
from app.young_people.models import YoungPerson

NO_BAND = "no band"


@dataclass(frozen=True)
class Decision:
    """What people decided about one offer for one young person; no words, no names."""

    person: int
    offer: int
    state: S
    origin: str
    band: str
    rank: int | None
    reason: str
    at: datetime
    team: str


def decisions() -> list[Decision]:
    """Return every decision in the order in which they were first made."""
    statement = (
        select(
            Suggestion.young_person_id,
            Suggestion.opportunity_id,
            Suggestion.state,
            Suggestion.origin,
            func.coalesce(Suggestion.band, NO_BAND),
            Suggestion.rank,
            func.coalesce(Suggestion.reason, ""),
            Suggestion.created_at,
            func.coalesce(Team.name, "No team"),
        )
        .join(YoungPerson, YoungPerson.id == Suggestion.young_person_id)
        .outerjoin(User, User.id == YoungPerson.advisor_id)
        .outerjoin(Team, Team.id == User.team_id)
        .where(Suggestion.state != S.SUGGESTED)
        .order_by(Suggestion.created_at, Suggestion.id)
    )
    return [Decision(*row) for row in db.session.execute(statement)]


def reached(until: datetime | None = None) -> dict[str, int]:
    """Return how many suggestions ever reached each state, up to a moment if one is given."""
    statement = select(StateChange.to_state, func.count(StateChange.subject_id.distinct())).where(
        StateChange.machine == "suggestion"
    )
    if until is not None:
        statement = statement.where(StateChange.at < until)
    counts: dict[str, int] = defaultdict(int)
    counts.update(dict(db.session.execute(statement.group_by(StateChange.to_state)).all()))
    return counts


def judged(found: Lists, decided: list[Decision]) -> list[Judged]:
    """Return each suggestion whose outcome is known: the last word about it counts."""
    bands = {(line.person, line.offer): line.band for line in found.lines}
    went: dict[tuple[int, int], bool] = {}
    for each in decided:
        if each.band != NO_BAND:
            bands[each.person, each.offer] = each.band
        if each.state == S.YP_DECLINED:
            went[each.person, each.offer] = False
    for model, well, badly in VERDICTS:
        statement = select(model.young_person_id, model.opportunity_id, model.state)
        for person, offer, state in db.session.execute(statement.order_by(model.id)):
            if state in well or state in badly:
                went[person, offer] = state in well
    return [
        Judged(str(person), bands[person, offer], good)
        for (person, offer), good in went.items()
        if (person, offer) in bands
    ]


# What confirms that a suggestion was good or not, as the engine learns from it. An employer's no,
# silence and a place that was not taken up confirm nothing.
VERDICTS: tuple[tuple[Any, set[Any], set[Any]], ...] = (
    (
        Introduction,
        {IntroductionState.OFFERED, IntroductionState.ACCEPTED},
        {IntroductionState.DECLINED_BY_YP},
    ),
    (
        Placement,
        {PlacementState.ACTIVE, PlacementState.COMPLETED, PlacementState.REVIEWED},
        {PlacementState.ENDED_EARLY},
    ),
)
