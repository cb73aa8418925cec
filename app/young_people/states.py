"""How a young person’s record moves."""

from __future__ import annotations

from app.errors import DomainError
from app.states import SYSTEM, Machine, move
from app.young_people import queries
from app.young_people.models import YoungPerson
from app.young_people.models import YoungPersonState as S

OPEN = (S.NOT_STARTED, S.IN_PROGRESS, S.READY, S.NOT_NOW)
STAFF = "advisor manager"


class NotReadyYet(DomainError):
    """Something that suggestions need is still missing."""


def still_needed(person: YoungPerson) -> list[tuple[str, str]]:
    """Return what is missing before suggestions can start: the page to go to, and the words."""
    missing = []
    if not queries.agrees_to_matching(person):
        missing.append(("consent", "Record their agreement to look for opportunities"))
    if not person.own_words.strip() and not queries.likes_something(person):
        missing.append(("interests", "Ask what they are keen on, or write down their own words"))
    return missing


def _nothing_missing(person: YoungPerson) -> None:
    missing = still_needed(person)
    if missing:
        raise NotReadyYet(f"{missing[0][1]} first")


YOUNG_PERSON = Machine(
    "young_person",
    S,
    S.NOT_STARTED,
    (
        move("begin", S.NOT_STARTED, S.IN_PROGRESS, STAFF, "Start getting ready", tone="primary"),
        move(
            "ready",
            (S.IN_PROGRESS, S.NOT_NOW),
            S.READY,
            STAFF,
            "Ready for suggestions",
            when=_nothing_missing,
            tone="primary",
        ),
        move("again", (S.READY, S.NOT_NOW), S.IN_PROGRESS, STAFF, "Back to getting ready"),
        move("lapse", S.READY, S.IN_PROGRESS, SYSTEM, "Their agreement ended"),
        move(
            "resume", S.IN_PROGRESS, S.READY, "young_person", "Start again", when=_nothing_missing
        ),
        move("not_now", OPEN[:3], S.NOT_NOW, STAFF, "Not now", needs_reason=True),
        move("close", OPEN, S.CLOSED, STAFF, "Close the record", needs_reason=True, tone="warning"),
        move("return", S.CLOSED, S.IN_PROGRESS, STAFF, "Open it again", needs_reason=True),
    ),
)
