"""What young people agree to: recorded in the words it was explained in, taken back at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, or_, select

from app import clock, db
from app.audit import services as audit
from app.audit.services import THEMSELF, Actor
from app.employers.models import Employer
from app.errors import DomainError
from app.young_people import choices, holding, signals, wordings
from app.young_people.models import Consent, Purpose, YoungPerson, YoungPersonState
from app.young_people.states import YOUNG_PERSON, still_needed

ADULT = 18


class ConsentRefused(DomainError):
    """An agreement that would not hold."""


@dataclass(frozen=True)
class Agreement:
    """What somebody agreed to, and how; `shared` names what one employer may see."""

    purpose: Purpose
    how: str
    given_by: str = "young person"
    authority_held_by: str = ""
    evidence: str = ""  # where it is written down that whoever may decide agreed
    employer: Employer | None = None
    shared: Sequence[str] = ()
    until: date | None = None


@db.transaction()
def record_consent(person: YoungPerson, agreement: Agreement, *, by: Actor) -> Consent:
    """Write down what was agreed; an earlier agreement for the same thing is replaced by it."""
    person = holding.hold(person, by=by)
    _check(person, agreement)
    for earlier in _standing(person, agreement.purpose, agreement.employer):
        _end(earlier, "replaced", by)
    consent = _written(person, agreement)
    consent.recorded_by_id = by.id
    db.session.add(consent)
    db.session.flush()
    _note("consent", person, consent, by)
    return consent


def _written(person: YoungPerson, agreement: Agreement) -> Consent:
    wording, version = wordings.standing(Purpose(agreement.purpose))
    return Consent(
        young_person_id=person.id,
        purpose=Purpose(agreement.purpose),
        employer_id=agreement.employer.id if agreement.employer else None,
        shared_fields=[key for key, _ in choices.SHARED if key in agreement.shared],
        wording=wording,
        wording_version=version,
        how=agreement.how,
        given_by=agreement.given_by,
        authority_held_by=agreement.authority_held_by,
        evidence=agreement.evidence,
        at=clock.now(),
        until=agreement.until,
    )


@db.transaction()
def withdraw_consent(consent: Consent, *, by: Actor | None) -> None:
    """Take an agreement back; it stops counting with this very transaction.

    On their own page a young person does it themself. Doing it twice changes nothing.
    """
    person = holding.hold(consent.young_person, by=by)
    if consent.withdrawn_at is not None:
        return
    _end(consent, "withdrawn", by)
    _note("consent_withdrawn", person, consent, by)
    if consent.purpose == Purpose.MATCHING and person.state == YoungPersonState.READY:
        YOUNG_PERSON.apply(person, "lapse", by=None, reason="They took back their agreement")


@db.transaction()
def give_again(consent: Consent) -> Consent:
    """Let a young person give again what they took back, in the words and for the time as before.

    Suggestions begin again when nothing else is missing.
    """
    person = holding.hold(consent.young_person, by=THEMSELF)
    if standing := _standing(person, consent.purpose, consent.employer):
        return standing[-1]
    kept = ("purpose", "employer_id", "shared_fields", "wording", "wording_version", "until")
    again = Consent(**{name: getattr(consent, name) for name in kept})
    again.given_by, again.authority_held_by = consent.given_by, consent.authority_held_by
    again.evidence = consent.evidence
    again.young_person_id, again.how, again.at = person.id, "on their own page", clock.now()
    db.session.add(again)
    db.session.flush()
    db.session.expire(person, ["consents"])
    _note("consent", person, again, THEMSELF)
    if person.state == YoungPersonState.IN_PROGRESS and not still_needed(person):
        YOUNG_PERSON.apply(person, "resume", by=THEMSELF)
    return again


def _end(consent: Consent, why: str, by: Actor | None) -> None:
    consent.withdrawn_at, consent.ended_why = clock.now(), why
    db.session.flush()
    if why == "withdrawn":
        signals.consent_ended.send(consent, by=by)


def _note(action: str, person: YoungPerson, consent: Consent, by: Actor | None) -> None:
    audit.record(
        f"young_person.{action}", "young_person", person.ref, by=by, purpose=consent.purpose.value
    )
    holding.touch(person, ["consent"], by=by)


def _standing(person: YoungPerson, purpose: Purpose, employer: Employer | None) -> list[Consent]:
    statement = (
        select(Consent)
        .where(Consent.young_person_id == person.id, Consent.purpose == purpose)
        .where(Consent.employer_id == (employer.id if employer else None))
        .where(Consent.withdrawn_at.is_(None))
    )
    return list(db.session.scalars(statement))


def may_need_authority(person: YoungPerson) -> bool:
    """Whether somebody else may have to decide: 16 and 17, or the age is not known."""
    return person.born is None or clock.age_on(person.born, clock.today()) < ADULT


def who_decides(person: YoungPerson) -> str:
    """Return who may decide about agreements of somebody, as last recorded; "" when nobody asked.

    From 18 on it is the young person, whatever was recorded before.
    """
    if not may_need_authority(person):
        return choices.THEMSELF
    said = [row for row in person.consents if row.authority_held_by]
    return max(said, key=lambda row: row.id).authority_held_by if said else ""


def _check(person: YoungPerson, agreement: Agreement) -> None:
    if may_need_authority(person):
        _check_authority(agreement)
    elif agreement.given_by != choices.THEMSELF:
        words = f"{person.preferred_name} is 18 or over, so only they can agree"
        raise ConsentRefused(words, field="given_by")
    if agreement.until and agreement.until <= clock.today():
        raise ConsentRefused("The last day must be in the future", field="until")
    if agreement.purpose == Purpose.SHARE:
        _check_share(agreement)


def _check_authority(agreement: Agreement) -> None:
    # Nobody is left out: not the young person, and not whoever the law lets decide with them.
    if not agreement.authority_held_by:
        raise ConsentRefused("Select who may decide about this", field="authority_held_by")
    theirs = agreement.authority_held_by == choices.THEMSELF
    if theirs and agreement.given_by == "carer":
        words = "They decide this for themselves, so they are the one who agrees"
        raise ConsentRefused(words, field="given_by")
    if not theirs and agreement.given_by == choices.THEMSELF:
        words = (
            "Somebody else may decide about this too: select that both agreed, or ask them first"
        )
        raise ConsentRefused(words, field="given_by")
    if not theirs and not agreement.evidence:
        words = "Enter where it is written down that they agreed, and when"
        raise ConsentRefused(words, field="evidence")


def _check_share(agreement: Agreement) -> None:
    if agreement.employer is None:
        raise ConsentRefused(
            "Enter the employer’s name, as it stands in the list", field="employer"
        )
    if not set(agreement.shared) & set(dict(choices.SHARED)):
        raise ConsentRefused("Select what may be shared", field="shared")


@db.transaction()
def end_lapsed() -> int:
    """Move everybody whose agreement to be matched has run out back; return how many."""
    agreed = exists().where(
        Consent.young_person_id == YoungPerson.id,
        Consent.purpose == Purpose.MATCHING,
        Consent.withdrawn_at.is_(None),
        or_(Consent.until.is_(None), Consent.until >= clock.today()),
    )
    lapsed = select(YoungPerson).where(YoungPerson.state == YoungPersonState.READY, ~agreed)
    people = list(db.session.scalars(lapsed.with_for_update(of=YoungPerson)))
    for person in people:
        YOUNG_PERSON.apply(person, "lapse", by=None, reason="Their agreement ran out")
        holding.touch(person, ["state"], by=None)
    return len(people)
