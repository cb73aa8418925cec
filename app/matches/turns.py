"""Whose turn it is with suggestions: strong ones nobody looked at, and those that wait for an answer."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Integer, Select, cast, func, literal, null, select, union_all

from app import clock, db
from app.filters import plural
from app.matches.models import Proposal, PublishedList, Suggestion, SuggestionState
from app.matches.services import UNDER_WAY
from app.opportunities.models import Opportunity, OpportunityState
from app.young_people.attention import limit
from app.young_people.models import YoungPerson, YoungPersonState
from app.young_people.signals import Waiting

TALKED = (SuggestionState.SHORTLISTED, SuggestionState.DISCUSSED)


def of_people(people: list[int]) -> dict[int, Waiting]:
    """Return what waits for these young people here, what they were told of before what is new."""
    rows = list(db.session.execute(union_all(_strong(people), _open(people))))
    found = {row.person: _to_look_at(row) for row in rows if row.state is None}
    for row in sorted(rows, key=lambda row: (row.since, row.offer), reverse=True):
        if row.state is not None:
            found[row.person] = _unanswered(row)
    return found


def _strong(people: list[int]) -> Select[*tuple[Any, ...]]:
    """Young people with strong matches and nothing under way yet."""
    under_way = select(Suggestion.young_person_id).where(
        Suggestion.young_person_id.in_(people), Suggestion.state.in_(UNDER_WAY)
    )
    return (
        select(
            Proposal.young_person_id.label("person"),
            func.count(Proposal.id).label("strong"),
            func.min(PublishedList.published_at).label("since"),
            cast(null(), Suggestion.state.type).label("state"),
            literal("").label("title"),
            literal("").label("offer"),
        )
        .join(
            PublishedList,
            (PublishedList.run_id == Proposal.run_id)
            & (PublishedList.young_person_id == Proposal.young_person_id),
        )
        .join(YoungPerson, YoungPerson.id == Proposal.young_person_id)
        .where(
            Proposal.young_person_id.in_(people),
            Proposal.young_person_id.not_in(under_way),
            Proposal.band == "strong",
            YoungPerson.state == YoungPersonState.READY,
        )
        .group_by(Proposal.young_person_id)
    )


def _open(people: list[int]) -> Select[*tuple[Any, ...]]:
    """Offers that were shortlisted or talked about, and have no answer yet."""
    return (
        select(
            Suggestion.young_person_id,
            cast(null(), Integer),
            Suggestion.changed_at,
            Suggestion.state,
            Opportunity.title,
            Opportunity.ref,
        )
        .join(Opportunity, Opportunity.id == Suggestion.opportunity_id)
        .where(
            Suggestion.young_person_id.in_(people),
            Suggestion.state.in_(TALKED),
            Opportunity.state == OpportunityState.LIVE,
        )
    )


def _to_look_at(row: Any) -> Waiting:
    words = f"{plural(row.strong, 'strong match', 'strong matches')} to talk about"
    since = clock.local(row.since).date()
    return Waiting("advisor", words, since, None, "suggestion", "matches.index", (), "Look")


def _unanswered(row: Any) -> Waiting:
    since = clock.local(row.since).date()
    days = limit("suggestions.answer_working_days")
    due = clock.add_working_days(since, days)
    talked = row.state == SuggestionState.DISCUSSED
    words = f"“{row.title}” is on the shortlist: talk it through"
    if talked:
        words = f"Says what they think of “{row.title}”"
    turn = "young_person" if talked and due >= clock.today() else "advisor"
    if talked and turn == "advisor":
        words = f"You talked about “{row.title}”: what did they say?"
    where = (("offer", row.offer),)
    button = "Record it" if talked else "Talk about it"
    return Waiting(turn, words, since, due, "suggestion", "matches.show", where, button)
