"""What staff see of somebody’s own page."""

from __future__ import annotations

from typing import Any

from flask import current_app, session, url_for

from app import clock
from app.accounts.models import User
from app.audit import services as audit
from app.outbox.models import QUIET, TEXT
from app.voice import invitations, links, news, requests, visits
from app.voice.forms import WhoForm
from app.voice.models import VoiceLink, VoiceRequest
from app.young_people.models import YoungPerson

SAID_WHY = "voice.said_why"


def page(person: YoungPerson) -> dict[str, Any]:
    """Return how the link stands, what would be sent and when, and what they said."""
    planned, link = invitations.plan(person), links.latest(person)
    said = news.of_person(person)
    return {
        "person": person,
        "plan": planned,
        "ways": invitations.ways(person),
        "previews": [
            (way.words, *invitations.preview(way.channel, planned.leaves_at))
            for way in invitations.ways(person)
        ],
        "senders": {
            TEXT: "the number of the text service",
            QUIET: current_app.config["QUIET_MAIL_FROM"],
        },
        "link": link,
        "waits": link is not None and link.leaves_at > clock.now(),
        "stands": stands(link),
        "last_seen": visits.last_seen(person) or (link.opened_at if link else None),
        "may_end": link is not None and link.ended_why != "revoked",
        "news": [(news.title(row), row) for row in said],
        "unread": any(row.read_at is None for row in said),
        "requests": [(requests.TITLES[row.kind], row) for row in requests.shown_to_staff(person)],
    }


def stands(link: VoiceLink | None) -> str:
    """Return in words how the newest link stands."""
    if link is None:
        return "No link has been sent"
    if link.ended_why == "revoked":
        return "Closed by their advisor"
    if link.opened_at:
        return "Opened"
    if link.ended_why == "guessed":
        return "Closed after five wrong birthdays"
    return "Replaced" if link.ended_at else "Sent, and not opened yet"


def request(row: VoiceRequest, user: User) -> dict[str, Any]:
    """Return one request with what this person may do about it."""
    may = requests.may_answer(row, user)
    moves = {line.verb for line in requests.REQUEST.allowed(row, role=user.role)} if may else set()
    return {
        "it": row,
        "title": requests.TITLES[row.kind],
        "named": knows(row, user),
        "who_form": WhoForm(),
        "moves": moves,
        "advisor": row.young_person.advisor,
        "back_href": url_for(".page", ref=row.young_person.ref)
        if user.role != "coordinator"
        else None,
    }


def knows(row: VoiceRequest, user: User) -> bool:
    """Whether a page may say who asks: their advisor’s team; a coordinator once they said why."""
    return user.role != "coordinator" or row.ref in session.get(SAID_WHY, ())


def say_why(row: VoiceRequest, reason: str, *, by: User) -> None:
    """Let the pages of this visit say who asks, and write down who wanted to know, and why."""
    reader = User(id=by.id, role=by.role)
    ref, who = row.ref, row.young_person.ref
    audit.read("young_person", [who], by=reader, page="voice_desk.who", reason=reason)
    session[SAID_WHY] = [*session.get(SAID_WHY, ()), ref][-50:]


def lines(rows: list[VoiceRequest]) -> list[tuple[str, VoiceRequest]]:
    """Return requests with their titles."""
    return [(requests.TITLES[row.kind], row) for row in rows]
