"""The sections of a record as cards of facts: keys, values, and where to change them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from app import clock
from app.filters import listing, long_date, plural, short_date
from app.typed import spoken_number
from app.young_people import choices, helping
from app.young_people.models import Category, YoungPerson

NAMES = {
    "about": "About",
    "interests": "Interests",
    "skills": "Skills and qualifications",
    "travel": "Travel and times",
    "helps": "What helps",
    "ready": "Ready for work",
    "consent": "Consent",
    "activity": "Activity",
    "history": "History",
}


# On the sub-navigation, where there is less room.
SHORT = {"skills": "Skills"}


@dataclass(frozen=True)
class Card:
    """A few facts that are changed on one page."""

    title: str
    rows: list[dict[str, Any]]
    change: str


def card(person: YoungPerson, title: str, subject: str, facts: Iterable[tuple[str, Any]]) -> Card:
    """Return a card that leads to the page of its subject."""
    change = url_for("young_people.edit", ref=person.ref, subject=subject)
    return Card(title, [{"key": key, "value": value} for key, value in facts], change)


def age(born: date | None) -> str | None:
    """Return 17, or nothing when we don’t know."""
    return None if born is None else str(clock.age_on(born, clock.today()))


def _or_none(person: YoungPerson, name: str, words: str | None, none: str = "None") -> str | None:
    # “None” only where somebody asked; otherwise the page says that we don’t know yet.
    return words or (none if person.has_said(name) else None)


def _listed(
    person: YoungPerson, name: str, options: choices.Choices, none: str = "None"
) -> str | None:
    keys = getattr(person, name)
    return _or_none(person, name, listing(choices.many(options, keys)) if keys else None, none)


def _born(born: date | None) -> str | None:
    return f"{long_date(born)} ({age(born)} years old)" if born else None


def about(person: YoungPerson) -> list[Card]:
    """Return who they are, how to reach them, and the advisor’s notes."""
    category = choices.words(choices.CATEGORIES, person.category)
    details = (
        ("Name they go by", person.preferred_name),
        ("Family name", person.surname),
        ("Pronouns", person.pronouns),
        ("Date of birth", _born(person.born)),
        ("Care leaver category", category),
        ("Responsible authority", person.authority),
        ("Case reference", person.case_reference),
    )
    contact = (
        ("Likes to be contacted by", choices.words(choices.CONTACT, person.contact_preference)),
        ("Safe and fine times", person.safe_times),
        ("Phone", spoken_number(person.phone) if person.phone else None),
        ("Email", person.email),
    )
    return [
        card(person, "Details", "about", details),
        card(person, "Contact", "contact", contact),
    ]


def skills(person: YoungPerson) -> list[Card]:
    """Return what they can do, what they have passed, what they have done."""
    passed = "; ".join(_qualification(row) for row in person.qualifications)
    done = "; ".join(person.experience)
    known = (
        ("Somebody has seen", _skills(person, "shown")),
        ("They say they have", _skills(person, "said")),
    )
    none = "None yet"
    return [
        card(person, "Skills", "skills", known),
        card(
            person,
            "Qualifications",
            "qualifications",
            [("Passed", _or_none(person, "qualifications", passed, none))],
        ),
        card(
            person,
            "Experience",
            "experience",
            [("Done so far", _or_none(person, "experience", done, none))],
        ),
    ]


def _skills(person: YoungPerson, evidence: str) -> str | None:
    told = [_skill(skill) for skill in person.skills if skill["evidence"] == evidence]
    joined = "; ".join(told) if any("(" in one for one in told) else listing(told)
    return _or_none(person, "skills", joined, "None yet")


def _skill(skill: dict[str, Any]) -> str:
    on = skill.get("on")
    noted = f"noted {short_date(date.fromisoformat(on))}" if on else ""
    known = ", ".join(part for part in (skill.get("by"), noted) if part)
    return f"{skill['name']} ({known})" if known else str(skill["name"])


def _qualification(row: dict[str, Any]) -> str:
    level = row.get("level")
    words = {None: "level not known", 0: "entry level"}.get(level, f"level {level}")
    return f"{row['name']} ({words})"


def travel(person: YoungPerson) -> list[Card]:
    """Return how far and how they travel, and when they can work."""
    minutes = (
        f"{plural(person.travel_minutes, 'minute')} one way" if person.travel_minutes else None
    )
    hours = plural(person.hours_per_week_max, "hour") if person.hours_per_week_max else None
    last = long_date(person.available_to) if person.available_to else None
    return [
        card(
            person,
            "Travel",
            "travel",
            (
                ("Area", person.outward),
                ("How far", minutes),
                ("How", _listed(person, "travel_modes", choices.MODES)),
            ),
        ),
        card(
            person,
            "Times",
            "times",
            (
                ("From", long_date(person.available_from) if person.available_from else None),
                ("Until", _or_none(person, "available_to", last, "No end")),
                (
                    "Hours a week, at most",
                    _or_none(person, "hours_per_week_max", hours, "No limit"),
                ),
                ("Days", _listed(person, "days", choices.DAYS, "Any day")),
            ),
        ),
    ]


def helps(person: YoungPerson) -> list[Card]:
    """Return what an employer does that helps, and how they work best."""
    adjustments = _listed(person, "adjustments", choices.ADJUSTMENTS, "Nothing needed")
    facts = (("The employer", adjustments), ("They work best", person.working_style))
    return [card(person, "What helps at work", "helps", facts)]


def looking(person: YoungPerson) -> Card:
    """Return which kinds of opportunity they want."""
    yes_no = {True: "Yes", False: "No", None: None}
    facts = (
        ("Kinds", _listed(person, "kinds", choices.KINDS, "Any kind")),
        ("Has to be paid", yes_no[person.pay_matters]),
        ("Would agree to a DBS check", yes_no[person.dbs]),
    )
    return card(person, "What they are looking for", "looking", facts)


CARDS = {"about": about, "skills": skills, "travel": travel, "helps": helps}


def checklist(person: YoungPerson) -> list[dict[str, Any]]:
    """Return how far each thing is that makes somebody ready for work, and what to do next."""
    tones = {"not_started": "grey", "in_progress": "teal", "done": "green"}
    rows = []
    for key, (words, advice) in choices.CHECKLIST.items():
        state = person.checklist.get(key, "not_started")
        said = choices.words(choices.PROGRESS, state)
        hint = None if state == "done" else advice
        tone, how = tones.get(state, "grey"), helping.steps().get(key)
        rows.append(
            {"key": key, "state": state, "title": words, "hint": hint, "how": how}
            | {"status": said, "tone": tone}
        )
    return rows


def is_looked_after(person: YoungPerson) -> bool:
    """Whether the return leaves them out because they are still looked after."""
    return person.category == Category.ELIGIBLE
