"""Does the sector fit what was written? Asked once, and only a person changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import db
from app.accounts.models import Role
from app.audit import services as audit
from app.opportunities import answers as kept
from app.opportunities import building
from app.opportunities.answers import Answers
from app.opportunities.models import Opportunity
from app.opportunities.sections import BY_KEY
from app.settings import hints
from app.settings.hints import Hint

if TYPE_CHECKING:
    from app.accounts.models import User

ASKED = "sector"  # among the saved sections: the question was answered


def text_of(answers: Answers) -> str:
    """Return the words of an offer that tell its sector."""
    return f"{answers.title}. {answers.will_do}"


def hint_for(opportunity: Opportunity) -> Hint | None:
    """Return the sector an offer sounds like, when it is another one and nobody has answered yet."""
    if ASKED in (opportunity.saved_sections or ()):
        return None
    answers = kept.current(opportunity)
    return hints.other_than(answers.sector_key, text_of(answers))


def sounds_like(opportunity: Opportunity) -> Hint | None:
    """Return the sector an offer sounds like, whatever was chosen."""
    return hints.likeliest(text_of(kept.current(opportunity)))


@db.transaction()
def choose(opportunity: Opportunity, sector: str, *, by: User) -> None:
    """Keep the sector somebody chose; of an employer’s live offer it waits for the council’s yes."""
    if by.role == Role.BUSINESS:
        if sector != kept.current(opportunity).sector_key:
            values = {"sector_key": sector}
            building.save(opportunity, BY_KEY["kind"], values, version=opportunity.version, by=by)
        opportunity.saved_sections = [*(opportunity.saved_sections or []), ASKED]
        return
    opportunity.sector_key, opportunity.sector_suggested = sector, False
    if opportunity.approved:
        opportunity.approved = {**opportunity.approved, "sector_key": sector}
    audit.record("opportunity.sector", "opportunity", opportunity.ref, by=by, fields=["sector_key"])
