"""What keeps people safe: insurance, risks, hours, checks."""

from __future__ import annotations

from app.guidance.checklist.types import SEND, START, TRIALS, Facts, Line, yours

LONG_DAYS = 14  # HSE leaflet INDG364: tell the insurer of more than two weeks
TRADES = frozenset(
    {
        *("construction", "hospitality", "childcare", "health_and_social_care", "logistics"),
        *("security_and_emergency", "motor_vehicle", "engineering", "animals_and_land"),
        *("hair_and_beauty", "cleaning_and_facilities", "retail"),
    }
)


def insurance(facts: Facts) -> Line | None:
    """Employers’ liability insurance is in force to the last day."""
    until = facts.offer.insurance_until
    needed = facts.offer.end or facts.offer.start or facts.today
    applies = facts.works and not facts.public
    return yours("insurance", START, applies, done=until is not None and until >= needed)


def insurance_public(facts: Facts) -> Line | None:
    """A public body asks its own insurance team."""
    return yours("insurance_public", START, facts.works and facts.public)


def insurance_tell(facts: Facts) -> Line | None:
    """The insurer hears of a long placement."""
    long = (facts.offer.days or 0) > LONG_DAYS and facts.offer.kind in TRIALS
    return yours("insurance_tell", START, facts.works and not facts.public and long)


def risk_young(facts: Facts) -> Line | None:
    """The risks are looked at again for somebody under 18."""
    offer = facts.offer
    done = offer.risk_assessed_on
    in_time = done is not None and (offer.start is None or done <= offer.start)
    return yours("risk_young", START, facts.works and offer.admits_under_18s, done=in_time)


def risk_adults(facts: Facts) -> Line | None:
    """The risks are known where everybody is 18 or over."""
    applies = facts.works and not facts.offer.admits_under_18s
    return yours("risk_adults", START, applies, done=facts.offer.risk_assessed_on is not None)


def risk_parents(facts: Facts) -> Line | None:
    """Somebody with the role of a parent hears what was found."""
    return yours("risk_parents", START, facts.children)


def child_permit(facts: Facts) -> Line | None:
    """A child who works has a permit."""
    return yours("child_permit", START, facts.children)


def child_hours(facts: Facts) -> Line | None:
    """The hours suit somebody of school age."""
    return yours("child_hours", SEND, facts.children, done=facts.times_are_right)


def young_hours(facts: Facts) -> Line | None:
    """The hours suit somebody of 16 or 17 who has left school."""
    applies = facts.works and facts.offer.admits_under_18s and not facts.offer.only_children
    return yours("young_hours", SEND, applies, done=facts.times_are_right)


def equipment(facts: Facts) -> Line | None:
    """Protective clothing is there in the right size."""
    return yours("equipment", START, facts.works and facts.tools)


def trade(facts: Facts) -> Line | None:
    """Some trades have a duty of their own before the first hour."""
    sector = facts.sector or ""
    return yours("trade", START, facts.works and sector in TRADES, variant=sector)


def dbs_person(facts: Facts) -> Line | None:
    """Whoever cares for people may need an enhanced check."""
    regulated = facts.offer.regulated_activity is True
    return yours("dbs_person", START, facts.works and regulated and not facts.offer.only_children)


def dbs_person_off(facts: Facts) -> Line | None:
    """An enhanced check that may not be asked for is taken out."""
    asked = facts.offer.person_dbs in {"enhanced", "enhanced_barred"}
    regulated = facts.offer.regulated_activity is True
    return yours("dbs_person_off", SEND, facts.works and asked and not regulated)


def dbs_supervisor(facts: Facts) -> Line | None:
    """A supervisor who is often alone with a child may be checked."""
    return yours("dbs_supervisor", START, facts.children and _often_alone(facts))


def dbs_supervisor_off(facts: Facts) -> Line | None:
    """A barred-list check of a supervisor that may not be asked for is taken out."""
    asked = facts.offer.supervisor_dbs == "enhanced_barred"
    allowed = facts.children and _often_alone(facts)
    return yours("dbs_supervisor_off", SEND, facts.works and asked and not allowed)


def _often_alone(facts: Facts) -> bool:
    return facts.offer.supervised_frequently is True


RULES = (
    *(insurance, insurance_public, insurance_tell),
    *(risk_young, risk_adults, risk_parents, child_permit, child_hours, young_hours),
    *(equipment, trade, dbs_person, dbs_person_off, dbs_supervisor, dbs_supervisor_off),
)
