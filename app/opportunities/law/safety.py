"""Employers’ liability insurance, the young person’s risk assessment, and DBS checks."""

from __future__ import annotations

from collections.abc import Iterator

from app.opportunities.law.types import STOP, WARN, Finding, Offer, Rules

CHECKS = {"basic", "enhanced", "enhanced_barred"}


def check_insurance(offer: Offer, rules: Rules) -> Iterator[Finding]:
    """Insurance is in force on the first day, and is looked at when it ends before the last."""
    limit, until = rules.on("insurance.last_day", offer), offer.insurance_until
    if not limit or until is None:
        return
    field = "insurance_until"
    if until < rules.first_day(offer):
        words = (
            "Employers’ liability insurance runs out before this starts: "
            "enter the new end date once it is renewed"
        )
        yield Finding("insurance.first_day", STOP, field, words, limit.source)
    elif offer.end and until < offer.end:
        words = "Employers’ liability insurance runs out before the last day: tell us when it is renewed"
        yield Finding("insurance.last_day", WARN, field, words, limit.source)


def check_risk(offer: Offer, rules: Rules) -> Iterator[Finding]:
    """The risks for a young person are looked at before the first day."""
    limit, done = rules.on("risk.before_start", offer), offer.risk_assessed_on
    if limit and done and offer.start and done > offer.start and offer.admits_under_18s:
        words = "Look at the risks for somebody under 18 before they start: enter a date before the first day"
        yield Finding("risk.after_start", STOP, "risk_assessed_on", words, limit.source)


def _works_with_children(offer: Offer) -> bool:
    # Then the supervisor is checked for the job itself, not for the young person's sake.
    return bool(offer.regulated_activity)


def check_supervisor(offer: Offer, rules: Rules) -> Iterator[Finding]:
    """Nobody may be asked for a barred-list check because they supervise 16 and 17 year olds."""
    limit, asked = rules.on("dbs.supervised_under", offer), offer.supervisor_dbs
    if not limit or asked not in {"enhanced", "enhanced_barred"} or _works_with_children(offer):
        return
    field = "supervisor_dbs"
    if offer.min_age is not None and offer.min_age >= limit.value:
        words = (
            f"A supervisor may not be asked for this check when everybody is {limit.value} or over: "
            "ask for none"
        )
        severity = STOP if asked == "enhanced_barred" else WARN
        yield Finding("dbs.supervisor_not_allowed", severity, field, words, limit.source)
    elif asked == "enhanced_barred" and offer.supervised_frequently is False:
        words = (
            "This check is only for supervisors who are often alone with somebody "
            f"under {limit.value}: ask for none"
        )
        yield Finding("dbs.supervisor_rare", STOP, field, words, limit.source)


def check_supervisor_wanted(offer: Offer, rules: Rules) -> Iterator[Finding]:
    """Somebody often alone with a child under 16 may be checked: a person decides."""
    limit = rules.on("dbs.supervised_under", offer)
    young = offer.min_age is not None and limit is not None and offer.min_age < limit.value
    if (
        limit
        and young
        and offer.supervised_frequently
        and offer.supervisor_dbs in {"none", "basic"}
    ):
        words = (
            f"A supervisor who is often alone with somebody under {limit.value} may need a check "
            "with the barred list: ask the council"
        )
        yield Finding("dbs.supervisor_wanted", WARN, "supervisor_dbs", words, limit.source)


def check_person_age(offer: Offer, rules: Rules) -> Iterator[Finding]:
    """A DBS check can be asked for from 16."""
    limit = rules.on("dbs.youngest", offer)
    under = offer.min_age is not None and limit is not None and offer.min_age < limit.value
    if limit and under and offer.person_dbs in CHECKS:
        words = f"Nobody under {limit.value} can have a DBS check: raise the youngest age or ask for none"
        yield Finding("dbs.person_age", STOP, "person_dbs", words, limit.source)


def check_person(offer: Offer, rules: Rules) -> Iterator[Finding]:
    """What may be asked of the young person depends on regulated activity."""
    limit, asked = rules.on("dbs.barred_list", offer), offer.person_dbs
    if not limit or asked is None or offer.regulated_activity is None:
        return
    if asked == "enhanced_barred" and not offer.regulated_activity:
        words = (
            "A check with the barred list may only be asked for regulated activity, "
            "like caring for children: ask for less"
        )
        yield Finding("dbs.person_not_allowed", STOP, "person_dbs", words, limit.source)
    elif asked == "enhanced" and not offer.regulated_activity:
        words = (
            "An enhanced check is only for certain kinds of work: check that this is one of them"
        )
        yield Finding("dbs.person_enhanced", WARN, "person_dbs", words, limit.source)
    elif asked in {"none", "basic"} and offer.regulated_activity:
        words = (
            "Regulated activity, like caring for children, usually needs an enhanced check "
            "with the barred list: check with the council"
        )
        yield Finding("dbs.person_wanted", WARN, "person_dbs", words, limit.source)


RULES = (
    check_insurance,
    check_risk,
    check_supervisor,
    check_supervisor_wanted,
    check_person_age,
    check_person,
)
