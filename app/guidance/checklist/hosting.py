"""What makes somebody welcome, and what only public bodies do."""

from __future__ import annotations

from app.guidance.checklist.types import DURING, SEND, START, Facts, Line, yours

HIRED = frozenset({"job", "apprenticeship"})


def host(facts: Facts) -> Line | None:
    """One person looks after them."""
    return yours("host", SEND, True, done=facts.host)


def day_one(facts: Facts) -> Line | None:
    """The first day is written down."""
    return yours("day_one", SEND, facts.works, done=facts.met)


def meetings(facts: Facts) -> Line | None:
    """Mentor and young person know where they meet, and how often."""
    return yours("meetings", SEND, not facts.works)


def adjustments(facts: Facts) -> Line | None:
    """Everybody is asked what helps them."""
    return yours("adjustments", START, facts.works, done=facts.adjustments)


def human_resources(facts: Facts) -> Line | None:
    """A council department tells its contact in HR."""
    return yours("human_resources", START, facts.public)


def fair_interview(facts: Facts) -> Line | None:
    """Everybody is asked the same, and nobody is asked why."""
    return yours("fair_interview", START, facts.public and facts.offer.kind in HIRED)


def ring_fence(facts: Facts) -> Line | None:
    """A post kept aside is agreed before the advert."""
    return yours("ring_fence", SEND, facts.public and facts.ring_fenced)


def answer(facts: Facts) -> Line | None:
    """Somebody who was introduced gets an answer."""
    return yours("answer", DURING, True)


def review(facts: Facts) -> Line | None:
    """Both say at the end how it was."""
    return yours("review", DURING, True)


RULES = (
    *(host, day_one, meetings, adjustments, human_resources, fair_interview, ring_fence),
    *(answer, review),
)
