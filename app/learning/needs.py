"""What the coordinator must know of the engine: changed from outside, waiting for a yes, drifting."""

from __future__ import annotations

from flask import url_for

from app import clock
from app.accounts.models import Role, User
from app.learning import queries
from app.learning.models import ListDay
from app.matches.needs import failed
from app.needs import Need

WHO = "The engine"


def needs(user: User) -> list[Need]:
    """Return what waits here for the coordinator."""
    if user.role != Role.COORDINATOR:
        return []
    glance = queries.at_a_glance()
    standing = glance.standing
    found = [
        Need(
            WHO,
            f"Version {row.version} waits for a yes",
            url_for("learning.show", version=row.version),
            "Decide",
            clock.local(row.learnt_at).date(),
        )
        for row in glance.waiting
    ]
    if standing and queries.damaged(standing):
        words = "Its weights were changed from outside, so no list is made anew"
        found.append(Need(WHO, words, url_for("learning.index"), "Go back"))
    return found + _drift(glance.day) + failed(glance.run)


def _drift(day: ListDay | None) -> list[Need]:
    if day is None or not day.figures.get("alarms"):
        return []
    return [Need(WHO, day.figures["verdict"], url_for("learning.drift"), "Look", day.on_day)]
