"""What was decided about suggestions, as lines of a young person’s story."""

from __future__ import annotations

from sqlalchemy import select

from app import db
from app.accounts.models import User
from app.matches.models import Suggestion
from app.matches.states import SUGGESTION
from app.opportunities.models import Opportunity
from app.states import StateChange
from app.young_people.models import YoungPerson
from app.young_people.signals import Event

# What they say on their own page stands in the story already, in their own words.
TITLES = {
    "shortlist": "Shortlisted “{}”",
    "dismiss": "Took “{}” off the list",
    "discuss": "Talked about “{}”",
    "interested": "Said yes to “{}”",
    "not_now": "Said not now to “{}”",
    "declined": "Said no to “{}”",
    "restore": "Put “{}” back among the suggestions",
    "put_forward": "Put forward for “{}”",
    "take_back": "Took back “{}”",
}


def events(person: YoungPerson) -> list[Event]:
    """Return what was decided about suggestions for a young person, oldest first, with one query."""
    statement = (
        select(StateChange, Opportunity.title, User.name)
        .join(
            Suggestion,
            (Suggestion.id == StateChange.subject_id) & (StateChange.machine == SUGGESTION.name),
        )
        .join(Opportunity, Opportunity.id == Suggestion.opportunity_id)
        .outerjoin(User, User.id == StateChange.by_id)
        .where(Suggestion.young_person_id == person.id, StateChange.verb.in_(TITLES))
        .order_by(StateChange.id)
    )
    return [
        Event(change.at, TITLES[change.verb].format(title), by or "", change.reason or "")
        for change, title, by in db.session.execute(statement)
    ]
