"""Invented people, offers and figures for the page that shows every part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from app import clock

LONG_NAME = "Maximiliana Oluwaseun Wolfeschlegelsteinhausen-Featherstonehaugh-Bergerdorff"


@dataclass(frozen=True)
class Row:
    """Something with any of the attributes the parts read."""

    who: str = ""
    what: str = ""
    since: str = ""
    href: str = "#"
    button: str = ""
    late: bool = False
    when: Any = None
    title: str = ""
    by: str = ""
    body: str = ""


@dataclass(frozen=True)
class Action:
    """A move of a state machine."""

    verb: str
    label: str
    tone: str = "secondary"
    needs_reason: bool = False


@dataclass(frozen=True)
class Page:
    """A page of a list."""

    page: int
    pages: int
    total: int
    prev_url: str | None
    next_url: str | None


NEEDS = [
    Row(
        "Riverside Bakery",
        "has not answered about Jaz’s taster day",
        "15 days, 3 days late",
        late=True,
        button="Ring the bakery",
    ),
    Row("Jaz", "said yes to the garden centre", "since yesterday", button="Send introduction"),
    Row(
        LONG_NAME,
        "starts at the depot on Monday and has no day-one card yet",
        "since Tuesday 17 November",
        button="Finish the card",
    ),
]
NEWS = [
    Row(what="Kit finished the second week at Cedar Garage", when="yesterday"),
    Row(what="Three new offers in childcare", when="2 days ago"),
]
MOVES = [
    Action("send", "Send to the bakery", "primary"),
    Action("book", "Book an interview"),
    Action("withdraw", "Withdraw", "warning", True),
]
STEPS = [
    {"label": "Declared", "state": "done", "date": "2 November"},
    {"label": "Eligibility checked", "state": "done", "date": "4 November"},
    {"label": "Criteria", "state": "now", "date": "Decide by 24 November"},
    {"label": "Invitation", "state": "next"},
    {"label": "Interview", "state": "next"},
    {"label": "Feedback", "state": "next"},
]
TASKS = [
    {"title": "What they will do", "href": "#", "status": "Done"},
    {"title": "Hours and pay", "href": "#", "status": "Started", "tone": "teal"},
    {
        "title": "The first day",
        "href": "#",
        "status": "To do",
        "tone": "blue",
        "hint": "Who meets them, what to wear, lunch, bus",
    },
    {"title": "Send to the council", "href": None, "status": "Opens when all is done"},
]
TERMS = [
    {"sign": "for", "words": "You said you like early mornings, and the day starts at 6am"},
    {"sign": "unknown", "words": "We don’t know yet whether you have a food hygiene certificate"},
    {"sign": "against", "words": "The bus takes 48 minutes, and you said 40 is far enough"},
]
COUNTED = [
    {"label": "Interests", "value": 31.0, "note": "Keen on hospitality"},
    {"label": "Hours", "value": 18.5},
    {"label": "Ways of working", "value": 9.0},
    {"label": "Certificates", "value": 0},
    {"label": "Journey", "value": -6.5, "note": "8 minutes more than you said"},
]
UNLOCKS = [
    {"what": "Food hygiene level 2 – 1 day, online", "opens": 7},
    {"what": "30 more minutes on the bus", "opens": 12},
    {"what": "A reference from a teacher or a coach", "opens": 1},
]
DAY_ONE = [
    ("user", "Who meets you", "Priya, the head baker, at the side door"),
    ("clock", "When", "Monday 30 November, 9am to 1pm"),
    ("bus", "Getting there", "Bus 4 from Bletchley, 22 minutes"),
    ("banknote", "Money", "£12.71 an hour, paid on the last Friday"),
    ("info", "What to wear", "Flat shoes. An apron is there for you"),
]
OFFERS = [
    ["Morning baker’s assistant", "Riverside Bakery", "22 minutes", "£12.71 an hour", 3],
    [
        "Two weeks with the grounds team, with a longer name than fits on one line",
        "Council parks",
        "distance unknown",
        "unpaid",
        12,
    ],
    ["Taster day", "Cedar Garage", "41 minutes", "unpaid", 1],
]
SECTORS = [
    ("Hospitality", 24),
    ("Construction", 17),
    ("Animals and land", 11),
    ("Health and social care", 6),
    ("Technology", 0),
]
KINDS = [
    ("Hospitality", [6, 9, 4]),
    ("Construction", [2, 8, 7]),
    ("Health and social care", [5, 1, 0]),
]
MONTHS = [("April", 9), ("May", 8), ("June", 8), ("July", 5), ("August", 6), ("September", 4)]
FUNNEL = [
    ("Pledges", 40),
    ("Offers", 26),
    ("Introductions", 21),
    ("Starts", 10),
    ("Still there at 26 weeks", 7),
]


def story() -> list[Row]:
    """Return a timeline that reads as a story."""
    now = clock.now()
    return [
        Row(
            title="First day agreed",
            when=now - timedelta(hours=3),
            by="Priya at Riverside Bakery",
            body="Monday 30 November, 9am, at the side door.",
        ),
        Row(title="Jaz said yes", when=now - timedelta(days=2), by="Jaz, through the private link"),
        Row(
            title="Suggested by the engine, talked about with Jaz",
            when=date(2026, 11, 2),
            by="Amara Cole, personal advisor",
            body="Liked the early finish.\nWants to know about lunch.",
        ),
        Row(
            title="Offer made live",
            when=datetime(2026, 10, 12, 8, 30, tzinfo=UTC),
            by="Corporate Parenting team",
        ),
    ]
