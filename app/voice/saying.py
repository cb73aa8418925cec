"""What somebody says on their own page: how it goes, what they like, what may be shared, how it went."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.exc import NoResultFound

from app import db
from app.audit.services import THEMSELF
from app.placements import queries as placements
from app.placements import services as placing
from app.placements.models import Party, Placement, PlacementState
from app.placements.services import Said
from app.placements.states import ENDED
from app.voice import news, requests
from app.voice.models import NewsKind, RequestKind
from app.young_people import consents
from app.young_people import queries as young_people
from app.young_people import services as records
from app.young_people.models import Consent, Level, Purpose, YoungPerson

TALK = "I want to talk"


@db.transaction()
def how(person: YoungPerson, said: Said) -> None:
    """Keep how it is going; wanting to talk starts a clock on their advisor’s desk."""
    news.add(person, NewsKind.HOW, words=said.words, face=said.face)
    for row in placements.of_person(person):
        if row.state == PlacementState.ACTIVE:
            placing.note(row, Party.YOUNG_PERSON, said, by=THEMSELF)
    if said.wants_to_talk:
        requests.ask(person, RequestKind.TALK, said.words)


@db.transaction()
def likes(person: YoungPerson, levels: Mapping[str, Level | None]) -> None:
    """Keep what somebody thinks of each kind of work; their words stay as they are."""
    _save(person, levels, person.own_words)
    news.add(person, NewsKind.INTERESTS)


@db.transaction()
def words(person: YoungPerson, said: str) -> None:
    """Keep what somebody wrote about themself, as they wrote it."""
    if said != person.own_words:
        _save(person, {}, said)
        news.add(person, NewsKind.WORDS, words=said)


def _save(person: YoungPerson, levels: Mapping[str, Level | None], said: str) -> None:
    records.save_interests(person, levels, said, version=person.version, by=THEMSELF)


def agreements(person: YoungPerson) -> list[Consent]:
    """Return what somebody agreed to and what still stands: being matched first, then by employer."""
    standing = [row for row in person.consents if young_people.stands(row)]
    return sorted(standing, key=lambda row: (row.purpose != Purpose.MATCHING, row.id))


def stopped(person: YoungPerson, most: int = 5) -> list[Consent]:
    """Return what somebody took back, the last first."""
    found = [row for row in person.consents if row.ended_why == "withdrawn"]
    return sorted(found, key=lambda row: row.withdrawn_at or row.at, reverse=True)[:most]


def agreement_at(person: YoungPerson, number: int) -> Consent:
    """Return the agreement at this place of one’s own list."""
    found = agreements(person)
    if not 1 <= number <= len(found):
        raise NoResultFound
    return found[number - 1]


@db.transaction()
def take_back(person: YoungPerson, ref: str) -> Consent:
    """Take back an agreement of one’s own; the door is shut with this very transaction."""
    consent = young_people.consent_of(person, ref)
    if young_people.stands(consent):
        consents.withdraw_consent(consent, by=THEMSELF)
        if consent.purpose == Purpose.MATCHING:
            requests.ask(person, RequestKind.OBJECT)
        else:
            news.add(person, NewsKind.TOOK_BACK, words=_employer(consent))
    return consent


def _employer(consent: Consent) -> str:
    return f"About {consent.employer.name}" if consent.employer else ""


@db.transaction()
def stop_matching(person: YoungPerson, why: str) -> None:
    """Stop all ideas at once, whoever agreed to them and when; their advisor is told."""
    for consent in agreements(person):
        if consent.purpose == Purpose.MATCHING:
            consents.withdraw_consent(consent, by=THEMSELF)
    requests.ask(person, RequestKind.OBJECT, why)


def may_begin_again(person: YoungPerson) -> Consent | None:
    """Return the agreement somebody may give again: the last one, when they took it back themself."""
    given = [row for row in person.consents if row.purpose == Purpose.MATCHING]
    last = max(given, key=lambda row: row.id, default=None)
    taken_back = last and last.ended_why == "withdrawn" and not young_people.stands(last)
    return last if taken_back else None


@db.transaction()
def match_again(person: YoungPerson) -> None:
    """Let ideas begin again, as they were agreed before."""
    last = may_begin_again(person)
    if last is None:
        raise NoResultFound
    consents.give_again(last)
    news.add(person, NewsKind.GAVE_AGAIN)
    for number, row in enumerate(requests.of_person(person), 1):
        if row.kind == RequestKind.OBJECT and row.state in requests.OPEN:
            requests.take_back(person, number)


def to_review(person: YoungPerson) -> list[Placement]:
    """Return the placements that are over and that somebody has not spoken of."""
    return [
        row
        for row in placements.of_person(person)
        if row.state in ENDED and Party.YOUNG_PERSON not in {one.party for one in row.reviews}
    ]


@db.transaction()
def review(person: YoungPerson, ref: str, said: Said) -> Placement:
    """Keep how a placement was, in their words; the employer may see it another way."""
    found = [row for row in to_review(person) if row.ref == ref]
    if not found:
        raise NoResultFound
    row = placing.review(found[0], Party.YOUNG_PERSON, said, by=THEMSELF)
    news.add(person, NewsKind.REVIEW, words=said.words, face=said.face, opportunity=row.opportunity)
    return row
