"""Employers’ liability insurance, the young person’s risk assessment, and DBS checks."""

from __future__ import annotations

from collections.abc import Iterator

from app.opportunities.law.saying import day, months_after
from app.opportunities.law.types import STOP, WARN, Offer, Rules, Said, rule

CHECKS = {"basic", "enhanced", "enhanced_barred"}
INSURED = "insurance_until"


def _exempt(offer: Offer, rules: Rules) -> bool:
    limit = rules.on("insurance.exempt_kinds", offer)
    return bool(limit and offer.employer_kind in limit.value)


@rule("insurance.first_day", STOP, "insurance.last_day", "insurance.exempt_kinds")
def first_day(offer: Offer, rules: Rules) -> Iterator[Said]:
    """Employers’ liability insurance is in date on the first day. Councils, health bodies and other
    public bodies do not need it by law."""
    limit, until = rules.on("insurance.last_day", offer), offer.insurance_until
    first = max(rules.first_day(offer), rules.as_of)
    if limit and until and until < first:
        words = (
            f"Employers’ liability insurance runs out on {day(until)}, before this starts: "
            "enter the new end date once it is renewed"
        )
        yield Said(INSURED, words, limit, WARN if _exempt(offer, rules) else STOP)


@rule("insurance.last_day", STOP, "insurance.last_day", "insurance.policy_months")
def last_day(offer: Offer, rules: Rules) -> Iterator[Said]:
    """Employers’ liability insurance is in date to the last day. Where no policy can reach that far
    yet, we look at it again when it is renewed."""
    limit, until = rules.on("insurance.last_day", offer), offer.insurance_until
    reach = rules.on("insurance.policy_months", offer)
    if not limit or not reach or not until or not offer.end:
        return
    if max(rules.first_day(offer), rules.as_of) <= until < offer.end:
        far = offer.end > months_after(rules.as_of, reach.value)
        words = (
            f"Employers’ liability insurance runs out on {day(until)}, before the last day, "
            f"{day(offer.end)}: enter the new end date once it is renewed, or end earlier"
        )
        yield Said(INSURED, words, limit, WARN if far or _exempt(offer, rules) else STOP)


@rule("insurance.far", WARN, "insurance.policy_months")
def far(offer: Offer, rules: Rules) -> Iterator[Said]:
    """A policy is taken out for a year or so; a later end date is usually a slip."""
    limit, until = rules.on("insurance.policy_months", offer), offer.insurance_until
    if limit and until and until > months_after(rules.as_of, limit.value * 3):
        words = f"Check the year: few policies run until {day(until)}"
        yield Said(INSURED, words, limit)


@rule("risk.after_start", STOP, "risk.before_start")
def risk(offer: Offer, rules: Rules) -> Iterator[Said]:
    """The risks for people under 18 are looked at before they start."""
    limit, done = rules.on("risk.before_start", offer), offer.risk_assessed_on
    if limit and done and offer.start and done > offer.start and _may_be_young(offer):
        words = (
            "Look at the risks for somebody under 18 before they start: "
            f"enter a date on or before {day(offer.start)}"
        )
        yield Said("risk_assessed_on", words, limit, STOP if offer.admits_under_18s else WARN)


def _may_be_young(offer: Offer) -> bool:
    return offer.admits_under_18s or offer.min_age is None


@rule("risk.planned", WARN, "risk.before_start")
def risk_planned(offer: Offer, rules: Rules) -> Iterator[Said]:
    """A look at the risks that is only planned has to be done before the first day."""
    limit, done = rules.on("risk.before_start", offer), offer.risk_assessed_on
    late = done and offer.start and done > offer.start
    if limit and done and done > rules.as_of and not late and _may_be_young(offer):
        words = f"The risks will be looked at on {day(done)}: tell us when it is done"
        yield Said("risk_assessed_on", words, limit)


@rule("risk.old", WARN, "risk.review_months")
def risk_old(offer: Offer, rules: Rules) -> Iterator[Said]:
    """A look at the risks that is old is done again when things have changed."""
    limit, done = rules.on("risk.review_months", offer), offer.risk_assessed_on
    if not limit or not done or not _may_be_young(offer):
        return
    if months_after(done, limit.value) < max(rules.first_day(offer), rules.as_of):
        words = (
            f"The risks were last looked at on {day(done)}: check that nothing has changed since"
        )
        yield Said("risk_assessed_on", words, limit)


