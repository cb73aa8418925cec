"""The six things that must be seen before anybody agrees, with what is known about each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from app import clock
from app.filters import clock_time, long_date, pay, words
from app.opportunities import answers, checking, lawful
from app.opportunities.lawful import Finding
from app.opportunities.wording import BASES
from app.opportunities.wording import CHECKS as DBS
from app.placements.choices import CHECKS, FAMILIES
from app.young_people.models import Purpose
from app.young_people.queries import standing_consent

if TYPE_CHECKING:
    from app.placements.models import Placement


@dataclass(frozen=True)
class Check:
    """One thing to see: what is known, what stands in the way, who has ticked it and when."""

    name: str
    title: str
    facts: tuple[str, ...]
    problem: str | None
    ticked: bool
    by: int | None = None
    at: datetime | None = None


def checks(placement: Placement) -> list[Check]:
    """Return the six checks as they stand now, for this person’s age and these dates."""
    found = findings(placement)
    return [_check(placement, name, title, found.get(name, [])) for name, title in CHECKS.items()]


def _check(placement: Placement, name: str, title: str, found: list[Finding]) -> Check:
    ticked = placement.checks.get(name)
    stops = [finding.words for finding in found if finding.stops]
    warns = tuple(finding.words for finding in found if not finding.stops)
    problem = _own_problem(placement, name) or (stops[0] if stops else None)
    facts = (*_facts(placement, name), *warns)
    if not ticked:
        return Check(name, title, facts, problem, ticked=False)
    at = datetime.fromisoformat(ticked["at"])
    return Check(name, title, facts, problem, ticked=True, by=ticked.get("by"), at=at)


def findings(placement: Placement) -> dict[str, list[Finding]]:
    """Return what the law says about this person on these days, by check."""
    offer = placement.opportunity
    born, start = placement.young_person.born, placement.start
    about = checking.offer_of(answers.approved(offer), offer.employer)
    about = replace(about, start=start, end=placement.end, closes=None)
    if born:
        age = clock.age_on(born, start or clock.today())
        school = about.school_age if age == 16 else age < 16
        about = replace(about, min_age=age, max_age=age, school_age=school)
    sorted_: dict[str, list[Finding]] = {}
    for finding in lawful.check(about, checking.rules()):
        name = FAMILIES.get(finding.rule.partition(".")[0])
        if name:
            sorted_.setdefault(name, []).append(finding)
    return sorted_


def _own_problem(placement: Placement, name: str) -> str | None:
    employer = placement.opportunity.employer
    if name == "insurance":
        last = placement.end or placement.start
        if employer.insurance_until is None:
            return "The employer has not said how long its insurance runs"
        if last and employer.insurance_until < last:
            return (
                f"The insurance ends on {long_date(employer.insurance_until)}, before the last day"
            )
    if name == "consent":
        consent = standing_consent(placement.young_person, Purpose.SHARE, employer)
        return None if consent else "There is no agreement to share with this employer now"
    return None


def _facts(placement: Placement, name: str) -> tuple[str, ...]:
    offer, employer = placement.opportunity, placement.opportunity.employer
    seen = offer.risk_assessed_on or employer.risk_assessed_on
    if name == "insurance":
        return (f"Insured until {long_date(employer.insurance_until)}",)
    if name == "risk_assessment":
        return (
            f"Risk assessment of {long_date(seen)}" if seen else "No risk assessment on record",
        )
    if name == "hours":
        return tuple(shifts(placement)) or ("The hours are not written down",)
    if name == "dbs":
        return (
            f"Asked of the young person: {DBS.get(offer.person_dbs or 'none', 'No check').lower()}",
        )
    return _pay(placement) if name == "pay" else ()


def _pay(placement: Placement) -> tuple[str, ...]:
    offer = placement.opportunity
    if offer.pay_per_hour is not None:
        return (pay(offer.pay_per_hour),)
    basis = BASES.get(str(offer.unpaid_basis), "") if offer.unpaid_basis else ""
    return (f"Unpaid. {basis}" if basis else "Unpaid",)


def shifts(placement: Placement) -> list[str]:
    """Return the week in words: Monday 9:30am to 3:30pm."""
    return [
        f"{words(DAYS.get(shift['day'], shift['day']))} {_time(shift['from'])} to {_time(shift['to'])}"
        for shift in placement.week
        if "from" in shift and "to" in shift
    ]


DAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}


def _time(written: str) -> str:
    return clock_time(datetime.strptime(written, "%H:%M").time())  # noqa: DTZ007
