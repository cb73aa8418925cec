"""What this feature does when something moves below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.voice import story
from app.young_people import signals

if TYPE_CHECKING:
    from app.young_people.models import YoungPerson
    from app.young_people.signals import Event


def listen() -> None:
    """Tell a young person’s story what they said and asked for themself."""
    signals.asked_for_story.connect(_story)


def _story(person: YoungPerson) -> list[Event]:
    return story.events(person)
