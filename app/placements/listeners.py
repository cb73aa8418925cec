"""What this feature does when something moves below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.introductions.models import IntroductionState
from app.placements import messages, queries, services, story, turns
from app.states import moved
from app.young_people import signals
from app.young_people.models import Purpose

if TYPE_CHECKING:
    from datetime import datetime

    from app.young_people.models import Consent, YoungPerson
    from app.young_people.signals import Event, Span, Waiting


def listen() -> None:
    """Follow introductions that are accepted and agreements that end; tell what waits and what was."""
    moved.connect(_something_moved)
    signals.consent_ended.connect(_consent_ended)
    signals.asked_whose_turn.connect(_whose_turn)
    signals.asked_for_story.connect(_story)
    signals.asked_for_spans.connect(_spans)
    signals.asked_what_goes_along.connect(_under_way)
    signals.asked_what_happened.connect(_happened)


def _something_moved(subject: Any, *, machine: str, to: Any, by: Any, **_: Any) -> None:
    if machine == "introduction" and to == IntroductionState.ACCEPTED:
        services.begin(subject, by=by)


def _consent_ended(consent: Consent, **_: Any) -> None:
    """What waits in the outbox for this employer about their placements does not leave any more."""
    if consent.purpose == Purpose.SHARE:
        for row in queries.of_person(consent.young_person):
            if row.opportunity.employer_id == consent.employer_id:
                messages.hold_back(row)


def _whose_turn(_: object, *, people: list[int]) -> dict[int, Waiting]:
    return turns.of_people(people)


def _story(person: YoungPerson) -> list[Event]:
    return story.events(person)


def _spans(person: YoungPerson) -> list[Span]:
    return story.spans(person)


def _under_way(_: object, *, people: list[int]) -> dict[int, list[str]]:
    return story.under_way(people)


def _happened(
    _: object, *, people: list[int], since: datetime, until: datetime
) -> dict[int, list[Event]]:
    return story.happened(people, since, until)
