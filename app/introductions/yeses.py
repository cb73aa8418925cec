"""Young people who said yes to an offer and are not introduced yet: the next move is their advisor’s."""

from __future__ import annotations

from sqlalchemy import exists, select

from app import clock, db
from app.introductions.models import Introduction
from app.matches.models import Suggestion, SuggestionState
from app.opportunities.models import Opportunity, OpportunityState
from app.young_people.signals import Waiting


def to_introduce(people: list[int]) -> dict[int, Waiting]:
    """Return, for each of these who waits to be introduced, the yes that has waited longest."""
    introduced = exists().where(
        Introduction.young_person_id == Suggestion.young_person_id,
        Introduction.opportunity_id == Suggestion.opportunity_id,
    )
    statement = (
        select(Suggestion)
        .where(
            Suggestion.young_person_id.in_(people),
            Suggestion.state == SuggestionState.YP_INTERESTED,
            Suggestion.opportunity.has(Opportunity.state == OpportunityState.LIVE),
            ~introduced,
        )
        .order_by(Suggestion.changed_at.desc(), Suggestion.id.desc())
    )
    return {row.young_person_id: _waiting(row) for row in db.session.scalars(statement)}


def _waiting(row: Suggestion) -> Waiting:
    return Waiting(
        "advisor",
        f"Said yes to “{row.opportunity.title}”: introduce them",
        clock.local(row.changed_at).date(),
        key="yes",
        endpoint="introductions.new",
        values=(("offer", row.opportunity.ref),),
        button="Introduce",
    )
