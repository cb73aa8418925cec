"""What somebody is asked to agree to on their own page: may one employer be told, shall it go on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app import clock, db
from app.audit.services import THEMSELF
from app.errors import DomainError
from app.introductions import cards
from app.introductions import queries as introductions
from app.introductions import services as introducing
from app.introductions.models import Introduction, IntroductionState
from app.opportunities.models import OpportunityState
from app.settings import services as settings
from app.voice import news
from app.voice.models import NewsKind as N
from app.voice.models import VoiceNews
from app.young_people import choices, consents, wordings
from app.young_people import queries as young_people
from app.young_people.consents import Agreement
from app.young_people.models import Consent, Purpose, YoungPerson

HOW = "on their own page"
CALLED = {
    "preferred_name": "your first name",
    "surname": "your last name",
    "pronouns": "your pronouns",
    "age": "your age",
    "phone": "your phone number",
    "email": "your email",
    "own_words": "what you wrote about work",
    "skills": "what you can do",
    "qualifications": "what you passed",
    "experience": "what you have done",
    "availability": "when you can work",
    "adjustments": "what helps you at work",
}
SHORTEST = timedelta(days=91)
OTHERS = {
    "social worker": "your social worker",
    "foster carer": "your foster carer",
    "home manager": "the home",
    "parent": "your parent",
}


class Changed(DomainError):
    """Nobody says yes to what they did not read."""

    message = "This changed while you read it. Please read it again"
    field = "answer"


class NothingLeft(DomainError):
    """With everything left out there is nothing to tell."""

    message = "You left out all of it. Pick “No”, or leave something in"
    field = "leave_out"


@dataclass(frozen=True)
class Ask:
    """One employer that may be told, with the very card it would read."""

    number: int
    introduction: Introduction
    name: str
    lines: list[cards.Line]
    message: str
    wording: str
    seen: str  # what was on the screen, so that nothing else is agreed to
    others: str  # who has to agree as well; nobody: it is theirs to decide
    said: str  # not_now, wish, or nothing yet

    def called(self, key: str) -> str:
        """Return what a line is called to the one it is about."""
        return f"{CALLED[key][:1].upper()}{CALLED[key][1:]}"

    @property
    def employer(self) -> str:
        """Whom it is about."""
        return self.introduction.opportunity.employer.name


def others(person: YoungPerson) -> str:
    """Return who has to agree besides them, in words of theirs; nobody when they decide alone."""
    who = consents.who_decides(person)
    return "" if who == choices.THEMSELF else OTHERS.get(who, "whoever looks after you")


def asks(person: YoungPerson) -> list[Ask]:
    """Return what somebody is asked now, the newest first."""
    waiting = [
        row
        for row in introductions.of_person(person)
        if row.state == IntroductionState.AWAITING_AGREEMENT
        and row.opportunity.state == OpportunityState.LIVE
        and introductions.agreed_fields(row) is None
    ]
    said = _said([row.ref for row in waiting])
    return [_ask(number, row, person, said) for number, row in enumerate(waiting, 1)]


def _ask(number: int, row: Introduction, person: YoungPerson, said: dict[str, N]) -> Ask:
    wording, version = wordings.standing(Purpose.SHARE)
    lines = cards.shared(person, row.shared_fields)
    shown = repr((sorted(row.shared_fields), lines, row.message, version))
    words = {N.TELL_NOT_NOW: "not_now", N.TELL_WISH: "wish"}
    return Ask(
        number=number,
        introduction=row,
        name=cards.name(person, row.shared_fields),
        lines=lines,
        message=row.message,
        wording=wording,
        seen=sha256(shown.encode()).hexdigest()[:32],
        others=others(person),
        said=words.get(said[row.ref], "") if row.ref in said else "",
    )


def _said(refs: Sequence[str]) -> dict[str, N]:
    if not refs:
        return {}
    statement = select(VoiceNews.about, VoiceNews.kind).where(VoiceNews.about.in_(refs))
    return dict(db.session.execute(statement.order_by(VoiceNews.id)).all())


@db.transaction()
def answer(
    person: YoungPerson, ref: str, said: str, *, leave_out: Collection[str], why: str, seen: str
) -> str:
    """Say yes, not now or no to telling one employer; return what it came to.

    A yes of somebody who decides alone is an agreement at once, in the words and for the card that
    were on the screen. Where somebody else has to agree too it is a wish their advisor reads. A no
    ends the introduction: the employer never learns who it was about.
    """
    found = [one for one in asks(person) if one.introduction.ref == ref]
    if not found:
        raise NoResultFound
    ask = found[0]
    if said == "yes":
        return _yes(person, ask, leave_out, why, seen)
    kind = N.TELL_NO if said == "no" else N.TELL_NOT_NOW
    _note(person, kind, ask.introduction, why)
    if said == "no":
        introducing.withdraw(
            ask.introduction, reason="They said no to being introduced here", by=None
        )
    return said


def _yes(person: YoungPerson, ask: Ask, leave_out: Collection[str], why: str, seen: str) -> str:
    if seen != ask.seen:
        raise Changed
    row = ask.introduction
    shared = [key for key in row.shared_fields if key not in leave_out]
    if not shared:
        raise NothingLeft
    left = [words for key, words in choices.SHARED if key in row.shared_fields and key in leave_out]
    if left:
        why = "\n".join([f"Leave out: {', '.join(left)}", why]).strip()
    if ask.others:
        _note(person, N.TELL_WISH, row, why)
        return "wish"
    agreement = Agreement(
        Purpose.SHARE,
        HOW,
        authority_held_by=_authority(person),
        employer=row.opportunity.employer,
        shared=shared,
    )
    held = introductions.hold(row, by=None)
    held.consent = consents.record_consent(person, agreement, by=THEMSELF)
    held.shared_fields = shared
    _note(person, N.TELL_YES, held, why)
    return "yes"


def _authority(person: YoungPerson) -> str:
    return choices.THEMSELF if consents.may_need_authority(person) else ""


def _note(person: YoungPerson, kind: N, row: Introduction, why: str) -> None:
    news.add(person, kind, words=why, opportunity=row.opportunity, about=row.ref)


def ending(person: YoungPerson) -> list[Consent]:
    """Return the agreements that end soon and that somebody has not spoken of."""
    soon = clock.today() + timedelta(days=settings.value("young_people.consent_ending_days"))
    found = [
        row
        for row in person.consents
        if row.until is not None and row.until <= soon and young_people.stands(row)
    ]
    said = _said([row.ref for row in found])
    return [row for row in sorted(found, key=lambda one: one.id) if row.ref not in said]


def until_then(consent: Consent) -> date:
    """Return the last day of an agreement that goes on: as long again, and three months at least."""
    today = clock.today()
    length = (consent.until or today) - clock.local(consent.at).date()
    return today + max(length, SHORTEST)


@db.transaction()
def go_on(person: YoungPerson, ref: str, on: bool, version: str) -> str:
    """Let an agreement go on for as long again, in the words of today, or let it end; return which."""
    found = [row for row in ending(person) if row.ref == ref]
    if not found:
        raise NoResultFound
    row = found[0]
    if not on:
        _about(person, N.LET_END, row)
        return "end"
    if version != wordings.standing(row.purpose)[1]:
        raise Changed
    _about(person, N.GO_ON_WISH if others(person) else N.GO_ON, row)
    if others(person):
        return "wish"
    again = Agreement(
        row.purpose,
        HOW,
        authority_held_by=_authority(person),
        employer=row.employer,
        shared=row.shared_fields,
        until=until_then(row),
    )
    consents.record_consent(person, again, by=THEMSELF)
    return "on"


def _about(person: YoungPerson, kind: N, row: Consent) -> None:
    words = f"About {row.employer.name}" if row.employer else "About looking for ideas"
    news.add(person, kind, words=words, about=row.ref)
