"""What an offer says is essential, held against the qualifications a person has."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from matching.types import Opportunity, Person, Qualification

Answer = Literal["yes", "no", "unknown"]


@lru_cache(maxsize=200_000)
def fold(name: str) -> str:
    """A name as it is compared: case and spaces do not matter."""
    return " ".join(name.casefold().split())


def top_level(person: Person) -> int | None:
    """The highest level somebody holds; 0 when they hold nothing, None when nobody has asked."""
    if person.qualifications is None:
        return None
    return max((each.level or 0 for each in person.qualifications), default=0)


def asked_level(opportunity: Opportunity) -> int | None:
    """The level an offer asks for: what it says, or the highest of its essentials."""
    if opportunity.min_level is not None:
        return opportunity.min_level
    levels = [each.level for each in opportunity.essential_qualifications or ()]
    return max((level for level in levels if level is not None), default=None)


def holds_level(person: Person, level: int) -> Answer:
    """Whether somebody holds anything at this level or above."""
    if level <= 0:
        return "yes"
    if person.qualifications is None:
        return "unknown"
    if any(each.level is not None and each.level >= level for each in person.qualifications):
        return "yes"
    return "unknown" if any(each.level is None for each in person.qualifications) else "no"


def holds(person: Person, wanted: Qualification) -> Answer:
    """Whether somebody holds one named qualification at the level asked for."""
    if not fold(wanted.name):
        return holds_level(person, wanted.level or 0)
    if person.qualifications is None:
        return "unknown"
    name = fold(wanted.name)
    same = [each for each in person.qualifications if fold(each.name) == name]
    if any(wanted.level is None or (each.level or 0) >= wanted.level for each in same):
        return "yes"
    return "unknown" if any(each.level is None for each in same) else "no"


def missing_qualification(person: Person, opportunity: Opportunity) -> tuple[Answer, str]:
    """The answer of the rule, with the first qualification that is missing or not known."""
    answers = [
        (holds(person, wanted), wanted_words(wanted))
        for wanted in opportunity.essential_qualifications or ()
    ]
    if opportunity.min_level is not None:
        words = f"a level {opportunity.min_level} qualification"
        answers.append((holds_level(person, opportunity.min_level), words))
    for answer, words in answers:
        if answer == "no":
            return answer, words
    for answer, words in answers:
        if answer == "unknown":
            return answer, f"We don’t know if you have {words}."
    if opportunity.essential_qualifications is None and opportunity.min_level is None:
        return "unknown", "We don’t know what qualifications it needs."
    return "yes", ""


def wanted_words(wanted: Qualification) -> str:
    """A qualification as it is said in a sentence."""
    if not fold(wanted.name):
        return f"a level {wanted.level} qualification"
    if wanted.level is None:
        return wanted.name
    return f"{wanted.name} (level {wanted.level})"
