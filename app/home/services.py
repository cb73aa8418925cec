"""What a role's home page shows first: what needs me now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import clock
from app.accounts import needs as accounts
from app.concerns import needs as concerns
from app.employers import needs as employers
from app.enquiries import needs as enquiries
from app.fairdays import needs as fairdays
from app.filters import due, is_late, since
from app.guarantee import needs as guarantee
from app.guidance import needs as guidance
from app.introductions import needs as introductions
from app.learning import needs as learning
from app.matches import needs as matches
from app.needs import Need, by_urgency
from app.opportunities import needs as opportunities
from app.outbox import needs as outbox
from app.placements import needs as placements
from app.privacy import needs as privacy
from app.referrals import needs as referrals
from app.settings import needs as settings
from app.voice import needs as voice
from app.young_people import needs as young_people

if TYPE_CHECKING:
    from app.accounts.models import User

FEATURES = (
    accounts,
    settings,
    outbox,
    employers,
    opportunities,
    concerns,
    enquiries,
    young_people,
    matches,
    introductions,
    placements,
    voice,
    guarantee,
    referrals,
    guidance,
    fairdays,
    learning,
    privacy,
)
MOST = 25  # more than this is not a list any more; each queue has its own page


@dataclass(frozen=True)
class Line:
    """One line of “Needs you now”, ready to be shown."""

    who: str
    what: str
    since: str
    href: str
    button: str
    late: bool


@dataclass(frozen=True)
class Start:
    """One way to start something new."""

    words: str
    endpoint: str
    hint: str


STARTS = {
    "business": Start(
        "Add an offer", "opportunities.new", "A day, a few weeks or a job: about ten minutes"
    ),
    "advisor": Start(
        "Add a young person", "young_people.new", "A name and a few facts; the rest can wait"
    ),
    "manager": Start("See your team", "young_people.team", "Who carries what, and what is overdue"),
    "hr": Start(
        "Open a case", "guarantee.new", "When somebody declares that the guarantee applies"
    ),
    "councillor": Start(
        "Refer an employer", "referrals.new", "Somebody you know who could offer a chance"
    ),
    "coordinator": Start(
        "See the whole funnel", "reports.funnel", "From the first pledge to 26 weeks on"
    ),
    "admin": Start("Add an account", "accounts.new", "Somebody new who needs to sign in"),
}


def greeting(name: str) -> str:
    """Return the greeting for this time of day in London."""
    hour = clock.local(clock.now()).hour
    part = "morning" if hour < 12 else "afternoon" if hour < 18 else "evening"
    return f"Good {part}, {name.partition(' ')[0]}"


def needs_now(user: User) -> tuple[list[Line], int]:
    """Return what waits for this person, most urgent first, and how many there are in all."""
    found = by_urgency([need for feature in FEATURES for need in feature.needs(user)])
    return [_line(need) for need in found[:MOST]], len(found)


def _line(need: Need) -> Line:
    when = due(need.due) if need.due else since(need.since)
    late = need.due is not None and is_late(need.due)
    return Line(need.who, need.what, when, need.href, need.button, late)
