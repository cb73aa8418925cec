"""Loading the demo: invented people, real places, dates counted from today."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from app import db
from app.accounts import passwords
from app.accounts.models import User
from app.audit import services as audit
from app.demo import council, decisions, fair_days, learnt, offers, people, stories
from app.demo.stories import Cast
from app.errors import DomainError
from app.guarantee.models import Policy
from app.matches import runs
from app.unlocks import services as unlocks


class NotEmpty(DomainError):
    """The demo is never mixed with real people."""

    message = "This database already has accounts, so the demo was not loaded"


def is_empty() -> bool:
    """Say whether nobody has an account yet."""
    return not db.session.scalar(select(func.count()).select_from(User))


def load(password: str, *, size: int | None = None, canaries: bool = False) -> dict[str, int]:
    """Load the demo into an empty database and match everybody; return what was added.

    `size` is the number of young people, more than the content has are made from it;
    `canaries` adds young people with names nobody could mistake.
    """
    if not is_empty():
        raise NotEmpty
    counts = _load(password, size, canaries)
    learnt.hear()
    runs.run("demo")
    decisions.add()
    decisions.add_weeks()
    fair_days.load()
    unlocks.everybody()
    learnt.add()
    return counts


@db.transaction()
def _load(password: str, size: int | None, canaries: bool) -> dict[str, int]:
    kept = passwords.keep(password)
    accounts = people.staff(kept)
    employers = offers.employers(accounts, kept)
    opportunities = offers.opportunities(accounts, employers)
    offers.pledges(employers)
    numbers = {key: employer.id for key, employer in employers.items()}
    young = people.young_people(accounts, numbers, size=size, canaries=canaries)
    cast = Cast(accounts, employers, opportunities, young)
    stories.introductions(cast)
    stories.placements(cast)
    council.cases(cast, policy())
    council.referrals(cast)
    council.concerns(cast)
    audit.record("demo.loaded", "demo", "demo", by=None)
    return {
        "young people": len(young),
        "employers": len(employers),
        "opportunities": len(opportunities),
        "accounts": len(accounts),
    }


def policy() -> Policy:
    """Return the guarantee's wording for the demo, taken from the Council's motion."""
    found = db.session.scalars(select(Policy).order_by(Policy.valid_from.desc())).first()
    if found is None:
        found = Policy(
            valid_from=date(2025, 3, 19),
            title="An interview with relevant experience and qualifications",
            wording=(
                "Every Milton Keynes care leaver who has the relevant experience and "
                "qualifications is offered an interview for a council job."
            ),
            mode="all_essential",
            source="Council motion, 19 March 2025",
        )
        db.session.add(found)
        db.session.flush()
    return found
