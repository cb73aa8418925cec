"""Reminders on a set clock: on the right days, once, and an end that is not a no."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from sqlalchemy import select

from app import clock, db
from app.introductions import answers, chasing, needs
from app.introductions.answers import Interview, Refusal
from app.introductions.models import Chaser, IntroductionState, Outcome
from app.introductions.responsiveness import responsiveness
from app.outbox.models import Message
from app.young_people import services as young_people


def mails(name):
    return [
        mail
        for mail in db.session.scalars(select(Message))
        if mail.template == f"introductions_{name}"
    ]


@pytest.mark.parametrize(
    ("days", "reminders"), [(0, 0), (2, 0), (3, 1), (6, 1), (7, 1), (10, 1), (14, 1)]
)
def test_a_reminder_goes_out_once_the_days_have_passed(row, working_days, days, reminders):
    working_days(days)
    for _ in range(3):
        chasing.chase()

    assert len(mails("chased")) == reminders


def test_an_employer_that_never_answers_gets_three_reminders(row, working_days):
    start = clock.today()
    for days in range(15):
        working_days(days, start)
        chasing.chase()

    days = db.session.scalars(select(Chaser.after_days).order_by(Chaser.id))
    assert list(days) == [3, 7, 10]
    assert len(mails("chased")) == 3


def test_weekends_and_bank_holidays_do_not_count(row, set_clock):
    row.sent_at = clock.at(clock.today().replace(year=2026, month=12, day=23), clock.now().time())
    db.session.commit()
    set_clock(clock.today().replace(year=2026, month=12, day=29))

    assert chasing.days_waited(row) == 2


def test_after_the_last_day_it_is_no_answer_which_is_not_a_no(row, working_days):
    working_days(15)
    chasing.chase()
    chasing.chase()

    db.session.rollback()
    assert row.state == IntroductionState.NO_RESPONSE
    assert row.outcome is None
    assert len(mails("given_up")) == len(mails("no_answer")) == 1


def test_no_answer_needs_the_advisor_and_the_coordinator(
    row, working_days, advisor, coordinator, app
):
    working_days(15)
    chasing.chase()
    with app.test_request_context():
        mine, theirs = needs.needs(advisor), needs.needs(coordinator)

    assert [need.what for need in mine] == [
        f"{row.opportunity.employer.name} did not answer: end it, or introduce them again"
    ]
    assert [need.who for need in theirs] == [row.opportunity.employer.name]


def test_a_late_answer_is_still_welcome(row, working_days, people):
    working_days(15)
    chasing.chase()
    answers.refuse(row, Refusal(Outcome.OTHER), by=people.contact)

    assert row.state == IntroductionState.NOT_SUCCESSFUL


def test_whoever_answered_is_not_asked_again(row, working_days, people):
    answers.refuse(row, Refusal(Outcome.OTHER), by=people.contact)
    working_days(20)
    chasing.chase()

    assert mails("chased") == mails("given_up") == []


def test_how_an_employer_answers_is_kept_on_its_row(row, working_days, people):
    answers.refuse(row, Refusal(Outcome.OTHER), by=people.contact)
    db.session.expire_all()
    employer = row.opportunity.employer

    assert employer.response_rate == 1.0
    assert responsiveness([employer.id])[employer.id].words == (
        "Answered 1 of 1 in time, usually after 0 working days"
    )


def test_no_answer_counts_against_an_employer(row, working_days):
    working_days(15)
    chasing.chase()
    db.session.expire_all()

    assert row.opportunity.employer.response_rate == 0.0


def test_what_is_not_due_yet_counts_neither_way(row):
    employer = row.opportunity.employer

    assert responsiveness([employer.id])[employer.id].share is None
    assert employer.response_rate is None


def test_measuring_makes_no_open_edit_of_the_organisation_stale(row, people):
    before = row.opportunity.employer.version
    answers.refuse(row, Refusal(Outcome.OTHER), by=people.contact)
    db.session.expire_all()

    assert row.opportunity.employer.version == before


@pytest.mark.parametrize(("days", "count"), [(8, 0), (7, 2), (3, 0), (1, 2)])
def test_both_sides_are_reminded_a_week_and_a_day_before_an_interview(
    row, people, set_clock, days, count
):
    when = clock.today() + timedelta(days=20)
    answers.invite(row, Interview(clock.at(when, time(14)), "Here"), by=people.contact)
    set_clock(when - timedelta(days=days))
    chasing.remind_of_interviews()
    chasing.remind_of_interviews()

    assert len(mails("reminder")) == count


def test_an_agreement_that_ran_out_ends_the_introduction(row, working_days):
    row.consent.until = clock.today()
    db.session.commit()
    chasing.close_lapsed()
    still = row.state
    working_days(1)
    chasing.close_lapsed()

    db.session.rollback()
    assert still == IntroductionState.SENT
    assert row.state == IntroductionState.WITHDRAWN


def test_whose_turn_it_is_follows_the_clock(row, working_days, people):
    turn = young_people_turn(people)
    working_days(15)
    chasing.chase()

    assert turn.turn == "employer"
    assert young_people_turn(people).turn == "advisor"


def young_people_turn(people):
    found = young_people.asked_whose_turn.send(None, people=[people.person.id])
    merged = {number: turn for _, answer in found for number, turn in answer.items()}
    return merged[people.person.id]
