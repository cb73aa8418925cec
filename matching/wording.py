"""The plain words for kinds, sectors, days and ways to travel."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

KIND_WORDS: Mapping[str, str] = {
    "work_experience": "work experience",
    "taster": "a taster",
    "apprenticeship": "an apprenticeship",
    "internship": "a paid internship",
    "supported": "a supported activity",
    "mentoring": "mentoring",
    "job": "a job",
}

MODE_WORDS: Mapping[str, str] = {
    "walk": "on foot",
    "cycle": "by bike",
    "bus": "by bus",
    "train": "by train",
    "car": "by car",
}

DAY_WORDS: Mapping[str, str] = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def sector_words(sector: str) -> str:
    """A sector's code as words."""
    return sector.replace("_", " ").replace("-", " ")


def day_words(day: date) -> str:
    """A date as people read it, in English whatever the machine speaks."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def listed(names: list[str]) -> str:
    """Names as they are said: one, two and three."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def certificate_words(name: str, level: int) -> str:
    """A qualification as people say it; its level once, and not at all where none is asked."""
    if not level or f"level {level}" in name.lower():
        return name
    return f"{name} level {level}"


def begun(words: str) -> str:
    """Words as they go on in the middle of a sentence: names and short forms keep their capitals."""
    return words if words[1:2].isupper() else words[0].lower() + words[1:]


_YOU = re.compile(
    r"\b(?P<before>(?:near|for|from|helps?|to|with|of) )you\b(?! (?:want|said))|\b(?P<word>your|you)\b",
    re.IGNORECASE,
)
_THEY = {"you": "they", "your": "their"}


def about(words: str) -> str:
    """What is said to a young person, said about them: “They are keen on retail.”

    English has the same verbs for you and for they, so only the words for the person change.
    """
    return _YOU.sub(_them, words)


def _them(found: re.Match[str]) -> str:
    if found["before"]:
        return f"{found['before']}them"
    word = _THEY[found["word"].lower()]
    return word.capitalize() if found["word"][0].isupper() else word
