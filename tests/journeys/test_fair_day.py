"""A fair day from the plan to the talk with the young person, in real browsers."""

from __future__ import annotations

import pytest

from app import db
from app.matches.models import Suggestion

KNOWN = {
    "kinds": ["work_experience"],
    "days": ["mon", "wed", "fri"],
    "hours_per_week_max": 30,
    "skills": [{"name": "baking", "evidence": "shown"}],
    "experience": ["Helped in a kitchen"],
    "qualifications": [{"name": "Food hygiene", "level": 2}],
}


@pytest.fixture
def cast(story, make):
    """A coordinator, an advisor with two young people, and one place at a bakery."""
    story.knows("jo", "coordinator")
    story.knows("ava", "advisor")
    advisor = db.session.get_one(type(make.user("hr")), story.user("ava"))
    for name in ("Juniper", "Rowan"):
        make.young_person(advisor=advisor, preferred_name=name, surname=f"Kept{name}", **KNOWN)
    make.opportunity(title="Help at the ovens", places=1)
    db.session.rollback()
    return story


def drawn(jo, story):
    """From the plan to two ways to share the places out."""
    jo.open("/fair-days").press("Plan a fair day")
    jo.fill("What is it called?", "Taster week").tick_within("What is it?", "Summer cohort")
    jo.date("First day", story.in_days(20)).press("Plan this day")
    jo.tick("Help at the ovens").press("Put these on the day").sees("1 offer is on the day")
    jo.follow("Taster week").follow("Invite young people")
    jo.fill("Why are they invited?", "Agreed with the team").press("Invite 2 young people")
    jo.sees("Person 1", "Person 2").does_not_see("juniper", "rowan")
    return jo.follow("Taster week").press("Draw").sees("The price of stability", "Person 2")


def test_a_coordinator_shares_out_places_and_the_advisor_talks_it_through(cast):
    jo = drawn(cast["jo"], cast)
    jo.press("Start from the stable one").sees("Left with nothing", "To be confirmed")
    choice = jo.page.locator("select[data-consequence]").first
    choice.select_option(index=1)
    jo.page.get_by_text("would be one over: not possible").wait_for()
    assert jo.page.get_by_role("button", name="Change the place").first.is_disabled()
    assert not jo.page.get_by_role("button", name="What would it do?").first.is_visible()
    jo.page.locator(".uo-fair-row", has_text="Help at the ovens").last.get_by_role(
        "button", name="Confirm"
    ).click()
    jo.page.get_by_text("Confirmed. Their advisor is asked").wait_for()

    ava = cast["ava"].open("/").sees("about their place at the fair")
    ava.press("Look").sees("Help at the ovens", "Juniper", "Rowan")
    ava.press("We talked about it").sees("Noted that you talked about it")

    db.session.rollback()
    assert [row.state for row in db.session.query(Suggestion)] == ["SHORTLISTED"]
    assert cast.problems() == []


def test_the_day_can_be_worked_without_scripts_on_a_phone(cast, person, site):
    small = person("jo again", width=320, scripts=False)
    user = db.session.get_one(type(cast.make.user("hr")), cast.user("jo"))
    drawn(small.has_session(user, site), cast).press("Start from the best total")
    small.page.locator("select[name=to]").first.select_option(index=1)
    small.press("What would it do?").sees("would be one over: not possible")
    small.follow("Taster week").press("Confirm Person").sees("Confirmed")
    assert small.overflow() <= 0
