"""Looking through the offers everybody may see."""

from __future__ import annotations

from sqlalchemy.exc import NoResultFound

from app.employers.models import EmployerState
from app.opportunities import queries, services
from app.opportunities.models import Opportunity
from app.opportunities.models import OpportunityState as State
from app.opportunities.paging import Paged
from app.opportunities.queries import Listed, Wanted
from app.places import services as places
from app.places.models import Place

# People who follow up introductions have to read an offer that is not shown any more.
STAFF = frozenset({"advisor", "manager", "coordinator"})
FOLLOWED = frozenset({State.LIVE, State.PAUSED, State.FILLED, State.CLOSED, State.EXPIRED})


def place(postcode: str | None) -> Place | None:
    """Return where a postcode is; None when there is none, or it does not exist."""
    return places.find(postcode) if postcode else None


def look(asked: Wanted, page: int) -> Paged[Listed]:
    """Return a page of what fits."""
    return queries.public_list(asked, page)


def shown(ref: str, role: str | None) -> Opportunity:
    """Return an offer that may be seen; staff also see what is paused or over."""
    opportunity = services.find(ref)
    live = opportunity.state == State.LIVE and opportunity.employer.state == EmployerState.APPROVED
    if live or (role in STAFF and opportunity.state in FOLLOWED):
        return opportunity
    raise NoResultFound
