"""The parts of this room, for each role."""

from __future__ import annotations

from flask import url_for

from app.security import me

TABS = (
    ("index", "Copies", ("coordinator", "manager")),
    ("records", "Forgetting somebody", ("coordinator", "manager")),
    ("timetable", "What goes when", ("coordinator", "admin")),
    ("held", "What we hold", ("coordinator", "admin")),
)


def tabs(here: str) -> list[tuple[str, str, bool]]:
    """Return the parts this person may enter, with the one they are in."""
    return [
        (words, url_for(f"privacy.{name}"), name == here)
        for name, words, roles in TABS
        if me().role in roles
    ]
