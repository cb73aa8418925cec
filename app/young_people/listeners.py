"""What this feature says to those below it when it is put in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.young_people import responsible, signals, wordings

if TYPE_CHECKING:
    from app.young_people.models import YoungPerson
    from app.young_people.signals import Event, Span


def listen() -> None:
    """Let two people keep the words of agreements, and tell who was responsible when."""
    wordings.register()
    signals.asked_for_story.connect(_story)
    signals.asked_for_spans.connect(_spans)


def _story(person: YoungPerson) -> list[Event]:
    return responsible.events(person)


def _spans(person: YoungPerson) -> list[Span]:
    return responsible.spans(person)
