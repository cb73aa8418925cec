"""A change to a record or an offer asks for a small match run, which follows within seconds."""

from __future__ import annotations

from typing import Any

from app.matches import needs, reaching, runs, standing, story, turns
from app.matches.engine import sectors
from app.matches.engine.weights import DamagedWeights
from app.opportunities import reach
from app.opportunities.models import OpportunityState
from app.opportunities.signals import imported, limits_changed
from app.settings import hints
from app.states import moved
from app.young_people import signals
from app.young_people.models import YoungPerson
from app.young_people.signals import Event, Waiting, changed

ON_THE_LIST = {OpportunityState.LIVE.value}


def listen() -> None:
    """Follow changes of records, and offers that go live or stop being so."""
    changed.connect(_record_changed)
    signals.asked_what_goes_along.connect(_talked_about)
    moved.connect(_something_moved)
    signals.asked_whose_turn.connect(_whose_turn)
    signals.asked_for_story.connect(_story)
    imported.connect(_offers_imported)
    limits_changed.connect(_limits_changed)
    hints.answered_by(_sounds_like)
    reach.answered_by(reaching.counts)


def _sounds_like() -> hints.Reader:
    try:
        standing.ready()
    except DamagedWeights:
        return lambda _: []  # no hint is better than a wrong one; the coordinator is told elsewhere
    return lambda text: [hints.Heard(*found) for found in sectors.heard(text)]


def _talked_about(_: object, *, people: list[int]) -> dict[int, list[str]]:
    return needs.talked_about(people)


def _offers_imported(_: str) -> None:
    runs.ask(None)


def _limits_changed(_: object) -> None:
    runs.ask(None)


def _record_changed(person: int | None, **_: Any) -> None:
    runs.ask(person)


def _something_moved(subject: Any, *, machine: str, frm: Any, to: Any, **_: Any) -> None:
    if machine == "opportunity" and {str(frm), str(to)} & ON_THE_LIST:
        runs.ask(None)
    elif machine == "young_person":
        runs.ask(subject.id)


def _whose_turn(page: object, *, people: list[int]) -> dict[int, Waiting]:
    # The page of a record shows the suggestions themselves.
    return {} if page == signals.RECORD else turns.of_people(people)


def _story(person: YoungPerson) -> list[Event]:
    return story.events(person)