@rule("dbs.supervisor_not_allowed", STOP, "dbs.supervised_under")
def supervisor(offer: Offer, rules: Rules) -> Iterator[Said]:
    """Nobody may be asked for a check with the barred list because they supervise people of 16 and
    over. Who cares for children or vulnerable adults is checked for that work, not for this."""
    limit, asked = rules.on("dbs.supervised_under", offer), offer.supervisor_dbs
    enhanced = asked in {"enhanced", "enhanced_barred"}
    if not limit or not enhanced or offer.regulated_activity or offer.min_age is None:
        return
    if offer.min_age >= limit.value:
        words = (
            f"A supervisor may not be asked for this check when everybody is {limit.value} or over: "
            "ask for none"
        )
        yield Said("supervisor_dbs", words, limit, STOP if asked == "enhanced_barred" else WARN)


@rule("dbs.supervisor_rare", STOP, "dbs.supervised_under")
def supervisor_rare(offer: Offer, rules: Rules) -> Iterator[Said]:
    """A supervisor of somebody under 16 is checked with the barred list only if they are often alone
    with them: every week, on four days in a month, or overnight."""
    limit = rules.on("dbs.supervised_under", offer)
    young = offer.min_age is None or (limit is not None and offer.min_age < limit.value)
    asked = offer.supervisor_dbs == "enhanced_barred" and offer.supervised_frequently is False
    if limit and young and asked and not offer.regulated_activity:
        words = (
            "This check is only for supervisors who are often alone with somebody "
            f"under {limit.value}: ask for none"
        )
        yield Said("supervisor_dbs", words, limit, WARN if offer.min_age is None else STOP)


@rule("dbs.supervisor_wanted", WARN, "dbs.supervised_under")
def supervisor_wanted(offer: Offer, rules: Rules) -> Iterator[Said]:
    """A supervisor who is often alone with somebody under 16 may be checked: a person decides."""
    limit, often = rules.on("dbs.supervised_under", offer), offer.supervised_frequently
    young = offer.min_age is not None and limit is not None and offer.min_age < limit.value
    if limit and young and often and offer.supervisor_dbs in {"none", "basic"}:
        words = (
            f"A supervisor who is often alone with somebody under {limit.value} may need a check "
            "with the barred list: ask the council"
        )
        yield Said("supervisor_dbs", words, limit)


@rule("dbs.person_age", STOP, "dbs.youngest")
def person_age(offer: Offer, rules: Rules) -> Iterator[Said]:
    """Nobody under 16 can have a DBS check."""
    limit, asked = rules.on("dbs.youngest", offer), offer.person_dbs in CHECKS
    ages = [age for age in (offer.min_age, offer.max_age) if age is not None]
    if limit and asked and ages and min(ages) < limit.value:
        words = f"Nobody under {limit.value} can have a DBS check: raise the youngest age or ask for none"
        yield Said("person_dbs", words, limit)


@rule("dbs.person_not_allowed", STOP, "dbs.barred_list")
def person_barred(offer: Offer, rules: Rules) -> Iterator[Said]:
    """A check with the barred list is only for regulated activity, like caring for children."""
    limit = rules.on("dbs.barred_list", offer)
    if limit and offer.person_dbs == "enhanced_barred" and offer.regulated_activity is False:
        words = (
            "A check with the barred list may only be asked for regulated activity, "
            "like caring for children: ask for less"
        )
        yield Said("person_dbs", words, limit)


@rule("dbs.person_enhanced", STOP, "dbs.enhanced_sectors")
def person_enhanced(offer: Offer, rules: Rules) -> Iterator[Said]:
    """An enhanced check is only for certain work: regulated activity, and some other work with
    children or vulnerable adults."""
    limit = rules.on("dbs.enhanced_sectors", offer)
    if limit and offer.person_dbs == "enhanced" and offer.regulated_activity is False:
        near = offer.sector in limit.value
        end = "check that this is one of them" if near else "ask for a basic check or none"
        words = (
            f"An enhanced check is only for certain work with children or vulnerable adults: {end}"
        )
        yield Said("person_dbs", words, limit, WARN if near else STOP)


@rule("dbs.person_wanted", WARN, "dbs.barred_list")
def person_wanted(offer: Offer, rules: Rules) -> Iterator[Said]:
    """Regulated activity usually needs an enhanced check with the barred list."""
    limit = rules.on("dbs.barred_list", offer)
    if limit and offer.person_dbs in {"none", "basic"} and offer.regulated_activity:
        words = (
            "Regulated activity, like caring for children, usually needs an enhanced check "
            "with the barred list: check with the council"
        )
        yield Said("person_dbs", words, limit)


RULES = (
    first_day,
    last_day,
    far,
    risk,
    risk_planned,
    risk_old,
    supervisor,
    supervisor_rare,
    supervisor_wanted,
    person_age,
    person_barred,
    person_enhanced,
    person_wanted,
)
