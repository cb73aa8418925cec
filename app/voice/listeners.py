"""What this feature does when something moves below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.voice import news, requests, story, turns
from app.young_people import signals

if TYPE_CHECKING:
    from datetime import datetime

    from app.young_people.models import YoungPerson
    from app.young_people.signals import Event, Waiting


def listen() -> None:
    """Tell a young person’s story what they said and asked for themself."""
    signals.asked_for_story.connect(_story)
    signals.asked_whose_turn.connect(_whose_turn)
    signals.asked_what_goes_along.connect(_asked)
    signals.asked_what_happened.connect(_said)


def _story(person: YoungPerson) -> list[Event]:
    return story.events(person)


def _whose_turn(_: object, *, people: list[int]) -> dict[int, Waiting]:
    return turns.of_people(people)


def _asked(_: object, *, people: list[int]) -> dict[int, list[str]]:
    return requests.open_of(people)


def _said(
    _: object, *, people: list[int], since: datetime, until: datetime
) -> dict[int, list[Event]]:
    return news.said(people, since, until)
