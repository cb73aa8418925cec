"""What about a record waits for its advisor, and since when: dates in, reasons out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app import clock
from app.settings import services as settings
from app.young_people.models import YoungPersonState as S

REASONS = {
    "not_started": "Not started",
    "no_consent": "No agreement yet",
    "consent_ending": "Agreement ends soon",
    "stale": "Interests to talk about again",
    "revisit": "“Not now” to ask about again",
}
_DEFAULTS = {
    "young_people.start_working_days": 10,
    "young_people.consent_ending_days": 28,
    "young_people.revisit_months": 3,
    "young_people.put_off_weeks": 8,
    "suggestions.answer_working_days": 10,
}


@dataclass(frozen=True)
class Facts:
    """The few things about a record that decide whether it waits for somebody."""

    state: S
    created: date
    changed: date
    interests_on: date | None
    consents: bool
    consent_until: date | None
    revisit_on: date | None


@dataclass(frozen=True)
class Reason:
    """One thing that waits: which, in words, since when, until when."""

    key: str
    words: str
    since: date | None = None
    due: date | None = None

    @property
    def late(self) -> bool:
        """Whether it should have happened before today."""
        return self.due is not None and self.due < clock.today()


def limit(key: str) -> int:
    """Return a waiting time as the council set it."""
    try:
        return int(settings.value(key))
    except KeyError:
        return _DEFAULTS[key]


def reasons(facts: Facts) -> list[Reason]:
    """Return what waits for the advisor, the most pressing first."""
    if facts.state == S.NOT_STARTED:
        return [_not_started(facts)]
    if facts.state == S.NOT_NOW:
        return _revisit(facts)
    if facts.state == S.CLOSED:
        return []
    return [*_consent(facts), *_stale(facts)]


def _not_started(facts: Facts) -> Reason:
    days = limit("young_people.start_working_days")
    due = clock.add_working_days(facts.created, days)
    return Reason("not_started", "Not started yet", facts.created, due)


def _revisit(facts: Facts) -> list[Reason]:
    months = limit("young_people.revisit_months")
    day = facts.revisit_on or clock.months_after(facts.changed, months)
    words = "Said “not now”: time to ask again"
    return [Reason("revisit", words, day, day)] if day <= clock.today() else []


def _consent(facts: Facts) -> list[Reason]:
    if not facts.consents:
        return [Reason("no_consent", "No agreement yet", facts.created)]
    until = facts.consent_until
    soon = limit("young_people.consent_ending_days")
    if until and (until - clock.today()).days <= soon:
        return [Reason("consent_ending", "Their agreement ends soon", due=until)]
    return []


def _stale(facts: Facts) -> list[Reason]:
    if facts.interests_on is None:
        return [Reason("stale", "Interests not talked about yet", facts.created)]
    due = clock.months_after(facts.interests_on, int(settings.value("interests.stale_months")))
    if due > clock.today():
        return []
    return [Reason("stale", "Interests last talked about", facts.interests_on, due)]
