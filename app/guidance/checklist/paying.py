"""What has to do with money and papers."""

from __future__ import annotations

from app.guidance.checklist.types import SEND, START, Facts, Line, yours


def wage(facts: Facts) -> Line | None:
    """The pay is at least the minimum for every age, on every day."""
    done = bool(facts.offer.pay_per_hour) and "wage" not in facts.stopped
    return yours("wage", SEND, facts.paid, done=done)


def pay_open(facts: Facts) -> Line | None:
    """Somebody decides whether it is paid."""
    return yours("pay_open", SEND, facts.works and not facts.paid and not facts.unpaid)


def unpaid_reason(facts: Facts) -> Line | None:
    """Work without pay names its reason."""
    open_ = facts.offer.unpaid_basis is None and not facts.offer.only_children
    return yours("unpaid_reason", SEND, facts.unpaid and open_)


def unpaid_shadowing(facts: Facts) -> Line | None:
    """Somebody who is not paid only watches."""
    return yours("unpaid_shadowing", START, _because(facts, "shadowing"))


def unpaid_course(facts: Facts) -> Line | None:
    """The college says that the course needs it."""
    return yours("unpaid_course", START, _because(facts, "course"))


def unpaid_scheme(facts: Facts) -> Line | None:
    """The scheme has a name."""
    return yours("unpaid_scheme", START, _because(facts, "funded_scheme"))


def unpaid_voluntary(facts: Facts) -> Line | None:
    """A volunteer gets back what they spend, and no more."""
    return yours("unpaid_voluntary", START, _because(facts, "voluntary"))


def _because(facts: Facts, basis: str) -> bool:
    return facts.unpaid and facts.offer.unpaid_basis == basis


def terms(facts: Facts) -> Line | None:
    """A worker has the main terms in writing."""
    return yours("terms", START, facts.paid)


def right_to_work(facts: Facts) -> Line | None:
    """An employer checks the right to work."""
    return yours("right_to_work", START, facts.paid)


def payroll(facts: Facts) -> Line | None:
    """Whoever is paid is on a payroll; public bodies have one."""
    return yours("payroll", START, facts.paid and not facts.public)


def provider(facts: Facts) -> Line | None:
    """An apprenticeship has a training provider."""
    apprentice = facts.offer.kind == "apprenticeship"
    return yours("provider", START, apprentice, done=bool(facts.offer.training_provider))


def training_plan(facts: Facts) -> Line | None:
    """An apprenticeship has a training plan that three people sign."""
    return yours("training_plan", START, facts.offer.kind == "apprenticeship")


def length(facts: Facts) -> Line | None:
    """An apprenticeship is long enough."""
    done = facts.offer.days is not None and "apprenticeship" not in facts.stopped
    return yours("length", SEND, facts.offer.kind == "apprenticeship", done=done)


RULES = (
    *(wage, pay_open, unpaid_reason, unpaid_shadowing, unpaid_course, unpaid_scheme),
    *(unpaid_voluntary, terms, right_to_work, payroll, provider, training_plan, length),
)
