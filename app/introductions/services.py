"""Introducing: prepare, agree, send, withdraw; what advisors do with an introduction."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import delete

from app import clock, db
from app.audit import services as audit
from app.employers.models import EmployerState
from app.errors import DomainError
from app.introductions import caps, cards, links, messages, queries, responsiveness
from app.introductions.choices import ABOUT_CARE
from app.introductions.models import Chaser, Introduction, IntroductionState
from app.introductions.states import BEFORE, INTRODUCTION, OVER
from app.matches.models import Suggestion, SuggestionState
from app.opportunities.models import Opportunity, OpportunityState
from app.settings import services as settings
from app.young_people import holding
from app.young_people import services as young_people
from app.young_people.models import Purpose, YoungPerson
from app.young_people.services import Agreement

if TYPE_CHECKING:
    from app.accounts.models import User

__all__ = ["Draft", "introduce", "keep", "save", "send", "told", "withdraw"]


class NotAsked(DomainError):
    """Nobody is put to an employer who has not said yes to the offer."""

    message = "Talk it through first: record that they are interested in this offer"


class NotOpen(DomainError):
    """Only a live offer with a place left leads anywhere."""

    message = "This offer is not open any more, so nobody can be introduced for it"


class KeptOut(DomainError):
    """A young person is never put to somebody they are kept away from."""

    message = "This employer is kept out for this young person. Look at “What is kept out” first"


class AlreadyIntroduced(DomainError):
    """One introduction for one offer."""

    message = "They have been introduced for this offer already"


class SaysTooMuch(DomainError):
    """The message must not tell what was not agreed."""

    field = "message"


@dataclass(frozen=True)
class Draft:
    """What an advisor prepares: the message, what may be shared, and the agreement if given."""

    message: str
    shared: tuple[str, ...] = ()
    agreement: Agreement | None = None


@db.transaction()
def introduce(
    person: YoungPerson, opportunity: Opportunity, draft: Draft, *, by: User
) -> Introduction:
    """Prepare an introduction, with its agreement in the same transaction; nothing leaves yet.

    One that is over is taken up again. Raises NotAsked, NotOpen, KeptOut, AlreadyIntroduced,
    SaysTooMuch or what an agreement needs.
    """
    person = holding.hold(person, by=by)
    suggestion = _may_introduce(person, opportunity)
    row = queries.of_pair(person, opportunity)
    if row is None:
        row = _new(person, opportunity, suggestion, by)
    else:
        row = _again(row, by)
    return _write(row, draft, by)


def _may_introduce(person: YoungPerson, opportunity: Opportunity) -> Suggestion:
    suggestion = queries.suggestion_of(person, opportunity)
    if suggestion is None or not _said_yes(suggestion):
        raise NotAsked
    approved = opportunity.employer.state == EmployerState.APPROVED
    left = opportunity.places_taken < opportunity.places
    if opportunity.state != OpportunityState.LIVE or not approved or not left:
        raise NotOpen
    if queries.kept_out(person, opportunity.employer):
        raise KeptOut
    return suggestion


def _said_yes(suggestion: Suggestion) -> bool:
    # What an advisor added themself needs no score: they are about to ask for the agreement.
    own = {SuggestionState.SHORTLISTED, SuggestionState.DISCUSSED}
    added = suggestion.origin == "advisor" and suggestion.state in own
    return added or suggestion.state == SuggestionState.YP_INTERESTED


def _new(
    person: YoungPerson, opportunity: Opportunity, suggestion: Suggestion, by: User
) -> Introduction:
    row = Introduction(
        young_person=person,
        opportunity=opportunity,
        suggestion_id=suggestion.id,
        advisor_id=person.advisor_id or by.id,
        state=IntroductionState.DRAFT,
        created_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    audit.record("introduction.prepare", "introduction", row.ref, by=by)
    return row


def _again(row: Introduction, by: User) -> Introduction:
    row = queries.hold(row, by=by)
    if row.state in BEFORE:
        return row
    if row.state not in OVER:
        raise AlreadyIntroduced
    INTRODUCTION.apply(row, "again", by=by)
    db.session.execute(delete(Chaser).where(Chaser.introduction_id == row.id))
    row.sent_at = row.answer_due = row.answered_at = row.call_asked_at = row.told_at = None
    row.interview_at = row.outcome = row.offered_start = None
    row.interview_where = row.interview_notes = ""
    row.words_for_young_person = row.note_for_advisor = ""
    row.card = {}
    return row


@db.transaction()
def save(introduction: Introduction, draft: Draft, *, by: User) -> Introduction:
    """Change what was prepared and not sent yet."""
    row = queries.hold(introduction, by=by)
    if row.state not in BEFORE:
        raise AlreadyIntroduced("This was sent already, so it cannot be changed")
    return _write(row, draft, by)


def _write(row: Introduction, draft: Draft, by: User) -> Introduction:
    _check_words(draft.message, row.young_person, draft.shared)
    row.message, row.shared_fields = draft.message, list(draft.shared)
    if draft.agreement is not None:
        _agree(row, draft.agreement, by)
    elif row.state == IntroductionState.DRAFT:
        row.card = _card(row)
        INTRODUCTION.apply(row, "ask", by=by)
    return row


def _agree(row: Introduction, agreement: Agreement, by: User) -> None:
    whole = replace(agreement, purpose=Purpose.SHARE, employer=row.opportunity.employer)
    row.consent = young_people.record_consent(row.young_person, whole, by=by)


def _check_words(message: str, person: YoungPerson, shared: tuple[str, ...]) -> None:
    plain = message.casefold().replace("'", "’")
    told = next((words for words in ABOUT_CARE if re.search(rf"\b{words}\b", plain)), None)
    if told:
        words = f"Leave out “{told}”: employers are never told about somebody’s past"
        raise SaysTooMuch(words)
    for field, words in (("preferred_name", "name"), ("surname", "family name")):
        held = str(getattr(person, field)).casefold()
        if held and field not in shared and re.search(rf"\b{re.escape(held)}\b", plain):
            raise SaysTooMuch(f"Leave out their {words}, or tick that it may be shared")


def _card(row: Introduction) -> dict[str, str]:
    pool = queries.active_pool()
    return cards.anonymous(row.young_person_id, row.opportunity.sector_key, pool)


@db.transaction()
def send(introduction: Introduction, *, by: User) -> Introduction:
    """Send it to the employer’s contacts and start the clock; needs the agreement, and room."""
    row = queries.hold(introduction, by=by)
    if row.state == IntroductionState.SENT:
        return row
    _may_introduce(row.young_person, row.opportunity)
    _check_words(row.message, row.young_person, tuple(queries.agreed_fields(row) or ()))
    caps.check(row.opportunity)
    INTRODUCTION.apply(row, "send", by=by)
    _start_clock(row)
    return row


def _start_clock(row: Introduction) -> None:
    days = settings.value("introduction.answer_working_days")
    row.sent_at = clock.now()
    row.answer_due = clock.add_working_days(clock.today(), days)
    row.shared_fields = queries.agreed_fields(row) or []
    row.card = row.card or _card(row)
    messages.sent(row)


@db.transaction()
def keep(introduction: Introduction, *, by: User) -> Introduction:
    """Take up again what was let go because of another place; the employer is asked anew."""
    row = queries.hold(introduction, by=by)
    _may_introduce(row.young_person, row.opportunity)
    caps.check(row.opportunity)
    INTRODUCTION.apply(row, "keep", by=by)
    db.session.execute(delete(Chaser).where(Chaser.introduction_id == row.id))
    row.answered_at = row.call_asked_at = row.interview_at = None
    _start_clock(row)
    return row


@db.transaction()
def withdraw(introduction: Introduction, *, reason: str, by: User | None) -> Introduction:
    """End it; the employer learns only that it is over, and only if it ever knew."""
    row = queries.hold(introduction, by=by)
    close(row, "withdraw", by=by, reason=reason)
    return row


def close(row: Introduction, verb: str, *, by: User | None, reason: str | None = None) -> None:
    """End a held introduction: its links stop, the employer is told if it ever knew of it."""
    known = row.sent_at is not None and row.state not in BEFORE
    INTRODUCTION.apply(row, verb, by=by, reason=reason)
    links.end(row)
    messages.hold_back(row)
    if known:
        messages.ended(row)
        responsiveness.keep(row.opportunity.employer_id)


@db.transaction()
def told(introduction: Introduction, *, by: User) -> Introduction:
    """Note that the young person has heard the employer’s no, in words meant for them."""
    row = queries.hold(introduction, by=by)
    row.told_at = row.told_at or clock.now()
    audit.record("introduction.told", "introduction", row.ref, by=by)
    return row
