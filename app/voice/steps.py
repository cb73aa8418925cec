"""What happens next: where each thing somebody said yes to stands, who moves, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for

from app import clock
from app.filters import clock_time, day_month
from app.introductions import queries as introductions
from app.introductions.models import Introduction
from app.introductions.models import IntroductionState as S
from app.placements import queries as placements
from app.placements.models import Placement, PlacementState
from app.voice import agreeing, dates, ideas, places
from app.voice.agreeing import Ask
from app.young_people.models import YoungPerson
from app.young_people.queries import stands


@dataclass(frozen=True)
class Step:
    """One thing under way, or over, in words of theirs."""

    title: str
    who: str
    words: str
    theirs: str = ""  # words somebody else wrote, as they wrote them
    href: str = ""
    link: str = ""
    over: bool = False


@dataclass(frozen=True)
class Around:
    """What is known besides: who helps, what is asked, which dates and offers lie ahead."""

    helper: str
    asks: dict[int, Ask]
    cards: dict[str, int]
    places: dict[str, int]
    placed: dict[int, Placement]


def steps(person: YoungPerson, helper: str) -> list[Step]:
    """Return everything they said yes to, newest first, what is over at the end."""
    rows = introductions.of_person(person)
    around = Around(
        helper,
        {ask.introduction.id: ask for ask in agreeing.asks(person)},
        {card.ref: number for number, card in enumerate(dates.cards(person), 1)},
        {row.ref: number for number, row in enumerate(places.offered(person), 1)},
        {row.introduction_id: row for row in placements.of_person(person)},
    )
    known = {row.opportunity_id for row in rows if row.state != S.DRAFT}
    early = [
        Step(
            idea.opportunity.title,
            idea.opportunity.employer.name,
            f"You said yes. {helper} talks with you about it next.",
        )
        for idea in ideas.ideas(person)
        if idea.said == "yes" and idea.opportunity.id not in known
    ]
    found = early + [_step(row, around) for row in rows if row.state != S.DRAFT]
    return sorted(found, key=lambda step: step.over)


def _step(row: Introduction, around: Around) -> Step:
    given = _placed(row, around) or TELLS.get(row.state, _stopped)(row, around)
    return Step(title=row.opportunity.title, who=row.opportunity.employer.name, **given)


def _asked(row: Introduction, around: Around) -> dict[str, Any]:
    helper, ask = around.helper, around.asks.get(row.id)
    if row.consent and stands(row.consent):
        return {"words": f"You said we may tell them. {helper} sends it next."}
    if ask is None:
        return {"words": f"{helper} looks at it again. Nobody is told."}
    told = {
        "wish": f"You said yes. {helper} asks who has to say yes with you.",
        "not_now": "You said not now. Nobody is told.",
    }
    words = told.get(ask.said, "We ask you first. Nobody is told without your yes.")
    return {"words": words, "href": url_for("voice.tell", number=ask.number), "link": "Look at it"}


def _told(row: Introduction, around: Around) -> dict[str, Any]:
    read = " They have read it." if row.state == S.SEEN else ""
    since = f"We told them on {_day(row.sent_at)}.{read}" if row.sent_at else "We told them."
    if row.answered_at:
        return {"words": f"{since} They want to talk with {around.helper} first."}
    if row.answer_due and row.answer_due < clock.today():
        return {
            "words": f"{since} They are late. That is not about you. {around.helper} asks again."
        }
    by = f" They answer by {day_month(row.answer_due)}." if row.answer_due else ""
    return {"words": since + by}


def _meeting(row: Introduction, around: Around) -> dict[str, Any]:
    number = around.cards.get(row.ref)
    if row.interview_at is None or number is None or row.interview_at <= clock.now():
        return {"words": f"You met. They say yes or no next. {around.helper} tells you."}
    moment = clock.local(row.interview_at)
    words = f"You meet them on {day_month(moment.date())} at {clock_time(moment)}."
    href = url_for("voice.date", number=number)
    return {"words": words, "href": href, "link": "Where to go, and whom to ask for"}


def _offered(row: Introduction, around: Around) -> dict[str, Any]:
    number = around.places.get(row.ref)
    if number is None:
        return {
            "words": f"They want you there. You gave your answer. {around.helper} goes on with it."
        }
    href = url_for("voice.place", number=number)
    return {"words": "They want you there. Say what you think.", "href": href, "link": "Answer"}


def _no(row: Introduction, around: Around) -> dict[str, Any]:
    if row.told_at is None:
        return {"words": f"They gave an answer. {around.helper} tells you what they said."}
    more = "Not this time. It is no mark against you. More can come."
    return {"words": more, "theirs": row.words_for_young_person, "over": True}


def _silent(row: Introduction, around: Around) -> dict[str, Any]:
    words = f"They did not answer. That is not about you. {around.helper} looks for another way."
    return {"words": words}


def _stopped(row: Introduction, around: Around) -> dict[str, Any]:
    words = {
        S.OBSOLETE: "It stopped, as you have another place.",
        S.DECLINED_BY_YP: "You said no to the place. That is fine.",
    }
    told = words.get(row.state, "It stopped. They see nothing about you now.")
    return {"words": told, "over": True}


def _placed(row: Introduction, around: Around) -> dict[str, Any] | None:
    placement = around.placed.get(row.id)
    if placement is None:
        return None
    starts = f" You start on {day_month(placement.start)}." if placement.start else ""
    words = {
        PlacementState.PREPARING: f"You have the place. {around.helper} gets it all ready.{starts}",
        PlacementState.AGREED: f"All is set.{starts}",
        PlacementState.ACTIVE: "You are there now. Say how it goes at any time.",
    }
    if placement.state not in words:
        return {"words": "It is over.", "over": True}
    number = around.cards.get(placement.ref)
    if placement.state == PlacementState.ACTIVE:
        href, link = url_for("voice.how"), "Say how it is going"
    elif number:
        href, link = url_for("voice.date", number=number), "My first day"
    else:
        href = link = ""
    return {"words": words[placement.state], "href": href, "link": link}


def _day(moment: datetime) -> str:
    return day_month(clock.local(moment).date())


TELLS = {
    S.AWAITING_AGREEMENT: _asked,
    S.SENT: _told,
    S.SEEN: _told,
    S.INTERVIEW_BOOKED: _meeting,
    S.INTERVIEWED: _meeting,
    S.OFFERED: _offered,
    S.NOT_SUCCESSFUL: _no,
    S.NO_RESPONSE: _silent,
}
