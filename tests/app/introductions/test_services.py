"""Introducing: what must be true before anything leaves, and what happens when it does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app import clock, db
from app.audit.models import AuditEvent
from app.introductions import queries, services
from app.introductions.caps import TooManyOpen
from app.introductions.models import AnswerLink, Introduction, IntroductionState
from app.introductions.services import (
    AlreadyIntroduced,
    Draft,
    KeptOut,
    NotAsked,
    NotOpen,
    SaysTooMuch,
)
from app.introductions.states import NoConsent
from app.outbox.models import Message
from app.settings import services as settings
from app.young_people import exclusions
from app.young_people import services as young_people
from app.young_people.consents import ConsentRefused
from app.young_people.models import Consent, Purpose
from app.young_people.services import Agreement

AGREED = Agreement(Purpose.SHARE, "in person", shared=("preferred_name", "age"))
DRAFT = Draft("A steady hand and always early.", ("preferred_name", "age"), AGREED)
LATER = Draft("A steady hand and always early.", ("preferred_name", "age"))


@pytest.fixture
def pair(make, advisor):
    """A young person of this advisor who said yes to an offer."""
    suggestion = make.suggestion(make.young_person(advisor=advisor))
    return suggestion.young_person, suggestion.opportunity


def introduced(pair, advisor):
    row = services.introduce(*pair, DRAFT, by=advisor)
    return services.send(row, by=advisor)


def test_preparing_stores_the_agreement_for_this_employer_and_sends_nothing(pair, advisor):
    row = services.introduce(*pair, DRAFT, by=advisor)

    consent = db.session.scalars(select(Consent).where(Consent.purpose == Purpose.SHARE)).one()
    assert (row.state, row.consent_id) == (IntroductionState.DRAFT, consent.id)
    assert consent.employer_id == pair[1].employer_id
    assert consent.shared_fields == ["preferred_name", "age"]
    assert consent.wording
    assert db.session.scalars(select(Message)).all() == []


def test_without_an_agreement_it_waits_for_one_and_cannot_be_sent(pair, advisor):
    row = services.introduce(*pair, LATER, by=advisor)

    assert row.state == IntroductionState.AWAITING_AGREEMENT
    with pytest.raises(NoConsent):
        services.send(row, by=advisor)


def test_the_agreement_can_follow_later(pair, advisor):
    row = services.introduce(*pair, LATER, by=advisor)
    services.save(row, DRAFT, by=advisor)

    assert services.send(row, by=advisor).state == IntroductionState.SENT


def test_sending_starts_the_clock_and_writes_to_every_contact(pair, advisor, make):
    row = introduced(pair, advisor)

    mails = db.session.scalars(select(Message)).all()
    assert row.answer_due == clock.add_working_days(clock.today(), 15)
    assert len(mails) == len(db.session.scalars(select(AnswerLink)).all()) == 1
    assert row.opportunity.title in mails[0].subject


def test_sending_twice_writes_once(pair, advisor):
    row = introduced(pair, advisor)
    services.send(row, by=advisor)

    assert len(db.session.scalars(select(Message)).all()) == 1


def test_an_agreement_that_would_not_hold_leaves_no_introduction_behind(make, advisor):
    person = make.young_person(advisor=advisor, born=clock.today() - timedelta(days=17 * 365))
    suggestion = make.suggestion(person)

    with pytest.raises(ConsentRefused):
        services.introduce(person, suggestion.opportunity, DRAFT, by=advisor)

    assert db.session.scalars(select(Introduction)).all() == []


@pytest.mark.parametrize(
    "state", ["SUGGESTED", "SHORTLISTED", "DISCUSSED", "YP_DECLINED", "DISMISSED"]
)
def test_nobody_is_introduced_who_has_not_said_yes(make, advisor, state):
    suggestion = make.suggestion(make.young_person(advisor=advisor), state=state)

    with pytest.raises(NotAsked):
        services.introduce(suggestion.young_person, suggestion.opportunity, DRAFT, by=advisor)


def test_what_the_advisor_added_may_be_introduced(make, advisor):
    suggestion = make.suggestion(
        make.young_person(advisor=advisor), state="SHORTLISTED", origin="advisor"
    )

    row = services.introduce(suggestion.young_person, suggestion.opportunity, DRAFT, by=advisor)

    assert row.state == IntroductionState.DRAFT


@pytest.mark.parametrize("state", ["PAUSED", "CLOSED", "FILLED", "WITHDRAWN_BY_COUNCIL"])
def test_only_a_live_offer_leads_anywhere(make, advisor, state):
    suggestion = make.suggestion(make.young_person(advisor=advisor), make.opportunity(state=state))

    with pytest.raises(NotOpen):
        services.introduce(suggestion.young_person, suggestion.opportunity, DRAFT, by=advisor)


def test_an_employer_that_is_kept_out_is_never_introduced(pair, advisor):
    person, offer = pair
    exclusions.keep_out(person, employer=offer.employer.name, area=None, reason="", by=advisor)

    with pytest.raises(KeptOut):
        services.introduce(person, offer, DRAFT, by=advisor)


def test_somebody_elses_young_person_does_not_exist(pair, make):
    with pytest.raises(NoResultFound):
        services.introduce(*pair, DRAFT, by=make.user("advisor"))


@pytest.mark.parametrize(
    "words", ["She is a care leaver.", "Known to her social worker", "In foster homes"]
)
def test_a_message_never_tells_of_care(pair, advisor, words):
    with pytest.raises(SaysTooMuch):
        services.introduce(*pair, Draft(words, ("age",), AGREED), by=advisor)


def test_a_message_names_nobody_whose_name_was_not_agreed(pair, advisor):
    words = f"{pair[0].preferred_name} likes mornings"

    with pytest.raises(SaysTooMuch):
        services.introduce(*pair, Draft(words, ("age",), AGREED), by=advisor)


def test_an_offer_has_at_most_so_many_open_introductions(make, advisor):
    offer = make.opportunity(places=9)
    settings.set_value(
        "introduction.live_per_offer", 1, valid_from=clock.today(), source="test", by=None
    )
    make.introduction(opportunity=offer)
    suggestion = make.suggestion(make.young_person(advisor=advisor), offer)
    row = services.introduce(suggestion.young_person, offer, DRAFT, by=advisor)

    with pytest.raises(TooManyOpen, match="already introduced for"):
        services.send(row, by=advisor)
    assert row.state == IntroductionState.DRAFT


def test_an_employer_has_at_most_so_many_open_introductions(make, advisor):
    offer = make.opportunity()
    settings.set_value(
        "introduction.live_per_employer", 1, valid_from=clock.today(), source="test", by=None
    )
    make.introduction(opportunity=make.opportunity(employer=offer.employer))
    suggestion = make.suggestion(make.young_person(advisor=advisor), offer)
    row = services.introduce(suggestion.young_person, offer, DRAFT, by=advisor)

    with pytest.raises(TooManyOpen, match="already open at"):
        services.send(row, by=advisor)


def test_taking_back_the_agreement_closes_the_door_in_the_same_transaction(pair, advisor):
    row = introduced(pair, advisor)
    young_people.withdraw_consent(row.consent, by=advisor)

    db.session.expire_all()
    assert row.state == IntroductionState.WITHDRAWN
    assert db.session.scalars(select(AnswerLink)).all() == []
    assert queries.agreed_fields(row) is None


def test_agreeing_anew_with_the_same_employer_ends_nothing(pair, advisor):
    row = introduced(pair, advisor)
    again = Agreement(
        Purpose.SHARE, "by phone", employer=row.opportunity.employer, shared=("preferred_name",)
    )
    young_people.record_consent(pair[0], again, by=advisor)

    assert row.state == IntroductionState.SENT
    assert queries.agreed_fields(row) == ["preferred_name"]


def test_a_withdrawn_introduction_can_be_taken_up_again_with_a_new_agreement(pair, advisor):
    row = introduced(pair, advisor)
    services.withdraw(row, reason="Ill for a while", by=advisor)
    again = services.introduce(*pair, DRAFT, by=advisor)

    assert again.id == row.id
    assert services.send(again, by=advisor).state == IntroductionState.SENT


def test_an_open_introduction_is_not_made_twice(pair, advisor):
    introduced(pair, advisor)

    with pytest.raises(AlreadyIntroduced):
        services.introduce(*pair, DRAFT, by=advisor)


def test_the_trail_of_an_introduction_holds_no_words_that_were_typed(pair, advisor):
    introduced(pair, advisor)

    rows = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
    assert [row.action for row in rows if row.subject == "introduction"] == [
        "introduction.prepare",
        "introduction.send",
    ]
    assert not [row for row in rows if "steady" in str(row.details)]


def test_a_young_person_who_is_handed_over_brings_their_introductions_along(pair, advisor, make):
    row = introduced(pair, advisor)
    other = make.user("advisor")
    young_people.handed_over.send(pair[0], frm=advisor, to=other, by=advisor)

    assert row.advisor_id == other.id
