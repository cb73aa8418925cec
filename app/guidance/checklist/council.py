"""What the council does, so that the employer need not."""

from __future__ import annotations

from app.guidance.checklist.types import DURING, SEND, START, Facts, Line, ours


def check_organisation(facts: Facts) -> Line | None:
    """The council looks at the organisation once."""
    return ours("check_organisation", SEND, True, done=facts.approved_employer)


def check_offer(facts: Facts) -> Line | None:
    """The council reads the offer."""
    return ours("check_offer", SEND, True, done=facts.approved_offer)


def check_law(facts: Facts) -> Line | None:
    """Pay, hours and dates are held against the law every night."""
    return ours("check_law", SEND, facts.works, done=facts.approved_offer)


def find(facts: Facts) -> Line | None:
    """The council looks for somebody and asks them first."""
    return ours("find", START, True)


def ready(facts: Facts) -> Line | None:
    """A personal advisor helps them get ready."""
    return ours("ready", START, True)


def the_way(facts: Facts) -> Line | None:
    """Somebody looks at the bus before the first day."""
    return ours("the_way", START, facts.works and not facts.remote)


def permit(facts: Facts) -> Line | None:
    """The council gives the permit it asks for."""
    return ours("permit", START, facts.children)


def bursary(facts: Facts) -> Line | None:
    """The young person hears, in private, of money that is theirs."""
    return ours("bursary", START, facts.offer.kind == "apprenticeship")


def guarantee(facts: Facts) -> Line | None:
    """HR keeps the guaranteed interviews and their reason."""
    return ours("guarantee", START, facts.public and facts.offer.kind == "job")


def stays(facts: Facts) -> Line | None:
    """Somebody rings after the first day and stays reachable."""
    return ours("stays", DURING, True)


RULES = (
    *(check_organisation, check_offer, check_law, find, ready, the_way, permit, bursary),
    *(guarantee, stays),
)
