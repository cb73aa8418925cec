"""What somebody says to a place that is offered to them, and to a meeting: their advisor acts on it."""

from __future__ import annotations

from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app import db
from app.audit.services import THEMSELF
from app.introductions import queries as introductions
from app.introductions.models import Introduction, IntroductionState
from app.placements import queries as placements
from app.placements import services as placing
from app.placements.models import Party, Placement, PlacementState
from app.voice import news, requests
from app.voice.agreeing import Changed
from app.voice.models import NewsKind as N
from app.voice.models import RequestKind, VoiceNews
from app.young_people.models import YoungPerson

PLACE = {"yes": N.PLACE_YES, "no": N.PLACE_NO}
MEETING = {"can_go": N.CAN_GO, "other_time": N.OTHER_TIME, "cannot_go": N.CANNOT_GO}


def offered(person: YoungPerson) -> list[Introduction]:
    """Return the places that are offered to somebody and that they have not answered, newest first."""
    rows = [
        row for row in introductions.of_person(person) if row.state == IntroductionState.OFFERED
    ]
    said = last_said([_offer(row) for row in rows])
    return [row for row in rows if _offer(row) not in said]


def _offer(row: Introduction) -> str:
    # Offered anew, or for another day, it is asked anew.
    return _about(row, f"{row.answered_at} {row.offered_start}")


def _meeting(row: Introduction) -> str:
    return _about(row, f"{row.interview_at} {row.interview_where}")


def _about(row: Introduction, which: str) -> str:
    return sha256(f"{row.ref} {which}".encode()).hexdigest()[:22]


def last_said(about: list[str]) -> dict[str, N]:
    """Return the last thing somebody said about each of these."""
    if not about:
        return {}
    statement = select(VoiceNews.about, VoiceNews.kind).where(VoiceNews.about.in_(about))
    return dict(db.session.execute(statement.order_by(VoiceNews.id)).all())


@db.transaction()
def answer(person: YoungPerson, ref: str, said: str, why: str) -> None:
    """Say yes or no to an offered place, or that they want to talk first; their advisor reads it at once."""
    found = [row for row in offered(person) if row.ref == ref]
    if not found:
        raise NoResultFound
    if said in PLACE:
        row = found[0]
        news.add(person, PLACE[said], words=why, opportunity=row.opportunity, about=_offer(row))
        return
    requests.ask(person, RequestKind.TALK, why or f"About {found[0].opportunity.title}")


def to_agree(person: YoungPerson) -> list[Placement]:
    """Return the placements somebody has not said yes to yet, once their days are known."""
    return [
        row
        for row in placements.of_person(person)
        if row.state == PlacementState.PREPARING
        and row.start
        and Party.YOUNG_PERSON not in {one.party for one in row.agreements}
    ]


@db.transaction()
def agree(person: YoungPerson, ref: str, said: str, why: str, *, version: str) -> str:
    """Say yes to the days, times and pay on the screen, or that it is not right; return which.

    Anything but a yes starts the clock of getting in touch.
    """
    found = [row for row in to_agree(person) if row.ref == ref]
    if not found:
        raise NoResultFound
    row = found[0]
    if said == "yes":
        if version != str(row.version):
            raise Changed
        placing.agree(row, Party.YOUNG_PERSON, by=THEMSELF)
        news.add(person, N.AGREED, opportunity=row.opportunity, about=row.ref)
        return "agreed"
    if said == "no":
        news.add(person, N.PLACE_NO, words=why, opportunity=row.opportunity, about=row.ref)
    requests.ask(person, RequestKind.TALK, why or f"About {row.opportunity.title}")
    return "talk"


def said_of_meeting(row: Introduction) -> str:
    """Return what somebody said to this very time and place, or nothing."""
    said = last_said([_meeting(row)]).get(_meeting(row))
    return next((key for key, kind in MEETING.items() if kind == said), "")


@db.transaction()
def answer_meeting(person: YoungPerson, row: Introduction, said: str, why: str) -> None:
    """Say whether they can come; anything but a yes starts the clock of getting in touch."""
    about = _meeting(row)
    if last_said([about]).get(about) == MEETING[said] and not why:
        return
    news.add(person, MEETING[said], words=why, opportunity=row.opportunity, about=about)
    if said != "can_go":
        requests.ask(person, RequestKind.TALK, why or "About the meeting")
