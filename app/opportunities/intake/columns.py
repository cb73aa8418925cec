"""What a file of offers can say, column by column: our key, what people call it, an example."""

from __future__ import annotations

from collections.abc import Sequence

from app.employers.models import EmployerKind
from app.opportunities import wording
from app.tables.columns import Column

YES_NO = ("yes", "no")
PARTED = "Several things have semicolons between them"

_REFERENCE = Column(
    "id",
    "Reference",
    ("ref", "offer reference", "vacancy reference", "vacancy number", "job reference", "number"),
    "Your own number or name for the offer. The same reference again brings it up to date",
    needed=True,
    example="SHOP-1",
)
_EMPLOYER = (
    Column(
        "employer",
        "Organisation",
        ("company", "business", "employer name", "organisation name", "company name", "provider"),
        "Who offers it",
        needed=True,
        example="Garden Invented",
    ),
    Column(
        "employer_kind",
        "Kind of organisation",
        ("organisation type", "employer type"),
        "What it is in law",
        example="company",
        choices=tuple(kind.value for kind in EmployerKind),
    ),
)
_WHAT = (
    Column(
        "kind",
        "Kind of offer",
        ("type", "type of offer", "opportunity type", "vacancy type", "type of placement"),
        "What is offered",
        needed=True,
        example="Work experience",
        choices=tuple(wording.KINDS.values()),
    ),
    Column(
        "sector",
        "Sector",
        ("industry", "area of work", "sector name"),
        "One of the campaign’s sectors. Left empty, we suggest one from the text",
        example="retail",
    ),
    Column(
        "title",
        "Title",
        ("job title", "role", "role title", "position", "vacancy", "opportunity", "name of offer"),
        "At most 120 characters",
        needed=True,
        example="Help in a garden shop",
    ),
    Column(
        "text",
        "What you will do",
        ("description", "job description", "details", "about", "summary", "tasks", "duties"),
        "The tasks, in plain words",
        example="Water the plants, serve at the till and help customers to their cars.",
    ),
    Column(
        "will_learn",
        "What you will learn",
        ("learning", "training", "skills gained", "what they will learn"),
        "",
        example="Tills, plants and talking with customers.",
    ),
    Column(
        "skills",
        "Skills used",
        ("skills", "skill"),
        PARTED,
        example="customer service; watering",
    ),
)
_WHO = (
    Column(
        "essential", "Essential", ("must have", "requirements", "essential requirements"), PARTED
    ),
    Column(
        "desirable", "Nice to have", ("desirable requirements", "preferred", "desirable"), PARTED
    ),
    Column(
        "essential_qualifications",
        "Qualifications asked for",
        ("qualifications", "essential qualifications", "qualification"),
        "Like: Food hygiene (level 2); English GCSE",
    ),
    Column(
        "min_level", "Lowest level asked for", ("level", "minimum level", "rqf level"), "0 to 8"
    ),
    Column(
        "min_age",
        "Youngest age",
        ("minimum age", "age from", "min age", "lowest age"),
        "",
        example=16,
    ),
    Column(
        "max_age", "Oldest age", ("maximum age", "age to", "max age", "highest age"), "", example=25
    ),
    Column(
        "dbs_required",
        "DBS check needed",
        ("dbs", "dbs check", "dbs required", "crb"),
        "yes or no",
        choices=YES_NO,
        example="no",
    ),
)
_WHERE = (
    Column(
        "postcode",
        "Postcode",
        ("post code", "zip", "location postcode", "workplace postcode", "place postcode"),
        "Where the work happens",
        example="MK9 3EJ",
    ),
    Column(
        "area", "Area", ("town", "location", "place name", "where"), "When there is no postcode"
    ),
    Column(
        "remote", "From home", ("remote", "home working"), "yes or no", choices=YES_NO, example="no"
    ),
    Column("lat", "Latitude", ("lat",), ""),
    Column("lon", "Longitude", ("lon", "long", "lng"), ""),
)
_WHEN = (
    Column(
        "opens",
        "Shown from",
        ("opens", "opening date", "date posted", "posted"),
        "",
        example="01/03/2027",
    ),
    Column(
        "closes",
        "Closing date",
        ("closes", "deadline", "apply by", "closing", "close date", "expiry date"),
        "Until when people can ask for it",
        example="31/03/2027",
    ),
    Column(
        "start",
        "First day",
        ("start", "start date", "starts", "from", "begins"),
        "",
        example="12/04/2027",
    ),
    Column(
        "end",
        "Last day",
        ("end", "end date", "ends", "until", "finish date"),
        "",
        example="23/04/2027",
    ),
    Column(
        "hours_per_week",
        "Hours a week",
        ("hours", "weekly hours", "hours per week"),
        "",
        example=20,
    ),
    Column(
        "days",
        "Days",
        ("working days", "days of the week"),
        "Like: mon; wed; fri",
        example="mon; wed; fri",
    ),
)
_TERMS = (
    Column(
        "pay_per_hour",
        "Pay an hour",
        ("pay", "wage", "hourly rate", "salary", "rate of pay", "pay per hour", "hourly pay"),
        "In pounds, like £12.71. Empty when it is unpaid",
        example="13.50",
    ),
    Column(
        "unpaid_basis",
        "Why it is unpaid",
        ("unpaid basis", "unpaid reason"),
        "Only when there is no pay",
        choices=tuple(wording.BASES),
    ),
    Column(
        "places",
        "Places",
        ("vacancies", "number of places", "positions", "how many"),
        "",
        example=2,
    ),
    Column("places_taken", "Places taken", ("taken", "filled"), ""),
    Column(
        "tools",
        "Tools and clothes",
        ("equipment", "ppe", "tools"),
        "What they need to bring or wear",
    ),
    Column(
        "adjustments_offered",
        "What can be adjusted",
        ("adjustments", "support", "reasonable adjustments"),
        PARTED,
    ),
    Column(
        "safeguarding_contact",
        "Who to call when worried",
        ("safeguarding contact", "safeguarding lead", "named contact"),
        "",
        example="Sam Invented, 01632 960001",
    ),
)
COLUMNS: tuple[Column, ...] = (
    *(_REFERENCE, *_EMPLOYER, *_WHAT, *_WHO, *_WHERE, *_WHEN, *_TERMS),
    Column("employer_response_rate", "Answered in time", (), "Only read, never kept"),
)
NOT_OWN = {"employer", "employer_kind", "places_taken", "lat", "lon", "employer_response_rate"}
OWN: tuple[Column, ...] = tuple(column for column in COLUMNS if column.key not in NOT_OWN)
LABELS = {column.key: column.label for column in COLUMNS}


def with_sectors(columns: Sequence[Column], names: Sequence[str]) -> list[Column]:
    """Return columns whose sector can be chosen from these names."""
    return [
        Column(**{**vars(column), "choices": tuple(names)}) if column.key == "sector" else column
        for column in columns
        if column.key not in {"employer_response_rate"}
    ]
