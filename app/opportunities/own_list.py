"""An organisation’s own offers as a list: found, counted, sorted, and several of them moved at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import defer

from app import db
from app.errors import DomainError
from app.filters import plural
from app.opportunities import life
from app.opportunities.models import Opportunity, folded
from app.opportunities.models import OpportunityState as State
from app.paging import Page, page_of

if TYPE_CHECKING:
    from app.accounts.models import User

PAGE = 25
MOST_AT_ONCE = 100
HEAVY = (Opportunity.approved, Opportunity.decided_answers)
_UNKNOWN_LAST = case((Opportunity.closes.is_(None), 1), else_=0)
_NEEDS_FIRST = case(
    (Opportunity.state == State.CHANGES_REQUESTED, 0),
    (Opportunity.state == State.DRAFT, 1),
    (Opportunity.state == State.PAUSED, 2),
    (Opportunity.state == State.SUBMITTED, 3),
    (Opportunity.state == State.LIVE, 4),
    (Opportunity.state == State.ARCHIVED, 9),
    else_=5,
)
ORDERS: dict[str, tuple[Any, ...]] = {
    "first": (_NEEDS_FIRST, Opportunity.changed_at.desc()),
    "changed": (Opportunity.changed_at.desc(),),
    "closes": (_UNKNOWN_LAST, Opportunity.closes),
    "title": (func.lower(Opportunity.title),),
}
DONE = {"pause": "paused", "resume": "shown again", "extend": "open longer", "archive": "put away"}


@dataclass(frozen=True)
class Wanted:
    """What an employer looks for among its own offers."""

    words: str = ""
    state: str = ""
    sort: str = "first"


def found(employer_id: int, wanted: Wanted, page: int, *, size: int = PAGE) -> Page[Opportunity]:
    """Return a page of an organisation’s offers."""
    statement = (
        select(Opportunity)
        .options(*(defer(column) for column in HEAVY))
        .where(Opportunity.employer_id == employer_id, *_conditions(wanted))
        .order_by(*ORDERS.get(wanted.sort, ORDERS["first"]), Opportunity.id.desc())
    )
    return page_of(statement, page, size=size)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found = [
        Opportunity.search_words.contains(word, autoescape=True)
        for word in folded(wanted.words).split()[:8]
    ]
    if wanted.state in State.__members__:
        return [*found, Opportunity.state == State(wanted.state)]
    if wanted.state == "waiting":
        return [*found, Opportunity.pending_at.is_not(None)]
    return [*found, Opportunity.state != State.ARCHIVED]


def counts(employer_id: int) -> dict[str, int]:
    """Return how many offers an organisation has in each state, by one statement."""
    statement = (
        select(Opportunity.state, func.count())
        .where(Opportunity.employer_id == employer_id)
        .group_by(Opportunity.state)
    )
    found = {str(state): count for state, count in db.session.execute(statement)}
    return {state.value: found[state.value] for state in State if found.get(state.value)}


@dataclass
class Outcome:
    """What came of doing one thing with several offers."""

    verb: str
    done: int = 0
    refused: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """The outcome as a sentence."""
        said = f"{plural(self.done, 'offer is', 'offers are')} {DONE[self.verb]}"
        return said if not self.refused else f"{said}. Not changed: {'; '.join(self.refused[:5])}"


def together(
    refs: Sequence[str], verb: str, *, employer_id: int, closes: date | None = None, by: User
) -> Outcome:
    """Do one thing with several of an organisation’s offers; each by itself, refusals are told."""
    if not refs:
        raise DomainError("Tick at least one offer")
    if verb == "extend" and closes is None:
        raise DomainError("Enter until when they stay open", field="closes")
    outcome = Outcome(verb)
    for offer in _own(refs[:MOST_AT_ONCE], employer_id):
        title = offer.title or "No title yet"
        try:
            _ACTS[verb](offer, closes, by)
        except DomainError as error:
            outcome.refused.append(f"“{title}” ({error.words})")
        else:
            outcome.done += 1
    return outcome


def _own(refs: Sequence[str], employer_id: int) -> list[Opportunity]:
    mine = (Opportunity.employer_id == employer_id) & Opportunity.ref.in_(refs)
    return list(db.session.scalars(select(Opportunity).where(mine)).unique())


def _extend(offer: Opportunity, closes: date | None, by: User) -> None:
    if closes is not None:
        life.extend(offer, closes, version=None, by=by)


_ACTS: dict[str, Callable[[Opportunity, date | None, Any], object]] = {
    "pause": lambda offer, _, by: life.pause(offer, by=by),
    "resume": lambda offer, _, by: life.move(offer, "resume", by=by),
    "archive": lambda offer, _, by: life.move(offer, "archive", by=by),
    "extend": _extend,
}
