"""What the pages of somebody’s own page are given, in words of theirs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

from flask import url_for
from sqlalchemy.exc import NoResultFound

from app import clock
from app.filters import day_month, listing, long_date, money, plural
from app.introductions import cards
from app.introductions.models import Introduction
from app.matches import facts
from app.opportunities.models import Opportunity
from app.placements import seeing
from app.placements.models import Placement
from app.settings import services as settings
from app.statuses import WORDS
from app.voice import agreeing, dates, ideas, invitations, kept, places, requests, saying, seen, who
from app.voice.agreeing import CALLED, OTHERS
from app.voice.dates import Card
from app.voice.ideas import Idea
from app.voice.models import RequestKind, VoiceRequest
from app.voice.models import RequestState as S
from app.young_people import covering
from app.young_people.models import Consent, Purpose, YoungPerson

Thing = TypeVar("Thing")
SAID = {"yes": "You said yes", "not_now": "You said not now", "no": "You said no"}
FRESH = timedelta(days=14)  # so long an answer stands on the first page
ONE_TAP = "Say yes, not now or no"
GOING = {
    "can_go": "You said you can go",
    "other_time": "You said you need another time",
    "cannot_go": "You said you can not go",
}
ASKS = {
    RequestKind.TALK: "I want to talk",
    RequestKind.DATA: "A copy of my data",
    RequestKind.CORRECT: "Something is wrong",
    RequestKind.COMPLAIN: "I want to complain",
    RequestKind.OBJECT: "No more ideas for me",
}
STANDS = {
    S.RECEIVED: "Sent",
    S.ACKNOWLEDGED: "Read. The answer comes next",
    S.DONE: "Answered",
    S.TAKEN_BACK: "You took it back",
}
# kind: what it is called, what happens.
ABOUT = {
    "data": (
        "Ask for a copy of my data",
        "You can have a copy of all we keep about you. It is free.",
    ),
    "correct": (
        "Something is wrong",
        "Tell us what is wrong. We will put it right, or tell you why not.",
    ),
    "complain": (
        "I want to complain",
        "You can tell us when something is not right. It will not be held against you.",
    ),
}


def at(found: Sequence[Thing], number: int) -> Thing:
    """Return what stands at this place of one’s own list; NoResultFound past its end."""
    if not 1 <= number <= len(found):
        raise NoResultFound
    return found[number - 1]


def helper(person: YoungPerson) -> str:
    """Return the first name of who works with them."""
    return who.first_name(person)


def frame(person: YoungPerson) -> dict[str, Any]:
    """Return what every page may say: their name, and who works with them."""
    return {"name": person.preferred_name, "helper": helper(person), "called": CALLED}


def home(person: YoungPerson) -> dict[str, Any]:
    """Return the first page: what is new, then everything else."""
    fresh = [idea for idea in ideas.ideas(person) if not idea.said]
    waits = [*_kept(person), *_answers(person), *_dates(person), *_questions(person, fresh)]
    return frame(person) | {"waits": waits, "who": who.news(person)}


def _kept(person: YoungPerson) -> list[tuple[str, str, str]]:
    words = "It is kept. Look at it, then send it"
    return [(path, "You were writing something", words) for path in kept.waiting(person)[:3]]


def _answers(person: YoungPerson) -> list[tuple[str, str, str]]:
    since = clock.now() - FRESH
    return [
        (url_for("voice.one_asked", number=number), ASKS[row.kind], "There is an answer for you")
        for number, row in enumerate(requests.of_person(person), 1)
        if row.answered_at and row.answered_at > since
    ] + [
        (url_for("voice.one_asked", number=number), ASKS[row.kind], "We are late. See who to ring")
        for number, row in enumerate(requests.of_person(person), 1)
        if late(row)
    ]


def _dates(person: YoungPerson) -> list[tuple[str, str, str]]:
    ahead, over = dates.cards(person), saying.to_review(person)
    found = []
    if ahead:
        found.append((url_for("voice.date", number=1), ahead[0].title, day_month(ahead[0].day)))
    for number, row in enumerate(over, 1):
        title = f"How was it at {row.opportunity.employer.name}?"
        found.append((url_for("voice.review", number=number), title, "Two quick taps"))
    return found


def _questions(person: YoungPerson, fresh: list[Idea]) -> list[tuple[str, str, str]]:
    found = [
        (
            url_for("voice.place", number=number),
            f"{row.opportunity.employer.name} offers you a place",
            "Say what you think",
        )
        for number, row in enumerate(places.offered(person), 1)
    ]
    found += [
        (
            url_for("voice.agree", number=number),
            f"Your place at {row.opportunity.employer.name}",
            "Are days and times right?",
        )
        for number, row in enumerate(places.to_agree(person), 1)
    ]
    found += [
        (
            url_for("voice.tell", number=ask.number),
            f"May we tell {ask.employer} about you?",
            ONE_TAP,
        )
        for ask in agreeing.asks(person)
        if not ask.said
    ]
    for number, consent in enumerate(agreeing.ending(person), 1):
        words = f"It ends on {day_month(consent.until)}. Shall it go on?"
        found.append((url_for("voice.go_on", number=number), agreement(consent)["title"], words))
    if fresh:
        words = f"{plural(len(fresh), 'new idea')} for you"
        found.append((url_for("voice.ideas"), words, ONE_TAP))
    return found


def one_date(card: Card, form: Any, number: int, person: YoungPerson) -> dict[str, Any]:
    """Return one date; for a meeting also what was said to it, and the question."""
    said = places.said_of_meeting(card.meeting) if card.meeting else ""
    more = {"form": form if card.meeting else None, "said": GOING.get(said)}
    more["ring"] = person.advisor.phone if person.advisor else None
    return frame(person) | {"card": card, "number": number} | more


def place(row: Introduction, person: YoungPerson) -> dict[str, Any]:
    """Return a place that is offered, with its facts."""
    return frame(person) | {"it": row, "lines": _lines(row.opportunity)}


def agree(row: Placement, person: YoungPerson) -> dict[str, Any]:
    """Return the days, times and pay of a placement that somebody is asked to say yes to."""
    lines = [line for line in _lines(row.opportunity) if line[1] not in {"Starts", "Time"}]
    last = f" to {day_month(row.end)}" if row.end and row.end != row.start else ""
    lines.append(("calendar", "Days", f"{day_month(row.start)}{last}"))
    lines += [("clock", "Time", "; ".join(seeing.shifts(row)))] if row.week else []
    return frame(person) | {"it": row, "lines": lines}


def ideas_page(person: YoungPerson) -> dict[str, Any]:
    """Return the list of ideas, and whether they were stopped by whoever they are for."""
    again = saying.may_begin_again(person)
    return frame(person) | {"ideas": ideas.ideas(person), "may_begin_again": again}


def offer(idea: Idea, person: YoungPerson) -> dict[str, Any]:
    """Return the facts of one idea, each a short line."""
    return frame(person) | {
        "lines": _lines(idea.opportunity),
        "kind": WORDS[idea.opportunity.kind.value],
        "answered": SAID.get(idea.said),
    }


def _lines(row: Opportunity) -> list[tuple[str, str, str]]:
    hours = row.hours_per_week or facts.hours_of_week(row.week or [])
    lines = [
        ("building", "Who", row.employer.name),
        (
            "pin",
            "Where",
            listing([p for p in (row.area, row.postcode) if p], "") or "We will find out",
        ),
        ("banknote", "Pay", f"{money(row.pay_per_hour)} an hour" if row.pay_per_hour else "No pay"),
    ]
    if row.start:
        lines.insert(2, ("calendar", "Starts", day_month(row.start)))
    if hours:
        lines.insert(2, ("clock", "Time", f"{float(hours):g} hours a week"))
    return lines


def going_on(consent: Consent, words: str, person: YoungPerson) -> dict[str, Any]:
    """Return what goes on or ends, the words of today, and who has to agree as well."""
    return frame(person) | {
        "it": agreement(consent),
        "words": words,
        "others": agreeing.others(person),
        "then": agreeing.until_then(consent),
    }


def receipt(consent: Consent, person: YoungPerson) -> dict[str, Any]:
    """Return all that is on record about one agreement, to keep on paper."""
    by = consent.recorded_by.name.partition(" ")[0] if consent.recorded_by else "You, on your page"
    who = OTHERS.get(consent.authority_held_by, "")
    lines = [
        (
            "You said yes",
            day_month(clock.local(consent.at).date()) + f" {clock.local(consent.at):%Y}",
        ),
        ("How", consent.how[:1].upper() + consent.how[1:]),
        ("Who wrote it down", by),
        ("Who said yes with you", who[:1].upper() + who[1:]),
        ("It ends", day_month(consent.until) if consent.until else "When you stop it"),
        ("Words of", _version(consent.wording_version)),
        ("Number", consent.ref[:8]),
    ]
    kept = [(question, answer) for question, answer in lines if answer]
    return frame(person) | {"it": agreement(consent), "lines": kept, "today": clock.today()}


def _version(written: str) -> str:
    try:
        return long_date(date.fromisoformat(written)).partition(" ")[2]
    except ValueError:
        return written


def agreement(consent: Consent) -> dict[str, Any]:
    """Return what one agreement means, in words of theirs, and the words it was explained in."""
    matching = consent.purpose == Purpose.MATCHING
    employer = consent.employer.name if consent.employer else "a place to work"
    return {
        "title": "Find ideas for me" if matching else f"Tell {employer} about me",
        "who": "Nobody outside the team" if matching else employer,
        "what": [] if matching else [CALLED.get(key, key) for key in consent.shared_fields],
        "read": [] if matching else cards.shared(consent.young_person, consent.shared_fields),
        "words": consent.wording,
        "since": consent.at,
        "until": consent.until,
        "matching": matching,
        "employer": employer,
    }


def sharing(person: YoungPerson) -> dict[str, Any]:
    """Return everything that is shared today, and with whom."""
    found = [agreement(row) for row in saying.agreements(person)]
    return frame(person) | {
        "found": found,
        "past": [(agreement(row)["title"], row.withdrawn_at) for row in saying.stopped(person)],
        "asks": agreeing.asks(person),
        "may_begin_again": saying.may_begin_again(person),
    }


def asking(person: YoungPerson) -> dict[str, Any]:
    """Return what can be asked, and how what was asked stands."""
    return frame(person) | {"rows": [asked(row) for row in requests.of_person(person)]}


def late(row: VoiceRequest) -> bool:
    """Whether somebody waits longer for an answer than they were told."""
    return row.state in requests.OPEN and row.due < clock.today()


def asked(row: VoiceRequest) -> dict[str, Any]:
    """Return how one request stands."""
    return {
        "title": ASKS[row.kind],
        "stands": "We are late with this" if late(row) else STANDS[row.state],
        "words": row.words,
        "made_at": row.made_at,
        "due": row.due if row.state in requests.OPEN else None,
        "late": late(row),
        "answer": row.answer,
        "open": row.state in requests.OPEN,
    }


def one_asked(number: int, person: YoungPerson) -> dict[str, Any]:
    """Return one request of their list."""
    row = at(requests.of_person(person), number)
    return frame(person) | {"it": asked(row), "matching": row.kind == RequestKind.OBJECT}


def ask(kind: str, person: YoungPerson) -> dict[str, Any]:
    """Return what asking for this means, and by when an answer comes."""
    title, words = ABOUT[kind]
    return frame(person) | {
        "title": title,
        "words": words,
        "by": requests.due_on(RequestKind(kind)),
    }


def help_page(person: YoungPerson) -> dict[str, Any]:
    """Return whom to ask: who works with them, and lines for when nobody is there."""
    return frame(person) | {
        "advisor": person.advisor,
        "away": covering.helper_of(person),
        "there": covering.looks_after(person),
        "lost": invitations.lost_address(),
        "lines": settings.value("voice.out_of_hours"),
        "team": settings.value("contact.phone"),
    }


def everything(person: YoungPerson) -> dict[str, Any]:
    """Return the whole page on paper."""
    return help_page(person) | {
        "ideas": [(idea, offer(idea, person)["lines"]) for idea in ideas.ideas(person)],
        "cards": dates.cards(person),
        "sharing": [agreement(row) for row in saying.agreements(person)],
        "rows": [asked(row) for row in requests.of_person(person)],
        "looks": seen.looks(person)[:10],
        "today": clock.today(),
    }
