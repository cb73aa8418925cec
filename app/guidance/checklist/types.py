"""What a checklist is made from and what it is made of: plain values in, lines out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from app.opportunities.lawful import Offer

PAID_KINDS = frozenset({"apprenticeship", "job", "internship"})
TRIALS = frozenset({"work_experience", "taster", "supported"})
TIMES = frozenset({"hours", "break", "rest", "night"})

YOU, COUNCIL = "you", "council"
SEND, START, DURING = "send", "start", "during"
DONE, OPEN, LATER = "done", "todo", "later"


@dataclass(frozen=True)
class Facts:
    """What an offer and its organisation say; what was not said is None or empty."""

    offer: Offer
    today: date
    size: str | None = None
    sector: str | None = None
    ring_fenced: bool = False
    remote: bool = False
    met: bool = False  # somebody meets them on the first day
    host: bool = False  # somebody looks after them
    tools: bool = False
    adjustments: bool = False
    approved_employer: bool = False
    approved_offer: bool = False
    stopped: frozenset[str] = field(default=frozenset())  # families of rules that stop the offer

    @property
    def works(self) -> bool:
        """Whether somebody comes to work or to watch; mentors only talk."""
        return self.offer.kind != "mentoring"

    @property
    def paid(self) -> bool:
        """Whether somebody is paid, by the kind of offer or as it was said."""
        return self.works and (self.offer.kind in PAID_KINDS or self.offer.unpaid is False)

    @property
    def unpaid(self) -> bool:
        """Whether it was said that nobody is paid, where that is open at all."""
        return self.works and not self.paid and self.offer.unpaid is True

    @property
    def public(self) -> bool:
        """Whether a council department or another public body offers it."""
        return self.offer.employer_kind == "public"

    @property
    def children(self) -> bool:
        """Whether somebody of school age may come."""
        return self.works and self.offer.admits_children

    @property
    def times_are_right(self) -> bool:
        """Whether the hours are known and nothing stops them."""
        return bool(self.offer.week) and not self.stopped & TIMES


@dataclass(frozen=True)
class Line:
    """One thing somebody does: which, who, before when, and how far it is."""

    key: str
    who: str
    phase: str
    state: str
    variant: str = ""  # which of several wordings, where there are several


Rule = Callable[[Facts], Line | None]


def yours(
    key: str, phase: str, applies: bool, *, done: bool = False, variant: str = ""
) -> Line | None:
    """Return a line for the employer when it applies."""
    state = LATER if phase == DURING else (DONE if done else OPEN)
    return Line(key, YOU, phase, state, variant) if applies else None


def ours(key: str, phase: str, applies: bool, *, done: bool = False) -> Line | None:
    """Return a line for the council when it applies."""
    return Line(key, COUNCIL, phase, DONE if done else LATER) if applies else None
