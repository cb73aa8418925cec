"""What is logged becomes what is learnt from: each step once, with its time and who took it."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from app import clock, db
from app.introductions import outcomes as answers
from app.learning import outcomes
from app.learning import services as learning
from app.matches import services as matches
from app.placements import outcomes as follow_ups
from app.placements import services as placements
from app.placements.services import Ending
from app.young_people.models import Category, YoungPersonState
from tests.app.introductions import people as introduced
from tests.app.learning import world
from tests.app.placements import steps

PROTECTED = (
    "sex",
    "gender",
    "pronouns",
    "ethnicity",
    "disability",
    "religion",
    "orientation",
    "pregnan",
    "asylum",
    "category",
    "surname",
    "preferred_name",
    "advisor_notes",
)


def events():
    return [row.event for row in outcomes.read()]


@pytest.fixture
def cast(make, advisor):
    return introduced.cast(make, advisor)


def test_every_step_from_the_introduction_to_the_end_is_an_outcome_of_whoever_took_it(cast):
    placement = steps.accepted(cast)
    steps.started(placement, cast)
    placements.complete(placement, Ending(clock.today()), by=cast.contact)

    read = outcomes.read()
    assert [row.event for row in read] == ["introduced", "offered", "started", "completed"]
    assert {(row.person, row.opportunity) for row in read} == {(cast.person.ref, cast.offer.ref)}
    assert [row.actor for row in read] == [
        cast.advisor.ref,
        cast.contact.ref,
        cast.contact.ref,
        cast.contact.ref,
    ]
    assert all(row.at.tzinfo for row in read)


def test_what_lasts_is_an_outcome_once_enough_weeks_have_passed(cast):
    placement = steps.accepted(cast)
    steps.started(placement, cast)
    for row in placement.follow_ups:
        row.due = clock.today()
    db.session.commit()
    follow_ups.answer(placement, 4, follow_ups.WhatBecame("still_there"), by=cast.advisor)
    assert events()[-1] == "started"

    follow_ups.answer(placement, 13, follow_ups.WhatBecame("still_there"), by=cast.advisor)
    assert events()[-1] == "sustained"


def test_dismissals_are_logged_and_teach_nothing(make, advisor):
    person, offer = make.young_person(advisor=advisor), make.opportunity()
    matches.act(person, offer, "dismiss", by=advisor, reason="Too far")

    assert events() == ["dismissed"]
    assert learning.learn(by=None).figures["lessons"] == 0


def test_what_was_put_back_is_not_held_against_an_offer(make, advisor):
    person, offer = make.young_person(advisor=advisor), make.opportunity()
    for verb in ("shortlist", "interested", "declined"):
        matches.act(person, offer, verb, by=advisor, reason="Changed their mind")
    assert events() == ["opened", "interested", "declined"]

    matches.act(person, offer, "restore", by=advisor)
    assert events() == []


def test_a_place_that_was_not_taken_up_teaches_nothing(cast):
    placement = steps.accepted(cast)
    placements.did_not_start(
        placement, Ending(clock.today(), why="They moved away"), by=cast.advisor
    )

    assert events() == ["introduced"]


def test_what_the_clock_did_is_laid_at_the_door_of_whoever_acted_before(cast):
    row = introduced.sent(cast)
    world.log("introduction", row, "INTERVIEWED", by=None)

    assert [(row.event, row.actor) for row in outcomes.read()] == [
        ("introduced", cast.advisor.ref),
        ("interviewed", cast.advisor.ref),
    ]


def test_a_no_from_the_young_person_counts_and_a_no_from_the_employer_does_not(cast):
    row = introduced.sent(cast)
    world.log("introduction", row, "NOT_SUCCESSFUL", by=cast.contact)
    assert events() == ["introduced"]

    world.log("introduction", row, "OFFERED", by=cast.contact)
    answers.decline(_offered(row), reason="Too early", by=cast.advisor)
    assert events()[-1] == "declined"


def _offered(row):
    row.state = type(row.state).OFFERED
    db.session.commit()
    return row


@pytest.mark.parametrize("gone", ["closed", "no consent"])
def test_nobody_teaches_who_does_not_agree_to_matching_any_more(make, cast, gone):
    introduced.sent(cast)
    assert len(outcomes.past().happened) == 1

    if gone == "closed":
        cast.person.state = YoungPersonState.CLOSED
    else:
        for consent in cast.person.consents:
            consent.withdrawn_at = clock.now()
    db.session.commit()
    assert outcomes.past().happened == []


def test_reading_outcomes_asks_the_database_for_nothing_protected(cast):
    introduced.sent(cast)
    asked = []
    event.listen(db.orm.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    outcomes.read()

    assert asked
    assert [word for word in PROTECTED for text in asked if word in text.lower()] == []


def test_what_is_learnt_from_does_not_change_with_anything_protected(cast):
    introduced.sent(cast)
    before = outcomes.past()
    cast.person.category = Category.RELEVANT
    cast.person.surname, cast.person.pronouns = "Other", "they/them"
    cast.person.advisor_notes = "Something about health"
    db.session.commit()

    after = outcomes.past()
    assert (after.digest, after.people, after.offers) == (
        before.digest,
        before.people,
        before.offers,
    )


def test_offers_that_are_over_still_teach(cast):
    introduced.sent(cast)
    cast.offer.state = type(cast.offer.state).CLOSED
    cast.offer.closes = clock.today() - timedelta(days=1)
    db.session.commit()

    assert [row.id for row in outcomes.past().offers] == [cast.offer.ref]
