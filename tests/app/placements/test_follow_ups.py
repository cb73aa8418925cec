"""Weeks later: what became of it, and the activity code that only an advisor confirms."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app import clock, db
from app.errors import NotAllowed
from app.opportunities.models import Kind
from app.placements import codes, needs, outcomes, services
from app.placements.outcomes import TooEarly, WhatBecame
from app.placements.services import Ending
from app.young_people.activities import WrongActivity
from app.young_people.models import Activity
from tests.app.placements.steps import started

VALID = {"F1", "P1", "F2", "P2", "F4", "P4", "F5", "P5", "G4", "G5", "G6", "0"}


@pytest.mark.parametrize(
    ("answer", "kind", "hours", "code"),
    [
        ("still_there", Kind.JOB, 37, "F5"),
        ("still_there", Kind.JOB, 16, "F5"),
        ("still_there", Kind.JOB, 12, "P5"),
        ("still_there", Kind.INTERNSHIP, 30, "F5"),
        ("still_there", Kind.APPRENTICESHIP, 30, "F4"),
        ("still_there", Kind.APPRENTICESHIP, None, "F4"),
        ("something_else", Kind.JOB, 37, None),
        ("neither", Kind.JOB, 37, "G5"),
        ("not_in_touch", Kind.WORK_EXPERIENCE, 37, "0"),
    ],
)
def test_an_outcome_suggests_a_code(answer, kind, hours, code):
    assert codes.proposed(answer, kind, hours) == code


@pytest.mark.parametrize(
    "kind", [Kind.WORK_EXPERIENCE, Kind.TASTER, Kind.MENTORING, Kind.SUPPORTED]
)
@pytest.mark.parametrize("answer", ["still_there", "something_else"])
def test_work_experience_alone_never_suggests_employment(kind, answer):
    assert codes.proposed(answer, kind, 37) is None


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("answer", ["still_there", "something_else", "neither", "not_in_touch"])
def test_only_codes_the_return_knows_are_suggested(kind, answer):
    for hours in (None, 1, 16, 40):
        assert codes.proposed(answer, kind, hours) in VALID | {None}


def test_nothing_is_recorded_before_the_advisor_confirms(placement, people, set_clock):
    started(placement, people)
    set_clock(clock.today() + timedelta(days=28))
    one = outcomes.answer(placement, 4, WhatBecame("neither"), by=people.advisor)
    before = db.session.scalars(select(Activity)).all()
    outcomes.confirm(placement, 4, one.proposed_code, clock.today(), by=people.advisor)

    activity = db.session.scalars(select(Activity)).one()
    assert before == []
    assert (activity.code, activity.in_touch) == ("G5", "YES")
    assert activity.recorded_by_id == people.advisor.id


def test_the_advisor_may_know_better(placement, people, set_clock):
    started(placement, people)
    set_clock(clock.today() + timedelta(days=28))
    outcomes.answer(placement, 4, WhatBecame("neither"), by=people.advisor)
    one = outcomes.confirm(placement, 4, "F2", clock.today(), by=people.advisor)

    assert (one.proposed_code, one.confirmed_code) == ("G5", "F2")


def test_a_code_the_return_would_refuse_is_refused(placement, people, set_clock):
    started(placement, people)
    set_clock(clock.today() + timedelta(days=28))
    outcomes.answer(placement, 4, WhatBecame("still_there"), by=people.advisor)

    for code in ("F6", "P3", "", "0"):
        with pytest.raises(WrongActivity):
            outcomes.confirm(placement, 4, code, clock.today(), by=people.advisor)


def test_not_in_touch_is_an_answer(placement, people, set_clock):
    started(placement, people)
    set_clock(clock.today() + timedelta(days=28))
    outcomes.answer(placement, 4, WhatBecame("not_in_touch"), by=people.advisor)
    outcomes.confirm(placement, 4, "0", clock.today(), by=people.advisor)

    assert db.session.scalars(select(Activity.in_touch)).one() == "NO"


def test_what_becomes_of_it_cannot_be_known_long_before(placement, people):
    started(placement, people)

    with pytest.raises(TooEarly):
        outcomes.answer(placement, 26, WhatBecame("still_there"), by=people.advisor)


def test_a_confirmed_follow_up_is_settled(placement, people, set_clock):
    started(placement, people)
    set_clock(clock.today() + timedelta(days=28))
    outcomes.answer(placement, 4, WhatBecame("neither"), by=people.advisor)
    outcomes.confirm(placement, 4, "G5", clock.today(), by=people.advisor)

    with pytest.raises(NotAllowed):
        outcomes.answer(placement, 4, WhatBecame("still_there"), by=people.advisor)
    with pytest.raises(NotAllowed):
        outcomes.confirm(placement, 4, "F5", clock.today(), by=people.advisor)


def test_a_follow_up_that_is_due_needs_the_advisor_and_when_late_the_coordinator(
    placement, people, set_clock, app, coordinator
):
    started(placement, people)
    services.complete(placement, Ending(clock.today()), by=people.contact)
    start = clock.today()
    set_clock(start + timedelta(days=28))
    with app.test_request_context():
        mine, early = needs.needs(people.advisor), needs.needs(coordinator)
        set_clock(start + timedelta(days=43))
        late = needs.needs(coordinator)

    assert [need.what for need in mine] == [
        f"Ask what has become of it, 4 weeks after the start at {people.offer.employer.name}"
    ]
    assert early == []
    assert [(need.who, need.what) for need in late] == [
        (people.advisor.name, "1 follow-up is more than two weeks late")
    ]


def test_hours_add_up_without_breaks(make):
    offer = make.opportunity(
        week=[{"day": "mon", "from": "22:00", "to": "06:00", "break_minutes": 60}]
    )

    assert outcomes.hours_per_week(offer) == 7
