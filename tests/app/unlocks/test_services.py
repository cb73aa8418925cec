"""What would open more follows suggestions, and nothing that did not change is worked out again."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from app import clock, db
from app.matches import runs
from app.unlocks import queries, services
from app.unlocks.models import Demand, UnlockList

HYGIENE = [{"name": "Food hygiene", "level": 2}]
NONE_YET = [{"name": "GCSE English", "level": 1}]


@pytest.fixture
def people(make):
    make.opportunity(essential_qualifications=HYGIENE)
    return [make.young_person(qualifications=NONE_YET) for _ in range(3)]


def opened(person):
    return [line["what"] for line in db.session.get(UnlockList, person.id).lines]


def change(person):
    person.qualifications = HYGIENE
    db.session.commit()
    runs.run("test", [person.id])


def test_after_a_run_everybody_has_a_list(people):
    runs.run("test")

    assert services.follow() == 3
    assert opened(people[0]) == ["Food hygiene level 2"]
    assert queries.standing().people == 3


def test_before_the_first_run_nothing_is_kept(people):
    assert services.follow() == 0
    assert queries.standing() is None
    assert queries.of_month(clock.today()) is None


def test_nothing_new_is_not_worked_out_again(people):
    runs.run("test")
    services.follow()

    assert services.follow() == 0


def test_only_who_changed_is_worked_out_again(people):
    runs.run("test")
    services.follow()
    change(people[0])

    assert services.follow() == 1
    assert opened(people[0]) == []
    assert opened(people[1]) == ["Food hygiene level 2"]


def test_the_cohort_is_added_up_again_when_it_is_old_enough(people):
    runs.run("test")
    services.follow()
    change(people[0])
    services.follow()
    assert queries.standing().barriers[0]["people"] == 3

    with time_machine.travel(clock.now() + timedelta(minutes=16), tick=False):
        services.follow()
    assert queries.standing().barriers[0]["people"] == 2


def test_one_row_stands_and_one_a_month_is_kept(people):
    runs.run("test")
    services.follow()
    services.everybody()
    services.everybody()

    kept = [row.kept_for for row in db.session.scalars(select(Demand).order_by(Demand.id))]
    assert sorted(kept, key=str) == [clock.today().replace(day=1), None]


def test_an_offer_somebody_turned_down_opens_nothing(make, people):
    offer = make.opportunity(essential_qualifications=HYGIENE, title="Turned down")
    make.suggestion(people[0], offer, state="DISMISSED")
    runs.run("test")
    services.follow()

    numbers = [db.session.get(UnlockList, each.id).lines[0]["opportunities"] for each in people]
    assert offer.id not in numbers[0]
    assert offer.id in numbers[1]


def test_nobody_without_consent_is_looked_at(make, people):
    quiet = make.young_person(qualifications=NONE_YET, consent=False)
    runs.run("test")
    services.follow()

    assert opened(quiet) == []
    assert queries.standing().people == 3


def test_a_record_that_was_closed_has_nothing_to_open(people):
    runs.run("test")
    services.follow()
    people[0].state = "CLOSED"
    db.session.commit()
    services.everybody()

    assert opened(people[0]) == []
