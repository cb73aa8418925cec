"""What changes and barriers are called on pages, and where each is changed on a record."""

from __future__ import annotations

from typing import Any

from flask import url_for

from app.matches.engine.unlocking import Barrier, Opening, about
from app.settings import services as settings
from app.young_people import choices

# The page of the record on which each thing is changed, as it is called there.
SUBJECTS = {
    "qualifications": "qualifications",
    "travel.minutes_max": "travel",
    "travel.modes": "travel",
    "hours_per_week_max": "times",
    "available_from": "times",
    "available_to": "times",
    "days": "times",
    "kinds": "looking",
    "dbs": "looking",
    "interests": "interests",
    "ready": "ready",
}
ACTIONS = {
    "qualifications": "Record the qualification",
    "travel": "Change travel",
    "times": "Change times",
    "looking": "Change what they are looking for",
    "interests": "Talk about interests",
    "ready": "See what is missing",
}
HEADINGS = {
    "qualifications": "Certificates",
    "travel": "Getting there",
    "times": "When they can work",
    "looking": "What they look for",
    "ready": "Getting ready",
}
GROUPS = {
    "rule": "What stands in the way",
    "certificate": "Certificates",
    "sector": "Sectors",
    "area": "Getting there",
    "employer": "What employers could do",
    "better": "What makes a match better",
    "person": "What young people could change",
}


def heading(about: tuple[str, ...]) -> str:
    """Return what some changes are about, as a heading."""
    return "Two changes together" if len(about) > 1 else HEADINGS.get(about[0], "Other things")


def adjustment(key: str) -> str:
    """Return what an employer does that helps, in the middle of a sentence."""
    words = choices.words(choices.ADJUSTMENTS, key) or str(key).replace("_", " ")
    return begun(words)


def begun(words: str) -> str:
    """Return words as they go on in the middle of a sentence."""
    return words[:1].lower() + words[1:]


def sector_name(key: str) -> str:
    """Return what a sector is called."""
    names = {row.key: row.name for row in settings.sectors()}
    return names.get(key, key.replace("_", " "))


def what(line: Opening) -> str:
    """Return a change as an advisor reads it."""
    return _own(line.sort, line.fields[0], line.values[0]) or about(line.what)


def label(line: Barrier) -> str:
    """Return a barrier as the coordinator and councillors read it."""
    if line.group == "sector":
        return sector_name(line.value)
    return _own(line.group, line.field, line.value) or line.label


def _own(sort: str, field: str, value: Any) -> str:
    # The engine knows keys; the product knows what they are called here.
    if field == "adjustments_offered":
        return f"An employer who {adjustment(value)}"
    if field == "interests":
        name = sector_name(value["sector"])
        return f"Being curious about {begun(name)}" if sort == "better" else name
    return ""


def where_to_change(ref: str, fields: list[str]) -> list[tuple[str, str]]:
    """Return each page of a record on which these things are changed: its words and address."""
    subjects = [SUBJECTS[name] for name in fields if name in SUBJECTS]
    return [(ACTIONS[subject], _page(ref, subject)) for subject in dict.fromkeys(subjects)]


def _page(ref: str, subject: str) -> str:
    if subject == "ready":
        return url_for("young_people.section", ref=ref, name="ready")
    if subject == "interests":
        return url_for("young_people.interests", ref=ref)
    return url_for("young_people.edit", ref=ref, subject=subject)
