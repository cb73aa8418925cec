"""The cells of a caseload, each read into an answer; limits are those of the pages for one record."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from app import typed
from app.filters import listing
from app.opportunities.intake.cells import days as named_days
from app.tables import cells
from app.tables.columns import plain
from app.young_people import choices
from app.young_people.intake import dates, lists
from app.young_people.models import Category
from app.young_people.questions import MOST_LINES
from app.young_people.sheets import Interests
from app.young_people.subjects import About, Contact, Helps, Qualification, Times, Travel

Reader = Callable[[Any], Any]
LONGEST_LINE = 120
# How case systems say that nothing is known; names are never taken for it.
UNKNOWN = frozenset(
    "unknown|not known|not recorded|none recorded|not stated|n/k|nk|n/a|na|tbc|null|nil|-|–|?|"
    "no data|not applicable|blank|don't know|don’t know|we don’t know yet|not known yet".split("|")
)


def longest(question: Any) -> int:
    """Return how many characters a question of a page takes."""
    (found,) = (it.max for it in question.args[1] if hasattr(it, "max"))
    return int(found)


def _line(question: Any) -> Reader:
    return cells.text(longest(question), lines=False)


def _between(question: Any) -> Reader:
    return cells.whole(question.kwargs["minimum"], question.kwargs["maximum"])


def one_of(answers: choices.Choices, also: Mapping[str, str], called: str | None = None) -> Reader:
    """Return a reader for one of the fixed answers: by its key, its words or what people call it."""
    known = {plain(word): key for word, key in also.items()}
    known |= {plain(name): key for key, words in answers if key for name in (key, words)}
    fit = listing([words for key, words in answers if key])

    def read(cell: Any) -> str:
        found = known.get(plain(cells.words_of(cell)))
        if found is None:
            raise ValueError(called or f"must be one of {fit}")
        return found

    return read


def some_of(answers: choices.Choices, also: Mapping[str, str], called: str | None = None) -> Reader:
    """Return a reader for several of the fixed answers, in their order."""
    one = one_of(answers, also, called)

    def read(cell: Any) -> list[str]:
        found = {one(part) for part in _known_parts(lists.text_of(cell), one)}
        return [key for key, _ in answers if key in found]

    return read


def _known_parts(cell: str, one: Reader) -> Iterable[str]:
    """Yield the parts of a cell; an answer may have a comma in its own words."""
    for part in lists.parts(cell):
        yield from [part] if _reads(one, part) else re.split(r"\s*[,/&]\s*|\s+and\s+", part)


def _reads(one: Reader, part: str) -> bool:
    try:
        one(part)
    except ValueError:
        return False
    return True


def _things(most: int = MOST_LINES, *, commas: bool) -> Reader:
    def read(cell: Any) -> list[str]:
        found = lists.parts(lists.text_of(cell), commas=commas)
        if len(found) > most:
            raise ValueError(f"must be {most} things at most, and has {len(found)}")
        if any(len(words) > LONGEST_LINE for words in found):
            raise ValueError(f"must have {LONGEST_LINE} characters or fewer in each thing")
        return found

    return read


_LEVEL_AFTER = re.compile(
    r"(?P<name>.+?)\s*\((?P<level>level [0-8]|entry level|level not known)\)", re.I
)
_LEVEL_WITHIN = re.compile(r"\blevel ?([0-8])\b|\bL([1-8])\b", re.IGNORECASE)


def qualification(words: str) -> dict[str, Any]:
    """Return “Food hygiene (level 2)” as its name and its level; a level within counts as well."""
    if found := _LEVEL_AFTER.fullmatch(words):
        said = found["level"].casefold()
        level = {"entry level": 0, "level not known": None}.get(said, _number(said))
        return {"name": found["name"], "level": level}
    within = _LEVEL_WITHIN.search(words)
    return {"name": words, "level": int(within[1] or within[2]) if within else None}


def _number(words: str) -> int | None:
    return int(words[-1]) if words[-1].isdecimal() else None


def qualifications(cell: Any) -> list[dict[str, Any]]:
    """Return what somebody has passed."""
    found = [qualification(words) for words in lists.parts(lists.text_of(cell), commas=True)]
    if len(found) > MOST_LINES:
        raise ValueError(f"must be {MOST_LINES} qualifications at most, and has {len(found)}")
    if any(len(row["name"]) > longest(Qualification.name) for row in found):
        raise ValueError(f"must have {LONGEST_LINE} characters or fewer in each name")
    return found


_CATEGORY = "must be eligible, relevant, former relevant or qualifying"


def category(cell: Any) -> Category:
    """Return the legal category, whatever a case system puts around the word for it."""
    words = plain(cells.words_of(cell))
    if words in {"fr", "frc"} or "former relevant" in words:
        return Category.FORMER_RELEVANT
    found = [
        it for it in (Category.ELIGIBLE, Category.RELEVANT, Category.QUALIFYING) if _says(words, it)
    ]
    if len(found) != 1 or words.startswith(("not ", "in")):
        raise ValueError(_CATEGORY)
    return found[0]


def _says(words: str, category: Category) -> bool:
    return str(category.value) in words.split()


def area(cell: Any) -> str:
    """Return the first part of a postcode; nothing else of it is kept."""
    return typed.read_area(cells.words_of(cell))


def days(cell: Any) -> list[str]:
    """Return days of the week; words like “weekdays” count too."""
    words = lists.text_of(cell).casefold().strip()
    whole = {"weekdays": "mon-fri", "weekends": "sat-sun", "weekend": "sat-sun", "any": "mon-sun"}
    whole |= dict.fromkeys(("any day", "every day", "all week", "full time"), "mon-sun")
    return named_days(whole.get(words, words))


def _code(answers: choices.Choices, called: str, also: Mapping[str, str] | None = None) -> Reader:
    """Return a reader for a code of the return, alone, in words, or as “F2 – Other education”."""
    in_words = one_of(answers, also or {}, called)
    codes = {key for key, _ in answers}

    def read(cell: Any) -> str:
        words = cells.words_of(cell).strip()
        first = re.split(r"[\s:–-]", words, maxsplit=1)[0].upper()
        return first if first in codes else str(in_words(words))

    return read


_ACTIVITY = "must be a code of the return: " + listing([key for key, _ in choices.ACTIVITIES])
_HOME = "must be a code of the return, like U1 for an own tenancy that is suitable"
_ADJUSTMENT = (
    "must be what an employer does, in the words of the record’s page, like "
    "“Keeps a quiet place free for breaks”. Leave health out"
)
_CONTACTS = {
    **dict.fromkeys(("text", "sms", "text messages", "by text"), "text message"),
    **dict.fromkeys(
        ("phone", "call", "telephone", "mobile", "telephone call", "by phone"), "phone call"
    ),
    **dict.fromkeys(("whatsapp", "messenger", "social media", "app"), "messaging app"),
    **dict.fromkeys(("e mail", "by email"), "email"),
    **dict.fromkeys(("face to face", "visit", "home visit", "meeting"), "in person"),
}
_MODES = {
    **dict.fromkeys(("walks", "on foot", "foot"), "walk"),
    **dict.fromkeys(("bike", "bicycle", "cycling", "cycles"), "cycle"),
    **dict.fromkeys(("buses", "public transport"), "bus"),
    **dict.fromkeys(("rail", "trains"), "train"),
    **dict.fromkeys(("lift", "drives", "driving", "own car"), "car"),
}
_IN_TOUCH = {
    "y": "YES",
    "true": "YES",
    "n": "NO",
    "false": "NO",
    "refused": "REFU",
    "refusing": "REFU",
}

READ: dict[str, Reader] = {
    "case_reference": _line(About.case_reference),
    "record": cells.text(40, lines=False),
    "advisor": cells.text(254, lines=False),
    "preferred_name": _line(About.preferred_name),
    "first_name": _line(About.preferred_name),
    "surname": _line(About.surname),
    "full_name": cells.text(longest(About.preferred_name) + longest(About.surname), lines=False),
    "pronouns": _line(About.pronouns),
    "born": dates.past,
    "category": category,
    "authority": _line(About.authority),
    "email": cells.email,
    "phone": cells.phone,
    "contact_preference": one_of(choices.CONTACT, _CONTACTS),
    "safe_times": _line(Contact.safe_times),
    "outward": area,
    "travel_minutes": _between(Travel.travel_minutes),
    "travel_modes": some_of(choices.MODES, _MODES),
    "own_words": cells.text(longest(Interests.own_words)),
    "kinds": some_of(choices.KINDS, {}),
    "pay_matters": cells.yes_no,
    "dbs": cells.yes_no,
    "said": _things(commas=True),
    "shown": _things(commas=True),
    "qualifications": qualifications,
    "experience": _things(commas=False),
    "available_from": dates.near,
    "available_to": dates.near,
    "hours_per_week_max": _between(Times.hours_per_week_max),
    "days": days,
    "working_style": _line(Helps.working_style),
    "adjustments": some_of(choices.ADJUSTMENTS, {}, _ADJUSTMENT),
    "activity": _code(choices.ACTIVITIES, _ACTIVITY),
    "activity_since": dates.past,
    "in_touch": _code(choices.IN_TOUCH, "must be YES, NO, REFU, NREQ, RHOM or DIED", _IN_TOUCH),
    "accommodation": _code(choices.ACCOMMODATION, _HOME),
}
DATES = ("born", "available_from", "available_to", "activity_since")
TEXTS = frozenset(
    "case_reference record preferred_name first_name surname full_name pronouns own_words".split()
)
LEVELS = {"keen": "keen", "curious": "curious", "not_for_me": "not_for_me"}


def sectors(names: choices.Choices) -> Reader:
    """Return a reader for sectors, by their names or their keys."""
    return some_of(names, {}, "must be sectors of the campaign, like Retail; Childcare")


def is_unknown(key: str, cell: Any) -> bool:
    """Say whether a cell only says that nothing is known."""
    return key not in TEXTS and isinstance(cell, str) and cell.strip().casefold() in UNKNOWN
