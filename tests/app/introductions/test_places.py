"""Places are never oversold, whoever accepts at the same moment; real threads, real connections."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from app import db
from app.introductions import answers, outcomes, services
from app.introductions.caps import TooManyOpen
from app.introductions.models import Introduction, IntroductionState
from app.introductions.services import Draft
from app.opportunities.conditions import NoPlaceLeft
from app.opportunities.models import Opportunity, OpportunityState
from app.placements.models import Placement
from app.young_people import services as young_people
from app.young_people.models import Purpose
from app.young_people.services import Agreement

THREADS = 50
PLACES = 7


def at_once(app, do, numbers):
    """Run one call for each number in a thread of its own, all from the same moment on."""
    gate = threading.Barrier(len(numbers))

    def run(number):
        with app.app_context():
            gate.wait()
            try:
                do(number)
            except Exception as error:
                return error
            finally:
                db.session.remove()
            return None

    with ThreadPoolExecutor(len(numbers)) as pool:
        return list(pool.map(run, numbers))


def test_fifty_who_say_yes_at_once_get_exactly_as_many_places_as_there_are(app, make, advisor):
    offer = make.opportunity(places=PLACES)
    rows = [
        make.introduction(make.young_person(advisor=advisor, consent=False), offer, state="OFFERED")
        for _ in range(THREADS)
    ]
    numbers, advisor_id = [row.id for row in rows], advisor.id

    def accept(number):
        row = db.session.get(Introduction, number)
        outcomes.accept(row, by=db.session.get(type(advisor), advisor_id))

    errors = [error for error in at_once(app, accept, numbers) if error]

    db.session.rollback()
    accepted = select(func.count()).where(Introduction.state == IntroductionState.ACCEPTED)
    kept = db.session.get(Opportunity, offer.id)
    assert {type(error) for error in errors} == {NoPlaceLeft}
    assert len(errors) == THREADS - PLACES
    assert db.session.scalar(accepted) == PLACES
    assert db.session.scalar(select(func.count()).select_from(Placement)) == PLACES
    assert (kept.places_taken, kept.state) == (PLACES, OpportunityState.FILLED)


def test_one_person_who_takes_two_places_at_once_gets_one_and_no_deadlock(app, make, advisor):
    person = make.young_person(advisor=advisor)
    rows = [make.introduction(person, make.opportunity(), state="OFFERED") for _ in range(6)]
    numbers, advisor_id = [row.id for row in rows], advisor.id

    def accept(number):
        row = db.session.get(Introduction, number)
        outcomes.accept(row, by=db.session.get(type(advisor), advisor_id))

    errors = [error for error in at_once(app, accept, numbers) if error]

    db.session.rollback()
    states = sorted(db.session.scalars(select(Introduction.state)).all())
    assert states == ["ACCEPTED"] + ["OBSOLETE"] * 5
    assert len(errors) == 5
    assert all("cannot be done" in str(error) for error in errors)


def test_the_cap_holds_for_advisors_who_send_at_the_same_moment(app, make, advisor):
    offer = make.opportunity(places=20)
    agreement = Agreement(Purpose.SHARE, "in person", shared=("age",))
    numbers = []
    for _ in range(8):
        suggestion = make.suggestion(make.young_person(advisor=advisor), offer)
        draft = Draft("Quick to learn.", ("age",), agreement)
        numbers.append(services.introduce(suggestion.young_person, offer, draft, by=advisor).id)
    advisor_id = advisor.id

    def send(number):
        row = db.session.get(Introduction, number)
        services.send(row, by=db.session.get(type(advisor), advisor_id))

    errors = [error for error in at_once(app, send, numbers) if error]

    assert [type(error) for error in errors] == [TooManyOpen] * 5


@pytest.mark.parametrize("round_", range(3))
def test_an_answer_and_a_withdrawn_agreement_at_once_leave_the_door_shut(
    app, make, advisor, round_
):
    contact = make.user("business")
    offer = make.opportunity(employer=make.employer(user=contact))
    row = make.introduction(make.young_person(advisor=advisor), offer, state="SEEN")
    number, advisor_id, contact_id = row.id, advisor.id, contact.id

    def act(who):
        row = db.session.get(Introduction, number)
        if who == "employer":
            answers.offer(row, None, by=db.session.get(type(contact), contact_id))
        else:
            young_people.withdraw_consent(row.consent, by=db.session.get(type(advisor), advisor_id))

    at_once(app, act, ["employer", "advisor"])

    db.session.rollback()
    assert db.session.get(Introduction, number).state == IntroductionState.WITHDRAWN
