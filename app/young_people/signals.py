"""What this feature tells those above it, and what it asks them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from blinker import Namespace

from app import db

_names = Namespace()

# Sent after commit with the number of a young person whose suggestions may be different now, or
# with None where that is so of many: changed.send(person_id). A receiver starts a match run.
changed = _names.signal("young_person_changed")

# Sent inside the transaction in which a consent ends: consent_ended.send(consent, by=…). Whoever
# shows what was shared under it stops doing so in the same transaction.
consent_ended = _names.signal("consent_ended")

# Sent inside the transaction in which a young person gets another advisor:
# handed_over.send(person, frm=User | None, to=User, by=User).
handed_over = _names.signal("young_person_handed_over")

# Asked when a caseload is shown: asked_whose_turn.send(None, people=[ids]); each receiver
# returns {person_id: Waiting}, in a query or two however many people there are. On the page of
# one record the sender is RECORD, and whoever shows its own things there anyway has none to add.
asked_whose_turn = _names.signal("asked_whose_turn")
RECORD = "record"

# Asked when a story is told: asked_for_story.send(person); each receiver returns a list of Event.
asked_for_story = _names.signal("asked_for_story")


# Asked when a story is drawn: asked_for_spans.send(person); each receiver returns a list of Span.
asked_for_spans = _names.signal("asked_for_spans")

# Asked before somebody is handed over: asked_what_goes_along.send(None, people=[ids]); each receiver
# returns {person_id: [words]}, in one query however many people there are.
asked_what_goes_along = _names.signal("asked_what_goes_along")

# Asked when somebody comes back: asked_what_happened.send(None, people=[ids], since=…, until=…);
# each receiver returns {person_id: [Event]}, in one query however many people there are.
asked_what_happened = _names.signal("asked_what_happened")


MANY = 50  # changed at once: from here on everybody is looked at together


@dataclass(frozen=True)
class Span:
    """Something in a young person’s story that lasted; `until=None` means that it goes on."""

    lane: str
    words: str
    since: date
    until: date | None
    tone: str = "main"  # main, good, quiet, warn


@dataclass(frozen=True)
class Waiting:
    """Who has to move next for a young person, in somebody else’s part of the product."""

    turn: str  # advisor, young_person, employer
    words: str
    since: date | None = None
    due: date | None = None
    key: str = "other"  # interview, follow_up, introduction, placement, suggestion, answered, asked
    endpoint: str = ""  # the page on which to do it, found by the young person’s reference
    values: tuple[tuple[str, str], ...] = ()  # or by these
    button: str = "Open"


@dataclass(frozen=True)
class Event:
    """One line of a young person’s story."""

    when: datetime
    title: str
    by: str = ""
    body: str = ""
    changes: tuple[tuple[str, str, str], ...] = ()  # question, answer before, answer now
    kind: str = "record"  # record, contact, agreed, said, suggestions, placed


def announce(person_id: int) -> None:
    """Send `changed` for this young person, once, after the open transaction is stored."""
    waiting: set[int] = db.scratch().setdefault("young_people_changed", set())
    if not waiting:
        db.after_commit(lambda: _send(waiting))
    waiting.add(person_id)


def _send(people: set[int]) -> None:
    for person in sorted(people) if len(people) <= MANY else (None,):
        changed.send(person)


def whose_turn(people: list[int], sender: str | None = None) -> dict[int, list[Waiting]]:
    """Return what waits elsewhere for those young people whom somebody answers for, the most
    pressing first.
    """
    answers: Iterable[tuple[Any, dict[int, Waiting]]]
    answers = asked_whose_turn.send(sender, people=people)
    found: dict[int, list[Waiting]] = {}
    for _, answer in answers:
        for number, waiting in answer.items():
            found.setdefault(number, []).append(waiting)
    return {number: sorted(waits, key=_pressing) for number, waits in found.items()}


def _pressing(waiting: Waiting) -> tuple[date, date]:
    return (waiting.due or date.max, waiting.since or date.max)
