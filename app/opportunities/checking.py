"""The law applied to the offers we keep: our rows in, findings out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app import clock
from app.employers.models import Employer
from app.opportunities import answers as kept
from app.opportunities import law_table, lawful
from app.opportunities.answers import Answers
from app.opportunities.law.reading import read_week
from app.opportunities.lawful import Finding, Offer, Rules, Wage
from app.opportunities.models import Opportunity
from app.settings import dated, wages
from app.settings.tables import Row


def rules(as_of: date | None = None) -> Rules:
    """Return the law as of a day, as the dated tables hold it."""
    return measured_by(as_of or clock.today(), dated.rows(law_table.TABLE), dated.rows(wages.TABLE))


def shipped(as_of: date) -> Rules:
    """Return the law as it comes with the product, for where there is no database yet."""
    return measured_by(as_of, law_table.shipped(), wages.shipped())


def measured_by(as_of: date, limits: Sequence[Row], rates: Sequence[Row]) -> Rules:
    """Return the law that these rows make."""
    hourly = tuple(
        Wage(rate.valid_from, rate.band, rate.hourly, rate.source, rate.address)
        for rate in wages.as_rates(rates)
    )
    return Rules(as_of, law_table.as_limits(limits), hourly)


def offer_of(answers: Answers, employer: Employer) -> Offer:
    """Return an offer of ours as the check reads it."""
    given = {name: getattr(answers, name) for name in SAME}
    week = [{key: day[key] for key in SHIFT if key in day} for day in answers.week or ()]
    paid = answers.paid if answers.paid is not None else (True if answers.pay_per_hour else None)
    claimed = answers.unpaid_basis is not None and not answers.pay_per_hour
    return Offer(
        kind=answers.kind.value,
        employer_kind=employer.kind.value,
        week=read_week([day for day in week if "from" in day and "to" in day]),
        unpaid=True if claimed else (None if paid is None else not paid),
        unpaid_basis=answers.unpaid_basis.value if answers.unpaid_basis else None,
        insurance_until=employer.insurance_until,
        risk_assessed_on=answers.risk_assessed_on or employer.risk_assessed_on,
        sector=answers.sector_key,
        **given,
    )


SHIFT = ("day", "from", "to", "break_minutes")
SAME = (
    *("min_age", "max_age", "start", "end", "closes", "hours_per_week", "pay_per_hour", "level"),
    *("training_provider", "first_year_apprentice", "school_age", "supervisor_dbs", "person_dbs"),
    *("regulated_activity", "supervised_frequently"),
)


def break_law(opportunity: Opportunity) -> dict[str, int | None]:
    """Return after how many minutes of work a break is due, and its least length."""
    offer, law = offer_of(kept.current(opportunity), opportunity.employer), rules()
    whom = "young" if offer.admits_under_18s or offer.min_age is None else "adult"
    found = {"after": f"{whom}.break_after_minutes", "least": f"{whom}.break_minutes"}
    rows = {name: law.on(rule, offer) for name, rule in found.items()}
    return {name: row.value if row else None for name, row in rows.items()}


def findings(opportunity: Opportunity, *, as_of: date | None = None) -> list[Finding]:
    """Return what the law says about an offer as its employer now has it, changes included."""
    return lawful.check(offer_of(kept.current(opportunity), opportunity.employer), rules(as_of))


def findings_shown(opportunity: Opportunity, law: Rules | None = None) -> list[Finding]:
    """Return what the law says about the offer as it is shown, without waiting changes."""
    return lawful.check(offer_of(kept.approved(opportunity), opportunity.employer), law or rules())


def stops(found: list[Finding], *, time_passed: bool = True) -> list[Finding]:
    """Return the findings that stop an offer; without those that only say that time has passed."""
    passed = {"dates.closed", "dates.over"}
    return [f for f in found if f.stops and (time_passed or f.rule not in passed)]
