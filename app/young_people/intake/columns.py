"""What a file of a caseload can say, column by column: our key, what case systems call it, an example."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.tables.columns import Column
from app.young_people import choices

PARTED = "Several things have semicolons between them"
YES_NO = ("Yes", "No")
EXAMPLE = "EXAMPLE-1"  # the invented row of the file to fill in


def _words(answers: choices.Choices) -> tuple[str, ...]:
    return tuple(words for key, words in answers if key)


_WHO = (
    Column(
        "case_reference",
        "Case reference",
        (
            *("reference", "ref", "person id", "client id", "case id", "case number", "id"),
            *("mosaic id", "lcs id", "lcs number", "ics number", "liquidlogic id", "eclipse id"),
            *("client number", "person reference", "child id", "case ref", "person number", "pid"),
            *("service user id", "swift id", "carefirst id", "child reference", "system id"),
        ),
        "The number from the case system. The same number again brings the record up to date and "
        "makes no second one",
        needed=True,
        example=EXAMPLE,
    ),
    Column(
        "record",
        "Record here",
        ("our record",),
        "Only in a file that was downloaded here: it finds a record that has no case reference yet",
    ),
    Column(
        "advisor",
        "Personal advisor",
        (
            *("pa", "advisor", "adviser", "personal adviser", "allocated pa", "pa email"),
            *("allocated worker", "worker", "key worker", "allocated to", "pa name", "lead worker"),
            *("leaving care pa", "leaving care worker", "advisor email", "current worker"),
        ),
        "The advisor’s email address. A team manager’s file needs it for somebody new",
        example="advisor@demo.example",
    ),
    Column(
        "preferred_name",
        "Name they go by",
        (
            *(
                "preferred name",
                "known as",
                "preferred forename",
                "preferred first name",
                "likes to be called",
            ),
            *("preferred given name", "goes by", "aka"),
        ),
        "Needed for somebody new, unless there is a first name or a full name",
        example="Robin",
    ),
    Column(
        "first_name",
        "First name",
        ("forename", "forenames", "given name", "first names", "legal forename", "christian name"),
        "Only used for somebody new for whom no name they go by is given",
    ),
    Column(
        "surname",
        "Family name",
        ("surname", "last name", "lastname", "family names", "legal surname"),
        "",
        example="Invented",
    ),
    Column(
        "full_name",
        "Full name",
        ("name", "person name", "client name", "young person", "child name", "person", "yp name"),
        "“Robin Invented” or “Invented, Robin”. Only used for somebody new, where the parts are missing",
    ),
    Column("pronouns", "Pronouns", ("pronoun", "preferred pronouns"), "", example="they/them"),
    Column(
        "born",
        "Date of birth",
        ("dob", "d o b", "birth date", "birthdate", "born", "date birth", "birthday"),
        "Day first: 27/03/2008, 27 March 2008 or 2008-03-27",
        example="27/03/2008",
    ),
    Column(
        "category",
        "Care leaver category",
        (
            *(
                "leaving care status",
                "care leaver status",
                "legal category",
                "leaving care category",
            ),
            *(
                "care leaver type",
                "eligibility",
                "category",
                "lc status",
                "leaving care eligibility",
            ),
            *("cl category", "care status"),
        ),
        "Eligible, relevant, former relevant or qualifying",
        example="Former relevant",
        choices=("Eligible", "Relevant", "Former relevant", "Qualifying"),
    ),
    Column(
        "authority",
        "Responsible authority",
        (
            *("responsible local authority", "local authority", "responsible la", "la", "council"),
            *("home authority", "placing authority"),
        ),
        "Left empty, it is ours",
        example="Milton Keynes",
    ),
)
_REACH = (
    Column(
        "email",
        "Email",
        ("email address", "e mail", "personal email", "email 1", "primary email", "home email"),
        "",
        example="robin@demo.example",
    ),
    Column(
        "phone",
        "Phone",
        (
            *(
                "mobile",
                "mobile number",
                "telephone",
                "tel",
                "phone number",
                "mobile phone",
                "tel no",
            ),
            *("telephone number", "contact number", "mobile telephone", "mobile no", "phone 1"),
        ),
        "",
        example="07700 900123",
    ),
    Column(
        "contact_preference",
        "Likes to be contacted by",
        (
            *("contact preference", "preferred contact", "preferred contact method"),
            *("preferred method of contact", "contact method", "preferred communication"),
        ),
        "",
        example="Text message",
        choices=_words(choices.CONTACT),
    ),
    Column(
        "safe_times",
        "Safe and fine times",
        (
            "safe times",
            "safe to contact",
            "best time to contact",
            "safe contact",
            "when to contact",
        ),
        "When it is safe and fine to contact them",
        example="Weekdays after 11am",
    ),
    Column(
        "outward",
        "Area",
        (
            *("postcode", "post code", "home postcode", "current postcode", "placement postcode"),
            *("postal code", "address postcode", "outward postcode", "postcode area"),
        ),
        "The first part of their postcode. A full one is cut to it, and the rest is kept nowhere",
        example="MK9",
    ),
    Column(
        "travel_minutes",
        "Minutes they travel",
        ("travel minutes", "travel time", "minutes of travel", "max travel time"),
        "One way, 5 to 180",
        example=45,
    ),
    Column(
        "travel_modes",
        "How they get around",
        ("travel", "travel modes", "transport", "mode of transport", "ways of travel"),
        PARTED,
        example="Bus; Walking",
    ),
)
_WANTS = (
    Column("keen", "Keen on", ("keen", "interested in", "preferred sectors"), "Sectors. " + PARTED),
    Column("curious", "Curious about", ("curious", "might try", "may try"), "Sectors. " + PARTED),
    Column(
        "not_for_me",
        "Not for me",
        ("not interested in", "not keen", "would not do"),
        "Sectors. " + PARTED,
    ),
    Column(
        "own_words",
        "Their own words",
        (
            *("own words", "aspirations", "career aspirations", "interests", "wishes", "ambitions"),
            *(
                "hobbies and interests",
                "career goals",
                "interests and hobbies",
                "wishes and feelings",
            ),
            *("what they would like to do", "young persons views", "voice of the young person"),
        ),
        "About work, as they said it",
        example="I like fixing bikes and being outside",
    ),
    Column(
        "kinds",
        "Kinds of opportunity",
        ("opportunity kinds", "type of opportunity", "looking for", "kinds wanted"),
        PARTED,
        example="Work experience; Apprenticeship",
    ),
    Column(
        "pay_matters",
        "It has to be paid",
        ("must be paid", "paid only"),
        "Yes or no",
        choices=YES_NO,
    ),
    Column(
        "dbs",
        "Would agree to a DBS check",
        ("dbs", "dbs check", "agrees to dbs"),
        "Yes or no",
        choices=YES_NO,
    ),
)
_CAN = (
    Column(
        "said",
        "Skills they say they have",
        ("skills", "skill", "strengths", "skills said", "strengths and skills"),
        f"{PARTED}. They are added to what is there",
        example="Fixing bikes; Keeping calm",
    ),
    Column(
        "shown",
        "Skills somebody has seen",
        ("skills shown", "skills evidenced", "evidenced skills"),
        f"{PARTED}. They are added to what is there",
    ),
    Column(
        "qualifications",
        "Qualifications",
        (
            *("qualification", "educational attainment", "attainment", "certificates"),
            *("qualifications achieved", "qualifications gained", "exam results"),
        ),
        f"With the level: Food hygiene (level 2). {PARTED}. They are added to what is there",
        example="Food hygiene (level 2); First aid",
    ),
    Column(
        "experience",
        "Experience",
        ("work experience", "employment history", "work history", "previous jobs", "jobs so far"),
        f"Paid or not. {PARTED}. It is added to what is there",
        example="Two weeks in a café",
    ),
    Column(
        "available_from",
        "First day they could start",
        ("available from", "can start", "availability start"),
        "",
    ),
    Column(
        "available_to",
        "Last day they could work",
        ("available to", "last day", "available until", "availability end"),
        "",
    ),
    Column(
        "hours_per_week_max",
        "Most hours in a week",
        ("hours per week", "max hours", "weekly hours", "hours a week"),
        "",
        example=30,
    ),
    Column(
        "days",
        "Days they could work",
        ("days", "available days", "days available", "availability", "working days"),
        "Like: mon; tue, or Mon-Fri",
        example="Mon-Fri",
    ),
    Column(
        "working_style",
        "How they work best",
        ("working style", "work style", "works best", "learning style"),
        "",
    ),
    Column(
        "adjustments",
        "What the employer does that helps",
        (
            "adjustments",
            "reasonable adjustments",
            "what helps",
            "workplace adjustments",
            "employer",
        ),
        "What an employer does that helps, never what somebody has. They are added to what is there",
        example="Keeps a quiet place free for breaks",
    ),
)
_DOES = (
    Column(
        "activity",
        "Activity",
        (
            *(
                "activity code",
                "current activity",
                "eet status",
                "ete status",
                "eet code",
                "neet status",
            ),
            *(
                "main activity",
                "economic status",
                "eet",
                "ete",
                "employment status",
                "eet activity",
            ),
        ),
        "The code of the SSDA903 return, like F2 or G5, with or without its words",
        example="F2",
        choices=tuple(code for code, _ in choices.ACTIVITIES),
    ),
    Column(
        "activity_since",
        "Activity since",
        (
            *(
                "activity start date",
                "activity date",
                "eet start date",
                "eet since",
                "ete start date",
            ),
            *("current activity start date", "activity from", "date of activity", "eet date"),
        ),
        "The day it began; needed with an activity",
        example="01/09/2026",
    ),
    Column(
        "in_touch",
        "In touch",
        ("in touch status", "in touch code", "contact status", "la in touch", "in contact"),
        "The code of the return: YES, NO, REFU, NREQ, RHOM or DIED. Left empty, it is YES",
        example="YES",
    ),
    Column(
        "accommodation",
        "Accommodation",
        (*("accommodation code", "accommodation status", "accommodation suitability code"),),
        "The code of the return, like U1",
    ),
)
COLUMNS: tuple[Column, ...] = (*_WHO, *_REACH, *_WANTS, *_CAN, *_DOES)
LABELS = {column.key: column.label for column in COLUMNS}


def with_sectors(names: Sequence[str]) -> list[Column]:
    """Return the columns as a template tells of them: with the sectors of today as examples."""
    some = dict(zip(("keen", "curious", "not_for_me"), names, strict=False))
    about = f"Sectors: {', '.join(names)}. {PARTED}"
    return [
        replace(column, example=some[column.key], about=about) if column.key in some else column
        for column in COLUMNS
    ]
