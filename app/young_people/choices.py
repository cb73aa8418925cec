"""The fixed answers of this feature and their words; the keys are what is stored."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.filters import listing, long_date
from app.opportunities.models import Kind
from app.statuses import WORDS
from app.young_people.models import Category, Level

Choices = tuple[tuple[str, str], ...]

LEVELS: Choices = (
    (Level.KEEN, "Keen"),
    (Level.CURIOUS, "Curious"),
    (Level.NOT_FOR_ME, "Not for me"),
)
CATEGORIES: Choices = (
    (Category.ELIGIBLE, "Eligible – 16 or 17, still looked after"),
    (Category.RELEVANT, "Relevant – 16 or 17, has left care"),
    (Category.FORMER_RELEVANT, "Former relevant – 18 to 25"),
    (Category.QUALIFYING, "Qualifying – entitled to advice and help"),
)
CONTACT: Choices = (
    ("text message", "Text message"),
    ("phone call", "Phone call"),
    ("messaging app", "Messaging app"),
    ("email", "Email"),
    ("in person", "In person"),
    ("through somebody", "Through somebody they trust"),
)
KINDS: Choices = tuple((kind.value, WORDS[kind.value]) for kind in Kind)
MODES: Choices = (
    ("walk", "Walking"),
    ("cycle", "Cycling"),
    ("bus", "Bus"),
    ("train", "Train"),
    ("car", "Car or lift"),
)
DAYS: Choices = (
    ("mon", "Monday"),
    ("tue", "Tuesday"),
    ("wed", "Wednesday"),
    ("thu", "Thursday"),
    ("fri", "Friday"),
    ("sat", "Saturday"),
    ("sun", "Sunday"),
)
# What the employer does, never what the young person has.
ADJUSTMENTS: Choices = (
    ("quiet_space", "Keeps a quiet place free for breaks"),
    ("flexible_start", "Lets the day start a little later when needed"),
    ("written_instructions", "Writes down what to do"),
    ("buddy", "Gives one workmate to turn to"),
    ("extra_breaks", "Allows extra short breaks"),
    ("step_free", "Has a way in and toilets without steps"),
    ("interview_questions_in_advance", "Sends the interview questions beforehand"),
    ("phased_start", "Starts with fewer hours and builds up"),
    ("no_phone_calls", "Does not ask for phone calls"),
    ("same_person_each_day", "Has the same person meet them each day"),
)
LEVELS_OF_STUDY: Choices = (
    ("", "Not known"),
    ("0", "Entry level"),
    ("1", "Level 1 – GCSE grades 3 to 1"),
    ("2", "Level 2 – GCSE grades 9 to 4"),
    ("3", "Level 3 – A level, T level"),
    ("4", "Level 4 – HNC"),
    ("5", "Level 5 – HND, foundation degree"),
    ("6", "Level 6 – degree"),
    ("7", "Level 7 – master’s"),
    ("8", "Level 8 – doctorate"),
)
PROGRESS: Choices = (
    ("not_started", "Not started"),
    ("in_progress", "On the way"),
    ("done", "Done"),
)
# item: what it is called, and what to do about it next.
CHECKLIST: dict[str, tuple[str, str]] = {
    "bank_account": (
        "Bank account",
        "Book a basic account appointment: a letter from the council is proof of address.",
    ),
    "cv": (
        "CV",
        "Write one page together: what they did, what they liked, who would vouch for them.",
    ),
    "id": ("Photo ID", "Apply for a provisional licence or a CitizenCard; the council can pay."),
    "email": (
        "Email address they check",
        "Set up an address with their name in it, on their own phone.",
    ),
    "phone": ("Phone that works", "Check the number, the credit and whether voicemail is set up."),
    "interview_clothes": (
        "Clothes for an interview",
        "Ask what they have; the setting-up grant can help.",
    ),
    "right_to_work": (
        "Right to work documents",
        "Find the passport, birth certificate or share code. The employer checks it when they offer.",
    ),
    "references": (
        "Two people who would vouch",
        "Ask a teacher, coach, carer or manager if they would.",
    ),
}
EXIT_TYPES: Choices = (
    ("reached 25", "Turned 25"),
    ("does not want support", "Does not want this support"),
    ("moved", "Moved to another council’s support"),
    ("settled", "Settled in work or learning"),
    ("died", "Has died"),
    ("opened by mistake", "The record was opened by mistake"),
)
# A note that was written after a contact, or an attempt at one.
CONTACTS: Choices = (
    ("", "No contact: a note for us"),
    ("met", "Met"),
    ("call", "Talked on the phone"),
    ("text", "Wrote to each other"),
    ("tried", "Tried, no answer"),
)
YES_NO: Choices = (("yes", "Yes"), ("no", "No"), ("", "We don’t know yet"))

IN_TOUCH: Choices = (
    ("YES", "Yes, in touch"),
    ("NO", "No, not in touch"),
    ("REFU", "Does not want contact"),
    ("NREQ", "No longer needs the service"),
    ("RHOM", "Went home to parents six months ago or more"),
    ("DIED", "Has died"),
)
# The codes of the SSDA903 return that are valid now; F6, F3 and P3 are not among them.
ACTIVITIES: Choices = (
    ("F1", "Higher education, full time"),
    ("P1", "Higher education, part time"),
    ("F2", "Other education, full time"),
    ("P2", "Other education, part time"),
    ("F4", "Apprenticeship, full time"),
    ("P4", "Apprenticeship, part time"),
    ("F5", "Training or a job, full time"),
    ("P5", "Training or a job, part time"),
    ("G4", "Not in work or learning: illness or disability"),
    ("G5", "Not in work or learning: other reasons"),
    ("G6", "Not in work or learning: pregnancy or parenting"),
    ("0", "Not known: not in touch, gone home or died"),
)

# Where somebody lives, and whether that is suitable (1) or not (2). No fixed abode and custody are
# never suitable, so they have no other code.
HOMES = {
    "B": "With parents or relatives",
    "C": "Community home or other residential care",
    "D": "Semi-independent, transitional accommodation",
    "E": "Supported lodgings",
    "G": "Gone abroad",
    "H": "Deported",
    "K": "Ordinary lodgings, without formal support",
    "R": "Not known",
    "S": "No fixed abode",
    "T": "Foyer or similar supported accommodation",
    "U": "Independent living, own tenancy",
    "V": "Emergency accommodation",
    "W": "Bed and breakfast",
    "X": "In custody",
    "Y": "Other accommodation",
    "Z": "With former foster carers",
}
UNSUITABLE_ONLY = frozenset("SX")
ACCOMMODATION: Choices = (
    *(
        (f"{letter}{number}", f"{words} – {kind}")
        for letter, words in HOMES.items()
        for number, kind in (("1", "suitable"), ("2", "not suitable"))
        if number == "2" or letter not in UNSUITABLE_ONLY
    ),
    ("0", "Not asked for: not in touch, gone home or died"),
)

HOW: Choices = (
    ("in person", "In person"),
    ("by phone", "By phone"),
    ("by video", "By video"),
    ("by message", "By message"),
    ("on paper", "On paper, signed"),
)
THEMSELF = "young person"
GIVEN_BY: Choices = (
    ("young person", "The young person"),
    ("young person and carer", "The young person with whoever may decide for them"),
    ("carer", "Whoever may decide for them"),
)
# 16 and 17: who holds delegated authority for decisions about work.
AUTHORITY: Choices = (
    ("social worker", "The council, through the social worker"),
    ("foster carer", "The foster carer, under delegated authority"),
    ("home manager", "The children’s home, under delegated authority"),
    ("parent", "A parent or somebody with parental responsibility"),
    ("young person", "The young person decides this for themselves"),
)
# What may be shared with one employer once the young person agrees.
SHARED: Choices = (
    ("preferred_name", "The name they go by"),
    ("surname", "Family name"),
    ("pronouns", "Pronouns"),
    ("age", "Age"),
    ("phone", "Phone number"),
    ("email", "Email address"),
    ("own_words", "Their own words about work"),
    ("skills", "Skills"),
    ("qualifications", "Qualifications"),
    ("experience", "Experience"),
    ("availability", "When they can work"),
    ("adjustments", "What helps at work"),
)
NOTES = {"": "Note", "met": "Met", "call": "Talked on the phone", "text": "Wrote to each other"}
NOTES["tried"] = "Tried to reach them, no answer"

# What a story calls the questions that were answered.
SUBJECTS = {
    "details": "preferred_name surname pronouns born category authority case_reference",
    "contact details": "email phone contact_preference safe_times",
    "skills": "skills",
    "qualifications": "qualifications",
    "experience": "experience",
    "travel": "outward travel_minutes travel_modes",
    "times": "available_from available_to hours_per_week_max days",
    "what helps at work": "adjustments working_style",
    "what they are looking for": "kinds pay_matters dbs",
    "the ready-for-work list": "checklist",
    "what is kept out": "exclusions",
    "the advisor’s notes": "advisor_notes",
    "interests": "interests own_words",
}


def subjects(fields: list[str]) -> list[str]:
    """Return what a story calls these questions."""
    return [name for name, columns in SUBJECTS.items() if set(columns.split()) & set(fields)]


def updated(fields: list[str]) -> str:
    """Return the line of a story that says which questions were answered; empty for none it knows."""
    if set(fields) == {"interests_at"}:
        return "Checked that their interests are still true"
    named = subjects(fields)
    return f"Updated {listing(named)}" if named else ""


def words(choices: Choices, key: str | None) -> str | None:
    """Return the words of one stored answer; the answer itself when the list no longer has it."""
    return None if key in (None, "") else dict(choices).get(str(key), str(key))


def said(value: Any, answers: Choices = ()) -> str:
    """Return an answer as people read it; `answers` are the fixed ones of its question, if any."""
    if value in (None, "", [], {}):
        return "–"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return listing(many(answers, value) if answers else [_row(part) for part in value])
    if answers:
        return words(answers, str(value)) or str(value)
    return long_date(value) if isinstance(value, date) else str(value)


def _row(part: Any) -> str:
    pieces = part.values() if isinstance(part, dict) else [part]
    return " ".join(str(piece) for piece in pieces if piece not in (None, ""))


def many(choices: Choices, keys: list[str]) -> list[str]:
    """Return the words of several stored answers, in the list’s order."""
    known = [name for key, name in choices if key in keys]
    return known + [key for key in keys if key not in dict(choices)]
