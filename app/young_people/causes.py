"""Why a young person needs somebody now: everything that waits, in one order, each with its next step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app import clock
from app.young_people import attention, rounds, signals

# What waits elsewhere; what waits here has its words in attention.
KINDS = attention.REASONS | {
    "asked": "They asked for something",
    "answered": "They said something on their page",
    "yes": "A yes to introduce",
    "suggestion": "Suggestions to talk about",
    "interview": "An interview",
    "introduction": "An introduction",
    "placement": "A placement",
    "follow_up": "A follow-up",
}
# Where each thing that waits here is done, and the words on its button.
STEPS = {
    "not_started": ("young_people.interests", "Ask about interests"),
    "no_consent": ("young_people.agree_matching", "Record agreement"),
    "consent_ending": ("young_people.agree_matching", "Ask again"),
    "stale": ("young_people.interests", "Talk about interests"),
    "revisit": ("young_people.show", "Ask again"),
}
CAN_WAIT = {*STEPS, "suggestion"}  # nobody else waits for these, so they may be put off


@dataclass(frozen=True)
class Cause:
    """One thing that waits: whose turn, in words, since and until when, and where to do it."""

    key: str
    turn: str
    words: str
    since: date | None = None
    due: date | None = None
    endpoint: str = ""
    values: tuple[tuple[str, str], ...] = ()
    button: str = ""

    @property
    def can_wait(self) -> bool:
        """Whether it may be put off: nobody else waits for it."""
        return self.key in CAN_WAIT

    @property
    def late(self) -> bool:
        """Whether it should have happened before today."""
        return self.due is not None and self.due < clock.today()

    @property
    def urgency(self) -> tuple[bool, date, date]:
        """What is the advisor’s first; then what is due first, then what has waited longest."""
        return (self.turn != "advisor", self.due or date.max, self.since or date.max)


def of(
    reasons: Iterable[attention.Reason],
    waits: Iterable[signals.Waiting],
    marks: rounds.Marks = rounds.NONE,
) -> tuple[Cause, ...]:
    """Return everything that waits for a young person, the most pressing first, without what is
    put off.
    """
    found = [*(_here(reason) for reason in reasons), *(_elsewhere(wait) for wait in waits)]
    shown = [one for one in found if not one.can_wait or not marks.hides(one.due)]
    return tuple(sorted(shown, key=lambda one: one.urgency))


def _here(reason: attention.Reason) -> Cause:
    endpoint, button = STEPS[reason.key]
    return Cause(
        *(reason.key, "advisor", reason.words, reason.since, reason.due),
        endpoint=endpoint,
        button=button,
    )


def _elsewhere(wait: signals.Waiting) -> Cause:
    return Cause(
        *(wait.key, wait.turn, wait.words, wait.since, wait.due),
        endpoint=wait.endpoint,
        values=wait.values,
        button=wait.button,
    )


def first_due(causes: Iterable[Cause]) -> date | None:
    """Return the first day, today or later, on which anything that may be put off falls due."""
    days = [one.due for one in causes if one.can_wait and one.due]
    return min((day for day in days if day >= clock.today()), default=None)
