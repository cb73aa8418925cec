"""What this feature does when something moves below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.voice import story, turns
from app.young_people import signals

if TYPE_CHECKING:
    from app.young_people.models import YoungPerson
    from app.young_people.signals import Event, Waiting


def listen() -> None:
    """Tell a young person’s story what they said and asked for themself."""
    signals.asked_for_story.connect(_story)
    signals.asked_whose_turn.connect(_whose_turn)


def _story(person: YoungPerson) -> list[Event]:
    return story.events(person)


def _whose_turn(_: object, *, people: list[int]) -> dict[int, Waiting]:
    return turns.of_people(people)
