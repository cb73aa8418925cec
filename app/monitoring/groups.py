"""Groups of young people, made from what is on record for watching the engine, never for running it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.young_people.models import Category

UNKNOWN = "Not known"
AGES = ((18, "16 to 17"), (21, "18 to 20"), (26, "21 to 25"))
KILOMETRES = ((3.0, "Under 3 km"), (6.0, "3 to 6 km"))
NEAR_A_DEGREE = 111.2  # kilometres in a degree of latitude
CATEGORIES = {
    Category.ELIGIBLE: "16 or 17, still looked after",
    Category.RELEVANT: "16 or 17, has left care",
    Category.FORMER_RELEVANT: "18 to 25, former relevant",
    Category.QUALIFYING: "Qualifying",
}
# What the return calls it, in groups large enough to say something.
ACTIVITIES = {
    **dict.fromkeys(("F1", "P1", "F2", "P2"), "In education"),
    **dict.fromkeys(("F4", "P4", "F5", "P5"), "In training or work"),
    "G4": "Neither: illness or disability",
    "G6": "Neither: pregnancy or parenting",
    "G5": "Neither: other reasons",
}
# Nobody can check what nobody wrote down; the page says so.
NOT_RECORDED = (
    "Sex",
    "Ethnic group",
    "Religion or belief",
    "Sexual orientation",
    "Disability as such",
    "Asylum or immigration status",
    "First language",
)


@dataclass(frozen=True)
class Member:
    """What is on record of one young person that groups can be made of."""

    ref: str
    born: date | None
    pronouns: str
    category: Category | None
    authority: str
    point: tuple[float, float] | None
    adjustments: bool | None
    activity: str | None
    team: str | None


@dataclass(frozen=True)
class Ways:
    """What the groups are measured against: the day, and the middle of what is offered."""

    on: date
    middle: tuple[float, float] | None
    home: str  # the council most of them belong to


Grouping = Callable[[Member, Ways], str]


def age(member: Member, ways: Ways) -> str:
    if member.born is None:
        return UNKNOWN
    passed = (ways.on.month, ways.on.day) >= (member.born.month, member.born.day)
    years = ways.on.year - member.born.year - (not passed)
    return next((name for below, name in AGES if years < below), "26 or over")


def pronouns(member: Member, ways: Ways) -> str:
    said = member.pronouns.strip().casefold().replace(" ", "")
    plain = {"she/her": "She", "he/him": "He", "": UNKNOWN}
    return plain.get(said, "They, or more than one")


def distance(member: Member, ways: Ways) -> str:
    if member.point is None or ways.middle is None:
        return UNKNOWN
    north = (member.point[0] - ways.middle[0]) * NEAR_A_DEGREE
    narrower = math.cos(math.radians(ways.middle[0]))
    east = (member.point[1] - ways.middle[1]) * NEAR_A_DEGREE * narrower
    gap = math.hypot(north, east)
    return next((name for below, name in KILOMETRES if gap < below), "Over 6 km")


def category(member: Member, ways: Ways) -> str:
    return CATEGORIES[member.category] if member.category else UNKNOWN


def authority(member: Member, ways: Ways) -> str:
    if not member.authority.strip():
        return UNKNOWN
    ours = member.authority.strip().casefold() == ways.home.casefold()
    return ways.home if ours else "Another council"


def adjustments(member: Member, ways: Ways) -> str:
    if member.adjustments is None:
        return UNKNOWN
    return "Asked for something" if member.adjustments else "Asked, needs nothing"


def activity(member: Member, ways: Ways) -> str:
    return ACTIVITIES.get(member.activity or "", UNKNOWN)


def team(member: Member, ways: Ways) -> str:
    return member.team or "No team"


NEVER_TOLD = "The engine is never told about it."
# key: what the groups are called, how they are made, and what to bear in mind.
DIMENSIONS: Mapping[str, tuple[str, Grouping, str]] = {
    "age": (
        "Age",
        age,
        "Age is used by the law and by an offer’s own limits, and by nothing else.",
    ),
    "pronouns": (
        "Pronouns",
        pronouns,
        "Pronouns are not sex or gender; they are the only hint on record. " + NEVER_TOLD,
    ),
    "category": ("Legal category", category, NEVER_TOLD),
    "authority": ("Responsible council", authority, NEVER_TOLD),
    "distance": (
        "Distance from offers",
        distance,
        "From the middle of somebody’s part of town to the middle of what is offered. The journey "
        "counts, so a difference here is expected.",
    ),
    "adjustments": (
        "Adjustments",
        adjustments,
        "What an employer can do that helps, which counts for an offer that has it. It is no "
        "record of disability.",
    ),
    "activity": (
        "What they do now",
        activity,
        "From the activity code of the yearly return. " + NEVER_TOLD,
    ),
    "team": ("Team", team, NEVER_TOLD),
}


def most_common(names: Iterable[str]) -> str:
    """Return the name most people have, of equals the first in the alphabet."""
    counted = Counter(name.strip() for name in names if name.strip())
    return min(counted, key=lambda name: (-counted[name], name), default="")


def groups_of(members: list[Member], ways: Ways) -> dict[str, tuple[str, dict[str, str]]]:
    """Return each way to make groups: its name, and each person’s group."""
    return {
        key: (name, {member.ref: group(member, ways) for member in members})
        for key, (name, group, _) in DIMENSIONS.items()
    }
